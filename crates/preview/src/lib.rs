//! The preview of a strategy, apart from the browser.
