//! The rules about people, through the crate's public doors.

mod access;
mod email;
mod mail;
mod password;
mod plan;
mod rate;
mod secret;
mod smtp_server;
mod support;
mod totp;
