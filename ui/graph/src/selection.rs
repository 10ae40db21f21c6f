//! What is selected on the canvas.

use crate::scene::Scene;
use craftstrat_studio::model::Edge;
use std::collections::BTreeSet;
use yew::AttrValue;

/// What is selected: nodes, or one edge, or one frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The nodes.
    pub nodes: BTreeSet<AttrValue>,
    /// The edge.
    pub edge: Option<Edge>,
    /// The frame.
    pub frame: Option<AttrValue>,
}

impl Selection {
    /// These nodes.
    pub fn of(nodes: impl IntoIterator<Item = AttrValue>) -> Self {
        Self { nodes: nodes.into_iter().collect(), ..Self::default() }
    }

    /// An edge.
    pub fn edge(edge: Edge) -> Self {
        Self { edge: Some(edge), ..Self::default() }
    }

    /// A frame.
    pub fn frame(id: AttrValue) -> Self {
        Self { frame: Some(id), ..Self::default() }
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.edge.is_none() && self.frame.is_none()
    }

    /// The node, where exactly one is selected.
    pub fn only(&self) -> Option<&AttrValue> {
        self.nodes.first().filter(|_| self.nodes.len() == 1)
    }

    /// With this node in or out.
    #[must_use]
    pub fn toggled(&self, id: &AttrValue) -> Self {
        let mut nodes = self.nodes.clone();
        if !nodes.remove(id) {
            nodes.insert(id.clone());
        }
        Self { nodes, ..Self::default() }
    }

    /// With these nodes too.
    #[must_use]
    pub fn with(&self, more: impl IntoIterator<Item = AttrValue>) -> Self {
        Self { nodes: self.nodes.iter().cloned().chain(more).collect(), ..Self::default() }
    }

    /// Without what no longer exists.
    #[must_use]
    pub fn pruned(&self, scene: &Scene) -> Self {
        Self {
            nodes: self.nodes.iter().filter(|id| scene.node(id).is_some()).cloned().collect(),
            edge: self.edge.clone().filter(|e| scene.edges.iter().any(|s| s.edge == *e)),
            frame: self.frame.clone().filter(|f| scene.frames.iter().any(|s| s.frame.id == f.as_str())),
        }
    }

    /// What a command is about: the selection, or the focused node where that is not part of it.
    #[must_use]
    pub fn about(&self, focused: Option<&AttrValue>) -> Self {
        match focused {
            Some(id) if !self.nodes.contains(id) && self.edge.is_none() && self.frame.is_none() => {
                Self::of([id.clone()])
            }
            _ => self.clone(),
        }
    }

    /// The ids as texts.
    pub fn ids(&self) -> Vec<&str> {
        self.nodes.iter().map(AttrValue::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_about_the_selection_unless_another_node_has_the_focus() {
        let (a, b) = (AttrValue::from("a"), AttrValue::from("b"));
        let both = Selection::of([a.clone(), b.clone()]);
        assert_eq!(both.about(Some(&a)), both);
        assert_eq!(both.about(None), both);
        assert_eq!(both.about(Some(&"c".into())).ids(), ["c"]);
        assert_eq!(both.toggled(&a).ids(), ["b"]);
        assert_eq!(both.toggled(&a).only(), Some(&b));
    }
}
