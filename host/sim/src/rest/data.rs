//! The Data API: what wallets did and what they hold, in its first and second spelling.

use super::{Reply, Request, segments};
use crate::market::MarketState;
use crate::venue::Venue;
use crate::venue::activity::{Activity, What};
use craftstrat_model::Outcome;
use serde_json::{Value, json};

impl Venue {
    pub(super) fn data(&mut self, request: &Request) -> Reply {
        let path = segments(&request.path);
        let (second, path) = match path.as_slice() {
            ["v2", rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        match (request.method.as_str(), path) {
            ("GET", []) => Reply::ok(&json!({ "data": "OK" })),
            ("GET", ["activity"]) if request.param("user").is_none() => {
                Reply::error(400, "required query param 'user' not provided")
            }
            ("GET", ["activity"]) => self.page(request, second, self.activity(request, second, false)),
            ("GET", ["trades"]) => self.page(request, second, self.activity(request, second, true)),
            ("GET", ["positions"]) => self.page(request, second, self.positions(request, second)),
            ("GET", ["closed-positions"]) => self.page(request, second, Vec::new()),
            ("GET", ["value"]) => self.value(request, second),
            _ => Reply::error(404, "not found"),
        }
    }

    fn page(&self, request: &Request, second: bool, all: Vec<Value>) -> Reply {
        let number = |name: &str| request.param(name).and_then(|v| v.parse::<usize>().ok());
        let limit = number("limit").unwrap_or(100).min(if second { 1_000 } else { 10_000 });
        let from = number(if second { "cursor" } else { "offset" }).unwrap_or(0);
        let total = all.len();
        let page: Vec<Value> = all.into_iter().skip(from).take(limit).collect();
        if !second {
            return Reply::ok(&Value::Array(page));
        }
        let next = from + page.len();
        let cursor = if next < total { json!(next.to_string()) } else { Value::Null };
        Reply::ok(&json!({ "data": page, "pagination": { "has_more": next < total, "next_cursor": cursor } }))
    }

    /// Newest first.
    fn activity(&self, request: &Request, second: bool, trades_only: bool) -> Vec<Value> {
        let user = request.param("user").map(str::to_lowercase);
        let types: Vec<&str> = request.params("type").flat_map(|t| t.split(',')).collect();
        let second_of = |name: &str| request.param(name).and_then(|t| t.parse::<i64>().ok());
        let (start, end) = (second_of("start"), second_of("end"));
        let markets: Vec<&str> = request.params("market").flat_map(|m| m.split(',')).collect();
        let mut all: Vec<Value> = self
            .activities
            .iter()
            .filter(|a| {
                let at = a.at.0 / 1_000;
                let code = a.what.code();
                user.as_ref().is_none_or(|u| *u == a.wallet.to_string().to_lowercase())
                    && (!trades_only || code == "TRADE")
                    && (types.is_empty() || types.contains(&code))
                    && (markets.is_empty() || markets.contains(&a.condition.as_str()))
                    && start.is_none_or(|t| at >= t)
                    && end.is_none_or(|t| at <= t)
                    && side_fits(a, request.param("side"))
            })
            .filter_map(|a| self.shown(a, second, trades_only))
            .collect();
        if request.param("sortDirection") != Some("ASC") {
            all.reverse();
        }
        all
    }

    fn shown(&self, activity: &Activity, second: bool, trades_only: bool) -> Option<Value> {
        let state = self.markets.get(&activity.condition)?;
        let (side, price) = match activity.what {
            What::Trade { side, price } => (side.code(), price.to_f64()),
            _ => ("", 0.0),
        };
        let token = activity.outcome.map_or("", |o| state.token(o));
        let outcome = activity.outcome.map_or("", MarketState::outcome_name);
        let index = activity.outcome.map_or(999, Outcome::index);
        let common = [
            ("side", json!(side)),
            ("size", json!(activity.shares.to_f64())),
            ("price", json!(price)),
            ("timestamp", json!(activity.at.0 / 1_000)),
            ("title", json!(state.question())),
            ("slug", json!(state.market.slug)),
            ("icon", json!("")),
            ("outcome", json!(outcome)),
            ("name", json!("")),
            ("pseudonym", json!("")),
        ];
        let mut value: Value =
            common.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<serde_json::Map<_, _>>().into();
        let wallet = activity.wallet.to_string().to_lowercase();
        if second {
            value["proxy_wallet"] = json!(wallet);
            value["token_id"] = json!(token);
            value["condition_id"] = json!(activity.condition);
            value["transaction_hash"] = json!(activity.hash);
            value["outcome_index"] = json!(index);
            value["event_slug"] = json!(state.market.slug);
        } else {
            value["proxyWallet"] = json!(wallet);
            value["asset"] = json!(token);
            value["conditionId"] = json!(activity.condition);
            value["transactionHash"] = json!(activity.hash);
            value["outcomeIndex"] = json!(index);
            value["eventSlug"] = json!(state.market.slug);
        }
        if !trades_only {
            value["type"] = json!(activity.what.code());
            value[if second { "usdc_size" } else { "usdcSize" }] = json!(activity.dollars.to_f64());
            if second {
                value["is_combo"] = json!(false);
            }
        }
        Some(value)
    }
}

fn side_fits(activity: &Activity, wanted: Option<&str>) -> bool {
    match (activity.what, wanted) {
        (_, None) => true,
        (What::Trade { side, .. }, Some(wanted)) => side.code() == wanted,
        (_, Some(_)) => false,
    }
}
