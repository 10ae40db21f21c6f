//! Recorded books, replayed.

use crate::support::{Market, START, Side, clob, price, shares, state};
use craftstrat_data::import::Options;
use craftstrat_model::Column;
use craftstrat_model::ticks::SlotTicks;
use craftstrat_sim::source::{Change, Source, read_recording, slot_of};
use craftstrat_sim::{Settings, Venue};
use serde_json::Value;
use std::path::PathBuf;

fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: no recorded data at {}", path.display());
    None
}

/// Plays a recording to the end and returns its markets.
fn play(format: &str, path: &str) -> Option<Vec<Value>> {
    let path = shared(path)?;
    let recorded = read_recording(format, &[path], &Options::default()).unwrap();
    let start = recorded.start().unwrap();
    let settings = Settings { start: start.plus_ms(-60_000), ..Settings::default() };
    let mut venue = Venue::new(settings, vec![Box::new(recorded)]);
    let first = state(&mut venue)["markets"][0].clone();
    venue.advance(start.plus_ms(60_000));
    let token = first["tokens"][0].as_str().unwrap();
    let book = clob(&mut venue, &format!("/book?token_id={token}"));
    assert!(!book["bids"].as_array().unwrap().is_empty() && !book["asks"].as_array().unwrap().is_empty());
    venue.advance(start.plus_ms(86_400_000));
    Some(state(&mut venue)["markets"].as_array().unwrap().clone())
}

#[test]
fn resolvedkit_replays_and_resolves() {
    let Some(markets) = play("resolvedkit", "orderbooks/resolvedkit_btc15m_2026-09-28") else { return };
    assert_eq!(markets.len(), 18);
    assert!(markets.iter().all(|m| m["phase"] == "resolved"));
}

#[test]
fn raw_messages_replay() {
    let Some(markets) = play("polymarket-ws", "orderbooks/cronos_btc5m_2026-04-16/market_data") else {
        return;
    };
    assert_eq!(markets.len(), 12);
}

#[test]
fn rows_become_books_trades_and_prices() {
    let slug = format!("btc-updown-5m-{}", START.0 / 1_000);
    let market: Market = craftstrat_model::slug::market_of_slug(&slug).unwrap();
    let mut ticks = SlotTicks::new(market, vec![START.0, START.0 + 1_000, START.0 + 2_000]);
    ticks.set(Column::BidUp, vec![0.48, 0.49, 0.60]);
    ticks.set(Column::BidSizeUp, vec![10.0, 10.0, 10.0]);
    ticks.set(Column::AskUp, vec![0.52, 0.52, 0.55]);
    ticks.set(Column::AskSizeUp, vec![7.0, 7.0, 7.0]);
    ticks.set(Column::MarketVolumeUsd, vec![100.0, 105.05, 200.0]);
    ticks.set(Column::ChainlinkPrice, vec![65_000.0, 65_001.0, f64::NAN]);
    let slot = slot_of(&ticks);
    let changes: Vec<&Change> = slot.steps.iter().map(|s| &s.change).collect();
    let [Change::Book { bids, asks }, Change::Trade { side, shares: traded }, Change::Book { .. }] =
        changes[..]
    else {
        panic!("a crossed row must change nothing: {changes:?}");
    };
    assert_eq!((bids[0], asks[0]), ((price("0.48"), shares("10")), (price("0.52"), shares("7"))));
    assert_eq!((*side, *traded), (Side::Ask, shares("10")), "the mid rose: buyers, 5.05 at 0.505");
    assert_eq!(slot.prices.len(), 2);
    assert_eq!(slot.prices[1].of, START);
}

#[test]
fn a_source_names_no_result_before_it_is_loaded() {
    let Some(path) = shared("orderbooks/resolvedkit_btc15m_2026-09-28") else { return };
    let mut recorded = read_recording("resolvedkit", &[path], &Options::default()).unwrap();
    let market = recorded.next().unwrap();
    assert!(market.winner.is_none() && market.price_to_beat.is_nan());
    assert!(recorded.load(&market).market.winner.is_some());
}
