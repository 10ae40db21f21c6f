//! A field or indicator with its settings.

use super::amount::Amount;
use super::choice::Choice;
use super::picker::Picker;
use crate::logic::typed;
use crate::say;
use crate::session::use_session;
use craftstrat_compiler::document::model::{FieldName, Number, Per, Series};
use craftstrat_studio::palette;
use craftstrat_ui_kit::use_i18n;
use serde_json::Value;
use yew::prelude::*;

/// Properties of [`SeriesEditor`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SeriesEditorProps {
    /// Names it in the page; unique there.
    pub id: AttrValue,
    /// Where it is, as a JSON pointer.
    pub pointer: AttrValue,
    /// What it is, read out.
    pub label: AttrValue,
    /// The series.
    pub series: Series,
    /// It changed. The text says which field is being typed, where one is.
    pub onchange: Callback<(Series, Option<&'static str>)>,
}

/// A setting's JSON as a number or parameter.
fn amount(value: &Value) -> Option<Number> {
    serde_json::from_value(value.clone()).ok()
}

fn json(number: &Number) -> Value {
    match number {
        Number::Value(value) => typed::number(*value),
        Number::Parameter { parameter } => serde_json::json!({ "parameter": parameter }),
    }
}

/// The picker, and for an indicator what it is computed from, its settings and its output.
#[component]
pub fn SeriesEditor(props: &SeriesEditorProps) -> Html {
    let i18n = use_i18n();
    let checked = use_session().map(|s| s.checked.clone()).unwrap_or_default();
    let problems = &checked.problems;
    let catalogue = i18n.catalogue();
    let name = typed::name(&props.series).to_owned();
    let indicator = palette::indicator(&name, catalogue);
    let rename = {
        let series = props.series.clone();
        props.onchange.reform(move |name: &'static str| (typed::renamed(&series, name), None))
    };
    let invalid = say::at(problems, &props.pointer, &["indicator", "fn"], &i18n).or_else(|| {
        indicator.is_none().then(|| say::at(problems, &props.pointer, &["field"], &i18n)).flatten()
    });
    // A plain field may be written under either name.
    let plain = if indicator.is_none() { "field" } else { "fn" };
    let name_at = say::paths(&props.pointer, &["indicator", plain]);
    html! {
        <div class="flex min-w-0 grow flex-wrap items-end gap-1.5">
            <div class="flex min-w-44 grow basis-44" data-at={name_at}>
                <Picker id={props.id.clone()} label={props.label.clone()} value={name} onchange={rename} {invalid} />
            </div>
            if let Some(indicator) = indicator {
                { settings(props, &indicator, problems, &i18n) }
            }
        </div>
    }
}

fn settings(
    props: &SeriesEditorProps,
    indicator: &palette::IndicatorItem,
    problems: &[craftstrat_compiler::Problem],
    i18n: &craftstrat_ui_kit::I18n,
) -> Html {
    let series = &props.series;
    let of = {
        let series = series.clone();
        props.onchange.reform(move |name: &'static str| {
            (Series { field: Some(FieldName(name.to_owned())), ..series.clone() }, None)
        })
    };
    let field = series.field.as_ref().map(|f| f.0.clone()).unwrap_or_default();
    let output = {
        let series = series.clone();
        props.onchange.reform(move |output: String| (Series { output: Some(output), ..series.clone() }, None))
    };
    let per = {
        let series = series.clone();
        props.onchange.reform(move |per: String| {
            (Series { per: (per == "row").then_some(Per::Row), ..series.clone() }, None)
        })
    };
    let spec = craftstrat_compiler::indicators::find(indicator.name);
    let outputs: Vec<(AttrValue, AttrValue)> =
        indicator.outputs.iter().map(|(name, label)| ((*name).into(), label.clone().into())).collect();
    let chosen =
        series.output.clone().unwrap_or_else(|| outputs.first().map(|o| o.0.to_string()).unwrap_or_default());
    let per_value = if series.per == Some(Per::Row) { "row" } else { "sample" };
    html! {
        <>
            <div class="flex min-w-36 grow basis-36 items-center gap-1" data-at={say::paths(&props.pointer, &["field"])}>
                <span class="text-xs text-muted">{ i18n.t("editor-series-of") }</span>
                <Picker id={format!("{}-of", props.id)} label={i18n.t("editor-series-of-label")} value={field} fields_only=true
                    onchange={of} invalid={say::at(problems, &props.pointer, &["field"], i18n)} />
            </div>
            for (index, item) in indicator.settings.iter().enumerate() {
                { setting(props, item, spec.and_then(|s| s.settings.get(index)).map_or(&[], |s| s.names), problems, i18n) }
            }
            if outputs.len() > 1 {
                <div class="contents" data-at={say::paths(&props.pointer, &["output"])}>
                    <Choice label={i18n.t("editor-series-output")} options={outputs} value={chosen} onchange={output} class="w-28"
                        invalid={say::at(problems, &props.pointer, &["output"], i18n)} />
                </div>
            }
            <div class="contents" data-at={say::paths(&props.pointer, &["per"])}>
                <Choice label={i18n.t("editor-series-per")} class="w-32" value={per_value} onchange={per} options={vec![
                    ("sample".into(), i18n.t("editor-per-sample").into()), ("row".into(), i18n.t("editor-per-row").into())]} />
            </div>
        </>
    }
}

fn setting(
    props: &SeriesEditorProps,
    item: &palette::SettingItem,
    names: &'static [&'static str],
    problems: &[craftstrat_compiler::Problem],
    i18n: &craftstrat_ui_kit::I18n,
) -> Html {
    let found = typed::setting(&props.series.settings, names);
    let name = found.map_or(item.name, |(name, _)| name);
    let value = found.and_then(|(_, value)| amount(value)).or(item.default.map(Number::Value));
    let onchange = {
        let series = props.series.clone();
        props.onchange.reform(move |(value, typing): (Option<Number>, bool)| {
            let mut series = series.clone();
            match value {
                Some(value) => series.settings.insert(name.to_owned(), json(&value)),
                None => series.settings.remove(name),
            };
            (series, typing.then_some(name))
        })
    };
    html! {
        <div key={item.name} class="w-52 max-w-full grow-0" data-at={say::paths(&props.pointer, names)}>
            <Amount label={item.label.clone()} {value} {onchange} testid={format!("{}-{}", props.id, item.name)}
                invalid={say::at(problems, &props.pointer, &[name], i18n)} />
        </div>
    }
}
