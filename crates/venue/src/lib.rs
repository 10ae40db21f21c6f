//! What the venue sends, decoded, and the rows that are made from it: one decoder, one book and one sampler for importers
//! and the live feed, so that a recorded message means the same in both.
//!
//! Architecture invariants: no I/O, no clock, no randomness, no thread; compiles for `wasm32-unknown-unknown`. Nothing
//! here fails because of one strange part: unknown fields, values and events are passed over, and whatever cannot be
//! used comes back as a short constant reason to count.
//!
//! | module | what it reads |
//! |---|---|
//! | [`message`] | frames of the market channel, and REST books, which have the same shape |
//! | [`rest`] | what REST says of one market beside its book |
//! | [`gamma`] | market metadata: slots, tokens, fees, who won |
//! | [`rtds`] | price messages of the real-time data service |
//!
//! | module | what it makes of them |
//! |---|---|
//! | [`book`] | the books of a market's two tokens |
//! | [`hash`] | the venue's own hash of a book, to check a rebuilt one |
//! | [`slot`] | messages in order of receipt to book states |
//! | [`sampler`] | book states to rows |
//! | [`price`] | which price of the underlying is in force, the price to beat |
//! | [`token_id`] | which outcome a token stands for |

pub mod book;
pub mod gamma;
pub mod hash;
pub mod message;
pub mod number;
pub mod price;
pub mod rest;
pub mod rtds;
pub mod sampler;
pub mod slot;
pub mod token_id;
