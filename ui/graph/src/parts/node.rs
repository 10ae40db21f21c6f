//! A node as it is drawn. It holds no callback: the canvas finds out what was meant from the `data-` attributes, so that a
//! node is drawn again only when something about it changes.

use crate::describe;
use crate::scene::{HEAD, Same, SceneNode, port_offset};
use craftstrat_compiler::Severity;
use craftstrat_studio::model::NodeData;
use craftstrat_studio::ports::{Kind, Port};
use craftstrat_ui_kit::{I18n, Icon, IconName};
use std::rc::Rc;
use yew::prelude::*;

/// What an edge that is being made means to a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hint {
    /// No edge is being made.
    #[default]
    None,
    /// It starts here.
    Start,
    /// It cannot go here.
    Barred,
    /// It can go to these ports: positions, and the one it is over.
    Open(Vec<usize>, Option<usize>),
}

/// What is wrong with a node.
pub type Faults = Rc<Vec<(Severity, String)>>;

/// Properties of [`NodeView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NodeProps {
    /// The node.
    pub node: Same<SceneNode>,
    /// Whether it is selected.
    pub selected: bool,
    /// What is wrong with it.
    pub faults: Option<Faults>,
    /// Its live value, where there are any; inside, `None` where it is missing.
    pub value: Option<Option<f64>>,
    /// What an edge that is being made means to it.
    pub hint: Hint,
    /// Whether the edge comes from an input, so that outputs are its targets.
    pub backwards: bool,
    /// The language.
    pub i18n: I18n,
}

/// A node on the canvas.
#[component]
pub fn NodeView(props: &NodeProps) -> Html {
    let NodeProps { node, i18n, .. } = props;
    let text = use_memo((node.clone(), i18n.clone()), |(node, i18n)| Words::of(node, i18n));
    let (x, y) = (node.rect.x, node.rect.y);
    let style = format!(
        "transform:translate({x:.1}px,{y:.1}px);width:{}px;height:{}px{}",
        node.rect.w,
        node.rect.h,
        if props.selected { ";z-index:2" } else { "" }
    );
    let worst = props.faults.as_ref().and_then(|f| f.iter().map(|(s, _)| *s).min());
    let class = classes!(
        "absolute",
        "top-0",
        "left-0",
        "rounded-box",
        "border",
        "shadow-sm",
        "select-none",
        "cursor-grab",
        "data-lifted:opacity-0",
        "focus-visible:outline-2",
        "focus-visible:outline-offset-2",
        "focus-visible:outline-primary",
        if node.is_comment() { "bg-warning/15" } else { "bg-base-100" },
        if props.selected { "ring-2 ring-primary border-primary" } else { "border-base-content/25" },
        (worst == Some(Severity::Error)).then_some("border-error"),
        (props.hint == Hint::Barred).then_some("opacity-35"),
    );
    html! {
        <div {class} {style} tabindex="0" role="group" aria-roledescription={i18n.t("graph-node")}
            id={format!("graph-node-{}", node.id)}
            aria-label={spoken(props, &text)} data-node={node.id.clone()} data-testid={format!("node-{}", node.id)}>
            if node.is_comment() {
                <p class="h-full overflow-hidden p-2 text-sm leading-5 whitespace-pre-wrap">{ &text.title }</p>
            } else {
                { head(props, &text) }
                { ports(props, true) }
                { ports(props, false) }
            }
        </div>
    }
}

/// What is written on a node.
#[derive(Debug, PartialEq)]
struct Words {
    title: String,
    kind: String,
    summary: String,
}

impl Words {
    fn of(node: &SceneNode, i18n: &I18n) -> Self {
        let data = &node.node.kind;
        Self {
            title: describe::title(&node.node, i18n),
            kind: describe::kind(data, i18n),
            summary: describe::summary(data, i18n),
        }
    }
}

fn spoken(props: &NodeProps, text: &Words) -> String {
    let i18n = &props.i18n;
    let mut parts = vec![text.title.clone(), text.kind.clone(), text.summary.clone()];
    if let Some(value) = props.value {
        parts.push(describe::live(props.node.kind(), value, i18n));
    }
    if let Some(faults) = &props.faults {
        parts.push(i18n.tf("graph-problems", &[("count", faults.len().into())]));
    }
    if props.selected {
        parts.push(i18n.t("graph-selected"));
    }
    parts.retain(|p| !p.is_empty());
    parts.join(", ")
}

