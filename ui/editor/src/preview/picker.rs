//! Which slots the preview runs over: series, day, how many days, and single slots of them.

use super::Same;
use crate::form::Choice as Select;
use crate::logic::slots::{self, Choice};
use craftstrat_api::wire::Winner;
use craftstrat_api::{Coverage, MarketCoverage};
use craftstrat_ui_kit::{Button, ButtonKind, I18n, IconName, use_i18n};
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`SlotPicker`].
#[derive(Clone, PartialEq, Properties)]
pub struct SlotPickerProps {
    /// What there is.
    pub coverage: Same<Coverage>,
    /// What is chosen.
    pub choice: Rc<Choice>,
    /// The recorded columns the strategy reads.
    pub columns: Rc<Vec<&'static str>>,
    /// Something else was chosen.
    pub onchange: Callback<Choice>,
}

/// How many days can be chosen at once.
const SPANS: [u8; 3] = [1, 3, 7];

/// Who won, by arrow.
pub(super) fn winner(winner: Option<Winner>, i18n: &I18n) -> (&'static str, String) {
    match winner {
        Some(Winner::Up) => ("▲", i18n.t("editor-up")),
        Some(Winner::Down) => ("▼", i18n.t("editor-down")),
        Some(Winner::Split) => ("◆", i18n.t("editor-winner-split")),
        None => ("?", i18n.t("editor-unresolved")),
    }
}

/// The picker.
#[component]
pub fn SlotPicker(props: &SlotPickerProps) -> Html {
    let i18n = use_i18n();
    let markets = &props.coverage.markets;
    let choice = &props.choice;
    let columns = props.columns.clone();
    let days =
        use_memo((props.coverage.clone(), columns.clone(), choice.series.clone()), |(c, columns, series)| {
            slots::days(&c.markets, columns).into_iter().filter(|d| d.series == *series).collect::<Vec<_>>()
        });
    let pick = {
        let (coverage, columns, onchange) = (props.coverage.clone(), columns.clone(), props.onchange.clone());
        Callback::from(move |(series, day_ms, span): (String, i64, u8)| {
            onchange.emit(slots::choose(&coverage.markets, &series, day_ms, span, &columns));
        })
    };
    let onseries = {
        let (coverage, columns, pick, span) =
            (props.coverage.clone(), columns.clone(), pick.clone(), choice.span);
        Callback::from(move |series: String| {
            let of: Vec<MarketCoverage> =
                coverage.markets.iter().filter(|m| m.series == series).cloned().collect();
            if let Some(choice) = slots::default_choice(&of, &columns) {
                pick.emit((series, choice.day_ms, span));
            }
        })
    };
    let onday = {
        let (pick, series, span) = (pick.clone(), choice.series.clone(), choice.span);
        Callback::from(move |day: String| {
            if let Ok(day_ms) = day.parse() {
                pick.emit((series.clone(), day_ms, span));
            }
        })
    };
    let onspan = {
        let (pick, series, day_ms) = (pick, choice.series.clone(), choice.day_ms);
        Callback::from(move |span: String| {
            if let Ok(span) = span.parse() {
                pick.emit((series.clone(), day_ms, span));
            }
        })
    };
    let series: Vec<(AttrValue, AttrValue)> =
        slots::series(markets).into_iter().map(|s| (s.clone().into(), s.into())).collect();
    let day_options: Vec<(AttrValue, AttrValue)> = days
        .iter()
        .map(|day| {
            let mut text = format!(
                "{} · {}",
                slots::day_text(day.start_ms),
                i18n.tf("editor-slots-count", &[("count", (day.slots.len() as u64).into())])
            );
            if day.generated {
                text.push_str(&format!(" · {}", i18n.t("editor-generated")));
            }
            if day.fitting == 0 {
                text.push_str(&format!(" · {}", i18n.t("editor-slots-lacking")));
            }
            (day.start_ms.to_string().into(), text.into())
        })
        .collect();
    let spans = SPANS
        .iter()
        .map(|s| (s.to_string().into(), i18n.tf("editor-days", &[("count", (*s).into())]).into()))
        .collect::<Vec<(AttrValue, AttrValue)>>();
    // Hundreds of slots: they are in the page once somebody wants to see them.
    let listed = use_state_eq(|| false);
    let list = {
        let listed = listed.clone();
        Callback::from(move |_: MouseEvent| listed.set(true))
    };
    html! {
        <div class="flex flex-col gap-2" data-testid="slot-picker">
            <div class="grid grid-cols-2 gap-2 sm:grid-cols-[3fr_4fr_2fr]">
                <Select label={i18n.t("editor-series")} options={series} value={choice.series.clone()} onchange={onseries} testid="slot-series" />
                <Select label={i18n.t("editor-day")} options={day_options} value={choice.day_ms.to_string()} onchange={onday} testid="slot-day" />
                <Select label={i18n.t("editor-span")} options={spans} value={choice.span.to_string()} onchange={onspan} testid="slot-span" />
            </div>
            <details>
                <summary class="cursor-pointer text-xs text-muted" onclick={list} data-testid="slot-list-toggle">
                    { i18n.tf("editor-slots-chosen", &[("count", (choice.slots.len() as u64).into())]) }
                </summary>
                if *listed {
                    <SlotList coverage={props.coverage.clone()} choice={choice.clone()} {columns} onchange={props.onchange.clone()} />
                }
            </details>
        </div>
    }
}

