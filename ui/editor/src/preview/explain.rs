//! The row under the cursor: a slider over the rows of the slot, and what the strategy saw there.

use crate::form::Truth;
use crate::logic::place;
use craftstrat_api::ExplainResult;
use craftstrat_studio::model::Document;
use craftstrat_studio::problems::{self, Place};
use craftstrat_studio::sentence;
use craftstrat_ui_kit::{Button, ButtonKind, I18n, IconName, nothing, use_i18n};
use craftstrat_ui_preview_client::MarketView;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`RowSlider`].
#[derive(Clone, Properties)]
pub struct RowSliderProps {
    /// The slot's rows.
    pub series: Rc<MarketView>,
    /// The row.
    pub row: usize,
    /// Another row was chosen.
    pub onrow: Callback<usize>,
}

impl PartialEq for RowSliderProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.series, &other.series) && self.row == other.row && self.onrow == other.onrow
    }
}

/// The slider: arrows move by a row, Page Up and Page Down by a minute of them.
#[component]
pub fn RowSlider(props: &RowSliderProps) -> Html {
    let i18n = use_i18n();
    let rows = props.series.series.times.len();
    let Some(last) = rows.checked_sub(1) else { return nothing() };
    let at_ms = props.series.series.times.get(props.row).copied().unwrap_or_default() as i64;
    let oninput = props.onrow.reform(|event: InputEvent| {
        let value = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
        if value.is_finite() { value.max(0.0) as usize } else { 0 }
    });
    let onkeydown = {
        let (onrow, row) = (props.onrow.clone(), props.row);
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "PageUp" => row.saturating_add(60).min(last),
                "PageDown" => row.saturating_sub(60),
                _ => return,
            };
            event.prevent_default();
            onrow.emit(next);
        })
    };
    let text = i18n.tf(
        "editor-cursor-at",
        &[
            ("time", i18n.time(at_ms).into()),
            ("row", (props.row as u64 + 1).into()),
            ("rows", (rows as u64).into()),
        ],
    );
    html! {
        <label class="flex items-center gap-3 text-xs">
            <span class="sr-only">{ i18n.t("editor-cursor") }</span>
            <input type="range" class="range range-xs grow" min="0" max={last.to_string()} step="1" value={props.row.to_string()}
                {oninput} {onkeydown} aria-valuetext={text.clone()} data-testid="cursor" data-at-ms={at_ms.to_string()} />
            <span class="whitespace-nowrap tabular-nums text-muted" title={i18n.both_zones(at_ms)}>{ text }</span>
        </label>
    }
}

/// Properties of [`Explanation`].
#[derive(Clone, PartialEq, Properties)]
pub struct ExplanationProps {
    /// The row.
    pub explained: Rc<ExplainResult>,
    /// The document, for the names of its parts; `None` for a component.
    #[prop_or_default]
    pub document: Option<Rc<Document>>,
    /// Leads to a part.
    #[prop_or_default]
    pub onjump: Callback<Place>,
}

/// What the node's part of the document is called.
fn name(id: &str, document: Option<&Document>, i18n: &I18n) -> String {
    let found = match document {
        Some(Document::Node(graph)) => {
            graph.nodes.iter().find(|n| n.id == id).map(|n| sentence::node(&n.kind, i18n.catalogue()))
        }
        Some(Document::Form(form)) => match problems::explained(id) {
            Some(Place::Rule(path)) => {
                rule_at(form, &path).map(|rule| sentence::rule(rule, i18n.catalogue()))
            }
            Some(Place::Action(index)) => {
                let mut all = form.action.iter().chain(&form.actions);
                all.nth(index).map(|action| sentence::action(action, i18n.catalogue()))
            }
            _ => None,
        },
        None => None,
    };
    found.filter(|text| !text.is_empty()).unwrap_or_else(|| id.to_owned())
}

fn rule_at<'a>(
    form: &'a craftstrat_studio::model::Form,
    path: &[usize],
) -> Option<&'a craftstrat_studio::model::Rule> {
    use craftstrat_studio::model::Clause;
    let (first, rest) = path.split_first()?;
    let mut clauses = &form.conditions.get(*first)?.rules;
    for (depth, index) in rest.iter().enumerate() {
        match clauses.get(*index)? {
            Clause::Rule(rule) => return (depth + 1 == rest.len()).then_some(rule),
            Clause::Group(group) => clauses = &group.rules,
        }
    }
    None
}

/// Whether a node gives a truth, where the document says so.
fn is_truth(id: &str, document: Option<&Document>) -> bool {
    use craftstrat_studio::model::NodeData;
    match document {
        Some(Document::Form(_)) => !id.ends_with("/left"),
        Some(Document::Node(graph)) => graph.nodes.iter().any(|n| {
            n.id == id && matches!(n.kind, NodeData::Comparator(_) | NodeData::Logic(_) | NodeData::Action(_))
        }),
        None => false,
    }
}

/// Every part of the strategy with its value or truth on the row, and the columns it read.
#[component]
pub fn Explanation(props: &ExplanationProps) -> Html {
    let i18n = use_i18n();
    let document = props.document.as_deref();
    let explained = &props.explained;
    let lefts: BTreeMap<&str, Option<f64>> =
        explained.nodes.iter().filter_map(|n| Some((n.id.strip_suffix("/left")?, n.value))).collect();
    let number = |v: Option<f64>| v.map_or_else(|| i18n.t("editor-missing"), |v| i18n.short(v, 5));
    html! {
        <div class="flex flex-col gap-2 text-sm" data-testid="explain" data-at-ms={explained.at_ms.to_string()}>
            <p class="text-xs text-muted">{ i18n.tf("editor-explain-at", &[("time", i18n.time(explained.at_ms).into()), ("slot", explained.market.clone().into())]) }</p>
            <ul class="flex max-h-56 flex-col gap-0.5 overflow-y-auto" tabindex="0" aria-label={i18n.t("editor-explain")}>
                for node in explained.nodes.iter().filter(|n| !n.id.ends_with("/left")) {
                    <li key={node.id.clone()} class="flex items-center gap-2" data-node={node.id.clone()}>
                        if is_truth(&node.id, document) {
                            <Truth value={Some(node.value)} />
                        } else {
                            <span class="badge badge-sm badge-ghost tabular-nums">{ number(node.value) }</span>
                        }
                        <span class="min-w-0 grow truncate">{ name(&node.id, document, &i18n) }</span>
                        if let Some(left) = lefts.get(node.id.as_str()) {
                            <span class="text-xs tabular-nums text-muted">{ number(*left) }</span>
                        }
                        if let Some(document) = document {
                            <Button label={i18n.t("editor-near-jump")} icon={IconName::Target} icon_only=true small=true
                                kind={ButtonKind::Ghost} onclick={
                                    let to = place::of_node(document, &node.id);
                                    props.onjump.reform(move |_: MouseEvent| to.clone())
                                } />
                        }
                    </li>
                }
            </ul>
            <p class="flex flex-wrap gap-x-3 gap-y-1 text-xs tabular-nums text-muted">
                for column in explained.columns.iter() {
                    <span key={column.name.clone()}><code>{ &column.name }</code>{ " " }{ number(column.value) }</span>
                }
            </p>
        </div>
    }
}
