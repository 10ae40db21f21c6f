//! The process: keeps to itself, reads its master keys, listens until it is told to end.
//!
//! A program that wants the signer as a subcommand flattens [`Options`] (they are `clap::Args`) and calls [`run`] first
//! thing, before it has started a thread.

use crate::harden::{self, HardenError};
use crate::master::{MasterError, MasterKeys};
use crate::server::{self, Limits, SocketError};
use crate::signer::{Rules, Signer};
use clap::{Args, ValueEnum};
use craftstrat_model::Usdc;
use craftstrat_signing::{B256, Network};
use std::ffi::OsString;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

/// The environment variable that master keys may come in; lines may be parted by commas.
pub const MASTER_KEY_VARIABLE: &str = "CRAFTSTRAT_MASTER_KEY";
/// Says to the second start of a signer that its master keys come through standard input.
const STDIN_VARIABLE: &str = "CRAFTSTRAT_MASTER_KEY_STDIN";
/// What a pipe holds without anybody reading; far more than 16 keys.
const PIPE_MAX: usize = 4_096;

/// How a signer is started.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// The socket; its folder must be for this user alone and is made if it is missing.
    #[arg(long)]
    pub socket: PathBuf,
    /// The file with the master keys, mode 0600. Not read when CRAFTSTRAT_MASTER_KEY has them.
    #[arg(long)]
    pub master_key_file: Option<PathBuf>,
    /// Make that file with a new key when it is missing.
    #[arg(long)]
    pub create_master_key: bool,
    /// Put a new master key on top of those in the file and end. A running signer reads it on SIGHUP.
    #[arg(long)]
    pub rotate_master_key: bool,
    /// What to do when memory cannot be kept out of swap.
    #[arg(long, value_enum, default_value_t = MemoryLock::Require)]
    pub memory_lock: MemoryLock,
    /// A JSON file with further chains, as objects of the venue's contracts on each.
    #[arg(long)]
    pub networks: Option<PathBuf>,
    /// A builder code that orders may name, 32 bytes in hex.
    #[arg(long)]
    pub builder: Vec<B256>,
    /// The most dollars of orders an hour that a wallet can be given.
    #[arg(long, default_value = "100000")]
    pub notional_max: Usdc,
    /// End when standard input closes, as it does when whoever started this process has ended, however that happened.
    #[arg(long)]
    pub with_parent: bool,
    /// Hours between allowing an address and the first withdrawal to it.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(0..=8_760))]
    pub withdrawal_delay_hours: u32,
}

/// What to do when memory cannot be kept out of swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MemoryLock {
    /// Do not start.
    Require,
    /// Warn and go on.
    Prefer,
}

