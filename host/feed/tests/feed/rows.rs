//! Rows of the feed are those an importer makes of the same messages.

use crate::support::{Driver, START, config, slug, token};
use craftstrat_data::import::{Options, polymarket_ws, prices::PriceFile};
use craftstrat_data::{ImportReport, Silent, SlotRows};
use craftstrat_feed::core::{Effect, Link};
use craftstrat_feed::record::RawFiles;
use craftstrat_model::{Column, Market, TimeMs};
use craftstrat_venue::number::ms_after;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Rows of a log by market, with what was told last of it.
pub fn slots_of(log: &[Effect]) -> BTreeMap<String, SlotRows> {
    let mut slots: BTreeMap<String, SlotRows> = BTreeMap::new();
    for effect in log {
        match effect {
            Effect::Tick(tick) => {
                let slot = slots.entry(tick.slug().to_owned());
                let slot = slot.or_insert_with(|| SlotRows::new(tick.market.market.clone()));
                slot.push(tick.at, tick.sample, &tick.row);
            }
            Effect::Market(update) => {
                if let Some(slot) = slots.get_mut(&update.market.slug) {
                    slot.market = update.market.clone();
                }
            }
            _ => {}
        }
    }
    slots
}

fn lines(slot: &SlotRows) -> Vec<String> {
    let value = |i: usize, c: Column| {
        let row = slot.row(i);
        row.micros(c).map(|m| m as f64 / 1e6).or_else(|| row.double(c)).map(|v| format!(" {c} {v}"))
    };
    let stored = || Column::ALL.iter().copied().filter(|c| c.is_stored());
    let line = |i: usize| {
        let values: String = stored().filter_map(|c| value(i, c)).collect();
        format!("{} {}{values}", slot.times()[i], if slot.is_sample(i) { "*" } else { "" })
    };
    (0..slot.len()).map(line).collect()
}

/// The first row that differs, with the one before it.
pub fn difference(mine: &SlotRows, theirs: &SlotRows) -> Option<String> {
    let (mine, theirs) = (lines(mine), lines(theirs));
    let at = (0..mine.len().max(theirs.len())).find(|i| mine.get(*i) != theirs.get(*i))?;
    let from = at.saturating_sub(1);
    Some(format!(
        "row {at}\nfeed:     {:#?}\nimporter: {:#?}",
        &mine[from.min(mine.len())..(at + 1).min(mine.len())],
        &theirs[from.min(theirs.len())..(at + 1).min(theirs.len())]
    ))
}

fn prices_of(market: &Market) -> String {
    format!("{} at {} end {}", market.price_to_beat, market.price_to_beat_at, market.end_price)
}

pub fn import(paths: &[PathBuf], options: &Options) -> (BTreeMap<String, SlotRows>, ImportReport) {
    let mut slots: Vec<SlotRows> = Vec::new();
    let report = polymarket_ws::import(paths, options, &mut slots, &Silent).unwrap();
    (slots.into_iter().map(|s| (s.market.slug.clone(), s)).collect(), report)
}

/// Silence is no reason to connect anew: recordings have holes, and importers know of no connections.
pub fn patient(names: &[&str]) -> craftstrat_feed::FeedConfig {
    let mut config = config(names);
    (config.timings.silence_ms, config.timings.stream_silence_ms) = (i64::MAX / 4, i64::MAX / 4);
    config
}

/// Delivers a message received at `us`, after everything due before it. Times of messages must not run backwards.
pub fn deliver(driver: &mut Driver, link: Link, us: i64, text: &str) {
    let before = ms_after(us) - 1;
    if before * 1_000 > driver.now_us {
        driver.until(before);
    }
    driver.now_us = driver.now_us.max(us);
    driver.frame(link, text);
}

#[derive(Clone, Debug)]
enum Sent {
    Books(i64),
    Change { up: bool, buy: bool, cents: i64, size: i64 },
    Step,
    Again,
    Price { topic: usize, behind_ms: i64, cents: i64 },
}

fn sent() -> impl Strategy<Value = Sent> {
    prop_oneof![
        1 => (2_i64..98).prop_map(Sent::Books),
        6 => (any::<bool>(), any::<bool>(), 1_i64..100, 0_i64..3)
            .prop_map(|(up, buy, cents, size)| Sent::Change { up, buy, cents, size: size * 10 }),
        1 => Just(Sent::Step),
        1 => Just(Sent::Again),
        4 => (0_usize..2, 0_i64..8_000, 1_i64..500)
            .prop_map(|(topic, behind_ms, cents)| Sent::Price { topic, behind_ms, cents }),
    ]
}

