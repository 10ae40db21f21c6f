//! Runs of strategies over the tick store.