/// Why a signer did not start. Holds nothing secret.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The process cannot keep to itself.
    #[error(transparent)]
    Harden(#[from] HardenError),
    /// There are no master keys.
    #[error(transparent)]
    Master(#[from] MasterError),
    /// There is no socket.
    #[error(transparent)]
    Socket(#[from] SocketError),
    /// Neither file nor variable was named.
    #[error("no master key: give --master-key-file or {MASTER_KEY_VARIABLE}")]
    NoMaster,
    /// The file with further chains cannot be used.
    #[error("{path} is not a list of chains")]
    Networks {
        /// Which file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("the system refused to {what}")]
    System {
        /// To do what.
        what: &'static str,
        /// What it said.
        source: std::io::Error,
    },
}

/// Runs a signer until SIGTERM or SIGINT. SIGHUP reads the master key file again.
///
/// Must be called before the process has threads: a key in the environment makes it start itself once more, without it,
/// because the first environment of a process stays readable as long as it lives.
///
/// # Errors
/// When it cannot start.
pub fn run(options: &Options) -> Result<(), RunError> {
    if let Some(keys) = std::env::var_os(MASTER_KEY_VARIABLE) {
        return Err(start_without(keys));
    }
    harden::isolate()?;
    if options.rotate_master_key {
        let file = options.master_key_file.as_ref().ok_or(RunError::NoMaster)?;
        return Ok(MasterKeys::rotate(file)?);
    }
    let memory_locked = match (harden::lock_memory(), options.memory_lock) {
        (Ok(()), _) => true,
        (Err(error), MemoryLock::Require) => return Err(error.into()),
        (Err(_), MemoryLock::Prefer) => {
            tracing::warn!("memory is not locked: keys could be written to swap");
            false
        }
    };
    let masters = masters(options)?;
    let mut rules = rules(options)?;
    rules.memory_locked = memory_locked;
    let system = |what| move |source| RunError::System { what, source };
    // One thread: decisions are short, and what takes long has one of its own.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(system("start"))?.block_on(serve(options, Arc::new(Signer::new(masters, rules))))
}

async fn serve(options: &Options, signer: Arc<Signer>) -> Result<(), RunError> {
    let refused = |source| RunError::System { what: "hear of signals", source };
    let mut end = signal(SignalKind::terminate()).map_err(refused)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(refused)?;
    let mut again = signal(SignalKind::hangup()).map_err(refused)?;
    let listener = server::listen(&options.socket)?;
    tracing::info!(socket = %options.socket.display(), "listening");
    let serving = server::serve(listener, Arc::clone(&signer), Limits::default());
    tokio::pin!(serving);
    let mut alone = options.with_parent.then(stdin_closed);
    loop {
        tokio::select! {
            () = &mut serving => break,
            _ = end.recv() => break,
            _ = interrupt.recv() => break,
            () = ended(&mut alone) => break,
            _ = again.recv() => reread(options, &signer),
        }
    }
    // Whoever looks finds no socket rather than a dead one.
    let _ = std::fs::remove_file(&options.socket);
    Ok(())
}

/// Is told when standard input closes. What comes through it is of no interest.
fn stdin_closed() -> oneshot::Receiver<()> {
    let (tell, told) = oneshot::channel();
    // A thread of its own: a runtime would wait for the read when it ends.
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _ = tell.send(());
    });
    told
}

/// Waits for that, for ever where nobody asked for it.
async fn ended(alone: &mut Option<oneshot::Receiver<()>>) {
    match alone {
        Some(told) => {
            let _ = told.await;
        }
        None => std::future::pending().await,
    }
}

/// Takes the file's keys from now on; those in use stay when it cannot be read.
fn reread(options: &Options, signer: &Signer) {
    let Some(file) = &options.master_key_file else { return };
    match MasterKeys::read(file) {
        Ok(masters) => {
            tracing::info!(master = %masters.current(), "master keys read again");
            signer.set_masters(masters);
        }
        Err(error) => tracing::warn!("master keys stay as they were: {error}"),
    }
}

fn masters(options: &Options) -> Result<MasterKeys, RunError> {
    if std::env::var_os(STDIN_VARIABLE).is_some() {
        let mut text = Zeroizing::new(String::with_capacity(PIPE_MAX));
        let source = std::io::stdin().lock().take(PIPE_MAX as u64).read_to_string(&mut text);
        source.map_err(|source| RunError::System { what: "give the master key", source })?;
        return Ok(MasterKeys::parse(&text)?);
    }
    let file = options.master_key_file.as_ref().ok_or(RunError::NoMaster)?;
    if options.create_master_key && !file.exists() {
        MasterKeys::create(file)?;
        tracing::warn!(file = %file.display(), "a new master key was made: without it no wallet can be opened, keep a copy");
    }
    Ok(MasterKeys::read(file)?)
}

fn rules(options: &Options) -> Result<Rules, RunError> {
    let mut rules = Rules {
        builders: options.builder.clone(),
        notional_max: options.notional_max,
        withdrawal_delay_ms: i64::from(options.withdrawal_delay_hours) * 3_600_000,
        ..Rules::default()
    };
    if let Some(path) = &options.networks {
        let bad = || RunError::Networks { path: path.clone() };
        let text = std::fs::read(path).map_err(|_| bad())?;
        let further: Vec<Network> = serde_json::from_slice(&text).map_err(|_| bad())?;
        rules.networks.extend(further);
    }
    Ok(rules)
}

/// Becomes the same program with the same arguments, its keys in a pipe instead of the environment. Comes back only when
/// that fails.
fn start_without(keys: OsString) -> RunError {
    let failed = |source| RunError::System { what: "start again without the master key in sight", source };
    let again = || -> std::io::Result<std::convert::Infallible> {
        let text = Zeroizing::new(keys.as_bytes().to_vec());
        drop(Zeroizing::new(keys.into_encoded_bytes()));
        if text.len() > PIPE_MAX {
            return Err(std::io::Error::from(std::io::ErrorKind::InvalidInput));
        }
        let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        let lines: Zeroizing<Vec<u8>> =
            Zeroizing::new(text.iter().map(|b| if *b == b',' { b'\n' } else { *b }).collect());
        std::fs::File::from(write).write_all(&lines)?;
        let mut arguments = std::env::args_os();
        let mut command = std::process::Command::new(std::env::current_exe()?);
        if let Some(name) = arguments.next() {
            command.arg0(name);
        }
        command.args(arguments).env_remove(MASTER_KEY_VARIABLE).env(STDIN_VARIABLE, "1").stdin(read);
        Err(command.exec())
    };
    match again() {
        Err(source) => failed(source),
        Ok(never) => match never {},
    }
}
