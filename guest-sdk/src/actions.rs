//! What a strategy decides on a row, and what it shows of itself while deciding.

use crate::nodes::{Explainable, Nodes};
use craftstrat_model::decision::DECISIONS_PER_ROW_MAX;
use craftstrat_model::{Action, Decision, Muted, OrderType, Outcome, Signal, SizeMode};

/// How much to buy or sell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// Dollars, fees excluded.
    Usdc(f64),
    /// Shares.
    Shares(f64),
    /// Fraction of equity, above 0 to 1. Declare `READS.equity`.
    EquityFraction(f64),
    /// The Kelly stake for an outcome that wins with this probability. Declare `READS.equity`.
    Kelly {
        /// Probability that the outcome wins, 0 to 1.
        probability: f64,
        /// Multiplier of the full Kelly stake, 0 to 1.
        fraction: f64,
    },
}

impl Size {
    fn parts(self) -> (SizeMode, f64, f64) {
        match self {
            Self::Usdc(size) => (SizeMode::Usdc, size, 1.0),
            Self::Shares(size) => (SizeMode::Shares, size, 1.0),
            Self::EquityFraction(size) => (SizeMode::EquityFraction, size, 1.0),
            Self::Kelly { probability, fraction } => (SizeMode::KellyProbability, probability, fraction),
        }
    }
}

/// Collects the decisions of one row, in order. At most 8 count; later ones are dropped.
///
/// A decision asks; the engine's risk gate approves or refuses. Repeating a decision while it is refused or while its
/// outcome has a position or an order in flight does no harm.
#[derive(Clone, Debug)]
pub struct Actions {
    decisions: Vec<Decision>,
    dropped: Decision,
    dropped_count: u32,
    /// One value per node while explaining, else `None`.
    values: Option<Vec<f64>>,
}

impl Actions {
    pub(crate) fn new() -> Self {
        Self {
            decisions: Vec::with_capacity(DECISIONS_PER_ROW_MAX),
            dropped: market(Signal::Cancel, Outcome::Up, Size::Shares(0.0)),
            dropped_count: 0,
            values: None,
        }
    }

    pub(crate) fn explaining(nodes: usize) -> Self {
        Self { values: Some(vec![f64::NAN; nodes]), ..Self::new() }
    }

    /// Buys shares of `outcome` at market; see [`Order`] for other ways.
    pub fn buy(&mut self, outcome: Outcome, size: Size) -> Order<'_> {
        self.push(market(Signal::Buy, outcome, size))
    }

    /// Sells shares of `outcome` at market; see [`Order`] for other ways.
    pub fn sell(&mut self, outcome: Outcome, size: Size) -> Order<'_> {
        self.push(market(Signal::Sell, outcome, size))
    }

    /// Sells every share of `outcome` at market; see [`Order`] for other ways. Does nothing while flat.
    pub fn close(&mut self, outcome: Outcome) -> Order<'_> {
        self.push(market(Signal::Close, outcome, Size::Shares(0.0)))
    }

    /// Cancels every resting order of `outcome`.
    pub fn cancel(&mut self, outcome: Outcome) -> Order<'_> {
        self.push(market(Signal::Cancel, outcome, Size::Shares(0.0)))
    }

    /// Shows `value` under the name of `node` when somebody asks why; costs nothing otherwise. What is not shown on a
    /// row is missing there.
    pub fn explain(&mut self, node: impl Nodes, value: impl Explainable) {
        if let Some(shown) = self.values.as_mut().and_then(|v| v.get_mut(node.index() as usize)) {
            *shown = canonical(value.number());
        }
    }

    /// Decisions beyond the eighth of this row, which do not count.
    pub fn dropped(&self) -> u32 {
        self.dropped_count
    }

    fn push(&mut self, decision: Decision) -> Order<'_> {
        if self.decisions.len() == DECISIONS_PER_ROW_MAX {
            self.dropped_count += 1;
            self.dropped = decision;
            return Order { decision: &mut self.dropped };
        }
        self.decisions.push(decision);
        let last = self.decisions.len() - 1;
        Order { decision: &mut self.decisions[last] }
    }

    #[inline]
    pub(crate) fn clear(&mut self) {
        self.decisions.clear();
        self.dropped_count = 0;
    }

    /// Drops what `muted` lists and says whether anything is left.
    #[inline]
    pub(crate) fn keep_unmuted(&mut self, muted: Muted) -> bool {
        if self.decisions.is_empty() {
            return false;
        }
        self.decisions.retain(|d| !muted.contains(Action(d.signal, d.outcome)));
        !self.decisions.is_empty()
    }

    pub(crate) fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    pub(crate) fn into_values(self) -> Vec<f64> {
        self.values.unwrap_or_default()
    }
}

fn market(signal: Signal, outcome: Outcome, size: Size) -> Decision {
    let (size_mode, size, kelly_fraction) = size.parts();
    let order_type = OrderType::Market;
    Decision { signal, outcome, size_mode, size, kelly_fraction, order_type, price: None, node: 0 }
}

/// NaN as the world writes it: positive and quiet, the same on every machine.
fn canonical(value: f64) -> f64 {
    if value.is_nan() { f64::from_bits(0x7ff8_0000_0000_0000) } else { value }
}

/// A decision that was just made and can still be refined. As it is, it executes at market.
#[derive(Debug)]
pub struct Order<'a> {
    decision: &'a mut Decision,
}

impl Order<'_> {
    /// Rests at `price` dollars per share until it is filled or cancelled or the slot ends.
    pub fn limit(self, price: f64) -> Self {
        self.priced(OrderType::Limit, price)
    }

    /// Takes what is there down to a worst `price` and kills the rest. Without it the worst price is the best one at
    /// the decision +- 0.02 (the run's `slippage`).
    pub fn worst_price(self, price: f64) -> Self {
        self.priced(OrderType::Market, price)
    }

    /// For a sale: waits until the outcome's bid is at or below `price`, then sells at market.
    pub fn stop_loss(self, price: f64) -> Self {
        self.priced(OrderType::StopLoss, price)
    }

    /// For a sale: waits until the outcome's bid is at or above `price`, then sells at market.
    pub fn take_profit(self, price: f64) -> Self {
        self.priced(OrderType::TakeProfit, price)
    }

    /// Names the node that decided.
    pub fn because(self, node: impl Nodes) -> Self {
        self.decision.node = node.index();
        self
    }

    fn priced(self, order_type: OrderType, price: f64) -> Self {
        self.decision.order_type = order_type;
        self.decision.price = Some(price);
        self
    }
}
