//! The canvas: nodes as HTML over one layer of edges, in one element that is moved and magnified.
//!
//! Events are heard at the canvas and sorted out there. What moves continuously (the view, the marquee, the edge being
//! made) is written to the page directly; everything else is drawn from the state, and nodes and edges that are the same
//! are not drawn again. The document is never changed here: edits are asked for.

mod act;
mod clip;
mod draw;
mod lifted;
mod pointer;
mod surface;
mod told;
mod wheel;
mod wire;

use crate::change::GraphChange;
use crate::geometry::{Point, Rect};
use crate::parts::node::Faults;
use crate::scene::Scene;
use crate::selection::Selection;
use crate::viewport::Viewport;
use craftstrat_studio::edit::Edit;
use gloo::events::EventListener;
use pointer::Gesture;
use std::collections::HashMap;
use std::rc::Rc;
use surface::Surface;
use told::{Adding, Calls, CanvasProps, Drag, Msg, faults};
use wire::Wire;
use yew::prelude::*;

/// The canvas.
pub(crate) struct Canvas {
    calls: Calls,
    scene: Rc<Scene>,
    faults: HashMap<AttrValue, Faults>,
    view: Viewport,
    selection: Selection,
    focused: Option<AttrValue>,
    gesture: Gesture,
    /// Hears pointers that are let go beside the canvas; there once it is drawn.
    released: Option<EventListener>,
    touches: Vec<(i32, Point)>,
    space: bool,
    drag: Option<Drag>,
    marquee: Option<Rect>,
    wire: Option<Wire>,
    adding: Option<Adding>,
    said: AttrValue,
    surface: Surface,
    bounds: Rect,
    fitted: bool,
    to_focus: Option<AttrValue>,
    /// A node that was just selected: its settings open beside the canvas, which gets narrower.
    to_reveal: Option<AttrValue>,
    /// How often a setting was asked to take the focus, and which one is to; the first where none is named.
    to_inspect: (u32, AttrValue),
    /// Whether the focus is on its way to a setting: nothing else may take it until the next key or focus.
    inspecting: bool,
}

