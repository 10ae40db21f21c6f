//! A whole session: it trades and settles; its log replays; a backtest over what was recorded trades the same.

use crate::support::{
    BTC, Ear, SLOT, START, add, alone, at, runtime, settings, settled, slug, start, start_of, venue, with,
    wrong,
};
use craftstrat_data::{Selection, TickStore};
use craftstrat_engine::{Control, Sequential, Settings, backtest};
use craftstrat_live::{Command, Library, What, replay};
use craftstrat_model::{ColumnSet, TickSource};
use craftstrat_paper::{Paper, PaperSettings};
use craftstrat_runtime::RayonExecutor;
use std::sync::Arc;

fn library(settings: &PaperSettings) -> Arc<Library> {
    let origin = |component: &[u8]| craftstrat_runs::strategy::origin(component).0;
    Arc::new(Library::open(&settings.components_dir(), runtime(), origin).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_trades_and_settles_and_replay_and_backtest_agree() {
    let running = venue(START.plus_ms(-SLOT / 4), &[BTC]).await;
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path(), at(&running), &[BTC]);
    let ear = Ear::default();
    let paper = Paper::start(settings.clone(), runtime(), ear.hears()).await.unwrap();
    let paper = Arc::new(paper);
    // It trades two slots, each in its middle alone, and is stopped before the third has a row.
    ear.time(START.plus_ms(1_000)).await;
    start(&paper, "run", &[BTC]).await;
    ear.time(START.plus_ms(SLOT + SLOT * 3 / 4)).await;
    with(&paper, |paper| paper.command(Command::Stop { run: "run".to_owned() }).unwrap()).await;
    ear.until("the end of the run", |all| all.iter().any(|(_, _, s)| matches!(s.what, What::Over))).await;
    let fills = with(&paper, |paper| paper.ask(|desk| desk.run_status("run").unwrap().fills).unwrap()).await;
    let figures = paper.figures();
    assert_eq!(paper.failure(), None);
    let ended = alone(paper).stop().await.unwrap();
    let all = ear.all();
    assert_eq!(wrong(&all), [""; 0]);
    assert!(fills >= 2, "it traded {fills} times in two slots");
    assert_eq!((figures.shed, ended.recorded.shed, ended.report.refused), (0, 0, 0));
    assert!(figures.rows > 200 && figures.evaluations > 50, "{figures:?}");
    assert!(figures.tick_to_words.count > 100 && figures.frame_to_words.count > 50, "{figures:?}");
    eprintln!(
        "frame to tick {:?}\nframe to words {:?}\ntick to words {:?}\n{} rows, {} records",
        ended.report.frame_to_tick.quantiles(),
        figures.frame_to_words,
        figures.tick_to_words,
        figures.rows,
        ended.records
    );

    // The log says the same again.
    let library = library(&settings);
    let executor = Arc::new(RayonExecutor::new(2).unwrap());
    let replayed = replay(&settings.log_dir(), &library, &executor).unwrap();
    assert_eq!(replayed.records, ended.records);
    let run = &replayed.runs[0];
    assert_eq!((run.complete, run.record.fills.len() as u64), (true, fills));

    // And so does a backtest over the recorded ticks of the same markets.
    let markets = settled(&all);
    assert_eq!(markets, [slug(BTC, 0), slug(BTC, 1)]);
    let store = TickStore::open(folder.path()).unwrap();
    let source = store.select(&Selection { markets, ..Selection::default() }).unwrap();
    let version = add(&library, crate::support::MIDDLE);
    let factory = library.get(&version.component).unwrap();
    let expected = backtest(
        &source,
        &*factory,
        &version.parameters,
        &Settings::default(),
        &Sequential,
        &Control::default(),
    )
    .unwrap();
    assert_eq!(run.record.orders, expected.orders);
    assert_eq!(format!("{:?}", run.record.fills), format!("{:?}", expected.fills));
    assert_eq!(run.record.digest, expected.digest);
}

/// Buys at the first row it is shown.
const EAGER: &str = r#"{"mode":"form","name":"Eager","conditions":[{"type":"AND","rules":[
    {"indicator":"mid_up","operator":">","value":0}]}],"action":{"signal":"buy","outcome":"UP","size_mode":"fixed",
    "size_usdc":5,"order_type":"market"},"risk":{"max_trades_per_slot":1}}"#;

/// Starts of one slot: rows come between any two seconds, where nobody trades the series and nothing goes to the desk.
const STARTS: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_shown_every_row_after_its_start() {
    let running = venue(START.plus_ms(-SLOT / 4), &[BTC]).await;
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path(), at(&running), &[BTC]);
    let ear = Ear::default();
    let paper = Arc::new(Paper::start(settings.clone(), runtime(), ear.hears()).await.unwrap());
    ear.time(START.plus_ms(5_000)).await;
    for number in 0..STARTS {
        let run = format!("run {number}");
        start_of(&paper, &run, &[BTC], EAGER).await;
        // Numbers begin with 1.
        let wanted = number as u32 + 1;
        let traded = move |said: &craftstrat_live::Said| {
            said.run == wanted && matches!(said.what, What::Booked { .. })
        };
        ear.until("its first trade", move |all| all.iter().any(|(_, _, said)| traded(said))).await;
        with(&paper, move |paper| paper.command(Command::Stop { run }).unwrap()).await;
        // Until nobody trades the series any more.
        ear.until("its end", move |all| {
            all.iter().any(|(_, _, s)| s.run == wanted && matches!(s.what, What::Over))
        })
        .await;
    }
    let all = ear.all();
    assert_eq!(wrong(&all), [""; 0]);
    alone(paper).stop().await.unwrap();

    let store = TickStore::open(folder.path()).unwrap();
    let source = store.select(&Selection::default()).unwrap();
    let times = |slug: &str| {
        let index = source.markets().iter().position(|market| market.slug == slug).unwrap();
        source.load(index, ColumnSet::default()).unwrap().times().to_vec()
    };
    let executor = Arc::new(RayonExecutor::new(2).unwrap());
    let replayed = replay(&settings.log_dir(), &library(&settings), &executor).unwrap();
    assert_eq!(replayed.runs.len(), STARTS);
    for run in &replayed.runs {
        let began = |said: &craftstrat_live::Said| {
            said.run == run.number && matches!(said.what, What::Started { .. })
        };
        let (_, started, _) = all.iter().find(|(_, _, said)| began(said)).unwrap();
        for shown in &run.ticks {
            let slug = &shown.market().slug;
            let first = times(slug).into_iter().find(|at| *at > started.0).unwrap();
            assert_eq!(shown.times()[0], first, "{} on {slug}, begun at {}", run.name, started.0);
        }
        assert!(!run.ticks.is_empty(), "{} was shown nothing", run.name);
    }
}
