//! Without a venue commands are carried out, and survive.

use crate::support::{BTC, Ear, alone, runtime, settings, start, with};
use craftstrat_live::{Command, ServiceError};
use craftstrat_paper::{Paper, Venue};
use std::sync::Arc;

#[tokio::test]
async fn commands_are_answered_without_a_venue() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path(), Venue::None, &[]);
    let ear = Ear::default();
    let paper = Arc::new(Paper::start(settings.clone(), runtime(), ear.hears()).await.unwrap());
    start(&paper, "run", &[BTC]).await;
    let kill = Command::Kill { run: None, on: true };
    with(&paper, move |paper| paper.command(kill).unwrap()).await;
    let unknown = Command::Stop { run: "other".to_owned() };
    let refused = with(&paper, move |paper| paper.command(unknown)).await;
    assert!(matches!(&refused, Err(ServiceError::Refused(why)) if why.contains("other")), "{refused:?}");
    assert_eq!(paper.following(), [BTC.parse().unwrap()]);
    assert_eq!((paper.sources(), paper.failure()), (Vec::new(), None));
    assert_eq!(paper.figures().records, 3);
    let ended = alone(paper).stop().await.unwrap();
    assert_eq!((ended.records, ear.record(), ended.recorded.rows), (3, 3, 0));
    assert!(!folder.path().join("record").exists(), "nothing is recorded");

    let again = Arc::new(Paper::start(settings, runtime(), |_| ()).await.unwrap());
    assert_eq!((again.records(), again.recovered().replayed), (3, 3));
    let (names, killed) = with(&again, |paper| {
        paper.ask(|desk| (desk.status().into_iter().map(|run| run.name).collect(), desk.is_killed())).unwrap()
    })
    .await;
    assert_eq!((names, killed), (vec!["run".to_owned()], true));
}
