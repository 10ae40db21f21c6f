//! Orders through the venue's own doors: resting, matching in the one book of both outcomes, fees, settlement.

use crate::support::{START, Trader, book, clob, frames, now, tokens, usual, venue_with};
use craftstrat_sim::{Channel, Host, Request};
use serde_json::{Value, json};

const DOLLAR: u64 = 1_000_000;

#[test]
fn both_tokens_show_one_book() {
    let mut venue = venue_with(usual());
    let [up, down] = tokens(&mut venue);
    let book = clob(&mut venue, &format!("/book?token_id={up}"));
    assert_eq!(book["bids"], json!([{ "price": "0.47", "size": "50" }, { "price": "0.48", "size": "100" }]));
    assert_eq!(book["asks"][1], json!({ "price": "0.52", "size": "100" }), "the best is last");
    let other = clob(&mut venue, &format!("/book?token_id={down}"));
    assert_eq!(other["bids"][1], json!({ "price": "0.48", "size": "100" }));
    assert_eq!(clob(&mut venue, &format!("/price?token_id={up}&side=BUY"))["price"], "0.48");
    assert_eq!(clob(&mut venue, &format!("/midpoint?token_id={down}"))["mid"], "0.5");
}

#[test]
fn a_market_buy_takes_levels_pays_the_fee_and_settles() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let before = trader.cash(&mut venue);
    // $78.5 at 0.53 or better: 100 at 0.52 and 50 at 0.53.
    let order = trader.order(&up, true, 78_500_000, 148_113_200, "FAK");
    let reply = trader.place(&mut venue, &order).value();
    assert_eq!(
        (&reply["status"], &reply["takingAmount"], &reply["makingAmount"]),
        (&json!("matched"), &json!("150"), &json!("78.5"))
    );
    assert_eq!(reply["tradeIDs"].as_array().unwrap().len(), 2, "one trade a price");
    assert_eq!(trader.held(&mut venue, &up), 0, "not mined yet");
    venue.advance(START.plus_ms(20_000));
    assert_eq!(trader.held(&mut venue, &up), 150_000_000);
    // 0.07 x 100 x 0.52 x 0.48 = 1.7472 and 0.07 x 50 x 0.53 x 0.47 = 0.87185.
    assert_eq!(before - trader.cash(&mut venue), 78_500_000 + 1_747_200 + 871_850);
    let trades = trader.get(&mut venue, "/data/trades");
    assert_eq!(trades["data"][0]["status"], "CONFIRMED");
    assert_eq!(trades["data"][0]["trader_side"], "TAKER");
    let asks = clob(&mut venue, &format!("/book?token_id={up}"))["asks"].clone();
    assert_eq!(asks, json!([]), "what was taken stays taken");
}

#[test]
fn what_was_taken_comes_back_when_the_recorded_size_changes() {
    let mut steps = usual();
    steps.push(book(30_000, &[("0.48", "100")], &[("0.52", "100"), ("0.53", "60")]));
    let mut venue = venue_with(steps);
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let order = trader.order(&up, true, 78_500_000, 148_113_200, "FAK");
    trader.place(&mut venue, &order);
    venue.advance(START.plus_ms(40_000));
    let asks = clob(&mut venue, &format!("/book?token_id={up}"))["asks"].clone();
    assert_eq!(asks, json!([{ "price": "0.53", "size": "60" }]));
}

#[test]
fn two_buyers_of_opposite_outcomes_mint() {
    let mut venue = venue_with(vec![book(0, &[("0.10", "5")], &[("0.90", "5")])]);
    let [up, down] = tokens(&mut venue);
    let (mut a, mut b) = (Trader::new(&mut venue, 1), Trader::new(&mut venue, 2));
    let rests = a.order(&up, true, 6 * DOLLAR, 10 * DOLLAR, "GTC");
    assert_eq!(a.place(&mut venue, &rests).value()["status"], "live");
    let shown = clob(&mut venue, &format!("/book?token_id={down}"))["asks"].clone();
    assert_eq!(
        shown[1],
        json!({ "price": "0.4", "size": "10" }),
        "a bid for Up at 0.6 is an ask for Down at 0.4"
    );
    let meets = b.order(&down, true, 4 * DOLLAR, 10 * DOLLAR, "GTC");
    assert_eq!(b.place(&mut venue, &meets).value()["status"], "matched");
    venue.advance(START.plus_ms(20_000));
    assert_eq!((a.held(&mut venue, &up), b.held(&mut venue, &down)), (10_000_000, 10_000_000));
    let maker = &a.get(&mut venue, "/data/trades")["data"][0];
    assert_eq!(maker["trader_side"], "MAKER");
    assert_eq!(maker["maker_orders"][0]["price"], "0.6");
    assert_eq!(maker["maker_orders"][0]["asset_id"], json!(up));
    assert_eq!(maker["price"], "0.4", "the outer price is the taker's");
}

