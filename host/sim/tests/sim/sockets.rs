//! What sockets hear: books and their changes that a client can rebuild and check, prices, new and resolved markets.

use crate::support::{
    Outcome, START, Side, Trader, book, clob, frames, price, state, tokens, usual, venue_with,
};
use craftstrat_model::{Duration, Series, TimeMs};
use craftstrat_sim::source::{Change, Generated, Step};
use craftstrat_sim::{Channel, Output, Settings, Venue};
use craftstrat_venue::book::{Applied, TokenBook};
use craftstrat_venue::message::decode;
use craftstrat_venue::token_id::outcome_of_token;
use serde_json::{Value, json};

fn subscribe(venue: &mut Venue, tokens: &[String]) -> u64 {
    let socket = venue.open(Channel::Market);
    let message = json!({ "type": "market", "assets_ids": tokens, "custom_feature_enabled": true });
    venue.text(socket, &message.to_string());
    socket
}

#[test]
fn token_ids_prove_their_outcome() {
    let mut venue = venue_with(usual());
    let condition = state(&mut venue)["markets"][0]["condition"].as_str().unwrap().to_owned();
    let tokens = tokens(&mut venue);
    assert_eq!(tokens.map(|t| outcome_of_token(&condition, &t)), [Some(Outcome::Up), Some(Outcome::Down)]);
}

#[test]
fn a_book_rebuilt_from_frames_is_the_venues_own() {
    let series = [Series::new("btc", Duration::M5).unwrap()];
    let settings = Settings { start: START, seed: 7, ..Settings::default() };
    let mut venue = Venue::new(settings, Generated::several(7, &series, START));
    let both = tokens(&mut venue);
    let socket = subscribe(&mut venue, &both);
    let (mut books, mut seen) = ([TokenBook::default(), TokenBook::default()], 0);
    for second in 1..240 {
        venue.advance(START.plus_ms(second * 1_000));
        for frame in frames(&mut venue, socket) {
            for message in decode(frame.to_string().as_bytes()).messages {
                let Some(at) = both.iter().position(|t| **t == *message.token) else { continue };
                let applied = books[at].apply(&message.body, message.venue_ms);
                // Whatever a message changes it changes whole: nothing is ever repaired, late or refused.
                assert!(matches!(applied, Applied::Taken | Applied::Irrelevant), "{applied:?}: {frame}");
                seen += 1;
            }
        }
        for (token, rebuilt) in both.iter().zip(&books) {
            let shown = clob(&mut venue, &format!("/book?token_id={token}"));
            for (side, name) in [(Side::Bid, "bids"), (Side::Ask, "asks")] {
                let best =
                    shown[name].as_array().unwrap().last().map(|l| price(l["price"].as_str().unwrap()));
                assert_eq!(rebuilt.best(side), best, "second {second}");
                assert_eq!(rebuilt.depth(side), shown[name].as_array().unwrap().len());
            }
        }
    }
    assert!(seen > 400, "{seen} messages");
}

#[test]
fn changes_name_both_tokens_and_the_book_they_lead_to() {
    let mut steps = usual();
    steps.push(book(
        20_000,
        &[("0.49", "10"), ("0.48", "100"), ("0.47", "50")],
        &[("0.52", "90"), ("0.53", "50")],
    ));
    let mut venue = venue_with(steps);
    let [up, down] = tokens(&mut venue);
    let socket = subscribe(&mut venue, std::slice::from_ref(&up));
    frames(&mut venue, socket);
    venue.advance(START.plus_ms(21_000));
    let told = frames(&mut venue, socket);
    let change = told.iter().find(|f| f["event_type"] == "price_change").expect("a change");
    let entries = change["price_changes"].as_array().unwrap();
    assert_eq!(entries.len(), 4, "two levels, both tokens");
    let bid = entries.iter().find(|e| e["asset_id"] == json!(up) && e["side"] == "BUY").unwrap();
    assert_eq!(
        (&bid["price"], &bid["size"], &bid["best_bid"], &bid["best_ask"]),
        (&json!("0.49"), &json!("10"), &json!("0.49"), &json!("0.52"))
    );
    let ask = entries.iter().find(|e| e["asset_id"] == json!(down) && e["side"] == "SELL").unwrap();
    assert_eq!((&ask["price"], &ask["best_ask"]), (&json!("0.51"), &json!("0.51")));
    let shown = clob(&mut venue, &format!("/book?token_id={up}"));
    assert_eq!((&bid["hash"], &change["timestamp"]), (&shown["hash"], &shown["timestamp"]));
    let best: Vec<&Value> = told.iter().filter(|f| f["event_type"] == "best_bid_ask").collect();
    assert_eq!(best.len(), 2);
}

