//! `record` against a simulated venue, both as the real binary.

use crate::support::Bench;
use craftstrat_data::journal::Journal;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A simulated venue that ends with its owner.
struct Sim {
    process: Child,
    address: String,
}

impl Sim {
    /// Twenty seconds before a slot begins, thirty seconds a second.
    fn start(bench: &Bench) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_craftstrat"));
        command
            .arg("--data-dir")
            .arg(bench.path("sim"))
            .args(["sim", "--port", "0", "--json", "--speed", "30"]);
        command.args(["--series", "btc-updown-5m", "--from", "2026-11-21T14:04:40Z"]);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let endpoints: Value = serde_json::from_str(&line).unwrap();
        Self { process, address: endpoints["clob"].as_str().unwrap().to_owned() }
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn slots_of_a_simulated_venue_are_in_the_store_afterwards() {
    let bench = Bench::new();
    let sim = Sim::start(&bench);
    let said = bench.ok(&["record", "btc-updown-5m", "--sim", &sim.address, "--raw", "--seconds", "8"]);
    assert!(said.contains("Recording btc-updown-5m") && said.contains("rows recorded"), "{said}");
    let listed = bench.json(&["data", "ls"]);
    let rows: u64 = listed["markets"].as_array().unwrap().iter().map(|m| m["rows"].as_u64().unwrap()).sum();
    let line = said.lines().find(|l| l.starts_with("rows recorded")).unwrap();
    let recorded: u64 = line.split_whitespace().last().unwrap().parse().unwrap();
    assert!(recorded > 20, "{said}");
    assert_eq!(rows, recorded, "{said}");
    let raw: Vec<_> = std::fs::read_dir(bench.path("data/record/raw")).unwrap().collect();
    assert_eq!(raw.len(), 2, "messages and prices");
    // A second recorder goes on where the first one ended.
    bench.ok(&["record", "btc-updown-5m", "--sim", &sim.address, "--seconds", "2"]);
}

#[test]
fn what_cannot_be_recorded_is_said() {
    let bench = Bench::new();
    let said = bench.fails(2, &["record", "dogs"]);
    assert!(said.contains("dogs") && said.contains("btc-updown-15m"), "{said}");
    let said = bench.fails(1, &["record", "btc-updown-5m", "--sim", "http://127.0.0.1:9"]);
    assert!(said.contains("no simulated venue answers at http://127.0.0.1:9"), "{said}");
}

#[test]
fn a_folder_that_is_recorded_into_already_is_said() {
    let bench = Bench::new();
    let sim = Sim::start(&bench);
    let recorder = Journal::open(&bench.path("data/record/journal")).unwrap();
    let said = bench.fails(1, &["record", "btc-updown-5m", "--sim", &sim.address]);
    assert!(said.contains("another recorder works in") && said.contains("craftstrat up"), "{said}");
    drop(recorder);
}
