//! Talks to the preview worker.