/// The single slots of the days chosen, with outcome, rows and where they are from.
#[component]
fn SlotList(props: &SlotPickerProps) -> Html {
    let i18n = use_i18n();
    let choice = &props.choice;
    let all = slots::choose(&props.coverage.markets, &choice.series, choice.day_ms, choice.span, &[]).slots;
    let offered: BTreeSet<&str> = all.iter().map(String::as_str).collect();
    let chosen: BTreeSet<&str> = choice.slots.iter().map(String::as_str).collect();
    let toggle = {
        let (choice, all) = (choice.clone(), all.clone());
        props.onchange.reform(move |symbol: String| {
            let chosen: BTreeSet<&str> = choice.slots.iter().map(String::as_str).collect();
            let kept = |s: &&String| chosen.contains(s.as_str()) != (**s == symbol);
            Choice { slots: all.iter().filter(kept).cloned().collect(), ..(*choice).clone() }
        })
    };
    let everything = {
        let (choice, all) = (choice.clone(), all.clone());
        props.onchange.reform(move |_: MouseEvent| Choice { slots: all.clone(), ..(*choice).clone() })
    };
    let nothing = {
        let choice = choice.clone();
        props.onchange.reform(move |_: MouseEvent| Choice { slots: Vec::new(), ..(*choice).clone() })
    };
    html! {
        <div class="mt-2 flex flex-col gap-1">
            <div class="flex gap-2">
                <Button label={i18n.t("editor-slots-all")} small=true kind={ButtonKind::Ghost} icon={IconName::Check} onclick={everything} />
                <Button label={i18n.t("editor-slots-none")} small=true kind={ButtonKind::Ghost} icon={IconName::X} onclick={nothing} />
            </div>
            <ul class="grid max-h-56 grid-cols-1 gap-x-3 overflow-y-auto sm:grid-cols-2" tabindex="0" aria-label={i18n.t("editor-slots")}>
                for market in props.coverage.markets.iter().filter(|m| offered.contains(m.symbol.as_str())) {
                    { line(market, chosen.contains(market.symbol.as_str()), slots::fits(market, &props.columns), &toggle, &i18n) }
                }
            </ul>
        </div>
    }
}

fn line(market: &MarketCoverage, chosen: bool, fits: bool, toggle: &Callback<String>, i18n: &I18n) -> Html {
    let symbol = market.symbol.clone();
    let onchange = toggle.reform(move |_: Event| symbol.clone());
    let (sign, word) = winner(market.winner, i18n);
    html! {
        <li key={market.symbol.clone()}>
            <label class={classes!("flex", "min-h-6", "cursor-pointer", "items-center", "gap-2", "text-xs", "tabular-nums", (!fits).then_some("text-muted"))}>
                <input type="checkbox" class="checkbox checkbox-xs" checked={chosen} {onchange} data-slot={market.symbol.clone()} />
                <span>{ i18n.datetime(market.start_ms) }</span>
                <span title={word.clone()} aria-label={word}>{ sign }</span>
                <span class="text-muted">{ i18n.tf("editor-rows", &[("count", market.rows.into())]) }</span>
                if market.generated {
                    <span class="badge badge-xs badge-ghost">{ i18n.t("editor-generated") }</span>
                }
                if !fits {
                    <span class="badge badge-xs badge-warning">{ i18n.t("editor-slots-lacking") }</span>
                }
            </label>
        </li>
    }
}
