//! Which wire goes into which port.

use super::{DraftNode, Wire};
use crate::nodes::{NodeKind, Ports};
use crate::problem::{Problems, code, did_you_mean, fix, message, phrase, quote};

/// The wires of a node by port.
#[derive(Debug, Default)]
pub(crate) struct Inputs<'a> {
    /// By single port; `None` where an optional one is not connected.
    pub(crate) single: Vec<Option<&'a Wire>>,
    /// Into the port that takes any number.
    pub(crate) many: Vec<&'a Wire>,
}

/// Gives the wires of a node their ports. `None` after noting problems; that inputs are missing is one where `complete`
/// is asked for.
pub(crate) fn connect<'a>(
    node: &'a DraftNode,
    complete: bool,
    problems: &mut Problems,
) -> Option<Inputs<'a>> {
    let ports = node.kind.ports();
    let mut inputs = Inputs { single: vec![None; ports.single.len()], many: Vec::new() };
    let mut sound = true;
    // Wires that name a port take it first, so that the others find out what is left, whatever their order.
    for wire in &node.wires {
        if let Some(port) = wire.port.as_deref().and_then(|p| named(p, &ports)) {
            sound &= plug(node, wire, port, &ports, &mut inputs, problems);
        }
    }
    for wire in &node.wires {
        let Some(name) = wire.port.as_deref().filter(|p| !is_generic(p)) else {
            if wire.port.as_deref().and_then(|p| named(p, &ports)).is_none() {
                sound &= plug_anywhere(node, wire, &ports, &mut inputs, problems);
            }
            continue;
        };
        if named(name, &ports).is_none() {
            unknown_port(node, wire, name, &ports, problems);
            sound = false;
        }
    }
    // After a misplaced wire, what seems to be missing is probably what it should have brought.
    if complete && sound && !node.lacking {
        sound &= is_complete(node, &ports, &inputs, problems);
    }
    sound.then_some(inputs)
}

#[derive(Clone, Copy)]
enum Target {
    Single(usize),
    Many,
}

/// Names editors give to the input of a node that has one.
fn is_generic(name: &str) -> bool {
    matches!(name, "" | "in" | "input" | "target" | "default")
}

fn named(name: &str, ports: &Ports) -> Option<Target> {
    let name = match name {
        "left" => "a",
        "right" | "value" => "b",
        "condition" => "when",
        "on" => "set",
        "off" => "reset",
        other => other,
    };
    let single = ports.single.iter().position(|p| p.name == name).map(Target::Single);
    single.or_else(|| ports.many.is_some_and(|p| p.name == name).then_some(Target::Many))
}

fn plug<'a>(
    node: &DraftNode,
    wire: &'a Wire,
    target: Target,
    ports: &Ports,
    inputs: &mut Inputs<'a>,
    problems: &mut Problems,
) -> bool {
    match target {
        Target::Many => inputs.many.push(wire),
        Target::Single(index) if inputs.single[index].is_none() => inputs.single[index] = Some(wire),
        Target::Single(index) => {
            let name = ports.single[index].name;
            let message = message::port_taken(name, quote(&node.id));
            problems.error_fix(&wire.path, code::TOO_MANY_INPUTS, message, fix::remove_edge());
            return false;
        }
    }
    true
}

fn plug_anywhere<'a>(
    node: &DraftNode,
    wire: &'a Wire,
    ports: &Ports,
    inputs: &mut Inputs<'a>,
    problems: &mut Problems,
) -> bool {
    if ports.many.is_some() {
        inputs.many.push(wire);
        return true;
    }
    if let Some(free) = inputs.single.iter_mut().find(|i| i.is_none()) {
        *free = Some(wire);
        return true;
    }
    let count = ports.single.len();
    let id = quote(&node.id);
    let (message, fix) = match &node.kind {
        NodeKind::Field(_) | NodeKind::Constant(_) | NodeKind::Parameter(_) => {
            (message::no_input_taken(id, node.kind.noun()), fix::remove_edge())
        }
        NodeKind::Indicator(_) => (message::indicator_with_field(id), fix::remove_edge_or_field()),
        NodeKind::Comparator(_) => (message::comparator_full(id, count), fix::remove_edge_or_value()),
        _ => (message::inputs_many(id, count), fix::remove_edge()),
    };
    problems.error_fix(&wire.path, code::TOO_MANY_INPUTS, message, fix);
    false
}

fn unknown_port(node: &DraftNode, wire: &Wire, name: &str, ports: &Ports, problems: &mut Problems) {
    let names: Vec<&str> = ports.names().collect();
    let in_data = match (&node.kind, name) {
        (NodeKind::Action(_), "size") => Some(phrase::the_size()),
        (NodeKind::Action(_), "price") => Some(phrase::the_price()),
        _ => None,
    };
    if let Some(name) = in_data {
        let message = message::input_in_data(quote(&node.id), name.clone());
        problems.error_fix(&wire.path, code::TOO_MANY_INPUTS, message, fix::remove_edge_or_data(name));
        return;
    }
    let message = message::no_port(quote(&node.id), quote(name));
    let fix = did_you_mean(name, names.iter().copied())
        .or_else(|| (!names.is_empty()).then(|| fix::use_one_of(names.join(", "))));
    problems.error_fix(&wire.path, code::UNKNOWN_PORT, message, fix);
}

/// Whether every port has what it needs; notes what is missing.
fn is_complete(node: &DraftNode, ports: &Ports, inputs: &Inputs<'_>, problems: &mut Problems) -> bool {
    let mut sound = true;
    for (port, input) in ports.single.iter().zip(&inputs.single) {
        if input.is_some() || port.optional {
            continue;
        }
        sound = false;
        let id = quote(&node.id);
        let (message, fix) = match (&node.kind, port.name) {
            (NodeKind::Comparator(_), "b") => (message::comparator_alone(id), fix::give_value()),
            (NodeKind::Comparator(_), "low" | "high") => {
                (message::comparator_rangeless(id), fix::give_range())
            }
            (NodeKind::Indicator(_), _) => (message::indicator_alone(id), fix::give_field()),
            (NodeKind::Action(_), "size") => (message::action_sizeless(id), fix::give_size()),
            (NodeKind::Action(_), "price") => (message::action_priceless(id), fix::give_price()),
            _ => (message::input_missing(id, port.name), fix::connect_one()),
        };
        problems.error_fix(&node.path, code::MISSING_INPUT, message, fix);
    }
    if inputs.many.len() < ports.many_min {
        sound = false;
        let (message, fix) = match node.kind {
            NodeKind::Action(_) => (message::action_untriggered(quote(&node.id)), fix::connect_condition()),
            _ => {
                (message::inputs_few(quote(&node.id), inputs.many.len(), ports.many_min), fix::connect_more())
            }
        };
        problems.error_fix(&node.path, code::MISSING_INPUT, message, fix);
    }
    sound
}
