//! Why a slot did not trade: the conditions that were closest to holding, in words.

use crate::logic::place;
use craftstrat_preview::{FailedCondition, NearMiss};
use craftstrat_studio::model::Document;
use craftstrat_studio::problems::Place;
use craftstrat_ui_kit::{Button, ButtonKind, I18n, IconName, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`NearMissCard`].
#[derive(Clone, PartialEq, Properties)]
pub struct NearMissCardProps {
    /// What was closest.
    pub near: Rc<NearMiss>,
    /// Moves the cursor to that row.
    pub oncursor: Callback<f64>,
    /// The document; `None` for a component.
    #[prop_or_default]
    pub document: Option<Rc<Document>>,
    /// Leads to a condition.
    pub onjump: Callback<Place>,
}

/// A condition that failed, in words: "was 0.52, needed > 0.6".
fn failed(condition: &FailedCondition, i18n: &I18n) -> String {
    let number = |v: Option<f64>| v.map_or_else(|| i18n.t("editor-missing"), |v| i18n.short(v, 4));
    match (condition.operator.as_str(), condition.actual, condition.needed) {
        ("pulse", ..) => i18n.t("editor-near-pulse"),
        ("", ..) => i18n.t("editor-near-false"),
        (operator, None, None) => {
            i18n.tf("editor-near-operator", &[("operator", operator.to_owned().into())])
        }
        (operator, actual, needed) => i18n.tf(
            "editor-near-was",
            &[
                ("actual", number(actual).into()),
                ("operator", operator.to_owned().into()),
                ("needed", number(needed).into()),
            ],
        ),
    }
}

/// The card.
#[component]
pub fn NearMissCard(props: &NearMissCardProps) -> Html {
    let i18n = use_i18n();
    let near = &props.near;
    let to_row = {
        let at = near.at_ms as f64;
        props.oncursor.reform(move |_: MouseEvent| at)
    };
    let all_held = near.failed.is_empty();
    html! {
        <div class="rounded-box border border-base-300 bg-base-200/50 p-3 text-sm" data-testid="near-miss">
            <p class="font-medium">{ i18n.t(if all_held { "editor-near-held" } else { "editor-near-title" }) }</p>
            <p class="text-muted">{ i18n.tf("editor-near-count", &[
                ("time", i18n.time(near.at_ms).into()), ("held", near.held.into()), ("required", near.required.into())]) }</p>
            <ul class="mt-2 flex flex-col gap-1">
                for (index, condition) in near.failed.iter().enumerate() {
                    <li key={index} class="flex flex-wrap items-center gap-2">
                        <span class="grow tabular-nums">{ failed(condition, &i18n) }</span>
                        if let Some(document) = &props.document {
                            <Button label={i18n.t("editor-near-jump")} icon={IconName::Target} small=true kind={ButtonKind::Ghost}
                                testid={format!("near-jump-{index}")} onclick={
                                    let to = place::of_node(document, &condition.node);
                                    props.onjump.reform(move |_: MouseEvent| to.clone())
                                } />
                        }
                    </li>
                }
                for (code, sentence) in near.refusals.iter() {
                    <li key={code.clone()} lang="en"><code class="text-xs">{ code }</code>{ " " }{ sentence }</li>
                }
            </ul>
            <Button class="mt-2" label={i18n.t("editor-near-row")} icon={IconName::Crosshair} small=true onclick={to_row} />
        </div>
    }
}
