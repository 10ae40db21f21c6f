//! From the checked graph to the IR: every node that an action depends on, in an order that respects the wires.

pub(crate) mod builder;
pub(crate) mod fact;
mod prune;

use crate::check;
use crate::graph::{self, Draft, DraftNode, Inputs, Wire};
use crate::ir::{ActionNode, Explained, Kind, Program, Ref};
use crate::nodes::comparator::Compared;
use crate::nodes::indicator::{self, IndicatorUse};
use crate::nodes::{NodeKind, Port};
use crate::problem::{Problems, code, fix, message, quote};
use builder::Builder;

/// The program of a draft. `None` after noting errors; a program is given also when there were errors before.
pub(crate) fn program(draft: &Draft, problems: &mut Problems) -> Option<Program> {
    let order = graph::order(&draft.nodes, problems);
    let used = match &order {
        Some(order) => graph::reaching(draft, order),
        None => vec![true; draft.nodes.len()],
    };
    // Where something could not be read, that nothing depends on a node may be due to that.
    let complete = !problems.has_errors();
    for (node, _) in draft.nodes.iter().zip(&used).filter(|(_, used)| complete && !**used) {
        // A parameter node also serves settings that name it, which no wire shows.
        if matches!(node.kind, NodeKind::Parameter(_)) {
            continue;
        }
        let message = message::node_unused(node.kind.noun(), quote(&node.id));
        problems.warn(&node.path, code::UNUSED, message, fix::connect_or_remove());
    }
    let inputs: Vec<Option<Inputs<'_>>> =
        draft.nodes.iter().zip(&used).map(|(node, used)| graph::connect(node, *used, problems)).collect();
    let mut lower = Lower {
        draft,
        b: Builder::new(&draft.parameters),
        values: vec![None; draft.nodes.len()],
        sources: vec![None; draft.nodes.len()],
        explained: explained_indexes(draft, &used),
        lefts: vec![None; draft.nodes.len()],
        actions: Vec::new(),
        problems,
    };
    for index in order? {
        if let Some(inputs) = inputs[index].as_ref().filter(|_| used[index] && !draft.nodes[index].lacking) {
            lower.node(index, inputs);
        }
    }
    lower.finish(&used)
}

/// By node: its first index in what `explain` reports.
fn explained_indexes(draft: &Draft, used: &[bool]) -> Vec<u32> {
    let mut next = 0;
    let mut indexes = Vec::with_capacity(draft.nodes.len());
    for (node, used) in draft.nodes.iter().zip(used) {
        indexes.push(next);
        next += if *used { 1 + u32::from(has_left(node)) } else { 0 };
    }
    indexes
}

/// Whether a node names its left side in place, which is then reported too.
fn has_left(node: &DraftNode) -> bool {
    matches!(&node.kind, NodeKind::Comparator(c) if c.left.is_some())
}

struct Lower<'a, 'p> {
    draft: &'a Draft,
    b: Builder<'a>,
    /// By draft node: its value.
    values: Vec<Option<Ref>>,
    /// By draft node: what an indicator is computed from.
    sources: Vec<Option<Ref>>,
    /// By draft node: its first index in what `explain` reports.
    explained: Vec<u32>,
    /// By draft node: its left side, where that is reported.
    lefts: Vec<Option<Ref>>,
    actions: Vec<(usize, ActionNode)>,
    problems: &'p mut Problems,
}

