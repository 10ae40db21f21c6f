//! Where something is in a form: as a path of indexes, as a JSON pointer, and as the page names its element.

use craftstrat_api::{ExplainResult, NodeValue};
use craftstrat_compiler::Problem;
use craftstrat_compiler::document::model::Document;
use craftstrat_studio::problems::{Place, explained};
use std::collections::BTreeMap;

/// A path into the form's conditions: the group, then a rule or group within it, and so on.
pub type Path = Vec<usize>;

/// The JSON pointer of the rule or group at `path`.
pub fn pointer(path: &[usize]) -> String {
    let mut out = String::new();
    for (depth, index) in path.iter().enumerate() {
        let list = if depth == 0 { "conditions" } else { "rules" };
        out.push_str(&format!("/{list}/{index}"));
    }
    out
}

/// The path as part of an element's id: `0-2-1`.
pub fn key(path: &[usize]) -> String {
    path.iter().map(usize::to_string).collect::<Vec<_>>().join("-")
}

/// The problems at `pointer`, or below it when `deep`.
pub fn problems_at<'a>(problems: &'a [Problem], pointer: &str, deep: bool) -> Vec<&'a Problem> {
    let there = |p: &&Problem| match p.path.strip_prefix(pointer) {
        Some("") => true,
        Some(rest) => deep && rest.starts_with('/'),
        None => false,
    };
    problems.iter().filter(there).collect()
}

/// The place in a document of what `explain` calls `id`.
pub fn of_node(document: &Document, id: &str) -> Place {
    match document {
        Document::Form(_) => explained(id).unwrap_or(Place::Header),
        Document::Node(graph) => {
            // The value on the left side of the node `n4` is explained as `n4/left`, unless that is a node's own name.
            let own = graph.nodes.iter().any(|node| node.id == id);
            let node = id.strip_suffix("/left").filter(|_| !own).unwrap_or(id);
            Place::Node(node.to_owned())
        }
    }
}

/// The path within a node's data of what is at `path` of the document; empty for the node itself and what is no node.
pub fn setting(path: &str) -> &str {
    let mut steps = path.splitn(5, '/');
    match (steps.next(), steps.next(), steps.next(), steps.next(), steps.next()) {
        (Some(""), Some("nodes"), Some(_), Some("data"), Some(setting)) => setting,
        _ => "",
    }
}

/// The id of the form's element at a place; `None` for what only a graph has.
pub fn element(place: &Place) -> Option<String> {
    match place {
        Place::Rule(path) => Some(format!("rule-{}", key(path))),
        Place::Action(index) => Some(format!("action-{index}")),
        Place::Risk => Some("risk".to_owned()),
        Place::Parameter(name) => Some(format!("parameter-{name}")),
        Place::Header => Some("builder".to_owned()),
        Place::Node(_) | Place::Edge(_) => None,
    }
}

/// What the nodes of an explained row are, by id. A node that is there but has no value is missing.
pub fn values(explained: &ExplainResult) -> BTreeMap<String, Option<f64>> {
    explained.nodes.iter().map(|NodeValue { id, value }| (id.clone(), *value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use craftstrat_studio::problems;

    fn problem(path: &str) -> Problem {
        Problem { path: path.to_owned(), ..Problem::unreadable() }
    }

    #[test]
    fn what_is_explained_of_a_node_is_at_the_node() {
        let graph = |id: &str| {
            let text = format!(
                r#"{{"mode":"node","nodes":[{{"id":"{id}","type":"constant","data":{{"value":1}}}}]}}"#
            );
            serde_json::from_str::<Document>(&text).unwrap()
        };
        assert_eq!(of_node(&graph("n4"), "n4/left"), Place::Node("n4".to_owned()));
        assert_eq!(of_node(&graph("n4"), "n4"), Place::Node("n4".to_owned()));
        assert_eq!(of_node(&graph("n4/left"), "n4/left"), Place::Node("n4/left".to_owned()));
        let form = serde_json::from_str(r#"{"mode":"form","conditions":[]}"#).unwrap();
        assert_eq!(of_node(&form, "group/0/rule/2/left"), Place::Rule(vec![0, 2]));
    }

    #[test]
    fn a_problem_names_the_setting_of_a_node() {
        assert_eq!(setting("/nodes/3/data/value/1/parameter"), "value/1/parameter");
        assert_eq!(setting("/nodes/3/data/period"), "period");
        for path in ["/nodes/3/data", "/nodes/3", "/nodes/3/type", "/edges/1/data/period", ""] {
            assert_eq!(setting(path), "", "{path}");
        }
    }

    #[test]
    fn the_same_place_has_two_names() {
        assert_eq!(pointer(&[0, 2, 1]), "/conditions/0/rules/2/rules/1");
        assert_eq!(key(&[0, 2, 1]), "0-2-1");
    }

    #[test]
    fn the_names_are_the_compilers() {
        let text = r#"{"mode":"form","conditions":[{"type":"AND","rules":[
            {"indicator":"mid_up","operator":">","value":0.5},
            {"type":"OR","rules":[{"indicator":"spread_up","operator":"<","value":0.05},
                                  {"indicator":"bid_up","operator":">","value":0.1}]}]}],
            "action":{"signal":"buy","outcome":"UP","size_usdc":10}}"#;
        let (program, _) = craftstrat_compiler::lower(text).unwrap();
        let ids: Vec<&str> = program.explained.iter().map(|e| e.id.as_str()).collect();
        for path in [&[0][..], &[0, 0], &[0, 1], &[0, 1, 0], &[0, 1, 1]] {
            assert!(ids.contains(&problems::explained_id(path).as_str()), "{path:?} of {ids:?}");
        }
        assert!(ids.contains(&"group/0/rule/0/left"));
        let broken = text.replace("spread_up", "sprad_up");
        let problems = craftstrat_compiler::check(&broken);
        assert!(problems[0].path.starts_with(&pointer(&[0, 1, 0])), "{problems:?}");
    }

    #[test]
    fn problems_are_found_at_their_field_only() {
        let all =
            [problem("/conditions/1/rules/0/value"), problem("/conditions/1"), problem("/conditions/10")];
        assert_eq!(problems_at(&all, "/conditions/1", false).len(), 1);
        assert_eq!(problems_at(&all, "/conditions/1", true).len(), 2);
    }
}
