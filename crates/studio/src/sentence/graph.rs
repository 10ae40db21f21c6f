//! A graph in words: each action's condition is read back from its wires.

use super::node::{right, series};
use super::phrase::unit_of;
use super::{Say, when};
use crate::model::{ComparatorData, Graph, IndicatorData, Joined, LogicData, MathData, NodeData, Number};
use crate::names;
use crate::palette::{indicator_unit, unit_of_field};
use crate::refusal::short;
use crate::wired::{Input, Wired};

/// Nodes put into words before the rest is left out: a node that many read is said many times.
const NODES_MAX: usize = 300;

/// How far back a condition is followed; a circle ends there.
const DEPTH_MAX: usize = 40;

/// A part of a sentence.
struct Phrase {
    text: String,
    unit: &'static str,
    /// Whether it needs brackets within a larger one.
    compound: bool,
}

impl Phrase {
    fn plain(text: String, unit: &'static str) -> Self {
        Self { text, unit, compound: false }
    }

    fn bracketed(self) -> String {
        if self.compound { format!("({})", self.text) } else { self.text }
    }
}

/// A sentence for each condition, with the actions that wait for it.
pub(super) fn sentences(graph: &Graph, say: &Say<'_>) -> Vec<String> {
    let wired = Wired::new(graph);
    let mut reader = Reader { wired: &wired, say, room: NODES_MAX };
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for index in wired.actions() {
        let NodeData::Action(action) = &wired.node(index).kind else { continue };
        let inputs: Vec<Input<'_>> = wired.ports(index, "when").collect();
        let only = inputs.len() == 1;
        let parts = inputs.into_iter().map(|input| {
            let phrase = reader.phrase(input, 0);
            if only { phrase.text } else { phrase.bracketed() }
        });
        let condition = say.join(parts.collect(), Joined::And);
        let mut amount = |port| wired.port(index, port).map(|input| reader.phrase(input, 0).bracketed());
        let (size, price) = (amount("size"), amount("price"));
        let text = say.action(action, size.as_deref(), price.as_deref());
        match found.iter_mut().find(|(c, _)| *c == condition) {
            Some((_, actions)) => actions.push(text),
            None => found.push((condition, vec![text])),
        }
    }
    if found.is_empty() {
        found.push((String::new(), Vec::new()));
    }
    found.into_iter().map(|(condition, actions)| when(condition, actions, say)).collect()
}

struct Reader<'a> {
    wired: &'a Wired<'a>,
    say: &'a Say<'a>,
    room: usize,
}

