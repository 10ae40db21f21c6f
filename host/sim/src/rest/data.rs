//! The Data API: what wallets did and what they hold, in its first and second spelling.

use super::{Reply, Request, segments};
use crate::market::{MarketState, Phase, Side};
use crate::venue::Venue;
use crate::venue::activity::{Activity, What};
use craftstrat_model::{Outcome, Price, Rounding, Shares, TimeMs};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a wallet holds of one token, in micros, averaged over its buys.
#[derive(Clone, Copy, Debug, Default)]
struct Position {
    shares: i64,
    /// What the shares held cost.
    cost: i64,
    /// Shares ever bought.
    bought: i64,
    realized: i64,
}

impl Position {
    fn buy(&mut self, shares: i64, dollars: i64) {
        self.shares += shares;
        self.bought += shares;
        self.cost += dollars;
    }

    fn sell(&mut self, shares: i64, dollars: i64) {
        let sold = shares.min(self.shares);
        let cost = if self.shares > 0 {
            (i128::from(self.cost) * i128::from(sold) / i128::from(self.shares)) as i64
        } else {
            0
        };
        self.realized += dollars - cost;
        self.cost -= cost;
        self.shares -= sold;
    }
}

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

    /// Positions of a wallet by condition and outcome, from everything it did.
    fn held(&self, user: &str) -> BTreeMap<(String, Outcome), Position> {
        let mut held: BTreeMap<(String, Outcome), Position> = BTreeMap::new();
        let own = self.activities.iter().filter(|a| a.wallet.to_string().eq_ignore_ascii_case(user));
        for activity in own {
            let (shares, dollars) = (activity.shares.micros(), activity.dollars.micros());
            let mut position = |outcome: Outcome, act: &dyn Fn(&mut Position)| {
                act(held.entry((activity.condition.clone(), outcome)).or_default());
            };
            match (activity.what, activity.outcome) {
                (What::Trade { side: Side::Buy, .. }, Some(o)) => position(o, &|p| p.buy(shares, dollars)),
                (What::Trade { side: Side::Sell, .. }, Some(o)) => position(o, &|p| p.sell(shares, dollars)),
                (What::Split, _) => {
                    Outcome::BOTH.into_iter().for_each(|o| position(o, &|p| p.buy(shares, dollars / 2)))
                }
                (What::Merge, _) => {
                    Outcome::BOTH.into_iter().for_each(|o| position(o, &|p| p.sell(shares, dollars / 2)))
                }
                _ => {
                    // Redeeming empties both outcomes at what they pay.
                    let winner = self.markets.get(&activity.condition).and_then(MarketState::public_winner);
                    for outcome in Outcome::BOTH {
                        let Some(winner) = winner else { continue };
                        position(outcome, &|p| {
                            let held = Shares::from_micros(p.shares);
                            let paid =
                                winner.payout(outcome).notional(held, Rounding::Down).unwrap_or_default();
                            p.sell(p.shares, paid.micros());
                        });
                    }
                }
            }
        }
        held
    }

    fn positions(&self, request: &Request, second: bool) -> Vec<Value> {
        let user = request.param("user").unwrap_or_default();
        let threshold = request.param("sizeThreshold").and_then(|t| t.parse::<f64>().ok()).unwrap_or(1.0);
        let redeemable = request.param("redeemable").map(|r| r == "true");
        let held = self.held(user);
        let big = held.iter().filter(|(_, p)| p.shares > 0 && p.shares as f64 / 1e6 >= threshold);
        big.filter_map(|((condition, outcome), p)| {
            let state = self.markets.get(condition)?;
            let resolved = state.phase == Phase::Resolved;
            if redeemable.is_some_and(|wanted| wanted != resolved) {
                return None;
            }
            Some(self.position(state, *outcome, p, user, second))
        })
        .collect()
    }

    fn position(
        &self,
        state: &MarketState,
        outcome: Outcome,
        p: &Position,
        user: &str,
        second: bool,
    ) -> Value {
        let price = worth(state, outcome);
        let (shares, cost) = (p.shares as f64 / 1e6, p.cost as f64 / 1e6);
        let now =
            price.notional(Shares::from_micros(p.shares), Rounding::HalfEven).unwrap_or_default().to_f64();
        let average = if shares > 0.0 { cost / shares } else { 0.0 };
        let per_cent = if cost > 0.0 { 100.0 * (now - cost) / cost } else { 0.0 };
        let resolved = state.phase == Phase::Resolved;
        if second {
            return json!({
                "proxy_wallet": user.to_lowercase(), "token_id": state.token(outcome), "condition_id": state.condition,
                "size": shares, "avg_price": average, "initial_value": cost, "current_value": now,
                "cash_pnl": now - cost, "percent_pnl": per_cent, "total_bought": p.bought as f64 / 1e6,
                "realized_pnl": p.realized as f64 / 1e6, "cur_price": price.to_f64(), "redeemable": resolved,
                "mergeable": false, "title": state.question(), "slug": state.market.slug,
                "outcome": MarketState::outcome_name(outcome), "outcome_index": outcome.index(),
                "end_date": state.market.end.to_string(), "negative_risk": false,
            });
        }
        json!({
            "proxyWallet": user.to_lowercase(), "asset": state.token(outcome), "conditionId": state.condition,
            "size": shares, "avgPrice": average, "initialValue": cost, "currentValue": now, "cashPnl": now - cost,
            "percentPnl": per_cent, "totalBought": p.bought as f64 / 1e6, "realizedPnl": p.realized as f64 / 1e6,
            "percentRealizedPnl": 0.0, "curPrice": price.to_f64(), "redeemable": resolved, "mergeable": false,
            "title": state.question(), "slug": state.market.slug, "icon": "", "eventSlug": state.market.slug,
            "outcome": MarketState::outcome_name(outcome), "outcomeIndex": outcome.index(),
            "oppositeOutcome": MarketState::outcome_name(outcome.other()), "oppositeAsset": state.token(outcome.other()),
            "endDate": day(state.market.end), "negativeRisk": false,
        })
    }

    fn value(&self, request: &Request, second: bool) -> Reply {
        let user = request.param("user").unwrap_or_default();
        let total: f64 = self
            .held(user)
            .iter()
            .filter_map(|((condition, outcome), p)| {
                let price = worth(self.markets.get(condition)?, *outcome);
                Some(price.notional(Shares::from_micros(p.shares), Rounding::HalfEven).ok()?.to_f64())
            })
            .sum();
        let one = json!({ "user": user, "value": total });
        Reply::ok(&if second { json!({ "data": one }) } else { json!([one]) })
    }
}

/// A share's payout once known, else the middle of the book.
fn worth(state: &MarketState, outcome: Outcome) -> Price {
    let payout = state.public_winner().map(|winner| winner.payout(outcome));
    payout.unwrap_or_else(|| super::clob::mid(state, outcome))
}

fn side_fits(activity: &Activity, wanted: Option<&str>) -> bool {
    match (activity.what, wanted) {
        (_, None) => true,
        (What::Trade { side, .. }, Some(wanted)) => side.code() == wanted,
        (_, Some(_)) => false,
    }
}

fn day(at: TimeMs) -> String {
    let (year, month, day) = at.date();
    format!("{year:04}-{month:02}-{day:02}")
}
