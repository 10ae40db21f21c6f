//! Two graphs: nodes by their ids, what they do, what leads into them.

use super::{Changes, Happened};
use crate::groups;
use crate::model::{Graph, Node, NodeData};
use crate::refusal::short;
use crate::sentence;
use crate::wired::Wired;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) fn diff(before: &Graph, after: &Graph, out: &mut Changes<'_>) {
    let old: BTreeMap<&str, &Node> = before.nodes.iter().map(|n| (n.id.as_str(), n)).collect();
    let new: BTreeMap<&str, &Node> = after.nodes.iter().map(|n| (n.id.as_str(), n)).collect();
    for node in before.nodes.iter().filter(|n| !groups::is_frame(n) && !new.contains_key(n.id.as_str())) {
        whole(Happened::Removed, node, out);
    }
    let (reads_before, reads_after) = (reads(before), reads(after));
    for node in after.nodes.iter().filter(|n| !groups::is_frame(n)) {
        let Some(was) = old.get(node.id.as_str()) else {
            whole(Happened::Added, node, out);
            continue;
        };
        if was.kind != node.kind {
            changed(was, node, out);
        }
        let none = Vec::new();
        let of = |reads: &BTreeMap<&str, Vec<String>>| reads.get(node.id.as_str()).unwrap_or(&none).clone();
        let (a, b) = (of(&reads_before), of(&reads_after));
        if a != b {
            let nothing = out.i18n.text("studio-diff-nothing");
            let list = |l: &[String]| if l.is_empty() { nothing.clone() } else { l.join(", ") };
            let (a, b, id) = (list(&a), list(&b), short(&node.id));
            let args = [("node", id.as_str()), ("before", &a), ("after", &b)];
            out.push(Happened::Changed, &node.id, "studio-diff-inputs", &args);
        }
    }
    let order = |graph: &Graph, other: &BTreeMap<&str, &Node>| {
        let is_shared =
            |n: &&Node| matches!(n.kind, NodeData::Action(_)) && other.contains_key(n.id.as_str());
        graph.nodes.iter().filter(is_shared).map(|n| n.id.clone()).collect::<Vec<_>>()
    };
    let (a, b) = (order(before, &new), order(after, &old));
    if a.len() == b.len() && a != b {
        out.push(Happened::Changed, "/nodes", "studio-diff-action-order", &[]);
    }
}

/// By node, what leads into it: "a: fast", where the port is one of several.
fn reads(graph: &Graph) -> BTreeMap<&str, Vec<String>> {
    let wired = Wired::new(graph);
    let of = |index: usize| {
        let inputs = wired.inputs(index).iter().map(|input| {
            let mut name = short(&wired.node(input.from).id);
            if let Some(output) = input.output {
                name = format!("{name}.{}", short(output));
            }
            match input.port {
                Some("input" | "when") | None => name,
                Some(port) => format!("{port}: {name}"),
            }
        });
        inputs.collect()
    };
    graph.nodes.iter().enumerate().map(|(index, node)| (node.id.as_str(), of(index))).collect()
}

fn whole(happened: Happened, node: &Node, out: &mut Changes<'_>) {
    let key = if happened == Happened::Added { "studio-diff-node-added" } else { "studio-diff-node-removed" };
    let (id, what) = (short(&node.id), sentence::node(&node.kind, out.i18n));
    out.push(happened, &node.id, key, &[("node", &id), ("what", &what)]);
}

fn changed(before: &Node, after: &Node, out: &mut Changes<'_>) {
    let id = short(&after.id);
    if let (NodeData::Comment(_), NodeData::Comment(_)) = (&before.kind, &after.kind) {
        out.push(Happened::Changed, &after.id, "studio-diff-note-changed", &[("node", &id)]);
        return;
    }
    let (mut a, mut b) = (sentence::node(&before.kind, out.i18n), sentence::node(&after.kind, out.i18n));
    if a == b {
        // The words leave out some settings: name those that differ.
        (a, b) = settings(&before.kind, &after.kind);
    }
    let args = [("node", id.as_str()), ("before", a.as_str()), ("after", b.as_str())];
    out.push(Happened::Changed, &after.id, "studio-diff-node-changed", &args);
}

/// The settings in which two nodes differ, as documents write them.
fn settings(before: &NodeData, after: &NodeData) -> (String, String) {
    let data = |kind: &NodeData| serde_json::to_value(kind).ok().and_then(|v| v.get("data").cloned());
    let (Some(Value::Object(a)), Some(Value::Object(b))) = (data(before), data(after)) else {
        return (String::new(), String::new());
    };
    let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let differing: Vec<&String> = names.into_iter().filter(|n| a.get(*n) != b.get(*n)).collect();
    let list = |map: &serde_json::Map<String, Value>| {
        let one = |name: &&String| {
            format!("{name} {}", map.get(*name).map_or("–".to_owned(), |v| short(&v.to_string())))
        };
        differing.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    (list(&a), list(&b))
}
