//! The process: who gets in, what shows from outside, what it does not start with.

use crate::support::{MASTER, buy, id, sealed, shows, usdc};
use craftstrat_signer::request::{CreateWallet, ExportKeystore, Inspect, Rewrap};
use craftstrat_signer::{Client, ClientError, MasterKeys, Password, RefusalCode};
use craftstrat_signing::wallet::AccountKind;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Nobody's user id on every Linux.
const NOBODY: u32 = 65_534;

/// A running signer; what it has said so far.
struct Running {
    child: Child,
    lines: BufReader<std::process::ChildStderr>,
    said: String,
    socket: PathBuf,
}

impl Running {
    /// Waits until it listens.
    fn start(command: &mut Command, folder: &Path) -> Self {
        let socket = folder.join("signer.sock");
        command.arg("--socket").arg(&socket).args(["--memory-lock", "prefer"]);
        let mut child =
            command.stderr(Stdio::piped()).stdout(Stdio::null()).stdin(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap());
        let mut running = Self { child, lines, said: String::new(), socket };
        running.wait_for("listening");
        running
    }

    fn wait_for(&mut self, words: &str) {
        let from = self.said.len();
        while !self.said[from..].contains(words) {
            let read = self.lines.read_line(&mut self.said).unwrap();
            assert_ne!(read, 0, "it ended: {}", self.said);
        }
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, signal).unwrap();
    }

    fn proc(&self, name: &str) -> Vec<u8> {
        std::fs::read(format!("/proc/{}/{name}", self.child.id())).unwrap()
    }

    /// Everything it said, once it has been told to end and did.
    fn end(&mut self) -> String {
        self.signal(rustix::process::Signal::TERM);
        self.lines.read_to_string(&mut self.said).unwrap();
        assert!(self.child.wait().unwrap().success(), "{}", self.said);
        self.said.clone()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_craftstrat-signer"));
    command
        .env_remove("CRAFTSTRAT_MASTER_KEY")
        .env_remove("CRAFTSTRAT_MASTER_KEY_STDIN")
        .env_remove("RUST_LOG");
    command
}

/// A folder for this user alone.
pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    folder
}

fn new_wallet() -> CreateWallet {
    let account = AccountKind::Deposit;
    CreateWallet { wallet: id("w1"), chain: 137, account, notional_per_hour: usdc("1000") }
}

fn now_ms() -> i64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_millis() as i64
}

