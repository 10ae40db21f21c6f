//! The vocabulary every other crate speaks: money, time, markets, the tick column catalogue, decisions and the strategy port.
//!
//! Architecture invariants: no I/O, no clock, no randomness, no async; compiles for `wasm32-unknown-unknown`.
//! Money, prices and share counts are integers of 10^-6 ([`Usdc`], [`Price`], [`Shares`]); `f64` appears only in tick
//! columns, which strategies compute with, and converts to and from micros exactly (see [`money`]).

pub mod column;
pub mod decision;
pub mod market;
pub mod money;
pub mod row;
mod saved;
pub mod slug;
pub mod strategy;
pub mod ticks;
pub mod time;

pub use column::{Column, ColumnSet};
pub use decision::{AccountView, Action, Decision, Muted, OrderType, Signal, SizeMode};
pub use market::{Duration, FeeSchedule, Market, Outcome, PriceDefinition, Series, Winner, WinnerSource};
pub use money::{MoneyError, Price, Rounding, Shares, Usdc};

pub use row::Row;
pub use strategy::{AccountReads, Description, Fault, Parameter, Risk, Strategy, StrategyFactory};
pub use ticks::{Level, Side, SlotTicks, SourceError, TickSource};
pub use time::TimeMs;
