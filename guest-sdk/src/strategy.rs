//! The trait an author implements.

use crate::{Account, Actions, Columns, Nodes, Parameters};
use craftstrat_model::{AccountReads, Risk};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// One slot of a market.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// Its start, in ms since the epoch.
    pub start_ms: f64,
    /// Its end, in ms since the epoch; no row is at or after it.
    pub end_ms: f64,
    /// Whether it follows directly on the slot before.
    pub continues: bool,
}

/// Everything a strategy sees on one row.
pub struct Now<'a, S: Strategy> {
    /// The columns the strategy reads; what is missing is NaN.
    pub row: S::Columns,
    /// The account before this row.
    pub account: Account,
    /// What the user set.
    pub parameters: &'a S::Parameters,
    /// The slot the row belongs to.
    pub slot: &'a Slot,
    /// The row is on the 1 Hz grid. Rows in between are changes of the best prices: indicators hold there.
    pub is_sample: bool,
}

impl<S: Strategy> Now<'_, S> {
    /// `value` on samples, missing on the rows in between: what to feed to an indicator, so that a length means seconds
    /// however busy the book is.
    #[inline]
    pub fn sampled(&self, value: f64) -> f64 {
        if self.is_sample { value } else { f64::NAN }
    }
}

/// A strategy. The implementing struct is its state: saved, restored and forgotten as a whole.
///
/// Pure: the same rows, account and parameters give the same decisions. There is no clock, no randomness and no I/O; do
/// not iterate over hash maps, and use [`libm`](crate::libm) for `ln`, `exp` and `pow`.
///
/// Put `#[serde(default)]` on the struct: state saved before a field was added is then still good, and a field that was
/// removed is ignored.
pub trait Strategy: Default + Clone + Send + Serialize + DeserializeOwned + 'static {
    /// The tick columns it reads; see [`columns!`](crate::columns!).
    type Columns: Columns;

    /// Its parameters; see [`parameters!`](crate::parameters!). `()` for none.
    type Parameters: Parameters;

    /// The names of what it explains; see [`nodes!`](crate::nodes!). [`NoNodes`](crate::NoNodes) for none.
    type Nodes: Nodes;

    /// Name shown to people. Saved state belongs to this name.
    const NAME: &'static str;

    /// The author's version, usually `env!("CARGO_PKG_VERSION")`.
    const VERSION: &'static str;

    /// The account values it reads. Others are 0, NaN or `None`.
    const READS: AccountReads =
        AccountReads { position: false, orders: false, trades: false, cash: false, equity: false };

    /// Rows of history to feed before decisions count.
    const WARM_UP_ROWS: u32 = 0;

    /// Whether some state carries over from slot to slot of a series, whose slots must then run in order. When false,
    /// each slot starts with `Self::default()`.
    const CARRIES_STATE: bool = false;

    /// What the engine enforces, whatever the strategy decides.
    const RISK: Risk = Risk {
        stop_loss_pct: None,
        take_profit_pct: None,
        max_position_usdc: None,
        max_trades_per_slot: None,
        cool_down_s: None,
        max_open_entries: None,
    };

    /// A slot starts. The state is `Self::default()`, unless [`Strategy::CARRIES_STATE`] and the slot follows directly on
    /// the one before: then it is what that slot left, and everything built from its book must be forgotten here.
    fn begin_slot(&mut self, slot: &Slot, parameters: &Self::Parameters) {
        let _ = (slot, parameters);
    }

    /// A row arrives. Decisions go into `actions`; the state moves on as if every decision were carried out or refused
    /// later: what became of them is in [`Now::account`] on later rows.
    fn on_row(&mut self, now: &Now<'_, Self>, actions: &mut Actions);
}
