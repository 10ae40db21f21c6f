//! Looks after the claim on a PostgreSQL database: the server forgets a lock together with the connection that took it.
//!
//! The loss is noticed when the connection ends, or at the latest [`LOOK_EVERY`] and [`ANSWER_WITHIN`] after it went silent.
//! From then on nobody gets a connection to the database from us until the claim is ours again. If another program has it by
//! then, we never do: the one that was cut off is the one that stops. What it asked before it noticed is carried out.

use crate::error::{Result, StorageError};
use crate::location::Location;
use sqlx::postgres::{PgListener, PgPoolOptions};
use sqlx::{AnyPool, Executor, PgPool};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// Says on PostgreSQL that a program works in a database: "crafts" in ASCII. Locks are each database's own.
const WORKS: i64 = 0x63_72_61_66_74_73;

/// How long somebody else may take to end.
const PATIENCE: &str = "SET lock_timeout = '3s'";

/// PostgreSQL's code for a lock that was not to be had in time: `lock_not_available`.
const NOT_IN_TIME: &str = "55P03";

/// Time without a word from the server after which it is asked whether it is there.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// How long it may take to answer that.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// Time between two attempts to reach a server that is gone.
const AGAIN_AFTER: Duration = Duration::from_millis(500);

/// How it stands with the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    /// It is ours.
    Ours,
    /// It was lost, and nobody is known to have it: queries wait.
    Lost,
    /// Somebody else has it: we are done here.
    Theirs,
}

/// Looks after a claim until it is told to end.
#[derive(Debug)]
pub(crate) struct Keeper {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Keeper {
    /// Takes the claim and keeps it.
    ///
    /// # Errors
    /// [`StorageError::InUse`] when somebody else has it; when the database fails.
    pub async fn start(at: &Location, url: &str, hold: watch::Sender<Hold>, pool: &AnyPool) -> Result<Self> {
        let session = Session::open(at, url, None).await?;
        let (stop, stopping) = watch::channel(false);
        let work = Work { at: at.clone(), url: url.to_owned(), hold, pool: pool.clone(), stopping };
        Ok(Self { stop, task: tokio::spawn(work.keep(session)) })
    }

    /// Gives the claim back.
    pub async fn end(self) {
        self.stop.send_replace(true);
        // It is given back in any case: with the connection.
        let _ = self.task.await;
    }
}

/// What a keeper works with. It has the database's address with its password, so it is not shown.
struct Work {
    at: Location,
    url: String,
    hold: watch::Sender<Hold>,
    pool: AnyPool,
    stopping: watch::Receiver<bool>,
}

impl Work {
    async fn keep(mut self, mut session: Session) {
        loop {
            let mut stopping = self.stopping.clone();
            let is_over = tokio::select! {
                biased;
                _ = stopping.wait_for(|stop| *stop) => true,
                () = session.lost() => false,
            };
            if is_over {
                return session.end().await;
            }
            self.hold.send_replace(Hold::Lost);
            tracing::warn!(database = %self.at, "the claim on the database was lost: queries wait until it is ours again");
            let former = session.name.clone();
            drop(session);
            session = tokio::select! {
                biased;
                _ = stopping.wait_for(|stop| *stop) => return,
                again = self.again(&former) => match again {
                    Some(session) => session,
                    None => break,
                },
            };
            self.hold.send_replace(Hold::Ours);
            tracing::warn!(database = %self.at, "the claim on the database is ours again");
        }
        tracing::error!("{}", StorageError::Taken(self.at.clone()));
        self.hold.send_replace(Hold::Theirs);
        self.pool.close().await;
        // Whoever waits for news of the claim must not be told that there will be none.
        let _ = self.stopping.wait_for(|stop| *stop).await;
    }

    /// The claim once more; `None` when somebody else has it. A server that is gone is waited for.
    async fn again(&self, former: &Name) -> Option<Session> {
        loop {
            match Session::open(&self.at, &self.url, Some(former)).await {
                Ok(session) => return Some(session),
                Err(StorageError::InUse(_)) => return None,
                Err(error) => tracing::debug!(%error, "the database cannot be claimed yet"),
            }
            sleep(AGAIN_AFTER).await;
        }
    }
}

/// What a session is called on the server: its process, and when it began, for numbers come again.
#[derive(Clone, Debug, sqlx::FromRow)]
struct Name {
    pid: i32,
    began: String,
}

/// A connection that has the lock. It hears at once when the server ends it.
struct Session {
    listener: PgListener,
    pool: PgPool,
    name: Name,
}

impl Session {
    /// Connects and takes the lock. A session of ours that we lost and the server has not missed yet is ended first.
    async fn open(at: &Location, url: &str, former: Option<&Name>) -> Result<Self> {
        let pool = PgPoolOptions::new().max_connections(1).connect(url).await?;
        let taken = Self::take(&pool, former).await;
        let (listener, name) = match taken {
            Ok(taken) => taken,
            Err(error) => {
                pool.close().await;
                let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
                let late = code.as_deref() == Some(NOT_IN_TIME);
                return Err(if late { StorageError::InUse(at.clone()) } else { error.into() });
            }
        };
        Ok(Self { listener, pool, name })
    }

    async fn take(pool: &PgPool, former: Option<&Name>) -> sqlx::Result<(PgListener, Name)> {
        let mut listener = PgListener::connect_with(pool).await?;
        // One that is connected again has no lock any more.
        listener.eager_reconnect(false);
        if let Some(former) = former {
            sqlx::query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE pid = $1 AND CAST(backend_start AS TEXT) = $2",
            )
            .bind(former.pid)
            .bind(&former.began)
            .execute(&mut listener)
            .await?;
        }
        listener.execute(PATIENCE).await?;
        sqlx::query("SELECT pg_advisory_lock($1)").bind(WORKS).execute(&mut listener).await?;
        let name = sqlx::query_as(
            "SELECT pid, CAST(backend_start AS TEXT) AS began FROM pg_stat_activity WHERE pid = pg_backend_pid()",
        )
        .fetch_one(&mut listener)
        .await?;
        Ok((listener, name))
    }

    /// Done when the connection, and with it the lock, is gone.
    async fn lost(&mut self) {
        loop {
            match timeout(LOOK_EVERY, self.listener.try_recv()).await {
                // Nobody sends anything; it would be no harm.
                Ok(Ok(Some(_))) => {}
                Ok(Ok(None) | Err(_)) => return,
                Err(_) => {
                    let asked = timeout(ANSWER_WITHIN, self.listener.execute("SELECT 1"));
                    if !matches!(asked.await, Ok(Ok(_))) {
                        return;
                    }
                }
            }
        }
    }

    /// Closes the connection, which lets others in.
    async fn end(self) {
        let Self { listener, pool, .. } = self;
        drop(listener);
        pool.close().await;
    }
}
