//! What runs is followed, and no longer than it runs.

use crate::support::{
    BTC, ETH, Ear, SLOT, START, alone, at, runtime, series, settings, slug, start, venue, with, wrong,
};
use craftstrat_feed::core::{Source, Status};
use craftstrat_live::{Command, What};
use craftstrat_paper::Paper;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn a_series_is_followed_from_a_runs_start_until_it_is_over() {
    let running = venue(START.plus_ms(-SLOT / 3), &[BTC, ETH]).await;
    let folder = tempfile::tempdir().unwrap();
    let ear = Ear::default();
    let paper =
        Paper::start(settings(folder.path(), at(&running), &[BTC]), runtime(), ear.hears()).await.unwrap();
    let paper = Arc::new(paper);
    assert_eq!(paper.following(), [series(BTC)]);
    ear.records(2).await;
    assert_eq!(paper.figures().rows, 0, "rows nobody trades are recorded, not handed over");
    start(&paper, "run", &[ETH]).await;
    assert_eq!(paper.following(), [series(BTC), series(ETH)]);
    ear.settled(&slug(ETH, 0)).await;
    let figures = paper.figures();
    assert!(figures.rows > 50, "{figures:?}");
    let book = |source: &Source| matches!(source, Source::Book(slug) if slug.starts_with("eth"));
    let sources = paper.sources();
    assert!(sources.iter().any(|s| book(&s.source)), "{sources:?}");
    assert!(sources.iter().any(|s| matches!(s.source, Source::Link(_)) && s.status == Status::Fresh));
    with(&paper, |paper| paper.command(Command::Stop { run: "run".to_owned() }).unwrap()).await;
    ear.until("the end of the run", |all| all.iter().any(|(_, _, s)| matches!(s.what, What::Over))).await;
    assert_eq!(paper.following(), [series(BTC)]);
    assert_eq!((paper.failure(), wrong(&ear.all())), (None, Vec::new()));
    let ended = alone(paper).stop().await.unwrap();
    assert!(ended.recorded.rows > figures.rows, "both series are recorded: {ended:?}");
}
