//! Ports, connections, layout, clipboard, frames.

use craftstrat_compiler::problem::code;
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::groups::{Frame, frames};
use craftstrat_studio::model::{Document, Edge, Graph, Node, NodeData};
use craftstrat_studio::ports::{self, PortRef};
use craftstrat_studio::{clipboard, diff, layout, palette, sentence, templates};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

proptest! {
    #[test]
    fn random_graphs_never_panic(a in crate::support::graph(16), b in crate::support::graph(16)) {
        let i18n = Catalogue::new(Lang::Fr);
        let (x, y) = (Document::Node(Box::new(a.clone())), Document::Node(Box::new(b)));
        sentence::sentence(&x, &i18n);
        prop_assert!(diff::diff(&x, &x, &i18n).is_empty());
        diff::diff(&x, &y, &i18n);
        prop_assert_eq!(layout::auto(&a).len(), a.nodes.len());
        prop_assert_eq!(ports::assign(&a).len(), a.edges.len());
        for from in &a.nodes {
            for to in &a.nodes {
                let end = |n: &Node| PortRef { node: n.id.clone(), port: None };
                if let Err(refusal) = ports::can_connect(&a, &end(from), &end(to)) {
                    prop_assert!(i18n.has(refusal.key), "{}", refusal.key);
                }
            }
        }
    }

    #[test]
    fn an_edge_that_is_allowed_gives_the_compiler_nothing_to_complain_about(
        graph in crate::support::graph(10), pairs in prop::collection::vec((0..10_usize, 0..10_usize), 0..30),
    ) {
        let mut editor = Editor::new(Document::Node(Box::new(Graph { edges: Vec::new(), ..graph.clone() })));
        for (from, to) in pairs {
            let (Some(from), Some(to)) = (graph.nodes.get(from), graph.nodes.get(to)) else { continue };
            let _ = editor.apply(Edit::Connect(Edge {
                source: from.id.clone(),
                target: to.id.clone(),
                source_handle: None,
                target_handle: None,
                layout: Default::default(),
            }));
        }
        let wrong = [code::CYCLE, code::KIND_MISMATCH, code::TOO_MANY_INPUTS, code::UNKNOWN_PORT, code::UNKNOWN_NODE];
        let problems = craftstrat_compiler::check(&editor.text());
        let bad: Vec<_> = problems.iter().filter(|p| wrong.contains(&p.code)).collect();
        prop_assert!(bad.is_empty(), "{:?}\n{}", bad, editor.text());
    }

    #[test]
    fn layout_goes_from_left_to_right_without_overlap(graph in crate::support::graph(24)) {
        let Document::Node(graph) = acyclic(graph) else { unreachable!() };
        let places = layout::auto(&graph);
        let at: BTreeMap<&str, (f64, f64)> = places.iter().map(|(id, x, y)| (id.as_str(), (*x, *y))).collect();
        for edge in &graph.edges {
            prop_assert!(at[edge.source.as_str()].0 < at[edge.target.as_str()].0);
        }
        for (index, a) in graph.nodes.iter().enumerate() {
            for b in &graph.nodes[index + 1..] {
                let ((ax, ay), (bx, by)) = (at[a.id.as_str()], at[b.id.as_str()]);
                let apart = (ax - bx).abs() >= layout::NODE_WIDTH
                    || ay + layout::height(a) <= by || by + layout::height(b) <= ay;
                prop_assert!(apart, "{} {:?} and {} {:?}", a.id, (ax, ay), b.id, (bx, by));
            }
        }
    }

    #[test]
    fn pasted_nodes_have_new_ids_and_their_edges(graph in crate::support::graph(10), text in "\\PC{0,40}") {
        let ids: Vec<&str> = graph.nodes.iter().map(|n| n.id.as_str()).collect();
        let copied = clipboard::copy(&graph, &ids);
        let _ = clipboard::paste(&graph, &text, 0.0, 0.0);
        let Ok((edit, new)) = clipboard::paste(&graph, &copied, 10.0, 10.0) else {
            prop_assert!(graph.nodes.is_empty());
            return Ok(());
        };
        prop_assert!(new.iter().all(|id| !ids.contains(&id.as_str())));
        let inner = graph.edges.iter().filter(|e| ids.contains(&e.source.as_str()) && ids.contains(&e.target.as_str()));
        let (nodes, inner) = (graph.nodes.len(), inner.count());
        let Edit::AddNodes { nodes: pasted, edges } = &edit else { unreachable!() };
        prop_assert_eq!((pasted.len(), edges.len()), (nodes, inner));
        let mut editor = Editor::new(Document::Node(Box::new(Graph { edges: Vec::new(), ..graph })));
        prop_assert!(editor.apply(edit).is_ok());
    }
}

/// The graph with only those edges that the ports allow.
fn acyclic(graph: Graph) -> Document {
    let edges = graph.edges.clone();
    let mut editor = Editor::new(Document::Node(Box::new(Graph { edges: Vec::new(), ..graph })));
    for edge in edges {
        let _ = editor.apply(Edit::Connect(Edge { target_handle: None, source_handle: None, ..edge }));
    }
    editor.document().clone()
}

fn editor(key: &str) -> Editor {
    Editor::new(templates::find(key).unwrap().document.clone())
}

fn graph(editor: &Editor) -> &Graph {
    match editor.document() {
        Document::Node(graph) => graph,
        Document::Form(_) => panic!("a form"),
    }
}

