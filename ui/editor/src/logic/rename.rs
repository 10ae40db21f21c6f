//! Renaming a parameter everywhere a document refers to it.

use craftstrat_compiler::document::model::{Document, NodeData};
use serde_json::Value;

/// The document with the parameter `from` named `to`, at its declaration and wherever it is used. `None` where the
/// document cannot be written or read, which no document of these types is.
pub fn parameter(document: &Document, from: &str, to: &str) -> Option<Document> {
    let mut json = serde_json::to_value(document).ok()?;
    references(&mut json, from, to);
    let mut renamed: Document = serde_json::from_value(json).ok()?;
    let header = match &mut renamed {
        Document::Form(form) => &mut form.header,
        Document::Node(graph) => {
            for node in &mut graph.nodes {
                if let NodeData::Parameter(used) = &mut node.kind
                    && used.name == from
                {
                    used.name = to.to_owned();
                }
            }
            &mut graph.header
        }
    };
    for declared in header.parameters.iter_mut().filter(|p| p.name == from) {
        declared.name = to.to_owned();
    }
    Some(renamed)
}

fn references(json: &mut Value, from: &str, to: &str) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|item| references(item, from, to)),
        Value::Object(fields) => {
            if let Some(Value::String(name)) = fields.get_mut("parameter")
                && name == from
            {
                *name = to.to_owned();
            }
            fields.values_mut().for_each(|field| references(field, from, to));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_follows_the_declaration() {
        let text = r#"{"mode":"form","parameters":[{"name":"edge","default":1,"min":1,"max":5},{"name":"x","default":9,"min":6,"max":9}],
            "conditions":[{"rules":[{"indicator":"EMA","field":"mid_up","period":{"parameter":"edge"},
            "operator":"between","value":[{"parameter":"edge"},{"parameter":"x"}]}]}],
            "action":{"signal":"buy","outcome":"UP","size_usdc":{"parameter":"edge"}}}"#;
        let document: Document = serde_json::from_str(text).unwrap();
        let renamed = serde_json::to_string(&parameter(&document, "edge", "limit").unwrap()).unwrap();
        assert_eq!(renamed.matches("limit").count(), 4);
        assert!(!renamed.contains("edge"));
        assert!(craftstrat_compiler::check(&renamed).iter().all(|p| !p.is_error()));
    }

    #[test]
    fn parameter_nodes_are_renamed_too() {
        let text = r#"{"mode":"node","parameters":[{"name":"a","default":1}],
            "nodes":[{"id":"n","type":"parameter","data":{"name":"a"}}],"edges":[]}"#;
        let document: Document = serde_json::from_str(text).unwrap();
        let Some(Document::Node(graph)) = parameter(&document, "a", "b") else { panic!() };
        assert!(matches!(&graph.nodes[0].kind, NodeData::Parameter(p) if p.name == "b"));
    }
}
