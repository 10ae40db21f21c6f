//! Every answer is as the OpenAPI document says: where routes are asked as they are meant, and where they are asked anything.
//!
//! The first is `openapi/walk.py`; the second is schemathesis, which makes requests from the document, sound and unsound ones,
//! the same in every run. Held are: no failure of the server; status, type and body as they are documented; what the document
//! forbids is refused. `CRAFTSTRAT_SCHEMATHESIS` names a Python that has it; the test command sets it. Without it, tests
//! say that they are skipped. `CRAFTSTRAT_SCHEMATHESIS_EXAMPLES` asks for more than [`EXAMPLES`].

use crate::installation::{Installation, OPERATOR};
use crate::server::Studio;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Requests of each operation that chance makes, beside those that go through every bound of the document.
const EXAMPLES: &str = "12";

/// People who ask in turn: each may ask so often.
const PEOPLE: usize = 12;

fn python() -> Option<PathBuf> {
    let python = std::env::var_os("CRAFTSTRAT_SCHEMATHESIS").map(PathBuf::from);
    if python.is_none() {
        println!("SKIPPED: no Python with schemathesis (CRAFTSTRAT_SCHEMATHESIS)");
    }
    python
}

fn scripts() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/studio/openapi"))
}

/// Runs a command that has to succeed, and returns what it said.
fn said(command: &mut Command) -> String {
    let output = command.env("PYTHONDONTWRITEBYTECODE", "1").output().unwrap();
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{errors}");
    said.into_owned()
}

/// Asks a server for everything; `people` is the file of those who ask.
fn hold(python: &Path, address: &str, folder: &Path, people: Option<&Path>, selected: &[&str]) {
    let url = format!("http://{address}");
    let mut walk = Command::new(python);
    walk.arg(scripts().join("walk.py")).arg(&url).arg(folder).args(people);
    print!("{}", said(&mut walk));
    let examples = std::env::var("CRAFTSTRAT_SCHEMATHESIS_EXAMPLES").unwrap_or_else(|_| EXAMPLES.to_owned());
    let mut random = Command::new(python.with_file_name("st"));
    random.current_dir(folder).env("PYTHONPATH", scripts()).env("SCHEMATHESIS_HOOKS", "hooks");
    random.envs(people.map(|people| ("CRAFTSTRAT_PEOPLE", people)));
    random.args(["--config-file", "schemathesis.toml", "run", &format!("{url}/api/v1/openapi.json")]);
    random.args(["--phases", "coverage,fuzzing", "--max-examples", &examples]);
    random.args(["--generation-deterministic", "--continue-on-failure", "--no-color", "--warnings", "off"]);
    random.args(["--request-timeout", "60"]).args(selected);
    let told = said(&mut random);
    let counted = told.lines().skip_while(|line| !line.starts_with("Test cases:")).nth(1);
    println!("schemathesis: {}", counted.unwrap_or_else(|| panic!("it tried nothing: {told}")).trim());
}

#[test]
fn the_server_answers_as_its_document_says() {
    let Some(python) = python() else { return };
    let studio = Studio::with_slots(4);
    let folder = tempfile::tempdir().unwrap();
    hold(&python, &studio.address, folder.path(), None, &[]);
}

#[test]
fn a_server_with_accounts_answers_as_its_document_says() {
    let Some(python) = python() else { return };
    let at = Installation::start();
    let emails = (0..PEOPLE).map(|n| format!("person{n}@example.org"));
    let people = [OPERATOR.to_owned()].into_iter().chain(emails).map(|email| {
        let person = at.person(&email);
        person.confirm();
        json!({"cookie": person.cookie, "address": person.address})
    });
    let people: Value = people.collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.json");
    std::fs::write(&file, people.to_string()).unwrap();
    let mut selected = Vec::new();
    for tag in ["account", "people", "operator", "wallets"] {
        selected.extend(["--include-tag", tag]);
    }
    // These are asked once: nobody asks anything after them.
    for path in ["/api/v1/logout", "/api/v1/account/delete"] {
        selected.extend(["--exclude-path", path]);
    }
    hold(&python, &at.studio.address, folder.path(), Some(&file), &selected);
}
