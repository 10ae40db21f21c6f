//! Two forms: rules are matched by what they say; in what is left, a rule about the same series counts as changed.

use super::{Changes, Happened, gaps};
use crate::model::{ActionData, Clause, Form, Group, Joined};
use crate::sentence;

pub(super) fn diff(before: &Form, after: &Form, out: &mut Changes<'_>) {
    let wrap = |form: &Form| form.conditions.iter().cloned().map(Clause::Group).collect::<Vec<_>>();
    clauses(&wrap(before), &wrap(after), "/conditions", out);
    let actions = |form: &Form| form.action.iter().chain(&form.actions).cloned().collect::<Vec<_>>();
    self::actions(&actions(before), &actions(after), out);
}

fn clauses(before: &[Clause], after: &[Clause], path: &str, out: &mut Changes<'_>) {
    for (old, new) in gaps(before, after) {
        let mut left: Vec<usize> = old.collect();
        for index in new {
            let place = format!("{path}/{index}");
            let twin = left.iter().position(|o| is_alike(&before[*o], &after[index]));
            match (twin.map(|at| &before[left.remove(at)]), &after[index]) {
                (Some(Clause::Group(a)), Clause::Group(b)) => group(a, b, &place, out),
                (Some(Clause::Rule(a)), Clause::Rule(b)) => {
                    let (a, b) = (sentence::rule(a, out.i18n), sentence::rule(b, out.i18n));
                    let args = [("before", a.as_str()), ("after", b.as_str())];
                    out.push(Happened::Changed, &place, "studio-diff-rule-changed", &args);
                }
                (_, new) => whole(Happened::Added, new, &place, out),
            }
        }
        for index in left {
            whole(Happened::Removed, &before[index], &format!("{path}/{index}"), out);
        }
    }
}

/// Whether one may have become the other: groups, and rules about the same series.
fn is_alike(a: &Clause, b: &Clause) -> bool {
    match (a, b) {
        (Clause::Group(_), Clause::Group(_)) => true,
        (Clause::Rule(a), Clause::Rule(b)) => {
            a.left.indicator == b.left.indicator && a.left.field == b.left.field
        }
        _ => false,
    }
}

fn group(before: &Group, after: &Group, place: &str, out: &mut Changes<'_>) {
    if before.joined != after.joined {
        let key = if after.joined == Joined::And { "studio-join-and" } else { "studio-join-or" };
        let joined = out.i18n.text(key);
        out.push(Happened::Changed, place, "studio-diff-joined", &[("joined", &joined)]);
    }
    clauses(&before.rules, &after.rules, &format!("{place}/rules"), out);
}

fn whole(happened: Happened, clause: &Clause, place: &str, out: &mut Changes<'_>) {
    let added = happened == Happened::Added;
    match clause {
        Clause::Rule(rule) => {
            let key = if added { "studio-diff-rule-added" } else { "studio-diff-rule-removed" };
            let text = sentence::rule(rule, out.i18n);
            out.push(happened, place, key, &[("rule", &text)]);
        }
        Clause::Group(group) => {
            let key = if added { "studio-diff-group-added" } else { "studio-diff-group-removed" };
            let text = sentence::group(group, out.i18n);
            out.push(happened, place, key, &[("group", &text)]);
        }
    }
}

fn actions(before: &[ActionData], after: &[ActionData], out: &mut Changes<'_>) {
    for (old, new) in gaps(before, after) {
        let mut left: Vec<usize> = old.collect();
        for index in new {
            let place = format!("/actions/{index}");
            let text = sentence::action(&after[index], out.i18n);
            let alike = |o: &usize| {
                before[*o].signal == after[index].signal && before[*o].outcome == after[index].outcome
            };
            let twin = left.iter().position(alike).or(if left.len() == 1 { Some(0) } else { None });
            match twin.map(|at| &before[left.remove(at)]) {
                Some(old) => {
                    let old = sentence::action(old, out.i18n);
                    let args = [("before", old.as_str()), ("after", text.as_str())];
                    out.push(Happened::Changed, &place, "studio-diff-action-changed", &args);
                }
                None => out.push(Happened::Added, &place, "studio-diff-action-added", &[("action", &text)]),
            }
        }
        for index in left {
            let text = sentence::action(&before[index], out.i18n);
            let place = format!("/actions/{index}");
            out.push(Happened::Removed, &place, "studio-diff-action-removed", &[("action", &text)]);
        }
    }
}
