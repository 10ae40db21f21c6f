//! Where the compiler's problems are, and what they say in the reader's language.

use crate::model::{Document, Header};
use craftstrat_compiler::Problem;
use craftstrat_compiler::problem::{Argument, Sentence};
use craftstrat_i18n::{Catalogue, Lang, Value};

/// Where a problem is, for an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a node of the graph.
    Node(String),
    /// At an edge of the graph, by index.
    Edge(usize),
    /// At a rule or group of the form, by path as in [`crate::edit::Edit`].
    Rule(Vec<usize>),
    /// At an action of the form, by index.
    Action(usize),
    /// At the risk section.
    Risk,
    /// At a declared parameter.
    Parameter(String),
    /// At the document as a whole.
    Header,
}

/// Where a problem is.
pub fn place(document: &Document, problem: &Problem) -> Place {
    let steps: Vec<&str> = problem.path.split('/').skip(1).collect();
    let number = |at: usize| steps.get(at).and_then(|s| s.parse::<usize>().ok());
    let header: &Header = match document {
        Document::Form(form) => &form.header,
        Document::Node(graph) => &graph.header,
    };
    let found = match (steps.first().copied(), document) {
        (Some("risk"), _) => Some(Place::Risk),
        (Some("parameters"), _) => {
            number(1).and_then(|i| header.parameters.get(i)).map(|p| Place::Parameter(p.name.clone()))
        }
        (Some("conditions"), Document::Form(_)) => Some(clause(&steps)),
        (Some("action"), Document::Form(_)) => Some(Place::Action(0)),
        (Some("actions"), Document::Form(_)) => Some(Place::Action(number(1).unwrap_or(0))),
        (Some("nodes"), Document::Node(graph)) => {
            number(1).and_then(|i| graph.nodes.get(i)).map(|n| Place::Node(n.id.clone()))
        }
        (Some("edges"), Document::Node(_)) => number(1).map(Place::Edge),
        _ => None,
    };
    found.unwrap_or(Place::Header)
}

/// `/conditions/0/rules/1/rules/2/value` is at the clause 0, 1, 2.
fn clause(steps: &[&str]) -> Place {
    let mut path = Vec::new();
    for pair in steps.chunks(2) {
        match pair {
            ["conditions" | "rules", index] => match index.parse() {
                Ok(index) => path.push(index),
                Err(_) => break,
            },
            _ => break,
        }
    }
    if path.is_empty() { Place::Header } else { Place::Rule(path) }
}

/// The field the problem is about, where its path names one: `value`, `period`, `size_usdc`.
pub fn field(problem: &Problem) -> Option<&str> {
    let whole = ["conditions", "nodes", "edges", "parameters", "actions", "action", "rules", "data", "risk"];
    let mut steps = problem.path.rsplit('/').filter(|s| !s.is_empty() && s.parse::<usize>().is_err());
    steps.next().filter(|s| !whole.contains(s) && !s.contains('~'))
}

/// What the problem is called, in a language: a short title.
pub fn title(problem: &Problem, i18n: &Catalogue) -> String {
    i18n.text(&format!("studio-problem-{}", problem.code))
}

/// What is wrong, in a sentence.
pub fn message(problem: &Problem, i18n: &Catalogue) -> String {
    let said = said(&problem.message, i18n);
    // One that begins with what a value is called begins with a capital all the same.
    match said.chars().next() {
        Some(first) => first.to_uppercase().chain(said.chars().skip(1)).collect(),
        None => said,
    }
}

/// What to do about it, where that is known.
pub fn fix(problem: &Problem, i18n: &Catalogue) -> Option<String> {
    problem.fix.as_ref().map(|fix| said(fix, i18n))
}

/// A problem and its fix in one text.
pub fn text(problem: &Problem, i18n: &Catalogue) -> String {
    let message = message(problem, i18n);
    match fix(problem, i18n) {
        Some(fix) => format!("{message} ({fix})"),
        None => message,
    }
}

/// What the compiler says, in a language. English is what the compiler itself speaks.
fn said(sentence: &Sentence, i18n: &Catalogue) -> String {
    if i18n.lang() == Lang::En {
        return sentence.to_string();
    }
    let value = |argument: &Argument| match argument {
        Argument::Number(number) if number.is_finite() => Value::from(*number),
        Argument::Number(number) => Value::from(if *number < 0.0 { "−∞" } else { "+∞" }),
        Argument::Text(text) => Value::from(text.clone()),
        Argument::Words(words) => Value::from(said(words, i18n)),
    };
    let values: Vec<(&str, Value<'_>)> = sentence.arguments().map(|(name, a)| (name, value(a))).collect();
    i18n.format(&format!("compiler-{}", sentence.key()), &values)
}

/// The place in the form of what `explain` calls `group/0/rule/1`, `group/0/rule/1/left` (the value on the left side of
/// that rule) or `action/0`.
pub fn explained(id: &str) -> Option<Place> {
    let id = id.strip_suffix("/left").unwrap_or(id);
    let steps: Vec<&str> = id.split('/').collect();
    let number = |pair: &[&str]| pair.get(1).and_then(|n| n.parse::<usize>().ok());
    match steps.first().copied() {
        Some("action") if steps.len() == 2 => number(&steps).map(Place::Action),
        Some("group") => steps.chunks(2).map(number).collect::<Option<Vec<usize>>>().map(Place::Rule),
        _ => None,
    }
}

/// What `explain` calls the clause of a form at a path.
pub fn explained_id(path: &[usize]) -> String {
    let part = |(at, index): (usize, &usize)| format!("{}/{index}", if at == 0 { "group" } else { "rule" });
    path.iter().enumerate().map(part).collect::<Vec<_>>().join("/")
}
