//! A PostgreSQL of its own for tests: installed into the target directory, run over an empty folder, gone with its data.

use crate::place::Place;
use crate::process::{output, run, say};
use crate::python;
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The environment's name for the server's address, as `host/storage-test` reads it.
pub const ADDRESS: &str = "CRAFTSTRAT_POSTGRES_URL";

/// Folders of servers are named by this and the process that started them.
const FOLDER: &str = "craftstrat-postgres-";

/// Of servers whose data nobody misses.
const SETTINGS: [&str; 6] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
];

/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. It ends with this, and its data with it.
#[derive(Debug)]
pub struct Postgres {
    folder: PathBuf,
    port: u16,
    server: Child,
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Nothing of it is kept: it need not end well. Whatever is left, the next one removes.
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Postgres {
    /// Starts one. `None`, said aloud, when it cannot be had; tests that need it then say that they are skipped.
    pub fn start(place: &Place) -> Option<Self> {
        let programs = python::with_postgres(place)?;
        match Self::over(&programs) {
            Ok(server) => Some(server),
            Err(error) => {
                say(&format!("PostgreSQL does not start, so the tests that need it are skipped: {error:#}"));
                None
            }
        }
    }

    /// Where it is; its databases are made by whoever may reach it, so it is reached from this machine alone.
    pub fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn over(installed: &Path) -> Result<Self> {
        remove_stale();
        let folder = std::env::temp_dir().join(format!("{FOLDER}{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        // It does not run as root, and who it runs as then cannot look into root's folders: it gets programs of its own.
        let user = other_user()?;
        let programs = match &user {
            None => installed.to_owned(),
            Some(user) => {
                let parent = installed.parent().context("programs lie in a folder")?;
                run(Command::new("cp").arg("-r").arg(parent).arg(folder.join("programs")))?;
                run(Command::new("chown").arg("-R").arg(user).arg(&folder))?;
                folder.join("programs/bin")
            }
        };
        let data = folder.join("data");
        let mut made = as_user(user.as_deref(), &programs.join("initdb"));
        made.arg("-D").arg(&data).args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]);
        output(made.current_dir(&folder)).context("initdb failed")?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = as_user(user.as_deref(), &programs.join("postgres"));
        command.current_dir(&folder).arg("-D").arg(&data).args(["-p", &port.to_string()]);
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        let server = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut started = Self { folder, port, server };
        started.wait(&programs)?;
        Ok(started)
    }

    /// Until it answers.
    fn wait(&mut self, programs: &Path) -> Result<()> {
        let start = Instant::now();
        loop {
            let mut ask = Command::new(programs.join("pg_isready"));
            ask.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            if output(&mut ask).is_some() {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                bail!("it ended ({status})");
            }
            if start.elapsed() > PATIENCE {
                bail!("it does not answer");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Runs one until it is interrupted: for tests by hand.
///
/// # Errors
/// When it cannot be had or does not start.
pub fn serve(place: &Place) -> Result<()> {
    let programs = python::with_postgres(place).context("PostgreSQL is not to be had")?;
    let mut running = Postgres::over(&programs)?;
    say(&format!("PostgreSQL until Ctrl-C: export {ADDRESS}={}", running.address()));
    running.server.wait()?;
    Ok(())
}

/// Who runs the server when we are root.
fn other_user() -> Result<Option<String>> {
    let id = |args: &[&str]| output(Command::new("id").args(args));
    if id(&["-u"]).as_deref() != Some("0") {
        return Ok(None);
    }
    let known = ["postgres", "nobody"].into_iter().find(|user| id(&["-u", user]).is_some());
    Ok(Some(
        known
            .context("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`")?
            .to_owned(),
    ))
}

/// A program as that user; it ends when we do.
fn as_user(user: Option<&str>, program: &Path) -> Command {
    let Some(user) = user else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.args(["--reuid", user, "--regid", &group(user), "--clear-groups", "--pdeathsig", "INT", "--"]);
    command.arg(program);
    command
}

fn group(user: &str) -> String {
    output(Command::new("id").args(["-g", user])).unwrap_or_else(|| user.to_owned())
}

/// Removes what servers left behind whose processes ended without a word.
fn remove_stale() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(FOLDER)?.parse::<u32>().ok());
        if process.is_some_and(|process| !Path::new("/proc").join(process.to_string()).exists()) {
            // Somebody else's is left alone.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}
