//! The settings of a comparison.

use super::fields::{Amount, Options, Pick, plain};
use super::form::{Form, field_options};
use super::function::{about, choices, per};
use crate::entries;
use craftstrat_studio::model::{
    ComparatorData, End, FieldName, NodeData, Number, Operator, RightSide, Series,
};
use craftstrat_studio::palette;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`CompareForm`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct CompareProps {
    pub(crate) form: Form,
    pub(crate) data: ComparatorData,
}

/// A comparison's settings: what is compared, how, and with what.
#[component]
pub(crate) fn CompareForm(props: &CompareProps) -> Html {
    let CompareProps { form, data } = props;
    let i18n = &form.i18n;
    let list = palette::comparisons(i18n.catalogue());
    let about = about(&list, &data.operator.0);
    let onoperator = {
        let data = data.clone();
        form.change("operator", move |name: String| NodeData::Comparator(operated(&data, name)))
    };
    let mut fields: Options = vec![(String::new(), vec![(String::new(), i18n.t("graph-from-input"))])];
    fields.extend(field_options(i18n, |_| true));
    let onleft = {
        let data = data.clone();
        form.change("field", move |name: String| {
            let field = (!name.is_empty()).then_some(FieldName(name));
            NodeData::Comparator(ComparatorData { field, ..data.clone() })
        })
    };
    let left = data.field.as_ref().map(|f| f.0.clone()).unwrap_or_default();
    html! {
        <>
            <Pick label={i18n.t("graph-set-left")} value={left} onchange={onleft} options={Rc::new(fields)}
                readonly={form.readonly} testid="setting-left" />
            <div class="contents" data-at="operator">
                <Pick label={i18n.t("graph-set-operator")} value={data.operator.0.clone()} onchange={onoperator} {about}
                    options={Rc::new(choices(list))} readonly={form.readonly} testid="setting-operator" />
            </div>
            { right(form, data) }
            if data.operator.0.starts_with("cross") {
                { per(form, data.per, { let data = data.clone();
                    move |per| NodeData::Comparator(ComparatorData { per, ..data.clone() }) }) }
            }
        </>
    }
}

/// The comparison with another operator, and a right side of the shape it needs.
fn operated(data: &ComparatorData, name: String) -> ComparatorData {
    let range = entries::is_range(&name);
    let value = match (data.value.clone(), range) {
        (Some(RightSide::Range([low, _])), false) => Some(match low {
            End::Number(n) => RightSide::Number(n),
            End::Series(s) => RightSide::Series(s),
        }),
        (Some(RightSide::Number(Number::Value(v))), true) => {
            let end = |v| End::Number(Number::Value(v));
            Some(RightSide::Range([end(v), end(v + 0.1)]))
        }
        (Some(RightSide::Number(_) | RightSide::Series(_)), true) => entries::new_comparator(&name).value,
        (value, _) => value,
    };
    let per = data.per.filter(|_| name.starts_with("cross"));
    ComparatorData { operator: Operator(name), value, per, field: data.field.clone() }
}

fn right(form: &Form, data: &ComparatorData) -> Html {
    let i18n = &form.i18n;
    let with = |data: &ComparatorData, value: Option<RightSide>| {
        NodeData::Comparator(ComparatorData { value, ..data.clone() })
    };
    if entries::is_range(&data.operator.0) {
        return range(form, data);
    }
    let is = match &data.value {
        None => "absent",
        Some(RightSide::Series(_)) => "series",
        Some(_) => "number",
    };
    let ways =
        [("number", "graph-way-number"), ("series", "graph-way-series"), ("absent", "graph-from-input")]
            .map(|(way, key)| (way.to_owned(), i18n.t(key)));
    let onway = {
        let data = data.clone();
        form.change("way", move |way: String| {
            let value = match way.as_str() {
                "absent" => None,
                "series" => Some(RightSide::Series(Series {
                    field: Some(FieldName("mid_up".to_owned())),
                    ..Series::default()
                })),
                _ => Some(RightSide::Number(Number::Value(0.5))),
            };
            with(&data, value)
        })
    };
    let onnumber = {
        let data = data.clone();
        form.change("value", move |n: Option<Number>| with(&data, n.map(RightSide::Number)))
    };
    let detail = match &data.value {
        Some(RightSide::Number(n)) => html! {
            <Amount label={i18n.t("graph-set-value")} value={Some(n.clone())} parameters={Rc::clone(&form.parameters)}
                initial={0.5} onchange={onnumber} readonly={form.readonly} testid="setting-value" />
        },
        Some(RightSide::Series(s)) => {
            let (data, series) = (data.clone(), s.clone());
            // An indicator of the series stays; a plain field may be written under either name.
            let plain_field = s.field.is_none();
            let value = s.field.as_ref().map(|f| f.0.clone()).or(s.indicator.as_ref().map(|i| i.0.clone()));
            let onchange = form.change("value", move |name: String| {
                let mut series = series.clone();
                if plain_field {
                    series.indicator = None;
                }
                series.field = Some(FieldName(name));
                with(&data, Some(RightSide::Series(series)))
            });
            html! {
                <Pick label={i18n.t("graph-set-series")} value={value.unwrap_or_default()} {onchange}
                    options={Rc::new(field_options(i18n, |_| true))} readonly={form.readonly} testid="setting-series" />
            }
        }
        _ => html! {},
    };
    html! {
        <>
            <Pick label={i18n.t("graph-set-right")} value={is} onchange={onway} options={Rc::new(plain(ways))}
                readonly={form.readonly} testid="setting-right" />
            <div class="contents" data-at="value">{ detail }</div>
        </>
    }
}

/// The two ends of a range, or that inputs bring them.
fn range(form: &Form, data: &ComparatorData) -> Html {
    let i18n = &form.i18n;
    let ends = match &data.value {
        Some(RightSide::Range(ends)) => Some(ends.clone()),
        _ => None,
    };
    let ways = [("range", "graph-way-range"), ("absent", "graph-from-input")]
        .map(|(way, key)| (way.to_owned(), i18n.t(key)));
    let onway = {
        let data = data.clone();
        form.change("way", move |way: String| {
            let value = entries::new_comparator(&data.operator.0).value.filter(|_| way == "range");
            NodeData::Comparator(ComparatorData { value, ..data.clone() })
        })
    };
    let end = |at: usize, key: &'static str, ends: &[End; 2]| {
        let value = match &ends[at] {
            End::Number(n) => n.clone(),
            End::Series(_) => return html! {},
        };
        let (data, ends) = (data.clone(), ends.clone());
        let onchange = form.change(key, move |n: Option<Number>| {
            let mut ends = ends.clone();
            if let Some(n) = n {
                ends[at] = End::Number(n);
            }
            NodeData::Comparator(ComparatorData { value: Some(RightSide::Range(ends)), ..data.clone() })
        });
        html! {
            <div class="contents" data-at={if at == 0 { "value value/0" } else { "value/1" }}>
                <Amount label={i18n.t(key)} value={Some(value)} parameters={Rc::clone(&form.parameters)} initial={0.5}
                    {onchange} readonly={form.readonly} testid={key} />
            </div>
        }
    };
    html! {
        <>
            <Pick label={i18n.t("graph-set-right")} value={if ends.is_some() { "range" } else { "absent" }} onchange={onway}
                options={Rc::new(plain(ways))} readonly={form.readonly} testid="setting-right" />
            if let Some(ends) = &ends {
                { end(0, "graph-set-low", ends) }
                { end(1, "graph-set-high", ends) }
            }
        </>
    }
}
