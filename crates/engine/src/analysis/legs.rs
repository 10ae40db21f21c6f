//! Which fills opened and closed each trade.

use crate::record::{Fill, Run, Trade, TradeSide};
use std::collections::{BTreeMap, VecDeque};

/// A trade with its fills.
#[derive(Clone, Debug)]
pub struct Legs<'a> {
    /// The trade.
    pub trade: &'a Trade,
    /// Buys, in time order.
    pub entries: Vec<&'a Fill>,
    /// Sells, in time order; what was not sold settled, merged or is unresolved.
    pub exits: Vec<&'a Fill>,
}

/// The fills of every trade, in the order of [`Run::trades`].
///
/// Trades of one outcome of one market follow each other, so its fills are dealt out in order: a trade takes buys until
/// they add up to its shares, and the sells up to the next trade's first buy.
pub fn legs(run: &Run) -> Vec<Legs<'_>> {
    let mut legs: Vec<Legs> =
        run.trades.iter().map(|trade| Legs { trade, entries: Vec::new(), exits: Vec::new() }).collect();
    let mut queues: BTreeMap<(u32, usize), VecDeque<(usize, i64)>> = BTreeMap::new();
    for (index, trade) in run.trades.iter().enumerate() {
        let queue = queues.entry((trade.market, trade.outcome.index())).or_default();
        queue.push_back((index, trade.shares.micros()));
    }
    for fill in &run.fills {
        let Some(queue) = queues.get_mut(&(fill.market, fill.outcome.index())) else { continue };
        match fill.side {
            TradeSide::Buy => {
                while queue.front().is_some_and(|(_, missing)| *missing <= 0) {
                    queue.pop_front();
                }
                let Some((index, missing)) = queue.front_mut() else { continue };
                *missing -= fill.shares.micros();
                legs[*index].entries.push(fill);
            }
            TradeSide::Sell => {
                if let Some((index, _)) = queue.front() {
                    legs[*index].exits.push(fill);
                }
            }
        }
    }
    legs
}
