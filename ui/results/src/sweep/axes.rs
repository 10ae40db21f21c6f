//! The parameters to vary, each from, to and by how much.

use crate::model::grid::{AxisError, suggested, values};
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::SweepAxis;
use craftstrat_ui_kit::{I18n, NumberInput, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Axes`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct AxesProps {
    /// What can vary.
    pub(super) parameters: Rc<Vec<ParameterInfo>>,
    /// What does.
    pub(super) axes: Vec<SweepAxis>,
    /// Hears what should.
    pub(super) onchange: Callback<Vec<SweepAxis>>,
}

/// What is wrong with an axis, in words.
fn wrong(i18n: &I18n, error: AxisError) -> String {
    let key = format!("results-axis-{}", error.code());
    match error {
        AxisError::Bounds { min, max } => {
            i18n.tf(&key, &[("min", i18n.short(min, 6).into()), ("max", i18n.short(max, 6).into())])
        }
        _ => i18n.t(&key),
    }
}

/// A row per parameter; those that vary have three numbers.
#[component]
pub(super) fn Axes(props: &AxesProps) -> Html {
    let i18n = use_i18n();
    let toggle = |p: &ParameterInfo| {
        let (axes, onchange, p) = (props.axes.clone(), props.onchange.clone(), p.clone());
        Callback::from(move |_: Event| {
            let mut next = axes.clone();
            match next.iter().position(|a| a.name == p.name) {
                Some(at) => drop(next.remove(at)),
                None => next.push(suggested(&p)),
            }
            onchange.emit(next);
        })
    };
    let number = |name: &str, set: fn(&mut SweepAxis, f64)| {
        let (axes, onchange, name) = (props.axes.clone(), props.onchange.clone(), name.to_owned());
        Callback::from(move |value: Option<f64>| {
            let mut next = axes.clone();
            if let (Some(axis), Some(value)) = (next.iter_mut().find(|a| a.name == name), value) {
                set(axis, value);
                onchange.emit(next);
            }
        })
    };
    let row = |p: &ParameterInfo| {
        let axis = props.axes.iter().find(|a| a.name == p.name);
        let count = axis.map(|a| values(a, p));
        html! {
            <div key={p.name.clone()} class="flex flex-wrap items-end gap-3 py-2 border-b border-base-300" data-testid={format!("axis-{}", p.name)}>
                <label class="flex items-center gap-2 w-48 min-h-8">
                    <input type="checkbox" class="checkbox checkbox-sm" checked={axis.is_some()} onchange={toggle(p)}
                        data-testid={format!("vary-{}", p.name)} />
                    <span class="truncate" title={p.name.clone()}>{ &p.name }</span>
                </label>
                if let Some(a) = axis {
                    <NumberInput class="w-28" label={i18n.t("results-axis-from")} value={Some(a.from)}
                        onchange={number(&p.name, |a, v| a.from = v)} testid={format!("axis-from-{}", p.name)} />
                    <NumberInput class="w-28" label={i18n.t("results-axis-to")} value={Some(a.to)}
                        onchange={number(&p.name, |a, v| a.to = v)} testid={format!("axis-to-{}", p.name)} />
                    <NumberInput class="w-28" label={i18n.t("results-axis-by")} value={Some(a.step)}
                        onchange={number(&p.name, |a, v| a.step = v)} testid={format!("axis-step-{}", p.name)} />
                } else {
                    <span class="text-sm text-muted">
                        { i18n.tf("results-held-at", &[("value", i18n.short(p.default, 6).into())]) }
                    </span>
                }
                { match count {
                    Some(Ok(n)) => html! { <span class="text-sm text-muted">{ i18n.tf("results-axis-values", &[("n", n.into())]) }</span> },
                    Some(Err(e)) => html! { <span class="text-sm text-error" role="status">{ wrong(&i18n, e) }</span> },
                    None => Html::default(),
                } }
            </div>
        }
    };
    html! { <div>{ for props.parameters.iter().map(row) }</div> }
}
