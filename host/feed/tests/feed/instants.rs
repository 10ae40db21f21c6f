//! Whole instants: what is said to be complete is, however the reader and bursts over many markets fall together.

use crate::support::{Driver, START, config, slug};
use craftstrat_feed::bus::{LocalTopic, TICKS, Topic, TopicSpec, Watermark};
use craftstrat_feed::core::{Effect, MarketUpdate, Tick};
use craftstrat_feed::instants::InstantReader;
use craftstrat_feed::session::{MARKETS, Topics};
use craftstrat_model::TimeMs;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

const SERIES: [&str; 8] = [
    "btc-updown-5m",
    "eth-updown-5m",
    "sol-updown-5m",
    "xrp-updown-5m",
    "btc-updown-15m",
    "eth-updown-15m",
    "sol-updown-15m",
    "xrp-updown-15m",
];

/// What the shell publishes, in order.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
enum Out {
    Tick(Tick),
    Market(Arc<MarketUpdate>),
    Complete(TimeMs),
}

/// Frames that are taken together: how long after the ones before (microseconds), and for each the market, the price, and
/// how long after the one before it.
type Burst = (i64, Vec<(usize, i64, i64)>);

fn bursts() -> impl Strategy<Value = Vec<Burst>> {
    let wait = prop_oneof![3 => 0_i64..200, 3 => 200_i64..3_000, 1 => 3_000_i64..1_500_000];
    let frame = (0..SERIES.len(), 10_i64..90, prop_oneof![4 => 0_i64..30, 1 => 30_i64..2_500]);
    prop::collection::vec((wait, prop::collection::vec(frame, 0..40)), 1..40)
}

/// What comes out of the core, with what it says to be complete after each burst.
fn published(bursts: &[Burst]) -> Vec<Out> {
    let mut driver = Driver::new(config(&SERIES), START + 10_000);
    driver.until(START + 12_000);
    let mut out = Vec::new();
    for (n, (wait_us, frames)) in bursts.iter().enumerate() {
        driver.now_us += wait_us;
        for (market, mid, gap_us) in frames {
            driver.now_us += gap_us;
            let slug = slug(SERIES[*market], START);
            driver.books(&slug, *mid, driver.now_us / 1_000 + n as i64);
        }
        driver.timer();
        out.extend(driver.take().into_iter().filter_map(|effect| match effect {
            Effect::Tick(tick) => Some(Out::Tick(tick)),
            Effect::Market(update) => Some(Out::Market(update)),
            _ => None,
        }));
        out.push(Out::Complete(driver.feed.complete()));
    }
    out
}

fn rows(ticks: &[Tick]) -> BTreeMap<String, Vec<TimeMs>> {
    let mut rows: BTreeMap<String, Vec<TimeMs>> = BTreeMap::new();
    for tick in ticks {
        rows.entry(tick.slug().to_owned()).or_default().push(tick.at);
    }
    rows
}

fn reader(
    ticks: &LocalTopic<Tick>,
    markets: &LocalTopic<Arc<MarketUpdate>>,
    mark: &Arc<Watermark>,
) -> InstantReader {
    InstantReader::new(ticks.subscribe(), markets.subscribe(), Arc::clone(mark))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// The core: no row belongs to an instant that was complete before it, and each is complete once it is out.
    #[test]
    fn no_row_comes_after_its_instant_was_complete(bursts in bursts()) {
        let mut complete = TimeMs(i64::MIN);
        let mut since = Vec::new();
        for out in published(&bursts) {
            match out {
                Out::Tick(tick) => {
                    prop_assert!(tick.at > complete, "{} at {} after {}", tick.slug(), tick.at.0, complete.0);
                    since.push(tick.at);
                }
                Out::Market(_) => {}
                Out::Complete(to) => {
                    prop_assert!(to >= complete);
                    prop_assert!(since.drain(..).all(|at| at <= to), "a row is out and its instant is not complete");
                    complete = to;
                }
            }
        }
    }

    /// The reader: wherever it looks while something is published, its instants are whole, and nothing is lost.
    #[test]
    fn a_reader_that_looks_at_any_time_gets_whole_instants(
        bursts in bursts(),
        looks in prop::collection::vec(any::<bool>(), 64),
    ) {
        let out = published(&bursts);
        let (ticks, markets) = (LocalTopic::new(TICKS), LocalTopic::new(MARKETS));
        let mark = Arc::new(Watermark::default());
        let mut reader = reader(&ticks, &markets, &mark);
        let (mut given, mut got, mut updates) = (Vec::new(), Vec::<Tick>::new(), 0);
        let (mut last, mut told) = (TimeMs(i64::MIN), 0);
        let last_mark = out.iter().rev().find_map(|out| if let Out::Complete(to) = out { Some(*to) } else { None });
        for (n, out) in out.into_iter().enumerate() {
            match out {
                Out::Tick(tick) => {
                    given.push(tick.clone());
                    let slug = tick.slug().to_owned();
                    ticks.publish(&slug, tick).unwrap();
                }
                Out::Market(update) => {
                    told += 1;
                    markets.publish(&update.market.slug.clone(), update).unwrap();
                }
                Out::Complete(to) => mark.publish(to),
            }
            if looks[n % looks.len()] && let Some(instants) = reader.next(Duration::ZERO) {
                prop_assert!(instants.ticks.iter().all(|t| last < t.at && t.at <= instants.to), "too late");
                last = instants.to;
                updates += instants.markets.len();
                got.extend(instants.ticks);
            }
        }
        if let Some(instants) = reader.next(Duration::ZERO) {
            prop_assert!(instants.ticks.iter().all(|t| last < t.at && t.at <= instants.to), "too late");
            last = instants.to;
            updates += instants.markets.len();
            got.extend(instants.ticks);
        }
        prop_assert_eq!(Some(last), last_mark);
        prop_assert_eq!((reader.shed(), reader.waiting(), updates), (0, 0, told));
        prop_assert_eq!(rows(&got), rows(&given));
    }
}

