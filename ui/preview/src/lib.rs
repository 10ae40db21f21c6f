//! The preview worker.
