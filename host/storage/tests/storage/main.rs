//! What is kept is kept the same on both databases: every test runs on each, on a database of its own.
#![allow(clippy::unwrap_used)]

mod support;

mod alerts;
mod assignments;
mod at_once;
mod claim;
mod database;
mod events;
mod handover;
mod isolation;
mod jobs;
mod ledgers;
mod migrations;
mod people;
mod runs;
mod strategies;
mod things;
mod wallets;
