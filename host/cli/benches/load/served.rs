//! The real server.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A running server with accounts in an empty folder. It ends with this.
pub struct Served {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub address: String,
    /// Where mail lies.
    pub outbox: PathBuf,
    _folder: tempfile::TempDir,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    /// Over a database.
    pub fn start(database: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let outbox = folder.path().join("outbox");
        let mut command = Command::new(env!("CARGO_BIN_EXE_craftstrat"));
        command.env("DATABASE_URL", database).env_remove("CRAFTSTRAT_DATA_DIR");
        command.arg("--quiet").arg("--data-dir").arg(folder.path().join("data"));
        command.args([
            "up",
            "--port",
            "0",
            "--venue",
            "none",
            "--accounts",
            "--behind-proxy",
            "--mail-outbox",
        ]);
        let mut child = command.arg(&outbox).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.split_whitespace().find_map(|word| word.strip_prefix("http://"));
        let address = url.unwrap_or_else(|| panic!("no address in {line:?}")).to_owned();
        Self { child, address, outbox, _folder: folder }
    }

    /// The greatest resident memory so far, in MiB; 0 where the system does not tell.
    pub fn peak_mib(&self) -> u64 {
        let told = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
    }
}
