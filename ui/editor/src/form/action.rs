//! One action: what to do, on which outcome, how much, and by what order.

use super::amount::Amount;
use super::choice::Choice;
use super::truth::Truth;
use crate::context::use_at_cursor;
use crate::logic::sizes;
use crate::say;
use crate::session::use_session;
use craftstrat_compiler::document::model::{ActionData, Number, OrderTypeName, OutcomeName, SignalName};
use craftstrat_studio::palette;
use craftstrat_ui_kit::{NumberInput, use_i18n};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`ActionEditor`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ActionEditorProps {
    /// Its place among the actions.
    pub index: usize,
    /// Where it is, as a JSON pointer.
    pub pointer: AttrValue,
    /// The action.
    pub action: ActionData,
    /// It changed. The text says which field is being typed, where one is.
    pub onchange: Callback<(ActionData, Option<&'static str>)>,
}

fn options(choices: Vec<palette::Choice>) -> Vec<(AttrValue, AttrValue)> {
    choices.into_iter().map(|c| (AttrValue::from(c.name), AttrValue::from(c.label))).collect()
}

/// An action's fields.
#[component]
pub fn ActionEditor(props: &ActionEditorProps) -> Html {
    let i18n = use_i18n();
    let cursor = use_at_cursor();
    let checked = use_session().map(|s| s.checked.clone()).unwrap_or_default();
    let (action, problems) = (&props.action, &checked.problems);
    let catalogue = i18n.catalogue();
    let id = format!("action-{}", props.index);
    let trades = sizes::trades(&action.signal.0);
    let order = action.order_type.as_ref().map_or("market", |o| o.0.as_str());
    let cancels = action.signal.0.eq_ignore_ascii_case("cancel");
    let kelly = sizes::mode(action) == "kelly";
    let wrong = |fields: &[&str]| say::at(problems, &props.pointer, fields, &i18n);
    // A change of one field.
    let change = |write: fn(&mut ActionData, String)| {
        let action = action.clone();
        props.onchange.reform(move |value: String| {
            let mut action = action.clone();
            write(&mut action, value);
            (action, None)
        })
    };
    let amount = |field: &'static str, write: fn(&mut ActionData, Option<Number>)| {
        let action = action.clone();
        props.onchange.reform(move |(value, typing): (Option<Number>, bool)| {
            let mut action = action.clone();
            write(&mut action, value);
            (action, typing.then_some(field))
        })
    };
    let number = |field: &'static str, write: fn(&mut ActionData, Option<f64>)| {
        let action = action.clone();
        props.onchange.reform(move |value: Option<f64>| {
            let mut action = action.clone();
            write(&mut action, value);
            (action, Some(field))
        })
    };
    let once = {
        let action = action.clone();
        props.onchange.reform(move |event: Event| {
            let checked = event.target_unchecked_into::<HtmlInputElement>().checked();
            (ActionData { once_per_slot: checked.then_some(true), ..action.clone() }, None)
        })
    };
    html! {
        <div class="flex min-w-0 grow flex-col gap-2">
            <div class="grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-4">
                <div class="contents" data-at={say::paths(&props.pointer, &["signal"])}>
                    <Choice label={i18n.t("editor-action-signal")} options={options(palette::signals(catalogue))}
                        value={action.signal.0.clone()} testid={format!("{id}-signal")} invalid={wrong(&["signal"])}
                        onchange={change(|a, v| { a.signal = SignalName(v); sizes::tidy(a); })} />
                </div>
                <div class="contents" data-at={say::paths(&props.pointer, &["outcome"])}>
                    <Choice label={i18n.t("editor-action-outcome")} value={action.outcome.0.clone()} invalid={wrong(&["outcome"])}
                        options={vec![("UP".into(), i18n.t("editor-up").into()), ("DOWN".into(), i18n.t("editor-down").into())]}
                        testid={format!("{id}-outcome")} onchange={change(|a, v| a.outcome = OutcomeName(v))} />
                </div>
                if trades {
                    <div class="contents" data-at={say::paths(&props.pointer, &["size_mode"])}>
                        <Choice label={i18n.t("editor-action-size-mode")} options={options(palette::size_modes(catalogue))}
                            value={sizes::mode(action).to_owned()} testid={format!("{id}-size-mode")} invalid={wrong(&["size_mode"])}
                            onchange={change(|a, v| sizes::set_mode(a, &v))} />
                    </div>
                    <div class="contents" data-at={say::paths(&props.pointer, sizes::FIELDS)}>
                        <Amount label={i18n.t(sizes::label(action))} value={sizes::size(action).cloned()} unit={sizes::unit(action)}
                            testid={format!("{id}-size")} invalid={wrong(sizes::FIELDS)}
                            onchange={amount("size", sizes::set_size)} />
                    </div>
                }
                if trades && kelly {
                    <div class="contents" data-at={say::paths(&props.pointer, &["kelly_fraction"])}>
                        <NumberInput label={i18n.t("editor-action-kelly")} value={action.kelly_fraction} step={Some(0.05)}
                            testid={format!("{id}-kelly")} invalid={wrong(&["kelly_fraction"])}
                            onchange={number("kelly_fraction", |a, v| a.kelly_fraction = v)} />
                    </div>
                }
                if !cancels {
                    <div class="contents" data-at={say::paths(&props.pointer, &["order_type", "type"])}>
                        <Choice label={i18n.t("editor-action-order")} options={options(palette::order_types(catalogue))}
                            value={order.to_owned()} testid={format!("{id}-order")} invalid={wrong(&["order_type", "type"])}
                            onchange={change(|a, v| { a.order_type = (v != "market").then_some(OrderTypeName(v)); sizes::tidy(a); })} />
                    </div>
                    <div class="contents" data-at={say::paths(&props.pointer, &["price"])}>
                        <Amount label={i18n.t(if order == "market" { "editor-action-worst" } else { "editor-action-price" })}
                            value={action.price.clone()} unit="USDC" step={Some(0.01)} testid={format!("{id}-price")} invalid={wrong(&["price"])}
                            onchange={amount("price", |a, v| a.price = v)} />
                    </div>
                }
                <div class="contents" data-at={say::paths(&props.pointer, &["cool_down_s", "cooldown_s", "cool_down"])}>
                    <Amount label={i18n.t("editor-action-cool-down")} value={action.cool_down_s.clone()} unit="s"
                        testid={format!("{id}-cool-down")} invalid={wrong(&["cool_down_s", "cooldown_s", "cool_down"])}
                        onchange={amount("cool_down_s", |a, v| a.cool_down_s = v)} />
                </div>
                if trades {
                    <div class="contents" data-at={say::paths(&props.pointer, &["max_open_entries"])}>
                        <NumberInput label={i18n.t("editor-action-max-open")} value={action.max_open_entries.map(f64::from)}
                            testid={format!("{id}-max-open")} invalid={wrong(&["max_open_entries"])}
                            onchange={number("max_open_entries", |a, v| a.max_open_entries = v.map(|v| v.clamp(0.0, 1e9) as u32))} />
                    </div>
                }
            </div>
            <label class="flex w-fit cursor-pointer items-center gap-2 text-sm" data-at={say::paths(&props.pointer, &["once_per_slot"])}>
                <input type="checkbox" class="checkbox checkbox-sm" checked={action.once_per_slot == Some(true)} onchange={once}
                    data-testid={format!("{id}-once")} />
                { i18n.t("editor-action-once") }
            </label>
            if cursor.at_ms.is_some() {
                <p class="text-xs"><Truth value={cursor.nodes.get(&format!("action/{}", props.index)).copied()} /></p>
            }
            for text in say::here(problems, &props.pointer, &i18n) {
                <p class="text-xs text-error" role="status">{ text }</p>
            }
        </div>
    }
}
