//! What the graph view decides without a browser.

use craftstrat_compiler::check;
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::groups;
use craftstrat_studio::model::{Document, Graph, NodeData};
use craftstrat_studio::ports;
use craftstrat_ui_graph::entries::{self, Wanted};
use craftstrat_ui_graph::geometry::{Point, Rect};
use craftstrat_ui_graph::linking::{self, Plug};
use craftstrat_ui_graph::outline::tree;
use craftstrat_ui_graph::scene::Scene;
use craftstrat_ui_graph::{adding, bench, frames};
use craftstrat_ui_kit::I18n;
use std::rc::Rc;

const SPREAD: &str = include_str!("../../../examples/documents/spread_capture.graph.json");

fn graph(text: &str) -> Graph {
    match serde_json::from_str(text).expect("a document") {
        Document::Node(graph) => *graph,
        Document::Form(_) => panic!("a graph"),
    }
}

fn applied(graph: &Graph, edit: Edit) -> Graph {
    let mut editor = Editor::new(Document::Node(Box::new(graph.clone())));
    editor.apply(edit).expect("applies");
    match editor.document() {
        Document::Node(graph) => (**graph).clone(),
        Document::Form(_) => panic!("a graph"),
    }
}

fn ids(scene: &Scene, plugs: &[Plug]) -> Vec<String> {
    plugs.iter().map(|p| scene.nodes[p.node].id.to_string()).collect()
}

fn output(scene: &Scene, id: &str) -> Plug {
    Plug { node: scene.position(id).expect("a node"), port: 0, input: false }
}

#[test]
fn what_is_offered_is_what_the_studio_accepts() {
    let graph = graph(SPREAD);
    let scene = Scene::new(&graph, None);
    for (node, n) in scene.nodes.iter().enumerate() {
        for port in 0..n.ports.outputs.len() {
            let start = Plug { node, port, input: false };
            let offered = linking::targets(&scene, start);
            let from = start.named(&scene).expect("named");
            for (other, o) in scene.nodes.iter().enumerate().filter(|(i, _)| *i != node) {
                for port in 0..o.ports.inputs.len() {
                    let target = Plug { node: other, port, input: true };
                    let to = target.named(&scene).expect("named");
                    let accepted = ports::can_connect(&graph, &from, &to).is_ok();
                    assert_eq!(offered.contains(&target), accepted, "{from:?} -> {to:?}");
                }
            }
        }
    }
}

#[test]
fn an_edge_dropped_near_a_port_or_on_a_node_finds_its_port() {
    let scene = Scene::new(&graph(SPREAD), None);
    let start = output(&scene, "calm");
    let targets = linking::targets(&scene, start);
    let leave = scene.position("leave").expect("a node");
    let port = Plug { node: leave, port: 0, input: true };
    let at = port.place(&scene).expect("a place");
    assert_eq!(linking::dropped(&scene, start, &targets, at.plus(-9.0, 7.0)), Some(port));
    let middle = scene.nodes[leave].rect.centre();
    assert_eq!(linking::dropped(&scene, start, &targets, middle), Some(port));
    assert_eq!(linking::dropped(&scene, start, &targets, Point::new(-9_000.0, 0.0)), None);
    // A port it does not fit is found too, so that the reason can be said.
    let number = scene.position("wide").expect("a node");
    let barred = linking::dropped(&scene, start, &targets, scene.nodes[number].rect.centre());
    assert!(barred.is_some_and(|p| p.node == number && !targets.contains(&p)));
}

#[test]
fn actions_are_connected_backwards_and_arrows_go_around() {
    let scene = Scene::new(&graph(SPREAD), None);
    let close = Plug { node: scene.position("close").expect("a node"), port: 0, input: true };
    let sources = ids(&scene, &linking::targets(&scene, close));
    assert!(sources.contains(&"quote".to_owned()) && !sources.contains(&"bid".to_owned()), "{sources:?}");
    assert_eq!((linking::stepped(2, 3, true), linking::stepped(0, 3, false)), (0, 2));
}

