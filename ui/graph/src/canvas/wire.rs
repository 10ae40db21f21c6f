//! Making an edge, by pointer or by keyboard.

use super::{Adding, Canvas};
use crate::describe;
use crate::entries::Wanted;
use crate::geometry::Point;
use crate::linking::{self, Plug};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::model::{Edge, Graph};
use craftstrat_studio::ports::{self, Kind};
use yew::prelude::*;

/// Size of the search on the screen, to keep it in sight.
const SEARCH: (f64, f64) = (336.0, 400.0);

/// An edge being made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wire {
    /// Where it starts.
    pub(crate) start: Plug,
    /// Where it can go.
    pub(crate) targets: Vec<Plug>,
    /// The target it is at.
    pub(crate) over: Option<Plug>,
    /// Where its loose end is, on the canvas.
    pub(crate) tip: Point,
    /// The edge it was before it was taken off its port.
    pub(crate) taken: Option<Edge>,
}

impl Canvas {
    /// Starts an edge at a port. An input that has its only edge gives it off.
    pub(super) fn start_wire(&mut self, plug: Plug) {
        let single = self.scene.nodes.get(plug.node).and_then(|n| n.ports.inputs.get(plug.port));
        let single = plug.input && single.is_some_and(|p| !p.many);
        let on = self.scene.edges.iter().find(|e| single && e.to == (plug.node, Some(plug.port)));
        let start = on.map_or(plug, |e| Plug { node: e.from.0, port: e.from.1, input: false });
        let mut targets = linking::targets(&self.scene, start);
        targets.extend(on.map(|_| plug));
        let tip = plug.place(&self.scene).unwrap_or_default();
        let taken = on.map(|e| e.edge.clone());
        self.wire = Some(Wire { start, targets, over: None, tip, taken });
    }

    /// The pointer lets the edge go.
    pub(super) fn drop_wire(&mut self, ctx: &Context<Self>, at: Point, screen: Point) -> bool {
        let Some(wire) = self.wire.take() else { return true };
        let home = self.scene.nodes.get(wire.start.node).is_some_and(|n| n.rect.holds(at));
        match linking::dropped(&self.scene, wire.start, &wire.targets, at) {
            Some(target) => self.link(ctx, &wire, target),
            None if home => true,
            None => {
                match wire.taken {
                    Some(edge) => {
                        self.edit(ctx, Edit::Disconnect(edge));
                        let text = ctx.props().i18n.t("graph-said-disconnected");
                        self.say(text);
                    }
                    None => self.search(screen, at, Some(wire.start)),
                }
                true
            }
        }
    }

    /// Asks for the edge between the wire's start and a port, or says why there can be none.
    fn link(&mut self, ctx: &Context<Self>, wire: &Wire, target: Plug) -> bool {
        let graph = &ctx.props().graph.graph;
        let (from, to) = if wire.start.input { (target, wire.start) } else { (wire.start, target) };
        let (Some(source), Some(sink)) = (from.named(&self.scene), to.named(&self.scene)) else {
            // A node without ports of that direction.
            let why = ctx.props().i18n.t("graph-no-port");
            return self.refuse(ctx, why);
        };
        let without;
        let graph: &Graph = match &wire.taken {
            Some(taken) => {
                let mut rest = (**graph).clone();
                rest.edges.retain(|e| e != taken);
                without = rest;
                &without
            }
            None => graph,
        };
        match ports::edge(graph, &source, &sink) {
            Ok(edge) => {
                let ends = [("from", self.name(ctx, from)), ("to", self.name(ctx, to))];
                let edit = match wire.taken.clone() {
                    Some(taken) if taken == edge => return true,
                    Some(taken) => Edit::Reconnect { from: taken, to: edge },
                    None => Edit::Connect(edge),
                };
                self.edit(ctx, edit);
                let ends: Vec<_> = ends.iter().map(|(k, v)| (*k, v.as_str().into())).collect();
                let text = ctx.props().i18n.tf("graph-said-connected", &ends);
                self.say(text)
            }
            Err(why) => {
                let why = why.text(ctx.props().i18n.catalogue());
                self.refuse(ctx, why)
            }
        }
    }

    /// What the node of a port is called.
    fn name(&self, ctx: &Context<Self>, plug: Plug) -> String {
        self.scene
            .nodes
            .get(plug.node)
            .map(|n| describe::full(&n.node, &ctx.props().i18n))
            .unwrap_or_default()
    }

