//! People on the page, without a browser: what is computed, and what components look like.

mod models;
mod render;
mod stage;
