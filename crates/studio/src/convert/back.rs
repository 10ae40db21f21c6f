//! From a graph to a form, where there is one.

use super::{Loss, NOTES};
use crate::model::{
    ActionData, Clause, ComparatorData, End, FieldName, Form, Graph, Group, Joined, Node, NodeData, Number,
    ParameterDeclaration, Per, RightSide, Rule, Series, SeriesName,
};
use crate::names;
use crate::wired::{Input, Wired};
use craftstrat_compiler::document::NODES_MAX;
use craftstrat_compiler::indicators;

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
    losses.sort_by(|a, b| b.grave.cmp(&a.grave));
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

    fn rule(&mut self, index: usize, data: &ComparatorData) -> Rule {
        let mut left = match &data.field {
            Some(field) => Series { field: Some(field.clone()), ..Series::default() },
            None => match self.wired.port(index, "a") {
                Some(input) => self.series(input),
                None => Series::default(),
            },
        };
        let value = data.value.clone().unwrap_or_else(|| self.right(index, data));
        self.clock(index, data, &mut left);
        let node = self.wired.node(index);
        for note in NOTES {
            if let Some(text) = node.layout.get(note) {
                left.settings.entry(note.to_owned()).or_insert_with(|| text.clone());
            }
        }
        Rule { left, operator: data.operator.clone(), value }
    }

    /// A rule has one clock for its indicator and its crossing.
    fn clock(&mut self, index: usize, data: &ComparatorData, left: &mut Series) {
        let crossing = names::comparison(&data.operator.0).is_some_and(|n| n.key.starts_with("cross"));
        let is_indicator = left.indicator.as_ref().is_some_and(|n| indicators::find(&n.0).is_some());
        let sample = |per: Option<Per>| per.unwrap_or(Per::Sample);
        if is_indicator && crossing && sample(left.per) != sample(data.per) {
            self.lose(index, "studio-loss-clock", true);
        }
        if is_indicator && !crossing {
            return;
        }
        left.per = left.per.or(data.per);
    }

    fn right(&mut self, index: usize, data: &ComparatorData) -> RightSide {
        let takes_range =
            names::comparison(&data.operator.0).is_some_and(|n| matches!(n.key, "between" | "outside"));
        if takes_range {
            let low = self.end(index, "low");
            let high = self.end(index, "high");
            return RightSide::Range([low, high]);
        }
        match self.end(index, "b") {
            End::Number(number) => RightSide::Number(number),
            End::Series(series) => RightSide::Series(series),
        }
    }

    fn end(&mut self, index: usize, port: &str) -> End {
        let Some(input) = self.wired.port(index, port) else {
            self.lose(index, "studio-loss-incomplete", true);
            return End::Number(Number::Value(0.0));
        };
        match self.wired.fixed(input.from) {
            Some(number) => {
                self.used[input.from] = true;
                End::Number(number)
            }
            None => End::Series(self.series(input)),
        }
    }

    /// What a rule can name: a field, or an indicator of a field.
    fn series(&mut self, input: Input<'a>) -> Series {
        self.used[input.from] = true;
        let node = self.wired.node(input.from);
        let named = |name: &str| Series { indicator: Some(SeriesName(name.to_owned())), ..Series::default() };
        match &node.kind {
            NodeData::Input(data) | NodeData::Account(data) | NodeData::Slot(data) => named(&data.field.0),
            NodeData::Indicator(data) => {
                let field = data.field.clone().or_else(|| self.source(input.from));
                let name = Some(SeriesName(data.function.0.clone())).filter(|n| !n.0.is_empty());
                let output = input.output.filter(|o| is_output(&data.function.0, o)).map(str::to_owned);
                Series {
                    indicator: name,
                    field,
                    output: output.or_else(|| data.output.clone()),
                    per: data.per,
                    settings: data.settings.clone(),
                }
            }
            NodeData::Constant { .. } | NodeData::Parameter(_) => {
                self.lose(input.from, "studio-loss-fixed-left", true);
                Series::default()
            }
            _ => {
                self.lose(input.from, "studio-loss-computed", true);
                Series::default()
            }
        }
    }

    /// The field an indicator is computed from.
    fn source(&mut self, index: usize) -> Option<FieldName> {
        let input = self.wired.port(index, "input")?;
        self.used[input.from] = true;
        match &self.wired.node(input.from).kind {
            NodeData::Input(data) | NodeData::Account(data) | NodeData::Slot(data) => Some(data.field.clone()),
            _ => {
                self.lose(index, "studio-loss-indicator-of-computed", true);
                None
            }
        }
    }

    fn action(&mut self, index: usize) -> ActionData {
        self.used[index] = true;
        let node = self.wired.node(index);
        let NodeData::Action(data) = &node.kind else { return blank_action() };
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

/// Whether a name is one of an indicator's outputs; editors also write names that mean the only one.
fn is_output(function: &str, name: &str) -> bool {
    indicators::find(function)
        .is_some_and(|i| i.outputs.iter().any(|o| o.names.iter().any(|n| n.eq_ignore_ascii_case(name))))
}

fn blank_action() -> ActionData {
    use crate::model::{OutcomeName, SignalName};
    ActionData {
        signal: SignalName("buy".to_owned()),
        outcome: OutcomeName("UP".to_owned()),
        size_mode: None,
        size_usdc: None,
        size: None,
        kelly_fraction: None,
        order_type: None,
        price: None,
        once_per_slot: None,
        cool_down_s: None,
        max_open_entries: None,
    }
}