#[test]
fn a_resting_order_fills_when_the_world_comes_to_it() {
    let mut steps = usual();
    steps.push(book(30_000, &[("0.40", "10")], &[("0.44", "8")]));
    let mut venue = venue_with(steps);
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let order = trader.order(&up, true, 4_500_000, 10 * DOLLAR, "GTC");
    let id = trader.place(&mut venue, &order).value()["orderID"].as_str().unwrap().to_owned();
    venue.advance(START.plus_ms(40_000));
    let open = trader.get(&mut venue, &format!("/data/order/{id}"));
    assert_eq!(open["size_matched"], "8", "no more than the other side had");
    assert_eq!(trader.held(&mut venue, &up), 8_000_000);
    let trade = &trader.get(&mut venue, "/data/trades")["data"][0];
    assert_eq!(
        (&trade["maker_orders"][0]["price"], &trade["trader_side"]),
        (&json!("0.45"), &json!("MAKER"))
    );
}

#[test]
fn refusals_carry_the_venues_words() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let cases = [
        (true, 2_450_000, 5 * DOLLAR, "GTC", ""),
        (true, 2_455_000, 5 * DOLLAR, "GTC", "breaks minimum tick size rule: 0.01"),
        (true, 450_000, DOLLAR, "GTC", "Size (1) lower than the minimum: 5"),
        (true, 10_001_000, 19 * DOLLAR, "FAK", "max accuracy of 2 decimals"),
        (true, 520_000, DOLLAR, "FAK", "min size: $1"),
        (true, 200 * DOLLAR, 377_358_400, "FOK", "FOK orders are fully filled or killed."),
        (true, 10 * DOLLAR, 25 * DOLLAR, "FAK", "no orders found to match with FAK order."),
        (false, 9 * DOLLAR, 10 * DOLLAR, "GTC", "not enough balance / allowance"),
        (true, 9_800 * DOLLAR, 20_000 * DOLLAR, "GTC", ""),
        (true, 980 * DOLLAR, 2_000 * DOLLAR, "GTC", "not enough balance / allowance"),
    ];
    for (buys, dollars, shares, kind, wanted) in cases {
        let order = trader.order(&up, buys, dollars, shares, kind);
        let reply = trader.place(&mut venue, &order);
        let status = if wanted.is_empty() { 200 } else { 400 };
        assert!(reply.body.contains(wanted) && reply.status == status, "{wanted}: {}", reply.body);
    }
    let order = trader.order(&up, true, 490_000 * 5, 5 * DOLLAR, "GTC");
    assert_eq!(trader.place(&mut venue, &order).status, 200);
    assert!(trader.place(&mut venue, &order).body.contains("Duplicated. Same order has already been placed"));
    let mut forged = trader.order(&up, true, 490_000 * 6, 6 * DOLLAR, "GTC");
    forged["order"]["makerAmount"] = json!("2940001");
    assert!(trader.place(&mut venue, &forged).body.contains("invalid signature"));
}

#[test]
fn a_batch_refuses_leg_by_leg_and_says_success() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let legs: Vec<Value> = vec![
        trader.order(&up, true, 2_000_000, 5 * DOLLAR, "GTC"),
        trader.order(&up, true, 2_005_000, 5 * DOLLAR, "GTC"),
        trader.order(&up, true, 5_200_000, 10 * DOLLAR, "GTC"),
    ];
    let reply = trader.send(&mut venue, Request::json("POST", "/orders", &json!(legs))).value();
    assert_eq!((&reply[0]["status"], &reply[2]["status"]), (&json!("live"), &json!("matched")));
    assert_eq!((&reply[1]["success"], &reply[1]["orderID"]), (&json!(true), &json!("")));
    assert!(reply[1]["errorMsg"].as_str().unwrap().contains("tick size"));
}

