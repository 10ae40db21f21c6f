//! What can be added: every field, indicator and operation as a node ready to be placed.

use crate::describe;
use craftstrat_studio::model::{
    ActionData, ComparatorData, End, FieldData, FieldName, Graph, IndicatorData, IndicatorName, LogicData,
    LogicOperator, MathData, MathOperator, NodeData, Number, Operator, OutcomeName, RightSide, SignalName,
};
use craftstrat_studio::palette::{self, Category};
use craftstrat_studio::ports::{self, Kind};
use craftstrat_ui_kit::I18n;
use serde_json::{Map, Value};

/// A node that can be added.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub label: String,
    /// What it does, in a sentence.
    pub about: String,
    /// The heading it is under.
    pub heading: String,
    /// What a new one does.
    pub data: NodeData,
}

/// What a node must have, to go where an edge was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What goes through the port.
    pub kind: Kind,
    /// Whether it must be an input.
    pub input: bool,
}

impl Entry {
    /// Whether it has a port like that.
    pub fn offers(&self, wanted: Wanted) -> bool {
        let ports = ports::ports(&self.data);
        let list = if wanted.input { ports.inputs } else { ports.outputs };
        list.iter().any(|p| p.kind == wanted.kind)
    }
}

/// Those that answer a search, the closest first: what something is called counts for more than what is said of it.
pub fn found<'a>(all: &'a [Entry], search: &str) -> Vec<&'a Entry> {
    let rank = |entry: &'a Entry| {
        let rank = palette::rank(search, &[&entry.label], &[&entry.heading, &entry.about])?;
        Some((rank, entry))
    };
    let mut found: Vec<(u8, &Entry)> = all.iter().filter_map(rank).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// Everything that can be added, in the order of the list.
pub fn all(i18n: &I18n) -> Vec<Entry> {
    let cat = i18n.catalogue();
    let mut out = Vec::new();
    let mut add = |label: String, about: String, data: NodeData| {
        let heading = describe::kind(&data, i18n);
        out.push(Entry { label, about, heading, data });
    };
    for field in palette::fields(cat) {
        let data = FieldData { field: FieldName(field.name.to_owned()) };
        let data = match field.category {
            Category::Account => NodeData::Account(data),
            Category::Slot => NodeData::Slot(data),
            _ => NodeData::Input(data),
        };
        add(field.label, field.about, data);
    }
    for item in palette::indicators(cat) {
        add(item.label.clone(), item.about.clone(), NodeData::Indicator(new_indicator(&item)));
    }
    for choice in palette::comparisons(cat) {
        add(choice.label, choice.about, NodeData::Comparator(new_comparator(choice.name)));
    }
    for choice in palette::logic(cat) {
        add(choice.label, choice.about, NodeData::Logic(new_logic(choice.name)));
    }
    for choice in palette::math(cat) {
        add(choice.label, choice.about, NodeData::Math(new_math(choice.name)));
    }
    for choice in palette::signals(cat) {
        for name in ["UP", "DOWN"] {
            let label = format!("{} {}", choice.label, describe::outcome(name, i18n));
            add(label, choice.about.clone(), NodeData::Action(new_action(choice.name, name)));
        }
    }
    for kind in palette::node_kinds(cat) {
        if matches!(kind.data, NodeData::Constant { .. } | NodeData::Parameter(_) | NodeData::Comment(_)) {
            add(kind.label, kind.about, kind.data);
        }
    }
    out
}

/// An indicator with the settings to begin with.
pub fn new_indicator(item: &palette::IndicatorItem) -> IndicatorData {
    let needed = item.settings.iter().filter(|s| !s.optional);
    let settings: Map<String, Value> =
        needed.filter_map(|s| Some((s.name.to_owned(), Value::from(plain(s.default?))))).collect();
    let function = IndicatorName(item.name.to_owned());
    IndicatorData { function, field: None, output: None, per: None, settings }
}

