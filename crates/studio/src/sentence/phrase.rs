//! The parts of a sentence: numbers, series, comparisons, actions, limits.

use super::format;
use crate::model::{
    ActionData, End, Header, Joined, Node, NodeData, Number, Per, RightSide, RiskSection, Rule, Series,
};
use crate::names;
use crate::palette::{indicator_unit, unit_of_field};
use crate::refusal::short;
use craftstrat_compiler::indicators;
use craftstrat_i18n::{Catalogue, Value};
use std::collections::BTreeMap;

/// How to say things: the language, and what the parameters are.
pub(crate) struct Say<'a> {
    pub(crate) i18n: &'a Catalogue,
    parameters: BTreeMap<&'a str, f64>,
}

impl<'a> Say<'a> {
    /// With the parameters that a header and parameter nodes declare.
    pub(crate) fn of(header: &'a Header, nodes: &'a [Node], i18n: &'a Catalogue) -> Self {
        let in_nodes = nodes.iter().filter_map(|node| match &node.kind {
            NodeData::Parameter(p) => p.default.map(|d| (p.name.as_str(), d)),
            _ => None,
        });
        let parameters = header.parameters.iter().map(|p| (p.name.as_str(), p.default)).chain(in_nodes);
        Self { i18n, parameters: parameters.collect() }
    }

    /// A message with texts filled in.
    pub(crate) fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Value<'_>)> = args.iter().map(|(n, v)| (*n, Value::from(*v))).collect();
        self.i18n.format(key, &args).trim_end().to_owned()
    }

    /// "a, b and c".
    pub(crate) fn join(&self, parts: Vec<String>, joined: Joined) -> String {
        let key = match joined {
            Joined::And => "studio-says-and",
            Joined::Or => "studio-says-or",
        };
        self.list(parts, key)
    }

    /// "a, then b".
    pub(super) fn sequence(&self, parts: Vec<String>) -> String {
        self.list(parts, "studio-says-then")
    }

    fn list(&self, mut parts: Vec<String>, key: &str) -> String {
        let Some(last) = parts.pop() else { return String::new() };
        if parts.is_empty() {
            return last;
        }
        self.text(key, &[("first", &parts.join(", ")), ("last", &last)])
    }

    /// A number in a unit.
    pub(crate) fn value(&self, value: f64, unit: &str) -> String {
        format::with_unit(value, unit, self.i18n)
    }

    /// A number or a parameter, in a unit.
    pub(crate) fn number(&self, number: &Number, unit: &str) -> String {
        match number {
            Number::Value(value) => self.value(*value, unit),
            Number::Parameter { parameter } => {
                let name = short(parameter);
                match self.parameters.get(parameter.as_str()) {
                    Some(now) => {
                        let now = self.value(*now, unit);
                        self.text("studio-says-parameter-now", &[("name", &name), ("value", &now)])
                    }
                    None => self.text("studio-says-parameter", &[("name", &name)]),
                }
            }
        }
    }

    /// A field; its name where no catalogue has it.
    pub(crate) fn field(&self, name: &str) -> String {
        let key = format!("studio-field-{name}-says");
        if self.i18n.has(&key) { self.i18n.text(&key) } else { short(name) }
    }

    /// An indicator with its settings and output: "MACD(12, 26, 9) (signal)".
    pub(crate) fn indicator(
        &self,
        name: &str,
        settings: &serde_json::Map<String, serde_json::Value>,
        output: Option<&str>,
    ) -> String {
        let Some(found) = indicators::find(name) else { return short(name) };
        let given = found.settings.iter().filter_map(|spec| {
            let value = spec.names.iter().find_map(|n| settings.get(*n))?;
            let number: Number = serde_json::from_value(value.clone()).ok()?;
            Some(match &number {
                Number::Value(value) => self.value(*value, ""),
                Number::Parameter { parameter } => match self.parameters.get(parameter.as_str()) {
                    Some(now) => format!("{} = {}", short(parameter), self.value(*now, "")),
                    None => short(parameter),
                },
            })
        });
        let given: Vec<String> = given.collect();
        let label = if given.is_empty() {
            found.name.to_owned()
        } else {
            format!("{}({})", found.name, given.join(", "))
        };
        let spelled = |wanted: &str| {
            found.outputs.iter().find(|o| o.names.iter().any(|n| n.eq_ignore_ascii_case(wanted)))
        };
        match output.and_then(spelled).and_then(|o| o.names.first()).filter(|_| found.outputs.len() > 1) {
            Some(output) => {
                let output = self.i18n.text(&format!("studio-output-{output}"));
                self.text("studio-says-output", &[("name", &label), ("output", &output)])
            }
            None => label,
        }
    }

    /// A series.
    pub(crate) fn series(&self, series: &Series) -> String {
        let Some(name) = &series.indicator else {
            return match &series.field {
                Some(field) => self.field(&field.0),
                None => self.text("studio-says-missing", &[]),
            };
        };
        if indicators::find(&name.0).is_none() {
            return self.field(&name.0);
        }
        let label = self.indicator(&name.0, &series.settings, series.output.as_deref());
        let what = match &series.field {
            Some(field) => self.field(&field.0),
            None => self.text("studio-says-missing", &[]),
        };
        self.text("studio-says-indicator", &[("name", &label), ("what", &what)])
    }

    /// A rule.
    pub(crate) fn rule(&self, rule: &Rule) -> String {
        let unit = unit_of(&rule.left);
        let left = self.series(&rule.left);
        let end = |end: &End| match end {
            End::Number(number) => self.number(number, unit),
            End::Series(series) => self.series(series),
        };
        let (first, second) = match &rule.value {
            RightSide::Number(number) => (self.number(number, unit), None),
            RightSide::Series(series) => (self.series(series), None),
            RightSide::Range([low, high]) => (end(low), Some(end(high))),
        };
        let text = self.compare(&rule.operator.0, &left, &first, second.as_deref());
        self.on_rows(text, rule.left.per)
    }

    /// A comparison of texts.
    pub(crate) fn compare(&self, operator: &str, left: &str, first: &str, second: Option<&str>) -> String {
        let Some(found) = names::comparison(operator) else {
            return format!("{left} {} {first}", short(operator));
        };
        let key = format!("studio-says-{}", found.key);
        let missing = self.text("studio-says-missing", &[]);
        let high = second.unwrap_or(&missing);
        self.text(&key, &[("left", left), ("right", first), ("low", first), ("high", high)])
    }

    /// Says it where something is looked at on every row, not on samples only.
    pub(crate) fn on_rows(&self, text: String, per: Option<Per>) -> String {
        match per {
            Some(Per::Row) => self.text("studio-says-every-row", &[("what", &text)]),
            _ => text,
        }
    }

    /// An action; size and price where they are computed.
    pub(crate) fn action(&self, action: &ActionData, size: Option<&str>, price: Option<&str>) -> String {
        let outcome = match action.outcome.0.to_ascii_uppercase().as_str() {
            "UP" => "Up".to_owned(),
            "DOWN" => "Down".to_owned(),
            _ => short(&action.outcome.0),
        };
        let missing = self.text("studio-says-missing", &[]);
        let mode = action.size_mode.as_ref().and_then(|m| names::size_mode(&m.0)).map_or("usd", |n| n.key);
        let unit = match mode {
            "usd" => "usd",
            "shares" => "shares",
            "equity" => "%",
            _ => "fraction",
        };
        let given = action.size.as_ref().or(action.size_usdc.as_ref()).map(|n| self.number(n, unit));
        let mut size = given.or_else(|| size.map(str::to_owned)).unwrap_or_else(|| missing.clone());
        if mode == "shares" {
            size = self.text("studio-says-shares", &[("count", &size)]);
        }
        let price = action.price.as_ref().map(|n| self.number(n, "usd")).or_else(|| price.map(str::to_owned));
        let order = self.order(action, price.as_deref(), &missing);
        let fraction = self.value(action.kelly_fraction.unwrap_or(0.25), "fraction");
        let signal = names::signal(&action.signal.0).map_or("buy", |n| n.key);
        let key = match signal {
            "close" | "cancel" => format!("studio-says-{signal}"),
            _ => format!("studio-says-{signal}-{mode}"),
        };
        let args =
            [("outcome", outcome.as_str()), ("size", &size), ("order", &order), ("fraction", &fraction)];
        let mut parts = vec![self.text(&key, &args)];
        parts
            .extend(action.once_per_slot.unwrap_or(false).then(|| self.text("studio-says-action-once", &[])));
        if let Some(seconds) = &action.cool_down_s {
            let seconds = self.number(seconds, "s");
            parts.push(self.text("studio-says-action-cool-down", &[("seconds", &seconds)]));
        }
        if let Some(count) = action.max_open_entries {
            parts.push(self.text("studio-says-action-entries", &[("count", &count.to_string())]));
        }
        parts.join(", ")
    }

    fn order(&self, action: &ActionData, price: Option<&str>, missing: &str) -> String {
        let kind =
            action.order_type.as_ref().and_then(|o| names::order_type(&o.0)).map_or("market", |n| n.key);
        let key = match (kind, price) {
            ("market", None) => "studio-says-at-market",
            ("market", Some(_)) => "studio-says-at-market-worst",
            ("limit", _) => "studio-says-at-limit",
            ("stop", _) => "studio-says-at-stop",
            _ => "studio-says-at-target",
        };
        self.text(key, &[("price", price.unwrap_or(missing))])
    }
}

