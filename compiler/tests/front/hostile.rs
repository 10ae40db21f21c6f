//! Input that is damaged, absurd or meant to harm: a problem each, quickly, and never a panic.

use super::{examples, form, graph, lines, problems, rule};
use craftstrat_compiler::{check, lower};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};

fn check_text(texts: &[&str], expected: Expect) {
    let said: String = texts.iter().map(|t| problems(t)).collect();
    expected.assert_eq(&said);
}

#[test]
fn what_is_not_a_document_is_refused_with_its_place() {
    check_text(
        &[
            "",
            " ",
            "null",
            "[]",
            "42",
            "\"form\"",
            "{",
            "{\"mode\":\"form\",\n \"conditions\":[{\"type\":",
            "{\"mode\":\"form\",}",
            "{'mode':'form'}",
            "{\"mode\":\"form\"} {}",
            "{\"mode\":NaN}",
            "{\"mode\":1e999}",
            "{\"mode\":\"\\ud800\"}",
            "\u{0}\u{1}\u{2}",
            "{}",
            "{\"mode\":1}",
            "{\"mode\":\"node\",\"nodes\":{}}",
            "{\"mode\":\"node\",\"nodes\":[1,null,\"x\",[]],\"edges\":[1,{}]}",
        ],
        expect![[r#"
            error[json] document: The text ends in the middle of the document, at line 1, column 0.
            error[json] document: The text ends in the middle of the document, at line 1, column 1.
            error[wrong_type] document: A strategy document is an object, not null.
            error[wrong_type] document: A strategy document is an object, not a list.
            error[wrong_type] document: A strategy document is an object, not a number.
            error[wrong_type] document: A strategy document is an object, not a text.
            error[json] document: The text ends in the middle of the document, at line 1, column 1.
            error[json] document: The text ends in the middle of the document, at line 2, column 23.
            error[json] document: This is not JSON: trailing comma at line 1, column 16.
            error[json] document: This is not JSON: key must be a string at line 1, column 2.
            error[json] document: This is not JSON: trailing characters at line 1, column 17.
            error[json] document: This is not JSON: expected value at line 1, column 9.
            error[json] document: This is not JSON: number out of range at line 1, column 13.
            error[json] document: This is not JSON: unexpected end of hex escape at line 1, column 16.
            error[json] document: This is not JSON: expected value at line 1, column 1.
            error[missing_field] document: The field `mode` is missing: "form" or "node".
            error[missing_field] document: The field `nodes` is missing: the nodes of the graph.
            error[wrong_type] /mode: This must be a text, not a number.
            error[wrong_type] /nodes: This must be a list, not an object.
            error[wrong_type] /nodes/0: This must be an object, not a number.
            error[wrong_type] /nodes/1: This must be an object, not null.
            error[wrong_type] /nodes/2: This must be an object, not a text.
            error[wrong_type] /nodes/3: This must be an object, not a list.
            error[wrong_type] /edges/0: This must be an object, not a number.
            error[missing_field] /edges/1: The field `source` is missing: the id of the node it comes from.
            error[missing_field] /edges/1: The field `target` is missing: the id of the node it leads to.
            error[no_action] /nodes: The graph has no action. Fix: add a node of type "action" and connect a condition to it
        "#]],
    );
}

#[test]
fn numbers_beyond_reason_are_refused() {
    for value in ["1e300", "-1e300", "1e13", "1e-400000", "-1e308"] {
        let json = rule(&format!(r#"{{"indicator":"mid_up","operator":">","value":{value}}}"#));
        let _ = check(&json);
    }
    let size = |size: &str| {
        form(
            r#"{"indicator":"ask_up","operator":"<","value":0.5}"#,
            &format!(r#"{{"signal":"buy","outcome":"UP","size_usdc":{size}}}"#),
            "{}",
        )
    };
    for bad in ["1e300", "-1", "0", "1e-9", "\"NaN\"", "null", "[]", "{}"] {
        assert!(lower(&size(bad)).is_err(), "{bad}");
    }
}

#[test]
fn ten_thousand_nodes_are_refused_in_a_sentence() {
    let nodes: Vec<String> = (0..10_000).map(|i| format!("n{i} input {{\"field\":\"mid_up\"}}")).collect();
    let json = graph(&nodes.join("\n"), "");
    expect![[r#"
        error[too_large] /nodes: This graph has 10000 nodes and 0 edges; at most 2000 nodes and 10000 edges are compiled.
    "#]].assert_eq(&problems(&json));
    let rules: Vec<&str> =
        (0..10_000).map(|_| r#"{"indicator":"ask_up","operator":"<","value":0.5}"#).collect();
    let json = form(&rules.join(","), r#"{"signal":"close","outcome":"UP"}"#, "{}");
    expect![[r#"
        error[too_large] /conditions: This form has more than 2000 rules, groups and actions; that many are compiled.
    "#]].assert_eq(&problems(&json));
}

#[test]
fn two_thousand_nodes_in_one_chain_are_handled() {
    let mut nodes = String::from("n0 input {\"field\":\"mid_up\"}\n");
    let mut edges = String::new();
    for i in 1..1_990 {
        nodes.push_str(&format!("n{i} math {{\"operator\":\"abs\"}}\n"));
        edges.push_str(&format!("n{} n{i},", i - 1));
    }
    nodes.push_str(
        "c comparator {\"operator\":\">\",\"value\":0.5}\na action {\"signal\":\"close\",\"outcome\":\"UP\"}",
    );
    edges.push_str("n1989 c, c a");
    let (program, _) = lower(&graph(&nodes, &edges)).unwrap_or_else(|p| panic!("{}", lines(&p)));
    assert!(program.nodes.len() > 1_990);
}

#[test]
fn programs_and_state_that_are_too_large_are_refused() {
    let many: Vec<String> = (1..800)
        .map(|i| format!(r#"{{"indicator":"RSI","period":{i},"field":"mid_up","operator":">","value":50}}"#))
        .collect();
    let close = r#"{"signal":"close","outcome":"UP"}"#;
    let windows: Vec<String> = (0..3)
        .map(|i| {
            format!(
                r#"{{"indicator":"SMA","period":{},"field":"mid_up","operator":">","value":0.5}}"#,
                90_000 + i
            )
        })
        .collect();
    let said =
        problems(&form(&many.join(","), close, "{}")) + &problems(&form(&windows.join(","), close, "{}"));
    expect![[r#"
        error[too_large] document: This strategy needs 15993 operations with 31983 operands; at most 4096 and 65536 are compiled.
        error[state_too_large] document: The indicators of this strategy remember 2160216 bytes in all; at most 1048576 can be saved (8 for every sample of every window). Fix: shorten the longest periods, or lower the `max` of parameters that set periods
    "#]].assert_eq(&said);
}

#[test]
fn deep_nesting_is_refused() {
    let deep = |depth: usize| {
        let open = r#"{"type":"OR","rules":["#.repeat(depth);
        let close = "]}".repeat(depth);
        format!(
            r#"{{"mode":"form","conditions":[{open}{{"indicator":"ask_up","operator":"<","value":0.5}}{close}],"action":{{"signal":"close","outcome":"UP"}}}}"#
        )
    };
    assert_eq!(problems(&deep(30)), "");
    let brackets = "[".repeat(100_000);
    check_text(
        &[&deep(32), &deep(60), &deep(1_000), &brackets],
        expect![[r#"
        error[too_deep] document: Objects and lists are nested more than 64 deep.
        error[too_deep] document: Objects and lists are nested more than 64 deep.
        error[too_deep] document: Objects and lists are nested more than 64 deep.
        error[too_deep] document: Objects and lists are nested more than 64 deep.
    "#]],
    );
}

#[test]
fn a_document_longer_than_the_limit_is_refused_unread() {
    let json = format!("{{\"mode\":\"form\",\"description\":\"{}\"}}", "x".repeat(1 << 20));
    expect![[r#"
        error[too_large] document: The document is 1048608 bytes long; at most 1048576 are read.
    "#]]
    .assert_eq(&problems(&json));
}

#[test]
fn endless_problems_are_counted_not_listed() {
    let rules: Vec<String> = (0..1_000).map(|i| format!("{{\"x{i}\":1}}")).collect();
    let list = check(&form(&rules.join(","), r#"{"signal":"close","outcome":"UP"}"#, "{}"));
    assert_eq!(list.len(), 201);
    expect!["3800 further problems are not listed."].assert_eq(&list.last().unwrap().message.to_string());
}

#[test]
fn truncated_examples_are_refused() {
    for (name, json) in examples::all() {
        for end in (0..json.trim_end().len()).step_by(7).filter(|end| json.is_char_boundary(*end)) {
            let list = check(&json[..end]);
            assert_eq!(list.len(), 1, "{name} {end}");
            assert!(["json"].contains(&list[0].code), "{name} {end}");
        }
    }
}

/// Random JSON made of the words documents are made of.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let words = prop::sample::select(vec![
        "mode",
        "form",
        "node",
        "conditions",
        "rules",
        "type",
        "AND",
        "OR",
        "indicator",
        "field",
        "operator",
        "value",
        "mid_up",
        "EMA",
        "RSI",
        "period",
        ">",
        "between",
        "cross_above",
        "action",
        "actions",
        "signal",
        "buy",
        "outcome",
        "UP",
        "size",
        "size_usdc",
        "nodes",
        "edges",
        "id",
        "data",
        "input",
        "comparator",
        "logic",
        "source",
        "target",
        "targetHandle",
        "risk",
        "parameters",
        "name",
        "default",
        "min",
        "max",
        "parameter",
        "fn",
        "math",
        "add",
        "hysteresis",
        "n1",
        "n2",
        "",
    ]);
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        prop::num::f64::ANY.prop_map(Into::into),
        (-3_i64..200_000).prop_map(Into::into),
        words.clone().prop_map(Into::into),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::vec((words.clone(), inner), 0..6).prop_map(|fields| {
                fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<serde_json::Map<_, _>>().into()
            }),
        ]
    })
}

/// Replaces, removes or doubles one value of a document.
fn mutate(json: &mut serde_json::Value, at: usize, how: u8, with: &serde_json::Value) {
    let mut left = at;
    visit(json, &mut left, how, with);
}

fn visit(json: &mut serde_json::Value, left: &mut usize, how: u8, with: &serde_json::Value) -> bool {
    if *left == 0 {
        match (how % 3, &mut *json) {
            (0, serde_json::Value::Array(items)) => items.extend(items.clone()),
            (1, serde_json::Value::Object(fields)) => {
                let first = fields.keys().next().cloned();
                first.map(|f| fields.remove(&f));
            }
            _ => *json = with.clone(),
        }
        return true;
    }
    *left -= 1;
    match json {
        serde_json::Value::Array(items) => items.iter_mut().any(|v| visit(v, left, how, with)),
        serde_json::Value::Object(fields) => fields.values_mut().any(|v| visit(v, left, how, with)),
        _ => false,
    }
}

/// A document has a program, or errors: never both, never neither, never a panic.
fn sound(json: &str) -> Result<(), TestCaseError> {
    match lower(json) {
        Ok((_, warnings)) => prop_assert!(warnings.iter().all(|p| !p.is_error())),
        Err(list) => {
            prop_assert!(list.iter().any(|p| p.is_error()));
            prop_assert!(list.iter().all(|p| p.code != "internal"), "{json}\n{}", lines(&list));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]

    #[test]
    fn random_json_never_panics(json in any_json()) {
        sound(&json.to_string())?;
    }

    #[test]
    fn random_parts_of_a_document_never_panic(part in any_json(), rest in any_json()) {
        sound(&serde_json::json!({"mode": "form", "conditions": part, "actions": rest, "risk": rest}).to_string())?;
        sound(&serde_json::json!({"mode": "node", "nodes": part, "edges": rest, "parameters": rest}).to_string())?;
    }

    #[test]
    fn random_text_never_panics(text in any::<String>()) {
        sound(&text)?;
    }

    #[test]
    fn mutated_examples_never_panic(which in 0_usize..64, at in 0_usize..400, how in any::<u8>(), with in any_json()) {
        let all = examples::all();
        let mut json: serde_json::Value = serde_json::from_str(&all[which % all.len()].1).unwrap();
        mutate(&mut json, at, how, &with);
        sound(&json.to_string())?;
    }

    #[test]
    fn mutated_bytes_never_panic(which in 0_usize..64, at in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f) {
        let all = examples::all();
        let mut text = all[which % all.len()].1.clone().into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        if let Ok(text) = String::from_utf8(text) {
            sound(&text)?;
        }
    }
}
