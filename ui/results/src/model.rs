//! What the pages compute before they show anything: no browser, no clock, tested natively.

pub mod compare;
pub mod csv;
pub mod curves;
pub mod decisions;
pub mod facts;
pub mod figure;
pub mod frozen;
pub mod grid;
pub mod heat;
pub mod parameters;
pub mod run_form;
pub mod trades;
