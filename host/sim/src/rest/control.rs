//! Steering and inspecting the venue: `/_sim/...` on the CLOB's host. The clock is the shell's (`crate::server`).
//!
//! | route | what |
//! |---|---|
//! | `GET /_sim/state` | time, markets, sockets, wallets, open orders, newest trades |
//! | `GET`, `POST`, `DELETE /_sim/faults` and `DELETE /_sim/faults/{id}` | faults in place; put one; remove all or one |
//! | `POST /_sim/fund` | `{"address", "cash", "token", "shares", "approved"}`: what a wallet owns |
//! | `POST /_sim/ban` | `{"address", "banned", "closed_only"}` |

use super::{Reply, Request, parsed, segments};
use crate::fault::Fault;
use crate::venue::Venue;
use alloy_primitives::Address;
use craftstrat_model::{Shares, Usdc};
use serde::Deserialize;
use serde_json::{Value, json};

/// Newest trades of the state.
const TRADES: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fund {
    #[serde(deserialize_with = "parsed")]
    address: Address,
    cash: Option<Usdc>,
    token: Option<String>,
    shares: Option<Shares>,
    approved: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ban {
    #[serde(deserialize_with = "parsed")]
    address: Address,
    #[serde(default)]
    banned: bool,
    #[serde(default)]
    closed_only: bool,
}

impl Venue {
    pub(super) fn control(&mut self, request: &Request) -> Reply {
        let path = segments(&request.path);
        match (request.method.as_str(), path.get(1..).unwrap_or_default()) {
            ("GET", ["state"]) => Reply::ok(&self.state()),
            ("GET", ["faults"]) => Reply::ok(&json!(self.faults.all())),
            ("POST", ["faults"]) => match serde_json::from_str::<Fault>(&request.body) {
                Ok(fault) => Reply::ok(&json!({ "id": self.add_fault(fault) })),
                Err(error) => Reply::error(400, &error.to_string()),
            },
            ("DELETE", ["faults"]) => {
                self.faults.clear();
                Reply::ok(&json!({}))
            }
            ("DELETE", ["faults", id]) => match id.parse().is_ok_and(|id| self.faults.remove(id)) {
                true => Reply::ok(&json!({})),
                false => Reply::error(404, "no such fault"),
            },
            ("POST", ["fund"]) => self.read(request, Self::fund),
            ("POST", ["ban"]) => self.read(request, Self::ban),
            _ => Reply::error(404, "no such control"),
        }
    }

    fn read<T: for<'de> Deserialize<'de>>(
        &mut self,
        request: &Request,
        act: fn(&mut Self, T) -> Reply,
    ) -> Reply {
        match serde_json::from_str(&request.body) {
            Ok(order) => act(self, order),
            Err(error) => Reply::error(400, &error.to_string()),
        }
    }

    fn fund(&mut self, fund: Fund) -> Reply {
        let wallet = self.accounts.wallet_mut(fund.address);
        wallet.approved = fund.approved.unwrap_or(true);
        if let Some(cash) = fund.cash {
            wallet.cash = cash;
        }
        if let (Some(token), Some(shares)) = (fund.token, fund.shares) {
            wallet.shares.insert(token, shares);
        }
        Reply::ok(&json!({}))
    }

    fn ban(&mut self, ban: Ban) -> Reply {
        self.accounts.banned.retain(|a| *a != ban.address);
        self.accounts.closed_only.retain(|a| *a != ban.address);
        if ban.banned {
            self.accounts.banned.push(ban.address);
        }
        if ban.closed_only {
            self.accounts.closed_only.push(ban.address);
        }
        Reply::ok(&json!({}))
    }

    fn state(&self) -> Value {
        let markets: Vec<Value> = self
            .markets
            .all()
            .map(|m| {
                json!({
                    "slug": m.market.slug,
                    "condition": m.condition,
                    "tokens": m.tokens,
                    "phase": m.phase,
                    "start": m.market.start,
                    "end": m.market.end,
                    "tick_size": m.tick,
                    "volume": m.volume,
                })
            })
            .collect();
        let sessions: Vec<Value> = self
            .sessions
            .all()
            .map(|(id, s)| json!({ "id": id, "channel": s.channel.name(), "tokens": s.tokens.len() }))
            .collect();
        let wallets: Vec<Value> = self
            .accounts
            .wallets()
            .map(|(address, w)| {
                json!({
                    "address": address.to_checksum(None),
                    "cash": w.cash,
                    "cash_out": w.cash_out,
                    "shares": w.shares,
                    "shares_out": w.shares_out,
                })
            })
            .collect();
        let orders: Vec<Value> = self
            .orders
            .open()
            .map(|o| {
                json!({
                    "id": o.id, "maker": o.maker.to_checksum(None), "condition": o.condition, "outcome": o.outcome,
                    "side": o.side.code(), "price": o.price, "shares": o.shares, "matched": o.matched,
                    "status": o.status.code(),
                })
            })
            .collect();
        let trades: Vec<Value> = self
            .trades
            .all()
            .rev()
            .take(TRADES)
            .map(|t| {
                json!({
                    "id": t.id, "condition": t.condition, "outcome": t.taker.outcome, "side": t.taker.side.code(),
                    "price": t.taker.price, "shares": t.taker.shares, "status": t.settlement.code(),
                })
            })
            .collect();
        json!({
            "now": self.now, "markets": markets, "sessions": sessions, "wallets": wallets, "orders": orders,
            "trades": trades,
        })
    }
}
