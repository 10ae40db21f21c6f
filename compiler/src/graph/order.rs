//! An order in which every node comes after what it reads, and what an action depends on.

use super::{Draft, DraftNode};
use crate::nodes::NodeKind;
use crate::problem::{Problems, code, fix, message, quote};
use std::collections::BTreeSet;

/// Ids named in the sentence about a cycle, at most.
const NAMED_MAX: usize = 8;

/// Indexes of all nodes, each after what it reads; otherwise in document order. `None` after noting cycles.
pub(crate) fn order(nodes: &[DraftNode], problems: &mut Problems) -> Option<Vec<usize>> {
    let mut waiting: Vec<usize> = nodes.iter().map(|n| n.wires.len()).collect();
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        for wire in &node.wires {
            readers[wire.from].push(index);
        }
    }
    let mut ready: BTreeSet<usize> = (0..nodes.len()).filter(|n| waiting[*n] == 0).collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(index) = ready.pop_first() {
        order.push(index);
        for reader in &readers[index] {
            waiting[*reader] -= 1;
            if waiting[*reader] == 0 {
                ready.insert(*reader);
            }
        }
    }
    if order.len() == nodes.len() {
        return Some(order);
    }
    report_cycles(nodes, &waiting, problems);
    None
}

/// Notes one problem for each cycle that is met when following, from each node left over, the first input left over.
fn report_cycles(nodes: &[DraftNode], waiting: &[usize], problems: &mut Problems) {
    let mut seen = vec![0_usize; nodes.len()];
    for start in (0..nodes.len()).filter(|n| waiting[*n] > 0) {
        let mark = start + 1;
        let mut at = start;
        // A node left over reads at least one node left over, so this walk ends in a cycle or on an earlier walk.
        while seen[at] == 0 {
            seen[at] = mark;
            let Some(wire) = nodes[at].wires.iter().find(|w| waiting[w.from] > 0) else { break };
            at = wire.from;
        }
        if seen[at] == mark {
            report_cycle(nodes, waiting, at, problems);
        }
    }
}

fn report_cycle(nodes: &[DraftNode], waiting: &[usize], start: usize, problems: &mut Problems) {
    let mut cycle = vec![start];
    let mut closing = nodes[start].wires.first();
    let mut at = start;
    while let Some(wire) = nodes[at].wires.iter().find(|w| waiting[w.from] > 0) {
        if wire.from == start {
            // Walking backwards, the last wire met leads out of `start`.
            closing = Some(wire);
            break;
        }
        cycle.push(wire.from);
        at = wire.from;
    }
    // The walk went against the edges.
    cycle.reverse();
    cycle.rotate_right(1);
    let first = quote(&nodes[start].id);
    let names: Vec<String> = cycle.iter().take(NAMED_MAX).map(|n| quote(&nodes[*n].id)).collect();
    let names = names.join(" -> ");
    let message = match cycle.len().saturating_sub(NAMED_MAX) {
        0 => message::cycle(format!("{names} -> {first}")),
        more => message::cycle_long(names, more, first.as_str()),
    };
    let last = cycle.last().copied().unwrap_or(start);
    let closing_edge = nodes[start].wires.iter().find(|w| w.from == last);
    let path = closing_edge.or(closing).map_or(&nodes[start].path, |w| &w.path);
    let fix = fix::remove_closing_edge(quote(&nodes[last].id), first);
    problems.error_fix(path, code::CYCLE, message, fix);
}

/// By node: whether an action depends on it.
pub(crate) fn reaching(draft: &Draft, order: &[usize]) -> Vec<bool> {
    let mut used = vec![false; draft.nodes.len()];
    for index in order.iter().rev() {
        let node = &draft.nodes[*index];
        used[*index] |= matches!(node.kind, NodeKind::Action(_));
        if used[*index] {
            node.wires.iter().for_each(|w| used[w.from] = true);
        }
    }
    used
}
