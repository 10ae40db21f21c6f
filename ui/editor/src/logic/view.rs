//! What of a run is looked at: which slot, and which row of it.

use super::live;
use craftstrat_preview::{NearMiss, PreviewOutcome};

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

/// Where the cursor stands in a slot, ms: where it was put, else at its first trade, else at what was closest to firing.
pub fn cursor(
    put: Option<&(String, f64)>,
    slot: Option<&str>,
    outcome: Option<&PreviewOutcome>,
    near: Option<&NearMiss>,
) -> Option<f64> {
    let slot = slot?;
    let put = put.filter(|(market, _)| market == slot).map(|(_, at)| *at);
    let trades = outcome.map(|o| o.report.trades.as_slice()).unwrap_or_default();
    let opened =
        || trades.iter().filter(|t| t.market == slot).map(|t| t.opened_at_ms as f64).reduce(f64::min);
    put.or_else(opened).or_else(|| near.filter(|n| n.market == slot).map(|n| n.at_ms as f64))
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
        let put = ("a".to_owned(), 5.0);
        assert_eq!(cursor(Some(&put), Some("a"), None, None), Some(5.0));
        assert_eq!(cursor(Some(&put), Some("b"), None, None), None);
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
        assert_eq!(cursor(Some(&put), Some("b"), None, Some(&near)), Some(7.0));
        assert_eq!(row(&[1.0, 2.0, 3.0], None), Some(1));
        assert_eq!(row(&[1.0, 2.0, 3.0], Some(2.5)), Some(1));
        assert_eq!(row(&[], None), None);
        assert_eq!(slot(None, Some("a"), None), None);
    }
}
