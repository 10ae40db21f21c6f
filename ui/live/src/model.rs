//! What the pages compute before they show anything: no browser, no clock, tested natively.

pub mod actions;
pub mod backoff;
pub mod clock;
pub mod health;
pub mod log;
pub mod money;
pub mod news;
pub mod version;
