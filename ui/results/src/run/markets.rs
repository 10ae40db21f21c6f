//! Picking single markets of a series and period.

use crate::calls;
use crate::model::run_form::RunForm;
use craftstrat_api::Coverage;
use craftstrat_ui_kit::{ErrorBox, Skeleton, use_client, use_i18n, use_resource};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Markets listed at once; the text narrows them down.
const LISTED_MAX: usize = 300;

/// Properties of [`MarketPicker`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct MarketPickerProps {
    pub(super) form: RunForm,
    pub(super) onchange: Callback<RunForm>,
}

/// A list of the markets there are, with check boxes; none checked means all.
#[component]
pub(super) fn MarketPicker(props: &MarketPickerProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let text = use_state(String::new);
    let period = props.form.settings().map(|s| (s.from_ms, s.to_ms)).unwrap_or_default();
    let markets = use_resource((props.form.series.clone(), period), move |(series, (from, to))| {
        let client = client.clone();
        async move {
            if series.is_empty() {
                return Ok(Rc::new(Coverage::default()));
            }
            calls::markets(client, &series, from, to).await.map(Rc::new)
        }
    });
    if props.form.series.is_empty() {
        return html! { <p class="text-sm text-muted">{ i18n.t("results-pick-series-first") }</p> };
    }
    let Some(coverage) = markets.data else {
        return match markets.error {
            Some(error) => html! { <ErrorBox {error} retry={Some(markets.reload)} /> },
            None => html! { <Skeleton lines={4} /> },
        };
    };
    let needle = text.trim().to_lowercase();
    let found: Vec<_> = coverage
        .markets
        .iter()
        .filter(|m| needle.is_empty() || m.symbol.to_lowercase().contains(&needle))
        .collect();
    let toggle = |slug: &str| {
        let (form, onchange, slug) = (props.form.clone(), props.onchange.clone(), slug.to_owned());
        Callback::from(move |_: Event| {
            let mut next = form.clone();
            if next.markets.contains(&slug) {
                next.markets.retain(|m| *m != slug);
            } else {
                next.markets.push(slug.clone());
            }
            onchange.emit(next);
        })
    };
    let oninput = {
        let text = text.clone();
        Callback::from(move |e: InputEvent| text.set(e.target_unchecked_into::<HtmlInputElement>().value()))
    };
    html! {
        <div class="flex flex-col gap-2">
            <input type="search" class="input input-sm w-full" value={(*text).clone()} {oninput}
                placeholder={i18n.t("results-filter-market")} aria-label={i18n.t("results-filter-market")} />
            <ul class="max-h-48 overflow-y-auto text-sm" tabindex="0" aria-label={i18n.t("results-markets")}>
                for market in found.iter().take(LISTED_MAX) {
                    <li key={market.symbol.clone()}>
                        <label class="flex items-center gap-2 min-h-7">
                            <input type="checkbox" class="checkbox checkbox-xs" onchange={toggle(&market.symbol)}
                                checked={props.form.markets.contains(&market.symbol)} />
                            <span class="grow">{ &market.symbol }</span>
                            <span class="text-muted tabular-nums">{ i18n.percent(market.coverage(), 0) }</span>
                        </label>
                    </li>
                }
            </ul>
            if found.len() > LISTED_MAX {
                <p class="text-xs text-muted">
                    { i18n.tf("results-shown-of", &[("shown", LISTED_MAX.into()), ("all", found.len().into())]) }
                </p>
            }
        </div>
    }
}
