//! What the comparison shows: whether both did the same, the curves, and the fills that differ.

use craftstrat_api::report::{EquityPoint, Fill};
use craftstrat_api::studio::live::{Difference, LiveComparison};
use std::rc::Rc;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No market is settled yet: there is nothing to compare.
    Nothing,
    /// Both did exactly the same.
    Equal,
    /// They part, on so many fills that are listed.
    Parted(usize),
}

/// What came of it. Digests decide: two that are equal stand for the same fills, orders and curve.
pub fn verdict(comparison: &LiveComparison) -> Verdict {
    if comparison.markets == 0 {
        Verdict::Nothing
    } else if comparison.live_digest == comparison.backtest_digest {
        Verdict::Equal
    } else {
        Verdict::Parted(comparison.differences.len())
    }
}

/// A curve as columns a chart takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// When, ms.
    pub times_ms: Rc<Vec<f64>>,
    /// Equity in dollars.
    pub equity: Rc<Vec<f64>>,
}

/// The curve of these points.
pub fn curve(points: &[EquityPoint]) -> Curve {
    Curve {
        times_ms: Rc::new(points.iter().map(|p| p.at_ms as f64).collect()),
        equity: Rc::new(points.iter().map(|p| p.equity_usdc.to_f64()).collect()),
    }
}

/// How two fills differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It happened live and not in the backtest.
    OnlyLive,
    /// The other way round.
    OnlyBacktest,
    /// Another side or outcome.
    Side,
    /// Another price.
    Price,
    /// Another number of shares.
    Shares,
    /// Another time.
    Time,
    /// Another fee, or maker instead of taker.
    Fee,
    /// Something else: the order it belongs to, or why it was made.
    Other,
}

impl How {
    /// Names the message `paper-differs-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OnlyLive => "only-live",
            Self::OnlyBacktest => "only-backtest",
            Self::Side => "side",
            Self::Price => "price",
            Self::Shares => "shares",
            Self::Time => "time",
            Self::Fee => "fee",
            Self::Other => "other",
        }
    }
}

/// In what a difference differs; never empty.
pub fn hows(difference: &Difference) -> Vec<How> {
    let (live, backtest) = match (&difference.live, &difference.backtest) {
        (Some(live), Some(backtest)) => (live, backtest),
        (Some(_), None) => return vec![How::OnlyLive],
        (None, Some(_)) => return vec![How::OnlyBacktest],
        (None, None) => return vec![How::Other],
    };
    let differs = |how: How, is: bool| is.then_some(how);
    let list: Vec<How> = [
        differs(How::Side, live.side != backtest.side || live.outcome != backtest.outcome),
        differs(How::Price, live.price != backtest.price),
        differs(How::Shares, live.shares != backtest.shares),
        differs(How::Time, live.at_ms != backtest.at_ms),
        differs(How::Fee, live.fee_usdc != backtest.fee_usdc || live.liquidity != backtest.liquidity),
    ]
    .into_iter()
    .flatten()
    .collect();
    if list.is_empty() { vec![How::Other] } else { list }
}

/// What two curves end with, live first: dollars; `None` without points.
pub fn closing(comparison: &LiveComparison) -> Option<(f64, f64)> {
    let last = |points: &[EquityPoint]| points.last().map(|p| p.equity_usdc.to_f64());
    Some((last(&comparison.live)?, last(&comparison.backtest)?))
}

/// Whether a fill buys.
pub fn buys(fill: &Fill) -> bool {
    fill.side == craftstrat_api::wire::Side::Buy
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod tests {
    use super::{How, Verdict, closing, curve, hows, verdict};
    use craftstrat_api::studio::live::{Difference, LiveComparison};
    use serde_json::{Value, json};

    pub(crate) fn fill(change: impl FnOnce(&mut Value)) -> Value {
        let mut fill = json!({
            "at_ms": 1_790_812_800_000_i64, "market": "btc-updown-5m-1790812800", "outcome": "UP", "side": "buy",
            "price": "0.62", "shares": "10", "fee_usdc": "0.05", "liquidity": "taker", "order_id": "o1",
            "notional_usdc": "6.2", "decision_mid": 0.61, "cause": "strategy",
        });
        change(&mut fill);
        fill
    }

    pub(crate) fn comparison(change: impl FnOnce(&mut Value)) -> LiveComparison {
        let point =
            |at_ms: i64, equity: &str| json!({ "at_ms": at_ms, "equity_usdc": equity, "exposure_usdc": "0" });
        let mut value = json!({
            "markets": 2, "live_digest": "aa", "backtest_digest": "aa",
            "live": [point(1_000, "1000"), point(2_000, "1004.5")],
            "backtest": [point(1_000, "1000"), point(2_000, "1003")],
            "differences": [], "reasons": [],
        });
        change(&mut value);
        serde_json::from_value(value).unwrap()
    }

    fn difference(live: Value, backtest: Value) -> Difference {
        serde_json::from_value(json!({ "market": "m", "at_ms": 1, "live": live, "backtest": backtest }))
            .unwrap()
    }

    #[test]
    fn digests_decide() {
        assert_eq!(verdict(&comparison(|_| ())), Verdict::Equal);
        assert_eq!(verdict(&comparison(|c| c["backtest_digest"] = "bb".into())), Verdict::Parted(0));
        // Two runs of nothing have equal digests, which would say too much.
        assert_eq!(verdict(&comparison(|c| c["markets"] = 0.into())), Verdict::Nothing);
    }

    #[test]
    fn a_difference_says_in_what() {
        let same = fill(|_| ());
        assert_eq!(hows(&difference(same.clone(), Value::Null)), [How::OnlyLive]);
        assert_eq!(hows(&difference(Value::Null, same.clone())), [How::OnlyBacktest]);
        let other = |change: fn(&mut Value)| hows(&difference(same.clone(), fill(change)));
        assert_eq!(other(|f| f["price"] = "0.63".into()), [How::Price]);
        assert_eq!(other(|f| f["outcome"] = "DOWN".into()), [How::Side]);
        assert_eq!(other(|f| f["liquidity"] = "maker".into()), [How::Fee]);
        assert_eq!(other(|f| f["order_id"] = "o2".into()), [How::Other]);
        let both = |f: &mut Value| {
            f["shares"] = "9".into();
            f["at_ms"] = 1.into();
        };
        assert_eq!(other(both), [How::Shares, How::Time]);
    }

    #[test]
    fn curves_are_columns_of_dollars() {
        let comparison = comparison(|_| ());
        let live = curve(&comparison.live);
        assert_eq!(
            (live.times_ms.to_vec(), live.equity.to_vec()),
            (vec![1_000.0, 2_000.0], vec![1_000.0, 1_004.5])
        );
        assert_eq!(closing(&comparison), Some((1_004.5, 1_003.0)));
    }
}
