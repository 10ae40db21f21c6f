//! An edge as it is drawn: a curve, and a wide invisible one to hit it by.

use crate::geometry::{Point, curve};
use craftstrat_studio::ports::Kind;
use yew::prelude::*;

/// Properties of [`EdgeView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EdgeProps {
    /// Its position in the scene.
    pub at: usize,
    /// Ids of the nodes at its ends.
    pub names: (AttrValue, AttrValue),
    /// Where it begins.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
    /// What goes through it.
    pub kind: Kind,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether it fits no port.
    pub broken: bool,
    /// Whether what goes through it is true now.
    pub lit: bool,
}

/// An edge on the canvas.
#[component]
pub fn EdgeView(props: &EdgeProps) -> Html {
    let d = curve(props.from, props.to);
    let class = classes!(
        "fill-none",
        if props.broken {
            "stroke-error"
        } else if props.selected {
            "stroke-primary"
        } else {
            match (props.kind, props.lit) {
                (Kind::Number, _) => "stroke-info",
                (Kind::Truth, false) => "stroke-accent",
                (Kind::Truth, true) => "stroke-success",
            }
        },
        if props.selected || props.lit { "stroke-[3px]" } else { "stroke-2" },
    );
    let dashes =
        (props.broken || props.kind == Kind::Truth).then_some(if props.broken { "3 5" } else { "8 3" });
    html! {
        <g class="data-lifted:opacity-0" data-edge={props.at.to_string()} data-testid={format!("edge-{}-{}", props.names.0, props.names.1)}>
            <path d={d.clone()} class="cursor-pointer fill-none stroke-transparent stroke-[16px] [pointer-events:stroke]" />
            <path {d} {class} stroke-dasharray={dashes} />
        </g>
    }
}
