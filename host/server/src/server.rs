//! Listening, and stopping cleanly.

use crate::app::{App, Studio};
use crate::clock::now_ms;
use crate::config::{Config, StartError};
use crate::internal::Internal;
use crate::problem::{Answer, Refusal};
use crate::{alerts, assignments, jobs, live, people, router, wallets};
use craftstrat_storage as storage;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long open requests may take to end after the server was told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Time between two looks at what has expired in the trash.
const PURGE_EVERY: Duration = Duration::from_secs(3_600);

/// A server that has its port and its data folder.
#[derive(Debug)]
pub struct Server {
    app: App,
    listener: TcpListener,
    address: SocketAddr,
    internal: Option<Internal>,
    stop: watch::Sender<bool>,
    workers: usize,
}

impl Server {
    /// Takes the port and opens the data folder.
    ///
    /// # Errors
    /// When the port is taken or the folder cannot be used.
    pub async fn bind(config: &Config) -> Result<Self, StartError> {
        let wanted = SocketAddr::from((config.listen, config.port));
        let listener = TcpListener::bind(wanted).await.map_err(|e| match e.kind() {
            io::ErrorKind::AddrInUse => StartError::PortTaken(config.port),
            _ => StartError::Listen(config.port, e),
        })?;
        let address = listener.local_addr().map_err(|e| StartError::Listen(config.port, e))?;
        let internal = match &config.internal {
            Some(internal) => Some(Internal::bind(internal).await?),
            None => None,
        };
        let (stop, stopping) = watch::channel(false);
        let app = Studio::open(config, &format!("http://{address}"), stopping).await?;
        Ok(Self { app, listener, address, internal, stop, workers: config.workers.max(1) })
    }

    /// Where it listens: `http://127.0.0.1:7878`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where other processes of the installation ask, where they may.
    pub fn internal_url(&self) -> Option<String> {
        self.internal.as_ref().map(Internal::url)
    }

    /// Serves until `shutdown` is done; then asks running jobs to stop, writes down how they ended, and lets open
    /// requests end.
    ///
    /// # Errors
    /// When the database cannot be read at the start, or accepting connections fails.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send + 'static) -> Result<(), StartError> {
        let Self { app, listener, internal, stop, workers, .. } = self;
        let detail = |r: Refusal| StartError::Serve(io::Error::other(r.detail().to_owned()));
        jobs::recover(&app).await.map_err(detail)?;
        let mut tasks = JoinSet::new();
        for _ in 0..workers {
            tasks.spawn(jobs::work(app.clone()));
        }
        tasks.spawn(purge(app.clone()));
        if let Some(internal) = internal {
            tasks.spawn(internal.serve(app.clone()));
        }
        tasks.spawn(live::forget_events(app.clone()));
        tasks.spawn(alerts::work(app.clone()));
        tasks.spawn(wallets::work(app.clone()));
        tasks.spawn(wallets::rotation::work(app.clone()));
        tasks.spawn(people::handover::work(app.clone()));
        tasks.spawn(assignments::work(app.clone()));
        let mut stopping = app.stopping.clone();
        let stopped = async move {
            let _ = stopping.wait_for(|stop| *stop).await;
        };
        let service = router::service(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(stopped);
        let mut serving = std::pin::pin!(async move { serving.await.map_err(StartError::Serve) });
        let mut taken = Ok(());
        let ended = tokio::select! {
            ended = &mut serving => Some(ended),
            () = shutdown => None,
            error = app.db.taken() => {
                taken = Err(error.into());
                None
            }
        };
        stop.send_replace(true);
        app.board.stop_all();
        while tasks.join_next().await.is_some() {}
        let ended = match ended {
            Some(ended) => ended,
            None => tokio::time::timeout(GRACE, serving).await.unwrap_or(Ok(())),
        };
        app.live.stop().await;
        app.wallets.stop().await;
        app.db.close().await;
        taken.and(ended)
    }
}

/// Removes what can no longer be brought back, now and every [`PURGE_EVERY`] until the server stops. A round that has begun
/// is ended, so that no files stay behind whose rows are gone; the wait between two rounds ends at once.
async fn purge(app: App) {
    let mut stopping = app.stopping.clone();
    loop {
        if let Err(refusal) = purge_once(&app).await {
            tracing::warn!("the trash could not be emptied: {}", refusal.detail());
        }
        tokio::select! {
            () = tokio::time::sleep(PURGE_EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

async fn purge_once(app: &App) -> Answer<()> {
    let tokens = storage::system::trash::purge(&app.db, now_ms()).await?;
    let studio = App::clone(app);
    let removing = tokio::task::spawn_blocking(move || {
        for token in tokens {
            if let Err(error) = studio.store.purge(&token) {
                tracing::warn!(%error, "expired ticks could not be removed");
            }
        }
    });
    removing.await.map_err(Refusal::internal)
}

/// Starts a server, shows it to `ready` so that it can be told where it listens, and serves until this process is interrupted or terminated.
///
/// # Errors
/// When it does not start or serving fails.
pub fn serve(config: &Config, ready: impl FnOnce(&Server)) -> Result<(), StartError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(StartError::Serve)?;
    let served = runtime.block_on(async {
        let server = Server::bind(config).await?;
        let signals = signals().map_err(StartError::Serve)?;
        ready(&server);
        server.run(signals).await
    });
    // What a request left behind on a blocking thread is not waited for.
    runtime.shutdown_background();
    served
}

/// Done when this process is interrupted (Ctrl-C) or terminated.
fn signals() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::config;
    use craftstrat_data::generate::{GeneratorSettings, generate};
    use craftstrat_data::{Selection, Silent};
    use craftstrat_model::TimeMs;
    use craftstrat_storage::Owner;
    use std::future::ready;

    #[tokio::test]
    async fn a_server_that_is_told_to_stop_first_ends_the_round_that_empties_the_trash() {
        let dir = tempfile::tempdir().unwrap();
        let server = Server::bind(&config::on(dir.path())).await.unwrap();
        let (store, db) = (&server.app.store, server.app.db.clone());
        let from = TimeMs::from_date(2026, 10, 1);
        let made = GeneratorSettings::new("sim-updown-15m".parse().unwrap(), from, 2, 1);
        let mut writer = store.writer().unwrap();
        generate(&made, &mut writer, &Silent).unwrap();
        writer.commit(&Silent).unwrap();
        let owner = Owner::stored("someone".to_owned());
        for (token, slot, at) in
            [("expired", "sim-updown-15m-1790812800", 0), ("kept", "sim-updown-15m-1790813700", now_ms())]
        {
            let taken = Selection { markets: vec![slot.to_owned()], ..Selection::default() };
            store.remove(&taken, token).unwrap();
            storage::trash::put_ticks(&db, &owner, token, slot, at).await.unwrap();
        }

        server.run(ready(())).await.unwrap();

        let server = Server::bind(&config::on(dir.path())).await.unwrap();
        let (store, db) = (&server.app.store, &server.app.db);
        assert_eq!(storage::trash::kind(db, &owner, "expired", now_ms()).await.unwrap(), None);
        assert!(store.restore("expired", &Silent).is_err(), "its files are gone");
        assert_eq!(
            storage::trash::kind(db, &owner, "kept", now_ms()).await.unwrap(),
            Some(storage::trash::Kind::Ticks)
        );
        store.restore("kept", &Silent).unwrap();
    }
}
