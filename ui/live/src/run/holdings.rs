//! What a run holds, and the markets it looks at, with what is left of their slots.

use super::PartProps;
use crate::clock::{Age, Countdown};
use crate::model::money::average_price;
use crate::rows::{Rows, cell, number};
use crate::words;
use craftstrat_api::studio::live::{LiveMarket, LivePosition};
use craftstrat_ui_kit::{I18n, Pnl, Time, use_i18n};
use yew::prelude::*;

/// What is left until `ends_at_ms`; without the venue's time, when that is.
fn left(now: Option<i64>, ends_at_ms: i64) -> Html {
    match now {
        Some(now) => html! { <Countdown {now} until={ends_at_ms} /> },
        None => html! { <Time ms={ends_at_ms} time_only=true /> },
    }
}

/// What it holds.
#[component]
pub(super) fn Positions(props: &PartProps) -> Html {
    let i18n = use_i18n();
    let rows: Vec<Html> = props.run.held.iter().map(|held| position(&i18n, held, props.now)).collect();
    let heads = vec![
        ("live-column-market", false),
        ("live-column-outcome", false),
        ("live-column-shares", true),
        ("live-column-cost", true),
        ("live-column-average", true),
        ("live-column-bid", true),
        ("live-column-unrealised", true),
        ("live-column-since", true),
        ("live-column-left", true),
    ];
    html! {
        <Rows title={i18n.t("live-positions")} {heads} {rows} empty={i18n.t("live-positions-none")} testid="live-positions" />
    }
}

fn position(i18n: &I18n, held: &LivePosition, now: Option<i64>) -> Html {
    let price = |price: Option<craftstrat_model::Price>| -> Html {
        price.map_or_else(|| i18n.t("live-none"), |price| i18n.cents(price.to_f64())).into()
    };
    let unrealised = match held.unrealised_usdc {
        Some(value) => html! { <Pnl value={value.to_f64()} /> },
        None => i18n.t("live-none").into(),
    };
    html! {
        <tr key={format!("{} {}", held.market, held.outcome.code())} data-testid="live-position">
            { cell(held.market.clone()) }
            { cell(words::outcome(i18n, held.outcome)) }
            { number(i18n.number(held.shares.to_f64(), 2)) }
            { number(i18n.usdc(held.cost_usdc.to_f64())) }
            { number(price(average_price(held))) }
            { number(price(held.bid)) }
            { number(unrealised) }
            { number(html! { <Age {now} at={held.opened_at_ms} /> }) }
            { number(left(now, held.ends_at_ms)) }
        </tr>
    }
}

/// The markets it looks at.
#[component]
pub(super) fn Markets(props: &PartProps) -> Html {
    let i18n = use_i18n();
    let rows: Vec<Html> = props.run.markets.iter().map(|of| market(&i18n, of, props.now)).collect();
    let heads = vec![
        ("live-column-market", false),
        ("live-column-left", true),
        ("live-column-rows", true),
        ("live-column-tick", true),
        ("live-column-note", false),
    ];
    html! {
        <Rows title={i18n.t("live-markets")} {heads} {rows} empty={i18n.t("live-markets-none")} testid="live-markets" />
    }
}

fn market(i18n: &I18n, market: &LiveMarket, now: Option<i64>) -> Html {
    let tick = match market.last_tick_ms {
        Some(at) => html! { <Age {now} {at} /> },
        None => i18n.t("live-no-tick-yet").into(),
    };
    let note = match (market.parked, market.awaiting_winner) {
        (true, _) => i18n.t("live-market-parked"),
        (false, true) => i18n.t("live-market-awaiting"),
        (false, false) => String::new(),
    };
    html! {
        <tr key={market.market.clone()} data-testid="live-market">
            { cell(market.market.clone()) }
            { number(left(now, market.ends_at_ms)) }
            { number(i18n.number(market.rows as f64, 0)) }
            { number(tick) }
            { cell(note) }
        </tr>
    }
}
