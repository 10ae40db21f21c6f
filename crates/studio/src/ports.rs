//! Typed ports, and which edges there can be. Assigns edges to ports as the compiler does.

mod connect;

pub use connect::{can_connect, edge};

use crate::model::{ActionData, ComparatorData, Graph, IndicatorData, LogicData, MathData, NodeData};
use crate::names;
use craftstrat_compiler::indicators;
use std::collections::BTreeMap;

/// What goes through a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Numbers.
    Number,
    /// Truths: whether something holds.
    Truth,
}

/// A port of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// Its name in `targetHandle` or `sourceHandle`.
    pub name: &'static str,
    /// What goes through it.
    pub kind: Kind,
    /// Whether the node works without it.
    pub optional: bool,
    /// Whether it takes any number of edges. Outputs always do.
    pub many: bool,
}

/// The ports of a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ports {
    /// What leads into it.
    pub inputs: Vec<Port>,
    /// What leads out of it; the first is meant where an edge names none.
    pub outputs: Vec<Port>,
}

/// An end of an edge: a node, and a port of it where one is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortRef {
    /// The node's id.
    pub node: String,
    /// The port's name.
    pub port: Option<String>,
}

const fn needed(name: &'static str, kind: Kind) -> Port {
    Port { name, kind, optional: false, many: false }
}

const fn optional(name: &'static str, kind: Kind) -> Port {
    Port { name, kind, optional: true, many: false }
}

const fn several(name: &'static str, kind: Kind) -> Port {
    Port { name, kind, optional: false, many: true }
}

/// The ports of a node that does this. What is misspelt has the ports of the commonest of its kind.
pub fn ports(data: &NodeData) -> Ports {
    use Kind::{Number, Truth};
    let out = |kind| vec![Port { name: "value", kind, optional: true, many: true }];
    match data {
        NodeData::Input(_) | NodeData::Constant { .. } | NodeData::Parameter(_) => {
            Ports { inputs: Vec::new(), outputs: out(Number) }
        }
        NodeData::Account(_) | NodeData::Slot(_) => Ports { inputs: Vec::new(), outputs: out(Number) },
        NodeData::Indicator(data) => indicator(data),
        NodeData::Math(data) => Ports { inputs: math(data), outputs: out(Number) },
        NodeData::Comparator(data) => Ports { inputs: comparator(data), outputs: out(Truth) },
        NodeData::Logic(data) => Ports { inputs: logic(data), outputs: out(Truth) },
        NodeData::Action(data) => Ports { inputs: action(data), outputs: Vec::new() },
        NodeData::Comment(_) => Ports::default(),
    }
}

fn indicator(data: &IndicatorData) -> Ports {
    let inputs = if data.field.is_none() { vec![needed("input", Kind::Number)] } else { Vec::new() };
    let output = |name| Port { name, kind: Kind::Number, optional: true, many: true };
    let outputs = match indicators::find(&data.function.0) {
        Some(found) => found.outputs.iter().filter_map(|o| o.names.first().map(|n| output(n))).collect(),
        None => vec![output("value")],
    };
    Ports { inputs, outputs }
}

fn math(data: &MathData) -> Vec<Port> {
    use Kind::Number;
    match names::math(&data.operator.0).map_or("add", |n| n.key) {
        "subtract" | "divide" if data.value.is_some() => vec![needed("a", Number)],
        "subtract" | "divide" => vec![needed("a", Number), needed("b", Number)],
        "add" | "multiply" | "min" | "max" => vec![several("input", Number)],
        "clamp" => {
            let mut ports = vec![needed("input", Number)];
            ports.extend(data.min.is_none().then_some(optional("min", Number)));
            ports.extend(data.max.is_none().then_some(optional("max", Number)));
            ports
        }
        _ => vec![needed("input", Number)],
    }
}

fn comparator(data: &ComparatorData) -> Vec<Port> {
    let mut ports = Vec::new();
    ports.extend(data.field.is_none().then_some(needed("a", Kind::Number)));
    if data.value.is_some() {
        return ports;
    }
    match names::comparison(&data.operator.0).map_or("gt", |n| n.key) {
        "between" | "outside" => ports.extend([needed("low", Kind::Number), needed("high", Kind::Number)]),
        _ => ports.push(needed("b", Kind::Number)),
    }
    ports
}

