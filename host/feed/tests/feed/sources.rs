//! What is stale is missing and said to be stale; books are checked against the venue's.

use crate::support::{Driver, START, book, config, slug, token};
use craftstrat_feed::core::{Effect, Link, Source, Status};
use craftstrat_model::Column;

const SERIES: &str = "btc-updown-15m";

#[test]
fn a_price_older_than_five_seconds_is_missing_and_stale() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START);
    driver.until(START + 1_000);
    driver.price("crypto_prices_chainlink", "btc/usd", START + 500, 60_000.0);
    for second in 1..=8 {
        driver.until(START + second * 1_000 + 100);
        driver.books(&slug, 50, START + second * 1_000);
    }
    driver.until(START + 8_500);
    let health =
        driver.feed.health().find(|h| matches!(&h.source, Source::Price(_, s) if s.name() == "chainlink"));
    assert_eq!(health.unwrap().status, Status::Stale);
    let grid: Vec<Option<f64>> =
        driver.ticks().iter().filter(|t| t.sample).map(|t| t.row.double(Column::ChainlinkPrice)).collect();
    assert_eq!(
        grid.iter().filter(|v| v.is_some()).count(),
        5,
        "received at 1 s, so from 2 s to 6 s: {grid:?}"
    );
    assert_eq!(grid.last(), Some(&None));
}

#[test]
fn a_price_that_is_old_on_arrival_never_counts() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START);
    driver.until(START + 10_000);
    driver.price("crypto_prices_twap_sixty", "btc/usd", START + 4_000, 60_000.0);
    driver.books(&slug, 50, START + 10_000);
    driver.until(START + 11_000);
    assert!(driver.ticks().iter().all(|t| t.row.double(Column::SettlementPrice).is_none()));
}

#[test]
fn a_silent_book_gives_no_rows_and_is_stale() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START);
    driver.until(START + 500);
    driver.books(&slug, 50, START + 400);
    driver.until(START + 10_000);
    assert_eq!(driver.ticks().len(), 6, "one event and five seconds");
    let status = |driver: &Driver| {
        driver.feed.health().find(|h| h.source == Source::Book(slug.clone())).unwrap().status
    };
    assert_eq!(status(&driver), Status::Stale);
    driver.books(&slug, 50, START + 10_100);
    driver.until(START + 12_000);
    assert_eq!(status(&driver), Status::Fresh);
    let told = driver
        .log
        .iter()
        .filter(|e| matches!(e, Effect::Health(h) if h.source == Source::Book(slug.clone())));
    assert_eq!(told.count(), 1, "told once when it changes");
}

/// The books a `GET /book` gives: the same as the channel's, later or other.
fn fetched(slug: &str, mid: i64, venue_ms: i64) -> String {
    book(slug, true, mid, venue_ms).replace(r#""event_type":"book","#, "")
}

fn audited(of_book: impl Fn(&str) -> String) -> (Driver, String) {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START);
    driver.venue.books.insert(token(&slug, true), of_book(&slug));
    driver.until(START + 500);
    driver.books(&slug, 50, START + 400);
    driver.take();
    for second in 1..=20 {
        driver.until(START + second * 1_000);
        driver.frame(Link::Market, "PONG");
    }
    (driver, slug)
}

#[test]
fn an_audit_takes_the_venues_book_where_ours_is_wrong() {
    let (driver, _) = audited(|slug| fetched(slug, 50, START + 400));
    let counters = driver.feed.counters();
    assert_eq!((counters.audits_equal, counters.audits_differ), (1, 0));

    let (mut driver, slug) = audited(|slug| fetched(slug, 40, START + 400));
    assert_eq!(driver.feed.counters().audits_differ, 1);
    let bids: Vec<_> = driver.ticks().iter().map(|t| t.row.micros(Column::BidUp)).collect();
    assert_eq!((bids[0], *bids.last().unwrap()), (Some(490_000), Some(390_000)), "{slug}");

    let (driver, _) = audited(|slug| fetched(slug, 40, START + 100));
    let counters = driver.feed.counters();
    assert_eq!((counters.audits_open, counters.audits_differ), (1, 0), "an older book proves nothing");
}

#[test]
fn a_newer_book_while_the_channel_is_silent_means_missed_messages() {
    let (mut driver, slug) = audited(|slug| fetched(slug, 40, START + 5_000));
    assert_eq!(driver.feed.counters().audits_missed, 1);
    let sent = driver.sent(Link::Market);
    assert!(sent[sent.len() - 2].contains("unsubscribe") && sent[sent.len() - 1].contains(r#""subscribe""#));
    // The second time within two minutes the connection itself is to blame.
    let before = driver.open[&Link::Market];
    driver.venue.books.insert(token(&slug, true), fetched(&slug, 30, START + 30_000));
    for second in 21..=60 {
        driver.until(START + second * 1_000);
        if driver.open.contains_key(&Link::Market) {
            driver.frame(Link::Market, "PONG");
        }
    }
    assert_eq!(driver.feed.counters().audits_missed, 2);
    assert!(driver.open[&Link::Market].attempt > before.attempt);
}

#[test]
fn a_hash_that_differs_calls_for_an_audit() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START);
    driver.venue.books.insert(token(&slug, true), fetched(&slug, 60, START + 1_400));
    driver.until(START + 1_500);
    let said = book(&slug, true, 50, START + 1_400);
    let said = said.replace("}]}", r#"}],"hash":"0123","last_trade_price":"0.500"}"#);
    driver.frame(Link::Market, &said);
    driver.until(START + 4_000);
    let counters = driver.feed.counters();
    assert_eq!((counters.hashes_differ, counters.audits_differ), (1, 1), "{counters:?}");
    let last = driver.ticks().pop().unwrap();
    assert_eq!(last.row.micros(Column::BidUp), Some(590_000));
}

#[test]
fn what_nobody_knows_is_counted_and_breaks_nothing() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START);
    driver.until(START + 500);
    for text in [
        r#"{"event_type":"something_new","asset_id":"7"}"#,
        r#"[{"event_type":"book"},7,null]"#,
        "{",
        "\u{1}",
        r#"{"event_type":"book","asset_id":"123","bids":[],"asks":[]}"#,
    ] {
        driver.frame(Link::Market, text);
        driver.frame(Link::Prices, text);
    }
    driver.books(&slug, 50, START + 400);
    driver.until(START + 1_000);
    assert_eq!(driver.ticks().len(), 2);
    let counters = driver.feed.counters();
    assert!(counters.passed_over >= 1 && counters.refused.len() >= 4, "{counters:?}");
}
