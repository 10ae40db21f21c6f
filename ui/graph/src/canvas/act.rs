//! What commands do, whether they come from a key, a button or a menu.

use super::{Canvas, Gesture, surface};
use crate::adding;
use crate::arrange::{Arrangement, arrange};
use crate::change::GraphChange;
use crate::describe;
use crate::frames;
use crate::geometry::{Point, Rect};
use crate::keys::{Command, Held, command};
use crate::scene::port_offset;
use crate::selection::Selection;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::model::NodeData;
use craftstrat_studio::ports::PortRef;
use craftstrat_studio::{clipboard, groups, layout};
use serde_json::{Map, json};
use yew::prelude::*;

/// What a button's step magnifies by.
const ZOOM_STEP: f64 = 1.25;

/// How many steps of the grid an arrow key moves the view.
const PAN_STEPS: f64 = 6.0;

impl Canvas {
    pub(super) fn key(&mut self, ctx: &Context<Self>, e: &KeyboardEvent) -> bool {
        let hit = surface::hit(e.target());
        if hit == surface::Hit::Control {
            return false;
        }
        let held = Held {
            ctrl: e.ctrl_key() || e.meta_key(),
            shift: e.shift_key(),
            alt: e.alt_key(),
            linking: self.wire.is_some(),
            on_node: matches!(hit, surface::Hit::Node(_)),
        };
        if e.key() == " " && !held.linking {
            e.prevent_default();
            self.space = true;
            return false;
        }
        let found = if held.linking && e.key().eq_ignore_ascii_case("c") {
            Some(Command::Connect)
        } else {
            command(&e.key(), held)
        };
        let Some(command) = found else { return false };
        e.prevent_default();
        e.stop_propagation();
        self.act(ctx, command)
    }

    pub(super) fn act(&mut self, ctx: &Context<Self>, command: Command) -> bool {
        let props = &ctx.props().graph;
        let about = self.selection.about(self.focused.as_ref());
        match command {
            Command::Fit => {
                self.fit();
                false
            }
            Command::ZoomIn => self.zoom(ZOOM_STEP),
            Command::ZoomOut => self.zoom(1.0 / ZOOM_STEP),
            Command::Copy => self.copy(ctx, false),
            Command::SelectAll => {
                let all = self.scene.nodes.iter().map(|n| n.id.clone());
                self.select(ctx, Selection::of(all));
                let count = self.scene.nodes.len();
                let text = ctx.props().i18n.tf("graph-said-selected", &[("count", count.into())]);
                self.say(text)
            }
            Command::Cancel => self.cancel(ctx),
            Command::Toggle => {
                if let Some(id) = self.focused.clone() {
                    let selection = self.selection.toggled(&id);
                    let count = selection.nodes.len();
                    self.select(ctx, selection);
                    let text = ctx.props().i18n.tf("graph-said-selected", &[("count", count.into())]);
                    self.say(text);
                }
                true
            }
            Command::Edit => {
                if let Some(id) = self.focused.clone() {
                    self.select(ctx, Selection::of([id]));
                }
                self.inspect_first();
                true
            }
            Command::Move { dx, dy } if about.nodes.is_empty() => {
                self.look(self.view.panned(-dx * PAN_STEPS, -dy * PAN_STEPS));
                false
            }
            _ if props.readonly => {
                let text = ctx.props().i18n.t("graph-said-readonly");
                self.say(text)
            }
            Command::Undo => {
                props.onundo.emit(());
                false
            }
            Command::Redo => {
                props.onredo.emit(());
                false
            }
            Command::Cut => self.copy(ctx, true),
            Command::Paste => self.paste(ctx),
            Command::Duplicate => match clipboard::duplicate(&props.graph, &about.ids()) {
                Ok((edit, ids)) => self.added(ctx, edit, ids),
                Err(why) => {
                    let why = why.text(ctx.props().i18n.catalogue());
                    self.refuse(ctx, why)
                }
            },
            Command::Delete => self.delete(ctx, &about),
            Command::Layout => {
                self.edit(ctx, Edit::MoveNodes(layout::auto(&props.graph)));
                // Shown whole once the new positions are there.
                self.fitted = false;
                let text = ctx.props().i18n.t("graph-said-layout");
                self.say(text)
            }
            Command::Add => {
                let (screen, canvas) = self.free_place();
                self.search(screen, canvas, None);
                true
            }
            Command::Comment => {
                let mut data = Map::new();
                data.insert("text".to_owned(), json!(ctx.props().i18n.t("graph-comment-new")));
                let (_, canvas) = self.free_place();
                self.place(ctx, NodeData::Comment(data), canvas, None);
                // The text is written beside the canvas: the focus goes there, not to the node.
                self.to_focus = None;
                self.inspect_first();
                true
            }
            Command::Connect => self.begin_link(ctx),
            Command::Target { forward } => self.next_target(ctx, forward),
            Command::Confirm => self.confirm_link(ctx),
            Command::Move { dx, dy } => self.nudge(ctx, &about, dx, dy),
            Command::Arrange(how) => self.arrange(ctx, &about, how),
            Command::Group => {
                let title = ctx.props().i18n.t("graph-frame-new");
                match frames::around(&props.graph, &about.ids(), &title) {
                    Some((edit, id)) => {
                        self.edit(ctx, edit);
                        self.select(ctx, Selection::frame(AttrValue::from(id)));
                        self.inspect_first();
                        let text = ctx.props().i18n.t("graph-said-framed");
                        self.say(text)
                    }
                    None => false,
                }
            }
            Command::Ungroup => match frames::without(&props.graph, about.frame.as_deref(), &about.ids()) {
                Some(edit) => {
                    self.edit(ctx, edit);
                    let text = ctx.props().i18n.t("graph-said-unframed");
                    self.say(text)
                }
                None => false,
            },
        }
    }

