//! Nodes in words: what is written on them, and what a screen reader says.

use craftstrat_studio::model::{
    ActionData, ComparatorData, End, FieldName, IndicatorData, LogicData, MathData, Node, NodeData, Number,
    ParameterUse, RightSide, Series,
};
use craftstrat_studio::palette::{self, Choice};
use craftstrat_studio::ports::Kind;
use craftstrat_ui_kit::I18n;
use serde_json::Value;

/// What the type of a node is called.
pub fn kind(data: &NodeData, i18n: &I18n) -> String {
    i18n.t(kind_key(data))
}

const fn kind_key(data: &NodeData) -> &'static str {
    match data {
        NodeData::Input(_) => "graph-kind-input",
        NodeData::Constant { .. } => "graph-kind-constant",
        NodeData::Parameter(_) => "graph-kind-parameter",
        NodeData::Account(_) => "graph-kind-account",
        NodeData::Slot(_) => "graph-kind-slot",
        NodeData::Indicator(_) => "graph-kind-indicator",
        NodeData::Math(_) => "graph-kind-math",
        NodeData::Comparator(_) => "graph-kind-comparator",
        NodeData::Logic(_) => "graph-kind-logic",
        NodeData::Action(_) => "graph-kind-action",
        NodeData::Comment(_) => "graph-kind-comment",
    }
}

/// What is written at the top of a node: its label, or what it is.
pub fn title(node: &Node, i18n: &I18n) -> String {
    match node.layout.get("label").and_then(Value::as_str).filter(|l| !l.is_empty()) {
        Some(label) => label.to_owned(),
        None => name(&node.kind, i18n),
    }
}

/// A node told from others like it: its label, or what it is with its settings.
pub fn full(node: &Node, i18n: &I18n) -> String {
    let title = title(node, i18n);
    let detail = match node.kind {
        NodeData::Comparator(_) | NodeData::Math(_) | NodeData::Indicator(_) => summary(&node.kind, i18n),
        _ => String::new(),
    };
    if detail.is_empty() { title } else { format!("{title} {detail}") }
}

/// What a node is, by its main setting.
pub fn name(data: &NodeData, i18n: &I18n) -> String {
    let cat = i18n.catalogue();
    match data {
        NodeData::Input(f) | NodeData::Account(f) | NodeData::Slot(f) => field(&f.field, i18n),
        NodeData::Constant { value } => i18n.short(*value, 6),
        NodeData::Parameter(p) => p.name.clone(),
        NodeData::Indicator(i) => indicator(&i.function.0, i18n),
        NodeData::Math(m) => chosen(&palette::math(cat), &m.operator.0),
        NodeData::Comparator(c) => chosen(&palette::comparisons(cat), &c.operator.0),
        NodeData::Logic(l) => chosen(&palette::logic(cat), &l.operator.0),
        NodeData::Action(a) => {
            let signal = chosen(&palette::signals(cat), &a.signal.0);
            format!("{signal} {}", outcome(&a.outcome.0, i18n))
        }
        NodeData::Comment(data) => data.get("text").and_then(Value::as_str).unwrap_or_default().to_owned(),
    }
}