fn logic(data: &LogicData) -> Vec<Port> {
    use Kind::{Number, Truth};
    match names::logic(&data.operator.0).map_or("and", |n| n.key) {
        "and" | "or" => vec![several("input", Truth)],
        "xor" => vec![needed("a", Truth), needed("b", Truth)],
        "hysteresis" if data.on.is_none() && data.off.is_none() => {
            vec![needed("set", Truth), needed("reset", Truth)]
        }
        "hysteresis" => vec![needed("input", Number)],
        _ => vec![needed("input", Truth)],
    }
}

fn action(data: &ActionData) -> Vec<Port> {
    use Kind::{Number, Truth};
    let signal = names::signal(&data.signal.0).map_or("buy", |n| n.key);
    let mut ports = vec![several("when", Truth)];
    if matches!(signal, "buy" | "sell") && data.size.is_none() && data.size_usdc.is_none() {
        ports.push(needed("size", Number));
    }
    if signal != "cancel" && data.price.is_none() {
        let market = data
            .order_type
            .as_ref()
            .is_none_or(|o| names::order_type(&o.0).is_none_or(|n| n.key == "market"));
        ports.push(Port { optional: market, ..needed("price", Number) });
    }
    ports
}

/// Whether an output of that name is among these.
pub(crate) fn has_output(outputs: &[Port], name: Option<&str>) -> bool {
    match name {
        None => !outputs.is_empty(),
        Some(name) => {
            outputs.iter().any(|o| o.name.eq_ignore_ascii_case(name)) || is_generic_output(outputs, name)
        }
    }
}

/// Names that editors give to the output of a node that has one.
fn is_generic_output(outputs: &[Port], name: &str) -> bool {
    !outputs.is_empty() && matches!(name, "" | "out" | "output" | "source" | "default" | "value")
}

/// Names that editors give to the input of a node that has one.
fn is_generic(name: &str) -> bool {
    matches!(name, "" | "in" | "input" | "target" | "default")
}

/// The port of that name, with the compiler's further spellings.
fn named(inputs: &[Port], name: &str) -> Option<usize> {
    let name = match name {
        "left" => "a",
        "right" | "value" => "b",
        "condition" => "when",
        "on" => "set",
        "off" => "reset",
        other => other,
    };
    inputs.iter().position(|p| p.name == name)
}

/// By edge of the graph, which input port it goes into; `None` where it fits none.
pub fn assign(graph: &Graph) -> Vec<Option<&'static str>> {
    let mut into: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, edge) in graph.edges.iter().enumerate() {
        into.entry(&edge.target).or_default().push(index);
    }
    let mut assigned = vec![None; graph.edges.len()];
    for node in &graph.nodes {
        let Some(edges) = into.get(node.id.as_str()) else { continue };
        let inputs = ports(&node.kind).inputs;
        let mut taken = vec![false; inputs.len()];
        // Edges that name a port take it first, as in the compiler.
        let mut plug = |edge: usize, port: usize| {
            if inputs[port].many || !taken[port] {
                taken[port] = true;
                assigned[edge] = Some(inputs[port].name);
            }
        };
        let handle = |edge: &usize| graph.edges[*edge].target_handle.as_deref();
        let by_name = |edge: &usize| handle(edge).and_then(|name| named(&inputs, name));
        for edge in edges {
            if let Some(port) = by_name(edge) {
                plug(*edge, port);
            }
        }
        for edge in edges.iter().filter(|e| by_name(e).is_none() && handle(e).is_none_or(is_generic)) {
            let many = inputs.iter().position(|p| p.many);
            let free = || (0..inputs.len()).find(|p| !taken[*p]);
            if let Some(port) = many.or_else(free) {
                taken[port] = true;
                assigned[*edge] = Some(inputs[port].name);
            }
        }
    }
    assigned
}
