//! Installing packages where that is possible without asking anybody: Debian and its kin, as root.

use crate::process::{output, run, say};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Installs packages with apt-get, refreshing its lists when that is what it takes.
///
/// # Errors
/// When this is not Debian, we are not root, or apt-get fails: with `advice`, which says what to type.
pub fn install(packages: &[&str], advice: &str) -> Result<()> {
    let is_root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
    let has_apt = output(Command::new("apt-get").arg("--version")).is_some();
    if !(is_root && has_apt) {
        bail!("{} missing.\n{advice}", packages.join(" "));
    }
    let install = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt.args(["install", "-y", "--no-install-recommends"]).args(packages);
        apt
    };
    if run(&mut install()).is_err() {
        say("apt-get update");
        run(Command::new("apt-get").arg("update")).context(advice.to_owned())?;
        run(&mut install()).context(advice.to_owned())?;
    }
    Ok(())
}
