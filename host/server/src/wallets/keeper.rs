//! The process that keeps keys: started when it is first needed, again when it ended, ended with the server.
//!
//! It is not started before that, so that whoever trades on paper alone has no key, no locked memory and no process more.

mod child;

use crate::config::SignerConfig;
use crate::problem::Refusal;
use axum::http::StatusCode;
use child::Running;
use craftstrat_signer::{Client, ClientError, RefusalCode};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Starts within [`STARTS_WITHIN`], at most: what ends at once each time is not started for ever.
const STARTS_MAX: usize = 5;

/// See [`STARTS_MAX`].
const STARTS_WITHIN: Duration = Duration::from_secs(60);

/// How long a process may take until it answers.
const START: Duration = Duration::from_secs(10);

/// How long it may take to end.
const END: Duration = Duration::from_secs(3);

/// Time between two looks.
const LOOK: Duration = Duration::from_millis(20);

/// Bytes of a socket's path, at most, with the zero behind it.
const PATH_MAX: usize = 108;

/// The socket, in the data folder.
const SOCKET: &str = "run/signer.sock";

/// The master keys, in the data folder.
const MASTER_KEYS: &str = "master.key";

/// Why nobody keeps keys. Display is a sentence with the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Trouble {
    /// None is configured.
    #[error("this server was started without a signer: start it with `craftstrat up`")]
    None,
    /// The socket's path is too long for the system.
    #[error(
        "the path {0} has more than 107 bytes, which is what a socket may have: give a shorter --data-dir"
    )]
    Path(PathBuf),
    /// It could not be started.
    #[error("the signer cannot be started: {0}")]
    Start(String),
    /// It ended at once.
    #[error("the signer ended when it was started: {0}")]
    Ended(String),
    /// It did not answer.
    #[error("the signer did not answer within {} seconds: look for its messages in the log", START.as_secs())]
    Late,
    /// It ended too often.
    #[error(
        "the signer ended {STARTS_MAX} times within a minute and is started again in a minute; the last time: {0}"
    )]
    TooOften(String),
}

/// Starts the signer and speaks to it.
#[derive(Debug)]
pub(crate) struct Keeper {
    config: Option<SignerConfig>,
    socket: PathBuf,
    master_keys: PathBuf,
    client: Client,
    running: Mutex<Running>,
}

impl Keeper {
    /// Of a data folder. Nothing is started.
    pub fn new(config: Option<SignerConfig>, data_dir: &Path) -> Self {
        let socket = match &config {
            Some(SignerConfig::At(path)) => path.clone(),
            _ => data_dir.join(SOCKET),
        };
        let (client, master_keys) = (Client::new(&socket), data_dir.join(MASTER_KEYS));
        Self { config, socket, master_keys, client, running: Mutex::default() }
    }

    /// Whom to ask, once there is somebody.
    ///
    /// # Errors
    /// [`Trouble`], which the log has too.
    pub(super) async fn client(&self) -> Result<&Client, Trouble> {
        if let Err(trouble) = self.ready().await {
            tracing::error!(%trouble, "keys cannot be used");
            return Err(trouble);
        }
        Ok(&self.client)
    }

    async fn ready(&self) -> Result<(), Trouble> {
        let (program, arguments) = match &self.config {
            None => return Err(Trouble::None),
            Some(SignerConfig::At(_)) => return Ok(()),
            Some(SignerConfig::Child { program, arguments }) => (program, arguments),
        };
        let mut running = self.running.lock().await;
        if running.is_alive() {
            return Ok(());
        }
        if self.socket.as_os_str().len() >= PATH_MAX {
            return Err(Trouble::Path(self.socket.clone()));
        }
        if running.started_since(Instant::now(), STARTS_WITHIN) >= STARTS_MAX {
            return Err(Trouble::TooOften(running.last_words()));
        }
        let mut command = child::command(program, arguments, &self.socket, &self.master_keys);
        running.start(&mut command, Instant::now()).map_err(|error| Trouble::Start(error.to_string()))?;
        let began = Instant::now();
        while began.elapsed() < START {
            if !running.is_alive() {
                return Err(Trouble::Ended(running.last_words()));
            }
            if self.client.status().await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(LOOK).await;
        }
        running.kill();
        Err(Trouble::Late)
    }

