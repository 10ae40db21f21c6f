//! The published JSON Schema, for editors and forms. It is stricter about spelling and laxer about sense than
//! [`crate::check()`], which has the last word.

use super::model::Document;

/// JSON Schema (2020-12) of strategy documents. Names of fields, indicators and operators are listed in it.
pub fn json_schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Document).to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), "CraftStrat strategy document".into());
    }
    schema
}
