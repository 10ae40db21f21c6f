//! The published JSON Schema is current, and its types read and write every document the compiler accepts.

use super::{examples, lines};
use craftstrat_compiler::document::model::Document;
use craftstrat_compiler::{json_schema, lower};
use expect_test::expect_file;

#[test]
fn the_published_schema_is_current() {
    let schema = serde_json::to_string_pretty(&json_schema()).unwrap() + "\n";
    expect_file![concat!(env!("CARGO_MANIFEST_DIR"), "/schema/strategy.schema.json")].assert_eq(&schema);
}

#[test]
fn the_schema_lists_every_name() {
    let schema = json_schema().to_string();
    for name in [
        "mid_up",
        "position_pnl_pct_down",
        "distance_to_price_to_beat",
        "BOLLINGER",
        "cross_above",
        "once_per_slot",
    ] {
        assert!(schema.contains(&format!("\"{name}\"")), "{name}");
    }
}

#[test]
fn documents_survive_reading_and_writing_by_the_published_types() {
    for (name, json) in examples::all() {
        let document: Document = serde_json::from_str(&json).unwrap();
        let written = serde_json::to_string(&document).unwrap();
        let (before, _) = lower(&json).unwrap_or_else(|p| panic!("{name}\n{}", lines(&p)));
        let (after, _) = lower(&written).unwrap_or_else(|p| panic!("{name}\n{written}\n{}", lines(&p)));
        assert_eq!(before, after, "{name}");
    }
}
