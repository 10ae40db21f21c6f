//! What the preview's chart draws of one slot: prices of both outcomes, the underlying against the price to beat, equity,
//! and the fills as markers.

use craftstrat_api::report::{EquityPoint, Fill, Trade};
use craftstrat_api::wire::{Outcome, Side};
use craftstrat_preview::MarketSeries;
use craftstrat_ui_charts::{Marker, MarkerKind, Pane, Series, SeriesKind};
use std::rc::Rc;
use yew::AttrValue;

/// What the series are called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// Title of the first pane.
    pub prices: String,
    /// Mid price of Up.
    pub up: String,
    /// Mid price of Down.
    pub down: String,
    /// Bid and ask of Up, then of Down.
    pub quotes: [String; 4],
    /// The underlying's price.
    pub underlying: String,
    /// The price to beat.
    pub beat: String,
    /// Equity.
    pub equity: String,
}

/// Between bid and ask; missing where either is.
pub fn mid(bid: &[f64], ask: &[f64]) -> Vec<f64> {
    // In micros, as the columns are computed, so that 0.55 and 0.56 give 0.555.
    bid.iter().zip(ask).map(|(b, a)| ((b + a) * 5e5).round() / 1e6).collect()
}

fn line(label: &str, color: &'static str, times: &Rc<Vec<f64>>, values: Vec<f64>) -> Series {
    Series {
        label: label.to_owned().into(),
        color: AttrValue::from(color),
        kind: SeriesKind::Line,
        times_ms: Rc::clone(times),
        values: Rc::new(values),
    }
}

/// The panes of the prices: they change with the slot, not with the strategy. `quotes` adds bids and asks.
pub fn prices(series: &MarketSeries, labels: &Labels, quotes: bool) -> Vec<Pane> {
    let times = Rc::new(series.times.clone());
    let mut lines = vec![
        line(&labels.up, "up", &times, mid(&series.bid_up, &series.ask_up)),
        line(&labels.down, "down", &times, mid(&series.bid_down, &series.ask_down)),
    ];
    if quotes {
        let columns = [&series.bid_up, &series.ask_up, &series.bid_down, &series.ask_down];
        for ((label, column), color) in labels.quotes.iter().zip(columns).zip(["up", "up", "down", "down"]) {
            let quote = line(label, color, &times, column.clone());
            lines.push(Series { kind: SeriesKind::Step, ..quote });
        }
    }
    let mut panes = vec![Pane {
        title: labels.prices.clone().into(),
        series: lines,
        weight: 3.0,
        decimals: 3,
        bounds: Some((0.0, 1.0)),
        ..Pane::default()
    }];
    if !series.underlying.is_empty() {
        let mut lines = vec![line(&labels.underlying, "primary", &times, series.underlying.clone())];
        if !series.price_to_beat.is_empty() {
            let beat = line(&labels.beat, "warning", &times, series.price_to_beat.clone());
            lines.push(Series { kind: SeriesKind::Step, ..beat });
        }
        panes.push(Pane {
            title: labels.underlying.clone().into(),
            series: lines,
            weight: 2.0,
            ..Pane::default()
        });
    }
    panes
}

/// The pane of equity between two instants: it begins with what there was before and holds to the end.
pub fn equity(points: &[EquityPoint], from_ms: f64, to_ms: f64, label: &str) -> Option<Pane> {
    let value = |p: &EquityPoint| p.equity_usdc.micros() as f64 / 1e6;
    let before = points.iter().take_while(|p| (p.at_ms as f64) < from_ms).last().or(points.first())?;
    let (mut times, mut values) = (vec![from_ms], vec![value(before)]);
    for point in points.iter().filter(|p| (from_ms..=to_ms).contains(&(p.at_ms as f64))) {
        times.push(point.at_ms as f64);
        values.push(value(point));
    }
    times.push(to_ms);
    values.push(values.last().copied().unwrap_or(f64::NAN));
    let series = Series {
        label: label.to_owned().into(),
        color: "accent".into(),
        kind: SeriesKind::Step,
        times_ms: Rc::new(times),
        values: Rc::new(values),
    };
    Some(Pane { title: label.to_owned().into(), series: vec![series], weight: 1.5, ..Pane::default() })
}