#[test]
fn tab_reaches_what_is_read_first() {
    let scene = Scene::new(&graph(SPREAD), None);
    let at = |id: &str| scene.tab.iter().position(|i| scene.nodes[*i].id == id).expect("in the order");
    assert_eq!(scene.tab.len(), scene.nodes.len());
    for edge in &scene.edges {
        assert!(at(&edge.edge.source) < at(&edge.edge.target));
    }
}

#[test]
fn what_an_edit_leaves_alone_is_not_drawn_again() {
    let before = bench::graph(60);
    let scene = Scene::new(&before, None);
    let after = applied(&before, Edit::MoveNodes(vec![("and-0".to_owned(), 8.0, 8.0)]));
    let next = Scene::new(&after, Some(&scene));
    let fresh = next.nodes.iter().filter(|n| !scene.nodes.iter().any(|o| Rc::ptr_eq(&n.0, &o.0)));
    assert_eq!(fresh.map(|n| n.id.to_string()).collect::<Vec<_>>(), ["and-0"]);
    assert!(next.edges.iter().zip(&scene.edges).all(|(a, b)| Rc::ptr_eq(&a.0, &b.0)));
}

#[test]
fn nodes_without_positions_are_laid_out_and_known_as_such() {
    let graph = graph(SPREAD);
    let scene = Scene::new(&graph, None);
    assert_eq!(scene.unplaced.len(), graph.nodes.len());
    for (i, a) in scene.nodes.iter().enumerate() {
        for b in &scene.nodes[i + 1..] {
            assert!(!a.rect.touches(&b.rect), "{} covers {}", a.id, b.id);
        }
    }
}

#[test]
fn the_benchmark_has_its_size_and_compiles() {
    let graph = bench::graph(200);
    assert_eq!(graph.nodes.len(), 200);
    let text = Editor::new(Document::Node(Box::new(graph.clone()))).text();
    let errors: Vec<_> = check(&text).into_iter().filter(|p| p.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let scene = Scene::new(&graph, None);
    assert!(scene.unplaced.is_empty() && scene.edges.iter().all(|e| e.to.1.is_some()));
    // The browser test loads it from there.
    expect_test::expect_file!["../../e2e/testdata/nodes_200.graph.json"].assert_eq(&text);
}

#[test]
fn everything_that_can_be_added_can_be_drawn_and_found() {
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        let all = entries::all(&i18n);
        assert!(all.len() > 80, "{}", all.len());
        for entry in &all {
            // By its name it comes first: no description, nor a longer name, is before it.
            let first = entries::found(&all, &entry.label)[0];
            assert!(
                !entry.label.is_empty() && first.label == entry.label,
                "{} is found for {entry:?}",
                first.label
            );
            assert!(!entry.heading.starts_with("graph-"), "{entry:?}");
        }
        let truths = Wanted { kind: ports::Kind::Truth, input: true };
        assert!(all.iter().any(|e| e.offers(truths)) && !all.iter().all(|e| e.offers(truths)));
    }
}

#[test]
fn a_search_offers_what_is_called_so_before_what_is_described_so() {
    let all = entries::all(&I18n::new(Lang::En));
    let found = |search: &str| entries::found(&all, search);
    assert_eq!(found("is above")[0].data, NodeData::Comparator(entries::new_comparator(">")));
    let above = found("above");
    let first = above.iter().position(|e| !e.label.contains("above")).expect("others match by description");
    assert!(first > 0 && above[first..].iter().all(|e| !e.label.contains("above")), "{above:?}");
    assert_eq!(found("").len(), all.len());
    assert!(found("wombat").is_empty());
}

#[test]
fn each_addable_node_is_accepted_by_the_studio() {
    let graph = graph(SPREAD);
    for entry in entries::all(&I18n::new(Lang::En)) {
        let (edit, node) = adding::add(&graph, entry.data, Point::new(3.0, 5.0), None);
        let after = applied(&graph, edit);
        assert!(after.nodes.contains(&node), "{}", entry.label);
    }
}

