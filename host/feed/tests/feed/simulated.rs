//! The feed against the simulated venue in virtual time, without sockets: hours in seconds, faults, exact replay.

use crate::world::{SLOT, START, World, grid};
use craftstrat_feed::core::{Effect, Phase, Status};
use craftstrat_model::{Column, Winner};
use craftstrat_sim::fault::{Fault, Kind};

#[test]
fn an_hour_of_two_series_without_a_fault_has_every_second_and_every_result() {
    let mut world = World::new(11, &["btc-updown-5m", "btc-updown-15m"], Vec::new());
    world.run(START.plus_ms(12 * SLOT + 200_000));
    world.check();
    let ticks = world.ticks();
    let counters = world.feed.counters();
    eprintln!("{counters:?}");
    for slot in 1..12 {
        let start = START.plus_ms(slot * SLOT);
        let slug = format!("btc-updown-5m-{}", start.0 / 1_000);
        let rows = &ticks[&slug];
        assert_eq!(world.missing(&slug), 0, "{slug}: seconds without a row although the book was fresh");
        assert!(grid(rows) >= 200, "{slug}: {} seconds", grid(rows));
        let market = world.last(&slug);
        assert_eq!(market.phase, Phase::Resolved, "{slug}");
        // Up wins when it ends at or above where it opened: the venue's winner and our prices agree.
        let m = &market.market;
        let opened = rows.iter().find(|t| !t.market.market.price_to_beat.is_nan());
        assert!(
            opened.is_some_and(|t| t.at.since(start) < 3_000),
            "{slug}: the price to beat was known at once"
        );
        let expected = if m.end_price >= m.price_to_beat { Winner::Up } else { Winner::Down };
        assert_eq!(m.winner, Some(expected), "{slug}");
        assert!(m.fees.is_some() && market.trading.min_order_size.is_some(), "{slug}");
        let settlement = rows.iter().filter(|t| t.row.double(Column::SettlementPrice).is_some()).count();
        assert!(
            settlement * 10 > rows.len() * 9,
            "{slug}: {settlement} of {} rows have the settlement price",
            rows.len()
        );
    }
    assert_eq!(
        (counters.silences, counters.audits_differ, counters.audits_missed),
        (0, 0, 0),
        "{counters:?}"
    );
    assert!(counters.audits_equal > 100 && counters.hashes_equal > 100, "{counters:?}");
    assert_eq!(counters.connects, 2, "one connection a link for the whole hour");
}

/// Everything that can go wrong with market data, at once; the feed comes back from each, and what it knows in the end is
/// what the venue has.
#[test]
fn faults_of_every_kind_leave_the_right_book_in_the_end() {
    let until = |s: i64| START.plus_ms(SLOT + s * 1_000);
    for seed in 0..6 {
        let faults = vec![
            Fault::new(Kind::Drop).on("market").from(until(10)).until(until(60)).chance(0.05),
            Fault::new(Kind::Duplicate).on("market").from(until(60)).until(until(90)).chance(0.2),
            Fault::new(Kind::Reorder).on("market").from(until(90)).until(until(120)).chance(0.2),
            Fault::new(Kind::Freeze).on("market").from(until(130)).until(until(140)),
            Fault::new(Kind::Freeze).on("prices").from(until(150)).until(until(160)),
            Fault::new(Kind::Disconnect).from(until(200)),
            Fault::new(Kind::StalePrices).on("crypto_prices_twap_sixty").from(until(210)).until(until(230)),
            Fault::new(Kind::Latency { ms: 500, jitter_ms: 2_000 }).from(until(230)).until(until(250)),
            Fault::new(Kind::Status { status: 503 }).from(until(250)).until(until(260)),
            Fault::new(Kind::LostReply).from(until(260)).until(until(265)),
        ];
        let slug = |slot: i64| format!("btc-updown-5m-{}", START.plus_ms(slot * SLOT).0 / 1_000);
        let run = || {
            let mut world = World::new(seed, &["btc-updown-5m"], faults.clone());
            for second in [15, 60, 120, 180, 240, 290] {
                world.run(START.plus_ms(2 * SLOT + second * 1_000));
                let [ours, theirs] = world.best(&slug(2));
                assert_eq!(ours, theirs, "seed {seed}, {second} s into the slot after the faults");
            }
            world.run(START.plus_ms(3 * SLOT + 150_000));
            world
        };
        let world = run();
        world.check();
        let counters = world.feed.counters();
        eprintln!("seed {seed}: {counters:?}");
        assert!(counters.silences >= 2, "both freezes: {counters:?}");
        assert!(counters.repeated > 0 && counters.connects >= 5, "{counters:?}");
        let ticks = world.ticks();
        assert!(grid(&ticks[&slug(1)]) > 150, "the worst slot still has {} seconds", grid(&ticks[&slug(1)]));
        assert_eq!(world.missing(&slug(2)), 0, "the slot after the faults is whole");
        let stale: Vec<_> = world
            .log
            .iter()
            .filter(|e| matches!(e, Effect::Health(h) if h.status == Status::Stale))
            .collect();
        assert!(stale.len() >= 3, "sources that fell silent were told to be stale");
        assert_eq!(world.last(&slug(2)).phase, Phase::Resolved);
        // The same seed and events: the same effects, one by one.
        let again = run();
        assert_eq!(format!("{:?}", world.log), format!("{:?}", again.log), "seed {seed} replays exactly");
    }
}
