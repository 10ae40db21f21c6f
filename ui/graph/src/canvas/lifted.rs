//! The layer that is dragged: copies of nodes, edges and frames in one element, which alone is moved.
//!
//! Moving two hundred nodes one by one costs many frames. Moving them to another parent would take the focus from them and
//! confuse whoever draws them; so the layer has copies that nobody can hit or hear, and the originals are transparent
//! meanwhile.

use super::surface::Surface;
use crate::lift::{Crossing, Lift};
use crate::scene::Scene;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Says that an element is transparent because its copy is being dragged. Never written by what draws the element.
const MARK: &str = "data-lifted";
/// Class of the copies' edges: as of the originals'.
const SVG_CLASS: &str = "pointer-events-none absolute top-0 left-0 size-px overflow-visible";

/// The layer in the page. Everything is as before once it is dropped.
pub(crate) struct Lifted {
    layer: HtmlElement,
    originals: Vec<Element>,
    /// Edges with one end in the layer, and the elements that draw each.
    crossing: Vec<(Crossing, Vec<Element>)>,
}

impl Lifted {
    /// Puts what is dragged into the layer; `None` where there is no page.
    pub(crate) fn new(surface: &Surface, scene: &Scene, lift: &Lift) -> Option<Self> {
        let layer = surface.lifted.cast::<HtmlElement>()?;
        let world = surface.world.cast::<Element>()?;
        let mut lifted = Self { layer, originals: Vec::new(), crossing: Vec::new() };
        let frame = |id: &str| scene.frames.iter().position(|f| f.frame.id == id);
        for title in all(&world, "[data-frame]") {
            let at = title.get_attribute("data-frame").and_then(|id| frame(&id));
            if at.is_some_and(|at| lift.frames.contains(&at))
                && let Some(frame) = title.parent_element()
            {
                lifted.copy(frame, &lifted.layer.clone());
            }
        }
        let svg = document().create_element_ns(Some("http://www.w3.org/2000/svg"), "svg").ok()?;
        let _ = svg.set_attribute("class", SVG_CLASS);
        for edge in all(&world, "[data-edge]") {
            let Some(at) = edge.get_attribute("data-edge").and_then(|at| at.parse().ok()) else { continue };
            if lift.inner.contains(&at) {
                lifted.copy(edge, &svg);
            } else if let Some(crossing) = lift.crossing(at) {
                lifted.crossing.push((crossing.clone(), all(&edge, "path").collect()));
            }
        }
        let _ = lifted.layer.append_child(&svg);
        for node in all(&world, "[data-node]") {
            let at = node.get_attribute("data-node").and_then(|id| scene.position(&id));
            if at.is_some_and(|at| lift.nodes.contains(&at)) {
                lifted.copy(node, &lifted.layer.clone());
            }
        }
        let _ = lifted.layer.style().set_property("will-change", "transform");
        Some(lifted)
    }

    /// Moves the layer to so much from where it was taken up.
    pub(crate) fn shift(&self, dx: f64, dy: f64) {
        let _ = self.layer.style().set_property("transform", &format!("translate({dx:.1}px,{dy:.1}px)"));
        for (crossing, paths) in &self.crossing {
            let d = crossing.path(dx, dy);
            for path in paths {
                let _ = path.set_attribute("d", &d);
            }
        }
    }

    /// Puts a copy of an element into `into`, without what makes it one of its kind in the page.
    fn copy(&mut self, original: Element, into: &Element) {
        let copy = original.clone_node_with_deep(true).ok().and_then(|copy| copy.dyn_into::<Element>().ok());
        let Some(copy) = copy else { return };
        for element in all(&copy, "[data-testid]").chain([copy.clone()]) {
            for name in ["id", "data-testid", "tabindex", "data-node", "data-edge", "data-frame"] {
                let _ = element.remove_attribute(name);
            }
        }
        if into.append_child(&copy).is_ok() {
            let _ = original.set_attribute(MARK, "");
            self.originals.push(original);
        }
    }
}

impl Drop for Lifted {
    fn drop(&mut self) {
        self.shift(0.0, 0.0);
        self.layer.set_text_content(None);
        for name in ["will-change", "transform"] {
            let _ = self.layer.style().remove_property(name);
        }
        for original in &self.originals {
            let _ = original.remove_attribute(MARK);
        }
    }
}

/// The elements in `within` that a selector finds.
fn all(within: &Element, selector: &str) -> impl Iterator<Item = Element> {
    let found = within.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into().ok())
}
