//! From a form or graph document to a component of the world in `wit/`.
pub mod ir;
