//! Runs as text tables, times in ms since the first market's start.

use super::source::START_MS;
use craftstrat_engine::record::Run;
use std::fmt::Write as _;

/// Orders and fills.
pub fn show(run: &Run) -> String {
    let mut text = String::new();
    for order in &run.orders {
        let wanted = if order.amount.is_zero() {
            format!("{} sh", order.shares)
        } else {
            format!("${}", order.amount)
        };
        writeln!(
            text,
            "order {}.{} {:?} {} {wanted} to {} at {}: {:?} at {}, {} sh for {} ({:?})",
            order.id.market,
            order.id.number,
            order.side,
            order.outcome,
            order.price,
            order.decided_at.0 - START_MS,
            order.end,
            order.ended_at.0 - START_MS,
            order.filled,
            order.filled_notional,
            order.cause,
        )
        .unwrap();
        for fill in run.fills.iter().filter(|f| f.order == order.id) {
            writeln!(
                text,
                "  fill at {}: {} sh x {} = {} fee {} {:?}",
                fill.at.0 - START_MS,
                fill.shares,
                fill.price,
                fill.notional,
                fill.fee,
                fill.liquidity
            )
            .unwrap();
        }
    }
    for denied in &run.denied {
        writeln!(text, "denied at {}: {}: {}", denied.at.0 - START_MS, denied.code, denied.detail).unwrap();
    }
    for fault in &run.faults {
        writeln!(text, "fault at {}: {}", fault.at.0 - START_MS, fault.fault).unwrap();
    }
    text
}

/// Orders, fills, trades, equity.
pub fn events(run: &Run) -> String {
    let mut text = show(run);
    for t in &run.trades {
        writeln!(
            text,
            "trade {} {} sh {} -> {} from {} to {}: cost {} proceeds {} fees {} pnl {} best {} ({:?}, {} entries)",
            t.outcome,
            t.shares,
            t.entry_price,
            t.exit_price,
            t.opened_at.0 - START_MS,
            t.closed_at.0 - START_MS,
            t.entry_cost,
            t.proceeds,
            t.fees,
            t.pnl,
            t.pnl_best,
            t.exit_reason,
            t.entries,
        )
        .unwrap();
    }
    for p in &run.equity {
        writeln!(text, "equity at {}: {} exposed {}", p.at.0 - START_MS, p.equity, p.exposure).unwrap();
    }
    writeln!(text, "final {} to {}", run.final_equity.0, run.final_equity.1).unwrap();
    text
}