#[tokio::test]
async fn a_key_from_the_environment_shows_nowhere() {
    let folder = folder();
    let mut running = Running::start(program().env("CRAFTSTRAT_MASTER_KEY", MASTER), folder.path());
    let client = Client::new(&running.socket);
    let status = client.status().await.unwrap();
    assert_eq!(status.master, MasterKeys::parse(MASTER).unwrap().current());
    let owner = client.create_wallet(new_wallet()).await.unwrap();
    let mut order = buy(&owner);
    order.order.timestamp_ms = now_ms();
    assert_eq!(client.sign_order(order).await.unwrap().signature.len(), 317);
    let password = Password::new("correct horse battery");
    let asked = ExportKeystore { key: sealed(&owner), password, second_factor: true };
    let keystore = client.export_keystore(asked).await.unwrap();
    let secret = crate::support::opened(&keystore.json, "correct horse battery").unwrap();
    // Something that goes wrong, so that there are words about it.
    let mut other = sealed(&owner);
    other.wallet = id("w2");
    let refused = client.inspect(Inspect { key: other }).await.unwrap_err();
    assert!(matches!(&refused, ClientError::Refused(r) if r.code == RefusalCode::Envelope));
    let mut late = buy(&owner);
    late.order.timestamp_ms = 0;
    let late = client.sign_order(late).await.unwrap_err();
    let seen = [running.proc("environ"), running.proc("cmdline")].concat();
    let limits = String::from_utf8(running.proc("limits")).unwrap();
    let locked = String::from_utf8(running.proc("status")).unwrap();
    let said = running.end();
    assert!(said.contains("refused"), "{said}");
    let everything =
        [seen, said.into_bytes(), format!("{refused} {refused:?} {late:?}").into_bytes()].concat();
    for hidden in [&secret, &[0x11; 32]] {
        assert!(!shows(&everything, hidden));
    }
    assert!(!everything.windows(13).any(|w| w == b"correct horse"));
    let core = limits.lines().find(|l| l.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"]);
    let kilobytes = locked.lines().find_map(|l| l.strip_prefix("VmLck:")).unwrap().trim();
    assert_eq!(status.memory_locked, kilobytes != "0 kB", "it says whether memory is locked: {kilobytes}");
    assert!(!running.socket.exists(), "no socket stays behind");
}

#[tokio::test]
async fn a_key_file_is_made_read_and_rotated_while_it_runs() {
    let folder = folder();
    let file = folder.path().join("master.key");
    let nested = folder.path().join("run");
    let mut command = program();
    command.arg("--master-key-file").arg(&file).arg("--create-master-key");
    let mut running = Running::start(&mut command, &nested);
    assert_eq!(std::fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(&nested).unwrap().mode() & 0o777, 0o700);
    assert_eq!(std::fs::metadata(&running.socket).unwrap().mode() & 0o777, 0o600);
    let client = Client::new(&running.socket);
    let owner = client.create_wallet(new_wallet()).await.unwrap();
    let mut rotate = program();
    rotate.arg("--master-key-file").arg(&file).arg("--rotate-master-key").args(["--socket", "unused"]);
    assert!(rotate.status().unwrap().success());
    running.signal(rustix::process::Signal::HUP);
    running.wait_for("read again");
    let status = client.status().await.unwrap();
    assert_eq!((status.masters.len(), status.masters[1]), (2, owner.envelope.master()));
    let again = client.rewrap(Rewrap { key: sealed(&owner) }).await.unwrap();
    assert_eq!(again.envelope.master(), status.master);
    assert_eq!(again.address, owner.address);
    running.end();
    // It starts again where it left off, and the same client finds it.
    let mut command = program();
    command.arg("--master-key-file").arg(&file);
    let mut running = Running::start(&mut command, &nested);
    let found = client.inspect(Inspect { key: sealed(&again) }).await.unwrap();
    assert_eq!(found.address, owner.address);
    running.end();
}

#[test]
fn a_signer_that_would_be_open_does_not_start() {
    let folder = folder();
    let file = folder.path().join("master.key");
    std::fs::write(&file, MASTER).unwrap();
    let open = folder.path().join("open");
    std::fs::create_dir(&open).unwrap();
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o750)).unwrap();
    let run = |mode, socket: &Path, named: bool| {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        let mut command = program();
        command.arg("--socket").arg(socket).args(["--memory-lock", "prefer"]);
        if named {
            command.arg("--master-key-file").arg(&file);
        }
        let output = command.output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let private = folder.path().join("signer.sock");
    let table = [
        (run(0o644, &private, true), "open to others"),
        (run(0o600, &open.join("signer.sock"), true), "open to others"),
        (run(0o600, &private, false), "no master key"),
    ];
    for (said, words) in table {
        assert!(said.contains(words), "{said}");
        assert!(!said.contains(MASTER), "{said}");
    }
    std::fs::write(&file, &MASTER[1..]).unwrap();
    let said = run(0o600, &private, true);
    assert!(said.contains("line 1") && !said.contains(&MASTER[1..]), "{said}");
    std::fs::write(&file, MASTER).unwrap();
    let mut first = Running::start(program().env("CRAFTSTRAT_MASTER_KEY", MASTER), folder.path());
    let second = run(0o600, &first.socket, true);
    assert!(second.contains("already"), "{second}");
    first.end();
}

/// Root gets past file modes, so it can knock at another user's signer, and hears nothing.
#[test]
fn another_user_is_not_heard() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("SKIPPED: only root can start a process of another user");
        return;
    }
    let folder = folder();
    let copy = folder.path().join("craftstrat-signer");
    std::fs::copy(env!("CARGO_BIN_EXE_craftstrat-signer"), &copy).unwrap();
    std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o755)).unwrap();
    chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
    let mut command = Command::new(&copy);
    command.env("CRAFTSTRAT_MASTER_KEY", MASTER).uid(NOBODY).gid(NOBODY).current_dir("/");
    let mut running = Running::start(&mut command, folder.path());
    let mut stream = UnixStream::connect(&running.socket).unwrap();
    // The connection may be closed before or after these bytes.
    let _ = stream.write_all(b"\0\0\0\x08\"status\"");
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
    assert_eq!(heard, b"");
    running.wait_for("another user was refused");
    // Nobody's process, but what is in it belongs to root: the user's other processes cannot look inside.
    let facts = std::fs::metadata(format!("/proc/{}/mem", running.child.id())).unwrap();
    assert_eq!(facts.uid(), 0);
    running.end();
}

#[tokio::test]
async fn a_signer_that_is_somebodys_ends_when_they_do() {
    let folder = folder();
    let (socket, file) = (folder.path().join("signer.sock"), folder.path().join("master.key"));
    let mut command = program();
    command.arg("--socket").arg(&socket).arg("--master-key-file").arg(&file);
    command.args(["--memory-lock", "prefer", "--create-master-key", "--with-parent"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("listening") {
        assert_ne!(lines.read_line(&mut said).unwrap(), 0, "it ended: {said}");
    }
    Client::new(&socket).status().await.unwrap();
    assert!(child.try_wait().unwrap().is_none());
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    assert!(!socket.exists());
}
