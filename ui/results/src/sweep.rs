//! Sweeps: put together, listed, read.

mod axes;
pub(crate) mod list;
mod maps;
pub(crate) mod new;
pub(crate) mod page;
mod table;
mod variant;
