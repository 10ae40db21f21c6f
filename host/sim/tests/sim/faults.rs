//! Every fault does what it says, where it says, as often as it says.

use crate::support::{START, Trader, book, clob, frames, now, price, tokens, usual, venue_with};
use craftstrat_sim::fault::{Fault, Kind};
use craftstrat_sim::{Answer, Channel, Host, Output, Request, Venue};
use serde_json::{Value, json};

fn status(venue: &mut Venue, path: &str) -> u16 {
    now(venue.request(Host::Clob, &Request::get(path))).status
}

#[test]
fn statuses_strike_their_route_and_number_of_times() {
    let mut venue = venue_with(usual());
    for status_wanted in [403, 425, 429, 500, 503] {
        venue.add_fault(Fault::new(Kind::Status { status: status_wanted }).on("GET /time").times(2));
        let seen: Vec<u16> = (0..3).map(|_| status(&mut venue, "/time")).collect();
        assert_eq!(seen, [status_wanted, status_wanted, 200]);
    }
    venue.add_fault(Fault::new(Kind::Status { status: 429 }).on("GET /time").until(START.plus_ms(20_000)));
    let limited = now(venue.request(Host::Clob, &Request::get("/time")));
    assert_eq!(limited.headers, [("retry-after", "1".to_owned())]);
    assert_eq!(status(&mut venue, "/ok"), 200);
    venue.advance(START.plus_ms(20_000));
    assert_eq!(status(&mut venue, "/time"), 200);
}

#[test]
fn chances_are_drawn_from_the_seed() {
    let run = || {
        let mut venue = venue_with(usual());
        venue.add_fault(Fault::new(Kind::Status { status: 500 }).chance(0.3));
        (0..200).map(|_| status(&mut venue, "/time") == 500).collect::<Vec<bool>>()
    };
    let first = run();
    let struck = first.iter().filter(|s| **s).count();
    assert!((40..80).contains(&struck), "{struck} of 200");
    assert_eq!(first, run());
}

#[test]
fn latency_delays_what_is_done_and_its_answer() {
    let mut venue = venue_with(usual());
    venue.add_fault(Fault::new(Kind::Latency { ms: 400, jitter_ms: 0 }));
    let answer = venue.request(Host::Clob, &Request::get("/time"));
    let Answer::Later(ticket) = answer else { panic!("{answer:?}") };
    venue.advance(START.plus_ms(10_399));
    assert_eq!(venue.take_outputs(), []);
    venue.advance(START.plus_ms(10_400));
    let Output::Reply(of, reply) = venue.take_outputs().remove(0) else { panic!("no reply") };
    assert_eq!((of, reply.body), (ticket, ((START.0 + 10_400) / 1_000).to_string()));
}

#[test]
fn an_order_whose_answer_is_lost_is_there() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    venue.add_fault(Fault::new(Kind::LostReply).on("POST /order").times(2));
    let rests = trader.order(&up, true, 2_000_000, 5_000_000, "GTC");
    let request = trader.proved(Request::json("POST", "/order", &rests));
    assert_eq!(venue.request(Host::Clob, &request), Answer::Lost);
    let takes = trader.order(&up, true, 5_200_000, 10_000_000, "GTC");
    let request = trader.proved(Request::json("POST", "/order", &takes));
    assert_eq!(venue.request(Host::Clob, &request), Answer::Lost);
    venue.advance(START.plus_ms(20_000));
    assert_eq!(venue.take_outputs(), [], "no late answer either");
    assert_eq!(trader.get(&mut venue, "/data/orders")["count"], 1);
    assert_eq!(trader.held(&mut venue, &up), 10_000_000);
    let again = trader.place(&mut venue, &rests);
    assert!(again.body.contains("Duplicated"), "an identical re-send is safe");
}

#[test]
fn delayed_orders_match_later() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    venue.add_fault(Fault::new(Kind::Delayed { ms: 3_000 }).times(1));
    let order = trader.order(&up, true, 5_200_000, 10_000_000, "GTC");
    let reply = trader.place(&mut venue, &order).value();
    assert_eq!((&reply["status"], &reply["makingAmount"]), (&json!("delayed"), &json!("")));
    assert_eq!(trader.get(&mut venue, "/data/trades")["count"], 0);
    venue.advance(START.plus_ms(14_000));
    assert_eq!(trader.get(&mut venue, "/data/trades")["count"], 1);
}

