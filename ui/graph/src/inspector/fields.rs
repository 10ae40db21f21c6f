//! The fields settings are edited in.

use craftstrat_studio::model::Number;
use craftstrat_ui_kit::{NumberInput, use_i18n};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Options of a list: headings (empty for none) with values and labels.
pub type Options = Vec<(String, Vec<(String, String)>)>;

/// Options without headings.
pub fn plain(options: impl IntoIterator<Item = (String, String)>) -> Options {
    vec![(String::new(), options.into_iter().collect())]
}

/// Properties of [`Pick`].
#[derive(Clone, PartialEq, Properties)]
pub struct PickProps {
    /// What is picked.
    pub label: AttrValue,
    /// The value picked.
    pub value: AttrValue,
    /// What there is to pick from.
    pub options: Rc<Options>,
    /// Another was picked.
    pub onchange: Callback<String>,
    /// What the picked one is, in a sentence.
    #[prop_or_default]
    pub about: AttrValue,
    /// Whether nothing may be changed.
    #[prop_or_default]
    pub readonly: bool,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
}

/// One of a list.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let list = use_node_ref();
    // The browser keeps what was picked, also where the edit was refused or taken back.
    {
        let (list, value) = (list.clone(), props.value.clone());
        use_effect(move || {
            if let Some(list) = list.cast::<HtmlSelectElement>().filter(|l| l.value() != value.as_str()) {
                list.set_value(&value);
            }
        });
    }
    let onchange = {
        let onchange = props.onchange.clone();
        Callback::from(move |e: Event| {
            if let Some(list) = e.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()) {
                onchange.emit(list.value());
            }
        })
    };
    let one = |(value, label): &(String, String)| {
        html! { <option value={value.clone()} selected={*value == props.value}>{ label }</option> }
    };
    let known = props.options.iter().flat_map(|(_, list)| list).any(|(v, _)| *v == props.value);
    html! {
        <label class="flex flex-col gap-1">
            <span class="text-xs font-medium">{ &props.label }</span>
            <select ref={list} class="select select-sm w-full" disabled={props.readonly} {onchange}
                data-testid={(!props.testid.is_empty()).then(|| props.testid.clone())}>
                if !known {
                    <option value={props.value.clone()} selected={true}>{ &props.value }</option>
                }
                { for props.options.iter().map(|(heading, list)| if heading.is_empty() {
                    list.iter().map(one).collect::<Html>()
                } else {
                    html! { <optgroup label={heading.clone()}>{ for list.iter().map(one) }</optgroup> }
                }) }
            </select>
            if !props.about.is_empty() {
                <span class="text-xs text-base-content/70">{ &props.about }</span>
            }
        </label>
    }
}

/// Properties of [`TextField`].
#[derive(Clone, PartialEq, Properties)]
pub struct TextProps {
    /// What it is.
    pub label: AttrValue,
    /// The text.
    pub value: AttrValue,
    /// Another was typed.
    pub onchange: Callback<String>,
    /// Several lines.
    #[prop_or_default]
    pub long: bool,
    /// Whether nothing may be changed.
    #[prop_or_default]
    pub readonly: bool,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
}

/// A text.
#[component]
pub fn TextField(props: &TextProps) -> Html {
    let oninput = {
        let onchange = props.onchange.clone();
        Callback::from(move |e: InputEvent| {
            let Some(target) = e.target() else { return };
            if let Some(field) = target.dyn_ref::<HtmlInputElement>() {
                onchange.emit(field.value());
            } else if let Some(field) = target.dyn_ref::<HtmlTextAreaElement>() {
                onchange.emit(field.value());
            }
        })
    };
    let testid = (!props.testid.is_empty()).then(|| props.testid.clone());
    html! {
        <label class="flex flex-col gap-1">
            <span class="text-xs font-medium">{ &props.label }</span>
            if props.long {
                <textarea class="textarea textarea-sm w-full" rows="6" value={props.value.clone()} {oninput}
                    readonly={props.readonly} data-testid={testid} />
            } else {
                <input type="text" class="input input-sm w-full" value={props.value.clone()} {oninput}
                    readonly={props.readonly} data-testid={testid} />
            }
        </label>
    }
}

/// Properties of [`Check`].
#[derive(Clone, PartialEq, Properties)]
pub struct CheckProps {
    /// What it says.
    pub label: AttrValue,
    /// Whether it is so.
    pub value: bool,
    /// It was switched.
    pub onchange: Callback<bool>,
    /// Whether nothing may be changed.
    #[prop_or_default]
    pub readonly: bool,
}

