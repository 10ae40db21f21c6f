//! What of a run is looked at: which slot, and which row of it.

use super::live;
use craftstrat_api::report::Trade;
use craftstrat_preview::{NearMiss, PreviewOutcome, Records};
use craftstrat_ui_results::model::decisions::decisions;

/// The slot to show: the chosen one, or the one that was shown, while the run has it; else the first with a trade; else
/// the first.
pub fn slot(outcome: Option<&PreviewOutcome>, chosen: Option<&str>, before: Option<&str>) -> Option<String> {
    let slots = &outcome?.slots;
    let has = |slot: &&str| slots.iter().any(|s| s.market == *slot);
    if let Some(kept) = chosen.filter(has).or_else(|| before.filter(has)) {
        return Some(kept.to_owned());
    }
    slots.iter().find(|s| s.trades > 0).or_else(|| slots.first()).map(|s| s.market.clone())
}

/// Where the cursor was put.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Put {
    /// At a moment, ms.
    At(f64),
    /// At the trade of that index.
    Trade(usize),
}

/// Where the cursor stands in a slot, ms: where it was put, else at its first trade, else at what was closest to firing.
/// `records` are those of the slot, whole.
pub fn cursor(
    put: Option<&(String, Put)>,
    slot: Option<&str>,
    outcome: Option<&PreviewOutcome>,
    records: Option<&Records>,
    near: Option<&NearMiss>,
) -> Option<f64> {
    let slot = slot?;
    let trades = outcome.map(|o| o.report.trades.as_slice()).unwrap_or_default();
    let here = |trade: &&Trade| trade.market == slot;
    let decided = |trade: &Trade| decided_ms(outcome, records, trade) as f64;
    let put = put.filter(|(market, _)| market == slot).and_then(|(_, put)| match put {
        Put::At(ms) => Some(*ms),
        Put::Trade(index) => trades.get(*index).filter(here).map(decided),
    });
    let first = || trades.iter().filter(here).min_by_key(|t| t.opened_at_ms).map(decided);
    put.or_else(first).or_else(|| near.filter(|n| n.market == slot).map(|n| n.at_ms as f64))
}

/// When a trade was decided, ms: orders arrive some rows later, where what they were decided on may no longer hold. Where
/// its order is not known, when it was opened.
fn decided_ms(outcome: Option<&PreviewOutcome>, records: Option<&Records>, trade: &Trade) -> i64 {
    let (fills, orders) = match (records, outcome) {
        (Some(records), _) => (records.fills.as_slice(), records.orders.as_slice()),
        (None, Some(outcome)) => (outcome.report.fills.as_slice(), outcome.report.orders.as_slice()),
        (None, None) => return trade.opened_at_ms,
    };
    decisions(fills, orders, trade).entry.map_or(trade.opened_at_ms, |decision| decision.at_ms)
}

/// The row the cursor is on; the middle one where it stands nowhere.
pub fn row(times: &[f64], at_ms: Option<f64>) -> Option<usize> {
    match at_ms {
        Some(at) => live::row_at(times, at),
        None => (!times.is_empty()).then_some(times.len() / 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stands_where_it_was_put_in_that_slot_only() {
        let put = ("a".to_owned(), Put::At(5.0));
        assert_eq!(cursor(Some(&put), Some("a"), None, None, None), Some(5.0));
        assert_eq!(cursor(Some(&put), Some("b"), None, None, None), None);
        let near = NearMiss {
            market: "b".to_owned(),
            at_ms: 7,
            row: 0,
            action: String::new(),
            held: 0,
            required: 1,
            failed: Vec::new(),
            refusals: Vec::new(),
        };
        assert_eq!(cursor(Some(&put), Some("b"), None, None, Some(&near)), Some(7.0));
        assert_eq!(row(&[1.0, 2.0, 3.0], None), Some(1));
        assert_eq!(row(&[1.0, 2.0, 3.0], Some(2.5)), Some(1));
        assert_eq!(row(&[], None), None);
        assert_eq!(slot(None, Some("a"), None), None);
    }

    #[test]
    fn a_trade_is_looked_at_where_it_was_decided() {
        let made = include_str!("../../../results/tests/results/data/b1.json");
        let report = serde_json::from_str::<craftstrat_api::studio::BacktestDetail>(made).unwrap().report;
        let records = Records { fills: report.fills, trades: report.trades, orders: report.orders };
        for trade in &records.trades {
            let decided = decided_ms(None, Some(&records), trade);
            assert!(decided < trade.opened_at_ms);
            assert!(records.orders.iter().any(|o| o.decided_at_ms == decided && o.market == trade.market));
            assert_eq!(
                decided_ms(None, None, trade),
                trade.opened_at_ms,
                "without orders, where it was opened"
            );
        }
    }
}