#[test]
fn a_rejected_leg_says_success() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    venue.add_fault(Fault::new(Kind::RejectedLeg { error: None }).times(1));
    let order = trader.order(&up, true, 2_000_000, 5_000_000, "GTC");
    let reply = trader.place(&mut venue, &order);
    assert_eq!(
        (reply.status, &reply.value()["success"], &reply.value()["orderID"]),
        (200, &json!(true), &json!(""))
    );
}

#[test]
fn ghost_fills_give_everything_back() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let before = trader.cash(&mut venue);
    venue.add_fault(Fault::new(Kind::GhostFill).times(1));
    let order = trader.order(&up, true, 5_200_000, 10_000_000, "GTC");
    let reply = trader.place(&mut venue, &order).value();
    assert_eq!(reply["status"], "matched");
    assert_eq!(trader.get(&mut venue, "/data/trades")["data"][0]["status"], "MATCHED");
    venue.advance(START.plus_ms(20_000));
    let trade = trader.get(&mut venue, "/data/trades")["data"][0].clone();
    assert_eq!((&trade["status"], &trade["transaction_hash"]), (&json!("FAILED"), &json!("")));
    assert_eq!((trader.held(&mut venue, &up), trader.cash(&mut venue)), (0, before));
    let sold = trader.order(&up, false, 4_800_000, 10_000_000, "GTC");
    assert!(trader.place(&mut venue, &sold).body.contains("not enough balance"));
}

/// Frames of a market socket while the book changes four times, as times of their venue.
fn changes(fault: Option<Fault>) -> (Vec<i64>, bool) {
    let mut steps = usual();
    steps.extend(
        (1..=4).map(|i| book(10_000 + i * 1_000, &[("0.48", &(100 + i).to_string())], &[("0.52", "100")])),
    );
    let mut venue = venue_with(steps);
    let both = tokens(&mut venue);
    let socket = venue.open(Channel::Market);
    venue.text(socket, &json!({ "type": "market", "assets_ids": both }).to_string());
    frames(&mut venue, socket);
    if let Some(fault) = fault {
        venue.add_fault(fault);
    }
    venue.advance(START.plus_ms(20_000));
    venue.text(socket, "PING");
    let told = frames(&mut venue, socket);
    let pong = told.contains(&json!("PONG"));
    let time = |f: &Value| f["timestamp"].as_str().map(|t| t.parse::<i64>().unwrap() - START.0);
    (told.iter().filter_map(time).collect(), pong)
}

#[test]
fn frames_are_dropped_doubled_swapped_and_frozen() {
    let all = vec![11_000, 12_000, 13_000, 14_000];
    assert_eq!(changes(None), (all, true));
    let at = |kind: Kind| Some(Fault::new(kind).on("market").from(START.plus_ms(12_000)).times(1));
    assert_eq!(changes(at(Kind::Drop)).0, [11_000, 13_000, 14_000]);
    assert_eq!(changes(at(Kind::Duplicate)).0, [11_000, 12_000, 12_000, 13_000, 14_000]);
    assert_eq!(changes(at(Kind::Reorder)).0, [11_000, 13_000, 12_000, 14_000]);
    assert_eq!(changes(at(Kind::Freeze)), (vec![11_000], false));
}

#[test]
fn sockets_are_closed_at_their_moment() {
    let mut venue = venue_with(usual());
    let (market, user) = (venue.open(Channel::Market), venue.open(Channel::User));
    venue.add_fault(Fault::new(Kind::Disconnect).on("market").from(START.plus_ms(15_000)));
    venue.advance(START.plus_ms(16_000));
    assert_eq!(venue.take_outputs(), [Output::Closed(market)]);
    venue.text(user, "PING");
    assert_eq!(venue.take_outputs(), [Output::Frame(user, "PONG".to_owned())]);
}

#[test]
fn a_restart_is_down_then_post_only() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    venue.add_fault(
        Fault::new(Kind::Restart { down_ms: 90_000, post_only_ms: 120_000 }).from(START.plus_ms(15_000)),
    );
    venue.advance(START.plus_ms(15_000));
    let order = trader.order(&up, true, 2_000_000, 5_000_000, "GTC");
    assert_eq!(trader.place(&mut venue, &order).status, 425);
    venue.advance(START.plus_ms(105_000));
    let refused = trader.place(&mut venue, &order);
    assert_eq!((refused.status, &refused.value()["code"]), (503, &json!("post_only_mode")));
    assert_eq!(refused.value()["retry_after_seconds"], 120);
    let mut posted = trader.order(&up, true, 2_000_000, 5_000_000, "GTC");
    posted["postOnly"] = json!(true);
    assert_eq!(trader.place(&mut venue, &posted).status, 200);
    venue.advance(START.plus_ms(225_000));
    assert_eq!(trader.place(&mut venue, &order).status, 200);
}

