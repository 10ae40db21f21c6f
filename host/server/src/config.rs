//! How a server is started, and why it does not start.

mod wallets;

pub use wallets::{ChainConfig, RelayerConfig, SignerConfig, WalletsConfig};

use craftstrat_data::StoreError;
use craftstrat_model::Series;
use craftstrat_paper::Venue;
use craftstrat_runs::RunError;
use craftstrat_storage::{Location, StorageError};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// The name of a data folder's own database.
const FILE: &str = "studio.sqlite";

/// How a server is started.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where ticks, the compile cache and, unless it is elsewhere, the database live.
    pub data_dir: PathBuf,
    /// The database, where it is not the data folder's own.
    pub database: Option<Location>,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// Jobs that may wait or run at once.
    pub jobs_max: u32,
    /// Jobs that run at once.
    pub workers: usize,
    /// Where ticks of running slots come from.
    pub venue: Venue,
    /// Series that are followed and recorded whether or not anything trades them.
    pub follow: Vec<Series>,
    /// Keep the venue's messages as they came.
    pub raw: bool,
    /// The address to listen on; the loopback unless people have accounts.
    pub listen: IpAddr,
    /// How people sign in; nobody has to when absent.
    pub accounts: Option<AccountsConfig>,
    /// Where other processes of the installation ask; nowhere when absent.
    pub internal: Option<InternalConfig>,
    /// Where keys are kept, and which chain wallets are on.
    pub wallets: WalletsConfig,
}

/// Where other processes of the installation ask.
#[derive(Clone, Debug)]
pub struct InternalConfig {
    /// The address and port, of this machine's own; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The file of service tokens: a line each with a name, the token's SHA-256 in hexadecimal, and its scopes.
    pub tokens: PathBuf,
}

/// How people sign in.
#[derive(Clone, Debug)]
pub struct AccountsConfig {
    /// The address of whoever operates the installation. Nobody operates it when absent.
    pub admin_email: Option<String>,
    /// How mail is sent.
    pub mail: MailConfig,
    /// Where people reach the page, `https://studio.example`; where the server listens when absent.
    pub url: Option<String>,
    /// Whether a proxy stands before the server and says in `X-Forwarded-For` who asks.
    pub behind_proxy: bool,
}

/// How mail is sent.
#[derive(Clone)]
pub enum MailConfig {
    /// A file a message in this folder.
    Outbox(PathBuf),
    /// By a server.
    Smtp {
        /// `smtps://user:password@host:port`.
        url: String,
        /// The address it comes from.
        sender: String,
    },
}

impl std::fmt::Debug for MailConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Outbox(folder) => f.debug_tuple("Outbox").field(folder).finish(),
            // The password is in the address.
            Self::Smtp { sender, .. } => {
                f.debug_struct("Smtp").field("sender", sender).finish_non_exhaustive()
            }
        }
    }
}

impl Config {
    /// The defaults for a data folder: nothing is followed, no connection is opened.
    pub fn new(data_dir: PathBuf, port: u16) -> Self {
        let (venue, follow, raw) = (Venue::None, Vec::new(), false);
        let (listen, accounts) = (IpAddr::V4(Ipv4Addr::LOCALHOST), None);
        Self {
            data_dir,
            database: None,
            port,
            jobs_max: 16,
            workers: 2,
            venue,
            follow,
            raw,
            listen,
            accounts,
            internal: None,
            wallets: WalletsConfig::default(),
        }
    }

    /// Where the database is.
    pub(crate) fn database(&self) -> Location {
        database_of(&self.data_dir, self.database.as_ref())
    }
}

/// Where the database of a data folder is, unless another is given.
pub(crate) fn database_of(data_dir: &Path, given: Option<&Location>) -> Location {
    given.cloned().unwrap_or_else(|| Location::file(&data_dir.join(FILE)))
}

/// Why a server does not start. Display is a sentence with the remedy.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Something listens there already.
    #[error(
        "port {0} is taken: another craftstrat may be running at http://127.0.0.1:{0}; give `--port 0` for a free port"
    )]
    PortTaken(u16),
    /// The port cannot be used.
    #[error("cannot listen on port {0}: {1}")]
    Listen(u16, io::Error),
    /// The data folder cannot be used.
    #[error("cannot use {}: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Another server works in the same data folder.
    #[error("another craftstrat works in {}: stop it, or give another --data-dir", .0.display())]
    FolderInUse(PathBuf),
    /// The database cannot be opened or read.
    #[error(transparent)]
    Database(#[from] StorageError),
    /// People cannot sign in as it is asked for.
    #[error("accounts cannot be set up: {0}")]
    Accounts(String),
    /// Other processes cannot ask as it is asked for.
    #[error("--internal-listen: {0}")]
    Internal(String),
    /// The way to the chain cannot be used as it is given.
    #[error("the chain cannot be used: {0}")]
    Chain(String),
    /// The tick store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The WebAssembly runtime or its threads cannot start.
    #[error(transparent)]
    Runs(#[from] RunError),
    /// Serving ended with an error.
    #[error("the server failed: {0}")]
    Serve(io::Error),
}

/// For tests: the defaults, over the database that tests are to use.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) fn on(data_dir: &Path) -> Config {
    let database = craftstrat_storage_test::wanted(data_dir).map(|url| Location::parse(&url).unwrap());
    Config { database, ..Config::new(data_dir.to_owned(), 0) }
}
