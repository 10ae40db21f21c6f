//! The programs that make the page: found in the target directory's `tools`, or built there once from crates.io.
//!
//! No registry holds them prebuilt, and the version of wasm-bindgen has to be that of the lock file to the digit.

use crate::place::Place;
use crate::process::{output, run, say};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// A program from crates.io.
pub struct Tool {
    package: &'static str,
    version: &'static str,
    binary: &'static str,
    /// What of it is built.
    features: &'static [&'static str],
    /// Whether its own lock file is followed.
    locked: bool,
    minutes: u32,
}

/// Puts the page together. Later versions want a newer compiler than ours.
pub const TRUNK: Tool =
    Tool { package: "trunk", version: "0.21.14", binary: "trunk", features: &[], locked: true, minutes: 5 };

/// Makes the glue between Rust and the browser; the same version as the `wasm-bindgen` of `Cargo.toml`.
pub const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    binary: "wasm-bindgen",
    features: &[],
    locked: false,
    minutes: 2,
};

/// Cuts the page's module into parts; the same version as the `wasm_split_helpers` of `Cargo.toml` asks for.
pub const WASM_SPLIT: Tool = Tool {
    package: "wasm_split_cli_support",
    version: "0.2.4",
    binary: "wasm-split-cli",
    features: &["build-binary"],
    locked: true,
    minutes: 1,
};

impl Tool {
    /// Where its programs are once it is installed.
    pub fn folder(&self, place: &Place) -> PathBuf {
        self.root(place).join("bin")
    }

    /// Runs it.
    pub fn command(&self, place: &Place) -> Command {
        Command::new(self.folder(place).join(format!("{}{}", self.binary, std::env::consts::EXE_SUFFIX)))
    }

    /// What it is, for the page's stamp.
    pub fn name(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    fn root(&self, place: &Place) -> PathBuf {
        place.target.join("tools").join(format!("{}-{}", self.package, self.version))
    }

    /// Its folder carries the version; not every tool tells it.
    fn is_there(&self, place: &Place) -> bool {
        output(self.command(place).arg("--help")).is_some()
    }

    /// Makes sure that it is there.
    ///
    /// # Errors
    /// When it is not and does not build; the error says what to type.
    pub fn find_or_install(&self, place: &Place) -> Result<()> {
        if self.is_there(place) {
            say(&format!("{}: found", self.name()));
            return Ok(());
        }
        say(&format!("{}: building it, once, about {} min on two cores", self.name(), self.minutes));
        let mut cargo = place.cargo();
        // A program that runs for a second need not be optimised for minutes.
        cargo
            .env("CARGO_TARGET_DIR", place.target.join("tools/build"))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
        cargo
            .args(["install", "--quiet", "--no-default-features", "--force", "--root"])
            .arg(self.root(place));
        if self.locked {
            cargo.arg("--locked");
        }
        if !self.features.is_empty() {
            cargo.arg("--features").arg(self.features.join(","));
        }
        cargo.arg(format!("{}@{}", self.package, self.version));
        run(&mut cargo).with_context(|| {
            format!("{} comes from crates.io: is it reached? Run this again when it is.", self.name())
        })?;
        // What it was built from is of no use any more.
        let _ = std::fs::remove_dir_all(place.target.join("tools/build"));
        if self.is_there(place) {
            return Ok(());
        }
        anyhow::bail!("{} was installed into {} but does not run", self.name(), self.root(place).display())
    }
}
