//! The document's parameters: numbers that can be set and swept without editing it.

use crate::logic::rename;
use crate::say;
use crate::session::{Session, use_session};
use craftstrat_compiler::document::model::ParameterDeclaration;
use craftstrat_studio::edit::Edit;
use craftstrat_ui_kit::{Button, ButtonKind, Help, IconName, NumberInput, use_i18n};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A name no parameter has yet.
fn fresh(taken: &[String], base: &str) -> String {
    let mut names = std::iter::once(base.to_owned()).chain((2..).map(|n| format!("{base}_{n}")));
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

fn set(session: &Session, index: usize, typing: &str, change: impl FnOnce(&mut ParameterDeclaration)) {
    let mut all = session.header().parameters.clone();
    if let Some(parameter) = all.get_mut(index) {
        change(parameter);
        session.typed(Edit::SetParameters(all), &format!("parameter-{index}-{typing}"));
    }
}

/// The parameters, one line each.
#[component]
pub fn ParametersEditor() -> Html {
    let i18n = use_i18n();
    let Some(session) = use_session() else { return Html::default() };
    let parameters = session.header().parameters.clone();
    let add = {
        let session = session.clone();
        let base = i18n.t("editor-parameter-new");
        Callback::from(move |_: MouseEvent| {
            let mut all = session.header().parameters.clone();
            let name = fresh(&session.parameters(), &base);
            all.push(ParameterDeclaration {
                name,
                default: 1.0,
                min: Some(0.0),
                max: Some(10.0),
                step: Some(0.1),
            });
            session.apply(Edit::SetParameters(all));
        })
    };
    html! {
        <section class="flex flex-col gap-2" aria-labelledby="parameters-title" id="parameters">
            <h3 id="parameters-title" class="flex items-center gap-1 text-sm font-semibold">
                { i18n.t("editor-parameters") }<Help text={i18n.t("editor-parameters-help")} />
            </h3>
            for (index, parameter) in parameters.iter().enumerate() {
                <ParameterLine key={index} {index} parameter={parameter.clone()} />
            }
            <div>
                <Button label={i18n.t("editor-parameter-add")} icon={IconName::Plus} small=true kind={ButtonKind::Ghost}
                    onclick={add} testid="add-parameter" />
            </div>
        </section>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ParameterLineProps {
    index: usize,
    parameter: ParameterDeclaration,
}

#[component]
fn ParameterLine(props: &ParameterLineProps) -> Html {
    let i18n = use_i18n();
    let Some(session) = use_session() else { return Html::default() };
    let (index, p) = (props.index, &props.parameter);
    let pointer = format!("/parameters/{index}");
    let problems = &session.checked.problems;
    let rename = {
        let (session, old) = (session.clone(), p.name.clone());
        Callback::from(move |event: Event| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            let name = name.trim();
            if name != old
                && let Some(document) = rename::parameter(&session.document, &old, name)
            {
                session.apply(Edit::ReplaceDocument(Box::new(document)));
            }
        })
    };
    let remove = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            let mut all = session.header().parameters.clone();
            if index < all.len() {
                all.remove(index);
                session.apply(Edit::SetParameters(all));
            }
        })
    };
    let number = |field: &'static str,
                  value: Option<f64>,
                  write: fn(&mut ParameterDeclaration, Option<f64>)| {
        let session = session.clone();
        let onchange = Callback::from(move |value| set(&session, index, field, |p| write(p, value)));
        html! {
            <div class="contents" data-at={say::paths(&pointer, &[field])}>
                <NumberInput class="w-24" label={i18n.t(&format!("editor-parameter-{field}"))} {value} {onchange}
                    step={p.step.filter(|s| *s > 0.0)} testid={format!("parameter-{index}-{field}")}
                    invalid={say::at(problems, &pointer, &[field], &i18n)} />
            </div>
        }
    };
    html! {
        <div id={format!("parameter-{}", p.name)} class="flex flex-wrap items-end gap-2">
            <label class="flex flex-col gap-1 text-sm" data-at={say::paths(&pointer, &["name"])}>
                <span class="text-xs font-medium text-muted">{ i18n.t("editor-parameter-name") }</span>
                <input class="input input-sm w-32" value={p.name.clone()} onchange={rename} spellcheck="false"
                    data-testid={format!("parameter-{index}-name")} />
            </label>
            { number("default", Some(p.default), |p, v| p.default = v.unwrap_or(0.0)) }
            { number("min", p.min, |p, v| p.min = v) }
            { number("max", p.max, |p, v| p.max = v) }
            { number("step", p.step, |p, v| p.step = v) }
            <Button label={i18n.tf("editor-parameter-remove", &[("name", p.name.clone().into())])} icon={IconName::Trash} icon_only=true
                small=true kind={ButtonKind::Ghost} onclick={remove} />
            for text in say::here(problems, &pointer, &i18n) {
                <p class="w-full text-xs text-error" role="status">{ text }</p>
            }
            if let Some(text) = say::at(problems, &pointer, &["name"], &i18n) {
                <p class="w-full text-xs text-error" role="status">{ text }</p>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::fresh;

    #[test]
    fn a_new_parameter_has_a_name_of_its_own() {
        assert_eq!(fresh(&[], "p"), "p");
        assert_eq!(fresh(&["p".to_owned(), "p_2".to_owned()], "p"), "p_3");
    }
}
