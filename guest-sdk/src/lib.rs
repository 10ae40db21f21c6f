//! Write a CraftStrat strategy in Rust.
//!
//! A strategy is a struct, its state, with the columns, parameters and explained values it declares:
//!
//! ```
//! use craftstrat_sdk::prelude::*;
//!
//! columns! { pub struct Book { ask_up, seconds_to_close } }
//! parameters! { pub struct Dials { level: 0.90 in 0.50..=0.99 step 0.01 } }
//!
//! /// Buys Up once, late, when it is the favourite.
//! #[derive(Clone, Default, Serialize, Deserialize)]
//! #[serde(default)]
//! pub struct Late { bought: bool }
//!
//! impl Strategy for Late {
//!     type Columns = Book;
//!     type Parameters = Dials;
//!     type Nodes = NoNodes;
//!     const NAME: &'static str = "Late";
//!     const VERSION: &'static str = "0.1.0";
//!
//!     fn on_row(&mut self, now: &Now<'_, Self>, actions: &mut Actions) {
//!         if !self.bought && now.row.seconds_to_close < 120.0 && now.row.ask_up >= now.parameters.level {
//!             actions.buy(Up, Size::Usdc(25.0));
//!             self.bought = true;
//!         }
//!     }
//! }
//!
//! craftstrat_sdk::export!(Late);
//!
//! let mut harness = craftstrat_sdk::testing::Harness::<Late>::new();
//! assert_eq!(harness.row(Book { ask_up: 0.93, seconds_to_close: 60.0 }).len(), 1);
//! ```
//!
//! Built for `wasm32-unknown-unknown` as a `cdylib`, `export!` makes it a strategy component; built natively it does
//! nothing, and the same struct is tested with [`testing`]. The guide that starts from zero is `docs/AUTHORS.md`.
//!
//! Architecture invariants: nothing here imports anything from a host; no clock, randomness or I/O; the only other crate
//! of the workspace it knows is `craftstrat-model`.

mod account;
mod actions;
mod columns;
#[cfg(target_arch = "wasm32")]
pub mod guest;
pub mod indicators;
mod nodes;
mod parameters;
mod runner;
mod state;
mod strategy;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;

pub use account::{Account, Position};
pub use actions::{Actions, Order, Size};
pub use columns::{Columns, column_named};
pub use craftstrat_model::{AccountReads, Column, Decision, OrderType, Outcome, Risk, Signal, SizeMode};
pub use libm;
pub use nodes::{Explainable, NoNodes, Nodes};
pub use parameters::{ParameterSpec, Parameters};
pub use runner::{Misuse, Runner};
pub use state::RestoreError;
pub use strategy::{Now, Slot, Strategy};

/// What a strategy's file needs, in one `use`.
pub mod prelude {
    pub use crate::Outcome::{Down, Up};
    pub use crate::{AccountReads, Actions, NoNodes, Now, Outcome, Position, Risk, Size, Slot, Strategy};
    pub use crate::{columns, indicators, nodes, parameters};
    pub use serde::{Deserialize, Serialize};
}

/// Exports a [`Strategy`] as the component's one strategy. Once per crate, in a `cdylib`.
///
/// Natively it only checks that the type is a strategy, so that tests and several strategies link together.
#[macro_export]
macro_rules! export {
    ($strategy:ty) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            ::std::thread_local! {
                static RUNNER: ::core::cell::RefCell<$crate::Runner<$strategy>> =
                    ::core::cell::RefCell::new($crate::Runner::default());
            }

            struct Component;

            impl $crate::guest::Instance for Component {
                type Strategy = $strategy;

                fn with<R>(use_it: impl FnOnce(&mut $crate::Runner<$strategy>) -> R) -> R {
                    RUNNER.with_borrow_mut(use_it)
                }
            }

    $crate::guest::bindings::export!(Component with_types_in $crate::guest::bindings);
        };

        #[cfg(not(target_arch = "wasm32"))]
        const _: () = {
            const fn is_a_strategy<S: $crate::Strategy>() {}
            is_a_strategy::<$strategy>()
        };
    };
}

/// The author's guide, so that its Rust is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/AUTHORS.md")]
struct Guide;