/// Yes or no.
#[component]
pub fn Check(props: &CheckProps) -> Html {
    let onchange = {
        let (onchange, value) = (props.onchange.clone(), props.value);
        Callback::from(move |_: Event| onchange.emit(!value))
    };
    html! {
        <label class="flex min-h-6 items-center gap-2 text-sm">
            <input type="checkbox" class="checkbox checkbox-sm" checked={props.value} disabled={props.readonly} {onchange} />
            { &props.label }
        </label>
    }
}

/// Properties of [`Amount`].
#[derive(Clone, PartialEq, Properties)]
pub struct AmountProps {
    /// What it is.
    pub label: AttrValue,
    /// The number, or the parameter that has it; none where the setting is left out.
    pub value: Option<Number>,
    /// What it means to leave it out ("from an input"); none where it must be given.
    #[prop_or_default]
    pub absent: Option<AttrValue>,
    /// The names of the document's parameters; none where no parameter may take its place.
    #[prop_or_default]
    pub parameters: Rc<Vec<String>>,
    /// The number to begin with.
    pub initial: f64,
    /// Smallest value.
    #[prop_or_default]
    pub min: Option<f64>,
    /// Largest value.
    #[prop_or_default]
    pub max: Option<f64>,
    /// What an arrow key adds.
    #[prop_or_default]
    pub step: Option<f64>,
    /// Behind the number.
    #[prop_or_default]
    pub unit: AttrValue,
    /// Another was given.
    pub onchange: Callback<Option<Number>>,
    /// Whether nothing may be changed.
    #[prop_or_default]
    pub readonly: bool,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
}

/// A number, the parameter that has it, or nothing.
#[component]
pub fn Amount(props: &AmountProps) -> Html {
    let i18n = use_i18n();
    let (is, parameter) = match &props.value {
        None => ("absent", String::new()),
        Some(Number::Value(_)) => ("value", String::new()),
        Some(Number::Parameter { parameter }) => ("parameter", parameter.clone()),
    };
    let mut ways = vec![("value".to_owned(), i18n.t("graph-way-value"))];
    if !props.parameters.is_empty() || is == "parameter" {
        ways.push(("parameter".to_owned(), i18n.t("graph-way-parameter")));
    }
    if let Some(absent) = &props.absent {
        ways.push(("absent".to_owned(), absent.to_string()));
    }
    let way = {
        let (onchange, initial) = (props.onchange.clone(), props.initial);
        let first = props.parameters.first().cloned();
        Callback::from(move |way: String| {
            onchange.emit(match way.as_str() {
                "absent" => None,
                "parameter" => first.clone().map(|parameter| Number::Parameter { parameter }),
                _ => Some(Number::Value(initial)),
            });
        })
    };
    let typed = {
        let onchange = props.onchange.clone();
        Callback::from(move |v: Option<f64>| {
            // An empty field is on its way to another number.
            if let Some(v) = v {
                onchange.emit(Some(Number::Value(v)));
            }
        })
    };
    let named = {
        let onchange = props.onchange.clone();
        Callback::from(move |parameter: String| onchange.emit(Some(Number::Parameter { parameter })))
    };
    let testid = |part: &str| AttrValue::from(format!("{}-{part}", props.testid));
    html! {
        <div class="flex flex-col gap-1">
            if ways.len() > 1 || is == "absent" {
                <Pick label={props.label.clone()} value={is} options={Rc::new(plain(ways))} onchange={way}
                    readonly={props.readonly} testid={testid("way")} />
            }
            if let Some(Number::Value(v)) = &props.value {
                <NumberInput label={props.label.clone()} hide_label={props.absent.is_some() || !props.parameters.is_empty()}
                    value={Some(*v)} onchange={typed} min={props.min} max={props.max} step={props.step}
                    unit={props.unit.clone()} disabled={props.readonly} testid={props.testid.clone()} />
            }
            if is == "parameter" {
                <Pick label={i18n.t("graph-kind-parameter")} value={parameter} onchange={named}
                    options={Rc::new(plain(props.parameters.iter().map(|p| (p.clone(), p.clone()))))}
                    readonly={props.readonly} testid={testid("parameter")} />
            }
        </div>
    }
}
