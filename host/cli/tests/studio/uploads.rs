//! Uploaded components: checked within limits, saved when they pass; hostile ones change nothing and stop nothing.

use crate::guest::Guest;
use crate::server::{Studio, document};
use serde_json::{Value, json};

fn passed(answer: &Value) -> Vec<(String, Option<bool>)> {
    let check = |c: &Value| (c["code"].as_str().unwrap().to_owned(), c["passed"].as_bool());
    answer["checks"].as_array().unwrap().iter().map(check).collect()
}

fn check(studio: &Studio, bytes: &[u8]) -> Value {
    studio.upload("/components", bytes).expect(200)
}

#[test]
fn a_good_component_is_saved_and_run() {
    let studio = Studio::with_slots(4);
    let bytes = Guest::base().component();
    let answer = check(&studio, &bytes);
    assert_eq!(answer["accepted"], true, "{answer}");
    let codes: Vec<String> = passed(&answer).into_iter().map(|(code, _)| code).collect();
    assert_eq!(
        codes,
        ["size", "component", "world", "imports", "compiles", "describes", "columns", "runs", "fuel"]
    );
    let fuel = &answer["fuel"];
    assert!(fuel["rows"].as_u64() > Some(1_000) && fuel["worst"].as_u64() < fuel["limit"].as_u64(), "{fuel}");
    assert!(fuel["mean"].as_f64() <= fuel["worst"].as_f64());
    assert_eq!(answer["inspection"]["columns"], json!(["ask_up"]));
    assert_eq!(check(&studio, &bytes), answer, "checking again says the same");

    let hash = answer["hash"].as_str().unwrap();
    assert_eq!(studio.get(&format!("/components/{hash}")).body, bytes);
    let strategy = studio.post("/strategies", &json!({"name": "Wasm", "component": hash})).expect(201);
    assert_eq!((&strategy["kind"], &strategy["component"]), (&json!("component"), &json!(hash)));
    assert_eq!(strategy["inspection"], answer["inspection"]);
    let path = format!("/strategies/{}", strategy["id"].as_str().unwrap());
    assert_eq!(studio.get(&format!("{path}/component")).body, bytes);
    let save = json!({"document": "{}"});
    studio
        .json_with("PUT", &format!("{path}/document"), &[("If-Match", "*")], &save)
        .refused(409, "not_a_document");
    studio.post(&format!("{path}/versions"), &json!({"name": "v"})).refused(409, "not_a_document");
    let run = json!({"strategy": {"strategy": {"id": strategy["id"]}}, "no_variants": true});
    let detail = studio.result("/backtests", &studio.post("/backtests", &run).expect(202));
    assert_eq!(detail["request"]["strategy"], json!({"component": hash}));
    assert_eq!(detail["report"]["faults"], json!([]));
}

#[test]
fn a_component_of_our_own_compiler_passes_too() {
    let studio = Studio::with_slots(2);
    let text = document("ema_momentum.graph.json");
    let made = studio.post("/strategies", &json!({"name": "g", "document": text})).expect(201);
    let bytes = studio.get(&format!("/strategies/{}/component", made["id"].as_str().unwrap())).body;
    let answer = check(&studio, &bytes);
    assert_eq!(answer["accepted"], true, "{answer}");
    assert_eq!(answer["inspection"]["source"]["document"], json!(text));
    assert_eq!(answer["inspection"]["source"]["authentic"], true);
}

#[test]
fn without_ticks_a_component_is_tried_on_generated_ones() {
    let studio = Studio::with_slots(0);
    let answer = check(&studio, &Guest::base().component());
    assert_eq!(answer["accepted"], true, "{answer}");
    assert!(answer["checks"][6]["detail"].as_str().unwrap().contains("generated"));
}

#[test]
fn what_is_no_strategy_fails_where_it_should() {
    let studio = Studio::with_slots(1);
    let noise: Vec<u8> = (0..5_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let wasi = wat::parse_str(r#"(component (import "wasi:cli/environment@0.2.0" (instance)))"#).unwrap();
    for (what, bytes, failed) in [
        ("noise", noise, "component"),
        ("a core module", wat::parse_str("(module)").unwrap(), "component"),
        ("another world", wat::parse_str("(component)").unwrap(), "world"),
        ("WASI", wasi, "imports"),
        ("too large", vec![0; 5 << 20], "size"),
    ] {
        let answer = check(&studio, &bytes);
        assert_eq!(answer["accepted"], false, "{what}");
        let checks = passed(&answer);
        let (code, _) = checks.iter().find(|(_, passed)| *passed == Some(false)).unwrap();
        assert_eq!(code, failed, "{what}: {answer}");
        assert_eq!(answer["inspection"], Value::Null);
        let hash = answer["hash"].as_str().unwrap();
        studio.get(&format!("/components/{hash}")).refused(404, "not_found");
    }
    studio.upload("/components", &[]).refused(400, "bad_request");
    studio.upload("/components", &vec![0; 17 << 20]).refused(413, "too_large");
}

#[test]
fn hostile_components_are_stopped_and_the_server_lives() {
    let studio = Studio::with_slots(1);
    for (name, failed) in [
        ("endless_loop", "runs"),
        ("memory_bomb", "runs"),
        ("recursion", "runs"),
        ("endless_grow", "runs"),
        ("divide_by_zero", "runs"),
        ("answer_outside", "runs"),
        ("endless_describe", "describes"),
        ("endless_start", "describes"),
        ("huge_memory", "world"),
        ("relaxed_simd", "component"),
    ] {
        let answer = check(&studio, &Guest::named(name).component());
        let checks = passed(&answer);
        let first = checks.iter().find(|(_, passed)| *passed == Some(false));
        assert_eq!(first.map(|(code, _)| code.as_str()), Some(failed), "{name}: {answer}");
        assert_eq!(answer["accepted"], false);
        let hash = answer["hash"].as_str().unwrap();
        let create = studio.post("/strategies", &json!({"name": "x", "component": hash}));
        create.refused(422, "unknown_component");
    }
    studio.get("/health").expect(200);
}
