//! One market of a session: where its slot stands, and the rows that wait for their instant.

use super::row::LiveRow;
use crate::market_sim::MarketSim;
use crate::record::MarketRun;
use crate::settings::Settings;
use craftstrat_model::{Market, Outcome, Price, Side, TimeMs, Winner};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::Arc;

/// Where a slot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Stage {
    /// Announced; its start was not reached.
    Waiting,
    /// Between start and end.
    Running,
    /// Over; nobody knows yet who won.
    Closed,
}

/// A market of a session.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Slot {
    /// The caller's number of the market.
    pub id: u32,
    /// Its index in the session's books.
    pub index: u32,
    pub market: Market,
    pub sim: MarketSim,
    pub stage: Stage,
    /// The unit of work whose instance sees this slot; none before it starts.
    pub seat: u32,
    /// The strategy is not asked in this slot any more.
    pub parked: bool,
    /// Something was ordered, so rows can change something.
    pub touched: bool,
    /// Rows handled.
    pub rows: u64,
    pub first: Option<TimeMs>,
    pub last: Option<TimeMs>,
    /// The best bids of the last row, by outcome.
    pub bids: [Option<Price>; 2],
    /// Positions at the bids of the last row, in micros of a dollar.
    pub value: i64,
    pub winner: Option<Winner>,
    /// Whoever decides has decided; without a winner, that nobody will ever know.
    pub decided: bool,
    /// Rows of instants that were not handled yet.
    #[serde(skip)]
    pub queue: VecDeque<Arc<LiveRow>>,
}

impl Slot {
    /// The order of markets at one instant.
    pub fn key(&self) -> (TimeMs, &str) {
        (self.market.start, &self.market.slug)
    }

    /// When something happens next, as far as is known.
    pub fn next(&self) -> Option<TimeMs> {
        match self.stage {
            Stage::Waiting => Some(self.market.start),
            Stage::Running => {
                let row = self.queue.front().map(|row| row.at());
                Some(row.map_or(self.market.end, |at| at.min(self.market.end)))
            }
            Stage::Closed => None,
        }
    }

    /// Its row of this instant.
    pub fn row_at(&self, at: TimeMs) -> Option<&Arc<LiveRow>> {
        self.queue.front().filter(|row| self.stage == Stage::Running && row.at() == at)
    }

    /// A row was handled.
    pub fn count(&mut self, row: &LiveRow) {
        self.rows += 1;
        self.first.get_or_insert(row.at());
        self.last = Some(row.at());
        self.bids = Outcome::BOTH.map(|outcome| row.book().best(outcome, Side::Bid));
    }

    /// What the record says of it.
    pub fn run(&self, settings: &Settings) -> MarketRun {
        let market = &self.market;
        MarketRun {
            symbol: market.slug.clone(),
            winner: self.winner,
            winner_source: market.winner_source,
            rows: self.rows,
            from: self.first.unwrap_or(market.start),
            to: self.last.unwrap_or(market.start),
            generated: market.generated,
            fees_assumed: settings.fee_rule(market, market.start).1,
        }
    }
}
