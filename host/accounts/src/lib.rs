//! Everything about people that is a rule and not a row or a request.
//!
//! Architecture invariants: no SQL and no HTTP; time comes in as [`craftstrat_model::TimeMs`], so nothing here reads a
//! clock; chance comes in through [`entropy::Entropy`]; only [`mail`] does I/O. What is secret has no readable `Debug`
//! and is never part of an error.
//!
//! ```text
//! request -> rate -> who is it (password, totp, secret) -> access::allowed -> plan::check -> rows of that owner
//! ```

pub mod access;
pub mod email;
pub mod entropy;
pub mod mail;
pub mod password;
pub mod plan;
pub mod qr;
pub mod rate;
pub mod recovery;
pub mod secret;
pub mod totp;
