//! The recorder: what was taken is in the store, whatever happens in between.

use crate::support::{Driver, START, config, slug};
use craftstrat_data::journal::Journal;
use craftstrat_data::{ImportError, Selection, StoreError, TickStore};
use craftstrat_feed::core::{Effect, Tick};
use craftstrat_feed::record::{FOLDER, Recorder};
use craftstrat_model::{Column, ColumnSet, TickSource, Winner};
use std::fs;
use std::path::Path;

const SERIES: &str = "btc-updown-15m";

/// Two minutes of a slot, and its end.
fn log() -> Vec<Effect> {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START + 780_000);
    for second in 780..900 {
        driver.until(START + second * 1_000 + 300);
        driver.books(&slug, 50 + second % 7, START + second * 1_000 + 200);
        driver.price("crypto_prices_twap_sixty", "btc/usd", START + second * 1_000, 60_000.0 + second as f64);
    }
    let extra = r#","closed":true,"umaResolutionStatus":"resolved","outcomePrices":"[\"0\",\"1\"]","finalPrice":60000.5"#;
    driver.venue.listed.insert(slug, Some(extra.to_owned()));
    driver.until(START + 930_000);
    driver.take()
}

fn ticks(log: &[Effect]) -> Vec<&Tick> {
    log.iter().filter_map(|e| if let Effect::Tick(t) = e { Some(t) } else { None }).collect()
}

fn take(recorder: &mut Recorder, log: &[Effect]) {
    for effect in log {
        match effect {
            Effect::Tick(tick) => recorder.tick(tick).unwrap(),
            Effect::Market(update) => recorder.market(update).unwrap(),
            _ => {}
        }
    }
}

/// Every row of the store as text, and who won.
fn stored(dir: &Path) -> (Vec<String>, Option<Winner>) {
    let source = TickStore::open(dir).unwrap().select(&Selection::default()).unwrap();
    let mut rows = Vec::new();
    let mut winner = None;
    for index in 0..source.markets().len() {
        let columns: ColumnSet =
            [Column::Sample, Column::BidUp, Column::AskSizeDown, Column::SettlementPrice]
                .into_iter()
                .collect();
        let slot = source.load(index, columns).unwrap();
        winner = slot.market().winner;
        for row in 0..slot.rows() {
            let value = |c: Column| slot.column(c)[row];
            rows.push(format!(
                "{} {} {} {} {} {}",
                slot.market().slug,
                slot.times()[row],
                value(Column::Sample),
                value(Column::BidUp),
                value(Column::AskSizeDown),
                value(Column::SettlementPrice)
            ));
        }
    }
    (rows, winner)
}

fn expected(log: &[Effect]) -> Vec<String> {
    let one = |t: &&Tick| {
        let micros = |c| t.row.micros(c).map_or(f64::NAN, |m| m as f64 / 1e6);
        format!(
            "{} {} {} {} {} {}",
            t.slug(),
            t.at.0,
            u8::from(t.sample),
            micros(Column::BidUp),
            micros(Column::AskSizeDown),
            t.row.double(Column::SettlementPrice).unwrap_or(f64::NAN)
        )
    };
    ticks(log).iter().map(one).collect()
}

#[test]
fn what_the_feed_gave_out_is_in_the_store() {
    let log = log();
    let dir = tempfile::tempdir().unwrap();
    let (mut recorder, _) = Recorder::open(dir.path()).unwrap();
    take(&mut recorder, &log);
    recorder.commit().unwrap();
    let (rows, winner) = stored(dir.path());
    assert!(rows.len() > 200, "{}", rows.len());
    assert_eq!(rows, expected(&log));
    assert_eq!(winner, Some(Winner::Down), "metadata that came after the rows");
    // A second commit has nothing to add, and the journal nothing to keep.
    recorder.commit().unwrap();
    assert_eq!(stored(dir.path()).0.len(), rows.len());
}

/// A process that dies leaves the journal as its last flush did; possibly in the middle of a line, possibly after the
/// commit and before the journal was cleared.
#[test]
fn a_crash_at_any_point_loses_and_doubles_nothing_that_was_flushed() {
    let log = log();
    let whole = log.len();
    for cut in (1..whole).step_by(whole / 23) {
        let dir = tempfile::tempdir().unwrap();
        let journal = dir.path().join(FOLDER).join("journal");
        let (mut recorder, _) = Recorder::open(dir.path()).unwrap();
        take(&mut recorder, &log[..cut]);
        if cut % 2 == 0 {
            recorder.commit().unwrap();
        }
        let between = cut + (whole - cut) / 2;
        take(&mut recorder, &log[cut..between]);
        recorder.flush(false).unwrap();
        // What was in memory dies here, without a commit.
        drop(recorder);
        let last = fs::read_dir(&journal)
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.extension().is_some())
            .max();
        let last = last.unwrap();
        let mut bytes = fs::read(&last).unwrap();
        let torn = bytes.clone();
        bytes.extend_from_slice(br#"{"row":{"symbol":"btc-upd"#);
        fs::write(&last, &bytes).unwrap();
        let (recorder, recovered) = Recorder::open(dir.path()).unwrap();
        let ticks_before = ticks(&log[..between]).len();
        assert_eq!(stored_or_none(dir.path()), expected(&log[..between]), "cut at {cut}");
        assert!(recovered.rows as usize <= ticks_before);
        drop(recorder);
        // A crash after the commit, before its segment was removed: the same rows again.
        fs::write(journal.join("000000000000.jsonl"), &torn).unwrap();
        let reopened = Recorder::open(dir.path());
        if let Err(ImportError::Store(StoreError::File { detail, .. })) = &reopened {
            assert!(detail.contains("a row of no market"), "{detail}");
            continue;
        }
        let (mut recorder, _) = reopened.unwrap();
        assert_eq!(stored_or_none(dir.path()), expected(&log[..between]));
        take(&mut recorder, &log[between..]);
        recorder.commit().unwrap();
        assert_eq!(stored(dir.path()).0, expected(&log), "cut at {cut}");
    }
}

fn stored_or_none(dir: &Path) -> Vec<String> {
    if dir.join("ticks").exists() { stored(dir).0 } else { Vec::new() }
}

#[test]
fn one_recorder_at_a_time_and_a_locked_store_is_no_loss() {
    let log = log();
    let dir = tempfile::tempdir().unwrap();
    let (mut recorder, _) = Recorder::open(dir.path()).unwrap();
    assert!(matches!(Journal::open(&dir.path().join(FOLDER).join("journal")), Err(StoreError::Locked(_))));
    take(&mut recorder, &log);
    let import = TickStore::open(dir.path()).unwrap().writer().unwrap();
    assert!(matches!(recorder.commit(), Err(ImportError::Store(StoreError::Locked(_)))));
    drop(import);
    recorder.commit().unwrap();
    assert_eq!(stored(dir.path()).0, expected(&log));
}

#[test]
fn a_journal_with_a_damaged_line_is_refused_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let journal = dir.path().join(FOLDER).join("journal");
    fs::create_dir_all(&journal).unwrap();
    fs::write(journal.join("000000000003.jsonl"), "{oops}\n{\"row\":7}\n").unwrap();
    let error = Recorder::open(dir.path()).unwrap_err().to_string();
    assert!(error.contains("000000000003.jsonl") && error.contains("line 1"), "{error}");
}
