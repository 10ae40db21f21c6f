//! Runs the real binary in a data folder of its own.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A data folder that is removed afterwards, with files written by the test.
pub struct Bench {
    dir: tempfile::TempDir,
}

impl Bench {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// With `slots` generated slots of `sim-updown-15m` from seed 1.
    pub fn with_generated(slots: u32) -> Self {
        let bench = Self::new();
        bench.ok(&["data", "generate", "--slots", &slots.to_string()]);
        bench
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    /// The binary; a data folder among `args` goes before its own.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_craftstrat"));
        command.env_remove("CRAFTSTRAT_DATA_DIR").env_remove("DATABASE_URL");
        let given = args.iter().position(|arg| *arg == "--data-dir").map(|at| PathBuf::from(args[at + 1]));
        let data = given.clone().unwrap_or_else(|| self.dir.path().join("data"));
        if given.is_none() {
            command.arg("--data-dir").arg(&data);
        }
        // A simulated venue has a folder of its own in the data folder, and the database it is given.
        let owner = data.parent().filter(|_| data.ends_with("simulated")).unwrap_or(&data);
        if let Some(url) = craftstrat_storage_test::wanted(owner) {
            command.env("DATABASE_URL", url);
        }
        command.arg("--quiet").args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Standard output of a command that must succeed.
    pub fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The JSON object a command prints.
    pub fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.ok(&[args, &["--json"]].concat())).unwrap()
    }

    /// What a command that must fail with `code` says, without a panic.
    pub fn fails(&self, code: i32, args: &[&str]) -> String {
        let output = self.run(args);
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{args:?}: {said}");
        said
    }
}

/// A running `craftstrat up` on a free port.
pub struct Up {
    process: Child,
    pub address: String,
    pub port: String,
    /// What it printed at the start.
    pub said: String,
}

impl Up {
    pub fn start(bench: &Bench, args: &[&str]) -> Self {
        let mut command = bench.command(&[&["up", "--port", "0"], args].concat());
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let said: Vec<String> = lines.by_ref().take(3).map(Result::unwrap).collect();
        let said = said.join("\n");
        let url = said.split_whitespace().find_map(|word| word.strip_prefix("http://127.0.0.1:"));
        let port = url.unwrap_or_else(|| panic!("no address in {said:?}")).to_owned();
        Self { process, address: format!("127.0.0.1:{port}"), port, said }
    }

    /// Kills it, as `kill -9` does.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Interrupts it, as Ctrl-C does, and waits until it has ended well.
    pub fn stop(mut self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let status = self.process.wait().unwrap();
        assert!(status.success(), "{status}");
    }
}

impl Drop for Up {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A running `craftstrat sim` with one series of 5 minutes.
pub struct Simulator {
    process: Child,
    /// Its order book's.
    pub address: String,
}

impl Simulator {
    /// So many times as fast as time.
    pub fn start(bench: &Bench, speed: u32) -> Self {
        let (folder, speed) = (bench.path("sim").display().to_string(), speed.to_string());
        let mut command = bench.command(&["sim", "--data-dir", &folder, "--port", "0", "--json"]);
        command.args(["--series", "btc-updown-5m", "--from", "2026-11-02T00:00:00Z", "--speed", &speed]);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let endpoints: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
        Self { process, address: endpoints["clob"].as_str().unwrap().to_owned() }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port of 127.0.0.1 on which nobody listens, and which no test is given.
pub const NOBODY: &str = "9";

/// A file of the repository.
pub fn repo(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path).display().to_string()
}

/// A recorded data set beside the checkout, or `None` with a word about it.
pub fn shared(path: &str) -> Option<String> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    if full.exists() {
        return Some(full.display().to_string());
    }
    eprintln!("SKIPPED: {path} is not beside this checkout");
    None
}
