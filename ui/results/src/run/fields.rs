//! The fields of a run's settings: period, markets, cash, latency, fees, parameters.

use super::markets::MarketPicker;
use crate::calls;
use crate::model::run_form::RunForm;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::SeriesDay;
use craftstrat_ui_kit::{ErrorBox, LimitNote, Limited, NumberInput, use_client, use_i18n, use_resource};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Properties of [`RunFields`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct RunFieldsProps {
    /// The settings as they are.
    pub(crate) form: RunForm,
    /// Hears the settings as they should be.
    pub(crate) onchange: Callback<RunForm>,
    /// What the strategy lets one set.
    #[prop_or_default]
    pub(crate) parameters: Rc<Vec<ParameterInfo>>,
}

/// The names of the series, each once.
fn names(days: &[SeriesDay]) -> Vec<String> {
    let mut names: Vec<String> = days.iter().map(|d| d.series.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// The fields.
#[component]
pub(crate) fn RunFields(props: &RunFieldsProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let series = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::series(client).await.map(|days| names(&days)) }
    });
    let form = &props.form;
    let change = |set: Rc<dyn Fn(&mut RunForm)>| {
        let (form, onchange) = (form.clone(), props.onchange.clone());
        move || {
            let mut next = form.clone();
            set(&mut next);
            onchange.emit(next);
        }
    };
    let onseries = {
        let (form, onchange) = (form.clone(), props.onchange.clone());
        Callback::from(move |e: Event| {
            let series = e.target_unchecked_into::<HtmlSelectElement>().value();
            onchange.emit(RunForm { series, markets: Vec::new(), ..form.clone() });
        })
    };
    let day = |set: fn(&mut RunForm, String)| {
        let (form, onchange) = (form.clone(), props.onchange.clone());
        Callback::from(move |e: InputEvent| {
            let mut next = form.clone();
            next.markets.clear();
            set(&mut next, e.target_unchecked_into::<HtmlInputElement>().value());
            onchange.emit(next);
        })
    };
    let number = |set: fn(&mut RunForm, Option<f64>)| {
        let (form, onchange) = (form.clone(), props.onchange.clone());
        Callback::from(move |value: Option<f64>| {
            let mut next = form.clone();
            set(&mut next, value);
            onchange.emit(next);
        })
    };
    let parameter = |name: &str, default: f64| {
        let (form, onchange, name) = (form.clone(), props.onchange.clone(), name.to_owned());
        Callback::from(move |value: Option<f64>| {
            let mut next = form.clone();
            match value.filter(|v| *v != default) {
                Some(value) => next.parameters.insert(name.clone(), value),
                None => next.parameters.remove(&name),
            };
            onchange.emit(next);
        })
    };
    let all = change(Rc::new(|form: &mut RunForm| form.markets.clear()));
    let bound = |v: f64| Some(v).filter(|v| v.abs() < 1e300);
    let label_class = "flex flex-col gap-1 text-xs font-medium text-muted min-w-0";
    html! {
        <div class="flex flex-col gap-3">
            if let Some(error) = series.error.clone() {
                <ErrorBox {error} retry={Some(series.reload.clone())} />
            }
            <div class="grid gap-3 sm:grid-cols-3">
                <label class={label_class}>
                    { i18n.t("results-setting-series") }
                    <select class="select select-sm w-full" onchange={onseries} data-testid="run-series">
                        <option value="" selected={form.series.is_empty()}>{ i18n.t("results-all-series") }</option>
                        for name in series.data.iter().flatten() {
                            <option key={name.clone()} value={name.clone()} selected={*name == form.series}>{ name }</option>
                        }
                    </select>
                </label>
                <label class={label_class}>
                    { i18n.t("results-from-day") }
                    <input type="date" class="input input-sm w-full" value={form.from.clone()}
                        oninput={day(|form, value| form.from = value)} data-testid="run-from" />
                </label>
                <label class={label_class}>
                    { i18n.t("results-to-day") }
                    <input type="date" class="input input-sm w-full" value={form.to.clone()}
                        oninput={day(|form, value| form.to = value)} data-testid="run-to" />
                </label>
                <NumberInput label={i18n.t("results-setting-cash")} value={form.cash} unit="USDC" min={Some(0.01)}
                    step={Some(100.0)} onchange={number(|form, value| form.cash = value)} testid="run-cash" />
                <NumberInput label={i18n.t("results-setting-latency")} value={form.latency} unit="ms" min={Some(0.0)}
                    step={Some(50.0)} onchange={number(|form, value| form.latency = value)} testid="run-latency" />
                <NumberInput label={i18n.t("results-fee-rate")} value={form.fee_rate} unit="%" min={Some(0.0)} max={Some(100.0)}
                    step={Some(0.5)} onchange={number(|form, value| form.fee_rate = value)} testid="run-fee-rate" />
            </div>
            <div class="contents"><LimitNote of={Limited::History} /></div>
            if form.fee_rate.is_none() {
                <p class="text-xs text-muted">{ i18n.t("results-fee-rate-own") }</p>
            }
            <details open={!form.markets.is_empty()}>
                <summary class="text-sm cursor-pointer min-h-6">
                    { match form.markets.len() {
                        0 => i18n.t("results-all-markets"),
                        n => i18n.tf("results-some-markets", &[("n", n.into())]),
                    } }
                </summary>
                <div class="mt-2 flex flex-col gap-2">
                    if !form.markets.is_empty() {
                        <button type="button" class="btn btn-xs w-fit" onclick={move |_| all()}>
                            { i18n.t("results-all-markets-again") }
                        </button>
                    }
                    <MarketPicker form={form.clone()} onchange={props.onchange.clone()} />
                </div>
            </details>
            if !props.parameters.is_empty() {
                <fieldset>
                    <legend class="text-sm font-semibold mb-1">{ i18n.t("results-parameters") }</legend>
                    <div class="grid gap-3 sm:grid-cols-3">
                        for p in props.parameters.iter() {
                            <NumberInput key={p.name.clone()} label={p.name.clone()} min={bound(p.min)} max={bound(p.max)}
                                value={Some(form.parameters.get(&p.name).copied().unwrap_or(p.default))}
                                step={Some(p.step).filter(|s| *s > 0.0)} onchange={parameter(&p.name, p.default)}
                                testid={format!("run-parameter-{}", p.name)} />
                        }
                    </div>
                </fieldset>
            }
        </div>
    }
}
