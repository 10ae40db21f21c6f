//! A graph of any size that compiles, to measure the canvas with.

use craftstrat_studio::layout;
use craftstrat_studio::model::Graph;
use serde_json::{Value, json};

/// Nodes of one chain: input, average, comparator.
const CHAIN: usize = 3;
/// Chains joined by one AND into one action.
const CHAINS: usize = 6;

/// A graph of exactly `count` nodes: chains of input, average and comparator, six of them joined to an action, laid out.
pub fn graph(count: usize) -> Graph {
    let fields = ["mid_up", "ask_up", "bid_up", "spread_up", "mid_down", "abs_move_pct"];
    let mut nodes: Vec<Value> = Vec::new();
    let mut edges: Vec<Value> = Vec::new();
    let block = CHAIN * CHAINS + 2;
    for b in 0..count / block {
        for c in 0..CHAINS {
            let id = |what: &str| format!("{what}-{b}-{c}");
            let level = 0.3 + 0.05 * c as f64;
            nodes.push(json!({"id": id("in"), "type": "input", "data": {"field": fields[c % fields.len()]}}));
            nodes.push(json!({"id": id("ema"), "type": "indicator", "data": {"fn": "EMA", "period": 5 + b}}));
            nodes.push(
                json!({"id": id("above"), "type": "comparator", "data": {"operator": ">", "value": level}}),
            );
            edges.push(json!({"source": id("in"), "target": id("ema")}));
            edges.push(json!({"source": id("ema"), "target": id("above")}));
            edges.push(json!({"source": id("above"), "target": format!("and-{b}")}));
        }
        nodes.push(json!({"id": format!("and-{b}"), "type": "logic", "data": {"operator": "AND"}}));
        let action = json!({"signal": "buy", "outcome": "UP", "size_usdc": 10});
        nodes.push(json!({"id": format!("buy-{b}"), "type": "action", "data": action}));
        edges.push(json!({"source": format!("and-{b}"), "target": format!("buy-{b}")}));
    }
    for n in nodes.len()..count {
        nodes.push(
            json!({"id": format!("note-{n}"), "type": "comment", "data": {"text": format!("Note {n}")}}),
        );
    }
    let document = json!({"name": format!("{count} nodes"), "nodes": nodes, "edges": edges});
    let empty = Graph { header: Default::default(), nodes: Vec::new(), edges: Vec::new() };
    let mut graph: Graph = serde_json::from_value(document).unwrap_or(empty);
    let column = |at: usize| (at % block / CHAIN).min(CHAINS);
    for (i, node) in graph.nodes.iter_mut().enumerate() {
        let (x, y) = match i % block {
            k if k < CHAIN * CHAINS => ((k % CHAIN) as f64 * 264.0, column(i) as f64 * 112.0),
            k => ((k - CHAIN * CHAINS + CHAIN) as f64 * 264.0, 280.0),
        };
        let (down, across) = ((i / block) / 3, (i / block) % 3);
        layout::set_position(node, x + across as f64 * 1_400.0, y + down as f64 * 720.0);
    }
    graph
}
