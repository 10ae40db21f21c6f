//! Bad and hostile input: a clear message, a non-zero exit, nothing left half-written, no panic.

use crate::support::{Bench, repo};

#[test]
fn bad_documents_are_refused_with_every_reason() {
    let bench = Bench::new();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let cyclic = r#"{"mode":"node","nodes":[{"id":"a","type":"logic","data":{"operator":"NOT"}},
        {"id":"b","type":"logic","data":{"operator":"NOT"}},
        {"id":"x","type":"action","data":{"signal":"buy","outcome":"UP","size_usdc":5}}],
        "edges":[{"source":"a","target":"b"},{"source":"b","target":"a"},{"source":"b","target":"x"}]}"#;
    let many: Vec<String> =
        (0..10_000).map(|i| format!(r#"{{"id":"n{i}","type":"constant","data":{{"value":1}}}}"#)).collect();
    let many = format!(r#"{{"mode":"node","nodes":[{}],"edges":[]}}"#, many.join(","));
    let form = |value: &str, size: &str| {
        format!(
            r#"{{"mode":"form","conditions":[{{"type":"AND","rules":[{{"indicator":"mid_up","operator":">","value":{value}}}]}}],
            "action":{{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":{size},"order_type":"market"}}}}"#
        )
    };
    for (name, text, said) in [
        ("empty", String::new(), "error"),
        ("truncated", r#"{"mode":"form","conditions":["#.to_owned(), "line 1"),
        ("deep", deep, "error"),
        ("cyclic", cyclic.to_owned(), "cycle"),
        ("ten thousand nodes", many, "nodes"),
        ("unknown field", form("0.5", "5").replace("mid_up", "mid_upp"), "mid_up"),
        ("wrong type", form("\"high\"", "5"), "/conditions/0/rules/0/value"),
        ("negative size", form("0.5", "-5"), "size"),
        ("absurd size", form("0.5", "1e300"), "size"),
        ("overflowing number", form("1e999", "5"), "error"),
        ("no mode", "{}".to_owned(), "mode"),
        ("an array", "[]".to_owned(), "error"),
    ] {
        let file = bench.write("bad.json", &text);
        let message = bench.fails(2, &["check", &file]);
        assert!(message.contains(said), "{name}: {message}");
        bench.fails(2, &["backtest", &file]);
        let out = bench.path("out.wasm");
        bench.fails(2, &["compile", &file, "-o", &out.display().to_string()]);
        assert!(!out.exists(), "{name}");
    }
}

#[test]
fn files_that_are_no_strategies_are_refused() {
    let bench = Bench::new();
    let core = wat::parse_str("(module (memory 1) (func (export \"next\")))").unwrap();
    let other = wat::parse_str("(component)").unwrap();
    let wasi = wat::parse_str(r#"(component (import "wasi:cli/environment@0.2.0" (instance)))"#).unwrap();
    let noise: Vec<u8> = (0..5_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, bytes, said) in [
        ("core module", core, "core"),
        ("another world", other, "not a strategy"),
        ("WASI", wasi, "wasi"),
        ("damaged", b"\0asm\x0d\0\x01\0garbage".to_vec(), "component"),
        ("noise", noise, "neither"),
    ] {
        let file = bench.write("bad.wasm", bytes);
        let message = bench.fails(2, &["check", &file]).to_lowercase();
        assert!(message.contains(&said.to_lowercase()), "{name}: {message}");
        bench.fails(2, &["backtest", &file]);
        bench.fails(2, &["inspect", &file]);
    }
}

#[test]
fn a_file_of_a_hundred_megabytes_is_not_read_whole() {
    let bench = Bench::new();
    let path = bench.path("big.json");
    std::fs::File::create(&path).unwrap().set_len(100 << 20).unwrap();
    let message = bench.fails(2, &["check", &path.display().to_string()]);
    assert!(message.contains("MiB"), "{message}");
}

#[test]
fn bad_tick_files_are_refused_or_counted_and_leave_the_store_as_it_was() {
    let bench = Bench::with_generated(2);
    let before = bench.json(&["data", "ls"]);
    let noise: Vec<u8> = (0..50_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    for (name, file, bytes) in [
        ("noise as Parquet", "bad.parquet", noise.clone()),
        ("truncated Parquet", "bad.parquet", b"PAR1aaaaaaaaPAR".to_vec()),
        ("empty", "bad.csv", Vec::new()),
        ("no header", "bad.csv", b"1,2,3\n4,5,6\n".to_vec()),
        ("noise", "bad.csv", noise),
    ] {
        let file = bench.write(file, bytes);
        let message = bench.fails(2, &["data", "import", "--format", "ticks", &file]);
        assert!(message.contains("bad."), "{name} names the file: {message}");
    }
    let file = bench.write("bad.jsonl", "{}\nnot JSON\n[1,2]\n");
    let message = bench.fails(2, &["data", "import", "--format", "polymarket-ws", &file]);
    assert!(message.contains("nothing could be imported") && message.contains("not JSON"), "{message}");
    let header = "symbol,captured_at,bid_up,ask_up\nbtc-updown-15m-1770138000,1770138001000,0.5,0.51\n";
    for (name, row, said) in [
        ("impossible price", "btc-updown-15m-1770138000,1770138002000,1.5,0.51", "bid_up 1.5"),
        ("no time", "btc-updown-15m-1770138000,banana,0.5,0.51", "captured_at"),
        ("no slot", "not-a-slot,1770138003000,0.5,0.51", "not-a-slot"),
        ("time running backwards", "btc-updown-15m-1770138000,1770138000500,0.5,0.51", "row 3"),
    ] {
        let file = bench.write("bad.csv", format!("{header}{row}\n"));
        let message = bench.fails(2, &["data", "import", "--format", "ticks", &file]);
        assert!(message.contains("row 3") && message.contains(said), "{name}: {message}");
    }
    assert_eq!(before, bench.json(&["data", "ls"]), "the store is as it was");
}

#[test]
fn missing_files_and_bad_options_are_said() {
    let bench = Bench::with_generated(1);
    let form = repo("examples/documents/price_to_beat.form.json");
    for (args, said) in [
        (vec!["backtest", "nowhere.json"], "nowhere.json"),
        (vec!["backtest", &form, "--param", "nothing=1"], "there is no parameter"),
        (vec!["backtest", &form, "--param", "x=nan"], "parameter"),
        (vec!["backtest", &form, "--threads", "0"], "--threads"),
        (vec!["backtest", &form, "--cash", "lots"], "lots"),
        (vec!["backtest", &form, "--cash", "-5"], "-5"),
        (vec!["backtest", &form, "--market", "btc-updown-15m-1770138000"], "no ticks of"),
        (vec!["backtest", &form, "--from", "2030-01-01"], "that period"),
        (vec!["backtest", &form, "--series", "bitcoin"], "series"),
        (vec!["explain", &form, "--market", "nonsense", "--at", "2026-10-01"], "nonsense"),
        (vec!["data", "import", "--format", "ticks", "nowhere.csv"], "nowhere.csv"),
        (vec!["data", "import", "--format", "book-csv", "nowhere.csv"], "nowhere.csv"),
        (vec!["data", "generate", "--slots", "0"], "--slots"),
        (vec!["inspect", &form], "craftstrat compile"),
    ] {
        let message = bench.fails(2, &args);
        assert!(message.contains(said), "{args:?}: {message}");
    }
}
