//! One market of the venue: who it is, where it is in its life, its book.

use crate::book::{Book, Levels};
use crate::ids;
use crate::source::Step;
use craftstrat_engine::fees::{BuyFee, FeeRule, fee_entry};
use craftstrat_model::{Market, Outcome, Price, Shares, TimeMs, Usdc, Winner};
use std::collections::VecDeque;

/// Where a market is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Phase {
    /// Gamma lists it, the CLOB does not know it.
    Announced,
    /// It has a book and takes orders.
    Open,
    /// Its slot is over; the winner is not known yet.
    Ended,
    /// The winner is known.
    Resolved,
}

/// A market.
#[derive(Debug)]
pub(crate) struct MarketState {
    pub market: Market,
    /// Gamma's id; the event's is derived from it.
    pub number: u64,
    pub condition: String,
    /// Up first.
    pub tokens: [String; 2],
    pub phase: Phase,
    pub book: Book,
    pub tick: Price,
    pub min_size: Shares,
    /// Price in Up's terms and side of the last trade's taker on Up.
    pub last_trade: Option<(Price, Side)>,
    /// Dollars traded.
    pub volume: Usdc,
    /// When the book last changed.
    pub changed: TimeMs,
    /// What of the book was last sent, in Up's terms.
    pub published: Levels,
    /// What is still to come.
    pub steps: VecDeque<Step>,
    pub resolved_at: Option<TimeMs>,
    /// Unix seconds and the middle of Up's book, a value every ten seconds at most.
    pub history: Vec<(i64, Price)>,
}

/// What an order wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Buy,
    Sell,
}

impl Side {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Buy => "BUY",
            Self::Sell => "SELL",
        }
    }

    pub const fn other(self) -> Self {
        match self {
            Self::Buy => Self::Sell,
            Self::Sell => Self::Buy,
        }
    }
}

impl MarketState {
    pub fn new(market: Market, number: u64, tick: Price, min_size: Shares) -> Self {
        let condition = ids::condition_id(&market.slug);
        Self {
            tokens: ids::tokens(&condition),
            condition,
            number,
            phase: Phase::Announced,
            book: Book::default(),
            tick,
            min_size,
            last_trade: None,
            volume: Usdc::ZERO,
            changed: TimeMs(0),
            published: Levels::default(),
            steps: VecDeque::new(),
            resolved_at: None,
            history: Vec::new(),
            market,
        }
    }

    /// The fee curve: what metadata says, else the dated table.
    pub fn fees(&self) -> FeeRule {
        let dated = fee_entry(self.market.series.duration(), self.market.start).rule;
        let rule = self.market.fees.map_or(dated, |f| FeeRule {
            rate_micros: f.rate_micros,
            exponent: f.exponent,
            buy_fee: dated.buy_fee,
        });
        // The protocol spoken here is the second exchange contract's, whenever the slot was recorded.
        FeeRule { buy_fee: BuyFee::OnTop, ..rule }
    }

    /// The legacy constant that `fee-rate` answers.
    pub fn base_fee(&self) -> u32 {
        if self.fees().rate_micros > 0 { 1_000 } else { 0 }
    }

    pub fn token(&self, outcome: Outcome) -> &str {
        &self.tokens[outcome.index()]
    }

    /// Whether orders are taken.
    pub fn is_open(&self) -> bool {
        self.phase == Phase::Open
    }

    /// The winner, once it is public.
    pub fn public_winner(&self) -> Option<Winner> {
        self.market.winner.filter(|_| self.phase == Phase::Resolved)
    }

    /// The last trade of a token: price and taker's side.
    pub fn last_trade_of(&self, outcome: Outcome) -> Option<(Price, Side)> {
        self.last_trade.map(|(price, side)| match outcome {
            Outcome::Up => (price, side),
            Outcome::Down => (price.complement(), side.other()),
        })
    }

    /// Title in the venue's manner.
    pub fn question(&self) -> String {
        let asset = self.market.series.asset().to_uppercase();
        format!("{asset} Up or Down - {} to {}", self.market.start, self.market.end)
    }

    /// `Up` or `Down`, as the venue names outcomes.
    pub const fn outcome_name(outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Up => "Up",
            Outcome::Down => "Down",
        }
    }
}
