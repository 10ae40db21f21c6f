//! What the builder's components are told from above besides the document: values at the cursor, where to jump, and what
//! is being dragged.

use crate::logic::place::Path;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// What is known of the row under the cursor. Two are equal where they say the same, also of what is missing.
#[derive(Clone, Debug, Default)]
pub struct AtCursor {
    /// When, ms; `None` while there is no row.
    pub at_ms: Option<i64>,
    /// By node id: its value, 1 for true and 0 for false; `None` where it is missing.
    pub nodes: Rc<BTreeMap<String, Option<f64>>>,
    /// By field: its value.
    pub fields: Rc<BTreeMap<String, f64>>,
}

impl PartialEq for AtCursor {
    fn eq(&self, other: &Self) -> bool {
        let nodes = |a: &Self, b: &Self| {
            a.nodes
                .iter()
                .map(|(id, v)| (id, v.map(f64::to_bits)))
                .eq(b.nodes.iter().map(|(id, v)| (id, v.map(f64::to_bits))))
        };
        let fields = |a: &Self, b: &Self| {
            a.fields
                .iter()
                .map(|(name, v)| (name, v.to_bits()))
                .eq(b.fields.iter().map(|(name, v)| (name, v.to_bits())))
        };
        self.at_ms == other.at_ms
            && (Rc::ptr_eq(&self.nodes, &other.nodes) || nodes(self, other))
            && (Rc::ptr_eq(&self.fields, &other.fields) || fields(self, other))
    }
}

/// The row under the cursor.
#[hook]
pub fn use_at_cursor() -> AtCursor {
    use_context::<AtCursor>().unwrap_or_default()
}

/// The clause being dragged, shared by the components of one form.
#[derive(Clone, Debug, Default)]
pub struct Dragged(Rc<RefCell<Option<Path>>>);

impl PartialEq for Dragged {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Dragged {
    /// Begins or ends dragging.
    pub fn set(&self, path: Option<Path>) {
        *self.0.borrow_mut() = path;
    }

    /// What is dragged.
    pub fn get(&self) -> Option<Path> {
        self.0.borrow().clone()
    }
}

/// Moves the focus to the element of that id once the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Focus(pub Callback<String>);

/// Where to ask for the focus; nowhere outside the editor.
#[hook]
pub fn use_focus() -> Focus {
    use_context::<Focus>().unwrap_or_else(|| Focus(Callback::noop()))
}
