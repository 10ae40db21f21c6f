//! Which events are wanted.

use crate::model::log::{Filter, KINDS, code};
use crate::words;
use craftstrat_api::studio::live::LiveOverview;
use craftstrat_ui_kit::{Button, ButtonKind, IconName, use_i18n};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Properties of [`Filters`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FiltersProps {
    /// The runs to choose from.
    pub(super) overview: Option<Rc<LiveOverview>>,
    pub(super) filter: Filter,
    pub(super) onrun: Callback<Option<String>>,
    pub(super) onkind: Callback<Option<String>>,
    pub(super) onmarket: Callback<Option<String>>,
}

/// The fields. What they say is in the address.
#[component]
pub(super) fn Filters(props: &FiltersProps) -> Html {
    let i18n = use_i18n();
    let filter = &props.filter;
    let given = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let chosen = move |event: Event| given(event.target_unchecked_into::<HtmlSelectElement>().value());
    let typed = move |event: Event| given(event.target_unchecked_into::<HtmlInputElement>().value());
    let mut runs: Vec<(String, String)> = props
        .overview
        .iter()
        .flat_map(|overview| overview.runs.iter().map(|run| (run.id.clone(), run.name.clone())))
        .collect();
    // A run that was removed from the list has events all the same.
    if let Some(id) = filter.run.clone().filter(|id| runs.iter().all(|(known, _)| known != id)) {
        runs.push((id.clone(), id));
    }
    let (run_field, kind_field) = (use_node_ref(), use_node_ref());
    {
        let fields = [run_field.clone(), kind_field.clone()];
        use_effect_with((filter.run.clone(), filter.kind, runs.clone()), move |(run, kind, _)| {
            // Once somebody has chosen, a list no longer heeds what its options say of themselves.
            let values = [run.as_deref().unwrap_or_default(), kind.map(code).unwrap_or_default()];
            for (field, value) in fields.iter().zip(values) {
                if let Some(field) = field.cast::<HtmlSelectElement>() {
                    field.set_value(value);
                }
            }
        });
    }
    let clear = {
        let sets = [props.onrun.clone(), props.onkind.clone(), props.onmarket.clone()];
        Callback::from(move |_: MouseEvent| sets.iter().for_each(|set| set.emit(None)))
    };
    let label = |key: &str| html! { <span class="text-xs font-medium text-muted">{ i18n.t(key) }</span> };
    html! {
        <div class="flex flex-wrap items-end gap-3" role="search" aria-label={i18n.t("live-filters")}>
            <label class="flex min-w-40 flex-col gap-1">
                { label("live-filter-run") }
                <select ref={run_field} class="select select-sm" onchange={props.onrun.reform(chosen)} data-testid="live-filter-run">
                    <option value="" selected={filter.run.is_none()}>{ i18n.t("live-filter-all-runs") }</option>
                    for (id, name) in runs {
                        <option key={id.clone()} value={id.clone()} selected={filter.run.as_ref() == Some(&id)}>{ name }</option>
                    }
                </select>
            </label>
            <label class="flex min-w-40 flex-col gap-1">
                { label("live-filter-kind") }
                <select ref={kind_field} class="select select-sm" onchange={props.onkind.reform(chosen)} data-testid="live-filter-kind">
                    <option value="" selected={filter.kind.is_none()}>{ i18n.t("live-filter-all-kinds") }</option>
                    for kind in KINDS {
                        <option key={code(kind)} value={code(kind)} selected={filter.kind == Some(kind)}>{ i18n.t(words::kind(kind)) }</option>
                    }
                </select>
            </label>
            <label class="flex min-w-56 grow flex-col gap-1 sm:grow-0">
                { label("live-filter-market") }
                <input type="text" class="input input-sm" value={filter.market.clone().unwrap_or_default()} autocomplete="off"
                    spellcheck="false" placeholder="btc-updown-15m-…" onchange={props.onmarket.reform(typed)} data-testid="live-filter-market" />
            </label>
            if filter.is_set() {
                <Button label={i18n.t("live-filter-clear")} icon={IconName::X} small=true kind={ButtonKind::Ghost} onclick={clear}
                    testid="live-filter-clear" />
            }
        </div>
    }
}
