//! The simulated venue through its protocol.

#![allow(clippy::unwrap_used)]

mod clients;
mod faults;
mod replay;
mod served;
mod sockets;
mod support;
mod trading;
mod wallets;