#[test]
fn the_end_cancels_what_rests_and_resolution_pays() {
    let mut venue = venue_with(usual());
    let [up, down] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let before = trader.cash(&mut venue);
    for token in [&up, &down] {
        let order = trader.order(token, true, 5_200_000, 10 * DOLLAR, "GTC");
        trader.place(&mut venue, &order);
    }
    let rests = trader.order(&up, true, 2_000_000, 5 * DOLLAR, "GTC");
    let id = trader.place(&mut venue, &rests).value()["orderID"].as_str().unwrap().to_owned();
    let socket = venue.open(Channel::User);
    let auth = json!({
        "apiKey": trader.text("apiKey"), "secret": trader.text("secret"), "passphrase": trader.text("passphrase"),
    });
    venue.text(socket, &json!({ "type": "user", "auth": auth }).to_string());
    venue.advance(START.plus_ms(300_000));
    let told = frames(&mut venue, socket);
    let cancelled = told.iter().find(|f| f["id"] == json!(id)).expect("told of it");
    assert_eq!(cancelled["status"], "CANCELED_MARKET_RESOLVED");
    let gamma = |venue: &mut craftstrat_sim::Venue| {
        let path = format!("/markets/slug/btc-updown-5m-{}", START.0 / 1_000);
        now(venue.request(Host::Gamma, &Request::get(&path))).value()
    };
    let open = gamma(&mut venue);
    assert_eq!((&open["closed"], &open["acceptingOrders"]), (&json!(false), &json!(false)));
    assert!(open["events"][0].get("eventMetadata").is_none(), "the price to beat is not told before");
    venue.advance(START.plus_ms(300_000 + 90_000));
    let done = gamma(&mut venue);
    assert_eq!((&done["closed"], &done["outcomePrices"]), (&json!(true), &json!("[\"1\",\"0\"]")));
    assert_eq!(done["events"][0]["eventMetadata"]["priceToBeat"], json!(65_000.0));
    venue.advance(START.plus_ms(300_000 + 90_000 + 120_000));
    // 0.07 x 10 x 0.52 x 0.48, twice; ten shares of the pair pay ten dollars.
    let fees = 2 * 174_720;
    assert_eq!(before - trader.cash(&mut venue), 10_400_000 + fees - 10_000_000);
    let user = trader.address;
    let done = now(venue.request(Host::Data, &Request::get(&format!("/activity?user={user}")))).value();
    assert_eq!((&done[0]["type"], &done[0]["usdcSize"]), (&json!("REDEEM"), &json!(10.0)));
}

#[test]
fn a_stopped_heart_cancels_everything() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let order = trader.order(&up, true, 2_000_000, 5 * DOLLAR, "GTC");
    trader.place(&mut venue, &order);
    let beat = |venue: &mut craftstrat_sim::Venue, trader: &Trader, id: &str| {
        trader.send(venue, Request::json("POST", "/v1/heartbeats", &json!({ "heartbeat_id": id })))
    };
    let first = beat(&mut venue, &trader, "").value()["heartbeat_id"].as_str().unwrap().to_owned();
    let wrong = beat(&mut venue, &trader, "x");
    assert_eq!((wrong.status, wrong.value()["heartbeat_id"].clone()), (400, json!(first)));
    venue.advance(START.plus_ms(22_000));
    assert_eq!(beat(&mut venue, &trader, &first).status, 200);
    venue.advance(START.plus_ms(36_000));
    assert_eq!(trader.get(&mut venue, "/data/orders")["count"], 1, "the second beat still counts");
    venue.advance(START.plus_ms(38_000));
    assert_eq!(trader.get(&mut venue, "/data/orders")["count"], 0);
}