/// A marker per fill; its id leads back to the trade it belongs to.
pub fn markers(fills: &[Fill], trades: &[Trade], market: &str) -> Vec<Marker> {
    let here = |f: &&Fill| f.market == market;
    let marker = |fill: &Fill| {
        let kind = if fill.side == Side::Buy { MarkerKind::Entry } else { MarkerKind::Exit };
        Marker {
            at_ms: fill.at_ms as f64,
            kind,
            up: fill.outcome == Outcome::Up,
            text: AttrValue::default(),
            id: trade_of(fill, trades).map(|index| format!("trade-{index}")).unwrap_or_default().into(),
        }
    };
    fills.iter().filter(here).map(marker).collect()
}

/// The trade a fill belongs to: the one of its market and outcome that was open then.
fn trade_of(fill: &Fill, trades: &[Trade]) -> Option<usize> {
    let fits = |t: &Trade| {
        t.market == fill.market
            && t.outcome == fill.outcome
            && (t.opened_at_ms..=t.closed_at_ms).contains(&fill.at_ms)
    };
    trades.iter().position(fits)
}

/// The trade a marker's id leads to.
pub fn trade_of_marker(id: &str) -> Option<usize> {
    id.strip_prefix("trade-")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(at_ms: i64, equity: &str) -> EquityPoint {
        serde_json::from_value(
            serde_json::json!({"at_ms": at_ms, "equity_usdc": equity, "exposure_usdc": "0"}),
        )
        .unwrap()
    }

    fn trade(market: &str, opened: i64, closed: i64) -> Trade {
        serde_json::from_value(serde_json::json!({
            "market": market, "outcome": "UP", "opened_at_ms": opened, "closed_at_ms": closed, "entry_price": "0.5",
            "exit_price": "1", "shares": "10", "fees_usdc": "0", "pnl_usdc": "1", "exit_reason": "settlement",
            "entry_cost_usdc": "5", "proceeds_usdc": "10", "pnl_best_usdc": "1", "entries": 1,
        }))
        .unwrap()
    }

    fn fill(market: &str, at_ms: i64, side: &str) -> Fill {
        serde_json::from_value(serde_json::json!({
            "at_ms": at_ms, "market": market, "outcome": "UP", "side": side, "price": "0.5", "shares": "10",
            "fee_usdc": "0", "liquidity": "taker", "order_id": "m#1", "notional_usdc": "5", "decision_mid": 0.5,
            "cause": "strategy",
        }))
        .unwrap()
    }

    #[test]
    fn equity_begins_with_what_there_was_and_holds() {
        let points = [point(0, "1000"), point(50, "1010"), point(150, "990"), point(900, "1")];
        let pane = equity(&points, 100.0, 200.0, "e").unwrap();
        assert_eq!(*pane.series[0].times_ms, [100.0, 150.0, 200.0]);
        assert_eq!(*pane.series[0].values, [1010.0, 990.0, 990.0]);
        assert!(equity(&[], 0.0, 1.0, "e").is_none());
    }

    #[test]
    fn markers_lead_to_their_trades() {
        let trades = [trade("m", 5, 20), trade("m", 30, 40), trade("n", 30, 40)];
        let fills = [fill("m", 5, "buy"), fill("m", 20, "sell"), fill("m", 31, "buy"), fill("n", 30, "buy")];
        let found = markers(&fills, &trades, "m");
        let ids: Vec<_> = found.iter().map(|m| trade_of_marker(&m.id)).collect();
        assert_eq!(ids, [Some(0), Some(0), Some(1)]);
        assert_eq!(found[1].kind, MarkerKind::Exit);
    }

    #[test]
    fn panes_follow_what_was_recorded() {
        let mut series = MarketSeries {
            times: vec![1.0, 2.0],
            bid_up: vec![0.55, f64::NAN],
            ask_up: vec![0.56, 0.6],
            bid_down: vec![0.4, 0.4],
            ask_down: vec![0.5, 0.5],
            ..MarketSeries::default()
        };
        let labels = Labels::default();
        let panes = prices(&series, &labels, false);
        assert_eq!((panes.len(), panes[0].series.len()), (1, 2));
        assert_eq!(panes[0].series[0].values[0], 0.555);
        assert!(panes[0].series[0].values[1].is_nan());
        series.underlying = vec![1.0, 2.0];
        series.price_to_beat = vec![f64::NAN, 1.5];
        let panes = prices(&series, &labels, true);
        assert_eq!((panes.len(), panes[0].series.len(), panes[1].series.len()), (2, 6, 2));
    }
}
