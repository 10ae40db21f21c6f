//! What goes wrong is said, and what can go on does.

use crate::support::{BTC, Ear, START, at, runtime, settings, venue};
use craftstrat_data::journal::Journal;
use craftstrat_feed::record::FOLDER;
use craftstrat_live::ServiceError;
use craftstrat_paper::{Paper, PaperError, Venue};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn a_recorder_that_cannot_work_is_said_and_the_desk_goes_on() {
    let running = venue(START, &[BTC]).await;
    let folder = tempfile::tempdir().unwrap();
    let _other = Journal::open(&folder.path().join(FOLDER).join("journal")).unwrap();
    let ear = Ear::default();
    let paper =
        Paper::start(settings(folder.path(), at(&running), &[BTC]), runtime(), ear.hears()).await.unwrap();
    // It is looked at several times a second: at this speed a few records are made in between.
    for _ in 0..100 {
        if paper.failure().is_some() {
            break;
        }
        ear.records(1).await;
    }
    let failure = paper.failure().unwrap();
    assert!(failure.contains("the recorder stopped"), "{failure}");
    ear.records(2).await;
    assert!(matches!(paper.stop().await, Err(PaperError::Failed(reason)) if reason == failure));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_stops_is_said_and_the_feed_goes_on() {
    let running = venue(START, &[BTC]).await;
    let folder = tempfile::tempdir().unwrap();
    let heard =
        |heard: &craftstrat_paper::Heard<'_>| assert!(heard.record < 3, "a listener that breaks the rules");
    let paper = Paper::start(settings(folder.path(), at(&running), &[BTC]), runtime(), heard).await.unwrap();
    let paper = std::sync::Arc::new(paper);
    let ended = crate::support::with(&paper, |paper| {
        // Asking goes on until it is not answered any more.
        loop {
            if let Err(error) = paper.ask(|_| ()) {
                return error;
            }
        }
    })
    .await;
    assert!(matches!(ended, ServiceError::Ended), "{ended:?}");
    let failure = paper.failure().unwrap();
    assert!(failure.contains("the desk stopped"), "{failure}");
    let frames = paper.figures().report.counters.frames;
    crate::support::with(&paper, move |paper| {
        // Nobody is told of frames, so it is looked for them.
        let began = Instant::now();
        while paper.figures().report.counters.frames <= frames {
            assert!(began.elapsed() < Duration::from_secs(60), "the feed has stopped");
            std::thread::yield_now();
        }
    })
    .await;
    let stopped = crate::support::alone(paper).stop().await;
    assert!(matches!(stopped, Err(PaperError::Failed(_))), "{stopped:?}");
}

#[tokio::test]
async fn a_venue_that_does_not_answer_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = Venue::Simulated("http://127.0.0.1:9".to_owned());
    let refused = Paper::start(settings(folder.path(), nobody, &[]), runtime(), |_| ()).await;
    assert!(matches!(&refused, Err(PaperError::Feed(_))), "{refused:?}");
    assert!(!folder.path().join("paper").exists(), "nothing is begun");
}
