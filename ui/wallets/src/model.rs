//! What is computed of wallets and of strategies on them, without browser and words.

pub mod address;
pub mod amount;
pub mod errors;
pub mod markets;
