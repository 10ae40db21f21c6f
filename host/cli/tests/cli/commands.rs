//! The commands as scripts use them: what they print, their exit codes, and that results do not depend on threads.

use crate::support::{Bench, repo, shared};
use serde_json::Value;
use std::collections::BTreeSet;

const FORM: &str = "examples/documents/price_to_beat.form.json";
const GRAPH: &str = "examples/documents/ema_momentum.graph.json";

#[test]
fn a_backtest_prints_the_promised_object() {
    let bench = Bench::with_generated(24);
    let report = bench.json(&["backtest", &repo(FORM)]);
    for key in [
        "digest",
        "strategy",
        "settings",
        "markets",
        "fills",
        "trades",
        "equity",
        "metrics",
        "unresolved",
        "faults",
        "timing",
    ] {
        assert!(report.get(key).is_some(), "{key}");
    }
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let has = |value: &Value, wanted: &str| {
        let keys = keys(value);
        wanted.split(' ').for_each(|k| assert!(keys.contains(k), "{k} in {keys:?}"));
    };
    has(&report["strategy"], "name hash kind");
    has(&report["markets"][0], "symbol winner winner_source rows from to");
    has(&report["fills"][0], "at_ms market outcome side price shares fee_usdc liquidity order_id");
    has(
        &report["trades"][0],
        "market outcome opened_at_ms closed_at_ms entry_price exit_price shares fees_usdc pnl_usdc exit_reason",
    );
    has(&report["equity"][0], "at_ms equity_usdc");
    has(&report["timing"], "rows seconds rows_per_second fuel");
    assert_eq!(report["strategy"]["kind"], "form");
    assert_eq!(report["variants"].as_array().unwrap().len(), 2);
    let warnings = report["warnings"].to_string();
    assert!(warnings.contains("generated"), "{warnings}");
}

#[test]
fn the_digest_depends_on_nothing_but_strategy_data_and_settings() {
    let bench = Bench::with_generated(24);
    let digest = |args: &[&str]| bench.json(&[&["backtest"], args].concat())["digest"].clone();
    let (form, wasm) = (repo(FORM), bench.path("form.wasm").display().to_string());
    let one = digest(&[&form, "--threads", "1"]);
    assert_eq!(one, digest(&[&form, "--threads", "4"]), "threads");
    bench.ok(&["compile", &form, "-o", &wasm]);
    assert_eq!(one, digest(&[&wasm, "--no-variants"]), "document or component");
    assert_ne!(one, digest(&[&form, "--latency-ms", "900"]), "latency");
    assert_ne!(one, digest(&[&form, "--fee-rate", "0.2"]), "fees");
    let said = bench.fails(2, &["backtest", &form, "--fee-rate", "7"]);
    assert!(said.contains("0 to 1"), "{said}");
    let again = Bench::with_generated(24);
    assert_eq!(one, again.json(&["backtest", &form])["digest"], "another folder, the same seed");
}

#[test]
fn compiling_twice_gives_the_same_bytes_and_inspect_gives_the_document_back() {
    let bench = Bench::new();
    let (a, b) = (bench.path("a.wasm"), bench.path("b.wasm"));
    for out in [&a, &b] {
        bench.ok(&["compile", &repo(GRAPH), "-o", &out.display().to_string()]);
    }
    assert_eq!(std::fs::read(&a).unwrap(), std::fs::read(&b).unwrap());
    let wasm = a.display().to_string();
    let document = bench.ok(&["inspect", &wasm, "--document"]);
    assert_eq!(document.trim(), std::fs::read_to_string(repo(GRAPH)).unwrap().trim());
    let inspection = bench.json(&["inspect", &wasm]);
    assert_eq!(inspection["source"]["authentic"], true);
    assert_eq!(bench.json(&["check", &wasm])["ok"], true);
}

#[test]
fn a_sweep_ranks_the_grid_and_writes_it() {
    let bench = Bench::with_generated(8);
    let csv = bench.path("sweep.csv").display().to_string();
    let document = bench.write("swept.json", swept());
    let sweep = bench.json(&["sweep", &document, "--param", "edge=0.5:0.8:0.1", "--csv", &csv]);
    let rows = sweep["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    let pnl: Vec<f64> = rows.iter().map(|r| r["pnl_net_usdc"].as_str().unwrap().parse().unwrap()).collect();
    assert!(pnl.is_sorted_by(|a, b| a >= b), "{pnl:?}");
    assert_eq!(std::fs::read_to_string(csv).unwrap().lines().count(), 5);
    let best = rows[0]["values"][0].to_string();
    let alone = bench.json(&["backtest", &document, "--param", &format!("edge={best}")]);
    assert_eq!(alone["digest"], rows[0]["digest"], "the same run alone");
}

fn swept() -> &'static str {
    r#"{"mode":"form","parameters":[{"name":"edge","default":0.6,"min":0,"max":1,"step":0.05}],
    "conditions":[{"type":"AND","rules":[{"indicator":"mid_up","operator":">","value":{"parameter":"edge"}}]}],
    "action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":10,"order_type":"market"}}"#
}

