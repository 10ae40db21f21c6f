//! The shell over the loopback: the feed, its topics and its recorder against a simulated venue that is served.

use crate::support::series;
use crate::world::{SLOT, START, grid, venue};
use craftstrat_data::{Selection, TickStore};
use craftstrat_feed::FeedConfig;
use craftstrat_feed::bus::Topic;
use craftstrat_feed::core::{Counters, MarketUpdate, Phase, Tick};
use craftstrat_feed::record::RecordSettings;
use craftstrat_feed::session::{Recording, Topics, record_session};
use craftstrat_feed::shell::simulated;
use craftstrat_model::{Column, ColumnSet, TickSource};
use craftstrat_sim::server::{self, Options};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Sockets, HTTP, threads and disk: over a roll-over at speed, and what is in the store is what was given out.
#[tokio::test(flavor = "multi_thread")]
async fn generated_slots_are_followed_over_the_loopback_and_recorded() {
    let speed = 30.0;
    let begin = START.plus_ms(SLOT - 90_000);
    let running =
        server::start(venue(3, begin, &[series("btc-updown-5m")]), Options { port: 0, speed }).await.unwrap();
    let (endpoints, clock) = simulated(&running.endpoints().clob).await.unwrap();
    let dir = tempfile::tempdir().unwrap();
    let topics = Topics::default();
    let (mut given, mut told) = (topics.ticks.subscribe(), topics.markets.subscribe());
    let stop = Arc::new(AtomicBool::new(false));
    let (mut rows, mut updates): (Vec<Tick>, Vec<Arc<MarketUpdate>>) = (Vec::new(), Vec::new());
    let began = Instant::now();
    let mut config = FeedConfig::new(vec![series("btc-updown-5m")]);
    config.raw = true;
    let settings =
        RecordSettings { commit_every: Duration::from_secs(2), durable_every: Duration::from_secs(1) };
    let whole = format!("btc-updown-5m-{}", START.plus_ms(SLOT).0 / 1_000);
    let recording = Recording { config, endpoints: &endpoints, clock, data_dir: dir.path(), settings };
    let (report, recorded) = record_session(recording, &topics, &stop, |_| {
        given.take(usize::MAX, &mut rows);
        told.take(usize::MAX, &mut updates);
        let resolved = updates.iter().any(|m| m.market.slug == whole && m.phase == Phase::Resolved);
        if resolved || began.elapsed() > Duration::from_secs(120) {
            stop.store(true, Ordering::Relaxed);
        }
    })
    .await
    .unwrap();
    given.take(usize::MAX, &mut rows);
    drop(running);
    let Counters { connects, ticks, .. } = report.counters;
    eprintln!(
        "{:.1} s, {ticks} rows, {connects} connections, {recorded:?}, frame to row {:?}, {:?}",
        began.elapsed().as_secs_f64(),
        report.frame_to_tick.quantiles(),
        report.counters
    );
    assert_eq!((recorded.shed, report.raw_shed, report.refused), (0, 0, 0));
    assert!(recorded.frames > 0 && recorded.commits.0 > 1);
    let slots: Vec<&str> = {
        let mut all: Vec<&str> = rows.iter().map(Tick::slug).collect();
        all.dedup();
        all
    };
    assert!(slots.len() >= 2 && slots.contains(&whole.as_str()), "one slot after the other: {slots:?}");
    let of_whole: Vec<&Tick> = rows.iter().filter(|t| t.slug() == whole).collect();
    // A busy machine may hold up the loopback for more than the greatest age, which is 170 ms at this speed.
    assert!(grid(&of_whole) > 200, "{} of 300 seconds", grid(&of_whole));

    // What is in the store is what was given out.
    let columns: ColumnSet = Column::ALL.iter().copied().filter(|c| c.is_stored()).collect();
    let source = TickStore::open(dir.path()).unwrap().select(&Selection::default()).unwrap();
    let mut stored = Vec::new();
    for index in 0..source.markets().len() {
        let slot = source.load(index, columns).unwrap();
        for row in 0..slot.rows() {
            let values: Vec<String> = columns.iter().map(|c| format!("{:?}", slot.column(c)[row])).collect();
            stored.push(format!("{} {} {}", slot.market().slug, slot.times()[row], values.join(" ")));
        }
    }
    let emitted: Vec<String> = rows
        .iter()
        .map(|tick| {
            let value = |c: Column| match c {
                Column::Sample => f64::from(u8::from(tick.sample)),
                c => tick.row.micros(c).map(|m| m as f64 / 1e6).or(tick.row.double(c)).unwrap_or(f64::NAN),
            };
            let values: Vec<String> = columns.iter().map(|c| format!("{:?}", value(c))).collect();
            format!("{} {} {}", tick.slug(), tick.at.0, values.join(" "))
        })
        .collect();
    assert_eq!(stored.len(), emitted.len());
    assert!(stored == emitted, "recorded rows differ from those given out");
    let resolved = source.markets().iter().find(|m| m.slug == whole).unwrap();
    assert!(resolved.winner.is_some(), "{resolved:?}");
}

#[tokio::test]
async fn an_address_without_a_simulated_venue_is_said() {
    let error = simulated("http://127.0.0.1:9").await.unwrap_err().to_string();
    assert!(error.contains("127.0.0.1:9") && error.contains("craftstrat sim"), "{error}");
}
