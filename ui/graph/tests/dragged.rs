//! What goes along with nodes that are dragged.

use craftstrat_studio::editor::Editor;
use craftstrat_studio::model::Document;
use craftstrat_ui_graph::geometry::curve;
use craftstrat_ui_graph::lift::Lift;
use craftstrat_ui_graph::scene::Scene;
use craftstrat_ui_graph::{bench, frames};

#[test]
fn what_is_dragged_together_moves_as_one_and_only_edges_to_the_rest_change() {
    let graph = bench::graph(40);
    let scene = Scene::new(&graph, None);
    let at = |id: &str| scene.position(id).expect("a node");
    let chain = ["in-0-0", "ema-0-0", "above-0-0"].map(at);
    let lift = Lift::new(&scene, chain.into());
    let ends = |edge: usize| {
        let edge = &scene.edges[edge].edge;
        format!("{}>{}", edge.source, edge.target)
    };
    let inner: Vec<String> = lift.inner.iter().map(|e| ends(*e)).collect();
    assert_eq!(inner, ["in-0-0>ema-0-0", "ema-0-0>above-0-0"]);
    let crossing: Vec<String> = lift.crossing.iter().map(|c| ends(c.edge)).collect();
    assert_eq!(crossing, ["above-0-0>and-0"]);
    let edge = &lift.crossing[0];
    let (from, to) = scene.ends(&scene.edges[edge.edge]).expect("its ends");
    assert_eq!(edge.path(0.0, 0.0), curve(from, to));
    assert_eq!(edge.path(16.0, -8.0), curve(from.plus(16.0, -8.0), to), "the end rests");
    assert_eq!(lift.crossing(edge.edge), Some(edge));
    assert_eq!(lift.crossing(*lift.inner.first().expect("an edge")), None);
    // The other side of the same edge.
    let joined = Lift::new(&scene, [at("and-0")].into());
    let end = joined.crossing(edge.edge).expect("it crosses");
    assert_eq!(end.path(16.0, -8.0), curve(from, to.plus(16.0, -8.0)), "the beginning rests");
    assert_eq!(joined.crossing.len(), 7, "six conditions and one action");
    assert!(joined.inner.is_empty());
}

#[test]
fn of_all_nodes_every_edge_and_frame_goes_along_and_nothing_is_drawn_anew() {
    let plain = bench::graph(200);
    let (edit, _) = frames::around(&plain, &["in-0-0", "ema-0-0"], "Entry").expect("a frame");
    let mut editor = Editor::new(Document::Node(Box::new(plain)));
    editor.apply(edit).expect("applies");
    let Document::Node(graph) = editor.document() else { panic!("a graph") };
    let scene = Scene::new(graph, None);
    let all = Lift::new(&scene, (0..scene.nodes.len()).collect());
    assert_eq!((all.nodes.len(), all.inner.len(), all.frames.len()), (200, scene.edges.len(), 1));
    assert!(all.crossing.is_empty());
    let part = Lift::new(&scene, [scene.position("in-0-0").expect("a node")].into());
    assert!(part.frames.is_empty(), "a frame stays while one of its members does");
    assert_eq!(Lift::new(&scene, [].into()), Lift::default());
}
