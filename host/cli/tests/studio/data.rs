//! The tick store through HTTP: what there is, ticks, imports with their rejects, deletion with undo.

use crate::server::{Studio, craftstrat, document};
use craftstrat_model::TickSource;
use craftstrat_preview::{BundleSource, PreviewRequest, PreviewSettings, Runnable, Source};
use craftstrat_runs::{Content, strategy};
use serde_json::{Value, json};

const FIRST: &str = "sim-updown-15m-1790812800";

fn count(coverage: &Value) -> usize {
    coverage["markets"].as_array().unwrap().len()
}

#[test]
fn coverage_is_told_by_market_and_by_day() {
    let studio = Studio::with_slots(100);
    let all = studio.get("/markets").expect(200);
    assert_eq!(count(&all), 100);
    assert_eq!(studio.get("/health").expect(200)["markets"], 100);
    let some =
        studio.get("/markets?series=sim-updown-15m&from_ms=1790813700000&to_ms=1790815500000").expect(200);
    assert_eq!(count(&some), 2);
    studio.get("/markets?series=bitcoin").refused(400, "bad_request");
    let days = studio.get("/series").expect(200);
    assert_eq!(days.as_array().unwrap().len(), 2);
    let day = &days[0];
    assert_eq!(
        (&day["day"], &day["slots"], &day["slots_possible"]),
        (&json!("2026-10-01"), &json!(96), &json!(96))
    );
    assert_eq!(
        (&day["generated"], &day["underlying"], &day["resolved"]),
        (&json!(true), &json!(true), &json!(96))
    );
    let coverage = day["coverage"].as_f64().unwrap();
    assert!((0.5..=1.0).contains(&coverage), "{coverage}");
    let rows: u64 = days.as_array().unwrap().iter().map(|d| d["rows"].as_u64().unwrap()).sum();
    assert_eq!(json!(rows), all["rows"]);
}

#[test]
fn a_run_over_the_ticks_sent_has_the_servers_digest() {
    let studio = Studio::with_slots(6);
    let text = document("price_to_beat.form.json");
    let slugs: Vec<Value> = studio.get("/markets").expect(200)["markets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["symbol"].clone())
        .collect();
    let runtime = strategy::runtime(studio.dir.path()).unwrap();
    let loaded = strategy::load(&runtime, &Content::Document(text.clone()), "").unwrap();
    let description = craftstrat_model::StrategyFactory::description(&loaded.factory);
    let columns: Vec<&str> = description.columns.iter().map(|c| c.name()).collect();
    let reply = studio.post("/ticks", &json!({"markets": slugs, "columns": columns}));
    assert_eq!(reply.header("content-type"), "application/octet-stream");
    let source = BundleSource::decode(&reply.body).unwrap();
    let mut digests = Vec::new();
    for fee_rate in [None, Some("0"), Some("0.2")] {
        let settings = PreviewSettings {
            fee_rate: fee_rate.map(|rate| rate.parse().unwrap()),
            ..PreviewSettings::default()
        };
        let request = PreviewRequest {
            source: Source::Document(text.clone()),
            parameters: Default::default(),
            settings,
            markets: source.markets().iter().map(|m| m.slug.clone()).collect(),
        };
        let runnable = Runnable { factory: &loaded.factory, about: &loaded.about };
        let here = craftstrat_preview::run(&source, runnable, &request, &|| 0.0).unwrap().outcome;
        let asked = json!({
            "strategy": {"document": text},
            "settings": {"fee_rate": fee_rate},
            "no_variants": true
        });
        let there = studio.result("/backtests", &studio.post("/backtests", &asked).expect(202));
        assert_eq!(there["digest"], here.digest, "{fee_rate:?}");
        assert_eq!(there["request"]["settings"]["fee_rate"], json!(fee_rate), "frozen");
        assert_eq!(there["report"]["settings"]["fees"]["rate"], json!(fee_rate), "and told");
        digests.push(here.digest);
    }
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), 3, "fees were paid, and the rate counted");

    let state = || {
        let reply = studio.post("/ticks", &json!({"markets": []}));
        assert!(reply.status == 200 && reply.body.is_empty());
        reply.header("etag").to_owned()
    };
    assert_eq!(state(), reply.header("etag"), "the state alone");
    studio.delete(&format!("/markets/{FIRST}")).expect(200);
    assert_ne!(state(), reply.header("etag"), "other ticks, another state");
    studio.post("/ticks", &json!({"markets": [FIRST]})).refused(404, "not_found");
    studio.post("/ticks", &json!({"markets": vec![FIRST; 2_001]})).refused(400, "bad_request");
    studio.post("/ticks", &json!({"markets": ["sim-updown-15m-0"]})).refused(404, "not_found");
    studio.post("/ticks", &json!({"markets": [], "columns": ["winner"]})).refused(422, "unknown_column");
}