/// A node's further settings, in a line; empty where it has none.
pub fn summary(data: &NodeData, i18n: &I18n) -> String {
    let parts = match data {
        NodeData::Input(f) | NodeData::Account(f) | NodeData::Slot(f) => {
            palette::field(&f.field.0, i18n.catalogue()).map(|f| f.unit).into_iter().collect()
        }
        NodeData::Constant { .. } | NodeData::Comment(_) => Vec::new(),
        NodeData::Parameter(p) => parameter(p, i18n),
        NodeData::Indicator(data) => of_indicator(data, i18n),
        NodeData::Math(data) => of_math(data, i18n),
        NodeData::Comparator(data) => of_comparator(data, i18n),
        NodeData::Logic(data) => of_logic(data, i18n),
        NodeData::Action(data) => of_action(data, i18n),
    };
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn parameter(data: &ParameterUse, i18n: &I18n) -> Vec<String> {
    let range = data.min.zip(data.max).map(|(a, b)| format!("{}…{}", i18n.short(a, 6), i18n.short(b, 6)));
    data.default.map(|d| i18n.short(d, 6)).into_iter().chain(range).collect()
}

fn of_indicator(data: &IndicatorData, i18n: &I18n) -> Vec<String> {
    let item = palette::indicator(&data.function.0, i18n.catalogue());
    let settings: Vec<String> = item
        .iter()
        .flat_map(|item| &item.settings)
        .filter_map(|s| data.settings.get(s.name))
        .map(|v| value(v, i18n))
        .collect();
    let output = data.output.clone().unwrap_or_default();
    vec![settings.join(", "), data.field.as_ref().map(|f| field(f, i18n)).unwrap_or_default(), output]
}

fn of_math(data: &MathData, i18n: &I18n) -> Vec<String> {
    let bound = |key, n: &Option<Number>| {
        n.as_ref().map(|n| i18n.tf(key, &[("value", number(n, i18n).into())])).unwrap_or_default()
    };
    vec![
        data.value.as_ref().map(|v| number(v, i18n)).unwrap_or_default(),
        bound("graph-summary-min", &data.min),
        bound("graph-summary-max", &data.max),
    ]
}

fn of_comparator(data: &ComparatorData, i18n: &I18n) -> Vec<String> {
    let left = data.field.as_ref().map(|f| field(f, i18n)).unwrap_or_default();
    let right = match &data.value {
        None => String::new(),
        Some(RightSide::Number(n)) => number(n, i18n),
        Some(RightSide::Series(s)) => series(s, i18n),
        Some(RightSide::Range([low, high])) => format!("{}…{}", end(low, i18n), end(high, i18n)),
    };
    vec![left, right]
}

fn of_logic(data: &LogicData, i18n: &I18n) -> Vec<String> {
    let told = |key, n: &Option<Number>| {
        n.as_ref().map(|n| i18n.tf(key, &[("value", number(n, i18n).into())])).unwrap_or_default()
    };
    vec![
        told("graph-summary-on", &data.on),
        told("graph-summary-off", &data.off),
        told("graph-summary-seconds", &data.seconds),
    ]
}

fn of_action(data: &ActionData, i18n: &I18n) -> Vec<String> {
    let mode = data.size_mode.as_ref().map_or("fixed", |m| m.0.as_str());
    let key = match mode {
        "shares" => "graph-summary-shares",
        "equity_pct" => "graph-summary-equity",
        "kelly" => "graph-summary-kelly",
        _ => "graph-summary-usdc",
    };
    let size = data.size_usdc.as_ref().or(data.size.as_ref());
    let size = size.map(|n| i18n.tf(key, &[("value", number(n, i18n).into())])).unwrap_or_default();
    let order = data.order_type.as_ref().map(|o| chosen(&palette::order_types(i18n.catalogue()), &o.0));
    let price = data.price.as_ref().map(|p| number(p, i18n)).unwrap_or_default();
    vec![size, order.unwrap_or_default(), price]
}

/// A number or the parameter that has it.
pub fn number(n: &Number, i18n: &I18n) -> String {
    match n {
        Number::Value(v) => i18n.short(*v, 6),
        Number::Parameter { parameter } => parameter.clone(),
    }
}

fn value(v: &Value, i18n: &I18n) -> String {
    match (v.as_f64(), v.get("parameter").and_then(Value::as_str)) {
        (Some(number), _) => i18n.short(number, 6),
        (_, Some(parameter)) => parameter.to_owned(),
        _ => String::new(),
    }
}

fn end(end: &End, i18n: &I18n) -> String {
    match end {
        End::Number(n) => number(n, i18n),
        End::Series(s) => series(s, i18n),
    }
}

/// A series: a field, or an indicator of one.
pub fn series(s: &Series, i18n: &I18n) -> String {
    let parts =
        [s.indicator.as_ref().map(|i| indicator(&i.0, i18n)), s.field.as_ref().map(|f| field(f, i18n))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a field is called; its name where it is in no catalogue.
pub fn field(name: &FieldName, i18n: &I18n) -> String {
    palette::field(&name.0, i18n.catalogue()).map_or_else(|| name.0.clone(), |f| f.label)
}

fn indicator(name: &str, i18n: &I18n) -> String {
    let known = palette::indicator(name, i18n.catalogue()).map(|i| i.label);
    known
        .or_else(|| palette::field(name, i18n.catalogue()).map(|f| f.label))
        .unwrap_or_else(|| name.to_owned())
}

fn chosen(choices: &[Choice], name: &str) -> String {
    let found = choices.iter().find(|c| c.name.eq_ignore_ascii_case(name));
    found.map_or_else(|| name.to_owned(), |c| c.label.clone())
}

/// What an outcome is called.
pub fn outcome(name: &str, i18n: &I18n) -> String {
    i18n.t(if name.eq_ignore_ascii_case("DOWN") { "graph-outcome-down" } else { "graph-outcome-up" })
}

/// What a port is called.
pub fn port(name: &str, i18n: &I18n) -> String {
    let key = format!("graph-port-{name}");
    if i18n.catalogue().has(&key) { i18n.t(&key) } else { name.to_owned() }
}

/// A live value: a truth, a number, or that it is missing.
pub fn live(kind: Option<Kind>, value: Option<f64>, i18n: &I18n) -> String {
    match (kind, value) {
        (_, None) => i18n.t("graph-value-missing"),
        (Some(Kind::Number), Some(v)) => i18n.short(v, 4),
        (_, Some(v)) => i18n.t(if v == 0.0 { "graph-value-false" } else { "graph-value-true" }),
    }
}
