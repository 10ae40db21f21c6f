//! Which wire goes into which port.

use super::{DraftNode, Wire};
use crate::nodes::{NodeKind, Ports};
use crate::problem::{Problems, closest, code, quote};

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
            let message = format!("The port `{name}` of {} takes one input and has more.", quote(&node.id));
            problems.error_fix(
                &wire.path,
                code::TOO_MANY_INPUTS,
                message,
                Some("remove this edge".to_owned()),
            );
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
    let noun = node.kind.noun();
    let (message, fix) = match &node.kind {
        NodeKind::Field(_) | NodeKind::Constant(_) | NodeKind::Parameter(_) => (
            format!("{} is a node of type {noun}, which takes no input.", quote(&node.id)),
            "remove this edge",
        ),
        NodeKind::Indicator(_) => (
            format!("The indicator {} names its `field` and takes no input.", quote(&node.id)),
            "remove `field`, or this edge",
        ),
        NodeKind::Comparator(_) => (
            format!("The comparator {} takes {count} inputs beside what its data says.", quote(&node.id)),
            "remove `value` to compare two inputs, or remove this edge",
        ),
        _ => (format!("{} takes {count} inputs and has more.", quote(&node.id)), "remove this edge"),
    };
    problems.error_fix(&wire.path, code::TOO_MANY_INPUTS, message, Some(fix.to_owned()));
    false
}

fn unknown_port(node: &DraftNode, wire: &Wire, name: &str, ports: &Ports, problems: &mut Problems) {
    let names: Vec<&str> = ports.names().collect();
    if matches!(node.kind, NodeKind::Action(_)) && matches!(name, "size" | "price") {
        let message = format!("The data of {} give its {name}, or it needs none.", quote(&node.id));
        let fix = Some(format!("remove this edge, or the {name} in the data"));
        problems.error_fix(&wire.path, code::TOO_MANY_INPUTS, message, fix);
        return;
    }
    let message = format!("{} has no port {}.", quote(&node.id), quote(name));
    let fix = match closest(name, names.iter().copied()) {
        Some(near) => Some(format!("did you mean \"{near}\"?")),
        None if names.is_empty() => None,
        None => Some(format!("use one of: {}", names.join(", "))),
    };
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
            (NodeKind::Comparator(_), "b") => (
                format!("The comparator {id} has nothing to compare with."),
                "give it a `value`, or connect a second input",
            ),
            (NodeKind::Comparator(_), "low" | "high") => {
                (format!("The comparator {id} has no range."), "give it a `value`, for example [0.1, 0.4]")
            }
            (NodeKind::Indicator(_), _) => (
                format!("The indicator {id} has nothing to compute from."),
                "give it a `field`, for example \"mid_up\", or connect an input",
            ),
            (NodeKind::Action(_), "size") => (
                format!("The action {id} has no size."),
                "give it `size_usdc` or `size`; to sell everything use \"close\"",
            ),
            (NodeKind::Action(_), "price") => (
                format!("The action {id} needs a price for its order type."),
                "give it a `price` between 0 and 1",
            ),
            _ => (format!("{id} needs an input at its port `{}`.", port.name), "connect one"),
        };
        problems.error_fix(&node.path, code::MISSING_INPUT, message, Some(fix.to_owned()));
    }
    if inputs.many.len() < ports.many_min {
        sound = false;
        let (message, fix) = match node.kind {
            NodeKind::Action(_) => (
                format!("Nothing says when the action {} is taken.", quote(&node.id)),
                "connect a comparator or logic node to it".to_owned(),
            ),
            _ => (
                format!(
                    "{} has {} of at least {} inputs.",
                    quote(&node.id),
                    inputs.many.len(),
                    ports.many_min
                ),
                "connect more inputs".to_owned(),
            ),
        };
        problems.error_fix(&node.path, code::MISSING_INPUT, message, Some(fix));
    }
    sound
}