#[test]
fn a_signer_has_so_many_orders_a_second() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let mut placed = 0;
    let limited = loop {
        let order = trader.order(&up, true, 2_000_000, 5 * DOLLAR, "GTC");
        let reply = trader.place(&mut venue, &order);
        if reply.status == 429 {
            break reply;
        }
        placed += 1;
    };
    assert_eq!(placed, 60, "the burst");
    assert_eq!(limited.headers[0], ("retry-after", "1".to_owned()));
    let later = venue.now().plus_ms(100);
    venue.advance(later);
    let legs: Vec<Value> = (0..5).map(|_| trader.order(&up, true, 2_000_000, 5 * DOLLAR, "GTC")).collect();
    let batch = Request::json("POST", "/orders", &json!(legs));
    assert_eq!(trader.send(&mut venue, batch.clone()).status, 429, "all or nothing: four tokens came back");
    let later = venue.now().plus_ms(50);
    venue.advance(later);
    assert_eq!(trader.send(&mut venue, batch).status, 200);
}

#[test]
fn a_buy_must_leave_room_for_its_fee() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let address = trader.address.to_string();
    let fund = |venue: &mut craftstrat_sim::Venue, cash: &str| {
        let body = json!({ "address": address, "cash": cash });
        now(venue.request(Host::Clob, &Request::json("POST", "/_sim/fund", &body)));
    };
    // Ten dollars at 0.52 are 19.23 shares: 0.07 x 19.23 x 0.52 x 0.48 = 0.33599.
    fund(&mut venue, "10.335989");
    let order = trader.order(&up, true, 10 * DOLLAR, 10_101_000, "FAK");
    let refused = trader.place(&mut venue, &order);
    assert!(refused.body.contains("not enough balance / allowance"), "{}", refused.body);
    fund(&mut venue, "10.33599");
    assert_eq!(trader.place(&mut venue, &order).status, 200);
    venue.advance(START.plus_ms(20_000));
    assert!(trader.cash(&mut venue) >= 0);
}

#[test]
fn a_good_till_date_order_goes_a_minute_early() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let mut trader = Trader::new(&mut venue, 1);
    let second = START.0 / 1_000;
    let mut order = trader.order(&up, true, 2_000_000, 5 * DOLLAR, "GTD");
    order["order"]["expiration"] = json!((second + 100).to_string());
    assert!(trader.place(&mut venue, &order).body.contains("invalid expiration"));
    order["order"]["expiration"] = json!((second + 200).to_string());
    assert_eq!(trader.place(&mut venue, &order).status, 200);
    venue.advance(START.plus_ms(139_999));
    assert_eq!(trader.get(&mut venue, "/data/orders")["count"], 1);
    venue.advance(START.plus_ms(140_000));
    assert_eq!(trader.get(&mut venue, "/data/orders")["count"], 0);
}

#[test]
fn the_first_in_the_queue_fills_first() {
    let mut steps = usual();
    steps.push(crate::support::trade(30_000, crate::support::Side::Bid, "107"));
    let mut venue = venue_with(steps);
    let [up, _] = tokens(&mut venue);
    let (mut a, mut b) = (Trader::new(&mut venue, 1), Trader::new(&mut venue, 2));
    for trader in [&mut a, &mut b] {
        let order = trader.order(&up, true, 4_800_000, 10 * DOLLAR, "GTC");
        trader.place(&mut venue, &order);
    }
    venue.advance(START.plus_ms(40_000));
    // The world's hundred at 0.48 were there first; seven are left of the trade.
    assert_eq!((a.held(&mut venue, &up), b.held(&mut venue, &up)), (7_000_000, 0));
}

#[test]
fn what_a_maker_can_no_longer_pay_is_cancelled() {
    let mut venue = venue_with(usual());
    let [up, _] = tokens(&mut venue);
    let (mut maker, mut taker) = (Trader::new(&mut venue, 1), Trader::new(&mut venue, 2));
    let order = maker.order(&up, true, 5_000_000, 10 * DOLLAR, "GTC");
    maker.place(&mut venue, &order);
    let poor = json!({ "address": maker.address.to_string(), "cash": "1" });
    now(venue.request(Host::Clob, &Request::json("POST", "/_sim/fund", &poor)));
    let rich = json!({ "address": taker.address.to_string(), "token": up, "shares": "10" });
    now(venue.request(Host::Clob, &Request::json("POST", "/_sim/fund", &rich)));
    let sells = taker.order(&up, false, 4_800_000, 10 * DOLLAR, "FAK");
    let reply = taker.place(&mut venue, &sells).value();
    assert_eq!(reply["takingAmount"], "4.8", "the world's 0.48, not the maker's 0.5: {reply}");
    assert_eq!(maker.get(&mut venue, "/data/orders")["count"], 0);
}