    /// Whom to ask where somebody runs already; nobody is started.
    pub(super) async fn running(&self) -> Option<&Client> {
        let runs = match &self.config {
            None => false,
            Some(SignerConfig::At(_)) => true,
            Some(SignerConfig::Child { .. }) => self.running.lock().await.is_alive(),
        };
        runs.then_some(&self.client)
    }

    /// Ends it, and waits until it has.
    pub async fn stop(&self) {
        let mut running = self.running.lock().await;
        // It ends when nobody holds the other end of its input.
        running.let_go();
        let began = Instant::now();
        while running.is_alive() && began.elapsed() < END {
            tokio::time::sleep(LOOK).await;
        }
        running.kill();
    }
}

/// Why there is no signer, told to somebody. Paths and system messages are for whoever operates the installation.
pub(super) fn unavailable(trouble: &Trouble, in_full: bool) -> Refusal {
    let detail = if in_full {
        format!("The process that keeps keys does not run: {trouble}.")
    } else {
        "The process that keeps keys does not run; paper wallets and everything else go on. Ask whoever operates this \
         installation: its log says why."
            .to_owned()
    };
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "signer_unavailable", detail)
}

/// Why the signer did not do it, told to its owner.
pub(super) fn refused(error: ClientError) -> Refusal {
    let refusal = match error {
        ClientError::Refused(refusal) => refusal,
        error => {
            tracing::error!(error = %crate::problem::chain(&error), "the signer gave no answer");
            let detail =
                "The process that keeps keys gave no answer: try again. What happened is in the log.";
            return Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "signer_unavailable", detail);
        }
    };
    let sentence = crate::problem::sentence(&refusal.sentence);
    match refusal.code {
        RefusalCode::NotAllowed => Refusal::unprocessable("not_allowed", sentence),
        RefusalCode::Password => Refusal::unprocessable("bad_password", sentence),
        RefusalCode::Busy => Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "busy", sentence),
        RefusalCode::UnknownMaster | RefusalCode::Envelope | RefusalCode::Internal => {
            tracing::error!(code = ?refusal.code, "the signer cannot use a key: {sentence}");
            let detail = "The signer cannot open this wallet's key: is its file of master keys the right one? Bring it \
                          back from a backup.";
            Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "signer_unavailable", detail)
        }
        _ => Refusal::unprocessable("signer_refused", sentence),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn keeper(program: &str, arguments: &[&str], folder: &Path) -> Keeper {
        let arguments = arguments.iter().map(Into::into).collect();
        Keeper::new(Some(SignerConfig::Child { program: program.into(), arguments }), folder)
    }

    #[tokio::test]
    async fn what_ends_at_once_is_told_with_its_last_words_and_not_started_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = keeper("/bin/sh", &["-c", "echo error: no such luck >&2; exit 1"], folder.path());
        for _ in 0..STARTS_MAX {
            assert_eq!(keeper.ready().await, Err(Trouble::Ended("no such luck".to_owned())));
        }
        assert_eq!(keeper.ready().await, Err(Trouble::TooOften("no such luck".to_owned())));
    }

    #[tokio::test]
    async fn what_cannot_be_started_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let trouble = keeper("/no/such/program", &[], folder.path()).ready().await.unwrap_err();
        assert!(matches!(trouble, Trouble::Start(_)), "{trouble}");
        let deep = folder.path().join("a".repeat(100));
        let trouble = keeper("/bin/sh", &[], &deep).ready().await.unwrap_err();
        assert!(matches!(trouble, Trouble::Path(_)), "{trouble}");
        assert_eq!(Keeper::new(None, folder.path()).ready().await, Err(Trouble::None));
        let told = unavailable(&trouble, false);
        assert!(!told.detail().contains("aaa"), "paths are the operator's: {}", told.detail());
        assert!(unavailable(&trouble, true).detail().contains("--data-dir"));
    }
}
