//! What the pages compute before they show anything: no browser, no clock, tested natively.

pub mod backoff;
