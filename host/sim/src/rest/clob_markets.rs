//! The CLOB's own descriptions of markets.

use super::clob::mid;
use super::{Reply, Request};
use crate::market::{MarketState, Phase};
use crate::source::winning_outcome;
use crate::venue::Venue;
use crate::ws::book::last_price;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use craftstrat_model::Outcome;
use serde_json::{Value, json};

/// The cursor after the last page.
pub(super) const END: &str = "LTE=";
/// Markets of a page.
const PAGE: usize = 500;

impl Venue {
    pub(super) fn market_of_token(&self, token: &str) -> Reply {
        let Some((state, _)) = self.markets.of_token(token) else {
            return Reply::error(404, "market not found");
        };
        Reply::ok(&json!({
            "condition_id": state.condition,
            "primary_token_id": state.tokens[0],
            "secondary_token_id": state.tokens[1],
        }))
    }

    fn on_clob(&self, condition: &str) -> Option<&MarketState> {
        self.markets.get(condition).filter(|m| m.phase != Phase::Announced)
    }

    pub(super) fn compact_market(&self, condition: &str) -> Reply {
        let Some(state) = self.on_clob(condition) else { return Reply::error(404, "market not found") };
        let fees = state.fees();
        Reply::ok(&json!({
            "gst": null,
            "r": { "rates": null, "min_size": 0, "max_spread": 0 },
            "t": Outcome::BOTH.map(|o| json!({ "t": state.token(o), "o": MarketState::outcome_name(o) })),
            "mos": state.min_size.to_f64(),
            "mts": state.tick.to_f64(),
            "mbf": 0,
            "tbf": state.base_fee(),
            "rfqe": false,
            "itode": self.settings.taker_delay_ms > 0,
            "ibce": false,
            "fd": { "r": f64::from(fees.rate_micros) / 1e6, "e": fees.exponent, "to": true },
            "oas": 0,
            "nr": false,
            "c": state.condition,
        }))
    }

    pub(super) fn long_market(&self, condition: &str) -> Reply {
        match self.on_clob(condition) {
            Some(state) => Reply::ok(&long(state)),
            None => Reply::error(404, "market not found"),
        }
    }

    pub(super) fn market_page(&self, request: &Request, simple: bool) -> Reply {
        let from = match cursor(request.param("next_cursor")) {
            Some(from) => from,
            None => return Reply::error(400, "Invalid payload"),
        };
        let known: Vec<&MarketState> = self.markets.all().filter(|m| m.phase != Phase::Announced).collect();
        let page: Vec<Value> =
            known.iter().skip(from).take(PAGE).map(|m| if simple { short(m) } else { long(m) }).collect();
        Reply::ok(&paged(page, from, known.len(), PAGE))
    }

    pub(super) fn prices_history(&self, request: &Request) -> Reply {
        let token = request.param("market").unwrap_or_default();
        let Some((state, outcome)) = self.markets.of_token(token) else {
            return Reply::ok(&json!({ "history": [] }));
        };
        let bound =
            |name: &str, default: i64| request.param(name).and_then(|t| t.parse().ok()).unwrap_or(default);
        let (from, to) = (bound("startTs", 0), bound("endTs", i64::MAX));
        let fits = state.history.iter().filter(|(t, _)| (from..=to).contains(t));
        let history: Vec<Value> = fits
            .map(|(t, up)| {
                let price = if outcome == Outcome::Up { *up } else { up.complement() };
                json!({ "t": t, "p": price.to_f64() })
            })
            .collect();
        Reply::ok(&json!({ "history": history }))
    }
}

/// The offset a cursor stands for: base64 of a number.
pub(super) fn cursor(text: Option<&str>) -> Option<usize> {
    match text {
        None => Some(0),
        Some(END) => Some(usize::MAX),
        Some(text) => String::from_utf8(STANDARD.decode(text).ok()?).ok()?.parse().ok(),
    }
}

/// A page with its cursor.
pub(super) fn paged(data: Vec<Value>, from: usize, total: usize, limit: usize) -> Value {
    let next = from.saturating_add(data.len());
    let cursor = if next >= total { END.to_owned() } else { STANDARD.encode(next.to_string()) };
    json!({ "limit": limit, "count": data.len(), "next_cursor": cursor, "data": data })
}

fn tokens(state: &MarketState) -> Vec<Value> {
    let winner = state.public_winner().and_then(winning_outcome);
    let one = |outcome: Outcome| {
        let price = match winner {
            Some(winner) => f64::from(u8::from(winner == outcome)),
            None if state.phase == Phase::Open => mid(state, outcome).to_f64(),
            None => last_price(state, outcome).to_f64(),
        };
        json!({
            "token_id": state.token(outcome),
            "outcome": MarketState::outcome_name(outcome),
            "price": price,
            "winner": winner == Some(outcome),
        })
    };
    Outcome::BOTH.map(one).to_vec()
}

fn short(state: &MarketState) -> Value {
    json!({
        "condition_id": state.condition,
        "tokens": tokens(state),
        "rewards": { "rates": null, "min_size": 0, "max_spread": 0 },
        "active": true,
        "closed": state.phase == Phase::Resolved,
        "archived": false,
        "accepting_orders": state.is_open(),
    })
}

fn long(state: &MarketState) -> Value {
    let mut value = short(state);
    let more = json!({
        "enable_order_book": true,
        "accepting_order_timestamp": state.market.start.to_string(),
        "minimum_order_size": state.min_size.to_f64(),
        "minimum_tick_size": state.tick.to_f64(),
        "question_id": crate::ids::hash("question", &state.market.slug),
        "question": state.question(),
        "description": "",
        "market_slug": state.market.slug,
        "end_date_iso": state.market.end.to_string(),
        "game_start_time": null,
        "seconds_delay": 0,
        "fpmm": "",
        "maker_base_fee": 0,
        "taker_base_fee": state.base_fee(),
        "notifications_enabled": true,
        "neg_risk": false,
        "neg_risk_market_id": "",
        "neg_risk_request_id": "",
        "icon": "",
        "image": "",
        "is_50_50_outcome": false,
        "tags": ["Crypto", "Up or Down"],
    });
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    value
}
