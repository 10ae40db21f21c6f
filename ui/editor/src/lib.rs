//! The editor page: a strategy as form, graph, outline or text; beside it the preview, which runs the same bytes as the
//! server over chosen slots at every edit; around it versions, problems, sharing and saving.
//!
//! One [`session::Session`] holds the document; everything that is shown reads it and everything that changes goes through
//! it, so that there is one history. What needs no browser is in [`logic`].

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod autosave;
mod bar;
mod browser;
mod builder;
mod component;
mod context;
mod form;
mod graph;
mod history;
pub mod logic;
mod losses;
mod page;
mod panels;
mod pieces;
mod preview;
mod say;
mod sentence;
pub mod session;
mod shared;
mod source;
mod split;

pub use page::{EditorPage, EditorPageProps};
pub use pieces::SharedPage;

#[cfg(test)]
mod tests;