impl Lower<'_, '_> {
    /// Lowers one node, unless something it reads could not be.
    fn node(&mut self, index: usize, inputs: &Inputs<'_>) {
        let draft = self.draft;
        let node = &draft.nodes[index];
        let ports = node.kind.ports();
        let mut single = Vec::with_capacity(inputs.single.len());
        let mut sound = true;
        for (port, wire) in ports.single.iter().zip(&inputs.single) {
            let value = wire.map(|wire| self.input(node, *port, wire));
            sound &= value != Some(None);
            single.push(value.flatten());
        }
        let mut many = Vec::with_capacity(inputs.many.len());
        if let Some(port) = ports.many {
            for wire in &inputs.many {
                let value = self.input(node, port, wire);
                sound &= value.is_some();
                many.extend(value);
            }
        }
        if !sound {
            return;
        }
        self.b.begin(&node.id);
        self.values[index] = match &node.kind {
            NodeKind::Field(field) => Some(field.lower(&mut self.b)),
            NodeKind::Constant(value) => Some(self.b.num(*value)),
            NodeKind::Parameter(parameter) => Some(self.b.param(*parameter)),
            NodeKind::Indicator(indicator) => {
                self.indicator(index, indicator, single.first().copied().flatten())
            }
            NodeKind::Math(math) => math.lower(&mut self.b, &single, &many),
            NodeKind::Comparator(comparator) => {
                let compared = comparator.lower(&mut self.b, &single);
                if let Some(Compared { left, .. }) = compared {
                    self.lefts[index] = Some(left);
                }
                compared.map(|compared| {
                    check::threshold(&self.b, node, comparator, compared, self.problems);
                    compared.truth
                })
            }
            NodeKind::Logic(logic) => {
                let value = logic.lower(&mut self.b, &single, &many);
                value.inspect(|v| check::contradiction(&mut self.b, &node.path, *v, self.problems))
            }
            NodeKind::Action(action) => {
                let lowered = action.lower(&mut self.b, &single, &many, self.explained[index]);
                let when = lowered.as_ref().map(|a| a.when);
                self.actions.extend(lowered.map(|a| (index, a)));
                when.inspect(|v| check::contradiction(&mut self.b, &node.path, *v, self.problems))
            }
        };
    }

    fn indicator(&mut self, index: usize, indicator: &IndicatorUse, input: Option<Ref>) -> Option<Ref> {
        let x = match indicator.field {
            Some(field) => field.lower(&mut self.b),
            None => input?,
        };
        self.sources[index] = Some(x);
        Some(indicator.lower(&mut self.b, x, indicator.output))
    }

    /// What a wire brings, if it is of the kind the port takes.
    fn input(&mut self, node: &DraftNode, port: Port, wire: &Wire) -> Option<Ref> {
        let value = self.output(wire)?;
        let from = &self.draft.nodes[wire.from];
        let fix = match (self.b.op(value).kind(), port.kind) {
            (Kind::Truth, Kind::Num) => fix::connect_number(),
            (Kind::Num, Kind::Truth) if matches!(node.kind, NodeKind::Action(_)) => {
                fix::compare_first_or_name_port()
            }
            (Kind::Num, Kind::Truth) => fix::compare_first(),
            _ => return Some(value),
        };
        let (from, to) = (quote(&from.id), quote(&node.id));
        let message = match port.kind {
            Kind::Num => message::condition_for_number(from, port.name, to),
            Kind::Truth => message::number_for_condition(from, port.name, to),
        };
        self.problems.error_fix(&wire.path, code::KIND_MISMATCH, message, fix);
        None
    }

    /// The value at the output a wire comes from.
    fn output(&mut self, wire: &Wire) -> Option<Ref> {
        let value = self.values[wire.from]?;
        let from = &self.draft.nodes[wire.from];
        let (NodeKind::Indicator(indicator), Some(name)) = (&from.kind, &wire.output) else {
            return Some(value);
        };
        if indicator.indicator.outputs.len() == 1 || matches!(name.as_str(), "" | "out" | "output" | "source")
        {
            return Some(value);
        }
        let Some(output) = indicator::find_output(indicator.indicator, name) else {
            indicator::unknown_output(indicator.indicator, name, &wire.path, self.problems);
            return None;
        };
        self.b.begin(&format!("{}.{}", from.id, indicator.indicator.outputs[output].names[0]));
        Some(indicator.lower(&mut self.b, self.sources[wire.from]?, output))
    }

    fn finish(mut self, used: &[bool]) -> Option<Program> {
        self.actions.sort_by_key(|(index, _)| *index);
        for (index, action) in &self.actions {
            check::action(&self.b, &self.draft.nodes[*index], action, &self.draft.risk, self.problems);
        }
        let mut explained = Vec::new();
        for (index, node) in self.draft.nodes.iter().enumerate().filter(|(index, _)| used[*index]) {
            explained.push(Explained { id: node.id.clone(), node: self.values[index]? });
            if has_left(node) {
                explained.push(Explained { id: format!("{}/left", node.id), node: self.lefts[index]? });
            }
        }
        let (nodes, facts) = self.b.finish();
        let warm_up_rows = facts.iter().map(|f| f.warm_up).max().unwrap_or(0);
        let mut program = Program {
            name: self.draft.name.clone(),
            nodes,
            actions: self.actions.into_iter().map(|(_, action)| action).collect(),
            parameters: self.draft.parameters.clone(),
            explained,
            warm_up_rows,
            risk: self.draft.risk,
        };
        prune::prune(&mut program);
        check::size(&program, self.problems).then_some(program)
    }
}
