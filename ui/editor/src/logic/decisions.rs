//! What two runs decided differently: their trades side by side.

use craftstrat_api::report::Trade;

/// What became of a trade between two runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Changed {
    /// Only the first run made it.
    Gone(Box<Trade>),
    /// Only the second run made it.
    New(Box<Trade>),
    /// Both made it, at other times, prices or sizes.
    Differs(Box<Trade>, Box<Trade>),
}

impl Changed {
    /// The trade that stands for it: the second run's where there is one.
    pub fn trade(&self) -> &Trade {
        match self {
            Self::Gone(trade) | Self::New(trade) | Self::Differs(_, trade) => trade,
        }
    }
}

/// The decisions of two runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    /// Trades that are the same.
    pub same: usize,
    /// Those that are not, by time.
    pub changed: Vec<Changed>,
}

/// Compares two runs over the same slots. Trades of the same market and outcome are matched by the time they were
/// opened, what is left over in order.
pub fn compare(before: &[Trade], after: &[Trade]) -> Decisions {
    let mut decisions = Decisions::default();
    let mut left: Vec<Option<&Trade>> = before.iter().map(Some).collect();
    let mut unmatched = Vec::new();
    for trade in after {
        match take(&mut left, |t| same_place(t, trade) && t.opened_at_ms == trade.opened_at_ms) {
            Some(old) if old == trade => decisions.same += 1,
            Some(old) => decisions.changed.push(differs(old, trade)),
            None => unmatched.push(trade),
        }
    }
    for trade in unmatched {
        let change = match take(&mut left, |t| same_place(t, trade)) {
            Some(old) => differs(old, trade),
            None => Changed::New(Box::new(trade.clone())),
        };
        decisions.changed.push(change);
    }
    decisions.changed.extend(left.into_iter().flatten().map(|t| Changed::Gone(Box::new(t.clone()))));
    decisions.changed.sort_by_key(|c| c.trade().opened_at_ms);
    decisions
}

fn differs(old: &Trade, new: &Trade) -> Changed {
    Changed::Differs(Box::new(old.clone()), Box::new(new.clone()))
}

fn same_place(a: &Trade, b: &Trade) -> bool {
    a.market == b.market && a.outcome == b.outcome
}

/// Takes out the first that fits.
fn take<'a>(list: &mut [Option<&'a Trade>], fits: impl Fn(&Trade) -> bool) -> Option<&'a Trade> {
    list.iter_mut().find(|slot| slot.is_some_and(&fits)).and_then(Option::take)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trade(market: &str, outcome: &str, opened: i64, price: &str) -> Trade {
        serde_json::from_value(serde_json::json!({
            "market": market, "outcome": outcome, "opened_at_ms": opened, "closed_at_ms": opened + 10,
            "entry_price": price, "exit_price": "1", "shares": "10", "fees_usdc": "0", "pnl_usdc": "1",
            "exit_reason": "settlement", "entry_cost_usdc": "5", "proceeds_usdc": "10", "pnl_best_usdc": "1", "entries": 1,
        }))
        .unwrap()
    }

    #[test]
    fn equal_runs_differ_in_nothing() {
        let trades = vec![trade("m", "UP", 1, "0.5"), trade("m", "UP", 30, "0.6")];
        assert_eq!(compare(&trades, &trades), Decisions { same: 2, changed: Vec::new() });
    }

    #[test]
    fn trades_that_moved_are_paired_and_others_come_and_go() {
        let before =
            vec![trade("m", "UP", 1, "0.5"), trade("m", "DOWN", 5, "0.5"), trade("n", "UP", 9, "0.5")];
        let after = vec![trade("m", "UP", 3, "0.5"), trade("n", "UP", 9, "0.4"), trade("o", "UP", 20, "0.5")];
        let found = compare(&before, &after);
        assert_eq!(found.same, 0);
        let [a, b, c, d] = found.changed.as_slice() else { panic!("{:?}", found.changed) };
        assert_eq!(a, &differs(&before[0], &after[0]));
        assert_eq!(b, &Changed::Gone(Box::new(before[1].clone())));
        assert_eq!(c, &differs(&before[2], &after[1]));
        assert_eq!(d, &Changed::New(Box::new(after[2].clone())));
    }
}
