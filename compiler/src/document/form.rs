//! Forms: groups of rules joined by AND, and what to do where they hold.
//!
//! A form becomes the graph it stands for: a comparator per rule, a logic node per group, an action node per action.

use super::reader::{At, Fields};
use super::{ACTIONS_MAX, Context, NODES_MAX};
use crate::graph::{DraftNode, Wire};
use crate::nodes::logic::Logic;
use crate::nodes::{NodeKind, action, comparator};
use crate::problem::{code, fix, message, phrase};

/// Reads conditions and actions. `None` after noting that the form is too large to go on.
pub(super) fn read(fields: &mut Fields<'_>, cx: &mut Context) -> Option<Vec<DraftNode>> {
    let mut form = Form { nodes: Vec::new(), met: 0 };
    let conditions = fields.need("conditions", phrase::groups(), &mut cx.problems);
    let groups = conditions.as_ref().and_then(|at| at.list(&mut cx.problems));
    let mut when = Vec::new();
    // Without readable groups, that an action has no condition is no further problem.
    let wanted = groups.as_ref().map_or(1, Vec::len).max(1);
    if let (Some(at), Some(groups)) = (&conditions, &groups) {
        if groups.is_empty() {
            cx.problems.error_fix(&at.path, code::EMPTY, message::no_condition(), fix::add_group());
        }
        for (index, group) in groups.iter().enumerate() {
            when.extend(form.group(group, format!("group/{index}"), cx));
        }
    }
    form.actions(fields, &when, wanted, cx);
    if form.met.max(form.nodes.len()) <= NODES_MAX {
        return Some(form.nodes);
    }
    cx.problems.error("/conditions", code::TOO_LARGE, message::form_large(NODES_MAX));
    None
}

struct Form {
    nodes: Vec<DraftNode>,
    /// Rules and groups met, whether or not they could be read.
    met: usize,
}

impl Form {
    /// Adds a node that should have `wanted` inputs.
    fn push(&mut self, id: String, path: &str, kind: NodeKind, wires: Vec<Wire>, wanted: usize) -> usize {
        let lacking = wires.len() < wanted;
        self.nodes.push(DraftNode { id, path: path.to_owned(), kind, wires, lacking });
        self.nodes.len() - 1
    }

    /// Reads a group and everything in it; gives its node. The depth of groups is bounded by that of the document.
    fn group(&mut self, at: &At<'_>, id: String, cx: &mut Context) -> Option<usize> {
        let mut fields = at.object(&mut cx.problems)?;
        let joined: &[(&[&str], Logic)] = &[(&["AND", "all"], Logic::And), (&["OR", "any"], Logic::Or)];
        let logic = match fields.get("type") {
            Some(at) => at.choice(phrase::join(), joined, &mut cx.problems),
            None => Some(Logic::And),
        };
        let rules = fields.need("rules", phrase::rules(), &mut cx.problems);
        let list = rules.as_ref().and_then(|at| at.list(&mut cx.problems));
        fields.finish(crate::nodes::NOTES, &mut cx.problems);
        let (rules, list) = (rules?, list?);
        if list.is_empty() {
            cx.problems.error_fix(&rules.path, code::EMPTY, message::group_empty(), fix::add_rule());
            return None;
        }
        let mut wires = Vec::new();
        for (index, rule) in list.iter().enumerate() {
            self.met += 1;
            if self.met > NODES_MAX {
                return None;
            }
            let id = format!("{id}/rule/{index}");
            let node = if rule.has("rules") { self.group(rule, id, cx) } else { self.rule(rule, id, cx) };
            wires.extend(node.map(|n| Wire::plain(n, &rule.path)));
        }
        Some(self.push(id, &at.path, NodeKind::Logic(logic?), wires, list.len()))
    }

    fn rule(&mut self, at: &At<'_>, id: String, cx: &mut Context) -> Option<usize> {
        let mut fields = at.object(&mut cx.problems)?;
        let comparator = comparator::read_rule(&mut fields, cx);
        fields.finish(crate::nodes::NOTES, &mut cx.problems);
        Some(self.push(id, &at.path, NodeKind::Comparator(comparator?), Vec::new(), 0))
    }

    fn actions(&mut self, fields: &mut Fields<'_>, when: &[usize], wanted: usize, cx: &mut Context) {
        let one = fields.get("action");
        let several = fields.get("actions");
        if let (Some(_), Some(several)) = (&one, &several) {
            let message = message::action_or_actions();
            cx.problems.error_fix(&several.path, code::CONFLICT, message, fix::join_actions());
        }
        let mut all: Vec<At<'_>> = one.into_iter().collect();
        all.extend(several.and_then(|at| at.list(&mut cx.problems)).unwrap_or_default());
        if all.is_empty() {
            let message = message::form_without_action();
            cx.problems.error_fix(&fields.path, code::NO_ACTION, message, fix::add_action());
        }
        if all.len() > ACTIONS_MAX {
            cx.problems.error("/actions", code::TOO_LARGE, message::actions_many(ACTIONS_MAX));
            return;
        }
        for (index, at) in all.iter().enumerate() {
            if let Some(action) = action::read_form(at, cx) {
                let wires = when.iter().map(|n| Wire::plain(*n, &at.path)).collect();
                self.push(
                    format!("action/{index}"),
                    &at.path,
                    NodeKind::Action(Box::new(action)),
                    wires,
                    wanted,
                );
            }
        }
    }
}
