//! The pointer on the canvas: mouse, pen and fingers.

use super::lifted::Lifted;
use super::surface::{self, Hit};
use super::{Canvas, Drag, Msg};
use crate::geometry::{Point, Rect, curve};
use crate::lift::Lift;
use crate::linking::Plug;
use crate::selection::Selection;
use craftstrat_studio::edit::Edit;
use gloo::events::EventListener;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::Node;
use yew::prelude::*;

/// How far a pointer moves before it drags rather than clicks.
const SLACK: f64 = 3.0;

/// What the pointer is doing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Gesture {
    /// Nothing.
    Idle,
    /// Moving the view.
    Pan {
        /// Where it was.
        last: Point,
    },
    /// Down on nodes, which are dragged once it moves.
    Press {
        /// Where it went down.
        start: Point,
        /// The nodes.
        nodes: BTreeSet<usize>,
        /// Where the one it is on was.
        anchor: Point,
        /// The selection where it turns out a click.
        click: Selection,
    },
    /// Dragging nodes.
    Drag {
        /// Where it went down.
        start: Point,
        /// Where the node it is on was.
        anchor: Point,
    },
    /// Drawing a marquee.
    Marquee {
        /// Where it began, on the canvas.
        start: Point,
        /// What was selected before.
        base: Selection,
    },
    /// Making an edge.
    Wire,
    /// Two fingers.
    Pinch {
        /// How far apart they are.
        apart: f64,
        /// The middle between them.
        middle: Point,
    },
}

