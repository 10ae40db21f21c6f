//! One process after another: what it is started with, whether it lives, what it said last.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What of our environment it is to know: how to log. Nothing else, as it may hold secrets.
const PASSED_ON: [&str; 2] = ["RUST_LOG", "CRAFTSTRAT_LOG_FORMAT"];

/// Times of starts that are remembered.
const REMEMBERED: usize = 16;

/// A signer's command line. It ends when our end of its input closes, however we end.
pub(super) fn command(program: &Path, arguments: &[OsString], socket: &Path, master_keys: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).arg("--socket").arg(socket).arg("--master-key-file").arg(master_keys);
    command.args(["--create-master-key", "--with-parent"]);
    command.env_clear();
    for name in PASSED_ON {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// The process that runs, or ran last.
#[derive(Debug, Default)]
pub(super) struct Running {
    child: Option<Child>,
    hearing: Option<JoinHandle<()>>,
    said: Arc<Mutex<String>>,
    starts: VecDeque<Instant>,
}

impl Running {
    /// Starts it.
    ///
    /// # Errors
    /// When the system does not.
    pub fn start(&mut self, command: &mut Command, now: Instant) -> io::Result<()> {
        self.starts.push_back(now);
        if self.starts.len() > REMEMBERED {
            self.starts.pop_front();
        }
        let mut child = command.spawn()?;
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clear();
        if let Some(stderr) = child.stderr.take() {
            let said = Arc::clone(&self.said);
            self.hearing = Some(std::thread::Builder::new().name("signer-log".into()).spawn(move || {
                pass_on(stderr, &said);
            })?);
        }
        self.child = Some(child);
        Ok(())
    }

    /// Starts within `span` before `now`.
    pub fn started_since(&self, now: Instant, span: Duration) -> usize {
        self.starts.iter().filter(|start| now.duration_since(**start) < span).count()
    }

    /// Whether it runs. One that ended is heard to its last word and told of.
    pub fn is_alive(&mut self) -> bool {
        let Some(child) = &mut self.child else { return false };
        match child.try_wait() {
            Ok(None) => true,
            Ok(Some(status)) => {
                // Its input is ours until it is let go.
                let asked_to = child.stdin.is_none();
                self.child = None;
                if let Some(hearing) = self.hearing.take() {
                    let _ = hearing.join();
                }
                if !asked_to {
                    tracing::warn!(%status, "the signer ended");
                }
                false
            }
            Err(_) => false,
        }
    }

    /// What it said last: why it ended, where it says that.
    pub fn last_words(&self) -> String {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.is_empty() { "it said nothing".to_owned() } else { said.clone() }
    }

    /// Closes its input, which ends it.
    pub fn let_go(&mut self) {
        if let Some(child) = &mut self.child {
            drop(child.stdin.take());
        }
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Nobody is left to answer for a process whose keeper is gone.
impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Passes on what it says to our own standard error, where logs are, and remembers the last error.
fn pass_on(stderr: ChildStderr, said: &Mutex<String>) {
    for line in BufReader::new(stderr).lines() {
        let Ok(line) = line else { return };
        let mut own = io::stderr().lock();
        let _ = writeln!(own, "{line}");
        if let Some(error) = line.strip_prefix("error: ") {
            error.clone_into(&mut said.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }
}
