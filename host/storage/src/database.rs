//! The database: opened with what keeps it sound, brought to the newest form.

use crate::error::{Result, StorageError};
use crate::location::{Engine, Location};
use crate::lock::{Claim, Hold};
use crate::migrations;
use crate::owner::Owner;
use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Connections at once to a file: readers do not wait for the writer.
const TO_FILE: u32 = 4;

/// Connections at once to a server, beside the one that says that we work there.
const TO_SERVER: u32 = 10;

/// How long a query waits for a connection before it fails.
const PATIENCE: Duration = Duration::from_secs(15);

/// Of a connection to SQLite. The journal's mode is a property of the file; these are the connection's own.
const SQLITE: &str = "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 10000";

/// Of a connection to PostgreSQL: a client that vanished in a transaction does not hold its locks for ever.
const POSTGRES: &str = "SET idle_in_transaction_session_timeout = '60s'";

/// An open database. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Database {
    pool: AnyPool,
    engine: Engine,
    at: Location,
    claim: Arc<Mutex<Option<Claim>>>,
    hold: watch::Receiver<Hold>,
}

/// Waits until the claim is ours. A query that would come between two programs is none.
async fn held(mut hold: watch::Receiver<Hold>) -> sqlx::Result<()> {
    // Whoever gave the claim back closed the pool before.
    let now = hold.wait_for(|hold| *hold != Hold::Lost).await.map_err(|_| sqlx::Error::PoolClosed)?;
    if *now == Hold::Ours { Ok(()) } else { Err(sqlx::Error::PoolClosed) }
}

impl Database {
    /// Opens a database for the only program that works in it, and brings its tables to the newest form. A file is made
    /// when missing; a server's database has to be there.
    ///
    /// # Errors
    /// When it cannot be opened, is no database of ours, comes from a newer program, or another program works in it.
    pub async fn open(at: &Location) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let failed = |e: &dyn std::fmt::Display| StorageError::Open { at: at.clone(), detail: e.to_string() };
        let url = at.url().map_err(|e| failed(&e))?;
        let claim = at.path().map(|path| Claim::file(at, path)).transpose()?;
        let (connections, settings) = match at.engine() {
            Engine::Sqlite => (TO_FILE, SQLITE),
            Engine::Postgres => (TO_SERVER, POSTGRES),
        };
        // Beside the pool, which tries again what fails and says in the end only that it took too long.
        let mut first = AnyConnection::connect(&url).await.map_err(|e| failed(&e))?;
        first.execute(settings).await.map_err(|e| failed(&e))?;
        if at.engine() == Engine::Sqlite {
            first.execute("PRAGMA journal_mode = WAL").await.map_err(|e| failed(&e))?;
        }
        first.close().await.map_err(|e| failed(&e))?;
        let (holding, hold) = watch::channel(Hold::Ours);
        let (on_connect, on_acquire) = (hold.clone(), hold.clone());
        let options = AnyPoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE);
        let options = options.after_connect(move |connection, _| {
            let hold = on_connect.clone();
            Box::pin(async move {
                held(hold).await?;
                connection.execute(settings).await.map(drop)
            })
        });
        let options = options.before_acquire(move |_, _| {
            let hold = on_acquire.clone();
            Box::pin(async move { held(hold).await.map(|()| true) })
        });
        let pool = options.connect_lazy(&url).map_err(|e| failed(&e))?;
        let claim = match claim {
            Some(claim) => claim,
            None => Claim::server(at, &url, holding, &pool).await?,
        };
        migrations::of(at.engine()).run(&pool).await.map_err(|e| failed(&e))?;
        let claim = Arc::new(Mutex::new(Some(claim)));
        Ok(Self { pool, engine: at.engine(), at: at.clone(), claim, hold })
    }

    /// Done when another program has taken the database, which can be when the connection to a server was lost; nothing can be
    /// asked of it any more then. It never happens to a file.
    pub async fn taken(&self) -> StorageError {
        let mut hold = self.hold.clone();
        if hold.wait_for(|hold| *hold == Hold::Theirs).await.is_err() {
            // Nobody looks after a file's claim, nor after one that was given back.
            std::future::pending::<()>().await;
        }
        StorageError::Taken(self.at.clone())
    }

    /// Which of the two it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Asks it for an answer.
    ///
    /// # Errors
    /// When there is none.
    pub async fn ping(&self) -> Result<()> {
        self.pool.execute("SELECT 1").await?;
        Ok(())
    }

    /// Ends every connection and lets other programs in; whoever still asks is refused.
    pub async fn close(&self) {
        self.pool.close().await;
        let claim = self.claim.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(claim) = claim {
            claim.end().await;
        }
    }

    /// Begins to write what must agree. What is not committed never was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin(&self) -> Result<Transaction> {
        // On SQLite a transaction that begins by reading could not write once somebody else has: it is a writer at once.
        let begin = match self.engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        };
        Ok(Transaction { inner: self.pool.begin_with(begin).await?, engine: self.engine })
    }

    /// For single queries.
    pub(crate) const fn pool(&self) -> &AnyPool {
        &self.pool
    }
}

/// Writes that are there together or not at all. Dropped before [`Transaction::commit`], they are not.
#[derive(Debug)]
pub struct Transaction {
    inner: sqlx::Transaction<'static, Any>,
    engine: Engine,
}

/// What a transaction may need for itself before it counts or looks for a highest number.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Alone<'a> {
    /// The queue of jobs of everyone.
    Jobs,
    /// The events of everyone: their numbers then rise in the order in which they are seen.
    Events,
    /// How many things an owner has.
    Owner(&'a Owner),
}

impl Transaction {
    /// Makes it last.
    ///
    /// # Errors
    /// When the database fails: then nothing was written.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }

    /// Waits until no other transaction has this for itself, and has it until its end. On SQLite a transaction has
    /// everything for itself.
    pub(crate) async fn alone(&mut self, what: Alone<'_>) -> Result<()> {
        if self.engine == Engine::Sqlite {
            return Ok(());
        }
        let (kind, of) = match what {
            Alone::Jobs => (1, ""),
            Alone::Events => (2, ""),
            Alone::Owner(owner) => (3, owner.as_str()),
        };
        // Two owners of one hash wait for each other, which harms nobody.
        sqlx::query("SELECT pg_advisory_xact_lock($1, hashtext($2))")
            .bind(kind)
            .bind(of)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// For its queries.
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
}
