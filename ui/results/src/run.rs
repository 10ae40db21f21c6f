//! Starting a backtest: the settings and the dialog around them.

pub(crate) mod dialog;
pub(crate) mod fields;
mod markets;
