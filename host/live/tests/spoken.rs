//! What is said and shown of runs: in the log, by the service, in the status.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_engine::Settings;
use craftstrat_engine::effect::EffectKind;
use craftstrat_live::{Command, Input, Said, Service, ServiceError, Spoken, What, read_said};
use craftstrat_model::ticks::level_columns;
use craftstrat_model::{Outcome, Price, Side, TimeMs, Usdc};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use support::{CARRYING, CHEAP, CROSS, add, feed, open, start, start_with};

fn text(said: &[Said]) -> String {
    format!("{said:?}")
}

#[test]
fn the_words_of_a_log_are_read_without_a_desk() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 60);
    let mut heard =
        vec![(TimeMs(i64::MIN), journal.commit(vec![start("a", add(&library, CROSS), "1000")]).unwrap())];
    for batch in feed(41, 2, 5_000) {
        let said = journal.commit(batch).unwrap();
        heard.push((journal.desk().now(), said));
    }
    for from in [1, 2, 333] {
        let mut read: Vec<Spoken> = Vec::new();
        let next = read_said(&folder.path().join("log"), from, |spoken| read.push(spoken)).unwrap();
        assert_eq!(next, journal.records() + 1);
        assert_eq!(read.len() as u64, next - from);
        for spoken in read {
            let (at, said) = &heard[spoken.number as usize - 1];
            assert_eq!((spoken.at, text(&spoken.said)), (*at, text(said)), "record {}", spoken.number);
        }
    }
}

#[test]
fn a_market_is_named_before_anything_is_said_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 60);
    let mut said = journal.commit(vec![start("a", add(&library, CROSS), "1000")]).unwrap();
    for (i, batch) in feed(42, 2, 5_000).into_iter().enumerate() {
        said.extend(journal.commit(batch).unwrap());
        if i == 100 {
            // It takes on what is open.
            said.extend(journal.commit(vec![start("b", add(&library, CHEAP), "1000")]).unwrap());
        }
    }
    let mut named = BTreeSet::new();
    let mut settled = 0;
    for said in said {
        let (run, market) = match &said.what {
            What::Opened { market, symbol } => {
                assert!(named.insert((said.run, *market)), "named twice");
                assert!(symbol.contains("-updown-5m-"));
                continue;
            }
            What::Settled { market, .. } => {
                settled += 1;
                (said.run, *market)
            }
            What::Booked { market, .. } | What::Denied { market, .. } => (said.run, *market),
            _ => continue,
        };
        assert!(named.contains(&(run, market)), "market {market} of run {run} was not named");
    }
    assert_eq!((named.len(), settled), (8, 8));
}