/// The bar at the left of a node by its type.
const fn accent(data: &NodeData) -> &'static str {
    match data {
        NodeData::Input(_) | NodeData::Account(_) | NodeData::Slot(_) => "bg-info",
        NodeData::Constant { .. } | NodeData::Parameter(_) => "bg-neutral",
        NodeData::Indicator(_) | NodeData::Math(_) => "bg-secondary",
        NodeData::Comparator(_) | NodeData::Logic(_) => "bg-accent",
        NodeData::Action(_) => "bg-primary",
        NodeData::Comment(_) => "bg-warning",
    }
}

fn head(props: &NodeProps, text: &Words) -> Html {
    let data = &props.node.node.kind;
    html! {
        <div class="flex pl-1.5" style={format!("height:{HEAD}px")}>
            <span class={classes!("absolute", "inset-y-0", "left-0", "w-1.5", "rounded-l-box", accent(data))}></span>
            <div class="min-w-0 flex-1 px-2 py-1">
                <div class="flex items-center gap-1">
                    <span class="min-w-0 flex-1 truncate text-sm font-medium">{ &text.title }</span>
                    { faults(props) }
                    { value(props) }
                </div>
                <div class="truncate text-xs text-base-content/70">
                    { if text.summary.is_empty() { &text.kind } else { &text.summary } }
                </div>
            </div>
        </div>
    }
}

fn faults(props: &NodeProps) -> Html {
    let Some(faults) = props.faults.as_ref().filter(|f| !f.is_empty()) else { return html! {} };
    let error = faults.iter().any(|(s, _)| *s == Severity::Error);
    let lines: Vec<&str> = faults.iter().map(|(_, m)| m.as_str()).collect();
    html! {
        <span class={if error { "text-error" } else { "text-warning" }} title={lines.join("\n")}
            data-testid={format!("fault-{}", props.node.id)}>
            <Icon name={IconName::AlertTriangle} class="size-4" />
        </span>
    }
}

fn value(props: &NodeProps) -> Html {
    let Some(value) = props.value else { return html! {} };
    let kind = props.node.kind();
    let truth = kind != Some(Kind::Number) && value.is_some_and(|v| v != 0.0);
    let class = classes!(
        "badge",
        "badge-sm",
        "tabular-nums",
        if truth { "badge-success" } else { "badge-ghost" },
        value.is_none().then_some("italic"),
    );
    html! {
        <span {class} data-testid={format!("value-{}", props.node.id)}>{ describe::live(kind, value, &props.i18n) }</span>
    }
}

fn ports(props: &NodeProps, inputs: bool) -> Html {
    let list = if inputs { &props.node.ports.inputs } else { &props.node.ports.outputs };
    list.iter().enumerate().map(|(at, p)| port(props, p, at, inputs, list.len())).collect()
}

fn port(props: &NodeProps, port: &Port, at: usize, input: bool, count: usize) -> Html {
    let (open, over) = match &props.hint {
        Hint::Open(open, over) if props.backwards != input => (open.contains(&at), *over == Some(at)),
        _ => (false, false),
    };
    let dim = props.hint != Hint::None && !open && props.hint != Hint::Start;
    let dot = classes!(
        "block",
        "size-3",
        "border-2",
        "border-base-100",
        match port.kind {
            Kind::Number => "rounded-full bg-info",
            Kind::Truth => "rotate-45 bg-accent",
        },
        (open && !over).then_some("ring-2 ring-success"),
        over.then_some("ring-4 ring-success"),
    );
    let side = if input { "left" } else { "right" };
    let shown = port_label(port, input, count);
    let testid = format!("port-{}-{}-{}", if input { "in" } else { "out" }, props.node.id, port.name);
    html! {
        <>
            <span class={classes!("absolute", "flex", "size-6", "items-center", "justify-center", "cursor-crosshair",
                dim.then_some("opacity-30"))} title={describe::port(port.name, &props.i18n)}
                style={format!("{side}:-12px;top:{}px", port_offset(at) - 12.0)}
                data-port={format!("{}:{at}", if input { "in" } else { "out" })} data-testid={testid}>
                <span class={dot}></span>
            </span>
            if shown {
                <span class={classes!("absolute", "text-xs", "leading-6", "text-base-content/70",
                    if input { "left-3.5" } else { "right-3.5" }, port.optional.then_some("italic"))}
                    style={format!("top:{}px", port_offset(at) - 12.0)}>
                    { describe::port(port.name, &props.i18n) }
                </span>
            }
        </>
    }
}

/// The only port of its direction needs no name, unless it says something.
fn port_label(port: &Port, input: bool, count: usize) -> bool {
    count > 1 || (input && !matches!(port.name, "input" | "a"))
}
