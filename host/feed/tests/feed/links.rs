//! Connections: silence, coming back, what is subscribed when.

use crate::support::{Driver, START, config, slug, times, token};
use craftstrat_feed::core::{Effect, Event, Health, Link, Source, Status};

const SERIES: &str = "btc-updown-15m";

fn connects(log: &[Effect], link: Link) -> usize {
    log.iter().filter(|e| matches!(e, Effect::Connect(c) if c.link == link)).count()
}

#[test]
fn a_silent_link_is_dropped_and_comes_back_with_its_subscriptions() {
    let mut driver = Driver::new(config(&[SERIES]), START + 1_000);
    driver.until(START + 2_000);
    let first = driver.open[&Link::Market];
    let up = token(&slug(SERIES, START), true);
    assert!(driver.sent(Link::Market)[0].contains(&up), "{:?}", driver.sent(Link::Market));
    driver.take();
    // Keep-alives are sent, and an answer to one is a sign of life.
    for second in 3..=30 {
        driver.until(START + second * 1_000);
        driver.frame(Link::Market, "PONG");
    }
    let pings = driver.log.iter().filter(|e| matches!(e, Effect::Send(c, t) if *c == first && t == "PING"));
    assert!((2..=3).contains(&pings.count()));
    assert_eq!(driver.feed.counters().silences, 0);
    driver.until(START + 60_000);
    assert_eq!(driver.feed.counters().silences, 1, "30 s have not passed quite");
    driver.until(START + 62_000);
    let second = driver.open[&Link::Market];
    assert!(second.attempt > first.attempt);
    assert!(driver.sent(Link::Market).last().unwrap().contains(&up));
    // What the old connection still sends is nobody's.
    let frames = driver.feed.counters().frames;
    driver.event(Event::Frame(first, b"PONG"));
    driver.event(Event::Closed(first));
    assert_eq!(driver.feed.counters().frames, frames);
    assert_eq!(driver.open[&Link::Market], second);
}

#[test]
fn waits_grow_while_the_venue_cannot_be_reached_and_do_not_repeat_themselves() {
    let attempts = |seed: u64| {
        let mut config = config(&[SERIES]);
        config.seed = seed;
        let mut driver = Driver::new(config, START + 1_000);
        driver.venue.reachable = false;
        let mut at = Vec::new();
        for step in 0..18_000 {
            driver.until(START + 1_000 + step * 20);
            let n = connects(&driver.take(), Link::Prices);
            at.extend(std::iter::repeat_n(step * 20, n));
        }
        at
    };
    let at = attempts(7);
    let waits: Vec<i64> = at.windows(2).map(|w| w[1] - w[0]).collect();
    assert!(waits[0] <= 300 && waits.len() > 8, "{waits:?}");
    assert!(waits.iter().all(|w| *w <= 30_100), "never longer than the limit: {waits:?}");
    assert!(*waits.last().unwrap() >= 14_900, "half the limit at least in the end: {waits:?}");
    assert_eq!(at, attempts(7), "the same seed waits the same");
    assert_ne!(at, attempts(8));
}

#[test]
fn after_a_loss_rows_wait_for_a_snapshot() {
    let mut driver = Driver::new(config(&[SERIES]), START);
    let slug = slug(SERIES, START);
    driver.until(START + 1_500);
    driver.books(&slug, 50, START + 1_400);
    driver.until(START + 2_000);
    let connection = driver.open[&Link::Market];
    driver.take();
    driver.now_us += 500;
    driver.event(Event::Closed(connection));
    driver.until(START + 4_000);
    assert_ne!(driver.open[&Link::Market], connection, "it is back");
    // A change of the book whose snapshot has not come: something may have been missed in between.
    let change = format!(
        r#"{{"event_type":"price_change","timestamp":"{}","price_changes":[{{"asset_id":"{}","price":"0.30","size":"9","side":"BUY"}}]}}"#,
        START + 4_100,
        token(&slug, true)
    );
    driver.frame(Link::Market, &change);
    driver.until(START + 9_000);
    // The last state is good for five seconds.
    assert_eq!(times(&driver.ticks()), ["3000*", "4000*", "5000*", "6000*"]);
    assert_eq!(driver.feed.counters().refused["change before a snapshot"], 1);
    // The venue's clock may have been set back meanwhile: a fresh snapshot counts all the same.
    driver.books(&slug, 60, START - 50_000);
    driver.until(START + 10_000);
    assert_eq!(times(&driver.ticks()), ["9001", "10000*"]);
}

