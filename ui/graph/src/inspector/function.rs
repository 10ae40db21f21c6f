//! The settings of indicators, arithmetic and logic.

use super::fields::{Amount, Options, Pick, plain};
use super::form::{Form, field_options};
use crate::entries;
use craftstrat_studio::model::{
    FieldName, IndicatorData, LogicData, LogicOperator, MathData, MathOperator, NodeData, Number, Per,
};
use craftstrat_studio::palette::{self, Category, Choice, SettingItem};
use craftstrat_ui_kit::I18n;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`IndicatorForm`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct IndicatorProps {
    pub(crate) form: Form,
    pub(crate) data: IndicatorData,
}

/// An indicator's settings.
#[component]
pub(crate) fn IndicatorForm(props: &IndicatorProps) -> Html {
    let IndicatorProps { form, data } = props;
    let i18n = &form.i18n;
    let cat = i18n.catalogue();
    let item = palette::indicator(&data.function.0, cat);
    let swapped = {
        let (data, i18n) = (data.clone(), i18n.clone());
        form.change("fn", move |name: String| {
            let Some(item) = palette::indicator(&name, i18n.catalogue()) else {
                return NodeData::Indicator(data.clone());
            };
            // Settings both know stay as they are.
            let mut new = entries::new_indicator(&item);
            for setting in &item.settings {
                if let Some(value) = data.settings.get(setting.name) {
                    new.settings.insert(setting.name.to_owned(), value.clone());
                }
            }
            NodeData::Indicator(IndicatorData { field: data.field.clone(), per: data.per, ..new })
        })
    };
    let from_input = ("".to_owned(), i18n.t("graph-from-input"));
    let mut fields: Options = vec![(String::new(), vec![from_input])];
    fields.extend(field_options(i18n, |_| true));
    let refield = {
        let data = data.clone();
        form.change("field", move |name: String| {
            let field = (!name.is_empty()).then_some(FieldName(name));
            NodeData::Indicator(IndicatorData { field, ..data.clone() })
        })
    };
    let about =
        item.as_ref().map(|i| format!("{} {}. {}", i.about, i.formula, i.warm_up)).unwrap_or_default();
    let settings = item.as_ref().map(|i| i.settings.clone()).unwrap_or_default();
    let outputs = item.map(|i| i.outputs).unwrap_or_default();
    html! {
        <>
            <Pick label={i18n.t("graph-set-function")} value={data.function.0.clone()} onchange={swapped} {about}
                options={Rc::new(indicator_options(i18n))} readonly={form.readonly} testid="setting-fn" />
            { for settings.iter().map(|s| setting(form, data, s)) }
            <div class="contents" data-at="field">
                <Pick label={i18n.t("graph-set-of")} value={data.field.as_ref().map(|f| f.0.clone()).unwrap_or_default()}
                    onchange={refield} options={Rc::new(fields)} readonly={form.readonly} testid="setting-field" />
            </div>
            if outputs.len() > 1 {
                { output(form, data, &outputs) }
            }
            { per(form, data.per, { let data = data.clone();
                move |per| NodeData::Indicator(IndicatorData { per, ..data.clone() }) }) }
        </>
    }
}

/// The indicators under the headings of their families.
fn indicator_options(i18n: &I18n) -> Options {
    let all = palette::indicators(i18n.catalogue());
    let under = |category: Category| {
        let list = all.iter().filter(|i| i.category == category);
        let list: Vec<_> = list.map(|i| (i.name.to_owned(), i.label.clone())).collect();
        (category.label(i18n.catalogue()), list)
    };
    Category::ALL.into_iter().map(under).filter(|(_, list)| !list.is_empty()).collect()
}

