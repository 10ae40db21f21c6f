//! One rule: what is compared, how, with what; whether it holds at the cursor; what is wrong with it.

use super::choice::Choice;
use super::operand::RightSideEditor;
use super::series::SeriesEditor;
use super::truth::Truth;
use crate::context::use_at_cursor;
use crate::logic::{place, typed};
use crate::say;
use crate::session::use_session;
use craftstrat_compiler::document::model::{Operator, RightSide, Rule, Series};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::{palette, problems};
use craftstrat_ui_kit::{I18n, use_i18n};
use yew::prelude::*;

/// Properties of [`RuleEditor`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RuleEditorProps {
    /// Where it is.
    pub path: Vec<usize>,
    /// The rule.
    pub rule: Rule,
}

/// The unit of what a series gives.
fn unit(series: &Series, i18n: &I18n) -> String {
    let field = |name: &str| palette::field(name, i18n.catalogue()).map(|f| f.unit).unwrap_or_default();
    match palette::indicator(typed::name(series), i18n.catalogue()) {
        Some(indicator) if !indicator.unit.is_empty() => indicator.unit,
        Some(_) => series.field.as_ref().map(|f| field(&f.0)).unwrap_or_default(),
        None => field(typed::name(series)),
    }
}

/// The operators, each with the name documents write.
fn operators(i18n: &I18n) -> Vec<(AttrValue, AttrValue)> {
    let choice = |c: palette::Choice| (AttrValue::from(c.name), AttrValue::from(c.label));
    palette::comparisons(i18n.catalogue()).into_iter().map(choice).collect()
}

/// A rule's fields.
#[component]
pub fn RuleEditor(props: &RuleEditorProps) -> Html {
    let i18n = use_i18n();
    let cursor = use_at_cursor();
    let Some(session) = use_session() else { return Html::default() };
    let RuleEditorProps { path, rule } = props;
    let id = format!("rule-{}", place::key(path));
    let pointer = place::pointer(path);
    let set = {
        let (session, path, id) = (session.clone(), path.clone(), id.clone());
        Callback::from(move |(rule, typing): (Rule, Option<String>)| {
            let edit = Edit::SetRule { path: path.clone(), rule: Box::new(rule) };
            match typing {
                Some(part) => session.typed(edit, &format!("{id}-{part}")),
                None => session.apply(edit),
            };
        })
    };
    let on_left = {
        let rule = rule.clone();
        set.reform(move |(left, typing): (Series, Option<&'static str>)| {
            (Rule { left, ..rule.clone() }, typing.map(|t| format!("left-{t}")))
        })
    };
    let on_operator = {
        let rule = rule.clone();
        set.reform(move |operator: String| {
            let value = typed::fit(&rule.value, &operator);
            (Rule { operator: Operator(operator), value, ..rule.clone() }, None)
        })
    };
    let on_value = {
        let rule = rule.clone();
        set.reform(move |(value, typing): (RightSide, Option<String>)| {
            (Rule { value, ..rule.clone() }, typing)
        })
    };
    let found = &session.checked.problems;
    let mut here = say::here(found, &pointer, &i18n);
    if typed::ends(&rule.value).len() == 2 {
        here.extend(say::here(found, &format!("{pointer}/value"), &i18n));
    }
    let node = problems::explained_id(path);
    let left = cursor.nodes.get(&format!("{node}/left")).copied();
    html! {
        <div class="flex min-w-0 grow flex-col gap-1.5">
            <div class="flex min-w-0 flex-wrap items-end gap-1.5">
                <SeriesEditor id={format!("{id}-field")} pointer={pointer.clone()} label={i18n.t("editor-rule-field")}
                    series={rule.left.clone()} onchange={on_left} />
                <div class="contents" data-at={format!("{pointer}/operator")}>
                    <Choice class="w-36 grow-0" label={i18n.t("editor-rule-operator")} hide_label=true options={operators(&i18n)}
                        value={rule.operator.0.clone()} onchange={on_operator} testid={format!("{id}-operator")}
                        invalid={say::at(found, &pointer, &["operator"], &i18n)} />
                </div>
                <RightSideEditor id={format!("{id}-value")} pointer={format!("{pointer}/value")} value={rule.value.clone()}
                    unit={unit(&rule.left, &i18n)} onchange={on_value} />
            </div>
            if cursor.at_ms.is_some() {
                <p class="flex flex-wrap items-center gap-2 text-xs tabular-nums text-muted">
                    <Truth value={cursor.nodes.get(&node).copied()} />
                    if let Some(left) = left {
                        { now(left, &i18n) }
                    }
                </p>
            }
            for text in here {
                <p class="text-xs text-error" role="status">{ text }</p>
            }
        </div>
    }
}

/// The left side's value at the cursor, in words.
fn now(value: Option<f64>, i18n: &I18n) -> String {
    let value = value.map_or_else(|| i18n.t("editor-missing"), |v| i18n.short(v, 4));
    i18n.tf("editor-picker-now", &[("value", value.into())])
}
