//! What comes in: market data by file drop, and strategies that authors compiled themselves.

mod data;
mod drop;
mod logic;
mod pack;
#[cfg(test)]
mod tests;
mod upload;

pub use data::DataPage;
pub use drop::{DropZone, DropZoneProps};
pub use upload::UploadPage;
