//! What an address has: orders, trades, balances, notifications.

use super::clob_markets::{cursor, paged};
use super::{Reply, Request};
use crate::account::ApiKey;
use crate::market::MarketState;
use crate::venue::Venue;
use crate::venue::order::OrderState;
use alloy_primitives::Address;
use craftstrat_signing::wallet::Wallets;
use serde_json::{Map, Value, json};

/// Orders and trades of a page.
const PAGE: usize = 500;
/// What may move a wallet's collateral and shares: both exchanges and the adapter of the second kind.
const SPENDERS: [&str; 3] = [
    "0xE111180000d2663C0091e4f400237545B87B996B",
    "0xe2222d279d744050d28e00520010520000310F59",
    "0xd91E80cF2E7be2e162c6513ceD06f1dD0dA35296",
];

impl Venue {
    pub(super) fn clob_state(&mut self, request: &Request, path: &[&str], key: &ApiKey) -> Reply {
        match (request.method.as_str(), path) {
            ("GET", ["data", "order", id]) => {
                let own = self.orders.of_id(id).filter(|o| o.address == key.address && o.status.is_open());
                Reply::ok(&own.map_or(Value::Null, |o| self.open_order(o)))
            }
            ("GET", ["data", "orders" | "pre-migration-orders"]) => self.open_orders(request, path[1], key),
            ("GET", ["data", "trades"]) => self.own_trades(request, key),
            ("GET", ["balance-allowance"]) => self.balance(request, key),
            ("GET" | "POST", ["balance-allowance", "update"]) => Reply::ok(&json!({})),
            ("GET", ["notifications"]) => Reply::ok(&json!([])),
            ("DELETE", ["notifications"]) => Reply::ok(&json!("OK")),
            ("GET", ["order-scoring"]) => Reply::ok(&json!({ "scoring": false })),
            ("POST", ["orders-scoring"]) => {
                let ids = request.value().unwrap_or_default();
                let ids = ids.as_array().into_iter().flatten().filter_map(Value::as_str);
                Reply::ok(&Value::Object(ids.map(|id| (id.to_owned(), json!(false))).collect::<Map<_, _>>()))
            }
            ("GET", ["builder", "trades"]) => Reply::ok(&paged(Vec::new(), 0, 0, PAGE)),
            _ => Reply::error(404, "not found"),
        }
    }

    fn open_order(&self, order: &OrderState) -> Value {
        let token = self.markets.get(&order.condition).map(|m| m.token(order.outcome));
        json!({
            "id": order.id,
            "status": order.status.code(),
            "owner": order.key,
            "maker_address": order.maker.to_checksum(None),
            "market": order.condition,
            "asset_id": token,
            "side": order.side.code(),
            "original_size": order.shown_size(),
            "size_matched": order.matched,
            "price": order.price,
            "outcome": MarketState::outcome_name(order.outcome),
            "expiration": order.expiration.to_string(),
            "order_type": order.lifetime.code(),
            "associate_trades": order.trades,
            "created_at": order.created.0 / 1_000,
        })
    }

    fn open_orders(&self, request: &Request, which: &str, key: &ApiKey) -> Reply {
        let Some(from) = cursor(request.param("next_cursor")) else {
            return Reply::error(400, "Invalid payload");
        };
        let same = |name: &str, value: &str| request.param(name).is_none_or(|wanted| wanted == value);
        let fits = |o: &&OrderState| {
            let token = self.markets.get(&o.condition).map_or("", |m| m.token(o.outcome));
            which == "orders"
                && o.address == key.address
                && same("id", &o.id)
                && same("market", &o.condition)
                && same("asset_id", token)
        };
        let all: Vec<&OrderState> = self.orders.open().filter(fits).collect();
        let page = all.iter().skip(from).take(PAGE).map(|o| self.open_order(o)).collect();
        Reply::ok(&paged(page, from, all.len(), PAGE))
    }

    /// Newest first. The filters by market and token apply to the taker's order, as the venue's do.
    fn own_trades(&self, request: &Request, key: &ApiKey) -> Reply {
        let Some(from) = cursor(request.param("next_cursor")) else {
            return Reply::error(400, "Invalid payload");
        };
        let same = |name: &str, value: &str| request.param(name).is_none_or(|wanted| wanted == value);
        let second = |name: &str| request.param(name).and_then(|t| t.parse::<i64>().ok());
        let (before, after) = (second("before"), second("after"));
        let maker = request.param("maker_address").and_then(|a| a.parse::<Address>().ok());
        let all: Vec<Value> = self
            .trades
            .all()
            .rev()
            .filter(|trade| {
                let own = trade.parts().filter_map(|p| p.order.and_then(|no| self.orders.get(no)));
                let mut own = own.filter(|o| o.address == key.address && maker.is_none_or(|m| o.maker == m));
                let token = self.markets.get(&trade.condition).map_or("", |m| m.token(trade.taker.outcome));
                let at = trade.matched_at.0 / 1_000;
                own.next().is_some()
                    && same("id", &trade.id)
                    && same("market", &trade.condition)
                    && same("asset_id", token)
                    && before.is_none_or(|t| at < t)
                    && after.is_none_or(|t| at > t)
            })
            .map(|trade| self.trade_of(trade, key.address))
            .collect();
        let total = all.len();
        let page: Vec<Value> = all.into_iter().skip(from).take(PAGE).collect();
        Reply::ok(&paged(page, from, total, PAGE))
    }

    /// On chain, in 10^-6, of the wallet that the signature type stands for.
    fn balance(&self, request: &Request, key: &ApiKey) -> Reply {
        let wallets = Wallets::of(key.address);
        let session = self.accounts.session_keys.iter().find(|k| k.signer == key.address);
        let address = match (request.param("signature_type"), session) {
            (Some("1"), _) => wallets.proxy,
            (Some("2"), _) => wallets.safe,
            (Some("3"), Some(session)) => session.wallet,
            (Some("3"), None) => self.deposit_wallet(key.address),
            _ => key.address,
        };
        let wallet = self.accounts.wallet(address).cloned().unwrap_or_default();
        let balance = match request.param("asset_type") {
            Some("COLLATERAL") => wallet.cash.micros(),
            Some("CONDITIONAL" | "CONDITIONAL-V2") => match request.param("token_id") {
                Some(token) => wallet.held(token).micros(),
                None => return Reply::error(400, "assetAddress invalid or unsupported"),
            },
            _ => return Reply::error(400, "Invalid asset type"),
        };
        let allowed = if wallet.approved {
            "115792089237316195423570985008687907853269984665640564039457584007913129639935"
        } else {
            "0"
        };
        let allowances: Map<String, Value> =
            SPENDERS.iter().map(|s| ((*s).to_owned(), json!(allowed))).collect();
        Reply::ok(&json!({ "balance": balance.to_string(), "allowances": allowances }))
    }
}