    fn zoom(&mut self, by: f64) -> bool {
        if let Some((w, h)) = self.surface.size() {
            self.look(self.view.zoomed(by, Point::new(w / 2.0, h / 2.0)));
        }
        false
    }

    fn cancel(&mut self, ctx: &Context<Self>) -> bool {
        if self.adding.take().is_some() {
            self.surface.focus();
        } else if self.wire.is_some() || self.gesture != Gesture::Idle {
            self.lost();
            let text = ctx.props().i18n.t("graph-said-cancelled");
            self.say(text);
        } else {
            self.select(ctx, Selection::default());
        }
        true
    }

    fn delete(&mut self, ctx: &Context<Self>, about: &Selection) -> bool {
        let edit = match (&about.edge, &about.frame) {
            (Some(edge), _) => Edit::Disconnect(edge.clone()),
            (_, Some(frame)) => Edit::RemoveNodes(vec![frame.to_string()]),
            _ if about.nodes.is_empty() => return false,
            _ => Edit::RemoveNodes(about.nodes.iter().map(AttrValue::to_string).collect()),
        };
        let text = match &edit {
            Edit::Disconnect(_) => ctx.props().i18n.t("graph-said-disconnected"),
            _ => ctx.props().i18n.tf("graph-said-deleted", &[("count", about.nodes.len().max(1).into())]),
        };
        self.edit(ctx, edit);
        self.focused = None;
        self.select(ctx, Selection::default());
        self.surface.focus();
        self.say(text)
    }

    /// Positions after moving nodes; and of those that had none, so that what is seen is what is kept.
    pub(super) fn moves(
        &self,
        nodes: impl IntoIterator<Item = usize>,
        dx: f64,
        dy: f64,
    ) -> Vec<(String, f64, f64)> {
        let moved: Vec<usize> = nodes.into_iter().collect();
        let at = |i: &usize, dx: f64, dy: f64| {
            self.scene.nodes.get(*i).map(|n| (n.id.to_string(), n.rect.x + dx, n.rect.y + dy))
        };
        let others = self.scene.unplaced.iter().filter(|i| !moved.contains(i));
        moved.iter().filter_map(|i| at(i, dx, dy)).chain(others.filter_map(|i| at(i, 0.0, 0.0))).collect()
    }

    fn nudge(&mut self, ctx: &Context<Self>, about: &Selection, dx: f64, dy: f64) -> bool {
        let nodes = about.nodes.iter().filter_map(|id| self.scene.position(id));
        let moves = self.moves(nodes, dx, dy);
        let key = format!("graph-move-{}", about.ids().join(","));
        ctx.props().graph.onedit.emit(GraphChange::part(Edit::MoveNodes(moves), key));
        false
    }

    fn arrange(&mut self, ctx: &Context<Self>, about: &Selection, how: Arrangement) -> bool {
        let nodes = about.nodes.iter().filter_map(|id| self.scene.node(id));
        let rects: Vec<(String, Rect)> = nodes.map(|n| (n.id.to_string(), n.rect)).collect();
        let moves = arrange(how, &rects);
        if !moves.is_empty() {
            self.edit(ctx, Edit::MoveNodes(moves));
        }
        let text = ctx.props().i18n.t(how.key());
        self.say(text)
    }

    /// Where a node goes that is added without pointing: beside the focused one, or in the middle of what is seen.
    fn free_place(&self) -> (Point, Point) {
        let node = self.focused.as_ref().and_then(|id| self.scene.position(id));
        let at = match node {
            Some(_) => adding::beside(&self.scene, node, false),
            None => {
                let (w, h) = self.surface.size().unwrap_or_default();
                adding::free(&self.scene, self.view.to_canvas(Point::new(w / 2.0 - 100.0, h / 3.0)))
            }
        };
        (self.view.to_screen(at), at)
    }

    /// A node was picked from the search.
    pub(super) fn picked(&mut self, ctx: &Context<Self>, data: NodeData) -> bool {
        let Some(adding) = self.adding.take() else { return false };
        let end = adding.end.and_then(|e| Some((e.input, e.named(&self.scene)?)));
        let at = match &end {
            Some((true, _)) => adding.canvas.plus(-crate::scene::WIDTH, -port_offset(0)),
            Some((false, _)) => adding.canvas.plus(0.0, -port_offset(0)),
            None => adding.canvas,
        };
        self.place(ctx, data, at, end);
        true
    }

    /// Adds a node, connected to a port where one is given (whether that is an input, and which).
    fn place(&mut self, ctx: &Context<Self>, data: NodeData, at: Point, end: Option<(bool, PortRef)>) {
        let (edit, node) = adding::add(&ctx.props().graph.graph, data, at, end);
        let name = describe::title(&node, &ctx.props().i18n);
        self.added(ctx, edit, vec![node.id]);
        let text = ctx.props().i18n.tf("graph-said-added", &[("node", name.into())]);
        self.say(text);
    }

    /// Asks for an edit that adds nodes, and selects them.
    pub(super) fn added(&mut self, ctx: &Context<Self>, edit: Edit, ids: Vec<String>) -> bool {
        self.edit(ctx, edit);
        let shown = |id: &&String| !groups::frames(&ctx.props().graph.graph).iter().any(|f| f.id == **id);
        let ids: Vec<AttrValue> = ids.iter().filter(shown).cloned().map(AttrValue::from).collect();
        let count = ids.len();
        self.to_focus = ids.first().cloned();
        self.select(ctx, Selection::of(ids));
        let text = ctx.props().i18n.tf("graph-said-pasted", &[("count", count.into())]);
        self.say(text)
    }
}
