//! What a session has to know of its strategy.

use crate::backtest::{BacktestError, check_parameters};
use crate::risk::Limits;
use craftstrat_model::{AccountReads, Description};
use serde::{Deserialize, Serialize};

/// The part of a strategy's description that decides how it is driven and judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Account values it may see.
    pub reads: AccountReads,
    /// State carries over inside a series.
    pub carries_state: bool,
    /// Rows of each series whose decisions are discarded.
    pub warm_up_rows: u32,
    /// Its risk section.
    pub limits: Limits,
}

impl Terms {
    /// The terms of a strategy with these parameters.
    ///
    /// # Errors
    /// When the parameters are wrong or the risk section cannot be enforced.
    pub fn of(description: &Description, parameters: &[f64]) -> Result<Self, BacktestError> {
        check_parameters(description, parameters)?;
        Ok(Self {
            reads: description.account,
            carries_state: description.carries_state,
            warm_up_rows: description.warm_up_rows,
            limits: Limits::new(&description.risk)?,
        })
    }
}
