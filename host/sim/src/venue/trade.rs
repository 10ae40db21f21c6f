//! Trades: matches on their way to the chain.

use crate::book::OrderNo;
use crate::market::Side;
use craftstrat_model::{Outcome, Price, Shares, TimeMs, Usdc};

/// How far settlement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settlement {
    Matched,
    Mined,
    Confirmed,
    Failed,
}

impl Settlement {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Matched => "MATCHED",
            Self::Mined => "MINED",
            Self::Confirmed => "CONFIRMED",
            Self::Failed => "FAILED",
        }
    }
}

/// One order's part in a trade. The world has no order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub order: Option<OrderNo>,
    pub outcome: Outcome,
    pub side: Side,
    /// In this part's own token's terms.
    pub price: Price,
    pub shares: Shares,
    /// Dollars for the shares, without fees.
    pub dollars: Usdc,
    pub fee: Usdc,
}

/// One trade: a taker and the makers of one price.
#[derive(Clone, Debug)]
pub(crate) struct TradeState {
    /// A UUID.
    pub id: String,
    pub condition: String,
    pub taker: Part,
    pub makers: Vec<Part>,
    pub bucket: u32,
    pub matched_at: TimeMs,
    pub updated_at: TimeMs,
    pub settlement: Settlement,
    /// Whether settling it will fail.
    pub doomed: bool,
    /// Empty until mined.
    pub hash: String,
}

impl TradeState {
    /// The taker's part and the makers'.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.taker).chain(&self.makers)
    }
}

/// Every trade, in order.
#[derive(Debug, Default)]
pub(crate) struct Trades {
    all: Vec<TradeState>,
}

impl Trades {
    pub fn add(&mut self, trade: TradeState) -> usize {
        let index = self.all.len();
        self.all.push(trade);
        index
    }

    pub fn get(&self, index: usize) -> Option<&TradeState> {
        self.all.get(index)
    }

    pub fn get_mut(&mut self, index: usize) -> Option<&mut TradeState> {
        self.all.get_mut(index)
    }

    pub fn all(&self) -> impl DoubleEndedIterator<Item = &TradeState> {
        self.all.iter()
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }
}