fn setting(form: &Form, data: &IndicatorData, item: &SettingItem) -> Html {
    let name = item.name;
    let value = data.settings.get(name).and_then(|v| serde_json::from_value::<Number>(v.clone()).ok());
    let onchange = {
        let data = data.clone();
        form.change(name, move |n: Option<Number>| {
            let mut data = data.clone();
            match n {
                Some(n) => data.settings.insert(name.to_owned(), entries::setting(&n)),
                None => data.settings.remove(name),
            };
            NodeData::Indicator(data)
        })
    };
    // A setting with a customary value may be left to it.
    let absent = (item.optional || item.default.is_some())
        .then(|| AttrValue::from(form.i18n.t("graph-way-customary")));
    html! {
        <div class="contents" data-at={name}>
            <Amount label={item.label.clone()} {value} {absent} parameters={Rc::clone(&form.parameters)}
                initial={item.default.unwrap_or(item.min)} min={item.min} max={item.max} step={item.whole.then_some(1.0)}
                {onchange} readonly={form.readonly} testid={format!("setting-{name}")} />
        </div>
    }
}

fn output(form: &Form, data: &IndicatorData, outputs: &[(&'static str, String)]) -> Html {
    let options = outputs.iter().map(|(name, label)| ((*name).to_owned(), label.clone()));
    let first = outputs.first().map(|(name, _)| (*name).to_owned()).unwrap_or_default();
    let value = data.output.clone().unwrap_or(first.clone());
    let data = data.clone();
    let onchange = form.change("output", move |name: String| {
        let output = (name != first).then_some(name);
        NodeData::Indicator(IndicatorData { output, ..data.clone() })
    });
    html! {
        <div class="contents" data-at="output">
            <Pick label={form.i18n.t("graph-set-output")} {value} {onchange} options={Rc::new(plain(options))}
                readonly={form.readonly} testid="setting-output" />
        </div>
    }
}

/// Which rows advance something with memory.
pub(crate) fn per(form: &Form, per: Option<Per>, make: impl Fn(Option<Per>) -> NodeData + 'static) -> Html {
    let value = if per == Some(Per::Row) { "row" } else { "sample" };
    let options = ["sample", "row"].map(|v| (v.to_owned(), form.i18n.t(&format!("graph-per-{v}"))));
    let onchange = form.change("per", move |v: String| make((v == "row").then_some(Per::Row)));
    html! {
        <Pick label={form.i18n.t("graph-set-per")} {value} {onchange} options={Rc::new(plain(options))}
            readonly={form.readonly} testid="setting-per" />
    }
}

/// The choices as options.
pub(crate) fn choices(list: Vec<Choice>) -> Options {
    plain(list.into_iter().map(|c| (c.name.to_owned(), c.label)))
}

/// What a choice is, in a sentence.
pub(crate) fn about(list: &[Choice], name: &str) -> String {
    list.iter().find(|c| c.name.eq_ignore_ascii_case(name)).map(|c| c.about.clone()).unwrap_or_default()
}

/// Properties of [`MathForm`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct MathProps {
    pub(crate) form: Form,
    pub(crate) data: MathData,
}

/// Operations of one number, which have no further setting.
const UNARY: [&str; 7] = ["abs", "neg", "sqrt", "ln", "exp", "floor", "ceil"];

/// Arithmetic's settings.
#[component]
pub(crate) fn MathForm(props: &MathProps) -> Html {
    let MathProps { form, data } = props;
    let i18n = &form.i18n;
    let list = palette::math(i18n.catalogue());
    let about = about(&list, &data.operator.0);
    let onchange = {
        let data = data.clone();
        form.change("operator", move |name: String| {
            // Only what the new operation knows is kept.
            let (bounded, single) = (name == "clamp", UNARY.contains(&name.as_str()));
            NodeData::Math(MathData {
                value: data.value.clone().filter(|_| !bounded && !single),
                min: data.min.clone().filter(|_| bounded),
                max: data.max.clone().filter(|_| bounded),
                operator: MathOperator(name),
            })
        })
    };
    let number = |key: &'static str, value: &Option<Number>, put: fn(&mut MathData, Option<Number>)| {
        let data = data.clone();
        let onchange = form.change(key, move |n: Option<Number>| {
            let mut data = data.clone();
            put(&mut data, n);
            NodeData::Math(data)
        });
        html! {
            <div class="contents" data-at={if key == "graph-set-operand" { "value" } else { key.trim_start_matches("graph-set-") }}>
                <Amount label={i18n.t(key)} value={value.clone()} absent={AttrValue::from(i18n.t("graph-from-input"))}
                    parameters={Rc::clone(&form.parameters)} initial={1.0} {onchange} readonly={form.readonly} testid={key} />
            </div>
        }
    };
    html! {
        <>
            <Pick label={i18n.t("graph-set-operator")} value={data.operator.0.clone()} {onchange} {about}
                options={Rc::new(choices(list))} readonly={form.readonly} testid="setting-operator" />
            if data.operator.0 == "clamp" {
                { number("graph-set-min", &data.min, |d, n| d.min = n) }
                { number("graph-set-max", &data.max, |d, n| d.max = n) }
            } else if !UNARY.contains(&data.operator.0.as_str()) {
                { number("graph-set-operand", &data.value, |d, n| d.value = n) }
            }
        </>
    }
}

