//! Client orders: what the venue keeps of each, and where they are found.

use crate::book::{OrderNo, Want};
use crate::market::Side;
use alloy_primitives::Address;
use craftstrat_model::{Outcome, Price, Rounding, Shares, Side as BookSide, TimeMs, Usdc};
use std::collections::{BTreeMap, BTreeSet};

/// How long an order lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// Until cancelled.
    Gtc,
    /// Until its expiration.
    Gtd,
    /// All or nothing, now.
    Fok,
    /// What there is, now.
    Fak,
}

impl Lifetime {
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Gtc, Self::Gtd, Self::Fok, Self::Fak].into_iter().find(|l| l.code() == text)
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Gtc => "GTC",
            Self::Gtd => "GTD",
            Self::Fok => "FOK",
            Self::Fak => "FAK",
        }
    }

    /// Whether it never rests.
    pub const fn is_immediate(self) -> bool {
        matches!(self, Self::Fok | Self::Fak)
    }
}

/// Where an order is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Accepted, waiting for the taker delay.
    Waiting,
    /// Accepted as `delayed`.
    Delayed,
    /// Resting.
    Live,
    /// Done: all of it, or all that there was, is matched.
    Matched,
    /// Gone, with the venue's word for why.
    Canceled(String),
}

impl Status {
    /// Whether it can still match.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Delayed | Self::Live)
    }

    pub fn code(&self) -> &str {
        match self {
            Self::Waiting | Self::Live => "LIVE",
            Self::Delayed => "DELAYED",
            Self::Matched => "MATCHED",
            Self::Canceled(reason) => reason,
        }
    }
}

/// One order.
#[derive(Clone, Debug)]
pub(crate) struct OrderState {
    pub no: OrderNo,
    /// Its digest.
    pub id: String,
    /// API key it came with.
    pub key: String,
    /// Address of that key.
    pub address: Address,
    /// Wallet that pays.
    pub maker: Address,
    pub condition: String,
    pub outcome: Outcome,
    pub side: Side,
    /// In its own token's terms.
    pub price: Price,
    /// Shares; for an immediate buy, shares it must get at least.
    pub shares: Shares,
    /// Dollars of an immediate buy.
    pub budget: Option<Usdc>,
    pub matched: Shares,
    /// Dollars its matches came to, without fees.
    pub paid: Usdc,
    pub lifetime: Lifetime,
    /// Unix seconds; 0 is none.
    pub expiration: i64,
    pub created: TimeMs,
    pub status: Status,
    pub trades: Vec<String>,
}

impl OrderState {
    /// Side of the one book, in Up's terms.
    pub const fn book_side(&self) -> BookSide {
        match (self.side, self.outcome) {
            (Side::Buy, Outcome::Up) | (Side::Sell, Outcome::Down) => BookSide::Bid,
            (Side::Sell, Outcome::Up) | (Side::Buy, Outcome::Down) => BookSide::Ask,
        }
    }

    /// Its price in Up's terms.
    pub const fn book_price(&self) -> Price {
        match self.outcome {
            Outcome::Up => self.price,
            Outcome::Down => self.price.complement(),
        }
    }

    /// Shares not matched yet.
    pub fn left(&self) -> Shares {
        Shares::from_micros((self.shares.micros() - self.matched.micros()).max(0))
    }

    /// What it wants of the book.
    pub fn want(&self) -> Want {
        match self.budget {
            Some(budget) => Want::Dollars { amount: budget, complement: self.outcome == Outcome::Down },
            None => Want::Shares(self.left()),
        }
    }

    /// Dollars a buy still ties up.
    pub fn tied_cash(&self) -> Usdc {
        match (self.side, self.budget) {
            (Side::Sell, _) => Usdc::ZERO,
            (Side::Buy, Some(budget)) => budget.checked_sub(self.paid).unwrap_or_default().max(Usdc::ZERO),
            (Side::Buy, None) => self.price.notional(self.left(), Rounding::Up).unwrap_or_default(),
        }
    }

    /// Size as the venue shows it: dollars for an immediate buy.
    pub fn shown_size(&self) -> String {
        self.budget.map_or_else(|| self.shares.to_string(), |budget| budget.to_string())
    }
}

/// Every order, by number and by id.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    all: BTreeMap<OrderNo, OrderState>,
    by_id: BTreeMap<String, OrderNo>,
    /// Those that can still match.
    open: BTreeSet<OrderNo>,
    next: OrderNo,
}

impl Orders {
    pub fn add(&mut self, mut order: OrderState) -> OrderNo {
        self.next += 1;
        order.no = self.next;
        self.by_id.insert(order.id.clone(), order.no);
        self.open.insert(order.no);
        self.all.insert(order.no, order);
        self.next
    }

    pub fn get(&self, no: OrderNo) -> Option<&OrderState> {
        self.all.get(&no)
    }

    pub fn of_id(&self, id: &str) -> Option<&OrderState> {
        self.by_id.get(id).and_then(|no| self.all.get(no))
    }

    /// Changes an order and keeps the list of open ones true.
    pub fn change(&mut self, no: OrderNo, change: impl FnOnce(&mut OrderState)) {
        if let Some(order) = self.all.get_mut(&no) {
            change(order);
            if !order.status.is_open() {
                self.open.remove(&no);
            }
        }
    }

    pub fn open(&self) -> impl Iterator<Item = &OrderState> {
        self.open.iter().filter_map(|no| self.all.get(no))
    }
}