#[test]
fn explain_tells_every_node_at_a_fill() {
    let bench = Bench::with_generated(24);
    let report = bench.json(&["backtest", &repo(FORM)]);
    let order = &report["orders"][0];
    let (market, at) = (order["market"].as_str().unwrap(), order["decided_at_ms"].to_string());
    let explained = bench.json(&["explain", &repo(FORM), "--market", market, "--at", &at]);
    assert_eq!(explained["at_ms"], order["decided_at_ms"]);
    assert_eq!(explained["account"]["shares_up"], 0.0);
    let groups = explained["nodes"].as_array().unwrap();
    let is_rule = |id: &str| id.rsplit_once("rule/").is_some_and(|(_, last)| last.parse::<u32>().is_ok());
    let truths = groups.iter().filter(|n| is_rule(n["id"].as_str().unwrap()));
    assert!(truths.clone().count() > 0);
    truths.for_each(|n| assert_eq!(n["value"], 1.0, "every rule holds where it bought: {n}"));
}

#[test]
fn a_document_that_reads_what_the_data_lacks_is_told_what_has_it() {
    let bench = Bench::new();
    let said = bench.fails(2, &["backtest", &repo(FORM)]);
    assert!(said.contains("data sample") && said.contains("data generate"), "{said}");
    let ticks = bench.write(
        "ticks.csv",
        "symbol,captured_at,bid_up,ask_up\nbtc-updown-15m-1770138000,1770138001000,0.5,0.51\n",
    );
    bench.ok(&["data", "import", "--format", "ticks", &ticks]);
    let said = bench.fails(2, &["backtest", &repo(FORM)]);
    assert!(said.contains("no data in the store has it"), "{said}");
    bench.ok(&["data", "generate", "--slots", "2"]);
    let said = bench.fails(2, &["backtest", &repo(FORM), "--series", "btc-updown-15m"]);
    assert!(said.contains("--series sim-updown-15m (generated)"), "{said}");
}

#[test]
fn importing_twice_changes_nothing() {
    let bench = Bench::new();
    let Some(path) = shared("orderbooks/resolvedkit_btc15m_2026-09-28") else { return };
    let import = ["data", "import", "--format", "resolvedkit", &path];
    let first = bench.json(&import);
    let ls = bench.json(&["data", "ls"]);
    let again = bench.json(&import);
    assert_eq!(first["written"]["rows"], again["written"]["rows"]);
    assert_eq!(again["written"]["duplicates"], again["written"]["rows"]);
    assert_eq!(ls, bench.json(&["data", "ls"]));
    assert_eq!(ls["markets"].as_array().unwrap().len(), 18);
    assert!(ls["attribution"].to_string().contains("CC BY 4.0"));
}

#[test]
fn recorded_markets_give_the_same_result_for_any_number_of_threads() {
    let bench = Bench::new();
    let Some(path) = shared("orderbooks/resolvedkit_btc15m_2026-09-28") else { return };
    bench.ok(&["data", "import", "--format", "resolvedkit", &path]);
    for document in ["late_favourite.form.json", "ema_momentum.graph.json", "spread_capture.graph.json"] {
        let file = repo(&format!("examples/documents/{document}"));
        let run = |threads: &str, cash: &str| {
            let args = ["backtest", &file, "--threads", threads, "--cash", cash];
            let mut report = bench.json(&args);
            report.as_object_mut().unwrap().remove("timing");
            report
        };
        assert_eq!(run("1", "1000"), run("3", "1000"), "{document}");
        assert_eq!(run("1", "30"), run("3", "30"), "{document}, short of cash");
        assert!(!run("1", "1000")["fills"].as_array().unwrap().is_empty(), "{document} trades");
    }
}

#[test]
fn help_reads_like_documentation() {
    let bench = Bench::new();
    let help = bench.ok(&["backtest", "--help"]);
    for word in ["--cash", "--latency-ms", "--param", "--threads", "Opening cash in dollars", "break-even"] {
        assert!(help.contains(word), "{word}");
    }
    assert!(bench.fails(2, &["backtset"]).contains("backtest"), "a typo gets a suggestion");
}
