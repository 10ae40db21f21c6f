//! The rules about people, through the crate's public doors.

mod access;
mod email;
mod password;
mod plan;
mod rate;
mod secret;
mod support;
mod totp;
