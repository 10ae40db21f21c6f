//! The graph and the outline of the document, with problems and live values on their nodes.

use crate::context::use_at_cursor;
use crate::form::HeaderEditor;
use crate::pieces::{Fetched, Piece};
use crate::say;
use crate::session::{Session, use_session};
use craftstrat_compiler::Severity;
use craftstrat_compiler::document::model::{Document, Graph};
use craftstrat_studio::problems::{self, Place};
use craftstrat_ui_graph::{GraphChange, GraphProps, NodeFocus, Values};
use craftstrat_ui_kit::{I18n, nothing, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`GraphTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct GraphTabProps {
    /// Shows the outline, not the canvas.
    pub outline: bool,
    /// The node to show and focus.
    pub focus: Option<NodeFocus>,
}

/// What is wrong, by node id.
fn faults(session: &Session, graph: &Graph, i18n: &I18n) -> Vec<(String, Severity, String)> {
    let fault = |problem: &craftstrat_compiler::Problem| {
        let node = match problems::place(&session.document, problem) {
            Place::Node(id) => id,
            Place::Edge(index) => graph.edges.get(index)?.target.clone(),
            _ => return None,
        };
        Some((node, problem.severity, say::problem(problem, i18n)))
    };
    session.checked.problems.iter().filter_map(fault).collect()
}

/// The graph as canvas or outline; nothing while the document is a form.
#[component]
pub fn GraphTab(props: &GraphTabProps) -> Html {
    let i18n = use_i18n();
    let cursor = use_at_cursor();
    let session = use_session();
    let revision = session.as_ref().map(Session::revision);
    let graph = use_memo(revision, |_| match session.as_ref().map(|s| &*s.document) {
        Some(Document::Node(graph)) => Some(Rc::new((**graph).clone())),
        _ => None,
    });
    let found = use_memo((revision, i18n.lang().code()), |_| match (&session, &*graph) {
        (Some(session), Some(graph)) => faults(session, graph, &i18n),
        _ => Vec::new(),
    });
    let values = use_memo(cursor.clone(), |cursor| {
        cursor.at_ms.map(|_| Rc::new(cursor.nodes.iter().map(|(id, v)| (id.clone(), *v)).collect::<Values>()))
    });
    let (Some(session), Some(graph)) = (session, (*graph).clone()) else { return nothing() };
    let onedit = {
        let session = session.clone();
        Callback::from(move |change: GraphChange| {
            match change.key {
                Some(key) => session.typed(change.edit, &key),
                None => session.apply(change.edit),
            };
        })
    };
    let onundo = {
        let session = session.clone();
        Callback::from(move |()| session.undo())
    };
    let onredo = {
        let session = session.clone();
        Callback::from(move |()| session.redo())
    };
    let (can_undo, can_redo) = session.read(|e| (e.can_undo(), e.can_redo()));
    let focus = props.focus.clone();
    let values = (*values).clone();
    let given = yew::props!(GraphProps {
        graph,
        problems: found,
        values,
        onedit,
        onundo,
        onredo,
        can_undo,
        can_redo,
        focus
    });
    html! {
        <div class="flex flex-col gap-5">
            if props.outline {
                <Fetched piece={Piece::Outline(given)} />
            } else {
                <div class="h-[70vh] min-h-96"><Fetched piece={Piece::Canvas(given)} /></div>
            }
            <HeaderEditor />
        </div>
    }
}
