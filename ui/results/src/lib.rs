//! Backtests, comparisons and sweeps.
