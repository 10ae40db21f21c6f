//! The canvas's elements in the page: measuring, moving the view without drawing anything again, finding what was hit.

use crate::geometry::{Point, Rect};
use crate::viewport::Viewport;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};
use yew::NodeRef;

/// How long after the last movement the view counts as still.
const STILL_MS: u32 = 180;

/// Elements the canvas changes by itself.
#[derive(Default)]
pub(crate) struct Surface {
    /// What shows a part of the world.
    pub(crate) root: NodeRef,
    /// What is moved and magnified.
    pub(crate) world: NodeRef,
    /// The edge being made.
    pub(crate) wire: NodeRef,
    /// What is being dragged.
    pub(crate) lifted: NodeRef,
    /// The marquee.
    pub(crate) marquee: NodeRef,
    /// What the minimap marks as seen.
    pub(crate) seen: NodeRef,
    /// The magnification in figures.
    pub(crate) zoom: NodeRef,
    still: Option<Timeout>,
}

impl Surface {
    /// Where the canvas is on the page; `None` while it is not shown.
    pub(crate) fn bounds(&self) -> Option<Rect> {
        let r = self.root.cast::<Element>()?.get_bounding_client_rect();
        (r.width() > 0.0 && r.height() > 0.0).then(|| Rect::new(r.left(), r.top(), r.width(), r.height()))
    }

    /// Its size.
    pub(crate) fn size(&self) -> Option<(f64, f64)> {
        self.bounds().map(|b| (b.w, b.h))
    }

    /// Moves the view: one style property of one element, and the marks that follow it.
    pub(crate) fn show(&mut self, view: &Viewport) {
        if let Some(world) = self.world.cast::<HtmlElement>() {
            let style = world.style();
            // A layer of its own while it moves; drawn sharply again once it is still.
            let _ = style.set_property("will-change", "transform");
            let _ = style.set_property("transform", &view.transform());
            self.still = Some(Timeout::new(STILL_MS, move || {
                let _ = world.style().remove_property("will-change");
            }));
        }
        if let Some(root) = self.root.cast::<HtmlElement>() {
            let style = root.style();
            let at = format!("{:.1}px {:.1}px", view.origin.x, view.origin.y);
            let _ = style.set_property("background-position", &at);
            let _ = style.set_property("background-size", &format!("{0:.2}px {0:.2}px", 24.0 * view.zoom));
        }
        if let (Some(seen), Some((w, h))) = (self.seen.cast::<Element>(), self.size()) {
            let r = view.seen(w, h);
            for (name, v) in [("x", r.x), ("y", r.y), ("width", r.w), ("height", r.h)] {
                let _ = seen.set_attribute(name, &format!("{v:.1}"));
            }
        }
        if let Some(zoom) = self.zoom.cast::<HtmlElement>() {
            zoom.set_text_content(Some(&format!("{:.0} %", view.zoom * 100.0)));
        }
    }

    /// Draws the edge being made.
    pub(crate) fn set_wire(&self, path: &str) {
        if let Some(wire) = self.wire.cast::<Element>() {
            let _ = wire.set_attribute("d", path);
        }
    }

    /// Draws the marquee.
    pub(crate) fn set_marquee(&self, rect: Rect) {
        if let Some(marquee) = self.marquee.cast::<HtmlElement>() {
            let _ = marquee.set_attribute("style", &marquee_style(rect));
        }
    }

    /// Keeps the pointer's events with the canvas until it is let go.
    pub(crate) fn capture(&self, pointer: i32) {
        if let Some(root) = self.root.cast::<Element>() {
            let _ = root.set_pointer_capture(pointer);
        }
    }

    /// Gives the focus to the canvas itself.
    pub(crate) fn focus(&self) {
        if let Some(root) = self.root.cast::<HtmlElement>() {
            focus(&root);
        }
    }
}

/// The marquee's style.
pub(crate) fn marquee_style(rect: Rect) -> String {
    format!(
        "transform:translate({:.1}px,{:.1}px);width:{:.1}px;height:{:.1}px",
        rect.x, rect.y, rect.w, rect.h
    )
}

/// Whether a node has the focus.
pub(crate) fn has_focus(id: &str) -> bool {
    gloo::utils::document().active_element().is_some_and(|e| e.id() == format!("graph-node-{id}"))
}

/// Gives the focus to a node, whose place on the canvas says where the view goes, not the browser.
pub(crate) fn focus_node(id: &str) {
    let found = gloo::utils::document().get_element_by_id(&format!("graph-node-{id}"));
    if let Some(node) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        focus(&node);
    }
}

fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// What of the canvas was hit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Hit {
    /// A port: node, position, whether it is an input.
    Port(String, usize, bool),
    /// A node.
    Node(String),
    /// An edge, by its position in the scene.
    Edge(usize),
    /// A frame's title.
    Frame(String),
    /// Something on the canvas with a behaviour of its own.
    Control,
    /// Nothing.
    Nothing,
}

/// What of the canvas an event is about.
pub(crate) fn hit(target: Option<EventTarget>) -> Hit {
    let Some(element) = target.and_then(|t| t.dyn_into::<Element>().ok()) else { return Hit::Nothing };
    let near = |name: &str| {
        let found = element.closest(&format!("[{name}]")).ok().flatten()?;
        found.get_attribute(name)
    };
    if near("data-control").is_some() {
        return Hit::Control;
    }
    let node = near("data-node");
    if let (Some(port), Some(node)) = (near("data-port"), node.clone())
        && let Some((direction, at)) = port.split_once(':')
        && let Ok(at) = at.parse()
    {
        return Hit::Port(node, at, direction == "in");
    }
    if let Some(node) = node {
        return Hit::Node(node);
    }
    if let Some(edge) = near("data-edge").and_then(|e| e.parse().ok()) {
        return Hit::Edge(edge);
    }
    near("data-frame").map_or(Hit::Nothing, Hit::Frame)
}

/// A point of the page, in the canvas's screen.
pub(crate) fn within(bounds: Rect, x: i32, y: i32) -> Point {
    Point::new(f64::from(x) - bounds.x, f64::from(y) - bounds.y)
}
