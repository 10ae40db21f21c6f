//! Why there is no preview.

use craftstrat_engine::BacktestError;
use craftstrat_model::SourceError;

/// Why a run or an explanation has no answer. Faults of the strategy are part of a run's answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PreviewError {
    /// There is nothing to run on.
    #[error("no slots are chosen")]
    NoMarkets,
    /// Ticks that were asked for are not here.
    #[error("there are no ticks of {0}")]
    UnknownMarket(String),
    /// No chosen market has what the strategy reads.
    #[error("the strategy reads {0}, which none of the chosen slots has")]
    Lacking(String),
    /// There is no row to explain.
    #[error("{0} has no row at or after that time")]
    NoRow(String),
    /// The run ended before the row that was to be explained.
    #[error("the row cannot be explained: {0}")]
    NotReached(String),
    /// The settings make no sense.
    #[error("settings: {0}")]
    Settings(String),
    /// The strategy cannot be run here.
    #[error("{0}")]
    Unrunnable(String),
    /// The run has no result.
    #[error(transparent)]
    Run(#[from] BacktestError),
}

impl From<SourceError> for PreviewError {
    fn from(error: SourceError) -> Self {
        Self::Run(error.into())
    }
}

impl PreviewError {
    /// Stable, for programs and translations.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoMarkets => "no_markets",
            Self::UnknownMarket(_) => "unknown_market",
            Self::Lacking(_) => "lacking_columns",
            Self::NoRow(_) => "no_row",
            Self::NotReached(_) => "not_reached",
            Self::Settings(_) | Self::Run(BacktestError::Settings(_)) => "settings",
            Self::Unrunnable(_) => "unrunnable",
            Self::Run(BacktestError::Source(_)) => "ticks",
            Self::Run(BacktestError::Limits(_)) => "limits",
            Self::Run(BacktestError::Parameters(_)) => "parameters",
            Self::Run(BacktestError::Cancelled) => "cancelled",
        }
    }
}
