//! Edits of a form's conditions.

use crate::model::{Clause, Form, Group, Joined, Rule};
use crate::refusal::Refusal;
use craftstrat_compiler::document::NODES_MAX;

/// How deep groups may nest: well within what the compiler reads.
const DEPTH_MAX: usize = 12;

fn nowhere() -> Refusal {
    Refusal::new("studio-refusal-no-clause")
}

/// The group at a path.
pub(super) fn group<'a>(form: &'a mut Form, path: &[usize]) -> Result<&'a mut Group, Refusal> {
    let (first, rest) = path.split_first().ok_or_else(nowhere)?;
    let mut group = form.conditions.get_mut(*first).ok_or_else(nowhere)?;
    for index in rest {
        group = match group.rules.get_mut(*index) {
            Some(Clause::Group(inner)) => inner,
            _ => return Err(nowhere()),
        };
    }
    Ok(group)
}

fn count(clause: &Clause) -> usize {
    match clause {
        Clause::Rule(_) => 1,
        Clause::Group(group) => 1 + group.rules.iter().map(count).sum::<usize>(),
    }
}

fn depth(clause: &Clause) -> usize {
    match clause {
        Clause::Rule(_) => 0,
        Clause::Group(group) => 1 + group.rules.iter().map(depth).max().unwrap_or(0),
    }
}

fn has_room(form: &Form) -> Result<(), Refusal> {
    let met: usize = form.conditions.iter().map(|g| 1 + g.rules.iter().map(count).sum::<usize>()).sum();
    if met >= NODES_MAX { Err(Refusal::new("studio-refusal-too-large")) } else { Ok(()) }
}

pub(super) fn add_rule(form: &mut Form, path: &[usize], at: usize, rule: Rule) -> Result<(), Refusal> {
    has_room(form)?;
    insert(form, path, at, Clause::Rule(Box::new(rule)))
}

pub(super) fn add_group(form: &mut Form, path: &[usize], at: usize, joined: Joined) -> Result<(), Refusal> {
    has_room(form)?;
    insert(form, path, at, Clause::Group(Group { joined, rules: Vec::new() }))
}

/// Puts a clause into a group, or beside the outermost ones.
fn insert(form: &mut Form, path: &[usize], at: usize, clause: Clause) -> Result<(), Refusal> {
    if path.len() + depth(&clause) > DEPTH_MAX {
        return Err(Refusal::new("studio-refusal-too-deep"));
    }
    if path.is_empty() {
        let group = match clause {
            Clause::Group(group) => group,
            rule @ Clause::Rule(_) => Group { joined: Joined::And, rules: vec![rule] },
        };
        let at = at.min(form.conditions.len());
        form.conditions.insert(at, group);
        return Ok(());
    }
    let group = group(form, path)?;
    let at = at.min(group.rules.len());
    group.rules.insert(at, clause);
    Ok(())
}

pub(super) fn set_rule(form: &mut Form, path: &[usize], rule: Rule) -> Result<(), Refusal> {
    let (last, parent) = path.split_last().ok_or_else(nowhere)?;
    match group(form, parent)?.rules.get_mut(*last) {
        Some(Clause::Rule(old)) => {
            **old = rule;
            Ok(())
        }
        _ => Err(nowhere()),
    }
}

/// Takes a clause out.
pub(super) fn remove(form: &mut Form, path: &[usize]) -> Result<Clause, Refusal> {
    let (last, parent) = path.split_last().ok_or_else(nowhere)?;
    if parent.is_empty() {
        if *last >= form.conditions.len() {
            return Err(nowhere());
        }
        return Ok(Clause::Group(form.conditions.remove(*last)));
    }
    let group = group(form, parent)?;
    if *last >= group.rules.len() {
        return Err(nowhere());
    }
    Ok(group.rules.remove(*last))
}

pub(super) fn shift(form: &mut Form, from: &[usize], to: &[usize]) -> Result<(), Refusal> {
    let clause = remove(form, from)?;
    let (at, parent) = to.split_last().ok_or_else(nowhere)?;
    insert(form, parent, *at, clause)
}
