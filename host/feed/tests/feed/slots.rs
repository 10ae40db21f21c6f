//! Slots: found ahead of time, rolled over without a gap, resolved.

use crate::support::{Driver, START, config, slug, times, token};
use craftstrat_feed::core::{Effect, Link, Phase};
use craftstrat_model::{FeeSchedule, Price, TimeMs, Winner, WinnerSource};

const SERIES: &str = "btc-updown-15m";
const LENGTH: i64 = 900_000;

#[test]
fn the_next_slot_is_subscribed_before_the_last_one_ends_and_rows_follow_without_a_gap() {
    let mut driver = Driver::new(config(&[SERIES]), START + LENGTH - 120_000);
    let (first, second) = (slug(SERIES, START), slug(SERIES, START + LENGTH));
    let subscribed = |driver: &Driver, slug: &str| {
        driver.sent(Link::Market).iter().any(|t| t.contains("subscribe") && t.contains(&token(slug, true)))
            || driver
                .sent(Link::Market)
                .iter()
                .any(|t| t.contains("\"type\":\"market\"") && t.contains(&token(slug, true)))
    };
    driver.until(START + LENGTH - 70_000);
    assert!(subscribed(&driver, &first) && !subscribed(&driver, &second));
    assert_eq!(driver.market(&second).phase, Phase::Known, "its tokens are known well ahead");
    driver.until(START + LENGTH - 59_000);
    assert!(subscribed(&driver, &second));
    for second_to_go in (-3..=3).rev() {
        let at = START + LENGTH - second_to_go * 1_000;
        driver.until(at - 500);
        driver.books(&first, 90, at - 600);
        driver.books(&second, 50, at - 600);
    }
    driver.until(START + LENGTH + 3_000);
    let ticks = driver.ticks();
    let of = |slug: &str| times(&ticks.iter().filter(|t| t.slug() == slug).cloned().collect::<Vec<_>>());
    assert_eq!(of(&first), ["896501", "897000*", "898000*", "899000*"]);
    assert_eq!(of(&second)[..2], ["0*", "1000*"], "from its first instant on");
    let at: Vec<TimeMs> = ticks.iter().filter(|t| t.sample).map(|t| t.at).collect();
    assert!(at.windows(2).all(|w| w[1].since(w[0]) == 1_000), "{at:?}");
}

#[test]
fn a_slot_that_is_not_listed_yet_is_asked_for_again_with_longer_waits() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START - 800_000);
    driver.venue.listed.insert(slug.clone(), None);
    driver.take();
    let asked = |driver: &mut Driver| {
        driver
            .take()
            .iter()
            .filter(|e| matches!(e, Effect::Request(_, r) if r.target().1.contains(&slug)))
            .count()
    };
    driver.until(START - 790_000);
    let early = asked(&mut driver);
    driver.until(START - 700_000);
    let later = asked(&mut driver);
    assert!((3..=6).contains(&early), "{early} in the first 10 s");
    assert!((3..=7).contains(&later), "{later} in the 90 s after");
    driver.venue.listed.remove(&slug);
    driver.until(START - 660_000);
    assert_eq!(driver.market(&slug).tokens, [token(&slug, true), token(&slug, false)]);
}

#[test]
fn a_request_that_is_never_answered_is_sent_again() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START - 300_000);
    driver.venue.answers = false;
    driver.until(START - 290_000);
    driver.venue.answers = true;
    driver.until(START - 245_000);
    assert!(driver.log.iter().all(|e| !matches!(e, Effect::Market(_))), "still waiting for the first answer");
    driver.until(START - 235_000);
    assert_eq!(driver.market(&slug).phase, Phase::Known);
}

#[test]
fn an_announcement_on_the_channel_is_as_good_as_a_listing() {
    let (first, second) = (slug(SERIES, START), slug(SERIES, START + LENGTH));
    let mut driver = Driver::new(config(&[SERIES]), START + 1_000);
    driver.venue.listed.insert(second.clone(), None);
    driver.until(START + 10_000);
    assert_eq!(driver.market(&first).phase, Phase::Known);
    let (up, down) = (token(&second, true), token(&second, false));
    driver.frame(
        Link::Market,
        &format!(
            r#"{{"event_type":"new_market","slug":"{second}","market":"0xab","condition_id":"0xab","clob_token_ids":["{down}","{up}"],"outcomes":["Down","Up"]}}"#
        ),
    );
    driver.until(START + 11_000);
    assert_eq!(driver.market(&second).tokens, [up, down]);
}