impl Canvas {
    /// Hears pointers that are let go beside the canvas: what a press selects opens its settings, under the pointer where
    /// the node is near them, and the canvas itself does not hear that press end.
    pub(super) fn hear_releases(&self, ctx: &Context<Self>) -> EventListener {
        let (root, up) = (self.surface.root.clone(), ctx.link().callback(Msg::Up));
        EventListener::new(&gloo::utils::document(), "pointerup", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            let is_inside = root.cast::<Node>().is_some_and(|root| root.contains(target.as_ref()));
            if !is_inside && let Some(event) = event.dyn_ref::<PointerEvent>() {
                up.emit(event.clone());
            }
        })
    }

    pub(super) fn down(&mut self, ctx: &Context<Self>, e: &PointerEvent) -> bool {
        let hit = surface::hit(e.target());
        if hit == Hit::Control {
            return false;
        }
        self.bounds = self.surface.bounds().unwrap_or_default();
        let at = surface::within(self.bounds, e.client_x(), e.client_y());
        let closed = self.adding.take().is_some();
        if e.pointer_type() == "touch" {
            self.touches.retain(|(id, _)| *id != e.pointer_id());
            self.touches.push((e.pointer_id(), at));
            if let [(_, a), (_, b)] = self.touches[..] {
                self.drag = None;
                self.marquee = None;
                self.gesture = Gesture::Pinch { apart: a.distance(b), middle: middle(a, b) };
                self.surface.capture(e.pointer_id());
                return true;
            }
        }
        let touch_on_nothing = e.pointer_type() == "touch" && hit == Hit::Nothing;
        if e.button() == 1 || (e.button() == 0 && (self.space || touch_on_nothing)) {
            e.prevent_default();
            self.surface.capture(e.pointer_id());
            self.gesture = Gesture::Pan { last: at };
            return closed;
        }
        if e.button() != 0 {
            return closed;
        }
        self.press(ctx, e, hit, at);
        true
    }

    /// The main button, or a finger, on something.
    fn press(&mut self, ctx: &Context<Self>, e: &PointerEvent, hit: Hit, at: Point) {
        let more = e.shift_key() || e.ctrl_key() || e.meta_key();
        let readonly = ctx.props().graph.readonly;
        match hit {
            Hit::Port(id, port, input) if !readonly => {
                if let Some(node) = self.scene.position(&id) {
                    e.prevent_default();
                    self.surface.capture(e.pointer_id());
                    self.start_wire(Plug { node, port, input });
                    self.gesture = Gesture::Wire;
                }
            }
            Hit::Port(id, ..) | Hit::Node(id) => {
                let Some(node) = self.scene.position(&id) else { return };
                let id = self.scene.nodes[node].id.clone();
                let held = self.selection.nodes.contains(&id);
                let click = if more { self.selection.toggled(&id) } else { Selection::of([id.clone()]) };
                // What is dragged is seen as selected at once; a click on one of several selects it alone in the end.
                if !held {
                    self.select(ctx, click.clone());
                }
                let rect = self.scene.nodes[node].rect;
                let nodes = self.selection.nodes.iter().filter_map(|id| self.scene.position(id)).collect();
                self.gesture = Gesture::Press { start: at, nodes, anchor: Point::new(rect.x, rect.y), click };
            }
            Hit::Edge(edge) => {
                if let Some(edge) = self.scene.edges.get(edge).map(|e| e.edge.clone()) {
                    self.select(ctx, Selection::edge(edge));
                }
            }
            Hit::Frame(id) => {
                let found = self.scene.frames.iter().find(|f| f.frame.id == id);
                let Some(frame) = found else { return };
                let nodes: BTreeSet<usize> =
                    frame.frame.members.iter().filter_map(|m| self.scene.position(m)).collect();
                let click = Selection::frame(AttrValue::from(id));
                let corner = nodes.first().map(|n| self.scene.nodes[*n].rect).unwrap_or_default();
                self.select(ctx, click.clone());
                self.gesture =
                    Gesture::Press { start: at, nodes, anchor: Point::new(corner.x, corner.y), click };
            }
            Hit::Control | Hit::Nothing => {
                let base = if more { self.selection.clone() } else { Selection::default() };
                self.surface.focus();
                self.surface.capture(e.pointer_id());
                self.select(ctx, base.clone());
                let start = self.view.to_canvas(at);
                self.marquee = Some(Rect::between(start, start));
                self.gesture = Gesture::Marquee { start, base };
            }
        }
    }

    pub(super) fn moved(&mut self, ctx: &Context<Self>, e: &PointerEvent) -> bool {
        let at = surface::within(self.bounds, e.client_x(), e.client_y());
        if let Some(touch) = self.touches.iter_mut().find(|(id, _)| *id == e.pointer_id()) {
            touch.1 = at;
        }
        match self.gesture.clone() {
            Gesture::Idle => false,
            Gesture::Pan { last } => {
                self.gesture = Gesture::Pan { last: at };
                self.look(self.view.panned(at.x - last.x, at.y - last.y));
                false
            }
            Gesture::Pinch { apart, middle: before } => {
                let [(_, a), (_, b)] = self.touches[..] else { return false };
                let (now, here) = (a.distance(b), middle(a, b));
                self.gesture = Gesture::Pinch { apart: now, middle: here };
                let view = self.view.panned(here.x - before.x, here.y - before.y);
                self.look(view.zoomed(now / apart.max(1.0), here));
                false
            }
            Gesture::Press { start, nodes, anchor, .. } => {
                if at.distance(start) < SLACK || ctx.props().graph.readonly {
                    return false;
                }
                self.surface.capture(e.pointer_id());
                self.gesture = Gesture::Drag { start, anchor };
                let lift = Lift::new(&self.scene, nodes);
                let layer = Lifted::new(&self.surface, &self.scene, &lift);
                self.drag = Some(Drag { nodes: lift.nodes, dx: 0.0, dy: 0.0, layer });
                self.drag_to(at, start, anchor)
            }
            Gesture::Drag { start, anchor } => self.drag_to(at, start, anchor),
            Gesture::Marquee { start, base } => {
                let rect = Rect::between(start, self.view.to_canvas(at));
                self.surface.set_marquee(rect);
                self.marquee = Some(rect);
                let selection = base.with(self.scene.within(rect));
                let differs = selection != self.selection;
                self.selection = selection;
                differs
            }
            Gesture::Wire => self.wire_to(self.view.to_canvas(at)),
        }
    }

    /// Drags by whole steps of the grid. Nothing is drawn again: the layer moves.
    fn drag_to(&mut self, at: Point, start: Point, anchor: Point) -> bool {
        let Some(drag) = &mut self.drag else { return false };
        let free = anchor.plus((at.x - start.x) / self.view.zoom, (at.y - start.y) / self.view.zoom);
        let to = free.snapped();
        let (dx, dy) = (to.x - anchor.x, to.y - anchor.y);
        if (drag.dx, drag.dy) != (dx, dy) {
            (drag.dx, drag.dy) = (dx, dy);
            if let Some(layer) = &drag.layer {
                layer.shift(dx, dy);
            }
        }
        false
    }

    /// The edge being made follows the pointer.
    fn wire_to(&mut self, at: Point) -> bool {
        let Some(wire) = &mut self.wire else { return false };
        let over = crate::linking::dropped(&self.scene, wire.start, &wire.targets, at);
        let over = over.filter(|o| wire.targets.contains(o));
        wire.tip = over.and_then(|o| o.place(&self.scene)).unwrap_or(at);
        if let Some(from) = wire.start.place(&self.scene) {
            let path = if wire.start.input { curve(wire.tip, from) } else { curve(from, wire.tip) };
            self.surface.set_wire(&path);
        }
        let differs = wire.over != over;
        wire.over = over;
        differs
    }

    pub(super) fn up(&mut self, ctx: &Context<Self>, e: &PointerEvent) -> bool {
        self.touches.retain(|(id, _)| *id != e.pointer_id());
        let at = surface::within(self.bounds, e.client_x(), e.client_y());
        match std::mem::replace(&mut self.gesture, Gesture::Idle) {
            Gesture::Idle | Gesture::Pan { .. } | Gesture::Pinch { .. } => false,
            Gesture::Press { click, .. } => {
                self.select(ctx, click);
                true
            }
            Gesture::Drag { .. } => {
                if let Some(mut drag) = self.drag.take() {
                    // The originals are seen again before they are drawn at their new places.
                    drag.layer = None;
                    if (drag.dx, drag.dy) != (0.0, 0.0) {
                        let moves = self.moves(drag.nodes.iter().copied(), drag.dx, drag.dy);
                        self.edit(ctx, Edit::MoveNodes(moves));
                    }
                }
                true
            }
            Gesture::Marquee { .. } => {
                self.marquee = None;
                let selection = self.selection.clone();
                let ids = selection.nodes.iter().map(AttrValue::to_string).collect();
                ctx.props().graph.onselect.emit(ids);
                let count = selection.nodes.len();
                if count > 0 {
                    let text = ctx.props().i18n.tf("graph-said-selected", &[("count", count.into())]);
                    self.say(text);
                }
                true
            }
            Gesture::Wire => self.drop_wire(ctx, self.view.to_canvas(at), at),
        }
    }

    /// The pointer was taken away: nothing happened.
    pub(super) fn lost(&mut self) -> bool {
        self.touches.clear();
        self.gesture = Gesture::Idle;
        self.drag = None;
        self.marquee = None;
        self.wire = None;
        true
    }

    pub(super) fn twice(&mut self, ctx: &Context<Self>, e: &MouseEvent) -> bool {
        match surface::hit(e.target()) {
            Hit::Nothing if !ctx.props().graph.readonly => {
                let at =
                    surface::within(self.surface.bounds().unwrap_or_default(), e.client_x(), e.client_y());
                self.search(at, self.view.to_canvas(at), None);
                true
            }
            Hit::Node(_) => {
                self.inspect_first();
                true
            }
            _ => false,
        }
    }
}

fn middle(a: Point, b: Point) -> Point {
    Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0)
}
