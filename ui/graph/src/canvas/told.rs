//! What the canvas is given and told.

use super::Canvas;
use super::lifted::Lifted;
use crate::GraphProps;
use crate::change::GraphChange;
use crate::entries::Wanted;
use crate::geometry::Point;
use crate::keys::Command;
use crate::linking::Plug;
use crate::parts::node::Faults;
use crate::selection::Selection;
use craftstrat_studio::model::NodeData;
use craftstrat_ui_kit::{I18n, Toasts};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use yew::html::Scope;
use yew::prelude::*;

/// Properties of [`Canvas`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct CanvasProps {
    /// The graph and who is told of changes.
    pub(crate) graph: GraphProps,
    /// The language.
    pub(crate) i18n: I18n,
    /// Where refusals are shown.
    pub(crate) toasts: Toasts,
}

/// What the canvas is told.
pub(crate) enum Msg {
    /// A pointer went down.
    Down(PointerEvent),
    /// It moved.
    Moved(PointerEvent),
    /// It was let go.
    Up(PointerEvent),
    /// It was taken away.
    Lost,
    /// Two clicks.
    Twice(MouseEvent),
    /// The wheel, or two fingers on a touch pad.
    Wheel(WheelEvent),
    /// A key went down.
    Key(KeyboardEvent),
    /// A key was let go.
    KeyUp(KeyboardEvent),
    /// Something on the canvas got the focus.
    Focus(FocusEvent),
    /// Copy, as the browser says it.
    CopyEvent(Event),
    /// Cut, as the browser says it.
    CutEvent(Event),
    /// Paste, as the browser says it.
    PasteEvent(Event),
    /// Text from the system's clipboard, where it may be read.
    Pasted(Option<String>),
    /// A command, from a button or menu.
    Do(Command),
    /// A node was picked from the search.
    Pick(Box<NodeData>),
    /// The search was left.
    Leave,
    /// The minimap was pressed.
    Centre(Point),
    /// Settings were edited beside the canvas.
    Change(GraphChange),
    /// Something was selected beside the canvas.
    Select(Selection),
}

/// Nodes being dragged.
pub(crate) struct Drag {
    pub(crate) nodes: BTreeSet<usize>,
    pub(crate) dx: f64,
    pub(crate) dy: f64,
    /// What shows them meanwhile.
    pub(crate) layer: Option<Lifted>,
}

/// The search for a node to add.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Adding {
    /// Where on the screen it is shown.
    pub(crate) screen: Point,
    /// Where on the canvas the node goes.
    pub(crate) canvas: Point,
    /// The end of an edge it is to be connected to.
    pub(crate) end: Option<Plug>,
    /// What it must have for that.
    pub(crate) wanted: Option<Wanted>,
}

/// What the canvas's parts call; the same ones at every drawing, so that parts need not be drawn again.
pub(crate) struct Calls {
    pub(crate) act: Callback<Command>,
    pub(crate) pick: Callback<Box<NodeData>>,
    pub(crate) leave: Callback<()>,
    pub(crate) centre: Callback<Point>,
    pub(crate) change: Callback<GraphChange>,
    pub(crate) select: Callback<Selection>,
}

impl Calls {
    pub(super) fn new(link: &Scope<Canvas>) -> Self {
        Self {
            act: link.callback(Msg::Do),
            pick: link.callback(Msg::Pick),
            leave: link.callback(|()| Msg::Leave),
            centre: link.callback(Msg::Centre),
            change: link.callback(Msg::Change),
            select: link.callback(Msg::Select),
        }
    }
}

/// What is wrong, by node; lists that are the same stay the same.
pub(super) fn faults(props: &GraphProps, before: &HashMap<AttrValue, Faults>) -> HashMap<AttrValue, Faults> {
    let mut lists: HashMap<AttrValue, Vec<_>> = HashMap::new();
    for (id, severity, message) in props.problems.iter() {
        lists.entry(AttrValue::from(id.clone())).or_default().push((*severity, message.clone()));
    }
    let kept = |id: &AttrValue, list: Vec<_>| match before.get(id) {
        Some(known) if **known == list => Rc::clone(known),
        _ => Rc::new(list),
    };
    lists.into_iter().map(|(id, list)| (id.clone(), kept(&id, list))).collect()
}
