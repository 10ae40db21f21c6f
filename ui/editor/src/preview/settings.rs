//! How the preview runs: cash, latency, fees, and the document's parameters.

use craftstrat_api::inspect::ParameterInfo;
use craftstrat_model::{Price, Usdc};
use craftstrat_preview::PreviewSettings;
use craftstrat_ui_kit::{NumberInput, use_i18n};
use std::collections::BTreeMap;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`SettingsEditor`].
#[derive(Clone, PartialEq, Properties)]
pub struct SettingsEditorProps {
    /// The settings.
    pub settings: PreviewSettings,
    /// They changed.
    pub onsettings: Callback<PreviewSettings>,
    /// The parameters there are.
    #[prop_or_default]
    pub parameters: Vec<ParameterInfo>,
    /// Values that are not the default.
    #[prop_or_default]
    pub values: BTreeMap<String, f64>,
    /// A value changed.
    #[prop_or_default]
    pub onvalues: Callback<BTreeMap<String, f64>>,
}

/// An amount of a million at most, in micros.
fn micros(value: f64) -> i64 {
    (value.clamp(0.0, 1e9) * 1e6).round() as i64
}

/// The controls.
#[component]
pub fn SettingsEditor(props: &SettingsEditorProps) -> Html {
    let i18n = use_i18n();
    let settings = props.settings.clone();
    let cash = {
        let settings = settings.clone();
        props.onsettings.reform(move |value: Option<f64>| {
            let cash_usdc =
                value.map_or(PreviewSettings::default().cash_usdc, |v| Usdc::from_micros(micros(v)));
            PreviewSettings { cash_usdc, ..settings.clone() }
        })
    };
    let latency = {
        let settings = settings.clone();
        props.onsettings.reform(move |value: Option<f64>| {
            let latency_ms =
                value.map_or(PreviewSettings::default().latency_ms, |v| v.clamp(0.0, 6e4) as u32);
            PreviewSettings { latency_ms, ..settings.clone() }
        })
    };
    let fee = {
        let settings = settings.clone();
        props.onsettings.reform(move |value: Option<f64>| {
            let fee_rate = value.map(|v| Price::from_micros(micros(v.clamp(0.0, 100.0) / 100.0)));
            PreviewSettings { fee_rate, ..settings.clone() }
        })
    };
    html! {
        <div class="flex flex-col gap-2">
            <div class="grid grid-cols-3 gap-2">
                <NumberInput label={i18n.t("editor-cash")} value={Some(settings.cash_usdc.micros() as f64 / 1e6)} unit="USDC"
                    min={Some(1.0)} step={Some(100.0)} onchange={cash} testid="preview-cash" />
                <NumberInput label={i18n.t("editor-latency")} value={Some(f64::from(settings.latency_ms))} unit="ms"
                    min={Some(0.0)} max={Some(60_000.0)} step={Some(50.0)} onchange={latency} testid="preview-latency" />
                <NumberInput label={i18n.t("editor-fee-rate")} value={settings.fee_rate.map(|f| f.micros() as f64 / 1e4)} unit="%"
                    min={Some(0.0)} max={Some(100.0)} step={Some(0.5)} onchange={fee} testid="preview-fees" />
            </div>
            if settings.fee_rate.is_none() {
                <p class="text-xs text-muted">{ i18n.t("editor-fee-market") }</p>
            }
            if !props.parameters.is_empty() {
                <div class="grid gap-2 sm:grid-cols-2">
                    for parameter in props.parameters.iter() {
                        { slider(props, parameter) }
                    }
                </div>
            }
        </div>
    }
}

/// A parameter: a slider where it has bounds, and its number.
fn slider(props: &SettingsEditorProps, parameter: &ParameterInfo) -> Html {
    let name = parameter.name.clone();
    let value = props.values.get(&name).copied().unwrap_or(parameter.default);
    let set = {
        let (values, default) = (props.values.clone(), parameter.default);
        let name = name.clone();
        props.onvalues.reform(move |value: Option<f64>| {
            let mut values = values.clone();
            match value {
                Some(value) if value != default => values.insert(name.clone(), value),
                _ => values.remove(&name),
            };
            values
        })
    };
    let oninput = set.reform(|event: InputEvent| {
        Some(event.target_unchecked_into::<HtmlInputElement>().value_as_number()).filter(|v| v.is_finite())
    });
    let bounded = parameter.max - parameter.min < 1e6;
    let step = if parameter.step > 0.0 { parameter.step } else { (parameter.max - parameter.min) / 100.0 };
    html! {
        <div key={name.clone()} class="flex items-end gap-2">
            if bounded {
                <input type="range" class="range range-xs mb-2 grow" min={parameter.min.to_string()} max={parameter.max.to_string()}
                    step={step.to_string()} value={value.to_string()} {oninput} aria-label={name.clone()} />
            }
            <NumberInput class={if bounded { "w-24" } else { "grow" }} label={name.clone()} value={Some(value)} min={Some(parameter.min)}
                max={Some(parameter.max)} step={Some(step)} onchange={set} testid={format!("preview-parameter-{name}")} />
        </div>
    }
}
