//! Databases for tests: each test has one of its own, on either of the two, and nothing of it stays.
//!
//! PostgreSQL is a running server whose address is in `CRAFTSTRAT_POSTGRES_URL`; `cargo xtask test` starts one for the whole
//! run, and `cargo xtask postgres` one to work with. Without it, tests on PostgreSQL say that they are skipped.

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// The environment's name for a server that tests may make databases on.
pub const SERVER: &str = "CRAFTSTRAT_POSTGRES_URL";

/// The environment's name for the database programs under test use: `postgres`, or otherwise their default.
pub const WANTED: &str = "CRAFTSTRAT_TEST_DATABASE";

/// An empty database. It goes when this does.
#[derive(Debug)]
pub struct Empty(Kind);

#[derive(Debug)]
enum Kind {
    Sqlite(TempDir),
    Postgres { server: String, name: String },
}

impl Empty {
    /// A file in a folder of its own that is not made yet.
    ///
    /// # Panics
    /// When there is no place for temporary files.
    #[must_use]
    pub fn sqlite() -> Self {
        Self(Kind::Sqlite(tempfile::tempdir().expect("a folder for a test")))
    }

    /// A database on the server; `None` where there is none, which is said once a call.
    ///
    /// # Panics
    /// When there is a server and it makes no database.
    #[must_use]
    pub fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            println!("SKIPPED: no PostgreSQL: {SERVER} is not set, `cargo xtask postgres` starts one");
            return None;
        };
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{count}", std::process::id());
        ask(&server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        ask(&server, format!("CREATE DATABASE {name}"));
        Some(Self(Kind::Postgres { server, name }))
    }

    /// Where it is: `sqlite:PATH` or `postgres://...`.
    ///
    /// # Panics
    /// When the folder for temporary files is not UTF-8, or the server's address is none.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.0 {
            Kind::Sqlite(_) => {
                format!("sqlite:{}", self.file().and_then(|f| f.to_str().map(str::to_owned)).expect("UTF-8"))
            }
            Kind::Postgres { server, name } => {
                let options: PgConnectOptions = server.parse().expect("an address");
                options.database(name).to_url_lossy().to_string()
            }
        }
    }

    /// The file, where it is one.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match &self.0 {
            Kind::Sqlite(dir) => Some(dir.path().join("test.sqlite")),
            Kind::Postgres { .. } => None,
        }
    }
}

impl Drop for Empty {
    fn drop(&mut self) {
        if let Kind::Postgres { server, name } = &self.0 {
            ask(server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// The address of the database that a program under test is to use with this data folder, when it is not the folder's own.
/// The same folder has the same database for the whole of a test program, and it stays until the server goes.
///
/// # Panics
/// When [`WANTED`] says `postgres` and there is no server: tests that are to run on it must not run on another.
#[must_use]
pub fn wanted(data_dir: &Path) -> Option<String> {
    static MADE: Mutex<BTreeMap<PathBuf, Empty>> = Mutex::new(BTreeMap::new());
    if std::env::var(WANTED).ok()? != "postgres" {
        return None;
    }
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || Empty::postgres().expect("a server for tests on PostgreSQL");
    Some(made.entry(data_dir.to_owned()).or_insert_with(make).url())
}

/// The number a query answers with, on the database of this address; `None` when it has no row or is absent.
///
/// # Panics
/// When the database does not answer with one number.
#[must_use]
pub fn number(url: &str, query: &'static str) -> Option<i64> {
    let url = url.to_owned();
    let asked = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&url).await.map_err(std::io::Error::other)?;
            let row: Option<(Option<i64>,)> =
                sqlx::query_as(query).fetch_optional(&mut connection).await.map_err(std::io::Error::other)?;
            connection.close().await.map_err(std::io::Error::other)?;
            Ok::<_, std::io::Error>(row.and_then(|(number,)| number))
        })
    });
    let answer = asked.join().expect("a thread that ends");
    answer.expect("the server answers what tests ask of it")
}

/// Asks the server for one thing. On a thread of its own: whoever asks may be in a runtime.
fn ask(server: &str, what: String) {
    let server = server.to_owned();
    let asked = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&server).await.map_err(std::io::Error::other)?;
            connection.execute(AssertSqlSafe(what)).await.map_err(std::io::Error::other)?;
            connection.close().await.map_err(std::io::Error::other)
        })
    });
    let answer = asked.join().expect("a thread that ends");
    answer.expect("the server does what tests ask of it");
}
