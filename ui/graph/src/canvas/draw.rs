//! The canvas, drawn from its state.

use super::surface::marquee_style;
use super::{Canvas, Msg};
use crate::geometry::curve;
use crate::inspector::Inspector;
use crate::parts::add_menu::AddMenu;
use crate::parts::edge::EdgeView;
use crate::parts::minimap::Minimap;
use crate::parts::node::{Hint, NodeView};
use crate::parts::toolbar::Toolbar;
use crate::scene::Same;
use craftstrat_studio::ports::Kind;
use std::collections::HashMap;
use std::rc::Rc;
use yew::prelude::*;

impl Canvas {
    pub(super) fn draw(&self, ctx: &Context<Self>) -> Html {
        let props = &ctx.props().graph;
        let i18n = &ctx.props().i18n;
        html! {
            <div class="flex h-full min-h-96 w-full flex-col overflow-hidden rounded-box border border-base-300 bg-base-200">
                <Toolbar onact={self.calls.act.clone()} readonly={props.readonly} can_undo={props.can_undo}
                    can_redo={props.can_redo} selected={self.selection.nodes.len()} zoom={self.surface.zoom.clone()}
                    i18n={i18n.clone()} />
                <div class="@container flex min-h-0 flex-1">
                    { self.draw_surface(ctx) }
                    <Inspector graph={Same(Rc::clone(&props.graph))} scene={Same(Rc::clone(&self.scene))}
                        selection={self.selection.clone()} faults={self.selected_faults()} focus={self.to_inspect.clone()}
                        readonly={props.readonly} onchange={self.calls.change.clone()}
                        onselect={self.calls.select.clone()} onact={self.calls.act.clone()} />
                </div>
                <p class="sr-only" aria-live="polite" data-testid="graph-live">{ &self.said }</p>
            </div>
        }
    }

