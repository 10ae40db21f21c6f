//! What wallets hold, from everything they did.

use super::{Reply, Request};
use crate::market::{MarketState, Phase, Side};
use crate::venue::Venue;
use crate::venue::activity::What;
use craftstrat_model::{Outcome, Price, Rounding, Shares, TimeMs};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a wallet holds of one token, in micros, averaged over its buys.
#[derive(Clone, Copy, Debug, Default)]
struct Position {
    shares: i64,
    /// What the shares held cost.
    cost: i64,
    /// Shares ever bought, and fees paid for buying.
    bought: i64,
    fees: i64,
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
                (What::Trade { side: Side::Buy, .. }, Some(o)) => position(o, &|p| {
                    p.buy(shares, dollars);
                    p.fees += activity.fee.micros();
                }),
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

    pub(super) fn positions(&self, request: &Request, second: bool) -> Vec<Value> {
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
            let fees = p.fees as f64 / 1e6;
            let realized = p.realized as f64 / 1e6;
            return json!({
                "proxy_wallet": user.to_lowercase(), "token_id": state.token(outcome), "condition_id": state.condition,
                "current_size": shares, "avg_price": average, "entry_cost_usdc": cost, "entry_fees_usdc": fees,
                "total_cost_usdc": cost + fees, "current_price": price.to_f64(), "current_value": now,
                "total_size": p.bought as f64 / 1e6, "realized_pnl": realized, "unrealized_pnl": now - cost,
                "total_pnl": realized + now - cost, "percent_pnl": per_cent, "percent_realized_pnl": 0.0,
                "status": if resolved { "REDEEMABLE" } else { "OPEN" }, "redeemable": resolved, "mergeable": false,
                "negative_risk": false, "archived": false, "verified": true, "title": state.question(),
                "slug": state.market.slug, "event_slug": state.market.slug,
                "outcome": MarketState::outcome_name(outcome), "outcome_index": outcome.index(),
                "opposite_outcome": MarketState::outcome_name(outcome.other()),
                "opposite_token_id": state.token(outcome.other()), "end_date": day(state.market.end),
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

    pub(super) fn value(&self, request: &Request, second: bool) -> Reply {
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

fn day(at: TimeMs) -> String {
    let (year, month, day) = at.date();
    format!("{year:04}-{month:02}-{day:02}")
}
