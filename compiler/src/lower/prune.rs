//! Removing nodes that nothing reads, which constant folding leaves behind.

use crate::ir::{Program, Ref};

/// Removes nodes that no action and nothing explained depends on; the others keep their order and keys.
pub(super) fn prune(program: &mut Program) {
    let mut used = vec![false; program.nodes.len()];
    for action in &program.actions {
        used[action.when as usize] = true;
        used[action.size as usize] = true;
        if let Some(price) = action.price {
            used[price as usize] = true;
        }
    }
    for explained in &program.explained {
        used[explained.node as usize] = true;
    }
    for index in (0..program.nodes.len()).rev() {
        if used[index] {
            program.nodes[index].op.operands().into_iter().for_each(|r| used[r as usize] = true);
        }
    }
    let mut next: Ref = 0;
    let renamed: Vec<Ref> = used
        .iter()
        .map(|used| {
            let index = next;
            next += Ref::from(*used);
            index
        })
        .collect();
    let rename = |r: Ref| renamed[r as usize];
    let mut index = 0;
    program.nodes.retain(|_| {
        index += 1;
        used[index - 1]
    });
    for node in &mut program.nodes {
        node.op = node.op.map_operands(rename);
    }
    for action in &mut program.actions {
        action.when = rename(action.when);
        action.size = rename(action.size);
        action.price = action.price.map(rename);
    }
    for explained in &mut program.explained {
        explained.node = rename(explained.node);
    }
}
