//! The CLOB's routes, and its public answers about books and prices.

use super::{Answer, Reply, Request, segments};
use crate::market::{MarketState, Phase};
use crate::venue::Venue;
use crate::ws::book::{book, last_price, stated, view};
use craftstrat_model::{Outcome, Price};
use serde_json::{Map, Value, json};

/// The most tokens of one request.
const MANY: usize = 500;

impl Venue {
    pub(super) fn clob(&mut self, request: &Request) -> Answer {
        let path = segments(&request.path);
        let reply = match (request.method.as_str(), path.as_slice()) {
            ("GET", [] | ["ok"]) => Reply::ok(&json!("OK")),
            ("GET", ["time"]) => Reply::ok(&json!(self.clock().0 / 1_000)),
            ("GET", ["version"]) => Reply::ok(&json!({ "version": 2 })),
            ("GET", ["api", "geoblock"]) => {
                Reply::ok(&json!({ "blocked": false, "ip": "127.0.0.1", "country": "IE", "region": "L" }))
            }
            (
                "GET",
                [
                    one @ ("book" | "midpoint" | "price" | "spread" | "last-trade-price" | "tick-size"
                    | "neg-risk" | "fee-rate"),
                ],
            ) => self.of_one(one, request.param("token_id"), request.param("side")),
            ("GET", [one @ ("tick-size" | "neg-risk" | "fee-rate"), token]) => {
                self.of_one(one, Some(token), None)
            }
            (
                "POST" | "GET",
                [many @ ("books" | "midpoints" | "prices" | "spreads" | "last-trades-prices")],
            ) => self.of_many(many, request),
            ("GET", ["markets-by-token", token]) => self.market_of_token(token),
            ("GET", ["clob-markets", condition]) => self.compact_market(condition),
            ("GET", ["markets", condition]) => self.long_market(condition),
            ("GET", ["markets" | "sampling-markets"]) => self.market_page(request, false),
            ("GET", ["simplified-markets" | "sampling-simplified-markets"]) => {
                self.market_page(request, true)
            }
            ("GET", ["prices-history"]) => self.prices_history(request),
            ("GET", ["fees", "builder-fees", _]) => {
                Reply::ok(&json!({ "builder_maker_fee_rate_bps": 0, "builder_taker_fee_rate_bps": 0 }))
            }
            _ => return self.clob_account(request, &path),
        };
        Answer::Now(reply)
    }

    /// A token's market that has a book.
    pub(super) fn with_book(&self, token: &str) -> Option<(&MarketState, Outcome)> {
        self.markets.of_token(token).filter(|(state, _)| state.phase != Phase::Resolved)
    }

    fn of_one(&mut self, what: &str, token: Option<&str>, side: Option<&str>) -> Reply {
        let token = token.unwrap_or_default();
        if token.is_empty() || !token.bytes().all(|b| b.is_ascii_digit()) {
            return Reply::error(400, "Invalid token id");
        }
        let skew = self.skew();
        let Some((state, outcome)) = self.with_book(token) else {
            let text = match what {
                "fee-rate" => "fee rate not found for market",
                _ => "No orderbook exists for the requested token id",
            };
            return Reply::error(404, text);
        };
        let value = match what {
            "book" => book(state, outcome, state.changed.plus_ms(skew)),
            "price" => match price(state, outcome, side.unwrap_or_default()) {
                Some(price) => json!({ "price": price }),
                None => return Reply::error(400, "Invalid side"),
            },
            "midpoint" => json!({ "mid": mid(state, outcome) }),
            "spread" => json!({ "spread": spread(state, outcome) }),
            "last-trade-price" => last_trade(state, outcome),
            "tick-size" => json!({ "minimum_tick_size": state.tick.to_f64() }),
            "neg-risk" => json!({ "neg_risk": false }),
            _ => json!({ "base_fee": state.base_fee() }),
        };
        Reply::ok(&value)
    }

    fn of_many(&mut self, what: &str, request: &Request) -> Reply {
        let Some(Value::Array(wanted)) = request.value() else { return Reply::error(400, "Invalid payload") };
        if wanted.len() > MANY {
            return Reply::error(400, "Payload exceeds the limit");
        }
        let skew = self.skew();
        let (mut list, mut map) = (Vec::new(), Map::new());
        for item in &wanted {
            let token = item.get("token_id").and_then(Value::as_str).unwrap_or_default();
            let Some((state, outcome)) = self.with_book(token) else { continue };
            let value = match what {
                "books" => book(state, outcome, state.changed.plus_ms(skew)),
                "midpoints" => json!(mid(state, outcome)),
                "spreads" => json!(spread(state, outcome)),
                "prices" => {
                    let side = item.get("side").and_then(Value::as_str).unwrap_or_default();
                    let Some(price) = price(state, outcome, side) else {
                        return Reply::error(400, "Invalid side");
                    };
                    let sides = map.entry(token).or_insert_with(|| json!({}));
                    sides[side] = json!(price);
                    continue;
                }
                _ => {
                    let mut last = last_trade(state, outcome);
                    last["token_id"] = json!(token);
                    last
                }
            };
            match what {
                "books" | "last-trades-prices" => list.push(value),
                _ => {
                    map.insert(token.to_owned(), value);
                }
            }
        }
        match what {
            "books" | "last-trades-prices" => Reply::ok(&Value::Array(list)),
            _ => Reply::ok(&Value::Object(map)),
        }
    }
}

/// What the venue calls a price: BUY is the best bid, SELL the best ask.
fn price(state: &MarketState, outcome: Outcome, side: &str) -> Option<Price> {
    let (bid, ask) = stated(&view(state, outcome));
    match side {
        "BUY" => Some(bid),
        "SELL" => Some(ask),
        _ => None,
    }
}

pub(super) fn mid(state: &MarketState, outcome: Outcome) -> Price {
    let (bid, ask) = stated(&view(state, outcome));
    Price::from_micros((bid.micros() + ask.micros()) / 2)
}

fn spread(state: &MarketState, outcome: Outcome) -> Price {
    let (bid, ask) = stated(&view(state, outcome));
    Price::from_micros(ask.micros() - bid.micros())
}

fn last_trade(state: &MarketState, outcome: Outcome) -> Value {
    let side = state.last_trade_of(outcome).map_or("", |(_, side)| side.code());
    json!({ "price": last_price(state, outcome), "side": side })
}
