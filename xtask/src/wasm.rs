//! A toolchain that builds for `wasm32-unknown-unknown`: found, or installed.
//!
//! Three ways, tried in this order: rustup's target is there; rustup can fetch it; Debian's `rustc-web` with the sources
//! of the standard library, which cargo then builds (25 s, once).

use crate::debian;
use crate::place::Place;
use crate::process::{output, run, say};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// Bytes of stack of a guest. The default of 1 MiB would be most of an idle instance's memory.
const STACK_BYTES: u32 = 65_536;

/// What to add to cargo's environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The running toolchain has the target.
    Rustup,
    /// Debian's compiler builds the standard library; the linker is the running toolchain's.
    Debian {
        /// `rust-lld`.
        linker: PathBuf,
    },
}

impl Toolchain {
    /// What the environment needs for cargo to build for [`TARGET`].
    pub fn environment(&self, place: &Place) -> Vec<(&'static str, OsString)> {
        let mut environment = vec![("CARGO_TARGET_DIR", place.target.clone().into_os_string())];
        if let Self::Debian { linker } = self {
            environment.extend([
                ("RUSTC", DEBIAN_RUSTC.into()),
                ("RUSTC_BOOTSTRAP", "1".into()),
                ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
                ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.clone().into_os_string()),
            ]);
        }
        environment
    }

    /// Cargo that builds the page, with the usual stack; give it `--target` [`TARGET`].
    pub fn cargo(&self, place: &Place) -> Command {
        let mut cargo = place.cargo();
        cargo.envs(self.environment(place));
        cargo
    }

    /// Cargo that builds guests, with a small stack; give it `--target` [`TARGET`].
    pub fn guest_cargo(&self, place: &Place) -> Command {
        let mut cargo = self.cargo(place);
        let stack = format!("-Clink-arg=-zstack-size={STACK_BYTES}");
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", stack);
        cargo
    }
}

/// The way that works here, installing it when none does yet.
///
/// # Errors
/// When nothing works; the error says what to type.
pub fn find_or_install(place: &Place) -> Result<Toolchain> {
    if let Some(found) = find(place)? {
        return Ok(found);
    }
    say(&format!("{TARGET}: rustup target add"));
    let fetched =
        output(Command::new("rustup").current_dir(&place.root).args(["target", "add", TARGET])).is_some();
    if fetched && has_target(place) {
        say(&format!("{TARGET}: installed by rustup"));
        return Ok(Toolchain::Rustup);
    }
    say(&format!("{TARGET}: rustup cannot fetch it; trying Debian's rustc-web"));
    debian::install(&["rustc-web", "rust-web-src"], &advice())?;
    find(place)?.with_context(|| format!("rustc-web is installed but does not build.\n{}", advice()))
}

fn find(place: &Place) -> Result<Option<Toolchain>> {
    if has_target(place) {
        say(&format!("{TARGET}: the toolchain has it"));
        return Ok(Some(Toolchain::Rustup));
    }
    let Some(linker) = linker(place) else { return Ok(None) };
    let sources = output(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"]))
        .map(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library/std/Cargo.toml"));
    if !sources.is_some_and(|s| s.is_file()) {
        return Ok(None);
    }
    let toolchain = Toolchain::Debian { linker };
    say(&format!("{TARGET}: Debian's rustc-web builds it"));
    prove(place, &toolchain)?;
    Ok(Some(toolchain))
}

fn has_target(place: &Place) -> bool {
    let sysroot = output(Command::new("rustc").current_dir(&place.root).args(["--print", "sysroot"]));
    let libraries = sysroot.map(|s| Path::new(&s).join("lib/rustlib").join(TARGET).join("lib"));
    let files = libraries.and_then(|l| std::fs::read_dir(l).ok());
    files.is_some_and(|f| f.flatten().any(|e| e.file_name().to_string_lossy().starts_with("libstd-")))
}

/// The running toolchain's `rust-lld`: Debian's compiler comes without one.
fn linker(place: &Place) -> Option<PathBuf> {
    let sysroot = output(Command::new("rustc").current_dir(&place.root).args(["--print", "sysroot"]))?;
    let linker = Path::new(&sysroot).join("lib/rustlib").join(host(place)?).join("bin/rust-lld");
    linker.is_file().then_some(linker)
}

/// The name of the target the running toolchain builds for by default.
pub fn host(place: &Place) -> Option<String> {
    let version = output(Command::new("rustc").current_dir(&place.root).arg("-vV"))?;
    version.lines().find_map(|l| l.strip_prefix("host: ")).map(str::to_owned)
}

fn advice() -> String {
    format!(
        "Type one of:\n  rustup target add {TARGET}\n  \
         sudo apt-get install -y --no-install-recommends rustc-web rust-web-src   (Debian)\nand run this again."
    )
}

/// Builds a crate of one line, so that a broken toolchain is found here and not in the middle of something else.
fn prove(place: &Place, toolchain: &Toolchain) -> Result<()> {
    let folder = place.target.join("wasm-probe");
    let source = folder.join("src");
    std::fs::create_dir_all(&source).with_context(|| format!("cannot write to {}", folder.display()))?;
    // The profile is the workspace's `guest`, so that the standard library built here is the one built there.
    let manifest = "[package]\nname = \"wasm-probe\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                    [lib]\ncrate-type = [\"cdylib\"]\n\n[workspace]\n\n[profile.guest]\ninherits = \"release\"\n\
                    debug = false\nopt-level = \"s\"\noverflow-checks = true\nlto = true\ncodegen-units = 1\n\
                    panic = \"abort\"\nstrip = true\n";
    let code = "//! Proves that the toolchain builds for wasm32.\n\n\
                #[unsafe(no_mangle)]\npub extern \"C\" fn probe() -> usize {\n    vec![1_u8; 7].len()\n}\n";
    write_if_changed(&folder.join("Cargo.toml"), manifest)?;
    write_if_changed(&source.join("lib.rs"), code)?;
    let mut cargo = toolchain.guest_cargo(place);
    cargo.current_dir(&folder).args(["build", "--quiet", "--target", TARGET, "--profile", "guest"]);
    run(&mut cargo).with_context(advice)
}

fn write_if_changed(path: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
