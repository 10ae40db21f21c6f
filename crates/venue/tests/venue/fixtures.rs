//! Every recorded payload beside the checkout goes through the decoder of its kind. A file of no known kind fails the
//! test, so that none is passed over in silence.

use crate::support::{json_files, shared};
use craftstrat_venue::message::Body;
use craftstrat_venue::{gamma, message, rest, rtds};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A frame of the market channel: at least one message, nothing refused.
    MarketChannel,
    /// Metadata: at least one market, each read or refused with a reason.
    Gamma,
    /// A price message: values, or a topic that is passed over.
    Prices,
    /// `GET /book`.
    Book,
    /// A market in the long form of the order book's interface.
    LongMarket,
    /// Not market data (orders, accounts, wallets): must not break the stream it may turn up in.
    Elsewhere,
}

fn kind(path: &Path) -> Kind {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let folder = path.parent().unwrap().to_string_lossy().into_owned();
    let starts = |prefixes: &[&str]| prefixes.iter().any(|p| name.starts_with(p));
    match () {
        () if folder.ends_with("rtds") || starts(&["rtds_", "ws_trade.json"]) => Kind::Prices,
        () if name == "clob_book_response.json"
            || folder.ends_with("http_responses") && name == "book.json" =>
        {
            Kind::Book
        }
        () if starts(&["clob_market_"])
            || folder.ends_with("http_responses") && starts(&["market.json", "markets.json"]) =>
        {
            Kind::LongMarket
        }
        () if starts(&["gamma_event", "gamma_market"])
            || folder.contains("jm709") && starts(&["event.json", "market.json"])
            || folder.ends_with("http_responses") && starts(&["event", "market"]) =>
        {
            Kind::Gamma
        }
        () if starts(&["ws_user_", "user_", "order_", "trades"]) => Kind::Elsewhere,
        () if starts(&["ws_"]) || folder.ends_with("ws_messages") => Kind::MarketChannel,
        () if starts(&["http_", "data_api_", "clob_fee_rate_", "gamma_tags", "search_response"])
            || folder.contains("data_api_small")
            || folder.contains("official") =>
        {
            Kind::Elsewhere
        }
        () => panic!("{} is of no known kind", path.display()),
    }
}

#[test]
fn every_payload_decodes() {
    let Some(root) = shared("fixtures") else { return };
    let mut files = Vec::new();
    json_files(&root, &mut files);
    let mut seen: BTreeMap<Kind, usize> = BTreeMap::new();
    for path in &files {
        let text = std::fs::read(path).unwrap();
        let kind = kind(path);
        *seen.entry(kind).or_default() += 1;
        let at = path.display();
        match kind {
            Kind::MarketChannel => {
                let decoded = message::decode(&text);
                assert!(!decoded.messages.is_empty() && decoded.rejects.is_empty(), "{at}: {decoded:?}");
                assert!(decoded.messages.iter().all(|m| m.body != Body::Other), "{at}: {decoded:?}");
            }
            Kind::Gamma | Kind::LongMarket => {
                let markets = gamma::decode(&text).unwrap();
                assert!(!markets.is_empty(), "{at}");
                for info in markets.iter().flatten() {
                    assert!(info.tokens.iter().all(|t| !t.is_empty()), "{at}: {info:?}");
                }
            }
            Kind::Prices => {
                let decoded = rtds::decode(&text);
                assert!(
                    decoded.updates.len() + decoded.others == 1 && decoded.rejects.is_empty(),
                    "{at}: {decoded:?}"
                );
            }
            Kind::Book => {
                let book = rest::book(&text).unwrap();
                assert!(
                    book.venue_ms.is_some() && !book.condition.is_empty() && book.stated.hash.is_some(),
                    "{at}"
                );
            }
            Kind::Elsewhere => {
                let messages = message::decode(&text).messages;
                let touches_a_book =
                    |b: &Body| matches!(b, Body::Book { .. } | Body::Best(_) | Body::TickSize(_));
                assert!(!messages.iter().any(|m| touches_a_book(&m.body)), "{at}: {messages:?}");
                rtds::decode(&text);
            }
        }
    }
    eprintln!("{seen:?}");
    assert!(files.len() >= 80 && seen.len() == 6, "{} files, {seen:?}", files.len());
}

/// The recorded five-minute market is read with all it says.
#[test]
fn a_recorded_slot_is_read_in_full() {
    let Some(path) = shared("fixtures/nautilus/crates/adapters/polymarket/test_data/gamma_market.json")
    else {
        return;
    };
    let info = gamma::decode(&std::fs::read(path).unwrap()).unwrap().remove(0).unwrap();
    assert_eq!(info.market.slug, "btc-updown-5m-1773307200");
    assert!(info.tokens[0].starts_with("104239898") && info.tokens[1].starts_with("711839608"));
    assert!(info.condition.starts_with("0x78443f96"));
    let trading = info.trading;
    assert_eq!(
        (trading.accepting_orders, trading.closed, trading.neg_risk),
        (Some(true), Some(false), Some(false))
    );
    assert_eq!(trading.tick_size.map(|t| t.to_string()).as_deref(), Some("0.01"));
    assert_eq!(trading.min_order_size.map(|s| s.to_string()).as_deref(), Some("5"));
}
