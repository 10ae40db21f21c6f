//! What is followed changes while the feed runs.

use crate::support::{Driver, START, config, series, slug};
use craftstrat_feed::core::{Effect, Event, Link, Phase};
use craftstrat_model::{Winner, WinnerSource};

const SERIES: &str = "btc-updown-15m";
const LENGTH: i64 = 900_000;
const DECIDED: &str =
    r#","closed":true,"umaResolutionStatus":"resolved","outcomePrices":"[\"0\",\"1\"]","finalPrice":60000.5"#;

/// Requests for a slot's metadata since the log was taken last.
fn asked(driver: &mut Driver, slug: &str) -> usize {
    let about = |e: &Effect| matches!(e, Effect::Request(_, r) if r.target().1.contains(slug));
    driver.take().iter().filter(|e| about(e)).count()
}

#[test]
fn with_nothing_to_follow_nothing_is_connected_and_nothing_is_missed() {
    let mut driver = Driver::new(config(&[]), START + 1_000);
    driver.until(START + 60_000);
    assert_eq!(driver.take(), [], "no connection, no request, no source");
    assert_eq!(driver.feed.health().count(), 0);
}

#[test]
fn a_series_that_is_added_is_followed_at_once() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[]), START + 1_000);
    driver.until(START + 10_000);
    driver.event(Event::Follow(&[series(SERIES)]));
    driver.until(START + 10_002);
    driver.until(START + 11_500);
    assert_eq!(driver.market(&slug).phase, Phase::Known);
    driver.books(&slug, 50, START + 11_500);
    driver.until(START + 13_000);
    let ticks = driver.ticks();
    assert!(ticks.iter().any(|t| t.at.0 == START + 12_000 && t.slug() == slug), "{}", ticks.len());
    assert!(driver.feed.health().count() > 2, "its sources matter from now on");
}

#[test]
fn a_series_that_is_dropped_goes_on_to_its_slots_end_and_no_further() {
    let (first, second) = (slug(SERIES, START), slug(SERIES, START + LENGTH));
    let mut driver = Driver::new(config(&[SERIES]), START + 1_000);
    driver.venue.listed.insert(second.clone(), None);
    driver.until(START + 2_000);
    assert_eq!(driver.market(&first).phase, Phase::Known);
    driver.until(START + 10_000);
    driver.event(Event::Follow(&[series("eth-updown-15m")]));
    driver.until(START + LENGTH - 2_500);
    driver.books(&first, 50, START + LENGTH - 2_500);
    driver.until(START + LENGTH + 5_000);
    let ticks = driver.take();
    let of = |slug: &str| ticks.iter().filter(|e| matches!(e, Effect::Tick(t) if t.slug() == slug)).count();
    assert!(of(&first) > 1 && of(&second) == 0);
    driver.venue.listed.insert(first.clone(), Some(DECIDED.to_owned()));
    driver.until(START + LENGTH + 60_000);
    assert_eq!(
        driver.market(&first).market.winner,
        Some(Winner::Down),
        "whoever was told of it learns its end"
    );
    driver.venue.listed.remove(&second);
    driver.until(START + LENGTH + 120_000);
    let told = |e: &Effect, slug: &str| matches!(e, Effect::Market(m) if m.market.slug == slug);
    assert!(!driver.log.iter().any(|e| told(e, &second)), "nobody looks for its next slot");
    assert!(driver.feed.config().series == [series("eth-updown-15m")]);
    driver.event(Event::Follow(&[series(SERIES)]));
    driver.until(START + LENGTH + 125_000);
    assert_eq!(driver.market(&second).phase, Phase::Known, "and back again");
}

#[test]
fn a_slot_that_is_over_is_asked_about_until_it_is_decided() {
    let slug = slug(SERIES, START);
    // Long after its end: another process had followed it.
    let begin = START + LENGTH + 3 * 3_600_000;
    let mut driver = Driver::new(config(&[]), begin);
    driver.until(begin + 1_000);
    driver.event(Event::Settle(&slug));
    driver.until(begin + 120_000);
    assert_eq!((driver.market(&slug).phase, driver.market(&slug).market.winner), (Phase::Ended, None));
    let before = asked(&mut driver, &slug);
    assert!((4..=40).contains(&before), "{before} requests in two minutes");
    driver.venue.listed.insert(slug.clone(), Some(DECIDED.to_owned()));
    driver.until(begin + 180_000);
    let market = driver.market(&slug);
    assert_eq!((market.phase, market.market.winner), (Phase::Resolved, Some(Winner::Down)));
    assert_eq!(market.market.winner_source, WinnerSource::Metadata);
    assert_eq!(driver.log.iter().filter(|e| matches!(e, Effect::Tick(_))).count(), 0);
    driver.take();
    driver.until(begin + 600_000);
    assert_eq!(asked(&mut driver, &slug), 0, "nothing more is wanted of it");
}

