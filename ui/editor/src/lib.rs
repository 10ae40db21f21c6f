//! The editor page.
