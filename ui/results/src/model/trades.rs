//! The trades of a report as a table: filtered, sorted, summed.

use craftstrat_api::report::Trade;
use craftstrat_api::wire::{ExitReason, Outcome};
use craftstrat_model::Usdc;
use std::cmp::Ordering;

/// A column one can sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeColumn {
    /// When it was opened.
    Opened,
    /// The market.
    Market,
    /// Up or Down.
    Outcome,
    /// Average entry price.
    Entry,
    /// Average exit price.
    Exit,
    /// Shares.
    Shares,
    /// Dollars paid.
    Cost,
    /// Fees.
    Fees,
    /// Net P&L.
    Pnl,
    /// From opening to closing.
    Held,
    /// How it ended.
    Reason,
}

impl TradeColumn {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 11] = [
        Self::Opened,
        Self::Market,
        Self::Outcome,
        Self::Entry,
        Self::Exit,
        Self::Shares,
        Self::Cost,
        Self::Fees,
        Self::Pnl,
        Self::Held,
        Self::Reason,
    ];

    /// In addresses and message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Market => "market",
            Self::Outcome => "outcome",
            Self::Entry => "entry",
            Self::Exit => "exit",
            Self::Shares => "shares",
            Self::Cost => "cost",
            Self::Fees => "fees",
            Self::Pnl => "pnl",
            Self::Held => "held",
            Self::Reason => "reason",
        }
    }

    /// Whether it holds texts.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Opened | Self::Market | Self::Outcome | Self::Reason)
    }

    fn compare(self, a: &Trade, b: &Trade) -> Ordering {
        let held = |t: &Trade| t.closed_at_ms.saturating_sub(t.opened_at_ms);
        match self {
            Self::Opened => a.opened_at_ms.cmp(&b.opened_at_ms),
            Self::Market => a.market.cmp(&b.market),
            Self::Outcome => a.outcome.cmp(&b.outcome),
            Self::Entry => a.entry_price.cmp(&b.entry_price),
            Self::Exit => a.exit_price.cmp(&b.exit_price),
            Self::Shares => a.shares.cmp(&b.shares),
            Self::Cost => a.entry_cost_usdc.cmp(&b.entry_cost_usdc),
            Self::Fees => a.fees_usdc.cmp(&b.fees_usdc),
            Self::Pnl => a.pnl_usdc.cmp(&b.pnl_usdc),
            Self::Held => held(a).cmp(&held(b)),
            Self::Reason => a.exit_reason.code().cmp(b.exit_reason.code()),
        }
    }
}

/// What a trade came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeResult {
    /// Made money.
    Win,
    /// Lost money.
    Loss,
    /// Neither.
    Even,
    /// Its winner is not known.
    Unresolved,
}

impl TradeResult {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Win, Self::Loss, Self::Even, Self::Unresolved];

    /// In addresses and message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Win => "win",
            Self::Loss => "loss",
            Self::Even => "even",
            Self::Unresolved => "unresolved",
        }
    }

    /// Of a trade.
    pub fn of(trade: &Trade) -> Self {
        match (trade.exit_reason, trade.pnl_usdc.micros().signum()) {
            (ExitReason::Unresolved, _) => Self::Unresolved,
            (_, 1) => Self::Win,
            (_, -1) => Self::Loss,
            _ => Self::Even,
        }
    }
}

/// Which trades are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TradeFilter {
    /// Part of the market's slug; case does not matter.
    pub text: String,
    /// Only of this outcome.
    pub outcome: Option<Outcome>,
    /// Only with this result.
    pub result: Option<TradeResult>,
}

impl TradeFilter {
    fn takes(&self, trade: &Trade) -> bool {
        let text = self.text.trim().to_lowercase();
        (text.is_empty() || trade.market.to_lowercase().contains(&text))
            && self.outcome.is_none_or(|o| trade.outcome == o)
            && self.result.is_none_or(|r| TradeResult::of(trade) == r)
    }
}

/// Indexes of the trades that are shown, sorted; equal ones stay in the report's order either way.
pub fn shown(trades: &[Trade], filter: &TradeFilter, column: TradeColumn, descending: bool) -> Vec<usize> {
    let mut list: Vec<(usize, &Trade)> = trades.iter().enumerate().filter(|(_, t)| filter.takes(t)).collect();
    list.sort_by(|(_, a), (_, b)| {
        let order = column.compare(a, b);
        if descending { order.reverse() } else { order }
    });
    list.into_iter().map(|(index, _)| index).collect()
}

/// What some trades add up to, in whole micros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many.
    pub trades: u64,
    /// That won.
    pub wins: u64,
    /// That lost.
    pub losses: u64,
    /// Whose winner is not known; in the sums they count as lost.
    pub unresolved: u64,
    /// Dollars paid for the shares.
    pub cost: Usdc,
    /// Fees.
    pub fees: Usdc,
    /// Net P&L.
    pub pnl: Usdc,
}

/// The totals of the trades with these indexes.
pub fn totals(trades: &[Trade], shown: &[usize]) -> Totals {
    let mut totals = Totals::default();
    let (mut cost, mut fees, mut pnl) = (0_i64, 0_i64, 0_i64);
    for trade in shown.iter().filter_map(|i| trades.get(*i)) {
        totals.trades += 1;
        match TradeResult::of(trade) {
            TradeResult::Win => totals.wins += 1,
            TradeResult::Loss => totals.losses += 1,
            TradeResult::Unresolved => totals.unresolved += 1,
            TradeResult::Even => {}
        }
        cost = cost.saturating_add(trade.entry_cost_usdc.micros());
        fees = fees.saturating_add(trade.fees_usdc.micros());
        pnl = pnl.saturating_add(trade.pnl_usdc.micros());
    }
    Totals {
        cost: Usdc::from_micros(cost),
        fees: Usdc::from_micros(fees),
        pnl: Usdc::from_micros(pnl),
        ..totals
    }
}

/// The totals of every market that traded, by its first opening.
pub fn by_market(trades: &[Trade]) -> Vec<(String, Totals)> {
    let mut markets: Vec<(&str, i64, Vec<usize>)> = Vec::new();
    let mut places: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (index, trade) in trades.iter().enumerate() {
        let place = *places.entry(&trade.market).or_insert_with(|| {
            markets.push((&trade.market, trade.opened_at_ms, Vec::new()));
            markets.len() - 1
        });
        if let Some((_, first, list)) = markets.get_mut(place) {
            *first = (*first).min(trade.opened_at_ms);
            list.push(index);
        }
    }
    markets.sort_by(|a, b| (a.1, a.0).cmp(&(b.1, b.0)));
    markets.into_iter().map(|(market, _, list)| (market.to_owned(), totals(trades, &list))).collect()
}