#[test]
fn a_slot_nobody_decides_is_given_up_some_time_after_it_was_asked_for() {
    let slug = slug(SERIES, START);
    let begin = START + LENGTH + 3 * 3_600_000;
    let mut config = config(&[]);
    config.timings.give_up_ms = 300_000;
    let mut driver = Driver::new(config, begin);
    driver.event(Event::Settle(&slug));
    driver.until(begin + 299_000);
    assert_eq!(driver.market(&slug).phase, Phase::Ended);
    driver.until(begin + 302_000);
    assert_eq!(driver.market(&slug).phase, Phase::Unresolved);
    assert!(asked(&mut driver, &slug) > 5);
}

#[test]
fn a_slot_that_is_not_over_is_followed_to_its_end_though_its_series_is_not() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[]), START + 1_000);
    driver.event(Event::Settle(&slug));
    // What is followed is said anew right after: the slot stays wanted.
    driver.event(Event::Follow(&[]));
    driver.until(START + 2_500);
    driver.books(&slug, 50, START + 2_500);
    driver.until(START + 5_000);
    assert!(driver.ticks().iter().any(|t| t.slug() == slug));
    driver.venue.listed.insert(slug.clone(), Some(DECIDED.to_owned()));
    driver.until(START + LENGTH + 30_000);
    assert_eq!(driver.market(&slug).phase, Phase::Resolved);
}

#[test]
fn what_is_no_slot_is_not_asked_about() {
    let mut driver = Driver::new(config(&[]), START + 1_000);
    for nonsense in ["", "../../etc", "btc-updown-15m-17", "btc-updown-15m-1795269600/x"] {
        driver.event(Event::Settle(nonsense));
    }
    driver.until(START + 10_000);
    assert_eq!(driver.take(), []);
    assert_eq!(driver.feed.counters().refused.get("settle: not the slug of a slot"), Some(&4));
}

#[test]
fn slots_of_followed_series_leave_room_for_those_somebody_waits_for() {
    let mut driver = Driver::new(config(&[SERIES, "eth-updown-15m", "btc-updown-5m"]), START + 1_000);
    driver.until(START + 2_000);
    let settle = |driver: &mut Driver, n: i64| driver.event(Event::Settle(&slug(SERIES, START - n * LENGTH)));
    let refused = |driver: &Driver| {
        driver.feed.counters().refused.get("settle: too many slots are waited for").copied()
    };
    (1..=1_024).for_each(|n| settle(&mut driver, n));
    assert_eq!(refused(&driver), None);
    settle(&mut driver, 1_025);
    assert_eq!(refused(&driver), Some(1));
    // One that is waited for already takes no further place.
    settle(&mut driver, 7);
    assert_eq!(refused(&driver), Some(1));
}

#[test]
fn prices_nobody_needs_any_more_are_unsubscribed() {
    let mut driver = Driver::new(config(&[SERIES]), START + 1_000);
    driver.venue.listed.insert(slug(SERIES, START), None);
    driver.venue.listed.insert(slug(SERIES, START + LENGTH), None);
    driver.until(START + 2_000);
    let said = |driver: &Driver, action: &str, symbol: &str| {
        let action = format!("\"action\":\"{action}\"");
        driver.sent(Link::Prices).iter().filter(|t| t.contains(&action) && t.contains(symbol)).count()
    };
    assert_eq!((said(&driver, "subscribe", "btc/usd"), said(&driver, "unsubscribe", "btc/usd")), (2, 0));
    driver.event(Event::Follow(&[series("eth-updown-15m")]));
    driver.until(START + 4_000);
    assert_eq!(said(&driver, "unsubscribe", "btc/usd"), 2, "the spot stream and the one it settles on");
    assert_eq!((said(&driver, "subscribe", "eth/usd"), said(&driver, "unsubscribe", "eth/usd")), (2, 0));
    driver.until(START + 10_000);
    assert_eq!(said(&driver, "unsubscribe", "btc/usd"), 2, "said once");
    driver.event(Event::Follow(&[series(SERIES)]));
    driver.until(START + 12_000);
    assert_eq!(said(&driver, "subscribe", "btc/usd"), 4, "and back again");
}