fn refused(editor: &Editor, from: &str, to: (&str, Option<&str>)) -> &'static str {
    let from = PortRef { node: from.to_owned(), port: None };
    let to = PortRef { node: to.0.to_owned(), port: to.1.map(str::to_owned) };
    let refusal = ports::can_connect(graph(editor), &from, &to).unwrap_err();
    for lang in Lang::ALL {
        let text = refusal.text(&Catalogue::new(lang));
        assert!(text.ends_with('.') && !text.contains('{'), "{text}");
    }
    refusal.key
}

#[test]
fn bad_edges_are_refused_with_the_reason() {
    let mut editor = editor("momentum");
    let note = Node {
        id: "note".to_owned(),
        kind: NodeData::Comment(Default::default()),
        layout: Default::default(),
    };
    editor.apply(Edit::AddNodes { nodes: vec![note], edges: Vec::new() }).unwrap();
    let cases = [
        ("mid", ("mid", None), "studio-refusal-self"),
        ("mid", ("nobody", None), "studio-refusal-no-node"),
        ("mid", ("note", None), "studio-refusal-comment"),
        ("buy_up", ("enter_up", None), "studio-refusal-no-output"),
        ("spread", ("mid", None), "studio-refusal-no-input"),
        ("mid", ("enter_up", None), "studio-refusal-needs-truth"),
        ("rises", ("fast", None), "studio-refusal-needs-number"),
        ("spread", ("rises", Some("a")), "studio-refusal-taken"),
        ("spread", ("rises", None), "studio-refusal-all-taken"),
        ("spread", ("rises", Some("wombat")), "studio-refusal-no-port"),
        ("rises", ("enter_up", None), "studio-refusal-twice"),
    ];
    for (from, to, key) in cases {
        assert_eq!(refused(&editor, from, to), key, "{from} to {to:?}");
    }
    let logic = |id: &str| {
        let english = Catalogue::new(Lang::En);
        let kind = palette::node_kinds(&english).into_iter().find(|k| k.name == "logic").unwrap().data;
        Node { id: id.to_owned(), kind, layout: Default::default() }
    };
    let edge = |source: &str, target: &str| Edge {
        source: source.to_owned(),
        target: target.to_owned(),
        source_handle: None,
        target_handle: None,
        layout: Default::default(),
    };
    editor
        .apply(Edit::AddNodes { nodes: vec![logic("x"), logic("y")], edges: vec![edge("x", "y")] })
        .unwrap();
    assert_eq!(refused(&editor, "y", ("x", None)), "studio-refusal-cycle");
    assert!(editor.apply(Edit::Connect(edge("rises", "x"))).is_ok());
}

#[test]
fn the_ports_of_a_node_follow_its_settings_and_edges_follow_the_ports() {
    let mut editor = editor("momentum");
    let edges = |e: &Editor, target: &str| graph(e).edges.iter().filter(|e| e.target == target).count();
    assert_eq!(edges(&editor, "rises"), 2);
    let NodeData::Comparator(mut data) =
        graph(&editor).nodes.iter().find(|n| n.id == "rises").unwrap().kind.clone()
    else {
        panic!()
    };
    data.value =
        Some(craftstrat_studio::model::RightSide::Number(craftstrat_studio::model::Number::Value(0.5)));
    let data = Box::new(NodeData::Comparator(data));
    editor.apply(Edit::SetNodeData { id: "rises".to_owned(), data }).unwrap();
    assert_eq!(edges(&editor, "rises"), 1);
    editor.undo();
    assert_eq!(edges(&editor, "rises"), 2);
    editor.apply(Edit::RemoveNodes(vec!["rises".to_owned()])).unwrap();
    assert!(graph(&editor).edges.iter().all(|e| e.source != "rises" && e.target != "rises"));
}

#[test]
fn frames_are_kept_as_notes_and_forget_removed_nodes() {
    let mut editor = editor("momentum");
    let frame = Frame {
        id: "entry".to_owned(),
        title: "Entry".to_owned(),
        color: "blue".to_owned(),
        members: vec!["rises".to_owned(), "enter_up".to_owned()],
    };
    editor.apply(Edit::SetGroups(vec![frame.clone()])).unwrap();
    assert_eq!(frames(graph(&editor)), [frame]);
    assert!(craftstrat_compiler::check(&editor.text()).is_empty());
    editor.apply(Edit::RemoveNodes(vec!["rises".to_owned()])).unwrap();
    assert_eq!(frames(graph(&editor))[0].members, ["enter_up"]);
    editor.apply(Edit::SetGroups(Vec::new())).unwrap();
    assert!(frames(graph(&editor)).is_empty());
}

#[test]
fn doubling_a_double_counts_on() {
    let editor = editor("momentum");
    let graph = graph(&editor);
    let (_, ids) = clipboard::duplicate(graph, &["fast", "slow"]).unwrap();
    assert_eq!(ids, ["fast-2", "slow-2"]);
    assert_eq!(clipboard::fresh_id(graph, "fast"), "fast-2");
    assert_eq!(clipboard::fresh_id(graph, "new"), "new");
    assert!(clipboard::duplicate(graph, &["nobody"]).is_err());
}

#[test]
fn templates_are_laid_out_in_a_readable_size() {
    for template in templates::all() {
        let Document::Node(graph) = &template.document else { continue };
        let columns: BTreeSet<i64> =
            graph.nodes.iter().filter_map(layout::position).map(|(x, _)| x as i64).collect();
        assert!((3..=10).contains(&columns.len()), "{}: {columns:?}", template.key);
    }
}
