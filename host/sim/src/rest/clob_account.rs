//! The CLOB's routes that need proof of a key, and API keys themselves.

use super::{Answer, Reply, Request};
use crate::account::{Accounts, ApiKey, KeyKind};
use crate::ids::unhex;
use crate::venue::Venue;
use alloy_primitives::Address;
use craftstrat_signing::auth::{l1_signer, l2_signature};
use craftstrat_signing::wallet::Wallets;
use serde_json::{Value, json};

impl Venue {
    pub(super) fn clob_account(&mut self, request: &Request, path: &[&str]) -> Answer {
        let method = request.method.as_str();
        if let ("POST", ["auth", "api-key"]) | ("GET", ["auth", "derive-api-key"]) = (method, path) {
            return Answer::Now(self.credentials(request, method == "POST"));
        }
        if !is_account(path) {
            return Answer::Now(Reply::error(404, "not found"));
        }
        let key = match self.prove(request) {
            Ok(key) => key,
            Err(reply) => return Answer::Now(reply),
        };
        let reply = match (method, path) {
            ("GET", ["auth", "api-keys"]) => {
                let ids: Vec<&str> =
                    self.accounts.keys_of(key.address, KeyKind::Trading).map(|k| k.id.as_str()).collect();
                Reply::ok(&json!({ "apiKeys": ids }))
            }
            ("DELETE", ["auth", "api-key"]) => {
                self.accounts.remove_key(&key.id);
                Reply::ok(&json!("OK"))
            }
            ("GET", ["auth", "ban-status", "closed-only"]) => {
                Reply::ok(&json!({ "closed_only": self.accounts.closed_only.contains(&key.address) }))
            }
            (_, ["auth", "readonly-api-key" | "readonly-api-keys"]) => {
                self.other_keys(request, &key, KeyKind::ReadOnly)
            }
            (_, ["auth", "builder-api-key"]) => self.other_keys(request, &key, KeyKind::Builder),
            ("GET", ["v1", "user", "rate-limit-tier"]) => Reply::ok(&json!({ "tier": "Standard" })),
            ("GET", ["v1", "user", "session-signers"]) => Reply::ok(&self.session_signers(key.address)),
            ("POST", ["v1", "heartbeats"]) => self.heartbeat(request, &key),
            _ => return self.clob_orders(request, path, &key),
        };
        Answer::Now(reply)
    }

    /// Makes credentials for an address that proves its key (L1), or tells them again.
    fn credentials(&mut self, request: &Request, creates: bool) -> Reply {
        let Some((address, nonce)) = self.prove_l1(request) else {
            return Reply::error(401, "Invalid L1 Request headers");
        };
        let key = Accounts::derive(address, nonce, KeyKind::Trading);
        let known = self.accounts.key(&key.id).is_some();
        if creates == known {
            let text = if creates { "Could not create api key" } else { "Could not derive api key" };
            return Reply::error(400, text);
        }
        if creates {
            self.accounts.open_wallet(address, self.settings.opening_cash);
            for wallet in Wallets::of(address).all() {
                self.accounts.open_wallet(wallet, self.settings.opening_cash);
            }
            self.accounts.add_key(key.clone());
        }
        Reply::ok(&shown(&key))
    }

    fn prove_l1(&self, request: &Request) -> Option<(Address, u64)> {
        let address: Address = request.header("poly_address")?.parse().ok()?;
        let timestamp = request.header("poly_timestamp")?;
        let nonce: u64 = request.header("poly_nonce").unwrap_or("0").parse().ok()?;
        let signature = unhex(request.header("poly_signature")?)?;
        let signer = l1_signer(address, timestamp, nonce, &signature)?;
        (signer == address && self.is_recent(timestamp)).then_some((address, nonce))
    }

    fn is_recent(&self, timestamp: &str) -> bool {
        let Ok(seconds) = timestamp.parse::<i64>() else { return false };
        let window = self.settings.auth_window_s;
        window.is_none_or(|window| (self.now.0 / 1_000).abs_diff(seconds) <= window.unsigned_abs())
    }

