//! What differs between two documents, in words. Layout does not count; nodes are matched by their ids, rules by what
//! they say.

mod form;
mod graph;
mod header;

use crate::convert;
use crate::model::Document;
use craftstrat_i18n::{Catalogue, Value};

/// What happened to a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Only the second document has it.
    Added,
    /// Only the first document has it.
    Removed,
    /// Both have it, not the same.
    Changed,
}

/// A difference between two documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub happened: Happened,
    /// Node id in a graph; path in a form as in `/conditions/0/rules/1`; `/risk`, `/parameters/move` and the like.
    pub place: String,
    /// A sentence.
    pub text: String,
}

/// The differences from one document to the other, in the order of the document. Positions and other layout do not count.
pub fn diff(before: &Document, after: &Document, i18n: &Catalogue) -> Vec<Change> {
    let mut out = Changes { i18n, list: Vec::new() };
    header::diff(header_of(before), header_of(after), &mut out);
    match (before, after) {
        (Document::Form(a), Document::Form(b)) => form::diff(a, b, &mut out),
        (Document::Node(a), Document::Node(b)) => graph::diff(a, b, &mut out),
        (Document::Form(a), Document::Node(b)) => {
            mode("form", "graph", &mut out);
            if let Ok(b) = convert::graph_to_form(b) {
                form::diff(a, &b, &mut out);
            }
        }
        (Document::Node(a), Document::Form(b)) => {
            mode("graph", "form", &mut out);
            if let Ok(a) = convert::graph_to_form(a) {
                form::diff(&a, b, &mut out);
            }
        }
    }
    out.list
}

fn header_of(document: &Document) -> &crate::model::Header {
    match document {
        Document::Form(form) => &form.header,
        Document::Node(graph) => &graph.header,
    }
}

fn mode(before: &str, after: &str, out: &mut Changes<'_>) {
    let (before, after) = (
        out.i18n.text(&format!("studio-diff-mode-{before}")),
        out.i18n.text(&format!("studio-diff-mode-{after}")),
    );
    out.push(Happened::Changed, "/mode", "studio-diff-mode", &[("before", &before), ("after", &after)]);
}

/// Collects changes.
struct Changes<'a> {
    i18n: &'a Catalogue,
    list: Vec<Change>,
}

impl Changes<'_> {
    fn push(&mut self, happened: Happened, place: &str, key: &str, args: &[(&str, &str)]) {
        let args: Vec<(&str, Value<'_>)> = args.iter().map(|(n, v)| (*n, Value::from(*v))).collect();
        let text = self.i18n.format(key, &args);
        self.list.push(Change { happened, place: place.to_owned(), text });
    }
}

/// What two lists have in common, in order: pairs of positions (longest common subsequence).
fn common<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    // Beyond this the table would be large, and nobody reads such a difference: match equal beginnings only.
    if a.len().saturating_mul(b.len()) > 250_000 {
        return a.iter().zip(b).enumerate().take_while(|(_, (x, y))| x == y).map(|(i, _)| (i, i)).collect();
    }
    let width = b.len() + 1;
    let mut best = vec![0_usize; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if a[i] == b[j] {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Runs of what differs between two lists: positions in the one and in the other.
fn gaps<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    for (x, y) in common(a, b).into_iter().chain([(a.len(), b.len())]) {
        if i < x || j < y {
            out.push((i..x, j..y));
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}
