//! Chooses series: a search over a list of boxes to tick.

use super::series::{offers, toggled};
use craftstrat_ui_kit::use_i18n;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`SeriesPicker`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SeriesPickerProps {
    pub(super) chosen: Vec<String>,
    /// Series the feed follows.
    pub(super) followed: Vec<String>,
    /// Series with recorded ticks.
    pub(super) recorded: Vec<String>,
    pub(super) onchange: Callback<Vec<String>>,
}

/// The search and the list.
#[component]
pub(super) fn SeriesPicker(props: &SeriesPickerProps) -> Html {
    let i18n = use_i18n();
    let query = use_state_eq(String::new);
    let found = offers(&props.followed, &props.recorded, &props.chosen, &query);
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let toggle = {
        let (chosen, onchange) = (props.chosen.clone(), props.onchange.clone());
        Callback::from(move |name: String| onchange.emit(toggled(&chosen, &name)))
    };
    let onkeydown = {
        let (toggle, query) = (toggle.clone(), query.clone());
        let first = found.shown.first().map(|offer| offer.name.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let (Some(first), false, "Enter") = (&first, query.trim().is_empty(), event.key().as_str()) {
                event.prevent_default();
                toggle.emit(first.clone());
                query.set(String::new());
            }
        })
    };
    let badge = |key: &str| html! { <span class="badge badge-sm badge-outline">{ i18n.t(key) }</span> };
    html! {
        <fieldset class="flex min-w-0 flex-col gap-2">
            <legend class="mb-1 text-xs font-medium text-muted">{ i18n.t("paper-series") }</legend>
            <input type="text" class="input input-sm w-full" autocomplete="off" spellcheck="false" value={(*query).clone()}
                {oninput} {onkeydown} placeholder={i18n.t("paper-series-search")} aria-label={i18n.t("paper-series-search")}
                data-testid="paper-series-search" />
            <ul class="max-h-44 overflow-y-auto rounded-box border border-base-300 p-1" aria-label={i18n.t("paper-series")}>
                for offer in found.shown.iter() {
                    <li key={offer.name.clone()}>
                        <label class="flex min-h-8 cursor-pointer items-center gap-2 rounded-field px-2 text-sm hover:bg-base-200">
                            <input type="checkbox" class="checkbox checkbox-sm" checked={offer.chosen}
                                onchange={let (toggle, name) = (toggle.clone(), offer.name.clone()); move |_: Event| toggle.emit(name.clone())}
                                data-testid={format!("paper-series-{}", offer.name)} />
                            <span class="min-w-0 grow truncate font-mono text-xs">{ &offer.name }</span>
                            if offer.followed {
                                { badge("paper-series-followed") }
                            } else if offer.typed {
                                { badge("paper-series-typed") }
                            }
                        </label>
                    </li>
                }
                if found.shown.is_empty() {
                    <li class="px-2 py-1.5 text-sm text-muted">{ i18n.t("paper-series-none") }</li>
                }
            </ul>
            if found.all > found.shown.len() {
                <p class="text-xs text-muted">
                    { i18n.tf("paper-series-more", &[("shown", found.shown.len().into()), ("all", found.all.into())]) }
                </p>
            }
        </fieldset>
    }
}
