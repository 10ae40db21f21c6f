//! What the venue sends, through the public doors: tables of the rules, property tests against naive models, and every
//! recorded payload beside the checkout where it is present.
#![allow(clippy::unwrap_used)]

mod book;
mod fixtures;
mod gamma;
mod hash;
mod message;
mod rtds;
mod sampler;
mod support;
mod terms;
mod token_id;
