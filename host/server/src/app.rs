//! What every handler and worker shares.

use crate::alerts::Alerts;
use crate::config::{Config, StartError};
use crate::folder;
use crate::jobs::Board;
use crate::live::Live;
use crate::metrics::Metrics;
use crate::people::People;
use crate::problem::{Answer, Refusal};
use crate::wallets::Outside;
use craftstrat_data::TickStore;
use craftstrat_runs::RunError;
use craftstrat_runtime::{RayonExecutor, Runtime};
use craftstrat_storage::Database;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::{Mutex, Semaphore, watch};

/// Requests that compile, check or read ticks at once; more wait.
const HEAVY: usize = 4;

/// Folder of uploads that are being imported.
pub(crate) const UPLOADS: &str = "uploads";

/// Shared by all.
pub(crate) type App = Arc<Studio>;

/// The parts of a running server.
#[derive(Debug)]
pub(crate) struct Studio {
    /// The database.
    pub db: Database,
    /// The tick store.
    pub store: TickStore,
    /// Loads strategies.
    pub runtime: Arc<Runtime>,
    /// Threads of runs.
    pub executor: RayonExecutor,
    /// Jobs that wait or run.
    pub board: Board,
    /// Strategies on paper.
    pub live: Live,
    /// Held while a run of an assignment is begun, and while what became of such runs is written down.
    pub assigning: Mutex<()>,
    /// What somebody should know of at once.
    pub alerts: Alerts,
    /// Whether and how people sign in.
    pub people: People,
    /// What wallets need of the world outside.
    pub wallets: Outside,
    /// When it began.
    pub began: Instant,
    /// What was counted.
    pub metrics: Metrics,
    /// Where ticks, the database and uploads live.
    pub data_dir: PathBuf,
    /// Jobs that may wait or run at once.
    pub jobs_max: u32,
    /// Turns true when the server is to stop.
    pub stopping: watch::Receiver<bool>,
    heavy: Semaphore,
    _lock: File,
}

impl Studio {
    /// Opens the data folder of a server that is reached at `url`.
    ///
    /// # Errors
    /// When it cannot be used or another server works in it.
    pub async fn open(
        config: &Config,
        url: &str,
        stopping: watch::Receiver<bool>,
    ) -> Result<App, StartError> {
        let dir = &config.data_dir;
        let lock = folder::lock(dir)?;
        let db = Database::open(&config.database()).await?;
        let runtime = Arc::new(craftstrat_runs::strategy::runtime(dir)?);
        let live = Live::start(config, &runtime, &db, stopping.clone()).await;
        let live =
            live.map_err(|refusal| StartError::Serve(io::Error::other(refusal.detail().to_owned())))?;
        Ok(Arc::new(Self {
            db,
            store: TickStore::open(dir)?,
            runtime,
            executor: RayonExecutor::new(0).map_err(RunError::from)?,
            board: Board::default(),
            live,
            assigning: Mutex::default(),
            alerts: Alerts::new(),
            people: People::new(config.accounts.as_ref(), dir, url)?,
            wallets: Outside::new(&config.wallets, dir)?,
            began: Instant::now(),
            metrics: Metrics::default(),
            data_dir: dir.clone(),
            jobs_max: config.jobs_max,
            stopping,
            heavy: Semaphore::new(HEAVY),
            _lock: lock,
        }))
    }

    /// Does work that blocks on a thread made for it; a few at once.
    ///
    /// # Errors
    /// As the work.
    pub async fn heavy<T, E, F>(self: &Arc<Self>, work: F) -> Answer<T>
    where
        T: Send + 'static,
        E: Into<Refusal> + Send + 'static,
        F: FnOnce(&Self) -> Result<T, E> + Send + 'static,
    {
        let _permit = self.heavy.acquire().await.map_err(Refusal::internal)?;
        let studio = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&studio))
            .await
            .map_err(Refusal::internal)?
            .map_err(Into::into)
    }
}
