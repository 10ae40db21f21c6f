//! Orders that are open, orders that have ended, and what was filled.

use crate::rows::{Rows, cell, number};
use crate::words::{self, event};
use craftstrat_api::report::{Fill, Order};
use craftstrat_api::studio::live::LiveOrder;
use craftstrat_api::wire::Side;
use craftstrat_ui_kit::{I18n, Time, use_i18n};
use yew::prelude::*;

/// Properties of [`OpenOrders`] and [`EndedOrders`]: the list alone, so that a tick that changes none of them does not
/// render hundreds of rows again.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct OrdersProps {
    pub(super) orders: Vec<LiveOrder>,
}

/// Orders that have not ended.
#[component]
pub(super) fn OpenOrders(props: &OrdersProps) -> Html {
    let i18n = use_i18n();
    let open = props.orders.iter().filter(|order| order.open);
    let rows: Vec<Html> = open.map(|order| row(&i18n, &order.order, true)).collect();
    let heads = vec![
        ("live-column-when", false),
        ("live-column-market", false),
        ("live-column-order", false),
        ("live-column-filled", true),
        ("live-column-cause", false),
    ];
    html! {
        <Rows title={i18n.t("live-open-orders")} {heads} {rows} empty={i18n.t("live-open-orders-none")} testid="live-open-orders" />
    }
}

/// Orders that have ended.
#[component]
pub(super) fn EndedOrders(props: &OrdersProps) -> Html {
    let i18n = use_i18n();
    let ended = props.orders.iter().filter(|order| !order.open);
    let rows: Vec<Html> = ended.map(|order| row(&i18n, &order.order, false)).collect();
    let heads = vec![
        ("live-column-when", false),
        ("live-column-market", false),
        ("live-column-order", false),
        ("live-column-end", false),
        ("live-column-cause", false),
    ];
    html! {
        <Rows title={i18n.t("live-ended-orders")} {heads} {rows} empty={i18n.t("live-ended-orders-none")} testid="live-ended-orders" />
    }
}

fn row(i18n: &I18n, order: &Order, open: bool) -> Html {
    let at = if open { order.decided_at_ms } else { order.ended_at_ms };
    let cause = i18n.t(&format!("results-cause-{}", order.cause.code().replace('_', "-")));
    html! {
        <tr key={order.order_id.clone()} data-testid="live-order">
            { cell(html! { <Time ms={at} /> }) }
            { cell(order.market.clone()) }
            { cell(event::wanted(i18n, order)) }
            if open {
                { number(event::shares(i18n, order.filled_shares.to_f64())) }
            } else {
                { cell(event::ended(i18n, order)) }
            }
            { cell(cause) }
        </tr>
    }
}

/// Properties of [`Fills`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FillsProps {
    pub(super) fills: Vec<Fill>,
}

/// What was filled.
#[component]
pub(super) fn Fills(props: &FillsProps) -> Html {
    let i18n = use_i18n();
    let rows: Vec<Html> = props.fills.iter().enumerate().map(|(at, fill)| filled(&i18n, at, fill)).collect();
    let heads = vec![
        ("live-column-when", false),
        ("live-column-market", false),
        ("live-column-side", false),
        ("live-column-shares", true),
        ("live-column-price", true),
        ("live-column-fee", true),
    ];
    html! {
        <Rows title={i18n.t("live-fills")} {heads} {rows} empty={i18n.t("live-fills-none")} testid="live-fills" />
    }
}

fn filled(i18n: &I18n, at: usize, fill: &Fill) -> Html {
    let side = i18n.t(match fill.side {
        Side::Buy => "live-side-buy",
        Side::Sell => "live-side-sell",
    });
    html! {
        <tr key={at} data-testid="live-fill">
            { cell(html! { <Time ms={fill.at_ms} /> }) }
            { cell(fill.market.clone()) }
            { cell(format!("{side} {}", words::outcome(i18n, fill.outcome))) }
            { number(i18n.number(fill.shares.to_f64(), 2)) }
            { number(i18n.cents(fill.price.to_f64())) }
            { number(i18n.usdc(fill.fee_usdc.to_f64())) }
        </tr>
    }
}