#[test]
fn the_status_says_what_a_run_wants_and_has_and_survives_a_restart() {
    for snapshot_every in [7, u64::MAX] {
        let folder = tempfile::tempdir().unwrap();
        let (mut journal, _, library) = open(folder.path(), snapshot_every);
        let mut settings = Settings { cash: "70".parse().unwrap(), ..Settings::default() };
        settings.guard.max_trades_per_slot = Some(1);
        let first =
            vec![start_with("a", add(&library, CROSS), settings), start("b", add(&library, CARRYING), "50")];
        journal.commit(first).unwrap();
        let status = |journal: &craftstrat_live::Journal, name| journal.desk().run_status(name).unwrap();
        let needed = status(&journal, "b").warm_up.unwrap();
        assert!(needed.0 == 0 && needed.1 > 0, "{needed:?}");
        assert_eq!(status(&journal, "a").last_signal, None);
        assert_eq!(journal.desk().run_status("c").map(|run| run.number), None);
        let inputs = feed(43, 2, 5_000);
        let (mut fills, mut holding, mut signals, mut refused, mut bids) = (0, 0, 0, 0, [None; 2]);
        for (i, batch) in inputs.into_iter().enumerate().take(420) {
            if i % 60 == 59 {
                let before = format!("{:?}", journal.desk().status());
                drop(journal);
                journal = open(folder.path(), snapshot_every).0;
                assert_eq!(format!("{:?}", journal.desk().status()), before, "before record {i}");
            }
            for input in &batch {
                if let Input::Tick { symbol, row, .. } = input
                    && symbol.starts_with("btc")
                {
                    let best = |outcome| {
                        let column = level_columns(outcome, Side::Bid, 0).0;
                        let price = row.values().find(|(c, _)| *c == column).map(|(_, price)| price);
                        price.map(|price| Price::from_f64(price).unwrap())
                    };
                    bids = Outcome::BOTH.map(best);
                }
            }
            let said = journal.commit(batch).unwrap();
            let filled = |said: &&Said| matches!(&said.what, What::Booked { effect, .. } if matches!(effect.kind, EffectKind::Filled { .. }));
            fills += said.iter().filter(|said| said.run == 1).filter(filled).count() as u64;
            let run = status(&journal, "a");
            assert_eq!((run.fills, run.account.opening), (fills, "70".parse::<Usdc>().unwrap()));
            for market in run.account.markets.iter().filter(|market| market.symbol.starts_with("btc")) {
                for held in market.held.iter().filter(|_| !market.awaiting_winner) {
                    assert_eq!(held.bid, bids[held.outcome.index()]);
                    holding += 1;
                }
            }
            if let Some(signal) = &run.last_signal {
                assert!(!signal.decisions.is_empty() && signal.at <= journal.desk().now());
                signals += 1;
                if let Some(code) = &signal.denied {
                    assert!(run.denials.contains_key(code));
                    let refusal = run.last_refusal.unwrap();
                    assert_eq!((&refusal.code, refusal.at), (code, signal.at));
                    assert!(!refusal.detail.is_empty());
                    refused += 1;
                }
            }
        }
        assert!(
            fills > 1 && holding > 5 && signals > 100 && refused > 0,
            "{fills} {holding} {signals} {refused}"
        );
        assert_eq!(status(&journal, "b").warm_up, None);
    }
}

#[test]
fn markets_are_shown_until_they_are_decided() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 60);
    assert!(journal.desk().series().is_empty());
    journal.commit(vec![start("a", add(&library, CHEAP), "1000")]).unwrap();
    assert_eq!(journal.desk().series().len(), 2);
    let inputs = feed(44, 1, 5_000);
    let last = inputs.len() - 1;
    for (i, batch) in inputs.into_iter().enumerate() {
        journal.commit(batch).unwrap();
        let markets = journal.desk().markets();
        assert_eq!(markets.len(), if i == last { 0 } else { 2 }, "record {i}");
        for market in markets {
            assert!(journal.desk().follows(&market.slug) && market.start < market.end);
            assert_eq!(market.resolved.is_some(), journal.desk().is_resolved(&market.slug));
        }
    }
    journal.commit(vec![Input::Command(Command::Stop { run: "a".into() })]).unwrap();
    assert!(journal.desk().series().is_empty());
    assert!(journal.desk().run_status("a").unwrap().over);
}

#[test]
fn a_question_is_answered_between_two_records() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _, library) = open(folder.path(), 60);
    let heard: Arc<Mutex<Vec<(u64, TimeMs, String)>>> = Arc::default();
    let hears = Arc::clone(&heard);
    let service = Service::start(journal, 16, move |journal, record, said| {
        hears.lock().unwrap().push((record, journal.desk().now(), text(said)));
    });
    let service = service.unwrap();
    let version = add(&library, CROSS);
    let Input::Command(command) = start("a", version, "1000") else { panic!("a start is a command") };
    service.command(command.clone()).unwrap();
    assert!(matches!(service.command(command), Err(ServiceError::Refused(_))));
    let inputs = feed(45, 1, 5_000);
    let instants = inputs.len() as u64;
    for batch in inputs {
        let Some(Input::Until { to, .. }) = batch.last().cloned() else { panic!("an instant is complete") };
        service.send(batch).unwrap();
        let (now, records) = service.ask(|journal| (journal.desk().now(), journal.records())).unwrap();
        let last = heard.lock().unwrap().last().cloned().unwrap();
        assert_eq!((last.0, last.1, to), (records, now, now));
    }
    let journal = service.stop().unwrap();
    assert_eq!(journal.records(), instants + 2);
    let heard = heard.lock().unwrap();
    assert!(heard.iter().map(|(record, ..)| *record).eq(1..=instants + 2));
    let mut read = Vec::new();
    read_said(&folder.path().join("log"), 1, |s| read.push((s.number, s.at, text(&s.said)))).unwrap();
    assert_eq!(read, *heard);
}
