//! The graph view of a strategy document.