const TOPICS: [&str; 2] = ["crypto_prices_chainlink", "crypto_prices_twap_sixty"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any messages at any times over a roll-over, with their prices: kept raw and imported again they give the rows, the
    /// price to beat and the end price the feed gave.
    #[test]
    fn raw_recordings_import_to_the_rows_that_were_given_out(
        steps in prop::collection::vec((1_i64..6_000_000, sent()), 50..250),
    ) {
        let mut settings = patient(&["btc-updown-5m"]);
        settings.raw = true;
        let mut driver = Driver::new(settings, START - 30_000);
        driver.until(START - 20_000);
        let mut last = String::new();
        for (wait, what) in steps {
            let us = driver.now_us + wait;
            let ms = us / 1_000;
            let slug = slug("btc-updown-5m", ms.max(START).div_euclid(300_000) * 300_000);
            let change = |up: bool, buy: bool, cents: i64, size: i64| format!(
                r#"{{"asset_id":"{}","price":"0.{cents:02}","side":"{}","size":"{size}"}}"#,
                token(&slug, up), if buy { "BUY" } else { "SELL" }
            );
            let text = match what {
                Sent::Books(mid) => format!(
                    "[{},{}]",
                    crate::support::book(&slug, true, mid, ms - 40), crate::support::book(&slug, false, 100 - mid, ms - 40)
                ),
                Sent::Change { up, buy, cents, size } => format!(
                    r#"{{"event_type":"price_change","market":"0xab","timestamp":"{}","price_changes":[{},{}]}}"#,
                    ms - 40, change(up, buy, cents, size), change(!up, !buy, 100 - cents, size)
                ),
                Sent::Step => format!(
                    r#"{{"event_type":"tick_size_change","market":"0xab","asset_id":"{}","new_tick_size":"0.001","timestamp":"{}"}}"#,
                    token(&slug, true), ms - 40
                ),
                Sent::Again => last.clone(),
                Sent::Price { topic, behind_ms, cents } => {
                    let text = format!(
                        r#"{{"topic":"{}","type":"update","payload":{{"symbol":"btc/usd","timestamp":{},"value":{}}}}}"#,
                        TOPICS[topic], (ms - behind_ms) / 1_000 * 1_000, 60_000.0 + cents as f64 / 100.0
                    );
                    deliver(&mut driver, Link::Prices, us, &text);
                    continue;
                }
            };
            if text.is_empty() {
                continue;
            }
            deliver(&mut driver, Link::Market, us, &text);
            last = text;
        }
        driver.until(driver.now_us / 1_000 + 500_000);
        let folder = tempfile::tempdir().unwrap();
        let mut raw = RawFiles::open(folder.path()).unwrap();
        let mut slugs = Vec::new();
        for effect in &driver.log {
            match effect {
                Effect::Raw(frame) => raw.append(frame).unwrap(),
                Effect::Market(m) => slugs.push(m.market.slug.clone()),
                _ => {}
            }
        }
        raw.flush().unwrap();
        let metadata: Vec<String> = slugs.iter().map(|slug| format!(
            r#"{{"slug":"{slug}","token_ids":["{}","{}"],"condition_id":"0xab"}}"#, token(slug, true), token(slug, false)
        )).collect();
        let markets = folder.path().join("markets");
        std::fs::write(&markets, metadata.join("\n")).unwrap();
        let file = |prefix: &str| std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().path())
            .find(|p| p.file_name().unwrap().to_string_lossy().starts_with(prefix));
        let Some(messages) = file("market-") else { return Ok(()) };
        let options = Options {
            prices: file("prices-").into_iter().map(PriceFile::from).collect(),
            markets: vec![markets],
            ..Options::default()
        };
        let (theirs, report) = import(&[messages], &options);
        let mine = slots_of(&driver.log);
        for (slug, theirs) in &theirs {
            let Some(mine) = mine.get(slug) else { panic!("the feed has no row of {slug}: {report:?}") };
            prop_assert_eq!(difference(mine, theirs), None, "{}", slug);
            // A recording without the averages falls back on computing them, which a feed does not.
            if !report.notes.iter().any(|n| n.contains("computed")) {
                prop_assert_eq!(prices_of(&mine.market), prices_of(&theirs.market), "{}", slug);
            }
        }
        prop_assert_eq!(mine.len(), theirs.len());
    }
}

/// Rows never change once given out: whatever comes later, and however close, counts as later.
#[test]
fn what_comes_after_a_timer_counts_as_later() {
    let mut driver = Driver::new(config(&["btc-updown-15m"]), START + 1_000);
    driver.until(START + 2_000);
    let slug = slug("btc-updown-15m", START);
    driver.take();
    for (i, mid) in [50, 51, 52, 53].into_iter().enumerate() {
        driver.now_us = (START + 2_100) * 1_000 + i as i64 * 10;
        driver.books(&slug, mid, START + 2_050 + i as i64);
        driver.timer();
    }
    driver.until(START + 2_110);
    let ticks = driver.ticks();
    let times: Vec<i64> = ticks.iter().map(|t| t.at.since(TimeMs(START))).collect();
    assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
    assert!(*times.last().unwrap() <= 2_103, "times do not run away: {times:?}");
    let last = ticks.last().unwrap().row.micros(craftstrat_model::Column::BidUp);
    assert_eq!(last, Some(520_000), "the newest state is out");
}