    fn draw_surface(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let i18n = &ctx.props().i18n;
        html! {
            <div ref={self.surface.root.clone()} role="application" tabindex="0" data-testid="graph"
                aria-label={i18n.t("graph-canvas")} aria-describedby="graph-canvas-help"
                class="relative min-w-0 flex-1 touch-none overflow-hidden focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-primary bg-[radial-gradient(circle,var(--color-base-300)_1px,transparent_1px)]"
                onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Moved)}
                onpointerup={link.callback(Msg::Up)} onpointercancel={link.callback(|_: PointerEvent| Msg::Lost)}
                ondblclick={link.callback(Msg::Twice)} onwheel={link.callback(Msg::Wheel)}
                onkeydown={link.callback(Msg::Key)} onkeyup={link.callback(Msg::KeyUp)}
                onfocusin={link.callback(Msg::Focus)} oncopy={link.callback(Msg::CopyEvent)}
                oncut={link.callback(Msg::CutEvent)} onpaste={link.callback(Msg::PasteEvent)}>
                <p id="graph-canvas-help" class="sr-only">{ i18n.t("graph-canvas-help") }</p>
                <div ref={self.surface.world.clone()} class="absolute top-0 left-0 size-px origin-top-left">
                    { self.draw_frames() }
                    <svg class="pointer-events-none absolute top-0 left-0 size-px overflow-visible" aria-hidden="true">
                        { self.draw_edges(ctx) }
                        { self.draw_wire() }
                    </svg>
                    { self.draw_nodes(ctx) }
                    // Filled and moved by the canvas itself while nodes are dragged.
                    <div ref={self.surface.lifted.clone()} aria-hidden="true"
                        class="pointer-events-none absolute top-0 left-0 z-2 size-px"></div>
                    if let Some(rect) = self.marquee {
                        <div ref={self.surface.marquee.clone()} style={marquee_style(rect)}
                            class="pointer-events-none absolute top-0 left-0 border border-primary bg-primary/10"></div>
                    }
                </div>
                if self.scene.nodes.is_empty() {
                    <p class="pointer-events-none absolute inset-0 flex items-center justify-center p-8 text-center text-base-content/70">
                        { i18n.t("graph-empty") }
                    </p>
                }
                if let Some(adding) = &self.adding {
                    <AddMenu at={adding.screen} wanted={adding.wanted} i18n={i18n.clone()}
                        onpick={self.calls.pick.clone()} onleave={self.calls.leave.clone()} />
                }
                <Minimap scene={Same(Rc::clone(&self.scene))} seen={self.surface.seen.clone()}
                    onlook={self.calls.centre.clone()} />
            </div>
        }
    }

    fn draw_frames(&self) -> Html {
        let frame = |f: &crate::scene::SceneFrame| {
            let style = format!(
                "transform:translate({:.1}px,{:.1}px);width:{:.1}px;height:{:.1}px",
                f.rect.x, f.rect.y, f.rect.w, f.rect.h
            );
            let selected = self.selection.frame.as_deref() == Some(f.frame.id.as_str());
            let class = classes!(
                "pointer-events-none",
                "absolute",
                "top-0",
                "left-0",
                "rounded-box",
                "border-2",
                "border-dashed",
                "bg-base-content/5",
                "data-lifted:opacity-0",
                if selected { "border-primary" } else { "border-base-content/30" },
            );
            html! {
                <div key={f.frame.id.clone()} {class} {style} data-testid={format!("frame-{}", f.frame.id)}>
                    <div class="pointer-events-auto flex h-7 cursor-grab items-center truncate px-3 text-sm font-medium"
                        data-frame={f.frame.id.clone()}>{ &f.frame.title }</div>
                </div>
            }
        };
        self.scene.frames.iter().map(frame).collect()
    }

    fn draw_edges(&self, ctx: &Context<Self>) -> Html {
        let values = ctx.props().graph.values.as_deref();
        let taken = self.wire.as_ref().and_then(|w| w.taken.as_ref());
        let shown = self.scene.edges.iter().enumerate().filter(|(_, e)| Some(&e.edge) != taken);
        let one = |(at, edge): (usize, &Same<crate::scene::SceneEdge>)| {
            let (from, to) = self.scene.ends(edge)?;
            let (source, target) = (&self.scene.nodes[edge.from.0], &self.scene.nodes[edge.to.0]);
            let kind = source.ports.outputs.get(edge.from.1).map_or(Kind::Number, |p| p.kind);
            let value = values.and_then(|v| v.get(source.id.as_str())).copied().flatten();
            let key = format!("{}\n{}\n{at}", source.id, target.id);
            Some(html! {
                <EdgeView {key} {at} {kind} names={(source.id.clone(), target.id.clone())} {from} {to}
                    selected={self.selection.edge.as_ref() == Some(&edge.edge)}
                    broken={edge.to.1.is_none()} lit={kind == Kind::Truth && value.is_some_and(|v| v != 0.0)} />
            })
        };
        shown.filter_map(one).collect()
    }

    fn draw_wire(&self) -> Html {
        let Some((wire, from)) = self.wire.as_ref().and_then(|w| Some((w, w.start.place(&self.scene)?)))
        else {
            return html! {};
        };
        let d = if wire.start.input { curve(wire.tip, from) } else { curve(from, wire.tip) };
        let stroke = match self.wire_kind() {
            Kind::Number => "stroke-info",
            Kind::Truth => "stroke-accent",
        };
        html! {
            <path ref={self.surface.wire.clone()} {d} stroke-dasharray="4 4"
                class={classes!("fill-none", "stroke-[3px]", stroke)} data-testid="wire" />
        }
    }

    fn draw_nodes(&self, ctx: &Context<Self>) -> Html {
        let props = &ctx.props().graph;
        let i18n = &ctx.props().i18n;
        let mut open: HashMap<usize, Vec<usize>> = HashMap::new();
        for target in self.wire.iter().flat_map(|w| &w.targets) {
            open.entry(target.node).or_default().push(target.port);
        }
        let hint = |node: usize| match &self.wire {
            None => Hint::None,
            Some(wire) if wire.start.node == node => Hint::Start,
            Some(wire) => match open.get(&node) {
                Some(ports) => {
                    Hint::Open(ports.clone(), wire.over.filter(|o| o.node == node).map(|o| o.port))
                }
                None => Hint::Barred,
            },
        };
        let backwards = self.wire.as_ref().is_some_and(|w| w.start.input);
        let one = |at: &usize| {
            let node = self.scene.nodes.get(*at)?;
            let value = props.values.as_ref().and_then(|v| v.get(node.id.as_str()).copied());
            Some(html! {
                <NodeView key={node.id.to_string()} node={node.clone()}
                    selected={self.selection.nodes.contains(&node.id)} faults={self.faults.get(&node.id).cloned()}
                    {value} hint={hint(*at)} {backwards} i18n={i18n.clone()} />
            })
        };
        self.scene.tab.iter().filter_map(one).collect()
    }
}
