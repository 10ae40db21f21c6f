//! The strategy editor without a browser: one document with two views, one history, and everything a page says about it.
//!
//! [`editor::Editor`] holds a document and changes it by [`edit::Edit`]s, each of which is applied whole or refused with
//! a [`refusal::Refusal`] that says why. Around it: conversion between form and graph ([`convert`]), typed ports
//! ([`ports`]), layout ([`layout`]), the sentence ([`sentence`]), differences ([`diff`]), what there is to pick from
//! ([`palette`], [`templates`]), sharing ([`share`]), the clipboard ([`clipboard`]) and where problems are ([`problems`]).
//!
//! Architecture invariants: no I/O, no clock, no randomness; compiles for `wasm32-unknown-unknown`. No document makes it
//! panic. Every text for people comes from the Fluent files `ui/i18n/locales/*/studio.ftl`.

pub mod clipboard;
pub mod convert;
pub mod diff;
pub mod edit;
pub mod editor;
pub mod groups;
pub mod layout;
mod names;
pub mod palette;
pub mod ports;
pub mod problems;
pub mod refusal;
pub mod sentence;
pub mod share;
pub mod templates;
mod wired;

pub use craftstrat_compiler::document::model;