#[test]
fn deleted_ticks_come_back_as_they_were() {
    let studio = Studio::with_slots(100);
    let before = studio.get("/markets").expect(200);
    let slot = studio.delete(&format!("/markets/{FIRST}")).expect(200);
    assert_eq!(slot["what"], FIRST);
    assert_eq!(count(&studio.get("/markets").expect(200)), 99);
    studio.delete(&format!("/markets/{FIRST}")).refused(404, "not_found");
    let day = studio.delete("/series/sim-updown-15m/2026-10-01").expect(200);
    assert_eq!(count(&studio.get("/markets").expect(200)), 4);
    assert_eq!(studio.get("/series").expect(200).as_array().unwrap().len(), 1);
    studio.delete("/series/sim-updown-15m/2026-10-01").refused(404, "not_found");
    studio.delete("/series/sim-updown-15m/today").refused(400, "bad_request");
    studio.delete("/series/..%2F..%2Fetc/2026-10-01").refused(400, "bad_request");
    let studio = studio.restart();
    for deleted in [&day, &slot] {
        let restore = format!("/trash/{}/restore", deleted["token"].as_str().unwrap());
        studio.post(&restore, &Value::Null).expect(204);
        studio.post(&restore, &Value::Null).refused(404, "not_found");
    }
    assert_eq!(studio.get("/markets").expect(200), before);
}

fn import(studio: &Studio, query: &str, bytes: &[u8]) -> (Value, Value) {
    let job = studio.upload(&format!("/imports?{query}"), bytes).expect(202);
    let outcome = format!("/imports/{}", job["result"].as_str().unwrap());
    (studio.finished(&job), studio.get(&outcome).json())
}

#[test]
fn an_upload_is_imported_whatever_it_is_called() {
    let studio = Studio::with_slots(0);
    let csv = "symbol,captured_at,bid_up,ask_up\n\
               btc-updown-15m-1770138000,1770138001000,0.5,0.51\n\
               btc-updown-15m-1770138000,1770138002000,0.5,0.52\n";
    let (job, outcome) = import(&studio, "name=..%2F..%2Fmine.data", csv.as_bytes());
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!((&outcome["rows"], &outcome["slots"]), (&json!(2), &json!(1)));
    assert_eq!(outcome["rejects"], json!([]));
    assert_eq!(count(&studio.get("/markets").expect(200)), 1);

    // Parquet of another store, under a name that says nothing.
    let other = tempfile::tempdir().unwrap();
    let made = craftstrat(other.path(), &["data", "generate", "--slots", "3"]).output().unwrap();
    assert!(made.status.success());
    let file = other.path().join("ticks/series=sim-updown-15m/date=2026-10-01/ticks.parquet");
    let (job, outcome) = import(&studio, "name=upload&format=auto", &std::fs::read(file).unwrap());
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!(outcome["slots"], 3);
    assert_eq!(count(&studio.get("/markets").expect(200)), 4);
    assert_eq!(
        std::fs::read_dir(studio.data().join("uploads")).unwrap().count(),
        0,
        "nothing is left behind"
    );
}

#[test]
fn rejects_are_counted_by_reason() {
    let studio = Studio::with_slots(0);
    let csv = "recorded_at_ts,market_slug,up_bid,up_bid_size,up_ask,up_ask_size,down_bid,down_bid_size,down_ask,down_ask_size\n\
               1770138001,btc-updown-15m-1770138000,0.5,10,0.51,10,0.48,10,0.5,10\n\
               1770138002,btc-updown-15m-1770138000,7,10,0.51,10,0.48,10,0.5,10\n\
               never,btc-updown-15m-1770138000,0.5,10,0.51,10,0.48,10,0.5,10\n\
               1770138003,nothing,0.5,10,0.51,10,0.48,10,0.5,10\n";
    let (job, outcome) = import(&studio, "name=books.csv", csv.as_bytes());
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!((&outcome["records"], &outcome["slots"]), (&json!(4), &json!(1)));
    let rejects = outcome["rejects"].as_array().unwrap();
    assert_eq!(rejects.iter().map(|r| r[1].as_u64().unwrap()).sum::<u64>(), 3, "{rejects:?}");

    let (job, outcome) = import(&studio, "name=x.jsonl", b"{}\nnot JSON\n");
    assert_eq!(job["state"], "failed");
    assert!(job["error"].as_str().unwrap().starts_with("Nothing could be imported"), "{job}");
    assert!(!outcome["rejects"].as_array().unwrap().is_empty(), "and why: {outcome}");
}

#[test]
fn uploads_that_are_no_ticks_leave_the_store_as_it_was() {
    let studio = Studio::with_slots(2);
    let before = studio.get("/markets").expect(200);
    let noise: Vec<u8> = (0..50_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let parquet = [b"PAR1", noise.as_slice(), b"PAR1"].concat();
    let zip = [b"PK\x03\x04", noise.as_slice()].concat();
    for (name, bytes) in [
        ("noise", noise.as_slice()),
        ("noise.parquet", &parquet),
        ("short.parquet", b"PAR1"),
        ("noise.zip", &zip),
        ("words.csv", b"hello\nworld\n"),
        ("row.csv", b"symbol,captured_at,bid_up\nbtc-updown-15m-1770138000,1770138001000,9\n"),
    ] {
        let job = studio.upload(&format!("/imports?name={name}"), bytes).expect(202);
        let ended = studio.finished(&job);
        assert_eq!(ended["state"], "failed", "{name}: {ended}");
        let error = ended["error"].as_str().unwrap();
        assert!(!error.contains("uploads") && error.len() > 20, "{name}: {error}");
    }
    studio.upload("/imports?name=empty.csv", b"").refused(400, "bad_request");
    studio.upload("/imports?name=x&format=excel", b"x").refused(400, "bad_request");
    assert_eq!(studio.get("/markets").expect(200), before);
}
