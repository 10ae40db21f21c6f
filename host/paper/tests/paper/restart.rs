//! Killed and started again it goes on: what was said stays said, and slots that ended meanwhile are settled.

use crate::support::{BTC, Ear, SLOT, START, alone, at, runtime, settings, slug, start, venue, with, wrong};
use craftstrat_engine::effect::EffectKind;
use craftstrat_live::{Library, What, replay};
use craftstrat_paper::{Paper, PaperError};
use craftstrat_runtime::RayonExecutor;
use craftstrat_sim::server::Running;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Lets time pass at the venue at once.
async fn step(running: &Running, ms: i64) {
    let host = running.endpoints().clob.strip_prefix("http://").unwrap().to_owned();
    let mut socket = TcpStream::connect(&host).await.unwrap();
    let body = format!(r#"{{"ms":{ms}}}"#);
    let request = format!(
        "POST /_sim/step HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: \
         close\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_and_started_again_it_goes_on() {
    let running = venue(START.plus_ms(-SLOT / 4), &[BTC]).await;
    let folder = tempfile::tempdir().unwrap();
    // Nothing is followed but what the run trades.
    let settings = settings(folder.path(), at(&running), &[]);
    let before = Ear::default();
    let paper = Arc::new(Paper::start(settings.clone(), runtime(), before.hears()).await.unwrap());
    start(&paper, "run", &[BTC]).await;
    let bought = |said: &What| matches!(said, What::Booked { effect, .. } if matches!(effect.kind, EffectKind::Filled { .. }));
    // It buys in the middle of a slot alone, and the first one it sees the middle of is this.
    before.until("a fill", move |all| all.iter().any(|(_, _, said)| bought(&said.what))).await;
    drop(alone(paper));
    let heard = before.record();

    // Its slot ends and is decided while nobody looks.
    step(&running, SLOT + 30_000).await;
    let after = Ear::default();
    let paper = Arc::new(Paper::start(settings.clone(), runtime(), after.hears()).await.unwrap());
    assert!(paper.records() >= heard, "{} records, {heard} were heard", paper.records());
    assert_eq!(paper.following(), [crate::support::series(BTC)], "what it trades is followed again");
    after.settled(&slug(BTC, 0)).await;
    after.settled(&slug(BTC, 2)).await;
    assert_eq!(paper.failure(), None);
    let names = with(&paper, |paper| {
        paper.ask(|desk| desk.status().into_iter().map(|run| run.name).collect::<Vec<_>>()).unwrap()
    });
    assert_eq!(names.await, ["run"]);
    let ended = alone(paper).stop().await.unwrap();
    assert_eq!(wrong(&after.all()), [""; 0]);
    assert!(after.all()[0].0 > heard, "records go on");

    let library = Library::open(&settings.components_dir(), runtime(), |component| {
        craftstrat_runs::strategy::origin(component).0
    });
    let executor = Arc::new(RayonExecutor::new(2).unwrap());
    let replayed = replay(&settings.log_dir(), &Arc::new(library.unwrap()), &executor).unwrap();
    assert_eq!((replayed.records, replayed.runs.len()), (ended.records, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_of_a_later_time_than_the_venues_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let late = venue(START.plus_ms(SLOT), &[BTC]).await;
    let ear = Ear::default();
    let paper =
        Paper::start(settings(folder.path(), at(&late), &[BTC]), runtime(), ear.hears()).await.unwrap();
    ear.records(2).await;
    paper.stop().await.unwrap();
    let early = venue(START, &[BTC]).await;
    let again = Paper::start(settings(folder.path(), at(&early), &[BTC]), runtime(), |_| ()).await;
    assert!(matches!(again, Err(PaperError::ClockBehind { .. })), "{again:?}");
}
