//! The strategy editor without a browser.
