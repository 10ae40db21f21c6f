//! Wallets, the ways into and out of them, and strategies on them.
//!
//! [`model`] knows neither browser nor words; [`words`] says things; [`calls`] asks the server; the rest shows it. Money is
//! never moved before the server has said so: a button waits, and what is shown afterwards is what the server answered.

mod allowed;
mod assign;
mod assignment;
mod assignments;
mod balances;
pub mod calls;
mod changes;
mod create;
mod delete;
mod deposit;
mod frame;
mod head;
mod keystore;
mod list;
pub mod model;
mod preflight;
mod wallet;
mod withdrawals;
pub mod words;

pub use allowed::{AllowedList, AllowedListProps};
pub use assign::{MarketsField, MarketsFieldProps, NewAssignmentPage};
pub use assignment::{AssignmentPage, AssignmentPageProps, AssignmentView, AssignmentViewProps};
pub use assignments::{AssignmentRows, AssignmentRowsProps, AssignmentsPage};
pub use balances::{BalancesView, BalancesViewProps};
pub use create::{NewWalletForm, NewWalletFormProps};
pub use deposit::{DepositView, DepositViewProps};
pub use frame::{Room, RoomProps};
pub use head::{WalletHead, WalletHeadProps};
pub use list::{WalletRows, WalletRowsProps, WalletsPage};
pub use preflight::{PreflightView, PreflightViewProps};
pub use wallet::{WalletPage, WalletPageProps};
pub use withdrawals::{WithdrawalsList, WithdrawalsListProps};
