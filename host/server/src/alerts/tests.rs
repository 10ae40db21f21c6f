//! From an event in the tables to its delivery.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::app::Studio;
use crate::config;
use craftstrat_api::studio::live::{AlertKind, EventDetail, EventKind, WebhookSettings};
use craftstrat_storage::system::projection::{self, NewEvent};
use std::path::Path;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::watch;

async fn open(dir: &Path) -> (App, watch::Sender<bool>) {
    let (stop, stopping) = watch::channel(false);
    (Studio::open(&config::on(dir), "http://127.0.0.1", stopping).await.unwrap(), stop)
}

async fn happened(app: &App, kind: EventKind, detail: EventDetail) {
    let mut tx = projection::begin(&app.db).await.unwrap();
    let (place, owner, run, market) = (None, None, None, Some("btc"));
    let event = NewEvent { place, owner, run, at: 1_790_812_800_000, market, kind, detail: &detail };
    projection::event(&mut tx, &event).await.unwrap();
    tx.commit().await.unwrap();
}

/// The next alert. The bound is far beyond what it takes: a test that fails ends.
async fn next(told: &mut broadcast::Receiver<Raised>) -> Arc<Alert> {
    tokio::time::timeout(Duration::from_secs(60), told.recv()).await.unwrap().unwrap().alert
}

/// Lets the server work until an alert was told, and returns that.
async fn told(app: &App, stop: &watch::Sender<bool>) -> Arc<Alert> {
    let mut told = app.alerts.told();
    let working = tokio::spawn(work(App::clone(app)));
    let alert = next(&mut told).await;
    stop.send_replace(true);
    working.await.unwrap();
    alert
}

#[tokio::test]
async fn what_happened_while_nobody_listened_is_told_and_delivered() {
    let dir = tempfile::tempdir().unwrap();
    let (app, stop) = open(dir.path()).await;
    let owner = Owner::local();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Some(format!("http://{}/", listener.local_addr().unwrap()));
    let settings = WebhookSettings { url, kinds: vec![AlertKind::Fault] };
    storage::alerts::webhook::set(&app.db, &owner, &settings, None).await.unwrap();
    happened(&app, EventKind::Fault, EventDetail::Faulted { reason: "out of fuel".to_owned() }).await;
    let (decision, code, detail) = ("buy".to_owned(), "drawdown".to_owned(), "too far".to_owned());
    happened(&app, EventKind::Denial, EventDetail::Denied { decision, code, detail, times: 1 }).await;

    let mut heard = app.alerts.told();
    let working = tokio::spawn(work(App::clone(&app)));
    let kinds = [next(&mut heard).await.kind, next(&mut heard).await.kind];
    assert_eq!(kinds, [AlertKind::Fault, AlertKind::LossLimit]);
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = [0; 8_192];
    let length = stream.read(&mut request).await.unwrap();
    assert!(request[..length].starts_with(b"POST / HTTP/1.1\r\n"));
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
    // The other kind is not asked for: nothing but the first is ever delivered.
    let state = loop {
        let state = storage::alerts::webhook::state(&app.db, &owner).await.unwrap();
        if state.delivered + state.failed > 0 {
            break state;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!((state.delivered, state.failed, state.last_error), (1, 0, None));
    stop.send_replace(true);
    working.await.unwrap();
    assert_eq!(storage::alerts::unseen(&app.db, &owner).await.unwrap(), 2);
    app.live.stop().await;
}

/// The connection of the next delivery, once all of it was read.
async fn delivery(listener: &TcpListener) -> tokio::net::TcpStream {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = [0; 8_192];
    assert!(stream.read(&mut request).await.unwrap() > 0);
    stream
}

#[tokio::test]
async fn nobody_waits_for_a_webhook_of_somebody_else() {
    let dir = tempfile::tempdir().unwrap();
    let (app, stop) = open(dir.path()).await;
    let (ann, ben) = (Owner::stored("ann".to_owned()), Owner::stored("ben".to_owned()));
    let mut listeners = Vec::new();
    for owner in [&ann, &ben] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Some(format!("http://{}/", listener.local_addr().unwrap()));
        let settings = WebhookSettings { url, kinds: Vec::new() };
        storage::alerts::webhook::set(&app.db, owner, &settings, None).await.unwrap();
        listeners.push(listener);
    }
    let (sender, queue) = mpsc::channel(QUEUE);
    let alert = Arc::new(numbered(NewAlert::desk_failed(1, "a reason")));
    for owner in [&ann, &ann, &ben] {
        sender.send(Raised { owner: owner.clone(), alert: Arc::clone(&alert) }).await.unwrap();
    }
    let working = tokio::spawn(webhook::deliver(App::clone(&app), queue));
    // It is never answered: the second one waits for it.
    let silent = delivery(&listeners[0]).await;
    drop(delivery(&listeners[1]).await);
    let first = listeners.remove(0).into_std().unwrap();
    let nobody = first.accept().unwrap_err();
    assert_eq!(
        nobody.kind(),
        std::io::ErrorKind::WouldBlock,
        "the first was given up before the other's was tried"
    );
    drop(silent);
    stop.send_replace(true);
    working.await.unwrap();
    app.live.stop().await;
}

#[tokio::test]
async fn a_desk_that_cannot_start_is_told_once() {
    let dir = tempfile::tempdir().unwrap();
    // Where the log has to be there is something else.
    std::fs::write(dir.path().join("paper"), "no folder").unwrap();
    let (app, stop) = open(dir.path()).await;
    let alert = told(&app, &stop).await;
    assert_eq!(alert.kind, AlertKind::DeskFailed);
    assert!(alert.text.starts_with("Nothing trades on paper"), "{}", alert.text);
    assert_eq!(storage::alerts::unseen(&app.db, &Owner::local()).await.unwrap(), 1);
    app.live.stop().await;
}