impl Reader<'_> {
    fn missing(&self) -> Phrase {
        Phrase::plain(self.say.text("studio-says-missing", &[]), "")
    }

    /// What comes through a wire.
    fn phrase(&mut self, input: Input<'_>, depth: usize) -> Phrase {
        if self.room == 0 || depth > DEPTH_MAX {
            return Phrase::plain("…".to_owned(), "");
        }
        self.room -= 1;
        let wired = self.wired;
        let index = input.from;
        match &wired.node(index).kind {
            NodeData::Input(data) | NodeData::Account(data) | NodeData::Slot(data) => {
                Phrase::plain(self.say.field(&data.field.0), unit_of_field(&data.field.0))
            }
            NodeData::Constant { value } => Phrase::plain(self.say.value(*value, ""), ""),
            NodeData::Parameter(parameter) => {
                let number = Number::Parameter { parameter: parameter.name.clone() };
                Phrase::plain(self.say.number(&number, ""), "")
            }
            NodeData::Indicator(data) => self.indicator(index, data, input.output, depth),
            NodeData::Math(data) => self.math(index, data, depth),
            NodeData::Comparator(data) => self.comparator(index, data, depth),
            NodeData::Logic(data) => self.logic(index, data, depth),
            NodeData::Action(_) | NodeData::Comment(_) => self.missing(),
        }
    }

    /// What leads into a port.
    fn port(&mut self, index: usize, port: &str, depth: usize) -> Option<Phrase> {
        let input = self.wired.port(index, port)?;
        Some(self.phrase(input, depth + 1))
    }

    /// As [`Reader::port`], with a number written in the unit of what it is compared with.
    fn operand(&mut self, index: usize, port: &str, unit: &str, depth: usize) -> Option<String> {
        let input = self.wired.port(index, port)?;
        if let Some(number) = self.wired.fixed(input.from) {
            return Some(self.say.number(&number, unit));
        }
        Some(self.phrase(input, depth + 1).bracketed())
    }

    fn indicator(
        &mut self,
        index: usize,
        data: &IndicatorData,
        output: Option<&str>,
        depth: usize,
    ) -> Phrase {
        let series = series(data, output);
        if data.field.is_some() {
            return Phrase::plain(self.say.series(&series), unit_of(&series));
        }
        let name = self.say.indicator(&data.function.0, &data.settings, series.output.as_deref());
        let what = self.port(index, "input", depth).unwrap_or_else(|| self.missing());
        let unit = indicator_unit(&data.function.0.to_ascii_uppercase(), series.output.as_deref());
        let unit = unit.unwrap_or(what.unit);
        let what = what.bracketed();
        Phrase::plain(self.say.text("studio-says-indicator", &[("name", &name), ("what", &what)]), unit)
    }

    fn math(&mut self, index: usize, data: &MathData, depth: usize) -> Phrase {
        let key = names::math(&data.operator.0).map_or("", |n| n.key);
        let inputs: Vec<Input<'_>> = self.wired.inputs(index).to_vec();
        let mut parts: Vec<Phrase> = Vec::new();
        for input in inputs.iter().filter(|i| !matches!(i.port, Some("min" | "max") | None)) {
            parts.push(self.phrase(*input, depth + 1));
        }
        let unit = parts.first().map_or("", |p| p.unit);
        let keeps = matches!(key, "add" | "subtract" | "min" | "max" | "abs" | "neg" | "clamp");
        let unit = if keeps { unit } else { "" };
        let mut texts: Vec<String> = parts.into_iter().map(Phrase::bracketed).collect();
        texts.extend(data.value.as_ref().map(|v| self.say.number(v, if keeps { unit } else { "" })));
        if texts.is_empty() {
            texts.push(self.missing().text);
        }
        let between = |sign: &str| texts.join(&format!(" {sign} "));
        let (text, compound) = match key {
            "add" => (between("+"), true),
            "subtract" => (between("−"), true),
            "multiply" => (between("×"), true),
            "divide" => (between("÷"), true),
            "abs" => (format!("|{}|", texts[0]), false),
            "neg" => (format!("−{}", texts[0]), false),
            "sqrt" => (format!("√({})", texts[0]), false),
            "floor" => (format!("⌊{}⌋", texts[0]), false),
            "ceil" => (format!("⌈{}⌉", texts[0]), false),
            "clamp" => {
                let free = self.say.text("studio-says-unbounded", &[]);
                let mut bound = |number: &Option<Number>, port: &str| match number {
                    Some(number) => self.say.number(number, unit),
                    None => self.operand(index, port, unit, depth).unwrap_or_else(|| free.clone()),
                };
                let (low, high) = (bound(&data.min, "min"), bound(&data.max, "max"));
                let args = [("what", texts[0].as_str()), ("low", &low), ("high", &high)];
                (self.say.text("studio-says-clamp", &args), true)
            }
            _ => (format!("{}({})", short(&data.operator.0), texts.join("; ")), false),
        };
        Phrase { text, unit, compound }
    }

    fn comparator(&mut self, index: usize, data: &ComparatorData, depth: usize) -> Phrase {
        let left = match &data.field {
            Some(field) => Phrase::plain(self.say.field(&field.0), unit_of_field(&field.0)),
            None => self.port(index, "a", depth).unwrap_or_else(|| self.missing()),
        };
        let unit = left.unit;
        let (first, second) = match &data.value {
            Some(value) => right(value, unit, self.say),
            None => match self.operand(index, "low", unit, depth) {
                Some(low) => (low, self.operand(index, "high", unit, depth)),
                None => {
                    let first = self.operand(index, "b", unit, depth);
                    (first.unwrap_or_else(|| self.missing().text), None)
                }
            },
        };
        let text = self.say.compare(&data.operator.0, &left.bracketed(), &first, second.as_deref());
        Phrase::plain(self.say.on_rows(text, data.per), "")
    }

    fn logic(&mut self, index: usize, data: &LogicData, depth: usize) -> Phrase {
        let key = names::logic(&data.operator.0).map_or("and", |n| n.key);
        let say = self.say;
        let missing = || say.text("studio-says-missing", &[]);
        let mut at = |port: &str| self.port(index, port, depth);
        let phrase = match key {
            "and" | "or" => {
                let joined = if key == "and" { Joined::And } else { Joined::Or };
                return self.joined(index, joined, depth);
            }
            "not" => {
                let what = at("input").map_or_else(missing, |p| p.text);
                say.text("studio-says-not", &[("what", &what)])
            }
            "xor" => {
                let (first, last) = (at("a"), at("b"));
                let (first, last) =
                    (first.map_or_else(missing, |p| p.text), last.map_or_else(missing, |p| p.text));
                say.text("studio-says-xor", &[("first", &first), ("last", &last)])
            }
            "hysteresis" if data.on.is_none() && data.off.is_none() => {
                let (set, reset) = (at("set"), at("reset"));
                let (set, reset) =
                    (set.map_or_else(missing, |p| p.text), reset.map_or_else(missing, |p| p.text));
                say.text("studio-says-latch", &[("set", &set), ("reset", &reset)])
            }
            "hysteresis" => {
                let input = at("input").unwrap_or_else(|| Phrase::plain(missing(), ""));
                let level =
                    |n: &Option<Number>| n.as_ref().map_or_else(missing, |n| say.number(n, input.unit));
                let (on, off) = (level(&data.on), level(&data.off));
                let what = input.bracketed();
                say.text("studio-says-band", &[("what", &what), ("on", &on), ("off", &off)])
            }
            "cool-down" => {
                let what = at("input").map_or_else(missing, Phrase::bracketed);
                let seconds = data.seconds.as_ref().map_or_else(missing, |s| say.number(s, "s"));
                say.text("studio-says-cool-down", &[("what", &what), ("seconds", &seconds)])
            }
            _ => {
                let what = at("input").map_or_else(missing, Phrase::bracketed);
                say.text("studio-says-once", &[("what", &what)])
            }
        };
        Phrase::plain(say.on_rows(phrase, data.per), "")
    }

    fn joined(&mut self, index: usize, joined: Joined, depth: usize) -> Phrase {
        let inputs: Vec<Input<'_>> = self.wired.ports(index, "input").collect();
        let mut parts: Vec<Phrase> = Vec::new();
        for input in inputs {
            parts.push(self.phrase(input, depth + 1));
        }
        match parts.len() {
            0 => self.missing(),
            1 => parts.pop().unwrap_or_else(|| self.missing()),
            _ => {
                let texts = parts.into_iter().map(Phrase::bracketed).collect();
                Phrase { text: self.say.join(texts, joined), unit: "", compound: true }
            }
        }
    }
}
