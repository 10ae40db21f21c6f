//! Placing and cancelling.

use super::batch::{Batch, Leg};
use super::{Answer, Reply, Request};
use crate::account::{ApiKey, KeyKind};
use crate::book::OrderNo;
use crate::fault::Kind;
use crate::market::Side;
use crate::venue::limits::Act;
use crate::venue::order::{OrderState, Status};
use crate::venue::{Due, Venue};
use serde_json::{Map, Value, json};

/// Orders of one request.
const BATCH: usize = 15;
/// Cancellations of one request.
const CANCELS: usize = 1_000;

impl Venue {
    pub(super) fn clob_orders(&mut self, request: &Request, path: &[&str], key: &ApiKey) -> Answer {
        let trades = matches!(path, ["order" | "orders" | "cancel-all" | "cancel-market-orders"]);
        if !trades {
            return Answer::Now(self.clob_state(request, path, key));
        }
        let places = request.method == "POST";
        if let Some(reply) = self.closed(places, request) {
            return Answer::Now(reply);
        }
        if key.kind == KeyKind::ReadOnly {
            return Answer::Now(Reply::error(401, "Unauthorized/Invalid api key"));
        }
        let body = request.value().unwrap_or_default();
        if let Some(reply) = self.limited(places, &body, key) {
            return Answer::Now(reply);
        }
        match (request.method.as_str(), path, &body) {
            ("POST", ["order"], Value::Object(_)) => self.place(std::slice::from_ref(&body), key, true),
            ("POST", ["orders"], Value::Array(orders)) if orders.len() > BATCH => {
                let text = format!("Too many orders in payload: {}, max allowed: {BATCH}", orders.len());
                Answer::Now(Reply::error(400, &text))
            }
            ("POST", ["orders"], Value::Array(orders)) if !orders.is_empty() => {
                self.place(orders, key, false)
            }
            ("POST", ..) => Answer::Now(Reply::error(400, "Invalid order payload")),
            ("DELETE", ["order"], _) => {
                let id = body.get("orderID").and_then(Value::as_str);
                match id {
                    Some(id) => Answer::Now(self.cancel_ids(&[id.to_owned()], key)),
                    None => Answer::Now(Reply::error(400, "Invalid order payload")),
                }
            }
            ("DELETE", ["orders"], Value::Array(ids)) => {
                let ids: Vec<String> = ids.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                if ids.len() > CANCELS {
                    return Answer::Now(Reply::error(400, "Too many orders in payload"));
                }
                Answer::Now(self.cancel_ids(&ids, key))
            }
            ("DELETE", ["cancel-all"], _) => Answer::Now(self.cancel_where(key, |_| true)),
            ("DELETE", ["cancel-market-orders"], _) => {
                let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                let (market, token) = (text("market"), text("asset_id"));
                let named = self.markets.of_token(&token).map(|(m, o)| (m.condition.clone(), o));
                Answer::Now(self.cancel_where(key, |o| {
                    let of_token =
                        named.as_ref().is_some_and(|(c, out)| o.condition == *c && o.outcome == *out);
                    (market.is_empty() || o.condition == market) && (token.is_empty() || of_token)
                }))
            }
            _ => Answer::Now(Reply::error(405, "method not allowed")),
        }
    }

    /// Why a signer has to wait. A batch counts as a whole.
    fn limited(&mut self, places: bool, body: &Value, key: &ApiKey) -> Option<Reply> {
        let act = if places { Act::Place } else { Act::Cancel };
        let cost = body.as_array().map_or(1, Vec::len);
        let seconds = self.limits.take(&key.address.to_string(), act, cost, self.now).err()?;
        Some(Reply {
            headers: vec![
                ("retry-after", seconds.to_string()),
                ("poly-ratelimit-remaining", "0".to_owned()),
                ("poly-ratelimit-tier", "Standard".to_owned()),
            ],
            ..Reply::error(429, "Too Many Requests")
        })
    }

    /// Why neither orders nor, perhaps, cancels are taken now.
    fn closed(&mut self, places: bool, request: &Request) -> Option<Reply> {
        if self.is_down() {
            return Some(Reply::error(425, "service not ready"));
        }
        let route = format!("{} {}", request.method, request.path);
        let modes = |k: &Kind| matches!(k, Kind::Disabled | Kind::CancelOnly);
        match self.faults.strike(self.now, &route, modes) {
            Some(Kind::Disabled) => {
                Some(Reply::error(503, "Trading is currently disabled. Check polymarket.com for updates"))
            }
            Some(Kind::CancelOnly) if places => Some(Reply::error(
                503,
                "Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.",
            )),
            _ => {
                let body = request.value().unwrap_or_default();
                let post_only = |v: &Value| v.get("postOnly").and_then(Value::as_bool) == Some(true);
                let all = body.as_array().map_or_else(|| post_only(&body), |all| all.iter().all(post_only));
                (places && self.is_post_only() && !all).then(|| self.post_only_reply())
            }
        }
    }

    fn post_only_reply(&self) -> Reply {
        let seconds = (self.all_orders_from().since(self.now) + 999) / 1_000;
        let body = json!({
            "error": "post-only mode: only post-only orders and cancels are allowed",
            "code": "post_only_mode",
            "retry_after_seconds": seconds,
        });
        Reply { status: 503, headers: vec![("retry-after", seconds.to_string())], ..Reply::ok(&body) }
    }

