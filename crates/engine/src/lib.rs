//! Money and time: what an order costs, when it fills, and what a strategy's run over recorded markets comes to.
//!
//! [`session`] is the same driven from outside, one tick at a time. [`market_sim`] is one market's state machine (`step(event)` posts effects), [`risk`] the gate before it, [`ledger`] the
//! books behind it, [`mod@backtest`] the driver over many markets. `docs/SEMANTICS.md` is the reference of the rules; the
//! tests `tests/semantics_*.rs` are named after them.
//!
//! Architecture invariants: pure and synchronous. No clock, no randomness, no I/O, no threads (an [`Executor`] lends them),
//! no iteration over hash maps; compiles for `wasm32-unknown-unknown`. Money is integer micros; `f64` is what strategies
//! see and what statistics compute with. Nothing executes an order the gate did not approve.

pub mod analysis;
pub mod backtest;
pub mod book;
mod books;
mod cash_book;
pub mod denial;
mod digest;
pub mod effect;
pub mod fees;
pub mod ledger;
pub mod market_sim;
pub mod metrics;
mod order;
mod position;
mod posting;
pub mod queue;
pub mod record;
pub mod risk;
mod seating;
pub mod session;
pub mod settings;
mod sizing;
pub mod standing;

pub use backtest::{
    BacktestError, Control, Executor, Progress, Sequential, backtest, backtest_markets, markets_to_rerun,
};
pub use denial::Denial;
pub use fees::{BuyFee, FeeRule};
pub use order::{OrderKind, Proposal};
pub use queue::QueueKind;
pub use seating::Begin;
pub use settings::Settings;
