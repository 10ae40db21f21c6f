//! Where the checkout is and where things are built.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The checkout and its target directory.
#[derive(Clone, Debug)]
pub struct Place {
    /// The checkout's root.
    pub root: PathBuf,
    /// Where children build.
    pub target: PathBuf,
}

impl Place {
    /// The checkout this program was built from.
    ///
    /// # Errors
    /// When neither `CARGO_TARGET_DIR` nor `HOME` says where to build.
    pub fn find() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().context("xtask lies inside the checkout")?.to_owned();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(given) => root.join(given),
            None => {
                let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
                let home = home.context("set CARGO_TARGET_DIR to a folder to build in: HOME is not set")?;
                PathBuf::from(home).join(".cache/craftstrat/target")
            }
        };
        Ok(Self { root, target })
    }

    /// The cargo that runs us, building into [`Place::target`].
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        cargo
    }

    /// The host program, once it is built.
    pub fn craftstrat(&self) -> PathBuf {
        self.target.join("release").join(format!("craftstrat{}", std::env::consts::EXE_SUFFIX))
    }

    /// Where the examples' components go.
    pub fn guests(&self) -> PathBuf {
        self.target.join("guests")
    }
}