#[test]
fn a_stream_that_falls_silent_alone_is_subscribed_anew() {
    let mut driver = Driver::new(config(&[SERIES]), START);
    let topics = |driver: &Driver, topic: &str| {
        driver.sent(Link::Prices).iter().filter(|t| t.contains(&format!("\"{topic}\""))).count()
    };
    for second in 1..=40 {
        driver.until(START + second * 1_000);
        driver.price("crypto_prices_chainlink", "btc/usd", START + second * 1_000 - 500, 60_000.0);
    }
    assert_eq!(topics(&driver, "crypto_prices_chainlink"), 1);
    assert_eq!(topics(&driver, "crypto_prices_twap_sixty"), 2, "30 s without a value");
    assert_eq!(connects(&driver.log, Link::Prices), 1, "the link itself is alive");
    let stale = |stream: &str, health: &Health| matches!(&health.source, Source::Price(asset, s) if asset == "btc" && s.name() == stream);
    let status = |stream: &str| driver.feed.health().find(|h| stale(stream, h)).unwrap().status;
    assert_eq!((status("chainlink"), status("twap60")), (Status::Fresh, Status::Stale));
}

/// A venue whose time runs 1,000 times as fast says something every 20 s of it: that is every 20 ms here.
#[test]
fn a_fast_venue_makes_no_connection_silent_and_no_wait_short_but_data_old_as_ever() {
    const SPEED: i64 = 1_000;
    let mut config = config(&[SERIES]);
    config.timings = config.timings.at_speed(SPEED as f64);
    let mut driver = Driver::new(config.clone(), START + 1_000);
    driver.until(START + 2_500);
    driver.books(&slug(SERIES, START), 50, START + 2_400);
    driver.until(START + 10_000);
    assert_eq!(
        times(&driver.ticks()).last().unwrap(),
        "7000*",
        "the book is good for five seconds of the venue"
    );
    driver.until(START + 600_000);
    let counters = driver.feed.counters();
    assert_eq!((counters.silences, counters.resubscribed), (0, 0), "ten minutes there are 0.6 s here");
    let asked = |log: &[Effect]| {
        log.iter().filter(|e| matches!(e, Effect::Request(_, r) if r.target().1.starts_with("/book"))).count()
    };
    assert_eq!(asked(&driver.log), 0, "no audit within 0.6 s");
    driver.until(START + 31 * 1_000 * SPEED);
    assert!(driver.feed.counters().silences >= 1, "30 s of silence here are too long as ever");

    // Connections that fail are tried again after 250 ms here, not after 250 ms there.
    let mut driver = Driver::new(config, START + 1_000);
    driver.venue.reachable = false;
    driver.until(START + 1_000 + 100 * SPEED);
    assert_eq!(connects(&driver.log, Link::Prices), 1, "{:?}", driver.log);
    driver.until(START + 1_000 + 300 * SPEED);
    assert_eq!(connects(&driver.log, Link::Prices), 2);
}

#[test]
fn a_server_that_fails_is_asked_again_in_real_time_and_a_slot_that_is_not_listed_in_the_venues() {
    let asked = |answers: bool| {
        let mut config = config(&[SERIES]);
        config.timings = config.timings.at_speed(1_000.0);
        // Requests that nobody answers have failed after a minute there.
        config.timings.request_ms = 500;
        let mut driver = Driver::new(config, START + 1_000);
        driver.venue.answers = answers;
        driver.venue.listed.insert(slug(SERIES, START), None);
        driver.until(START + 121_000);
        let about =
            |e: &&Effect| matches!(e, Effect::Request(_, r) if r.target().1.ends_with(&slug(SERIES, START)));
        driver.log.iter().filter(about).count()
    };
    assert!((6..40).contains(&asked(true)), "{} times within two minutes there", asked(true));
    assert_eq!(asked(false), 1, "a server that answers nothing is left alone for a second here");
}