    fn place(&mut self, orders: &[Value], key: &ApiKey, single: bool) -> Answer {
        let ticket = self.tickets.new_ticket();
        let batch = self.batches.len_ever();
        let legs = vec![None; orders.len()];
        self.batches.add(Batch { ticket, single, legs });
        for (leg, order) in orders.iter().enumerate() {
            let result = self.place_leg(order, key, batch, leg);
            if let Some(result) = result {
                self.batches.set(batch, leg, result);
            }
        }
        match self.batches.take_done(batch) {
            Some(done) => Answer::Now(self.batch_reply(&done)),
            None => Answer::Later(ticket),
        }
    }

    /// One order; nothing when it waits for the taker delay.
    fn place_leg(&mut self, body: &Value, key: &ApiKey, batch: u64, leg: usize) -> Option<Leg> {
        let strikes = |k: &Kind| matches!(k, Kind::RejectedLeg { .. });
        if let Some(Kind::RejectedLeg { error }) = self.faults.strike(self.now, "POST /order", strikes) {
            let text = error.unwrap_or_else(|| "could not insert order".to_owned());
            return Some(Leg::Masked(text));
        }
        let taken = match self.take_order(body, key) {
            Ok(taken) => taken,
            Err(text) => return Some(Leg::Refused(text)),
        };
        let delay = match self.faults.strike(self.now, "POST /order", |k| matches!(k, Kind::Delayed { .. })) {
            Some(Kind::Delayed { ms }) => {
                self.orders.change(taken.no, |o| o.status = Status::Delayed);
                self.schedule(self.now.plus_ms(ms.max(0)), Due::Match { no: taken.no, leg: None });
                self.tell_order(taken.no, "PLACEMENT");
                return Some(Leg::Placed(taken.no));
            }
            _ if taken.marketable => self.settings.taker_delay_ms,
            _ => 0,
        };
        if delay > 0 {
            self.schedule(self.now.plus_ms(delay), Due::Match { no: taken.no, leg: Some((batch, leg)) });
            return None;
        }
        Some(self.execute(taken.no).map(|()| taken.no).into())
    }

    /// An order's taker delay is over.
    pub(crate) fn match_now(&mut self, no: OrderNo, leg: Option<(u64, usize)>) {
        let result = self.execute(no).map(|()| no);
        let Some((batch, leg)) = leg else { return };
        self.batches.set(batch, leg, result.into());
        if let Some(done) = self.batches.take_done(batch) {
            let reply = self.batch_reply(&done);
            self.answer(done.ticket, reply);
        }
    }

    fn batch_reply(&self, batch: &Batch) -> Reply {
        let legs: Vec<&Leg> = batch.legs.iter().flatten().collect();
        match (batch.single, legs.first()) {
            (true, Some(Leg::Refused(text))) => Reply::error(400, text),
            (true, Some(leg)) => Reply::ok(&self.leg_reply(leg)),
            _ => Reply::ok(&legs.into_iter().map(|leg| self.leg_reply(leg)).collect()),
        }
    }

    fn leg_reply(&self, leg: &Leg) -> Value {
        let order = match leg {
            Leg::Placed(no) => self.orders.get(*no),
            Leg::Refused(text) | Leg::Masked(text) => {
                return json!({
                    "success": true, "errorMsg": text, "orderID": "", "status": "",
                    "makingAmount": "", "takingAmount": "", "transactionsHashes": [], "tradeIDs": [],
                });
            }
        };
        let Some(order) = order else { return Value::Null };
        let (making, taking) = match order.side {
            Side::Buy => (order.paid.to_string(), order.matched.to_string()),
            Side::Sell => (order.matched.to_string(), order.paid.to_string()),
        };
        let matched = order.matched.is_positive();
        let status = match order.status {
            Status::Delayed => "delayed",
            _ if matched => "matched",
            _ => "live",
        };
        json!({
            "success": true,
            "errorMsg": "",
            "orderID": order.id,
            "status": status,
            "makingAmount": if matched { making } else { String::new() },
            "takingAmount": if matched { taking } else { String::new() },
            "transactionsHashes": [],
            "tradeIDs": order.trades,
        })
    }

    fn cancel_ids(&mut self, ids: &[String], key: &ApiKey) -> Reply {
        let (mut canceled, mut not) = (Vec::new(), Map::new());
        for id in ids {
            match self.orders.of_id(id).filter(|o| o.address == key.address) {
                Some(order) if order.status.is_open() => {
                    let no = order.no;
                    self.cancel(no, "CANCELED");
                    canceled.push(id.clone());
                }
                Some(_) => drop(not.insert(id.clone(), json!("already canceled or matched"))),
                None => drop(not.insert(id.clone(), json!("order can't be found"))),
            }
        }
        Reply::ok(&json!({ "canceled": canceled, "not_canceled": not }))
    }

    fn cancel_where(&mut self, key: &ApiKey, wanted: impl Fn(&OrderState) -> bool) -> Reply {
        let own = self.orders.open().filter(|o| o.address == key.address && wanted(o));
        let ids: Vec<String> = own.map(|o| o.id.clone()).collect();
        self.cancel_ids(&ids, key)
    }
}