/// Properties of [`LogicForm`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct LogicProps {
    pub(crate) form: Form,
    pub(crate) data: LogicData,
}

/// Logic's settings.
#[component]
pub(crate) fn LogicForm(props: &LogicProps) -> Html {
    let LogicProps { form, data } = props;
    let i18n = &form.i18n;
    let list = palette::logic(i18n.catalogue());
    let about = about(&list, &data.operator.0);
    let onchange = {
        let per = data.per;
        form.change("operator", move |name: String| {
            let mut data = entries::new_logic(&name);
            data.per = per.filter(|_| has_memory(&name));
            NodeData::Logic(LogicData { operator: LogicOperator(name), ..data })
        })
    };
    let number = |key: &'static str,
                  value: &Option<Number>,
                  absent: Option<String>,
                  put: fn(&mut LogicData, Option<Number>)| {
        let data = data.clone();
        let onchange = form.change(key, move |n: Option<Number>| {
            let mut data = data.clone();
            put(&mut data, n);
            NodeData::Logic(data)
        });
        html! {
            <div class="contents" data-at={key.trim_start_matches("graph-set-")}>
                <Amount label={i18n.t(key)} value={value.clone()} absent={absent.map(AttrValue::from)}
                    parameters={Rc::clone(&form.parameters)} initial={1.0} {onchange} readonly={form.readonly} testid={key} />
            </div>
        }
    };
    let none = || Some(i18n.t("graph-way-two-conditions"));
    html! {
        <>
            <Pick label={i18n.t("graph-set-operator")} value={data.operator.0.clone()} {onchange} {about}
                options={Rc::new(choices(list))} readonly={form.readonly} testid="setting-operator" />
            if data.operator.0 == "hysteresis" {
                // Both levels or none: one without the other means nothing.
                { number("graph-set-on", &data.on, none(), |d, n| {
                    d.off = n.as_ref().and(d.off.clone().or(Some(Number::Value(0.0))));
                    d.on = n;
                }) }
                if data.on.is_some() {
                    { number("graph-set-off", &data.off, None, |d, n| d.off = n) }
                }
            }
            if data.operator.0 == "cool_down" {
                { number("graph-set-seconds", &data.seconds, None, |d, n| d.seconds = n) }
            }
            if has_memory(&data.operator.0) {
                { per(form, data.per, { let data = data.clone();
                    move |per| NodeData::Logic(LogicData { per, ..data.clone() }) }) }
            }
        </>
    }
}

fn has_memory(operator: &str) -> bool {
    matches!(operator, "hysteresis" | "cool_down" | "once_per_slot")
}