/// The unit of a series.
pub(crate) fn unit_of(series: &Series) -> &'static str {
    let name = series.indicator.as_ref().map(|n| n.0.as_str());
    match name.and_then(indicators::find) {
        Some(found) => indicator_unit(found.name, series.output.as_deref())
            .unwrap_or_else(|| series.field.as_ref().map_or("", |f| unit_of_field(&f.0))),
        None => name.or(series.field.as_ref().map(|f| f.0.as_str())).map_or("", unit_of_field),
    }
}

/// The limits, with the names of their fields.
pub(super) fn limits(risk: &RiskSection, i18n: &Catalogue) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let mut say = |name: &'static str, key: &str, arg: &str, value: Value<'_>| {
        out.push((name, i18n.format(key, &[(arg, value)])));
    };
    let text = |value: f64, unit: &str| Value::from(format::with_unit(value, unit, i18n));
    if let Some(pct) = risk.stoploss_pct {
        say("stoploss_pct", "studio-says-stop-loss", "pct", text(pct, "%"));
    }
    if let Some(pct) = risk.take_profit_pct {
        say("take_profit_pct", "studio-says-take-profit", "pct", text(pct, "%"));
    }
    if let Some(usd) = risk.max_position_usdc {
        say("max_position_usdc", "studio-says-max-position", "usd", text(usd, "usd"));
    }
    if let Some(count) = risk.max_trades_per_slot {
        say("max_trades_per_slot", "studio-says-max-trades", "count", Value::from(count));
    }
    if let Some(seconds) = risk.cool_down_s {
        say("cool_down_s", "studio-says-cooling", "seconds", text(seconds, "s"));
    }
    if let Some(count) = risk.max_open_entries {
        say("max_open_entries", "studio-says-max-entries", "count", Value::from(count));
    }
    out
}