/// The same with threads: the publisher never waits, the reader looks whenever it is woken.
#[test]
fn a_reader_on_another_thread_loses_nothing_and_gets_nothing_late() {
    let mut bursts: Vec<Burst> = Vec::new();
    for n in 0..1_500_i64 {
        let frames =
            (0..24).map(|i| ((i + n as usize) % SERIES.len(), 20 + (n + i as i64) % 60, 7)).collect();
        bursts.push((n * 37 % 900, frames));
    }
    let out = published(&bursts);
    let given: Vec<Tick> = out
        .iter()
        .filter_map(|out| if let Out::Tick(tick) = out { Some(tick.clone()) } else { None })
        .collect();
    assert!(given.len() > 1_000, "{} rows are no burst", given.len());
    let Some(Out::Complete(end)) = out.last().cloned() else { panic!("it ends with a mark") };
    let topics = Topics::default();
    let mut reader = topics.instants();
    let thread = std::thread::spawn(move || {
        let (mut got, mut last) = (Vec::new(), TimeMs(i64::MIN));
        while last < end {
            let instants = reader.next(Duration::from_secs(60)).unwrap();
            assert!(instants.ticks.iter().all(|t| last < t.at && t.at <= instants.to), "too late");
            last = instants.to;
            got.extend(instants.ticks);
        }
        (got, reader.shed())
    });
    for out in out {
        match out {
            Out::Tick(tick) => {
                let slug = tick.slug().to_owned();
                topics.ticks.publish(&slug, tick).unwrap();
            }
            Out::Market(update) => topics.markets.publish(&update.market.slug.clone(), update).unwrap(),
            Out::Complete(to) => topics.complete.publish(to),
        }
    }
    let (got, shed) = thread.join().unwrap();
    assert_eq!((rows(&got), shed), (rows(&given), 0));
}

#[test]
fn a_mark_never_moves_back_and_wakes_who_waits() {
    let mark = Arc::new(Watermark::default());
    assert!(mark.wait_beyond(TimeMs(i64::MIN), Duration::ZERO).is_none(), "nothing is complete yet");
    mark.publish(TimeMs(5));
    mark.publish(TimeMs(3));
    assert_eq!(mark.read(), TimeMs(5));
    assert!(mark.wait_beyond(TimeMs(5), Duration::ZERO).is_none());
    let publisher = Arc::clone(&mark);
    let thread = std::thread::spawn(move || publisher.publish(TimeMs(6)));
    assert_eq!(mark.wait_beyond(TimeMs(5), Duration::from_secs(60)).map(|(to, _)| to), Some(TimeMs(6)));
    thread.join().unwrap();
}

/// What a topic sheds is counted by the reader, and what is left of a market is its newest.
#[test]
fn a_slow_reader_knows_how_many_rows_it_lost() {
    let mut driver = Driver::new(config(&SERIES[..1]), START + 10_000);
    let slug = slug(SERIES[0], START);
    for second in 0..10 {
        driver.until(START + 11_000 + second * 1_000);
        driver.books(&slug, 40 + second, START + 11_000 + second * 1_000);
    }
    driver.until(START + 30_000);
    let given = driver.ticks();
    let ticks = LocalTopic::new(TopicSpec { capacity: 4, ..TICKS });
    let (markets, mark) = (LocalTopic::new(MARKETS), Arc::new(Watermark::default()));
    let mut reader = reader(&ticks, &markets, &mark);
    given.iter().for_each(|tick| ticks.publish(tick.slug(), tick.clone()).unwrap());
    mark.publish(driver.feed.complete());
    let instants = reader.next(Duration::ZERO).unwrap();
    let newest: Vec<TimeMs> = given[given.len() - 4..].iter().map(|t| t.at).collect();
    assert_eq!(instants.ticks.iter().map(|t| t.at).collect::<Vec<_>>(), newest);
    assert_eq!(reader.shed(), given.len() as u64 - 4);
}
