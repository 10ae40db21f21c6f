//! Targets that no price can reach: a share is never worth more than a dollar.

use super::interval::demands;
use crate::graph::DraftNode;
use crate::ir::{ActionNode, Op};
use crate::lower::builder::Builder;
use crate::problem::{Problems, code, fix, message, quote};
use craftstrat_model::{Column, OrderType, Outcome, Risk, Signal};

/// Lowest price a share can be bought at: the smallest price step.
const ENTRY_MIN: f64 = 0.001;

/// Highest bid there can be: a dollar less the smallest price step.
const BID_MAX: f64 = 0.999;

/// Warns of a take profit that cannot be reached from any price the action may buy at.
pub(super) fn target(
    b: &Builder<'_>,
    node: &DraftNode,
    action: &ActionNode,
    risk: &Risk,
    problems: &mut Problems,
) {
    let (Signal::Buy, Some(target)) = (action.signal, risk.take_profit_pct) else { return };
    let entry = lowest_entry(b, action);
    if entry * (1.0 + target / 100.0) <= BID_MAX {
        return;
    }
    let best = (100.0 * (BID_MAX / entry - 1.0) * 10.0).floor() / 10.0;
    let message = message::target_unreachable(target, quote(&node.id), entry, BID_MAX);
    problems.warn("/risk/take_profit_pct", code::TARGET_UNREACHABLE, message, fix::lower_target(best));
}

/// A lower bound of the entry price, from what the condition demands of the book.
fn lowest_entry(b: &Builder<'_>, action: &ActionNode) -> f64 {
    // A bid or mid is never above the ask.
    let quotes = match action.outcome {
        Outcome::Up => [Column::AskUp, Column::MidUp, Column::BidUp],
        Outcome::Down => [Column::AskDown, Column::MidDown, Column::BidDown],
    };
    let mut lowest = ENTRY_MIN;
    for (value, interval) in demands(b, action.when) {
        if matches!(b.op(value), Op::Column(column) if quotes.contains(column)) {
            lowest = lowest.max(interval.low);
        }
    }
    match (action.order_type, action.price) {
        // A limit below the ask rests and fills at its own price.
        (OrderType::Limit, Some(price)) => lowest.min(b.fact(price).low.max(ENTRY_MIN)),
        _ => lowest,
    }
}