    /// The key a request's headers prove (L2).
    fn prove(&self, request: &Request) -> Result<ApiKey, Reply> {
        let unauthorized = || Reply::error(401, "Unauthorized/Invalid api key");
        let proved = || {
            let key = self.accounts.key(request.header("poly_api_key")?)?;
            let address: Address = request.header("poly_address")?.parse().ok()?;
            let timestamp = request.header("poly_timestamp")?;
            let wanted = l2_signature(&key.secret, timestamp, &request.method, &request.path, &request.body)?;
            let good = request.header("poly_signature")? == wanted
                && request.header("poly_passphrase")? == key.passphrase
                && address == key.address
                && self.is_recent(timestamp);
            good.then(|| key.clone())
        };
        proved().ok_or_else(unauthorized)
    }

    fn other_keys(&mut self, request: &Request, key: &ApiKey, kind: KeyKind) -> Reply {
        match request.method.as_str() {
            "POST" => {
                let nonce = self.accounts.keys_of(key.address, kind).count() as u64;
                let new = Accounts::derive(key.address, nonce, kind);
                self.accounts.add_key(new.clone());
                match kind {
                    KeyKind::Builder => Reply::ok(&json!({
                        "key": new.id, "secret": new.secret, "passphrase": new.passphrase,
                    })),
                    _ => Reply::ok(&json!({ "apiKey": new.id })),
                }
            }
            "GET" => {
                let ids: Vec<&str> =
                    self.accounts.keys_of(key.address, kind).map(|k| k.id.as_str()).collect();
                match kind {
                    KeyKind::Builder => Reply::ok(&ids.iter().map(|id| json!({ "key": id })).collect()),
                    _ => Reply::ok(&json!({ "readonlyApiKeys": ids })),
                }
            }
            "DELETE" => {
                let named = request.value().and_then(|v| Some(v.get("key")?.as_str()?.to_owned()));
                let all: Vec<String> =
                    self.accounts.keys_of(key.address, kind).map(|k| k.id.clone()).collect();
                all.iter().filter(|id| named.as_ref().is_none_or(|n| n == *id)).for_each(|id| {
                    self.accounts.remove_key(id);
                });
                Reply::ok(&json!("OK"))
            }
            _ => Reply::error(405, "method not allowed"),
        }
    }

    fn session_signers(&self, address: Address) -> Value {
        let wallets = Wallets::of(address).all();
        let own = self.accounts.session_keys.iter().filter(|k| wallets.contains(&k.wallet));
        let list: Vec<Value> = own
            .map(|k| {
                json!({
                    "wallet": k.wallet.to_checksum(None),
                    "signer": k.signer.to_checksum(None),
                    "scope": k.scope,
                    "expires_at": k.expires.0 / 1_000,
                })
            })
            .collect();
        json!({ "data": list })
    }

    /// A beat must name the one before; the first names none.
    fn heartbeat(&mut self, request: &Request, key: &ApiKey) -> Reply {
        let named = request.value().and_then(|v| Some(v.get("heartbeat_id")?.as_str()?.to_owned()));
        let expected = self.hearts.get(&key.id).map(|(id, _)| id.clone()).unwrap_or_default();
        if named.unwrap_or_default() != expected {
            let body = json!({
                "error": "Invalid Heartbeat ID", "error_msg": "Invalid Heartbeat ID", "heartbeat_id": expected,
            });
            return Reply { status: 400, ..Reply::ok(&body) };
        }
        let id = crate::ids::uuid("heartbeat", &format!("{}/{}/{}", key.id, self.now.0, expected));
        self.beat(&key.id, &id);
        Reply::ok(&json!({ "heartbeat_id": id }))
    }
}

fn shown(key: &ApiKey) -> Value {
    json!({ "apiKey": key.id, "secret": key.secret, "passphrase": key.passphrase })
}

/// Whether a path is one that asks for proof, so that an unknown one is not found rather than forbidden.
fn is_account(path: &[&str]) -> bool {
    let first = [
        "auth",
        "order",
        "orders",
        "cancel-all",
        "cancel-market-orders",
        "data",
        "balance-allowance",
        "v1",
        "notifications",
        "order-scoring",
        "orders-scoring",
        "builder",
        "rewards",
    ];
    path.first().is_some_and(|p| first.contains(p))
}