    /// The keyboard starts an edge at the focused node, or goes on to its next port.
    pub(super) fn begin_link(&mut self, ctx: &Context<Self>) -> bool {
        let about = self.focused.as_ref().or_else(|| self.selection.only());
        let Some(node) = about.and_then(|id| self.scene.position(id)) else {
            let text = ctx.props().i18n.t("graph-said-focus-first");
            return self.say(text);
        };
        let ports = &self.scene.nodes[node].ports;
        // What gives nothing is connected from the other side.
        let input = ports.outputs.is_empty();
        let count = if input { ports.inputs.len() } else { ports.outputs.len() };
        if count == 0 {
            let why = ctx.props().i18n.t("graph-no-port");
            return self.refuse(ctx, why);
        }
        let before = self.wire.as_ref().map(|w| w.start).filter(|s| s.node == node && s.input == input);
        let start = Plug { node, port: before.map_or(0, |s| (s.port + 1) % count), input };
        let targets = linking::targets(&self.scene, start);
        if targets.is_empty() {
            let why = ctx.props().i18n.t("graph-no-target");
            return self.refuse(ctx, why);
        }
        let home = start.place(&self.scene).unwrap_or_default();
        let away = |p: &Plug| p.place(&self.scene).map_or(f64::INFINITY, |at| at.distance(home));
        let nearest = targets.iter().copied().min_by(|a, b| away(a).total_cmp(&away(b)));
        self.wire = Some(Wire { start, targets, over: None, tip: home, taken: None });
        self.aim(ctx, nearest)
    }

    /// The keyboard goes to another target.
    pub(super) fn next_target(&mut self, ctx: &Context<Self>, forward: bool) -> bool {
        let Some(wire) = &self.wire else { return false };
        let at = wire.over.and_then(|o| wire.targets.iter().position(|t| *t == o)).unwrap_or_default();
        let next = wire.targets.get(linking::stepped(at, wire.targets.len(), forward)).copied();
        self.aim(ctx, next)
    }

    /// Points the edge at a target and says which.
    fn aim(&mut self, ctx: &Context<Self>, target: Option<Plug>) -> bool {
        let Some(target) = target else { return false };
        let Some(node) = self.scene.nodes.get(target.node).cloned() else { return false };
        let i18n = &ctx.props().i18n;
        let list = if target.input { &node.ports.inputs } else { &node.ports.outputs };
        let port = list.get(target.port).map(|p| describe::port(p.name, i18n)).unwrap_or_default();
        let Some(wire) = &mut self.wire else { return false };
        wire.over = Some(target);
        wire.tip = target.place(&self.scene).unwrap_or_default();
        let at = wire.targets.iter().position(|t| *t == target).map_or(1, |i| i + 1);
        let text = i18n.tf(
            "graph-said-target",
            &[
                ("node", describe::full(&node.node, i18n).into()),
                ("port", port.into()),
                ("at", at.into()),
                ("count", wire.targets.len().into()),
            ],
        );
        if let Some((w, h)) = self.surface.size() {
            self.look(self.view.revealing(node.rect, w, h));
        }
        self.say(text)
    }

    /// The keyboard makes the edge.
    pub(super) fn confirm_link(&mut self, ctx: &Context<Self>) -> bool {
        match self.wire.take() {
            Some(Wire { over: Some(target), .. }) if target.place(&self.scene).is_none() => true,
            Some(wire) => match wire.over {
                Some(target) => self.link(ctx, &wire, target),
                None => true,
            },
            None => false,
        }
    }

    /// Opens the search for a node to add; where an edge was dropped, for one it can go to.
    pub(super) fn search(&mut self, screen: Point, canvas: Point, end: Option<Plug>) {
        let wanted = end.and_then(|e| e.kind(&self.scene).map(|kind| Wanted { kind, input: !e.input }));
        let (w, h) = self.surface.size().unwrap_or(SEARCH);
        let kept = |v: f64, size: f64, all: f64| v.min(all - size - 8.0).max(8.0);
        let screen = Point::new(kept(screen.x, SEARCH.0, w), kept(screen.y, SEARCH.1, h));
        self.adding = Some(Adding { screen, canvas, end, wanted });
    }

    /// What goes through the edge being made.
    pub(super) fn wire_kind(&self) -> Kind {
        self.wire.as_ref().and_then(|w| w.start.kind(&self.scene)).unwrap_or(Kind::Number)
    }
}
