//! The venue's official clients, unchanged, against a venue that is served on the loopback.
//!
//! `CRAFTSTRAT_CLIENTS_PYTHON` names a Python with both packages, `CRAFTSTRAT_CLIENTS_NODE` a folder whose
//! `node_modules` has the package, `CRAFTSTRAT_CLIENTS_RUST` the built program of `clients/rust`; the test command sets
//! them. What is not set is skipped, aloud.

use craftstrat_model::{Duration, Series, TimeMs};
use craftstrat_sim::server::{Options, Running, start};
use craftstrat_sim::source::Generated;
use craftstrat_sim::{Answer, Host, Request, Settings, Venue};
use std::path::PathBuf;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::runtime::Runtime;

/// A venue at the clients' own time, four times as fast: settlement takes seconds.
fn serve(runtime: &Runtime) -> Running {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let now = TimeMs(i64::try_from(now).unwrap());
    // A slot that has just begun: its book has both sides, and it outlasts the test.
    let slot = Duration::M15.ms();
    let begun = TimeMs(now.0 / slot * slot);
    let series = [Series::new("btc", Duration::M15).unwrap()];
    let settings = Settings { start: begun.plus_ms(5_000), seed: 11, ..Settings::default() };
    let venue = Venue::new(settings, Generated::several(11, &series, begun));
    runtime.block_on(start(venue, Options { port: 0, speed: 4.0 })).unwrap()
}

/// Runs one client's flows, told where the venue is and which markets it has; it says how many checks passed.
fn run(mut command: Command) {
    let runtime = Runtime::new().unwrap();
    let running = serve(&runtime);
    let folder = tempfile::tempdir().unwrap();
    let (endpoints, state) = (folder.path().join("endpoints.json"), folder.path().join("state.json"));
    std::fs::write(&endpoints, serde_json::to_vec(running.endpoints()).unwrap()).unwrap();
    let answer = running.with(|venue| venue.request(Host::Clob, &Request::get("/_sim/state")));
    let Answer::Now(reply) = answer else { panic!("the state is told at once") };
    std::fs::write(&state, reply.body).unwrap();
    let output = command.arg(&endpoints).arg(&state).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains(" passed"), "{said}\n{errors}");
}

fn script(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients")).join(name)
}

fn python(name: &str) {
    match std::env::var_os("CRAFTSTRAT_CLIENTS_PYTHON") {
        Some(python) => {
            let mut command = Command::new(python);
            command.arg(script(name));
            run(command);
        }
        None => eprintln!("SKIPPED: no Python with the venue's clients (CRAFTSTRAT_CLIENTS_PYTHON)"),
    }
}

#[test]
fn py_clob_client_v2() {
    python("py_clob_client_v2_flows.py");
}

#[test]
fn polymarket_client() {
    python("polymarket_client_flows.py");
}

#[test]
fn clob_client_v2() {
    let Some(folder) = std::env::var_os("CRAFTSTRAT_CLIENTS_NODE") else {
        eprintln!("SKIPPED: no folder with the venue's npm client (CRAFTSTRAT_CLIENTS_NODE)");
        return;
    };
    // Modules are looked for beside the script.
    let beside = PathBuf::from(folder).join("clob_client_v2_flows.mjs");
    std::fs::copy(script("clob_client_v2_flows.mjs"), &beside).unwrap();
    let mut command = Command::new("node");
    command.arg(beside);
    run(command);
}

#[test]
fn polymarket_client_sdk_v2() {
    match std::env::var_os("CRAFTSTRAT_CLIENTS_RUST") {
        Some(program) => run(Command::new(program)),
        None => eprintln!("SKIPPED: the venue's Rust client is not built (CRAFTSTRAT_CLIENTS_RUST)"),
    }
}
