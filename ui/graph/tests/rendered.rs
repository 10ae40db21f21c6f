//! The graph view as it is first drawn.

use craftstrat_compiler::Severity;
use craftstrat_i18n::Lang;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::model::{Document, Graph};
use craftstrat_ui_graph::{GraphCanvas, GraphProps, NodeFocus, Outline, Values, bench, frames};
use craftstrat_ui_kit::I18nProvider;
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;

fn spread() -> Graph {
    let text = include_str!("../../../examples/documents/spread_capture.graph.json");
    match serde_json::from_str(text).expect("a document") {
        Document::Node(graph) => *graph,
        Document::Form(_) => panic!("a graph"),
    }
}

#[derive(Clone, PartialEq, Properties)]
struct HostProps {
    lang: Lang,
    outline: bool,
    graph: GraphProps,
}

#[component]
fn Host(props: &HostProps) -> Html {
    let view = props.graph.clone();
    html! {
        <I18nProvider lang={props.lang}>
            if props.outline { <Outline ..view /> } else { <GraphCanvas ..view /> }
        </I18nProvider>
    }
}

fn html(outline: bool, lang: Lang, graph: GraphProps) -> String {
    let renderer =
        LocalServerRenderer::<Host>::with_props(HostProps { lang, outline, graph }).hydratable(false);
    futures::executor::block_on(renderer.render())
}

fn props(graph: Graph) -> GraphProps {
    yew::props!(GraphProps { graph: Rc::new(graph), onedit: Callback::noop() })
}

fn count(html: &str, part: &str) -> usize {
    html.matches(part).count()
}

#[test]
fn every_node_edge_and_port_is_on_the_canvas() {
    let graph = spread();
    let (nodes, edges) = (graph.nodes.len(), graph.edges.len());
    let html = html(false, Lang::En, props(graph));
    assert_eq!(count(&html, "data-node="), nodes);
    assert_eq!(count(&html, "data-edge="), edges);
    for id in ["node-quote", "port-out-calm-value", "port-in-buy-price", "port-in-buy-when", "edge-quote-buy"]
    {
        assert_eq!(count(&html, &format!("data-testid=\"{id}\"")), 1, "{id}");
    }
    for id in ["graph", "add-node", "minimap", "fit", "layout", "inspector", "graph-live"] {
        assert_eq!(count(&html, &format!("data-testid=\"{id}\"")), 1, "{id}");
    }
}

#[test]
fn problems_and_live_values_are_on_their_nodes() {
    let values: Values = [("calm", Some(1.0)), ("mid", Some(0.525)), ("bid", None)]
        .map(|(id, v)| (id.to_owned(), v))
        .into_iter()
        .collect();
    let problems = vec![("wide".to_owned(), Severity::Error, "Nothing to compare with.".to_owned())];
    let given = GraphProps { values: Some(Rc::new(values)), problems: Rc::new(problems), ..props(spread()) };
    let html = html(false, Lang::En, given);
    let after = |id: &str| {
        let tag = html.split(&format!("data-testid=\"value-{id}\"")).nth(1);
        tag.and_then(|t| t.split_once('>')).map_or("", |(_, text)| text)
    };
    assert!(after("calm").starts_with("true"));
    assert!(after("mid").starts_with("0.525"));
    assert!(after("bid").starts_with("missing"));
    assert_eq!(after("quote"), "");
    assert_eq!(count(&html, "data-testid=\"fault-"), 1);
    assert!(html.contains("Nothing to compare with."));
}

#[test]
fn a_frame_is_no_node_and_has_its_title() {
    let graph = bench::graph(20);
    let (edit, id) = frames::around(&graph, &["in-0-0"], "Entry").expect("a frame");
    let mut editor = Editor::new(Document::Node(Box::new(graph)));
    editor.apply(edit).expect("applies");
    let Document::Node(graph) = editor.document().clone() else { panic!("a graph") };
    let html = html(false, Lang::En, props(*graph));
    assert!(html.contains(&format!("data-testid=\"frame-{id}\"")) && html.contains(">Entry</div>"));
    assert_eq!(count(&html, "data-node="), 20);
}