/// A whole number without a decimal point, as documents write it.
fn plain(v: f64) -> serde_json::Number {
    if v.fract() == 0.0 && v.abs() < 1e15 {
        return serde_json::Number::from(v as i64);
    }
    serde_json::Number::from_f64(v).unwrap_or_else(|| 0.into())
}

/// What a number setting is written as.
pub fn setting(n: &Number) -> Value {
    match n {
        Number::Value(v) => Value::Number(plain(*v)),
        Number::Parameter { parameter } => serde_json::json!({ "parameter": parameter }),
    }
}

/// A comparison with something to begin with on its right side.
pub fn new_comparator(operator: &str) -> ComparatorData {
    let at = |v| Number::Value(v);
    let value = if is_range(operator) {
        RightSide::Range([End::Number(at(0.3)), End::Number(at(0.7))])
    } else {
        RightSide::Number(at(0.5))
    };
    ComparatorData { operator: Operator(operator.to_owned()), field: None, value: Some(value), per: None }
}

/// Whether a comparison is with a range.
pub fn is_range(operator: &str) -> bool {
    matches!(operator, "between" | "inside" | "outside" | "not_between")
}

/// A logic operation with the settings it needs.
pub fn new_logic(operator: &str) -> LogicData {
    let seconds = (operator == "cool_down").then_some(Number::Value(60.0));
    LogicData { operator: LogicOperator(operator.to_owned()), on: None, off: None, seconds, per: None }
}

/// Arithmetic.
pub fn new_math(operator: &str) -> MathData {
    MathData { operator: MathOperator(operator.to_owned()), value: None, min: None, max: None }
}

/// A decision, of ten dollars where it has a size.
pub fn new_action(signal: &str, outcome: &str) -> ActionData {
    let sized = matches!(signal, "buy" | "sell");
    ActionData {
        signal: SignalName(signal.to_owned()),
        outcome: OutcomeName(outcome.to_owned()),
        size_mode: None,
        size_usdc: sized.then_some(Number::Value(10.0)),
        size: None,
        kelly_fraction: None,
        order_type: None,
        price: None,
        once_per_slot: None,
        cool_down_s: None,
        max_open_entries: None,
    }
}

/// The first part of the id of a new node.
pub fn id_stem(data: &NodeData) -> String {
    let text = match data {
        NodeData::Input(f) | NodeData::Account(f) | NodeData::Slot(f) => f.field.0.clone(),
        NodeData::Constant { .. } => "constant".to_owned(),
        NodeData::Parameter(p) => p.name.clone(),
        NodeData::Indicator(i) => i.function.0.to_lowercase(),
        NodeData::Math(m) => m.operator.0.clone(),
        NodeData::Comparator(_) => "compare".to_owned(),
        NodeData::Logic(l) => l.operator.0.to_lowercase(),
        NodeData::Action(a) => a.signal.0.clone(),
        NodeData::Comment(_) => "note".to_owned(),
    };
    let safe: String = text.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect();
    if safe.is_empty() { "node".to_owned() } else { safe }
}

/// The same, but a parameter with a name that nothing in the graph has.
pub fn unique(data: NodeData, graph: &Graph) -> NodeData {
    let NodeData::Parameter(mut parameter) = data else { return data };
    let taken = parameters(graph);
    let stem = parameter.name.clone();
    let mut n = 2;
    while taken.contains(&parameter.name) {
        parameter.name = format!("{stem}_{n}");
        n += 1;
    }
    NodeData::Parameter(parameter)
}

/// The names of all parameters a graph declares.
pub fn parameters(graph: &Graph) -> Vec<String> {
    let nodes = graph.nodes.iter().filter_map(|n| match &n.kind {
        NodeData::Parameter(p) => Some(p.name.clone()),
        _ => None,
    });
    let mut names: Vec<String> =
        graph.header.parameters.iter().map(|p| p.name.clone()).chain(nodes).collect();
    names.sort();
    names.dedup();
    names
}
