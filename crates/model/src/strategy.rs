//! The port every runnable strategy implements, whatever it is made of, and what it declares of itself.

use crate::{AccountView, Column, Decision, Market, Muted};
use serde::{Deserialize, Serialize};

/// Rows in one `load`, at most.
pub const ROWS_PER_LOAD_MAX: usize = 4_096;

/// Bytes of saved state, at most.
pub const STATE_BYTES_MAX: usize = 1 << 20;

/// What a strategy declares: its name, what it reads, its parameters and its risk section.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Name shown to people.
    pub name: String,
    /// The author's version.
    pub version: String,
    /// Tick columns in the order `load` expects them.
    pub columns: Vec<Column>,
    /// Which account values it reads.
    pub account: AccountReads,
    /// Its parameters, in the order `configure` expects them.
    pub parameters: Vec<Parameter>,
    /// Rows of history to feed before decisions count.
    pub warm_up_rows: u32,
    /// Ids of the nodes `explain` reports on, in its order.
    pub nodes: Vec<String>,
    /// Some state carries over from slot to slot of a series, so the slots of a series must run in order.
    pub carries_state: bool,
    /// What the engine enforces for it.
    pub risk: Risk,
}

/// Which account values a strategy reads. Cash and equity tie it to what happens in other markets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountReads {
    /// Shares, average cost and opening time.
    pub position: bool,
    /// Open orders.
    pub orders: bool,
    /// Entries approved in this slot.
    pub trades: bool,
    /// Spendable cash.
    pub cash: bool,
    /// Equity, or a size that depends on it.
    pub equity: bool,
}

impl AccountReads {
    /// Whether anything outside the market can change what the strategy sees or does.
    pub const fn crosses_markets(self) -> bool {
        self.cash || self.equity
    }

    /// Whether nothing of the account is read, so that the evaluation can be shared between wallets.
    pub const fn is_empty(self) -> bool {
        !(self.position || self.orders || self.trades || self.cash || self.equity)
    }
}

/// A number the user can set without rebuilding the strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Name, unique in the strategy.
    pub name: String,
    /// Value when nothing is set.
    pub default: f64,
    /// Smallest permitted value.
    pub min: f64,
    /// Largest permitted value.
    pub max: f64,
    /// Step of sweeps and sliders; 0 means any.
    pub step: f64,
}

/// Limits the engine enforces for every kind of strategy. `None` means no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    /// Sell when the position has lost this many per cent of its average entry cost, fees included.
    pub stop_loss_pct: Option<f64>,
    /// Sell when the position has gained this many per cent of its average entry cost, fees included.
    pub take_profit_pct: Option<f64>,
    /// Largest cost of the position plus entries in flight in one market, in dollars.
    pub max_position_usdc: Option<f64>,
    /// Entries approved in one slot, at most.
    pub max_trades_per_slot: Option<u32>,
    /// Seconds after an approved entry during which further entries are refused.
    pub cool_down_s: Option<f64>,
    /// Entries per outcome held or in flight at once; 1 when not given.
    pub max_open_entries: Option<u32>,
}

/// Why a strategy was parked. Display is a sentence for its owner.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It used up its fuel.
    #[error(
        "out of fuel in `{call}`: the limit is {limit} units for this call; look for a loop that does not end"
    )]
    OutOfFuel {
        /// The exported function.
        call: &'static str,
        /// Units that were allowed.
        limit: u64,
    },
    /// It asked for more memory or table space than its limit.
    #[error("out of memory in `{call}`: {detail}")]
    OutOfMemory {
        /// The exported function.
        call: &'static str,
        /// What was asked for.
        detail: String,
    },
    /// It trapped.
    #[error("trap in `{call}`: {detail}")]
    Trap {
        /// The exported function.
        call: &'static str,
        /// Trap code and, where symbols exist, the place.
        detail: String,
    },
    /// It answered something the contract forbids.
    #[error("invalid decision on row {row}: {detail}")]
    InvalidDecision {
        /// Row index within the loaded batch.
        row: u32,
        /// Which rule was broken.
        detail: String,
    },
    /// It broke the contract otherwise.
    #[error("contract broken in `{call}`: {detail}")]
    Contract {
        /// The exported function.
        call: &'static str,
        /// Which rule was broken.
        detail: String,
    },
    /// It is not a component of a world this build runs.
    #[error("not a strategy this build can run: {0}")]
    WorldMismatch(String),
    /// The host could not give it what it needs (pool exhausted and the like). Not the strategy's doing.
    #[error("host limit: {0}")]
    Host(String),
}

/// A strategy instance: one per strategy, parameter values and series.
///
/// Life: `configure` -> `reset` or `restore` -> (`begin_slot` -> `load` -> `next`*)*. Rows are consumed once and in order.
/// The same calls give the same answers, bit for bit. After any `Err` the instance must not be used again.
pub trait Strategy {
    /// What it declared.
    fn description(&self) -> &Description;

    /// Sets the parameters, in the order of [`Description::parameters`], each within its bounds.
    ///
    /// # Errors
    /// When the guest faults.
    fn configure(&mut self, values: &[f64]) -> Result<(), Fault>;

    /// Forgets all state except the parameters.
    ///
    /// # Errors
    /// When the guest faults.
    fn reset(&mut self) -> Result<(), Fault>;

    /// Starts a slot: slot-scoped state is forgotten, and series-scoped state too unless `continues` says that the slot
    /// follows directly on the one before.
    ///
    /// # Errors
    /// When the guest faults.
    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault>;

    /// Hands over the next rows: `columns` holds the declared columns one after the other (column-major), each `rows`
    /// long; missing is NaN. At most [`ROWS_PER_LOAD_MAX`] rows, each later than all rows before.
    ///
    /// # Errors
    /// When the guest faults.
    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault>;

    /// Consumes rows from `from` up to and including the first one with decisions that are not muted, or up to `until`
    /// exclusive. Returns that row and leaves its decisions (1 to [`crate::decision::DECISIONS_PER_ROW_MAX`], in the
    /// strategy's order) in `decisions`, which is cleared first. `account` is what it was before the row.
    ///
    /// # Errors
    /// When the guest faults or answers what the contract forbids.
    fn next(
        &mut self,
        from: u32,
        until: u32,
        account: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<u32>, Fault>;

    /// Every node's value on `row`, from the state before it, changing nothing. Truth is 1, false 0, missing NaN.
    /// `row` must be the next row to be consumed.
    ///
    /// # Errors
    /// When the guest faults.
    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault>;

    /// The state between two rows, without columns; at most [`STATE_BYTES_MAX`].
    ///
    /// # Errors
    /// When the guest faults.
    fn save(&mut self) -> Result<Vec<u8>, Fault>;

    /// Continues from saved state. The inner error is the strategy's own refusal, for people; it is then unchanged.
    ///
    /// # Errors
    /// When the guest faults.
    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault>;

    /// Fuel used since the instance was made; 0 where it is not metered.
    fn fuel_used(&self) -> u64 {
        0
    }
}

/// Makes instances of one strategy. Shared between threads; instances are not.
pub trait StrategyFactory: Sync {
    /// What every instance will declare.
    fn description(&self) -> &Description;

    /// A new instance, not yet configured.
    ///
    /// # Errors
    /// When the host has no room for it or the guest faults while starting.
    fn instantiate(&self) -> Result<Box<dyn Strategy + Send + '_>, Fault>;
}