#[test]
fn metadata_that_contradicts_itself_is_refused() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START + 1_000);
    // The ids prove their outcomes: here they are the wrong way round.
    let condition = "0x1111111111111111111111111111111111111111111111111111111111111111";
    let up = "62356598158266862124498021053804063590600978707736169621998448942683123438635";
    let down = "35216355691672856679368063066495119190117102872037375620442368939486130470152";
    let extra =
        |a: &str, b: &str| Some(format!(r#","condition_id":"{condition}","token_ids":["{a}","{b}"]"#));
    for (listed, reason) in [
        (extra(down, up), "metadata: tokens contradict the condition id"),
        (extra("12/../../x", up), "metadata: impossible id"),
    ] {
        let mut driver = Driver::new(config(&[SERIES]), START - 2_000_000);
        driver.venue.listed.insert(slug.clone(), listed);
        driver.until(START - 880_000);
        assert!(driver.feed.counters().refused.contains_key(reason), "{:?}", driver.feed.counters());
    }
    driver.venue.listed.insert(slug.clone(), extra(up, down));
    driver.until(START + 2_000);
    assert_eq!(driver.market(&slug).phase, Phase::Known);
}

#[test]
fn fees_and_price_step_are_kept_fresh() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START + 1_000);
    driver.until(START + 2_000);
    let market = driver.market(&slug);
    assert_eq!(market.market.fees, Some(FeeSchedule { rate_micros: 70_000, exponent: 1 }));
    assert_eq!(market.trading.tick_size, Some(Price::from_micros(10_000)));
    driver.venue.terms = Some(r#"{"mts":0.01,"mos":5,"fd":{"r":0.05,"e":1}}"#.to_owned());
    driver.until(START + 70_000);
    assert_eq!(driver.market(&slug).market.fees.map(|f| f.rate_micros), Some(50_000));
    let step = format!(
        r#"{{"event_type":"tick_size_change","asset_id":"{}","old_tick_size":"0.01","new_tick_size":"0.001","timestamp":"{START}"}}"#,
        token(&slug, true)
    );
    driver.frame(Link::Market, &step);
    driver.until(START + 71_000);
    assert_eq!(driver.market(&slug).trading.tick_size, Some(Price::from_micros(1_000)), "at once");
}

#[test]
fn the_price_to_beat_is_the_settlement_streams_and_known_when_it_was() {
    let slug = slug(SERIES, START);
    let mut driver = Driver::new(config(&[SERIES]), START - 30_000);
    for second in -3..=3 {
        let at = START + second * 1_000;
        driver.until(at + 400);
        driver.price("crypto_prices_chainlink", "btc/usd", at, 50_000.0);
        driver.price("crypto_prices_twap_sixty", "btc/usd", at, 60_000.0 + second as f64);
        if second == -1 {
            driver.until(START);
            assert!(driver.market(&slug).market.price_to_beat.is_nan(), "the start's own tick is to come");
        }
    }
    driver.until(START + 4_000);
    let market = driver.market(&slug).market.clone();
    assert_eq!((market.price_to_beat, market.price_to_beat_at), (60_000.0, TimeMs(START + 401)));
}

#[test]
fn the_winner_comes_from_the_channel_or_from_metadata_and_only_after_the_end() {
    for by_channel in [true, false] {
        let slug = slug(SERIES, START);
        let next = crate::support::slug(SERIES, START + LENGTH);
        let mut driver = Driver::new(config(&[SERIES]), START + LENGTH - 100_000);
        let resolved = format!(
            r#"{{"event_type":"market_resolved","market":"0xab","winning_asset_id":"{}","winning_outcome":"Down"}}"#,
            token(&slug, false)
        );
        driver.until(START + LENGTH - 50_000);
        driver.frame(Link::Market, &resolved);
        driver.until(START + LENGTH + 20_000);
        let ended = driver.market(&slug);
        assert_eq!((ended.phase, ended.market.winner), (Phase::Ended, None), "not before the end");
        if by_channel {
            driver.frame(Link::Market, &resolved);
        } else {
            let extra = r#","closed":true,"umaResolutionStatus":"resolved","outcomePrices":"[\"0\",\"1\"]","priceToBeat":60001,"finalPrice":60000.5"#;
            driver.venue.listed.insert(slug.clone(), Some(extra.to_owned()));
        }
        driver.until(START + LENGTH + 60_000);
        let market = driver.market(&slug);
        assert_eq!((market.phase, market.market.winner), (Phase::Resolved, Some(Winner::Down)));
        assert_eq!(market.market.winner_source, WinnerSource::Metadata);
        if !by_channel {
            assert_eq!(market.market.end_price, 60_000.5);
            assert!(market.market.price_to_beat_at >= market.market.end, "strategies never saw it");
            // The next slot opened there, and its own opening was not received.
            let next = driver.market(&next).market.clone();
            assert_eq!(next.price_to_beat, 60_000.5);
            assert!(next.price_to_beat_at > next.start);
        }
    }
}

#[test]
fn a_slot_nobody_resolves_is_given_up() {
    let slug = slug(SERIES, START);
    let mut config = config(&[SERIES]);
    config.timings.give_up_ms = 300_000;
    let mut driver = Driver::new(config, START + LENGTH - 10_000);
    driver.until(START + LENGTH + 299_000);
    assert_eq!(driver.market(&slug).phase, Phase::Ended);
    driver.until(START + LENGTH + 302_000);
    assert_eq!(driver.market(&slug).phase, Phase::Unresolved);
}
