//! From a form to a graph.

use super::{NOTES, field_node};
use crate::layout;
use crate::model::{
    Clause, ComparatorData, Edge, Form, Graph, Group, IndicatorData, IndicatorName, Joined, LogicData,
    LogicOperator, Node, NodeData, RightSide, Rule, Series,
};
use crate::names;
use craftstrat_compiler::indicators;
use serde_json::Map;

/// The graph a form stands for. Its nodes have the ids under which the form's parts are explained, so that values of the
/// running form can be shown on them.
pub fn form_to_graph(form: &Form) -> Graph {
    let mut build = Build { nodes: Vec::new(), edges: Vec::new(), series: Vec::new() };
    let mut when = Vec::new();
    for (index, group) in form.conditions.iter().enumerate() {
        when.push(build.group(group, format!("group/{index}")));
    }
    for (index, action) in form.action.iter().chain(&form.actions).enumerate() {
        let id = format!("action/{index}");
        build.push(&id, NodeData::Action(action.clone()));
        for group in &when {
            build.edge(group, &id, Some("when"), None);
        }
    }
    let mut graph = Graph { header: form.header.clone(), nodes: build.nodes, edges: build.edges };
    let positions = layout::auto(&graph);
    for (node, (_, x, y)) in graph.nodes.iter_mut().zip(positions) {
        layout::set_position(node, x, y);
    }
    graph
}

struct Build {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    /// Nodes that stand for series, to be shared by the rules that read the same.
    series: Vec<(NodeData, String)>,
}

impl Build {
    fn push(&mut self, id: &str, kind: NodeData) {
        self.nodes.push(Node { id: id.to_owned(), kind, layout: Map::new() });
    }

    fn edge(&mut self, source: &str, target: &str, port: Option<&str>, output: Option<&str>) {
        self.edges.push(Edge {
            source: source.to_owned(),
            target: target.to_owned(),
            source_handle: output.map(str::to_owned),
            target_handle: port.map(str::to_owned),
            layout: Map::new(),
        });
    }

    /// Adds a group with everything in it; gives its id. Forms are no deeper than what the compiler reads.
    fn group(&mut self, group: &Group, id: String) -> String {
        let mut inputs = Vec::new();
        for (index, clause) in group.rules.iter().enumerate() {
            let id = format!("{id}/rule/{index}");
            inputs.push(match clause {
                Clause::Group(inner) => self.group(inner, id),
                Clause::Rule(rule) => self.rule(rule, id),
            });
        }
        let operator = match group.joined {
            Joined::And => "AND",
            Joined::Or => "OR",
        };
        let operator = LogicOperator(operator.to_owned());
        self.push(
            &id,
            NodeData::Logic(LogicData { operator, on: None, off: None, seconds: None, per: None }),
        );
        for input in inputs {
            self.edge(&input, &id, Some("input"), None);
        }
        id
    }

    fn rule(&mut self, rule: &Rule, id: String) -> String {
        let mut data =
            ComparatorData { operator: rule.operator.clone(), field: None, value: None, per: rule.left.per };
        let mut notes = Map::new();
        let left = match shape(&rule.left) {
            Shape::Empty => None,
            Shape::Inline => {
                data.field = rule.left.field.clone();
                notes = rule.left.settings.clone();
                None
            }
            Shape::Field(name) => {
                notes = rule.left.settings.clone();
                Some(self.shared(field_node(name)))
            }
            Shape::Indicator => Some(self.shared(indicator(&rule.left))),
        };
        // A range has two ends, which stay where they are written.
        let takes_range =
            names::comparison(&rule.operator.0).is_some_and(|n| matches!(n.key, "between" | "outside"));
        let right = match &rule.value {
            RightSide::Series(series) if !takes_range => match shape(series) {
                Shape::Field(name) if series.settings.is_empty() && series.per.is_none() => {
                    Some(self.shared(field_node(name)))
                }
                Shape::Indicator => Some(self.shared(indicator(series))),
                _ => None,
            },
            _ => None,
        };
        if right.is_none() {
            data.value = Some(rule.value.clone());
        }
        self.nodes.push(Node { id: id.clone(), kind: NodeData::Comparator(data), layout: notes });
        if let Some(left) = left {
            self.edge(&left, &id, Some("a"), None);
        }
        if let Some(right) = right {
            self.edge(&right, &id, Some("b"), None);
        }
        id
    }

    /// The node that does this; there is one for all that read the same.
    fn shared(&mut self, data: NodeData) -> String {
        if let Some((_, id)) = self.series.iter().find(|(d, _)| *d == data) {
            return id.clone();
        }
        let id = format!("series/{}", self.series.len());
        self.push(&id, data.clone());
        self.series.push((data, id.clone()));
        id
    }
}

enum Shape<'a> {
    /// Nothing is named.
    Empty,
    /// A field, named as `field`.
    Inline,
    /// A field, named as `indicator`.
    Field(&'a str),
    /// An indicator, or something misspelt that must not be lost.
    Indicator,
}

fn shape(series: &Series) -> Shape<'_> {
    let only_notes = series.settings.keys().all(|k| NOTES.contains(&k.as_str()));
    let plain = series.output.is_none() && only_notes;
    match (&series.indicator, &series.field) {
        (None, None) if plain && series.settings.is_empty() => Shape::Empty,
        (None, Some(_)) if plain => Shape::Inline,
        (Some(name), None) if plain && indicators::find(&name.0).is_none() => Shape::Field(&name.0),
        _ => Shape::Indicator,
    }
}

fn indicator(series: &Series) -> NodeData {
    let name = series.indicator.as_ref().map(|n| n.0.clone()).unwrap_or_default();
    NodeData::Indicator(IndicatorData {
        function: IndicatorName(name),
        field: series.field.clone(),
        output: series.output.clone(),
        per: series.per,
        settings: series.settings.clone(),
    })
}
