//! Slugs, times and derived tick columns.
#![allow(clippy::unwrap_used)]

use craftstrat_model::slug::{market_of_slug, slots};
use craftstrat_model::{
    Column, ColumnSet, Level, Outcome, Price, PriceDefinition, Shares, Side, SlotTicks, TimeMs, Winner,
};
use proptest::prelude::*;

#[test]
fn slugs_name_slots() {
    let check = |slug: &str, series: &str, start: &str, end: &str| {
        let market = market_of_slug(slug).unwrap();
        let got = (market.series.to_string(), market.start.to_string(), market.end.to_string());
        assert_eq!(got, (series.to_owned(), start.to_owned(), end.to_owned()), "{slug}");
    };
    check("btc-updown-15m-1770138000", "btc-updown-15m", "2026-02-03T17:00:00Z", "2026-02-03T17:15:00Z");
    check("eth-updown-5m-1776323400", "eth-updown-5m", "2026-04-16T07:10:00Z", "2026-04-16T07:15:00Z");
    check(
        "bitcoin-up-or-down-june-8-2026-3pm-et",
        "btc-updown-1h",
        "2026-06-08T19:00:00Z",
        "2026-06-08T20:00:00Z",
    );
    check(
        "bitcoin-up-or-down-january-8-2026-12am-et",
        "btc-updown-1h",
        "2026-01-08T05:00:00Z",
        "2026-01-08T06:00:00Z",
    );
    check(
        "ethereum-up-or-down-on-june-8-2026",
        "eth-updown-1d",
        "2026-06-07T16:00:00Z",
        "2026-06-08T16:00:00Z",
    );
}

#[test]
fn other_slugs_are_refused() {
    for slug in [
        "",
        "btc",
        "btc-updown-15m",
        "btc-updown-15m-1770138001",
        "btc-updown-7m-1770138000",
        "btc-updown-15m--900",
        "BTC-updown-15m-1770138000",
        "will-it-rain",
        "bitcoin-up-or-down-june-31-2026-3pm-et",
        "bitcoin-up-or-down-june-8-2026-13pm-et",
        "btc-updown-15m-99999999999999999999",
    ] {
        assert!(market_of_slug(slug).is_err(), "{slug}");
    }
}

#[test]
fn price_definitions_follow_the_venues_change_log() {
    let at = |slug: &str| market_of_slug(slug).unwrap().price_definition;
    assert_eq!(at("btc-updown-15m-1770138000"), PriceDefinition::ChainlinkSpot);
    assert_eq!(at("btc-updown-15m-1790586000"), PriceDefinition::ChainlinkTwap60);
    assert_eq!(at("btc-updown-5m-1786320000"), PriceDefinition::ChainlinkTwap30);
    assert_eq!(at("bitcoin-up-or-down-june-8-2026-3pm-et"), PriceDefinition::BinanceCandle1h);
}

#[test]
fn a_share_pays_by_the_winner() {
    assert_eq!(Winner::Up.payout(Outcome::Up), Price::ONE);
    assert_eq!(Winner::Up.payout(Outcome::Down), Price::ZERO);
    assert_eq!(Winner::Split.payout(Outcome::Down).micros(), 500_000);
}

#[test]
fn times_read_and_write_as_iso_8601() {
    for (text, ms) in [
        ("2026-09-28", 1_790_553_600_000),
        ("2026-09-28T09:00:00Z", 1_790_586_000_000),
        ("2026-09-28 09:00", 1_790_586_000_000),
        ("2026-09-28T09:00:00.25Z", 1_790_586_000_250),
        ("1790586000", 1_790_586_000_000),
        ("1790586000250", 1_790_586_000_250),
    ] {
        assert_eq!(text.parse::<TimeMs>().unwrap().0, ms, "{text}");
    }
    for text in ["", "yesterday", "2026-02-30", "2026-13-01", "2026-09-28T25:00", "2026-9-28", "-5"] {
        assert!(text.parse::<TimeMs>().is_err(), "{text}");
    }
}

fn slot(rows: usize) -> SlotTicks {
    let mut market = market_of_slug("btc-updown-15m-1770138000").unwrap();
    market.price_to_beat = 60_000.0;
    let start = market.start.0;
    SlotTicks::new(market, (0..rows as i64).map(|i| start + 500 * i).collect())
}

#[test]
fn derived_prices_are_computed_in_micros() {
    let mut ticks = slot(2);
    ticks.set(Column::BidUp, vec![0.50, f64::NAN]);
    ticks.set(Column::AskUp, vec![0.55, 0.55]);
    ticks.prepare(ColumnSet::EMPTY.with(Column::SpreadUp).with(Column::MidUp));
    assert_eq!(ticks.column(Column::SpreadUp)[0], 0.05, "in f64 0.55 - 0.50 is below 0.05");
    assert_eq!(ticks.column(Column::MidUp)[0], 0.525);
    assert!(ticks.column(Column::SpreadUp)[1].is_nan());
}

