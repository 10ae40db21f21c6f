//! From a graph to a form, where there is one.

mod rule;

use super::Loss;
use crate::model::{
    ActionData, Clause, Form, Graph, Group, Joined, Node, NodeData, Number, ParameterDeclaration,
};
use crate::names;
use crate::wired::Wired;
use craftstrat_compiler::document::NODES_MAX;

/// How deep groups of a form may nest.
const DEPTH_MAX: usize = 12;

/// The form a graph stands for.
///
/// # Errors
/// What a form cannot say; at least one of them is grave.
pub fn graph_to_form(graph: &Graph) -> Result<Form, Vec<Loss>> {
    let (form, losses) = convert(graph);
    if losses.iter().any(|l| l.grave) { Err(losses) } else { Ok(form) }
}

/// Everything a graph says that a form cannot, also what only is a note.
pub fn losses(graph: &Graph) -> Vec<Loss> {
    convert(graph).1
}

fn convert(graph: &Graph) -> (Form, Vec<Loss>) {
    let wired = Wired::new(graph);
    let mut back = Back { used: vec![false; graph.nodes.len()], met: 0, losses: Vec::new(), wired: &wired };
    let actions: Vec<usize> = wired.actions().collect();
    let when = back.when(&actions);
    let conditions = back.conditions(&when);
    let mut list: Vec<ActionData> = actions.iter().map(|index| back.action(*index)).collect();
    back.leftovers();
    let mut losses = back.losses;
    losses.sort_by_key(|l| !l.grave);
    let mut header = graph.header.clone();
    for parameter in declared(graph) {
        if header.parameters.iter().all(|p| p.name != parameter.name) {
            header.parameters.push(parameter);
        }
    }
    let (action, actions) = if list.len() == 1 { (list.pop(), Vec::new()) } else { (None, list) };
    (Form { header, conditions, action, actions }, losses)
}

/// The parameters that nodes declare.
fn declared(graph: &Graph) -> impl Iterator<Item = ParameterDeclaration> + '_ {
    graph.nodes.iter().filter_map(|node| match &node.kind {
        NodeData::Parameter(p) => Some(ParameterDeclaration {
            name: p.name.clone(),
            default: p.default?,
            min: p.min,
            max: p.max,
            step: p.step,
        }),
        _ => None,
    })
}

struct Back<'a> {
    wired: &'a Wired<'a>,
    /// By node: whether the form has it.
    used: Vec<bool>,
    /// Rules and groups so far: a node that several read is written several times.
    met: usize,
    losses: Vec<Loss>,
}

impl<'a> Back<'a> {
    fn lose(&mut self, index: usize, key: &'static str, grave: bool) {
        let node = self.wired.node(index).id.clone();
        if !self.losses.iter().any(|l| l.node == node && l.key == key) {
            self.losses.push(Loss { node, key, grave });
        }
    }

    /// What every action waits for: the same for all of them. Without actions, what leads nowhere.
    fn when(&mut self, actions: &[usize]) -> Vec<usize> {
        let wired = self.wired;
        let of = |index: usize| wired.ports(index, "when").map(|i| i.from).collect::<Vec<_>>();
        let Some(first) = actions.first() else {
            let mut read = vec![false; wired.graph.nodes.len()];
            for index in 0..wired.graph.nodes.len() {
                wired.inputs(index).iter().for_each(|i| read[i.from] = true);
            }
            let truth = |index: &usize| {
                matches!(wired.node(*index).kind, NodeData::Logic(_) | NodeData::Comparator(_))
            };
            return (0..read.len()).filter(|i| !read[*i]).filter(truth).collect();
        };
        let when = of(*first);
        let sorted = |mut list: Vec<usize>| {
            list.sort_unstable();
            list
        };
        for action in &actions[1..] {
            if sorted(of(*action)) != sorted(when.clone()) {
                self.lose(*action, "studio-loss-other-condition", true);
            }
        }
        when
    }

    fn conditions(&mut self, when: &[usize]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut single: Option<usize> = None;
        for index in when {
            match self.clause(*index, 0) {
                Some(Clause::Group(group)) => groups.push(group),
                // Comparators that lead straight to the action share a group.
                Some(rule) => match single {
                    Some(at) => groups[at].rules.push(rule),
                    None => {
                        single = Some(groups.len());
                        groups.push(Group { joined: Joined::And, rules: vec![rule] });
                    }
                },
                None => {}
            }
        }
        groups
    }

    fn clause(&mut self, index: usize, depth: usize) -> Option<Clause> {
        self.met += 1;
        if depth > DEPTH_MAX || self.met > NODES_MAX {
            self.lose(index, "studio-loss-too-large", true);
            return None;
        }
        self.used[index] = true;
        let node = self.wired.node(index);
        match &node.kind {
            NodeData::Comparator(data) => Some(Clause::Rule(Box::new(self.rule(index, data)))),
            NodeData::Logic(data) => {
                let joined = match names::logic(&data.operator.0).map(|n| n.key) {
                    Some("and") => Joined::And,
                    Some("or") => Joined::Or,
                    _ => {
                        self.lose(index, "studio-loss-logic", true);
                        return None;
                    }
                };
                let wired = self.wired;
                let inputs: Vec<usize> = wired.ports(index, "input").map(|i| i.from).collect();
                let rules = inputs.into_iter().filter_map(|i| self.clause(i, depth + 1)).collect();
                Some(Clause::Group(Group { joined, rules }))
            }
            _ => {
                self.lose(index, "studio-loss-not-a-condition", true);
                None
            }
        }
    }

    fn action(&mut self, index: usize) -> ActionData {
        self.used[index] = true;
        let node = self.wired.node(index);
        let NodeData::Action(data) = &node.kind else { return crate::palette::first_action() };
        let mut data = data.clone();
        if let Some(size) = self.amount(index, "size") {
            data.size = Some(size);
        }
        if let Some(price) = self.amount(index, "price") {
            data.price = Some(price);
        }
        data
    }

    fn amount(&mut self, index: usize, port: &str) -> Option<Number> {
        let input = self.wired.port(index, port)?;
        self.used[input.from] = true;
        let fixed = self.wired.fixed(input.from);
        if fixed.is_none() {
            self.lose(index, "studio-loss-computed-amount", true);
        }
        fixed
    }

    /// Notes, and what no action depends on.
    fn leftovers(&mut self) {
        let wired = self.wired;
        for index in 0..wired.graph.nodes.len() {
            let node: &Node = wired.node(index);
            match &node.kind {
                NodeData::Comment(_) if crate::groups::is_frame(node) => {
                    self.lose(index, "studio-loss-frame", false);
                }
                NodeData::Comment(_) => self.lose(index, "studio-loss-comment", false),
                // A declaration is kept with the document's parameters.
                NodeData::Parameter(_) => {}
                _ if !self.used[index] && !self.losses.iter().any(|l| l.grave) => {
                    self.lose(index, "studio-loss-unused", false);
                }
                NodeData::Comparator(_) => {}
                _ if node.layout.contains_key("label") => self.lose(index, "studio-loss-label", false),
                _ => {}
            }
        }
    }
}
