//! What a rule compares with: a number, a parameter, another series, or a range of these.

use super::choice::Choice;
use super::series::SeriesEditor;
use crate::logic::typed::{self, OperandKind};
use crate::say;
use crate::session::use_session;
use craftstrat_compiler::document::model::{End, Number, RightSide};
use craftstrat_ui_kit::{NumberInput, use_i18n};
use yew::prelude::*;

/// Properties of [`RightSideEditor`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RightSideEditorProps {
    /// Names it in the page; unique there.
    pub id: AttrValue,
    /// Where it is, as a JSON pointer.
    pub pointer: AttrValue,
    /// The right side.
    pub value: RightSide,
    /// The unit of what it is compared with.
    #[prop_or_default]
    pub unit: AttrValue,
    /// It changed. The text says which part is being typed, where one is.
    pub onchange: Callback<(RightSide, Option<String>)>,
}

/// One end, or two of a range.
#[component]
pub fn RightSideEditor(props: &RightSideEditorProps) -> Html {
    let i18n = use_i18n();
    let ends = typed::ends(&props.value);
    let range = ends.len() == 2;
    html! {
        <div class="flex min-w-0 grow flex-wrap items-end gap-1.5">
            for (index, end) in ends.iter().enumerate() {
                if index == 1 {
                    <span class="self-center text-xs text-muted">{ i18n.t("editor-value-and") }</span>
                }
                <EndEditor key={index} id={if index == 0 { props.id.clone() } else { format!("{}-{index}", props.id).into() }}
                    pointer={if range { format!("{}/{index}", props.pointer).into() } else { props.pointer.clone() }}
                    end={end.clone()} unit={props.unit.clone()} label={i18n.t(match (range, index) {
                        (false, _) => "editor-value",
                        (true, 0) => "editor-value-low",
                        (true, _) => "editor-value-high",
                    })}
                    onchange={let ends = ends.clone(); props.onchange.reform(move |(end, part): (End, Option<&'static str>)| {
                        let mut ends = ends.clone();
                        if let Some(place) = ends.get_mut(index) {
                            *place = end;
                        }
                        (typed::right_side(&ends), part.map(|part| format!("{index}-{part}")))
                    })} />
            }
        </div>
    }
}

/// Properties of [`EndEditor`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EndEditorProps {
    id: AttrValue,
    pointer: AttrValue,
    end: End,
    unit: AttrValue,
    label: AttrValue,
    onchange: Callback<(End, Option<&'static str>)>,
}

/// One end: what kind it is, and then the number, the parameter or the series.
#[component]
fn EndEditor(props: &EndEditorProps) -> Html {
    let i18n = use_i18n();
    let session = use_session();
    let parameters = session.as_ref().map(|s| s.parameters()).unwrap_or_default();
    let checked = session.map(|s| s.checked.clone()).unwrap_or_default();
    let here = say::at(&checked.problems, parent(&props.pointer), &[last(&props.pointer)], &i18n);
    let kind = OperandKind::of_end(&props.end);
    let offered = OperandKind::ALL.into_iter();
    let offered = offered.filter(|k| *k != OperandKind::Parameter || *k == kind || !parameters.is_empty());
    let kinds: Vec<(AttrValue, AttrValue)> =
        offered.map(|k| (k.code().into(), i18n.t(&format!("editor-kind-{}", k.code())).into())).collect();
    let onkind = {
        let (end, parameters) = (props.end.clone(), parameters.clone());
        props.onchange.reform(move |code: String| {
            let kind = OperandKind::of(&code).unwrap_or(OperandKind::Number);
            (typed::turn(&end, kind, &parameters, "mid_down"), None)
        })
    };
    let field = match &props.end {
        End::Number(Number::Value(value)) => {
            let onchange = props.onchange.reform(|value: Option<f64>| {
                (End::Number(Number::Value(value.unwrap_or(0.0))), Some("number"))
            });
            html! {
                <NumberInput class="min-w-24 grow basis-24" label={props.label.clone()} hide_label=true value={Some(*value)}
                    step={step_of(*value)} {onchange} unit={props.unit.clone()} testid={props.id.clone()} invalid={here} />
            }
        }
        End::Number(Number::Parameter { parameter }) => {
            let options = parameters.iter().map(|p| (p.clone().into(), p.clone().into())).collect::<Vec<_>>();
            let onchange = props
                .onchange
                .reform(|parameter: String| (End::Number(Number::Parameter { parameter }), None));
            html! {
                <Choice class="min-w-28 grow" label={props.label.clone()} hide_label=true {options}
                    value={parameter.clone()} {onchange} testid={props.id.clone()} invalid={here} />
            }
        }
        End::Series(series) => {
            let onchange = props
                .onchange
                .reform(|(series, typing): (_, Option<&'static str>)| (End::Series(series), typing));
            html! {
                <SeriesEditor id={props.id.clone()} pointer={props.pointer.clone()} label={props.label.clone()}
                    series={series.clone()} {onchange} />
            }
        }
    };
    // What is wrong with a range as a whole begins at its low end.
    let at = match last(&props.pointer) {
        "0" => format!("{} {}", props.pointer, parent(&props.pointer)),
        _ => props.pointer.to_string(),
    };
    html! {
        <div class="flex min-w-0 grow flex-wrap items-end gap-1">
            <Choice class="w-28 grow-0" label={i18n.tf("editor-kind-of", &[("what", props.label.to_string().into())])}
                hide_label=true options={kinds} value={kind.code()} onchange={onkind} testid={format!("{}-kind", props.id)} />
            <div class="contents" data-at={at}>{ field }</div>
        </div>
    }
}

fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn last(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(_, last)| last)
}

/// A step that moves the last digits of a number: prices by a cent, whole numbers by one.
pub(super) fn step_of(value: f64) -> f64 {
    match value.abs() {
        v if v < 1.0 || v.fract() != 0.0 => 0.01,
        v if v >= 1_000.0 => 10.0,
        _ => 1.0,
    }
}
