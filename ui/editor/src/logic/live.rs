//! Values of fields on the row under the cursor, as far as they are known without running anything: what the strategy
//! reads, and what follows from the prices and the slot.

use craftstrat_api::{ExplainResult, MarketCoverage};
use craftstrat_preview::MarketSeries;
use std::collections::BTreeMap;

/// The row at or before an instant; the first one before the first.
pub fn row_at(times: &[f64], at_ms: f64) -> Option<usize> {
    if times.is_empty() {
        return None;
    }
    Some(times.partition_point(|t| *t <= at_ms).saturating_sub(1))
}

/// By field: its value on `row`.
pub fn values(
    series: &MarketSeries,
    row: usize,
    market: Option<&MarketCoverage>,
    explained: Option<&ExplainResult>,
) -> BTreeMap<String, f64> {
    let mut all = BTreeMap::new();
    let mut put = |name: &str, value: Option<f64>| {
        if let Some(value) = value.filter(|v| v.is_finite()) {
            all.insert(name.to_owned(), value);
        }
    };
    let at = |column: &[f64]| column.get(row).copied();
    let both = |a: Option<f64>, b: Option<f64>, of: fn(f64, f64) -> f64| Some(micro(of(a?, b?)));
    for (side, bid, ask) in
        [("up", &series.bid_up, &series.ask_up), ("down", &series.bid_down, &series.ask_down)]
    {
        put(&format!("bid_{side}"), at(bid));
        put(&format!("ask_{side}"), at(ask));
        put(&format!("mid_{side}"), both(at(bid), at(ask), |b, a| (b + a) / 2.0));
        put(&format!("spread_{side}"), both(at(bid), at(ask), |b, a| a - b));
    }
    let (price, beat) = (at(&series.underlying), at(&series.price_to_beat));
    if let Some(market) = market {
        let settles = market.columns.iter().any(|c| c == "settlement_price");
        put(if settles { "settlement_price" } else { "chainlink_price" }, price);
        if settles {
            put("price_to_beat", beat);
            put("distance_to_price_to_beat", both(price, beat, |p, b| p - b));
            let moved = both(price, beat, |p, b| 100.0 * (p / b - 1.0));
            put("dir_move_pct", moved);
            put("abs_move_pct", moved.map(f64::abs));
        }
        if let Some(now) = at(&series.times) {
            let (start, end) = (market.start_ms as f64, market.end_ms as f64);
            put("seconds_to_close", Some((end - now) / 1e3));
            put("minutes_into_slot", Some((now - start) / 6e4));
            put("pct_into_slot", Some((now - start) / (end - start)));
            put("slot_duration", Some((end - start) / 1e3));
            put("hour_utc", Some((now / 3.6e6).floor().rem_euclid(24.0)));
            // The epoch was a Thursday, and Monday is 0.
            put("day_of_week", Some(((now / 8.64e7).floor() + 3.0).rem_euclid(7.0)));
        }
    }
    if let Some(explained) = explained {
        for column in &explained.columns {
            put(&column.name, column.value);
        }
        let account = &explained.account;
        put("position_up", Some(account.shares_up));
        put("position_down", Some(account.shares_down));
        put("position", Some(account.shares_up + account.shares_down));
        put("entry_price_up", account.average_cost_up);
        put("entry_price_down", account.average_cost_down);
        put("open_orders", Some(f64::from(account.open_orders)));
        put("trades_this_slot", Some(f64::from(account.trades)));
        put("cash", account.cash);
        put("equity", account.equity);
    }
    all
}

/// Without the dust of binary fractions.
fn micro(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_the_last_one_known_at_an_instant() {
        let times = [10.0, 20.0, 30.0];
        assert_eq!(row_at(&times, 25.0), Some(1));
        assert_eq!(row_at(&times, 20.0), Some(1));
        assert_eq!(row_at(&times, 1.0), Some(0));
        assert_eq!(row_at(&times, 99.0), Some(2));
        assert_eq!(row_at(&[], 1.0), None);
    }

    #[test]
    fn derived_fields_agree_with_the_catalogue() {
        let series = MarketSeries {
            times: vec![1_770_138_060_000.0],
            bid_up: vec![0.55],
            ask_up: vec![0.6],
            bid_down: vec![f64::NAN],
            ask_down: vec![0.45],
            underlying: vec![101.0],
            price_to_beat: vec![100.0],
        };
        let market: MarketCoverage = serde_json::from_value(serde_json::json!({
            "symbol": "s", "series": "btc-updown-15m", "start_ms": 1_770_138_000_000_i64, "end_ms": 1_770_138_900_000_i64,
            "rows": 1, "grid_rows": 1, "from_ms": null, "to_ms": null, "gaps": 0, "longest_gap_ms": 0, "inconsistent": 0,
            "columns": ["settlement_price"], "winner": null, "winner_source": "unresolved", "price_definition": "",
            "one_token": false, "generated": false,
        }))
        .unwrap();
        let all = values(&series, 0, Some(&market), None);
        assert_eq!(all["spread_up"], 0.05);
        assert_eq!(all["mid_up"], 0.575);
        assert_eq!(all["dir_move_pct"], 1.0);
        assert_eq!(all["seconds_to_close"], 840.0);
        assert_eq!(all["hour_utc"], 17.0);
        assert_eq!(all["day_of_week"], 1.0, "3 February 2026 was a Tuesday");
        assert!(!all.contains_key("mid_down"), "missing is not a number");
        assert!(values(&series, 7, Some(&market), None).is_empty());
    }
}
