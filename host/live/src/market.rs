//! The markets a desk follows.

use crate::tick::Row;
use craftstrat_engine::session::LiveRow;
use craftstrat_model::{Market, TimeMs, Winner, WinnerSource};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A market that is announced and not over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Followed {
    pub market: Market,
    /// How it was decided, once that is known.
    pub resolved: Option<(Option<Winner>, WinnerSource)>,
}

/// Every market that is announced and not over, by number. Numbers are given in the order of announcement.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Markets {
    next: u32,
    open: BTreeMap<u32, Followed>,
    numbers: BTreeMap<String, u32>,
}

impl Markets {
    /// Announces a market. `None` when it is there already.
    pub fn announce(&mut self, market: &Market) -> Option<u32> {
        if self.numbers.contains_key(&market.slug) {
            return None;
        }
        let id = self.next;
        self.next += 1;
        let market = Market { winner: None, end_price: f64::NAN, ..market.clone() };
        self.numbers.insert(market.slug.clone(), id);
        self.open.insert(id, Followed { market, resolved: None });
        Some(id)
    }

    pub fn number(&self, symbol: &str) -> Option<u32> {
        self.numbers.get(symbol).copied()
    }

    pub fn get(&self, id: u32) -> Option<&Followed> {
        self.open.get(&id)
    }

    pub fn get_mut(&mut self, id: u32) -> Option<&mut Followed> {
        self.open.get_mut(&id)
    }

    pub fn iter(&self) -> impl Iterator<Item = (u32, &Followed)> {
        self.open.iter().map(|(id, followed)| (*id, followed))
    }

    /// Forgets markets that are over at `now` and decided.
    pub fn forget_until(&mut self, now: TimeMs) {
        let over = |f: &Followed| f.resolved.is_some() && f.market.end <= now;
        self.numbers.retain(|_, id| !self.open.get(id).is_some_and(over));
        self.open.retain(|_, followed| !over(followed));
    }

    /// A row of a market with everything derived.
    pub fn row(&self, id: u32, at: TimeMs, row: &Row) -> Option<Arc<LiveRow>> {
        let market = &self.get(id)?.market;
        LiveRow::all(row.ticks(market, at)).pop().map(Arc::new)
    }
}