#[test]
fn cancel_only_takes_cancels() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let order = trader.order(&up, true, 2_000_000, 5_000_000, "GTC");
    let id = trader.place(&mut venue, &order).value()["orderID"].clone();
    venue.add_fault(Fault::new(Kind::CancelOnly));
    let more = trader.order(&up, true, 2_000_000, 5_000_000, "GTC");
    assert_eq!(trader.place(&mut venue, &more).status, 503);
    let gone = trader.send(&mut venue, Request::json("DELETE", "/order", &json!({ "orderID": id })));
    assert_eq!(gone.value()["canceled"], json!([id]));
}

#[test]
fn the_tick_the_clock_and_the_result_go_wrong() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    venue.add_fault(
        Fault::new(Kind::TickSize { tick: price("0.001") }).on("btc-").from(START.plus_ms(11_000)),
    );
    venue.add_fault(Fault::new(Kind::ClockSkew { ms: -7_000 }));
    venue.add_fault(Fault::new(Kind::LateResolution { ms: 600_000 }));
    venue.advance(START.plus_ms(12_000));
    assert_eq!(clob(&mut venue, &format!("/tick-size?token_id={up}"))["minimum_tick_size"], json!(0.001));
    assert_eq!(clob(&mut venue, "/time"), json!((START.0 + 5_000) / 1_000));
    let phase = |venue: &mut Venue| crate::support::state(venue)["markets"][0]["phase"].clone();
    venue.advance(START.plus_ms(300_000 + 600_000));
    assert_eq!(phase(&mut venue), "ended");
    venue.advance(START.plus_ms(300_000 + 690_000));
    assert_eq!(phase(&mut venue), "resolved");
    let mut never = venue_with(usual());
    never.add_fault(Fault::new(Kind::NoResolution));
    never.advance(START.plus_ms(86_400_000));
    assert_eq!(phase(&mut never), "ended");
}

#[test]
fn prices_go_stale_while_the_book_moves() {
    let series = [craftstrat_model::Series::new("btc", craftstrat_model::Duration::M5).unwrap()];
    let settings = craftstrat_sim::Settings { start: START, ..Default::default() };
    let mut venue = Venue::new(settings, craftstrat_sim::source::Generated::several(1, &series, START));
    venue.add_fault(Fault::new(Kind::StalePrices).on("crypto_prices_chainlink"));
    let socket = venue.open(Channel::Prices);
    let both = json!([{ "topic": "crypto_prices", "type": "update" }, { "topic": "crypto_prices_chainlink", "type": "*" }]);
    venue.text(socket, &json!({ "action": "subscribe", "subscriptions": both }).to_string());
    venue.advance(START.plus_ms(30_000));
    let topics: Vec<Value> = frames(&mut venue, socket).iter().map(|f| f["topic"].clone()).collect();
    assert!(topics.contains(&json!("crypto_prices")));
    assert!(!topics.contains(&json!("crypto_prices_chainlink")));
}

#[test]
fn faults_are_data() {
    let mut venue = venue_with(usual());
    let body = json!({ "kind": "latency", "ms": 5, "jitter_ms": 3, "on": "POST /order", "probability": 0.5, "times": 2 });
    let reply = now(venue.request(Host::Clob, &Request::json("POST", "/_sim/faults", &body)));
    assert_eq!(reply.status, 200, "{}", reply.body);
    let placed = clob(&mut venue, "/_sim/faults");
    assert_eq!((&placed[0]["kind"], &placed[0]["struck"]), (&json!("latency"), &json!(0)));
    let bad = json!({ "kind": "latency", "miliseconds": 5 });
    assert_eq!(now(venue.request(Host::Clob, &Request::json("POST", "/_sim/faults", &bad))).status, 400);
    let id = placed[0]["id"].to_string();
    let removed = Request::json("DELETE", &format!("/_sim/faults/{id}"), &Value::Null);
    assert_eq!(now(venue.request(Host::Clob, &removed)).status, 200);
    assert_eq!(clob(&mut venue, "/_sim/faults"), json!([]));
}
