//! Strategies worth starting from: real documents, each with what it does and when it fails.

use crate::editor;
use crate::layout;
use crate::model::{ActionData, Clause, Document, Form, Graph, Group, Header, Joined, RightSide};
use crate::palette;
use craftstrat_i18n::Catalogue;
use std::sync::OnceLock;

/// A strategy to start from.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Names it: `late-favourite`.
    pub key: &'static str,
    /// The document.
    pub document: Document,
    /// Whether it reads the underlying's price, which data of books alone lack.
    pub needs_underlying: bool,
}

impl Template {
    /// Its name.
    pub fn name(&self, i18n: &Catalogue) -> String {
        i18n.text(&format!("studio-template-{}", self.key))
    }

    /// What it does.
    pub fn what(&self, i18n: &Catalogue) -> String {
        i18n.text(&format!("studio-template-{}-what", self.key))
    }

    /// When it fails.
    pub fn fails(&self, i18n: &Catalogue) -> String {
        i18n.text(&format!("studio-template-{}-fails", self.key))
    }

    /// The document, named and described in a language.
    pub fn localised(&self, i18n: &Catalogue) -> Document {
        let mut document = self.document.clone();
        let header = match &mut document {
            Document::Form(form) => &mut form.header,
            Document::Node(graph) => &mut graph.header,
        };
        header.name = Some(self.name(i18n));
        header.description = Some(format!("{} {}", self.what(i18n), self.fails(i18n)));
        document
    }
}

macro_rules! templates {
    ($($key:literal)*) => {
        const SOURCES: &[(&str, &str)] =
            &[$(($key, include_str!(concat!("../templates/", $key, ".json"))),)*];
    };
}

templates! {
    "late-favourite"
    "dip-rebound"
    "mean-reversion"
    "book-imbalance"
    "calm-breakout"
    "fade-overreaction"
    "patient-bargain"
    "long-shot"
    "momentum"
    "opening-range-breakout"
    "time-stop-scalp"
    "lead-change"
    "spread-capture"
    "maker-pair"
    "price-to-beat"
    "move-in-volatility"
}

/// Every template: forms first, then graphs, those that need the underlying last.
pub fn all() -> &'static [Template] {
    static ALL: OnceLock<Vec<Template>> = OnceLock::new();
    ALL.get_or_init(|| SOURCES.iter().filter_map(|(key, text)| template(key, text)).collect())
}

/// A template whose document cannot be read is left out; a test finds it.
fn template(key: &'static str, text: &str) -> Option<Template> {
    let mut document = editor::canonical(&editor::read(text).ok()?)?;
    if let Document::Node(graph) = &mut document {
        let places = layout::auto(graph);
        for (node, (_, x, y)) in graph.nodes.iter_mut().zip(places) {
            layout::set_position(node, x, y);
        }
    }
    let (program, _) = craftstrat_compiler::lower(text).ok()?;
    let columns = craftstrat_compiler::columns(&program);
    let needs_underlying = columns.iter().any(|c| palette::needs_underlying(c.name()));
    Some(Template { key, document, needs_underlying })
}

/// The template of that key.
pub fn find(key: &str) -> Option<&'static Template> {
    all().iter().find(|t| t.key == key)
}

/// A strategy to begin with: a form with one rule and one action, which compiles and trades.
pub fn blank_form() -> Document {
    let mut rule = palette::first_rule();
    rule.value = RightSide::Number(crate::model::Number::Value(0.6));
    Document::Form(Box::new(Form {
        header: Header { schema_version: Some(1), ..Header::default() },
        conditions: vec![Group { joined: Joined::And, rules: vec![Clause::Rule(Box::new(rule))] }],
        action: Some(ActionData { once_per_slot: Some(true), ..palette::first_action() }),
        actions: Vec::new(),
    }))
}

/// A graph to begin with: the same strategy.
pub fn blank_graph() -> Document {
    match blank_form() {
        Document::Form(form) => Document::Node(Box::new(crate::convert::form_to_graph(&form))),
        Document::Node(graph) => Document::Node(graph),
    }
}

/// A graph without nodes.
pub fn empty_graph() -> Document {
    let header = Header { schema_version: Some(1), ..Header::default() };
    Document::Node(Box::new(Graph { header, nodes: Vec::new(), edges: Vec::new() }))
}
