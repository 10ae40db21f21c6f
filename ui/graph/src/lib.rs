//! The graph view of a strategy document: a canvas of nodes and edges, and the same as an outline without one.
//!
//! Neither changes the document. Both ask for [`GraphChange`]s, whose edits the editor applies to the one document and
//! keeps in its one history, so that everything done here can be undone and is saved, whether by pointer or by key. What
//! can be decided without a browser (geometry, the viewport, orders, targets, keys) is in modules of its own.

pub mod adding;
pub mod arrange;
pub mod bench;
mod canvas;
pub mod change;
pub mod describe;
pub mod entries;
pub mod frames;
pub mod geometry;
mod inspector;
pub mod keys;
pub mod lift;
pub mod linking;
pub mod order;
pub mod outline;
mod parts;
pub mod scene;
pub mod selection;
pub mod viewport;

pub use change::GraphChange;
pub use outline::Outline;

use canvas::Canvas;
use craftstrat_compiler::Severity;
use craftstrat_studio::model::Graph;
use craftstrat_ui_kit::{use_i18n, use_toasts};
use std::collections::HashMap;
use std::rc::Rc;
use yew::prelude::*;

/// Live values by node id; `None` inside where a value is missing. A node that is not there shows none.
pub type Values = HashMap<String, Option<f64>>;

/// A node to select, show and focus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeFocus {
    /// Its id.
    pub node: String,
    /// The setting that is to have the focus, by its path within the node's data (`value/1`); empty for the node itself.
    pub setting: String,
    /// Tells a request from the one before, so that the same can be made again.
    pub count: u64,
}

/// Properties of [`GraphCanvas`] and [`Outline`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GraphProps {
    /// The graph.
    pub graph: Rc<Graph>,
    /// What is wrong, by node id.
    #[prop_or_default]
    pub problems: Rc<Vec<(String, Severity, String)>>,
    /// Live values, where there are any.
    #[prop_or_default]
    pub values: Option<Rc<Values>>,
    /// An edit is asked for.
    pub onedit: Callback<GraphChange>,
    /// The latest step is to be taken back.
    #[prop_or_default]
    pub onundo: Callback<()>,
    /// It is to be done again.
    #[prop_or_default]
    pub onredo: Callback<()>,
    /// Whether there is a step to take back.
    #[prop_or(true)]
    pub can_undo: bool,
    /// Whether there is a step to do again.
    #[prop_or(true)]
    pub can_redo: bool,
    /// The selected nodes changed.
    #[prop_or_default]
    pub onselect: Callback<Vec<String>>,
    /// A node to select, show and focus, when that changes.
    #[prop_or_default]
    pub focus: Option<NodeFocus>,
    /// Whether nothing may be changed.
    #[prop_or_default]
    pub readonly: bool,
}

/// The graph on a canvas, with a toolbar above and settings beside it. It fills its parent.
#[component]
pub fn GraphCanvas(props: &GraphProps) -> Html {
    let i18n = use_i18n();
    let toasts = use_toasts();
    html! { <Canvas graph={props.clone()} {i18n} {toasts} /> }
}
