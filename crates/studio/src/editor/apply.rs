//! What each edit does. An edit for the other kind of document is refused.

use super::{form, graph};
use crate::convert;
use crate::edit::Edit;
use crate::model::{Document, Form, Graph, Header, RiskSection};
use crate::refusal::Refusal;

impl Edit {
    /// What kind of edit it is: the end of the key of its name.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::SetName(_) => "set-name",
            Self::SetDescription(_) => "set-description",
            Self::SetRisk(_) => "set-risk",
            Self::SetParameters(_) => "set-parameters",
            Self::AddRule { .. } => "add-rule",
            Self::SetRule { .. } => "set-rule",
            Self::RemoveClause(_) => "remove-clause",
            Self::MoveClause { .. } => "move-clause",
            Self::AddGroup { .. } => "add-group",
            Self::SetJoined { .. } => "set-joined",
            Self::SetActions(_) => "set-actions",
            Self::AddNodes { .. } => "add-nodes",
            Self::SetNodeData { .. } => "set-node-data",
            Self::SetNodeLabel { .. } => "set-node-label",
            Self::MoveNodes(_) => "move-nodes",
            Self::RemoveNodes(_) => "remove-nodes",
            Self::Connect(_) => "connect",
            Self::Disconnect(_) => "disconnect",
            Self::Reconnect { .. } => "reconnect",
            Self::SetGroups(_) => "set-groups",
            Self::ReplaceGraph { .. } => "replace-graph",
            Self::ReplaceDocument(_) => "replace-document",
            Self::ConvertToGraph => "convert-to-graph",
            Self::ConvertToForm => "convert-to-form",
        }
    }
}

/// The document after the edit.
pub(super) fn applied(document: &Document, edit: Edit) -> Result<Document, Refusal> {
    let mut document = document.clone();
    match edit {
        Edit::SetName(name) => header(&mut document).name = some(name),
        Edit::SetDescription(text) => header(&mut document).description = some(text),
        Edit::SetRisk(risk) => {
            header(&mut document).risk = Some(risk).filter(|r| *r != RiskSection::default())
        }
        Edit::SetParameters(parameters) => header(&mut document).parameters = parameters,
        Edit::AddRule { group, at, rule } => form::add_rule(as_form(&mut document)?, &group, at, *rule)?,
        Edit::SetRule { path, rule } => form::set_rule(as_form(&mut document)?, &path, *rule)?,
        Edit::RemoveClause(path) => form::remove(as_form(&mut document)?, &path).map(|_| ())?,
        Edit::MoveClause { from, to } => form::shift(as_form(&mut document)?, &from, &to)?,
        Edit::AddGroup { group, at, joined } => {
            form::add_group(as_form(&mut document)?, &group, at, joined)?;
        }
        Edit::SetJoined { group, joined } => form::group(as_form(&mut document)?, &group)?.joined = joined,
        Edit::SetActions(mut actions) => {
            let form = as_form(&mut document)?;
            (form.action, form.actions) =
                if actions.len() == 1 { (actions.pop(), Vec::new()) } else { (None, actions) };
        }
        Edit::AddNodes { nodes, edges } => graph::add(as_graph(&mut document)?, nodes, edges)?,
        Edit::SetNodeData { id, data } => graph::set_data(as_graph(&mut document)?, &id, *data)?,
        Edit::SetNodeLabel { id, label } => graph::set_label(as_graph(&mut document)?, &id, label)?,
        Edit::MoveNodes(positions) => graph::place(as_graph(&mut document)?, &positions)?,
        Edit::RemoveNodes(ids) => graph::remove(as_graph(&mut document)?, &ids),
        Edit::Connect(edge) => graph::connect(as_graph(&mut document)?, edge)?,
        Edit::Disconnect(edge) => graph::disconnect(as_graph(&mut document)?, &edge).map(|_| ())?,
        Edit::Reconnect { from, to } => graph::reconnect(as_graph(&mut document)?, &from, to)?,
        Edit::SetGroups(frames) => graph::set_frames(as_graph(&mut document)?, &frames)?,
        Edit::ReplaceGraph { nodes, edges } => {
            let graph = as_graph(&mut document)?;
            (graph.nodes, graph.edges) = (Vec::new(), Vec::new());
            graph::add(graph, nodes, edges)?;
        }
        Edit::ReplaceDocument(other) => document = *other,
        Edit::ConvertToGraph => {
            if let Document::Form(form) = &document {
                document = Document::Node(Box::new(convert::form_to_graph(form)));
            }
        }
        Edit::ConvertToForm => {
            if let Document::Node(graph) = &document {
                let form = convert::graph_to_form(graph).map_err(|losses| refused(&losses))?;
                document = Document::Form(Box::new(form));
            }
        }
    }
    Ok(document)
}

fn refused(losses: &[convert::Loss]) -> Refusal {
    let grave: Vec<&str> = losses.iter().filter(|l| l.grave).map(|l| l.node.as_str()).collect();
    Refusal::new("studio-refusal-not-a-form")
        .with("count", grave.len().to_string())
        .with("nodes", grave.iter().take(3).copied().collect::<Vec<_>>().join(", "))
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|t| !t.is_empty())
}

/// What both kinds begin with.
pub(super) fn header(document: &mut Document) -> &mut Header {
    match document {
        Document::Form(form) => &mut form.header,
        Document::Node(graph) => &mut graph.header,
    }
}

fn as_form(document: &mut Document) -> Result<&mut Form, Refusal> {
    match document {
        Document::Form(form) => Ok(form),
        Document::Node(_) => Err(Refusal::new("studio-refusal-is-graph")),
    }
}

fn as_graph(document: &mut Document) -> Result<&mut Graph, Refusal> {
    match document {
        Document::Node(graph) => Ok(graph),
        Document::Form(_) => Err(Refusal::new("studio-refusal-is-form")),
    }
}
