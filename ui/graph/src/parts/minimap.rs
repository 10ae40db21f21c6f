//! The whole graph in a corner, with what the screen shows of it. Pressing it goes there.

use crate::geometry::{Point, Rect};
use crate::scene::{Same, Scene};
use craftstrat_studio::model::NodeData;
use web_sys::Element;
use yew::prelude::*;

/// Its size on the screen.
const SIZE: (f64, f64) = (168.0, 112.0);
/// Fewest nodes for which it is worth its room.
const NODES_MIN: usize = 6;

/// Properties of [`Minimap`].
#[derive(Clone, PartialEq, Properties)]
pub struct MinimapProps {
    /// What is on the canvas.
    pub scene: Same<Scene>,
    /// The mark for what is seen, which the canvas moves.
    pub seen: NodeRef,
    /// A place of the canvas was pressed.
    pub onlook: Callback<Point>,
}

/// The part of the canvas the minimap shows: everything, in its own proportions.
fn window(scene: &Scene) -> Rect {
    let all = scene.bounds().unwrap_or(Rect::new(0.0, 0.0, 1.0, 1.0)).grown(80.0);
    let scale = (all.w / SIZE.0).max(all.h / SIZE.1);
    let (w, h) = (SIZE.0 * scale, SIZE.1 * scale);
    let centre = all.centre();
    Rect::new(centre.x - w / 2.0, centre.y - h / 2.0, w, h)
}

/// A map of the graph. It repeats what the canvas shows, so it is not read out.
#[component]
pub fn Minimap(props: &MinimapProps) -> Html {
    let shown = window(&props.scene);
    let map = use_node_ref();
    let look = {
        let (onlook, map) = (props.onlook.clone(), map.clone());
        move |e: &PointerEvent| {
            let Some(map) = map.cast::<Element>() else { return };
            let r = map.get_bounding_client_rect();
            let (x, y) = (f64::from(e.client_x()) - r.left(), f64::from(e.client_y()) - r.top());
            onlook.emit(Point::new(
                shown.x + x / r.width().max(1.0) * shown.w,
                shown.y + y / r.height().max(1.0) * shown.h,
            ));
        }
    };
    let onpointerdown = {
        let (look, map) = (look.clone(), map.clone());
        Callback::from(move |e: PointerEvent| {
            if let Some(map) = map.cast::<Element>() {
                let _ = map.set_pointer_capture(e.pointer_id());
            }
            look(&e);
        })
    };
    let onpointermove = Callback::from(move |e: PointerEvent| {
        if e.buttons() & 1 == 1 {
            look(&e);
        }
    });
    if props.scene.nodes.len() < NODES_MIN {
        return html! {};
    }
    let view_box = format!("{:.0} {:.0} {:.0} {:.0}", shown.x, shown.y, shown.w, shown.h);
    let nodes = props.scene.nodes.iter().map(|n| {
        let r = n.rect;
        let class = match n.node.kind {
            NodeData::Action(_) => "fill-primary",
            NodeData::Comment(_) => "fill-warning/60",
            _ => "fill-base-content/50",
        };
        html! { <rect {class} x={r.x.to_string()} y={r.y.to_string()} width={r.w.to_string()} height={r.h.to_string()} /> }
    });
    html! {
        <div class="absolute right-2 bottom-2 hidden rounded-field border border-base-300 bg-base-100/90 shadow sm:block"
            data-control="minimap" data-testid="minimap" aria-hidden="true">
            <svg ref={map} viewBox={view_box} width={SIZE.0.to_string()} height={SIZE.1.to_string()}
                class="block cursor-pointer touch-none" {onpointerdown} {onpointermove}>
                { for nodes }
                <rect ref={props.seen.clone()} class="fill-primary/10 stroke-primary stroke-2 [vector-effect:non-scaling-stroke]" />
            </svg>
        </div>
    }
}