fn focus(node: &str) -> NodeFocus {
    NodeFocus { node: node.to_owned(), ..NodeFocus::default() }
}

#[test]
fn a_setting_says_whose_field_it_is() {
    for (node, paths) in [
        ("volatility", vec!["period", "field"]),
        ("undecided", vec!["operator", "value value/0", "value/1"]),
        ("buy", vec!["outcome", "size_mode", "size size_usdc", "order_type type", "price", "cool_down_s"]),
        ("min_spread", vec!["name", "default"]),
    ] {
        let html = html(false, Lang::En, GraphProps { focus: Some(focus(node)), ..props(spread()) });
        for path in paths {
            assert_eq!(count(&html, &format!("data-at=\"{path}\"")), 1, "{node}: {path}");
        }
    }
}

#[test]
fn the_focused_node_has_its_settings_beside_the_canvas() {
    let graph = spread();
    for (node, fields) in [
        ("quote", vec!["setting-operator"]),
        ("volatility", vec!["setting-fn", "setting-period", "setting-field"]),
        ("undecided", vec!["setting-operator", "graph-set-low", "graph-set-high"]),
        ("wide", vec!["setting-value-parameter"]),
        ("buy", vec!["setting-signal", "setting-size-mode", "setting-order", "setting-price-way"]),
        ("min_spread", vec!["setting-name", "graph-set-default"]),
    ] {
        let given = GraphProps { focus: Some(focus(node)), ..props(graph.clone()) };
        let html = html(false, Lang::En, given);
        for field in fields {
            assert_eq!(count(&html, &format!("data-testid=\"{field}\"")), 1, "{node}: {field}");
        }
        assert!(html.contains("data-testid=\"connections\""), "{node}");
    }
}

#[test]
fn the_outline_shows_the_same_nodes() {
    let graph = spread();
    let ids: Vec<String> = graph.nodes.iter().map(|n| n.id.clone()).collect();
    let html = html(true, Lang::En, props(graph));
    assert!(html.contains("data-testid=\"outline\""));
    for id in ids {
        assert!(count(&html, &format!("id=\"outline-{id}\"")) >= 1, "{id}");
        assert_eq!(count(&html, &format!("data-testid=\"delete-{id}\"")), 1, "{id}");
    }
    assert!(html.contains("data-testid=\"later-buy\"") && html.contains("shown above"));
}

#[test]
fn nothing_is_left_untranslated() {
    for outline in [false, true] {
        for lang in Lang::ALL {
            for node in ["buy", "volatility", "undecided", "quote"] {
                let given = GraphProps { focus: Some(focus(node)), ..props(spread()) };
                let html = html(outline, lang, given);
                for place in [">graph-", "label=\"graph-", "title=\"graph-", ">studio-", ">common-"] {
                    assert!(!html.contains(place), "{lang:?} {place}");
                }
            }
        }
    }
}

#[test]
fn a_hostile_graph_is_drawn_too() {
    let text = r#"{"mode":"node","nodes":[
        {"id":"<b>","type":"input","data":{"field":"nonsense"}},
        {"id":"loop","type":"logic","data":{"operator":"AND"}},
        {"id":"c","type":"comment","data":{"text":5}}],
        "edges":[{"source":"loop","target":"loop"},{"source":"gone","target":"loop"},
        {"source":"<b>","target":"loop","targetHandle":"nowhere"}]}"#;
    let Document::Node(graph) = serde_json::from_str(text).expect("a document") else { panic!("a graph") };
    for outline in [false, true] {
        let html = html(outline, Lang::Fr, props((*graph).clone()));
        assert!(!html.contains("<b>"));
    }
    let mut editor = Editor::new(Document::Node(graph));
    editor.apply(Edit::RemoveNodes(vec!["loop".to_owned()])).expect("applies");
}