impl Component for Canvas {
    type Message = Msg;
    type Properties = CanvasProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = &ctx.props().graph;
        let focus = props.focus.as_ref().map(|f| AttrValue::from(f.node.clone()));
        let mut canvas = Self {
            calls: Calls::new(ctx.link()),
            scene: Rc::new(Scene::new(&props.graph, None)),
            faults: faults(props, &HashMap::new()),
            view: Viewport::default(),
            selection: Selection::of(focus.clone()),
            focused: None,
            gesture: Gesture::Idle,
            released: None,
            touches: Vec::new(),
            space: false,
            drag: None,
            marquee: None,
            wire: None,
            adding: None,
            said: AttrValue::default(),
            surface: Surface::default(),
            bounds: Rect::default(),
            fitted: false,
            to_focus: focus,
            to_reveal: None,
            to_inspect: (0, AttrValue::default()),
            inspecting: false,
        };
        if let Some(focus) = &props.focus {
            canvas.inspect(&focus.setting);
        }
        canvas
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &CanvasProps) -> bool {
        let (props, old) = (&ctx.props().graph, &old.graph);
        if !Rc::ptr_eq(&props.graph, &old.graph) {
            let scene = Rc::new(Scene::new(&props.graph, Some(&self.scene)));
            // Nodes stand in the page in the order of Tab; the browser takes the focus from one that changes its place
            // there.
            let is_free = self.to_focus.is_none() && !self.inspecting;
            if is_free && !scene.in_order().eq(self.scene.in_order()) {
                self.to_focus = self.focused.clone().filter(|id| surface::has_focus(id));
            }
            self.scene = scene;
            self.selection = self.selection.pruned(&self.scene);
            // Positions in a scene are not those in another.
            self.wire = None;
            self.drag = None;
        }
        if !Rc::ptr_eq(&props.problems, &old.problems) {
            self.faults = faults(props, &self.faults);
        }
        if props.focus != old.focus
            && let Some(focus) = &props.focus
        {
            let id = AttrValue::from(focus.node.clone());
            self.selection = Selection::of([id.clone()]).pruned(&self.scene);
            self.to_focus = Some(id);
            self.inspect(&focus.setting);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Down(e) => self.down(ctx, &e),
            Msg::Moved(e) => self.moved(ctx, &e),
            // What a press selected is brought into sight once it has ended and the settings have opened.
            Msg::Up(e) => self.up(ctx, &e) | self.to_reveal.is_some(),
            Msg::Lost => self.lost(),
            Msg::Twice(e) => self.twice(ctx, &e),
            Msg::Wheel(e) => self.wheel(&e),
            Msg::Key(e) => {
                self.inspecting = false;
                self.key(ctx, &e)
            }
            Msg::KeyUp(e) => {
                self.space &= e.key() != " ";
                false
            }
            Msg::Focus(e) => {
                self.inspecting = false;
                self.focused = match surface::hit(e.target()) {
                    surface::Hit::Node(id) => Some(AttrValue::from(id)),
                    _ => None,
                };
                self.reveal_focused();
                false
            }
            Msg::CopyEvent(e) => self.copy_event(ctx, &e, false),
            Msg::CutEvent(e) => self.copy_event(ctx, &e, true),
            Msg::PasteEvent(e) => self.paste_event(ctx, &e),
            Msg::Pasted(text) => self.pasted(ctx, text),
            Msg::Do(command) => self.act(ctx, command),
            Msg::Pick(data) => self.picked(ctx, *data),
            Msg::Leave => {
                self.adding = None;
                self.surface.focus();
                true
            }
            Msg::Centre(at) => {
                if let Some((w, h)) = self.surface.size() {
                    let centre = self.view.to_screen(at);
                    self.look(self.view.panned(w / 2.0 - centre.x, h / 2.0 - centre.y));
                }
                false
            }
            Msg::Change(change) => {
                ctx.props().graph.onedit.emit(change);
                false
            }
            Msg::Select(selection) => {
                self.select(ctx, selection);
                true
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.draw(ctx)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if self.released.is_none() {
            self.released = Some(self.hear_releases(ctx));
        }
        if first || !self.fitted {
            self.fitted = self.fit();
        }
        if let Some(id) = self.to_focus.take_if(|id| self.scene.node(id).is_some()) {
            // A setting that was asked for keeps the focus; the node is only shown.
            if std::mem::take(&mut self.to_inspect.1).is_empty() {
                surface::focus_node(&id);
            }
            self.focused = Some(id);
            self.reveal_focused();
        }
        if self.gesture == Gesture::Idle
            && let Some(id) = self.to_reveal.take()
        {
            self.reveal_hidden(&id);
        }
    }
}

impl Canvas {
    /// Asks for an edit as a step of its own.
    fn edit(&self, ctx: &Context<Self>, edit: Edit) {
        ctx.props().graph.onedit.emit(GraphChange::step(edit));
    }

    /// Asks for the focus in a setting of the selected node; not where none is named.
    fn inspect(&mut self, setting: &str) {
        let count = self.to_inspect.0 + u32::from(!setting.is_empty());
        self.to_inspect = (count, setting.to_owned().into());
        self.inspecting |= !setting.is_empty();
    }

    /// Asks for the focus in the first setting of what is selected.
    fn inspect_first(&mut self) {
        self.to_inspect = (self.to_inspect.0 + 1, AttrValue::default());
        self.inspecting = true;
    }

    /// Has a sentence read out.
    fn say(&mut self, text: impl Into<AttrValue>) -> bool {
        self.said = text.into();
        true
    }

    /// Says why something was not done, to eyes and ears.
    fn refuse(&mut self, ctx: &Context<Self>, why: String) -> bool {
        ctx.props().toasts.show(craftstrat_ui_kit::ToastKind::Error, why.clone());
        self.say(why)
    }

    /// Selects, and tells whoever wants to know.
    fn select(&mut self, ctx: &Context<Self>, selection: Selection) {
        if self.selection != selection {
            let ids = selection.nodes.iter().map(AttrValue::to_string).collect();
            self.selection = selection;
            self.to_reveal = self.selection.only().cloned();
            ctx.props().graph.onselect.emit(ids);
        }
    }

    /// What is wrong with the one selected node.
    fn selected_faults(&self) -> Option<Faults> {
        self.selection.only().and_then(|id| self.faults.get(id)).cloned()
    }

    /// Moves the view.
    fn look(&mut self, view: Viewport) {
        self.view = view;
        self.surface.show(&view);
    }

    /// Shows everything. Whether the canvas has a size yet.
    fn fit(&mut self) -> bool {
        let Some((w, h)) = self.surface.size() else { return false };
        let view = self.scene.bounds().map_or_else(Viewport::default, |all| Viewport::fit(all, w, h));
        self.look(view);
        true
    }

    /// Moves the view such that a node is seen whole; not where it is.
    fn reveal_hidden(&mut self, id: &str) {
        let node = self.scene.node(id).map(|n| n.rect);
        if let (Some(rect), Some((w, h))) = (node, self.surface.size())
            && self.view.hides(rect, w, h)
        {
            self.look(self.view.revealing(rect, w, h));
        }
    }

    /// Moves the view such that the focused node is seen.
    fn reveal_focused(&mut self) {
        let node = self.focused.as_ref().and_then(|id| self.scene.node(id)).map(|n| n.rect);
        if let (Some(rect), Some((w, h)), Gesture::Idle) = (node, self.surface.size(), &self.gesture) {
            let view = self.view.revealing(rect, w, h);
            if view != self.view {
                self.look(view);
            }
        }
    }
}
