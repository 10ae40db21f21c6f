//! The settings of an action: what, on which outcome, how much, at what price, how often.

use super::fields::{Amount, Check, Pick, plain};
use super::form::Form;
use super::function::{about, choices};
use crate::describe;
use craftstrat_studio::model::{
    ActionData, NodeData, Number, OrderTypeName, OutcomeName, SignalName, SizeModeName,
};
use craftstrat_studio::palette;
use craftstrat_ui_kit::NumberInput;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ActionForm`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ActionProps {
    pub(crate) form: Form,
    pub(crate) data: ActionData,
}

/// An action's settings.
#[component]
pub(crate) fn ActionForm(props: &ActionProps) -> Html {
    let ActionProps { form, data } = props;
    let i18n = &form.i18n;
    let cat = i18n.catalogue();
    let put = |field: &'static str, put: fn(&mut ActionData, String)| {
        let data = data.clone();
        form.change(field, move |text: String| {
            let mut data = data.clone();
            put(&mut data, text);
            NodeData::Action(data)
        })
    };
    let amount = |key: &'static str, value: &Option<Number>, set: fn(&mut ActionData, Option<Number>)| {
        let data = data.clone();
        let onchange = form.change(key, move |n: Option<Number>| {
            let mut data = data.clone();
            set(&mut data, n);
            NodeData::Action(data)
        });
        (value.clone(), onchange)
    };
    let signals = palette::signals(cat);
    let orders = palette::order_types(cat);
    let order = data.order_type.as_ref().map_or("market", |o| o.0.as_str()).to_owned();
    let outcomes = ["UP", "DOWN"].map(|o| (o.to_owned(), describe::outcome(o, i18n)));
    let (signal, trades) = (data.signal.0.clone(), matches!(data.signal.0.as_str(), "buy" | "sell"));
    let once = {
        let data = data.clone();
        form.change("once", move |on: bool| {
            NodeData::Action(ActionData { once_per_slot: on.then_some(true), ..data.clone() })
        })
    };
    let (cool, oncool) = amount("graph-set-cool-down", &data.cool_down_s, |d, n| d.cool_down_s = n);
    let (price, onprice) = amount("graph-set-price", &data.price, |d, n| d.price = n);
    let signal_about = about(&signals, &signal);
    let order_about = about(&orders, &order);
    let no_limit = AttrValue::from(i18n.t("graph-way-no-limit"));
    let no_price = i18n.t(if order == "market" { "graph-way-no-price" } else { "graph-from-input" });
    html! {
        <>
            <Pick label={i18n.t("graph-set-signal")} value={signal.clone()} options={Rc::new(choices(signals))}
                about={signal_about} onchange={put("signal", signalled)} readonly={form.readonly} testid="setting-signal" />
            <div class="contents" data-at="outcome">
                <Pick label={i18n.t("graph-set-outcome")} value={data.outcome.0.clone()} options={Rc::new(plain(outcomes))}
                    onchange={put("outcome", |d, v| d.outcome = OutcomeName(v))} readonly={form.readonly}
                    testid="setting-outcome" />
            </div>
            if trades {
                { size(form, data) }
            }
            if signal != "cancel" {
                <div class="contents" data-at="order_type type">
                    <Pick label={i18n.t("graph-set-order")} value={order.clone()} options={Rc::new(choices(orders))}
                        about={order_about} onchange={put("order_type", |d, v| {
                            d.order_type = (v != "market").then_some(OrderTypeName(v));
                        })} readonly={form.readonly} testid="setting-order" />
                </div>
                <div class="contents" data-at="price">
                    <Amount label={i18n.t("graph-set-price")} value={price} absent={AttrValue::from(no_price)}
                        parameters={Rc::clone(&form.parameters)} initial={0.5} min={0.001} max={0.999} step={0.01}
                        onchange={onprice} readonly={form.readonly} testid="setting-price" />
                </div>
            }
            <div class="contents" data-at="once_per_slot">
                <Check label={i18n.t("graph-set-once")} value={data.once_per_slot == Some(true)} onchange={once}
                    readonly={form.readonly} />
            </div>
            <div class="contents" data-at="cool_down_s">
                <Amount label={i18n.t("graph-set-cool-down")} value={cool} absent={no_limit}
                    parameters={Rc::clone(&form.parameters)} initial={60.0} min={0.0} max={86_400.0} unit="s"
                    onchange={oncool} readonly={form.readonly} testid="setting-cool-down" />
            </div>
        </>
    }
}

/// What another signal leaves of the settings: only what it can use.
fn signalled(data: &mut ActionData, signal: String) {
    if !matches!(signal.as_str(), "buy" | "sell") {
        (data.size, data.size_usdc, data.size_mode, data.kelly_fraction) = (None, None, None, None);
    } else if data.size.is_none() && data.size_usdc.is_none() && data.size_mode.is_none() {
        data.size_usdc = Some(Number::Value(10.0));
    }
    if signal == "cancel" {
        (data.order_type, data.price) = (None, None);
    }
    data.signal = SignalName(signal);
}

/// The mode of an action's size.
fn mode(data: &ActionData) -> &str {
    data.size_mode.as_ref().map_or("fixed", |m| m.0.as_str())
}

fn size(form: &Form, data: &ActionData) -> Html {
    let i18n = &form.i18n;
    let modes = palette::size_modes(i18n.catalogue());
    let is = mode(data).to_owned();
    let mode_about = about(&modes, &is);
    let onmode = {
        let data = data.clone();
        form.change("size_mode", move |name: String| {
            let mut data = data.clone();
            let (begin, fixed) = (initial(&name), name == "fixed");
            data.size_usdc = fixed.then_some(Number::Value(begin));
            data.size = (!fixed).then_some(Number::Value(begin));
            data.kelly_fraction = data.kelly_fraction.filter(|_| name == "kelly");
            data.size_mode = (!fixed).then_some(SizeModeName(name));
            NodeData::Action(data)
        })
    };
    let onsize = {
        let data = data.clone();
        form.change("size", move |n: Option<Number>| {
            let mut data = data.clone();
            if mode(&data) == "fixed" {
                (data.size_usdc, data.size) = (n, None);
            } else {
                data.size = n;
            }
            NodeData::Action(data)
        })
    };
    let onkelly = {
        let data = data.clone();
        form.change("kelly", move |v: Option<f64>| {
            NodeData::Action(ActionData { kelly_fraction: v, ..data.clone() })
        })
    };
    let (unit, max) = match is.as_str() {
        "shares" => ("", 1e9),
        "equity_pct" => ("%", 100.0),
        "kelly" => ("", 0.999),
        _ => ("$", 1e9),
    };
    let value = data.size_usdc.clone().or(data.size.clone());
    html! {
        <>
            <div class="contents" data-at="size_mode">
                <Pick label={i18n.t("graph-set-size-mode")} value={is.clone()} options={Rc::new(choices(modes))} about={mode_about}
                    onchange={onmode} readonly={form.readonly} testid="setting-size-mode" />
            </div>
            <div class="contents" data-at="size size_usdc">
                <Amount label={i18n.t("graph-set-size")} {value} absent={AttrValue::from(i18n.t("graph-from-input"))}
                    parameters={Rc::clone(&form.parameters)} initial={initial(&is)} min={0.0001} {max} {unit}
                    onchange={onsize} readonly={form.readonly} testid="setting-size" />
            </div>
            if is == "kelly" {
                <div class="contents" data-at="kelly_fraction">
                    <NumberInput label={i18n.t("graph-set-kelly")} value={data.kelly_fraction} onchange={onkelly} min={0.001}
                        max={1.0} step={0.05} disabled={form.readonly} testid="setting-kelly" />
                </div>
            }
        </>
    }
}

/// A size to begin with, in the unit of its mode.
fn initial(mode: &str) -> f64 {
    match mode {
        "equity_pct" => 1.0,
        "kelly" => 0.55,
        _ => 10.0,
    }
}
