//! The difference between two documents that history keeps: small, and good in both directions.

use crate::model::{Document, Edge, Form, Graph, Header, Node};
use serde::{Deserialize, Serialize};

/// What differs between two documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Delta {
    /// Everything.
    Whole(Box<(Document, Document)>),
    /// Of two forms.
    Form(Box<(Form, Form)>),
    /// Of two graphs.
    Graph {
        /// Before and after, where it differs.
        header: Option<Box<(Header, Header)>>,
        nodes: Patch<Node>,
        edges: Patch<Edge>,
    },
}

/// What differs between two lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Patch<T> {
    /// Items at these places, before and after.
    Each(Vec<(usize, T, T)>),
    /// From a place on, these items and those.
    Splice(usize, Vec<T>, Vec<T>),
}

impl Delta {
    pub(super) fn between(before: &Document, after: &Document) -> Self {
        match (before, after) {
            (Document::Form(a), Document::Form(b)) => {
                Self::Form(Box::new((a.as_ref().clone(), b.as_ref().clone())))
            }
            (Document::Node(a), Document::Node(b)) => Self::Graph {
                header: (a.header != b.header).then(|| Box::new((a.header.clone(), b.header.clone()))),
                nodes: Patch::between(&a.nodes, &b.nodes),
                edges: Patch::between(&a.edges, &b.edges),
            },
            _ => Self::Whole(Box::new((before.clone(), after.clone()))),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Whole(both) => both.0 == both.1,
            Self::Form(both) => both.0 == both.1,
            Self::Graph { header, nodes, edges } => header.is_none() && nodes.is_empty() && edges.is_empty(),
        }
    }

    pub(super) fn forward(&self, document: &mut Document) {
        self.apply(document, true);
    }

    pub(super) fn backward(&self, document: &mut Document) {
        self.apply(document, false);
    }

    fn apply(&self, document: &mut Document, forward: bool) {
        match (self, document) {
            (Self::Whole(both), document) => {
                *document = if forward { both.1.clone() } else { both.0.clone() };
            }
            (Self::Form(both), document) => {
                let form = if forward { both.1.clone() } else { both.0.clone() };
                *document = Document::Form(Box::new(form));
            }
            (Self::Graph { header, nodes, edges }, Document::Node(graph)) => {
                let graph: &mut Graph = graph;
                if let Some(both) = header {
                    graph.header = if forward { both.1.clone() } else { both.0.clone() };
                }
                nodes.apply(&mut graph.nodes, forward);
                edges.apply(&mut graph.edges, forward);
            }
            // Only a damaged history asks for this.
            (Self::Graph { .. }, Document::Form(_)) => {}
        }
    }
}

impl<T: Clone + PartialEq> Patch<T> {
    fn between(before: &[T], after: &[T]) -> Self {
        if before.len() == after.len() {
            let pairs = before.iter().zip(after).enumerate().filter(|(_, (a, b))| a != b);
            return Self::Each(pairs.map(|(index, (a, b))| (index, a.clone(), b.clone())).collect());
        }
        let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        let (a, b) = (&before[start..], &after[start..]);
        let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
        Self::Splice(start, a[..a.len() - end].to_vec(), b[..b.len() - end].to_vec())
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Each(list) => list.is_empty(),
            Self::Splice(_, before, after) => before.is_empty() && after.is_empty(),
        }
    }

    fn apply(&self, list: &mut Vec<T>, forward: bool) {
        match self {
            Self::Each(changes) => {
                for (index, before, after) in changes {
                    if let Some(item) = list.get_mut(*index) {
                        *item = if forward { after.clone() } else { before.clone() };
                    }
                }
            }
            Self::Splice(start, before, after) => {
                let (out, into) = if forward { (before, after) } else { (after, before) };
                let start = (*start).min(list.len());
                let end = start.saturating_add(out.len()).min(list.len());
                list.splice(start..end, into.iter().cloned());
            }
        }
    }
}
