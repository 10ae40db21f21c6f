//! What happened, in a sentence.

use super::{Sentence, denial, outcome, status};
use crate::model::version::short;
use craftstrat_api::report::{Fill, Order, Trade};
use craftstrat_api::studio::live::EventDetail;
use craftstrat_api::wire::{Side, Winner};
use craftstrat_ui_kit::I18n;

/// What happened.
pub fn sentence(i18n: &I18n, detail: &EventDetail) -> Sentence {
    let plain = |key: &str| Sentence::of(i18n.t(key));
    match detail {
        EventDetail::Started => plain("live-event-started"),
        EventDetail::Stopped => plain("live-event-stopped"),
        EventDetail::Over => plain("live-event-over"),
        EventDetail::Kill { on: true, all: true } => plain("live-event-killed-all"),
        EventDetail::Kill { on: false, all: true } => plain("live-event-freed-all"),
        EventDetail::Kill { on: true, all: false } => plain("live-event-killed"),
        EventDetail::Kill { on: false, all: false } => plain("live-event-freed"),
        EventDetail::Rejected { reason } => Sentence::with(i18n.t("live-event-rejected"), reason),
        EventDetail::Approved { order, reserved_usdc } => {
            let variables = [
                ("order", wanted(i18n, order).into()),
                ("reserved", i18n.usdc(reserved_usdc.to_f64()).into()),
            ];
            Sentence::of(i18n.tf("live-event-approved", &variables))
        }
        EventDetail::Ended { order } => {
            let variables = [("order", wanted(i18n, order).into()), ("end", ended(i18n, order).into())];
            Sentence::of(i18n.tf("live-event-ended", &variables))
        }
        EventDetail::Filled { fill } => Sentence::of(filled(i18n, fill)),
        EventDetail::Closed { trade } => Sentence::of(closed(i18n, trade)),
        EventDetail::Denied { decision, code, detail, times } => {
            let variables = [
                ("decision", decision.as_str().into()),
                ("meaning", denial::meaning(i18n, code).into()),
                ("times", (*times).into()),
            ];
            Sentence::with(i18n.tf("live-event-denied", &variables), detail)
        }
        EventDetail::Faulted { reason } => Sentence::with(i18n.t("live-event-faulted"), reason),
        EventDetail::Dropped => plain("live-event-dropped"),
        EventDetail::Source { name, status: now } => {
            let variables = [("name", name.as_str().into()), ("status", i18n.t(status(*now).key).into())];
            Sentence::of(i18n.tf("live-event-source", &variables))
        }
        EventDetail::Merged { shares, proceeds_usdc } => {
            let variables = [
                ("pairs", i18n.number(shares.to_f64(), 2).into()),
                ("proceeds", i18n.usdc(proceeds_usdc.to_f64()).into()),
            ];
            Sentence::of(i18n.tf("live-event-merged", &variables))
        }
        EventDetail::Abandoned { cost_usdc } => {
            let cost = i18n.usdc(cost_usdc.to_f64());
            Sentence::of(i18n.tf("live-event-abandoned", &[("cost", cost.into())]))
        }
        EventDetail::Paid { outcome: which, shares, cost_usdc, payout_usdc } => {
            let variables = [
                ("shares", i18n.number(shares.to_f64(), 2).into()),
                ("outcome", outcome(i18n, *which).into()),
                ("payout", i18n.usdc(payout_usdc.to_f64()).into()),
                ("cost", i18n.usdc(cost_usdc.to_f64()).into()),
            ];
            Sentence::of(i18n.tf("live-event-paid", &variables))
        }
        EventDetail::Settled { winner, rows } => Sentence::of(settled(i18n, *winner, *rows)),
        EventDetail::Shadowing { component, cold } => {
            let text = of_version(i18n, "live-event-shadowing", component);
            Sentence::with(text, cold.as_deref().unwrap_or_default())
        }
        EventDetail::Differed { live, shadow } => {
            let variables = [("live", decided(i18n, live).into()), ("shadow", decided(i18n, shadow).into())];
            Sentence::of(i18n.tf("live-event-differed", &variables))
        }
        EventDetail::ShadowFaulted { reason } => Sentence::with(i18n.t("live-event-shadow-faulted"), reason),
        EventDetail::Swapped { component, warm: true } => {
            Sentence::of(of_version(i18n, "live-event-swapped", component))
        }
        EventDetail::Swapped { component, warm: false } => {
            Sentence::of(of_version(i18n, "live-event-swapped-cold", component))
        }
        EventDetail::Discarded => plain("live-event-discarded"),
    }
}

/// What an order wants: `buy Up for 5.00 USDC at 62¢`.
pub fn wanted(i18n: &I18n, order: &Order) -> String {
    let size = if order.amount_usdc.is_zero() {
        shares(i18n, order.shares.to_f64())
    } else {
        i18n.usdc(order.amount_usdc.to_f64())
    };
    let key = match order.side {
        Side::Buy => "live-order-buy",
        Side::Sell => "live-order-sell",
    };
    let variables = [
        ("outcome", outcome(i18n, order.outcome).into()),
        ("size", size.into()),
        ("price", i18n.cents(order.price.to_f64()).into()),
    ];
    i18n.tf(key, &variables)
}

/// How an order ended, and what of it was filled.
pub fn ended(i18n: &I18n, order: &Order) -> String {
    let end = i18n.t(&format!("results-end-{}", order.end.code().replace('_', "-")));
    if order.filled_shares.is_zero() {
        return end;
    }
    format!("{end}, {}", shares(i18n, order.filled_shares.to_f64()))
}

/// A number of shares with its unit.
pub fn shares(i18n: &I18n, count: f64) -> String {
    i18n.tf("live-shares", &[("n", i18n.number(count, 2).into())])
}

fn filled(i18n: &I18n, fill: &Fill) -> String {
    let key = match fill.side {
        Side::Buy => "live-event-bought",
        Side::Sell => "live-event-sold",
    };
    let variables = [
        ("shares", i18n.number(fill.shares.to_f64(), 2).into()),
        ("outcome", outcome(i18n, fill.outcome).into()),
        ("price", i18n.cents(fill.price.to_f64()).into()),
        ("notional", i18n.usdc(fill.notional_usdc.to_f64()).into()),
        ("fee", i18n.usdc(fill.fee_usdc.to_f64()).into()),
    ];
    i18n.tf(key, &variables)
}

fn closed(i18n: &I18n, trade: &Trade) -> String {
    let reason = i18n.t(&format!("results-exit-{}", trade.exit_reason.code().replace('_', "-")));
    let variables = [
        ("outcome", outcome(i18n, trade.outcome).into()),
        ("pnl", format!("{}\u{a0}USDC", i18n.signed(trade.pnl_usdc.to_f64(), 2)).into()),
        ("reason", reason.into()),
    ];
    i18n.tf("live-event-closed", &variables)
}

fn settled(i18n: &I18n, winner: Option<Winner>, rows: u64) -> String {
    let winner = i18n.t(match winner {
        Some(Winner::Up) => "results-word-up",
        Some(Winner::Down) => "results-word-down",
        Some(Winner::Split) => "live-winner-split",
        None => "live-winner-unknown",
    });
    i18n.tf("live-event-settled", &[("winner", winner.into()), ("rows", rows.into())])
}

/// What was decided, in the server's words.
fn decided(i18n: &I18n, list: &[String]) -> String {
    if list.is_empty() { i18n.t("live-decided-nothing") } else { list.join(", ") }
}

fn of_version(i18n: &I18n, key: &str, component: &str) -> String {
    i18n.tf(key, &[("version", short(component).into())])
}