#[test]
fn a_node_added_at_an_edge_is_connected() {
    let graph = graph(SPREAD);
    let scene = Scene::new(&graph, None);
    let end = output(&scene, "calm").named(&scene).expect("named");
    let not = entries::new_logic("NOT");
    let data = craftstrat_studio::model::NodeData::Logic(not);
    let (edit, node) = adding::add(&graph, data, Point::default(), Some((false, end)));
    let after = applied(&graph, edit);
    assert!(after.edges.iter().any(|e| e.source == "calm" && e.target == node.id));
}

#[test]
fn a_free_place_covers_nothing() {
    let scene = Scene::new(&bench::graph(200), None);
    let at = adding::free(&scene, Point::new(0.0, 0.0));
    let room = Rect::new(at.x, at.y, 200.0, 72.0);
    assert!(!scene.nodes.iter().any(|n| n.rect.touches(&room)));
}

#[test]
fn a_node_is_in_one_frame_at_most() {
    let graph = bench::graph(20);
    let (edit, first) = frames::around(&graph, &["in-0-0", "ema-0-0"], "One").expect("a frame");
    let graph = applied(&graph, edit);
    let (edit, second) = frames::around(&graph, &["ema-0-0", "and-0"], "Two").expect("a frame");
    let graph = applied(&graph, edit);
    let all = groups::frames(&graph);
    let members = |id: &str| all.iter().find(|f| f.id == id).map(|f| f.members.join(" "));
    assert_eq!(members(&first).as_deref(), Some("in-0-0"));
    assert_eq!(members(&second).as_deref(), Some("ema-0-0 and-0"));
    let scene = Scene::new(&graph, None);
    assert_eq!(scene.frames.len(), 2);
    assert_eq!(scene.nodes.len(), 20);
    let graph = applied(&graph, frames::changed(&graph, &second, |f| f.title = "Three".to_owned()));
    assert!(groups::frames(&graph).iter().any(|f| f.title == "Three"));
    let graph = applied(&graph, frames::without(&graph, Some(&first), &[]).expect("a frame to remove"));
    assert_eq!(groups::frames(&graph).len(), 1);
    assert_eq!(frames::without(&graph, None, &["in-0-0"]), None);
}

#[test]
fn the_outline_writes_every_node_out_once() {
    let graph = graph(SPREAD);
    let scene = Scene::new(&graph, None);
    let (actions, loose) = tree::tree(&scene);
    let names: Vec<String> = actions.iter().map(|l| scene.nodes[l.node].id.to_string()).collect();
    assert_eq!(names, ["buy", "sell", "cancel", "close"]);
    fn count(lines: &[tree::Line], out: &mut Vec<usize>) {
        for line in lines {
            if !line.again {
                out.push(line.node);
            }
            count(&line.inputs, out);
        }
    }
    let mut written = Vec::new();
    count(&actions, &mut written);
    count(&loose, &mut written);
    written.sort_unstable();
    assert_eq!(written, (0..scene.nodes.len()).collect::<Vec<_>>());
}

#[test]
fn actions_change_places_and_stay_at_the_ends() {
    let graph = graph(SPREAD);
    assert_eq!(tree::reordered(&graph, "buy", true), None);
    assert_eq!(tree::reordered(&graph, "close", false), None);
    let after = applied(&graph, tree::reordered(&graph, "buy", false).expect("an edit"));
    let (actions, _) = tree::tree(&Scene::new(&after, None));
    let scene = Scene::new(&after, None);
    let names: Vec<String> = actions.iter().map(|l| scene.nodes[l.node].id.to_string()).collect();
    assert_eq!(names, ["sell", "buy", "cancel", "close"]);
}

#[test]
fn every_port_has_a_name_in_both_languages() {
    let scene = Scene::new(&graph(SPREAD), None);
    let entries = entries::all(&I18n::new(Lang::En));
    let names =
        scene.nodes.iter().map(|n| n.ports.clone()).chain(entries.iter().map(|e| ports::ports(&e.data)));
    for ports in names {
        for port in ports.inputs.iter().chain(&ports.outputs) {
            for lang in Lang::ALL {
                let key = format!("graph-port-{}", port.name);
                assert!(Catalogue::new(lang).has(&key), "{key} {lang:?}");
            }
        }
    }
}
