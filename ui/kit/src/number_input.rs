//! A field for a number that never fights the person typing.

use crate::button::given;
use crate::i18n::use_i18n;
use craftstrat_i18n::{Lang, format};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`NumberInput`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NumberInputProps {
    /// The number; none when the field is empty.
    pub value: Option<f64>,
    /// A valid number was typed, or the field was emptied.
    pub onchange: Callback<Option<f64>>,
    /// The least allowed.
    #[prop_or_default]
    pub min: Option<f64>,
    /// The most allowed.
    #[prop_or_default]
    pub max: Option<f64>,
    /// What an arrow key adds.
    #[prop_or_default]
    pub step: Option<f64>,
    /// Behind the number.
    #[prop_or_default]
    pub unit: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// Reads the label out instead of showing it.
    #[prop_or_default]
    pub hide_label: bool,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
    /// What is wrong with the number, from outside.
    #[prop_or_default]
    pub invalid: Option<AttrValue>,
    /// Cannot be changed.
    #[prop_or_default]
    pub disabled: bool,
    /// Classes of the whole.
    #[prop_or_default]
    pub class: Classes,
}

/// What a text in a number field stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Typed {
    /// Nothing was typed.
    Empty,
    /// A number within bounds.
    Number(f64),
    /// Half a number, or none.
    NotANumber,
    /// Below the least allowed.
    TooLow,
    /// Above the most allowed.
    TooHigh,
}

/// Reads a number field.
pub fn read_typed(text: &str, min: Option<f64>, max: Option<f64>) -> Typed {
    if text.trim().is_empty() {
        return Typed::Empty;
    }
    match format::parse_number(text) {
        None => Typed::NotANumber,
        Some(number) if min.is_some_and(|min| number < min) => Typed::TooLow,
        Some(number) if max.is_some_and(|max| number > max) => Typed::TooHigh,
        Some(number) => Typed::Number(number),
    }
}

/// The number an arrow key leads to: whole steps, within bounds, without binary dust.
pub fn stepped(value: f64, step: f64, up: bool, min: Option<f64>, max: Option<f64>) -> f64 {
    let next = if up { value + step } else { value - step };
    let next = (next * 1e9).round() / 1e9;
    next.clamp(min.unwrap_or(f64::NEG_INFINITY), max.unwrap_or(f64::INFINITY))
}

/// The number as it stands in the field: the language's point, nothing grouped.
fn written(lang: Lang, value: Option<f64>) -> String {
    let text = value.map(|v| v.to_string()).unwrap_or_default();
    if lang == Lang::Fr { text.replace('.', ",") } else { text }
}

/// A field for a number. Half-typed text stays; only valid numbers are passed on; arrows step.
#[component]
pub fn NumberInput(props: &NumberInputProps) -> Html {
    let i18n = use_i18n();
    // What is being typed, and the value it was typed over: a value that changes elsewhere (undo) wins over it.
    let draft = use_state(|| None::<(String, Option<f64>)>);
    let (min, max) = (props.min, props.max);
    let text = match &*draft {
        Some((text, over)) => match read_typed(text, min, max) {
            Typed::Number(number) if props.value == Some(number) => text.clone(),
            Typed::Empty if props.value.is_none() => text.clone(),
            Typed::Number(_) | Typed::Empty => written(i18n.lang(), props.value),
            _ if *over == props.value => text.clone(),
            _ => written(i18n.lang(), props.value),
        },
        None => written(i18n.lang(), props.value),
    };
    let own = match read_typed(&text, min, max) {
        Typed::NotANumber => Some(i18n.t("common-number-not")),
        Typed::TooLow => Some(i18n.tf("common-number-low", &[("min", min.unwrap_or_default().into())])),
        Typed::TooHigh => Some(i18n.tf("common-number-high", &[("max", max.unwrap_or_default().into())])),
        Typed::Empty | Typed::Number(_) => None,
    };
    let wrong: Option<AttrValue> = own.map(AttrValue::from).or_else(|| props.invalid.clone());
    let oninput = {
        let (draft, onchange, value) = (draft.clone(), props.onchange.clone(), props.value);
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let typed = read_typed(&text, min, max);
            draft.set(Some((text, value)));
            match typed {
                Typed::Number(number) if value != Some(number) => onchange.emit(Some(number)),
                Typed::Empty if value.is_some() => onchange.emit(None),
                _ => {}
            }
        })
    };
    let onkeydown = {
        let (draft, onchange, value, step) =
            (draft.clone(), props.onchange.clone(), props.value, props.step.unwrap_or(1.0));
        Callback::from(move |event: KeyboardEvent| {
            let up = match event.key().as_str() {
                "ArrowUp" => true,
                "ArrowDown" => false,
                _ => return,
            };
            event.prevent_default();
            let from = value.or(min).unwrap_or_default();
            draft.set(None);
            onchange.emit(Some(stepped(from, step, up, min, max)));
        })
    };
    let onblur = {
        let draft = draft.clone();
        Callback::from(move |_: FocusEvent| draft.set(None))
    };
    let class = classes!("input", "input-sm", "w-full", wrong.is_some().then_some("input-error"));
    html! {
        <label class={classes!("flex", "min-w-0", "flex-col", "gap-1", "text-sm", props.class.clone())}>
            if !props.hide_label {
                <span class="text-xs font-medium text-muted">{ &props.label }</span>
            }
            <span {class}>
                <input type="text" inputmode="decimal" autocomplete="off" class="min-w-0 grow tabular-nums" value={text}
                    disabled={props.disabled} {oninput} {onkeydown} {onblur} data-testid={given(&props.testid)}
                    aria-label={props.hide_label.then(|| props.label.clone())}
                    aria-invalid={wrong.is_some().then_some("true")} />
                if !props.unit.is_empty() {
                    <span class="text-xs text-muted">{ &props.unit }</span>
                }
            </span>
            if let Some(wrong) = wrong {
                <span class="text-xs text-error" role="status">{ wrong }</span>
            }
        </label>
    }
}
