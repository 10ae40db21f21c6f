//! Node, where it is needed: Tailwind and wasm-opt run on it, and so do the browser tests.

use crate::debian;
use crate::place::Place;
use crate::process::{output, run, say};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node that runs Tailwind and the test runner as we use it.
const OLDEST: u32 = 18;

const ADVICE: &str = "Install Node 18 or newer, with npm:\n  sudo apt-get install -y nodejs npm   (Debian)\n\
                      or from https://nodejs.org, and run this again.";

/// Where Debian's Chromium is, unless `CRAFTSTRAT_CHROMIUM` names another.
const CHROMIUM: &str = "/usr/bin/chromium";

/// The folder of the page's packages.
pub fn folder(place: &Place) -> PathBuf {
    place.root.join("ui")
}

/// Where npm puts the programs of the page's packages.
pub fn programs(place: &Place) -> PathBuf {
    folder(place).join("node_modules/.bin")
}

/// Makes sure that Node is there and that the page's packages are those of the lock file.
///
/// # Errors
/// When they are not to be had; the error says what to type.
pub fn find_or_install(place: &Place) -> Result<()> {
    if version().is_none() || npm_version().is_none() {
        say("node: installing it");
        debian::install(&["nodejs", "npm"], ADVICE)?;
    }
    let version = version().context(ADVICE)?;
    if version < OLDEST {
        bail!("node {version} is too old.\n{ADVICE}");
    }
    let ui = folder(place);
    let wanted =
        std::fs::read(ui.join("package-lock.json")).context("ui/package-lock.json cannot be read")?;
    let stamp = ui.join("node_modules/.installed");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        say("npm packages: found");
        return Ok(());
    }
    say("npm packages: npm install, as ui/package-lock.json has them");
    let mut npm = Command::new("npm");
    // Not `npm ci`: it refuses the lock file where the registry lacks Tailwind's binaries for other systems.
    npm.current_dir(&ui).args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]);
    npm.arg("--loglevel=error");
    run(&mut npm).context("the page's packages come from the npm registry: is it reached?")?;
    std::fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// npm packages that tests use, in a folder of their own in the target directory.
struct Packages {
    what: &'static str,
    folder: &'static str,
    names: &'static [&'static str],
    manifest: &'static str,
}

/// The venue's official client for Node, which holds the simulator to its protocol. The newest viem asks for a package
/// that is not published.
const CLIENTS: Packages = Packages {
    what: "the venue's npm client",
    folder: "clients/node",
    names: &["@polymarket/clob-client-v2@1.1.0", "viem@2.47.0", "ws@8"],
    manifest: r#"{ "private": true, "overrides": { "viem": "2.47.0" } }"#,
};

/// A node of the EVM, and the compiler of the contracts that tests put on it.
const EVM: Packages = Packages {
    what: "a node of the EVM and a compiler for it",
    folder: "evm",
    names: &["@foundry-rs/anvil@1.7.1", "solc@0.8.37"],
    manifest: r#"{ "private": true }"#,
};

/// A folder whose `node_modules` has [`CLIENTS`]. `None`, said aloud, when they cannot be had.
pub fn with_clients(place: &Place) -> Option<PathBuf> {
    with(place, &CLIENTS)
}

/// A folder whose `node_modules` has [`EVM`]. `None`, said aloud, when they cannot be had.
pub fn with_evm(place: &Place) -> Option<PathBuf> {
    with(place, &EVM)
}

fn with(place: &Place, packages: &Packages) -> Option<PathBuf> {
    let folder = place.target.join(packages.folder);
    let stamp = folder.join(".installed");
    let wanted = packages.names.join(" ");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Some(folder);
    }
    say(&format!("{}: installing it into the target directory", packages.what));
    let install = || -> Result<()> {
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("package.json"), packages.manifest)?;
        let mut npm = Command::new("npm");
        npm.current_dir(&folder).args(["install", "--ignore-scripts", "--no-audit", "--no-fund"]);
        run(npm.arg("--loglevel=error").args(packages.names))?;
        Ok(std::fs::write(&stamp, &wanted)?)
    };
    match install() {
        Ok(()) => Some(folder),
        Err(error) => {
            say(&format!("not to be had, so the tests that need it are skipped: {error:#}"));
            None
        }
    }
}

/// A Chromium for the browser tests: found, or installed.
///
/// # Errors
/// When there is none and it cannot be installed; the error says what to type.
pub fn find_or_install_chromium() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("CRAFTSTRAT_CHROMIUM") {
        return Ok(PathBuf::from(given));
    }
    let path = Path::new(CHROMIUM);
    if !path.is_file() {
        say("chromium, for the browser tests: installing it");
        debian::install(
            &["chromium"],
            "Install Chromium or Chrome:\n  sudo apt-get install -y chromium   (Debian)\n\
             or set CRAFTSTRAT_CHROMIUM to the program, and run this again.",
        )?;
    }
    Ok(path.to_owned())
}

/// Node, running a script of the page's.
pub fn command(place: &Place) -> Command {
    let mut node = Command::new("node");
    node.current_dir(folder(place));
    node
}

fn version() -> Option<u32> {
    let text = output(Command::new("node").arg("--version"))?;
    text.trim_start_matches('v').split('.').next()?.parse().ok()
}

fn npm_version() -> Option<String> {
    output(Command::new("npm").arg("--version"))
}
