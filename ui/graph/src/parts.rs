//! What the canvas is drawn with.

pub(crate) mod add_menu;
pub(crate) mod edge;
pub(crate) mod minimap;
pub(crate) mod node;
pub(crate) mod toolbar;
