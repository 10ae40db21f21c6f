//! What a strategy does, in plain words: always in step with the document, because it is made from it.

mod format;
mod graph;
mod node;
mod phrase;

pub(crate) use phrase::Say;

use crate::model::{ActionData, Clause, Document, Form, Group, Header, Joined, NodeData, RiskSection, Rule};
use craftstrat_i18n::Catalogue;

/// The whole strategy.
pub fn sentence(document: &Document, i18n: &Catalogue) -> String {
    match document {
        Document::Form(form) => of_form(form, &Say::of(&form.header, &[], i18n)),
        Document::Node(graph) => {
            let say = Say::of(&graph.header, &graph.nodes, i18n);
            with_risk(graph::sentences(graph, &say), &graph.header, &say)
        }
    }
}

/// One rule.
pub fn rule(rule: &Rule, i18n: &Catalogue) -> String {
    Say::of(&Header::default(), &[], i18n).rule(rule)
}

/// A group with everything in it.
pub fn group(group: &Group, i18n: &Catalogue) -> String {
    let mut room = CLAUSES_MAX;
    of_group(group, &Say::of(&Header::default(), &[], i18n), &mut room)
}

/// One action.
pub fn action(action: &ActionData, i18n: &Catalogue) -> String {
    Say::of(&Header::default(), &[], i18n).action(action, None, None)
}

/// The limits; empty where there are none.
pub fn risk(risk: &RiskSection, i18n: &Catalogue) -> String {
    phrase::limits(risk, i18n).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

/// What a node of a graph does, in a few words for its heading: "EMA(20) of the Up mid price".
pub fn node(data: &NodeData, i18n: &Catalogue) -> String {
    node::node(data, &Say::of(&Header::default(), &[], i18n))
}

/// The limits one by one, with the names of their fields.
pub(crate) fn limits(risk: &RiskSection, i18n: &Catalogue) -> Vec<(&'static str, String)> {
    phrase::limits(risk, i18n)
}

/// Clauses put into words before the rest is left out: a sentence of hundreds helps nobody.
const CLAUSES_MAX: usize = 200;

fn of_form(form: &Form, say: &Say<'_>) -> String {
    let mut room = CLAUSES_MAX;
    let mut parts = Vec::new();
    for group in &form.conditions {
        match group.joined {
            // The groups are joined by AND anyway: their rules make one list.
            Joined::And if !group.rules.is_empty() => parts.extend(clauses(group, say, &mut room)),
            _ => {
                let text = of_group(group, say, &mut room);
                let alone = form.conditions.len() == 1 || group.rules.len() < 2;
                parts.push(if alone { text } else { format!("({text})") });
            }
        }
    }
    let condition = say.join(parts, Joined::And);
    let actions = form.action.iter().chain(&form.actions).map(|a| say.action(a, None, None)).collect();
    with_risk(vec![when(condition, actions, say)], &form.header, say)
}

/// "When ..., ...": of one condition and what is done.
fn when(condition: String, actions: Vec<String>, say: &Say<'_>) -> String {
    let actions = say.sequence(actions);
    match (condition.is_empty(), actions.is_empty()) {
        (true, true) => say.text("studio-says-nothing", &[]),
        (true, false) => say.text("studio-says-no-condition", &[("actions", &actions)]),
        (false, true) => say.text("studio-says-when-no-action", &[("condition", &condition)]),
        (false, false) => say.text("studio-says-when", &[("condition", &condition), ("actions", &actions)]),
    }
}

fn with_risk(mut sentences: Vec<String>, header: &Header, say: &Say<'_>) -> String {
    if let Some(limits) = &header.risk {
        sentences.extend(phrase::limits(limits, say.i18n).into_iter().map(|(_, text)| text));
    }
    sentences.join(" ")
}

fn of_group(group: &Group, say: &Say<'_>, room: &mut usize) -> String {
    let parts = clauses(group, say, room);
    if parts.is_empty() {
        return say.text("studio-says-missing", &[]);
    }
    say.join(parts, group.joined)
}

fn clauses(group: &Group, say: &Say<'_>, room: &mut usize) -> Vec<String> {
    let mut parts = Vec::new();
    for clause in &group.rules {
        if *room == 0 {
            parts.push("…".to_owned());
            break;
        }
        *room -= 1;
        parts.push(match clause {
            Clause::Rule(rule) => say.rule(rule),
            Clause::Group(inner) => {
                let text = of_group(inner, say, room);
                if inner.rules.len() > 1 { format!("({text})") } else { text }
            }
        });
    }
    parts
}
