//! The settings of one node, by its type.

use super::action::ActionForm;
use super::compare::CompareForm;
use super::fields::{Amount, Options, Pick, TextField, plain};
use super::function::{IndicatorForm, LogicForm, MathForm};
use super::set;
use crate::change::GraphChange;
use crate::entries;
use crate::scene::{Same, SceneNode};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::model::{FieldData, FieldName, Graph, NodeData, Number, ParameterUse};
use craftstrat_studio::palette::{self, Category, FieldItem};
use craftstrat_ui_kit::{I18n, NumberInput, use_i18n};
use serde_json::{Value, json};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`NodeForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct NodeFormProps {
    /// The graph it is in.
    pub graph: Same<Graph>,
    /// The node.
    pub node: Same<SceneNode>,
    /// Whether nothing may be changed.
    pub readonly: bool,
    /// An edit is asked for.
    pub onchange: Callback<GraphChange>,
}

/// What the forms of all types are given.
#[derive(Clone, PartialEq)]
pub(crate) struct Form {
    pub(crate) i18n: I18n,
    pub(crate) parameters: Rc<Vec<String>>,
    pub(crate) readonly: bool,
    pub(crate) onset: Callback<(NodeData, &'static str)>,
}

impl Form {
    /// A callback that makes of what was entered the node's new data.
    pub(crate) fn change<T: 'static>(
        &self,
        field: &'static str,
        make: impl Fn(T) -> NodeData + 'static,
    ) -> Callback<T> {
        let onset = self.onset.clone();
        Callback::from(move |value: T| onset.emit((make(value), field)))
    }
}

/// The settings of one node.
#[component]
pub fn NodeForm(props: &NodeFormProps) -> Html {
    let i18n = use_i18n();
    let id = props.node.id.clone();
    let onset = {
        let (onchange, id) = (props.onchange.clone(), id.clone());
        Callback::from(move |(data, field): (NodeData, &'static str)| onchange.emit(set(&id, data, field)))
    };
    let parameters = Rc::new(entries::parameters(&props.graph));
    let form = Form { i18n: i18n.clone(), parameters, readonly: props.readonly, onset };
    let onlabel = {
        let (onchange, id) = (props.onchange.clone(), id.clone());
        Callback::from(move |label: String| {
            let edit = Edit::SetNodeLabel { id: id.to_string(), label };
            onchange.emit(GraphChange::part(edit, format!("graph-label-{id}")));
        })
    };
    let label = props.node.node.layout.get("label").and_then(Value::as_str).unwrap_or_default().to_owned();
    let body = match &props.node.node.kind {
        NodeData::Input(data) => field(&form, data, NodeData::Input, |_| true),
        NodeData::Account(data) => field(&form, data, NodeData::Account, |f| f.category == Category::Account),
        NodeData::Slot(data) => field(&form, data, NodeData::Slot, |f| f.category == Category::Slot),
        NodeData::Constant { value } => constant(&form, *value),
        NodeData::Parameter(data) => parameter(&form, data),
        NodeData::Indicator(data) => html! { <IndicatorForm form={form} data={data.clone()} /> },
        NodeData::Math(data) => html! { <MathForm form={form} data={data.clone()} /> },
        NodeData::Comparator(data) => html! { <CompareForm form={form} data={data.clone()} /> },
        NodeData::Logic(data) => html! { <LogicForm form={form} data={data.clone()} /> },
        NodeData::Action(data) => html! { <ActionForm form={form} data={data.clone()} /> },
        NodeData::Comment(data) => {
            let text = data.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
            let data = data.clone();
            let onchange = form.change("text", move |text: String| {
                let mut data = data.clone();
                data.insert("text".to_owned(), json!(text));
                NodeData::Comment(data)
            });
            html! { <TextField label={i18n.t("graph-kind-comment")} value={text} long={true} {onchange}
            readonly={props.readonly} testid="setting-text" /> }
        }
    };
    html! {
        <div class="flex flex-col gap-3">
            { body }
            if !props.node.is_comment() {
                <TextField label={i18n.t("graph-label")} value={label} onchange={onlabel} readonly={props.readonly}
                    testid="setting-label" />
            }
        </div>
    }
}

/// The fields under the headings of their categories.
pub(crate) fn field_options(i18n: &I18n, fits: impl Fn(&FieldItem) -> bool) -> Options {
    let all = palette::fields(i18n.catalogue());
    let under = |category: Category| {
        let list = all.iter().filter(|f| f.category == category && fits(f));
        let list: Vec<_> = list.map(|f| (f.name.to_owned(), f.label.clone())).collect();
        (category.label(i18n.catalogue()), list)
    };
    Category::ALL.into_iter().map(under).filter(|(_, list)| !list.is_empty()).collect()
}

/// What a field is, in a sentence, with its unit.
pub(crate) fn about_field(name: &str, i18n: &I18n) -> String {
    let Some(item) = palette::field(name, i18n.catalogue()) else { return String::new() };
    match item.typical {
        Some((low, high)) => {
            let range = format!("{}…{} {}", i18n.short(low, 6), i18n.short(high, 6), item.unit);
            format!("{} ({})", item.about, range.trim_end())
        }
        None => item.about,
    }
}

fn field(
    form: &Form,
    data: &FieldData,
    make: fn(FieldData) -> NodeData,
    fits: impl Fn(&FieldItem) -> bool,
) -> Html {
    let onchange = form.change("field", move |name: String| make(FieldData { field: FieldName(name) }));
    html! {
        <div class="contents" data-at="field">
            <Pick label={form.i18n.t("graph-set-field")} value={data.field.0.clone()} {onchange}
                options={Rc::new(field_options(&form.i18n, fits))} about={about_field(&data.field.0, &form.i18n)}
                readonly={form.readonly} testid="setting-field" />
        </div>
    }
}

fn constant(form: &Form, value: f64) -> Html {
    let onchange = form.change("value", move |n: Option<Number>| match n {
        Some(Number::Value(value)) => NodeData::Constant { value },
        _ => NodeData::Constant { value },
    });
    html! {
        <Amount label={form.i18n.t("graph-set-value")} value={Some(Number::Value(value))} initial={value} {onchange}
            readonly={form.readonly} testid="setting-value" />
    }
}

fn parameter(form: &Form, data: &ParameterUse) -> Html {
    let renamed = {
        let data = data.clone();
        form.change("name", move |name: String| NodeData::Parameter(ParameterUse { name, ..data.clone() }))
    };
    let number = |key: &'static str, value: Option<f64>, put: fn(&mut ParameterUse, Option<f64>)| {
        let data = data.clone();
        let onchange = form.change(key, move |v: Option<f64>| {
            let mut data = data.clone();
            put(&mut data, v);
            NodeData::Parameter(data)
        });
        html! {
            <div class="contents" data-at={key.trim_start_matches("graph-set-")}>
                <NumberInput label={form.i18n.t(key)} {value} {onchange} disabled={form.readonly} testid={key} />
            </div>
        }
    };
    let declared = data.default.is_some();
    let known = plain(form.parameters.iter().map(|p| (p.clone(), p.clone())));
    html! {
        <>
            <div class="contents" data-at="name">
                if declared {
                    <TextField label={form.i18n.t("graph-set-name")} value={data.name.clone()} onchange={renamed}
                        readonly={form.readonly} testid="setting-name" />
                } else {
                    <Pick label={form.i18n.t("graph-set-name")} value={data.name.clone()} onchange={renamed}
                        options={Rc::new(known)} readonly={form.readonly} testid="setting-name" />
                }
            </div>
            { number("graph-set-default", data.default, |d, v| d.default = v.or(d.default)) }
            if declared {
                { number("graph-set-min", data.min, |d, v| d.min = v) }
                { number("graph-set-max", data.max, |d, v| d.max = v) }
                { number("graph-set-step", data.step, |d, v| d.step = v) }
            }
        </>
    }
}
