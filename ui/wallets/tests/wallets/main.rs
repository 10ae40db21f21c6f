//! Wallets and strategies on them, without a browser: what is computed, and what components look like.

mod models;
mod render;
mod render_assignments;
mod stage;