#[test]
fn the_price_to_beat_is_missing_until_received() {
    let mut ticks = slot(4);
    ticks.set(Column::SettlementPrice, vec![60_600.0; 4]);
    ticks.prepare([Column::PriceToBeat, Column::DirMovePct, Column::SecondsToClose].into_iter().collect());
    let known: Vec<bool> = ticks.column(Column::PriceToBeat).iter().map(|v| !v.is_nan()).collect();
    assert_eq!(known, [false, false, true, true]);
    assert!(ticks.column(Column::DirMovePct)[1].is_nan());
    assert!((ticks.column(Column::DirMovePct)[2] - 1.0).abs() < 1e-12);
    assert_eq!(ticks.column(Column::SecondsToClose)[1], 899.5);
}

#[test]
fn an_empty_side_differs_from_one_not_recorded() {
    let mut ticks = slot(4);
    ticks.set(Column::BidUp, vec![0.5, f64::NAN, f64::NAN, 0.5]);
    ticks.set(Column::BidSizeUp, vec![10.0, 0.0, f64::NAN, f64::NAN]);
    let at = |row| ticks.level(row, Outcome::Up, Side::Bid, 0);
    assert_eq!(at(0), Level::Known(Price::from_micros(500_000), Shares::from_micros(10_000_000)));
    assert_eq!(at(1), Level::Empty);
    assert_eq!(at(2), Level::NotRecorded);
    assert_eq!(at(3), Level::Unsized(Price::from_micros(500_000)));
    assert_eq!(ticks.level(0, Outcome::Down, Side::Ask, 2), Level::NotRecorded);
}

#[test]
fn the_catalogue_is_consistent() {
    for column in Column::ALL {
        assert_eq!(column.name().parse::<Column>().unwrap(), *column);
        assert!(column.spec().range.0 < column.spec().range.1, "{column}");
        for source in column.sources() {
            assert!(source.is_stored(), "{column} derives from {source}, which is not stored");
        }
    }
    for settled in ["winner", "end_price", "final_volume", "final_price"] {
        assert!(settled.parse::<Column>().is_err(), "{settled} is settlement data and can never be an input");
    }
}

proptest! {
    #[test]
    fn dates_round_trip(ms in 0..4_102_444_800_000_i64) {
        let (y, m, d) = TimeMs(ms).date();
        prop_assert_eq!(TimeMs::from_date(y, m, d).day(), TimeMs(ms).day());
        prop_assert_eq!(TimeMs(ms).to_string().parse::<TimeMs>().unwrap(), TimeMs(ms));
    }

    #[test]
    fn any_slug_is_read_or_refused(text in "[a-z0-9-]{0,60}|.{0,40}") {
        let _ = market_of_slug(&text);
        let _ = text.parse::<TimeMs>();
    }
}

#[test]
fn slots_of_a_span_are_named_as_the_venue_names_them() {
    let of = |series: &str, from: &str, to: &str| -> Vec<String> {
        let slots = slots(&series.parse().unwrap(), from.parse().unwrap(), to.parse().unwrap());
        slots.iter().map(|m| format!("{} {}", m.slug, m.start)).collect()
    };
    assert_eq!(
        of("btc-updown-15m", "2026-11-21T14:07:00Z", "2026-11-21T14:30:00Z"),
        ["btc-updown-15m-1795269600 2026-11-21T14:00:00Z", "btc-updown-15m-1795270500 2026-11-21T14:15:00Z"]
    );
    assert_eq!(
        of("eth-updown-1h", "2026-11-21T16:59:59Z", "2026-11-21T18:00:00Z"),
        [
            "ethereum-up-or-down-november-21-2026-11am-et 2026-11-21T16:00:00Z",
            "ethereum-up-or-down-november-21-2026-12pm-et 2026-11-21T17:00:00Z"
        ]
    );
    assert_eq!(
        of("btc-updown-1h", "2026-06-08T04:00:00Z", "2026-06-08T04:30:00Z"),
        ["bitcoin-up-or-down-june-8-2026-12am-et 2026-06-08T04:00:00Z"]
    );
    assert_eq!(
        of("btc-updown-1d", "2026-11-21T14:00:00Z", "2026-11-21T17:00:01Z"),
        [
            "bitcoin-up-or-down-on-november-21-2026 2026-11-20T17:00:00Z",
            "bitcoin-up-or-down-on-november-22-2026 2026-11-21T17:00:00Z"
        ]
    );
    assert_eq!(of("pepe-updown-1h", "2026-11-21", "2026-11-22"), [""; 0], "its full name is not known");
    // The clocks go back on 2026-11-01: the hour that comes twice has one slug, for its first time.
    assert_eq!(of("btc-updown-1h", "2026-11-01T04:00:00Z", "2026-11-01T08:00:00Z").len(), 3);
    assert_eq!(of("btc-updown-5m", "2000-01-01", "2026-01-01").len(), 1_000, "bounded");
}