#[test]
fn the_tick_changes_while_orders_rest() {
    let mut steps = usual();
    steps.push(Step { at: START.plus_ms(20_000), change: Change::Tick(price("0.001")) });
    let mut venue = venue_with(steps);
    let both = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let rests = trader.order(&both[0], true, 2_000_000, 5_000_000, "GTC");
    trader.place(&mut venue, &rests);
    let socket = subscribe(&mut venue, &both);
    venue.advance(START.plus_ms(21_000));
    let told = frames(&mut venue, socket);
    let tick = told.iter().find(|f| f["event_type"] == "tick_size_change").expect("told of it");
    assert_eq!((&tick["old_tick_size"], &tick["new_tick_size"]), (&json!("0.01"), &json!("0.001")));
    assert_eq!(trader.get(&mut venue, "/data/orders")["count"], 1);
    let fine = trader.order(&both[0], true, 2_005_000, 5_000_000, "GTC");
    assert_eq!(trader.place(&mut venue, &fine).status, 200);
}

#[test]
fn slots_follow_one_another_and_resolve_by_their_stream() {
    let series = [Series::new("btc", Duration::M5).unwrap(), Series::new("btc", Duration::M15).unwrap()];
    let settings = Settings { start: START, seed: 3, ..Settings::default() };
    let mut venue = Venue::new(settings, Generated::several(3, &series, START));
    let socket = venue.open(Channel::Market);
    venue.text(
        socket,
        &json!({ "type": "market", "assets_ids": [], "custom_feature_enabled": true }).to_string(),
    );
    let prices = venue.open(Channel::Prices);
    let twap = json!({ "action": "subscribe", "subscriptions": [
        { "topic": "crypto_prices_twap_sixty", "type": "*", "filters": "{\"symbol\":\"btc/usd\"}" },
    ] });
    venue.text(prices, &twap.to_string());
    let (mut values, mut results) = (std::collections::BTreeMap::new(), Vec::new());
    for minute in 0..60 {
        let live = state(&mut venue)["markets"].as_array().unwrap().clone();
        for market in live.iter().filter(|m| m["phase"] == "open") {
            let message = json!({ "operation": "subscribe", "assets_ids": market["tokens"] });
            venue.text(socket, &message.to_string());
        }
        venue.advance(START.plus_ms((minute + 1) * 60_000));
        for output in venue.take_outputs() {
            let Output::Frame(id, text) = output else { continue };
            let frame: Value = serde_json::from_str(&text).unwrap();
            if id == prices && frame["type"] == "update" {
                let payload = &frame["payload"];
                values.insert(payload["timestamp"].as_i64().unwrap(), payload["value"].as_f64().unwrap());
            } else if frame["event_type"] == "market_resolved" {
                let slug = frame["slug"].as_str().unwrap().to_owned();
                results.push((slug, frame["winning_outcome"].as_str().unwrap().to_owned()));
            }
        }
    }
    let fives = results.iter().filter(|(slug, _)| slug.contains("-5m-"));
    let mut checked = 0;
    for (slug, winner) in fives {
        let start = 1_000 * slug.rsplit('-').next().unwrap().parse::<i64>().unwrap();
        let (Some(from), Some(to)) = (values.get(&start), values.get(&(start + 300_000))) else { continue };
        assert_eq!(winner == "Up", to >= from, "{slug}");
        checked += 1;
    }
    assert!(checked >= 6, "{checked} of {} results", results.len());
}

#[test]
fn prices_have_the_services_traps() {
    let mut venue = venue_with(usual());
    let ask = |venue: &mut Venue, subscriptions: Value| {
        let socket = venue.open(Channel::Prices);
        venue.text(socket, &json!({ "action": "subscribe", "subscriptions": subscriptions }).to_string());
        frames(venue, socket)
    };
    let chainlink =
        |filter: &str| json!([{ "topic": "crypto_prices_chainlink", "type": "*", "filters": filter }]);
    let heard = ask(&mut venue, chainlink("{\"symbol\":\"btc/usd\"}"));
    assert_eq!((&heard[0]["topic"], &heard[0]["type"]), (&json!("crypto_prices"), &json!("subscribe")));
    assert_eq!(heard[0]["payload"]["data"][0]["value"], json!(65_000.5));
    assert_eq!(
        ask(&mut venue, chainlink("{\"symbol\": \"btc/usd\"}")),
        Vec::<Value>::new(),
        "a space silences it"
    );
    let batch = json!([{ "topic": "crypto_prices", "type": "update" }, { "topic": "nonsense", "type": "*" }]);
    assert_eq!(ask(&mut venue, batch), Vec::<Value>::new(), "an unknown topic takes the batch with it");
    let socket = venue.open(Channel::Prices);
    venue.text(socket, "PING");
    assert_eq!(frames(&mut venue, socket), Vec::<Value>::new());
    let market = venue.open(Channel::Market);
    venue.text(market, "PING");
    assert_eq!(frames(&mut venue, market), vec![json!("PONG")]);
}

#[test]
fn the_same_seed_says_the_same() {
    let run = |seed| {
        let series = [Series::new("eth", Duration::M15).unwrap()];
        let settings = Settings { start: TimeMs(START.0), seed, ..Settings::default() };
        let mut venue = Venue::new(settings, Generated::several(seed, &series, START));
        let both = tokens(&mut venue);
        subscribe(&mut venue, &both);
        venue.advance(START.plus_ms(120_000));
        venue.take_outputs()
    };
    assert_eq!(run(5), run(5));
    assert_ne!(run(5), run(6));
}
