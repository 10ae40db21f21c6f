//! The editor's model: edits, history, conversion, words, templates.

#![allow(clippy::unwrap_used, missing_docs)]

mod conversion;
mod gallery;
mod graphs;
mod history;
mod said;
mod support;
mod words;
