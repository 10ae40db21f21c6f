//! The relayer's subset that trading needs: deposit wallets, their batches, session keys.

use super::{Reply, Request, parsed, segments};
use crate::account::SessionKey;
use crate::ids::unhex;
use crate::venue::Venue;
use alloy_primitives::{Address, B256, Bytes, U256, address};
use alloy_sol_types::{SolCall, sol};
use craftstrat_model::Usdc;
use craftstrat_signing::call::Call;
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::relay::batch_digest;
use craftstrat_signing::verify;
use craftstrat_signing::wallet::Wallets;
use serde::Deserialize;
use serde_json::{Value, json};

sol! {
    function redeemPositions(address collateral, bytes32 parent, bytes32 condition, uint256[] indexSets);
    function mergePositions(address collateral, bytes32 parent, bytes32 condition, uint256[] partition, uint256 amount);
    function splitPosition(address collateral, bytes32 parent, bytes32 condition, uint256[] partition, uint256 amount);
    function approve(address spender, uint256 amount);
    function transfer(address to, uint256 amount);
    function setApprovalForAll(address operator, bool approved);
}

/// How long a session key is good for, hours.
const SESSION_HOURS: i64 = 4_315;
/// What an authorized address may do without saying so.
const COLLATERAL: Address = address!("0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Submission {
    #[serde(rename = "type")]
    kind: String,
    #[serde(deserialize_with = "parsed")]
    from: Address,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    signature: Option<String>,
    #[serde(default)]
    deposit_wallet_params: Option<Params>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    #[serde(deserialize_with = "parsed")]
    deposit_wallet: Address,
    deadline: String,
    calls: Vec<CallText>,
}

#[derive(Deserialize)]
struct CallText {
    #[serde(deserialize_with = "parsed")]
    target: Address,
    value: String,
    #[serde(deserialize_with = "parsed")]
    data: Bytes,
}

impl Venue {
    pub(super) fn relayer(&mut self, request: &Request) -> Reply {
        let address = request.param("address").and_then(|a| a.parse::<Address>().ok());
        match (request.method.as_str(), segments(&request.path).as_slice()) {
            ("GET", ["deployed"]) => match address {
                Some(address) => {
                    let deployed =
                        self.accounts.deployed.contains(&address) || self.accounts.wallet(address).is_some();
                    Reply::ok(&json!({ "address": address.to_checksum(None), "deployed": deployed }))
                }
                None => Reply::error(400, "invalid address"),
            },
            ("GET", ["v1", "account", "transactions", "params"] | ["nonce"]) => {
                let wallet = address.map(|a| self.deposit_wallet(a));
                let nonce = wallet.and_then(|w| self.accounts.wallet(w)).map_or(0, |w| w.nonce);
                Reply::ok(
                    &json!({ "address": address.map(|a| a.to_checksum(None)), "nonce": nonce.to_string() }),
                )
            }
            ("POST", ["submit"]) => match serde_json::from_str::<Submission>(&request.body) {
                Ok(submission) => self.submit(&submission),
                Err(error) => Reply::error(400, &format!("invalid payload: {error}")),
            },
            ("GET", ["v1", "account", "transactions", id]) => self.relayed(id),
            ("GET", ["transaction"]) => self.relayed(request.param("id").unwrap_or_default()),
            ("POST", ["v1", "session-signers", "authorizations"]) => self.authorize(request),
            ("POST", ["v1", "session-signers", "revocations"]) => self.revoke(request),
            ("POST", ["rpc"]) => self.rpc(request),
            _ => Reply::error(404, "not found"),
        }
    }

    fn submit(&mut self, submission: &Submission) -> Reply {
        let owner = submission.from;
        match submission.kind.as_str() {
            "WALLET-CREATE" => {
                let wallet = Wallets::of(owner).deposit;
                self.accounts.open_wallet(wallet, self.settings.opening_cash);
                if !self.accounts.deployed.contains(&wallet) {
                    self.accounts.deployed.push(wallet);
                }
                self.relay(&wallet.to_string(), "created")
            }
            "WALLET" => match self.batch(submission) {
                Ok(reply) => reply,
                Err(text) => Reply::error(400, &text),
            },
            _ => Reply::error(400, "transactions of proxy and safe wallets are not simulated"),
        }
    }

    /// Carries out a signed batch of calls of a deposit wallet.
    fn batch(&mut self, submission: &Submission) -> Result<Reply, String> {
        let params = submission.deposit_wallet_params.as_ref().ok_or("depositWalletParams missing")?;
        let number = |text: &str| text.parse::<U256>().map_err(|_| format!("invalid number {text}"));
        let whole = |text: &str| text.parse::<u64>().map_err(|_| format!("invalid number {text}"));
        let nonce = whole(submission.nonce.as_deref().unwrap_or("0"))?;
        let wallet = params.deposit_wallet;
        let expected = self.accounts.wallet(wallet).map_or(0, |w| w.nonce);
        if nonce != expected {
            return Err(format!("batch nonce {nonce} does not match on-chain nonce {expected}"));
        }
        let calls: Result<Vec<Call>, String> = params
            .calls
            .iter()
            .map(|c| Ok(Call { target: c.target, value: number(&c.value)?, data: c.data.clone() }))
            .collect();
        let calls = calls?;
        let digest = batch_digest(POLYGON.chain, wallet, nonce, whole(&params.deadline)?, calls.clone());
        let signature = submission.signature.as_deref().and_then(unhex).ok_or("invalid signature")?;
        let signer = verify::signer(digest, &signature);
        if signer != Some(submission.from) || !Wallets::of(submission.from).signs_with(wallet, 3) {
            return Err("invalid signature".to_owned());
        }
        let results: Vec<bool> = calls.iter().map(|call| self.call(wallet, call)).collect();
        self.accounts.wallet_mut(wallet).nonce += 1;
        let name = format!("{wallet}/{nonce}");
        Ok(self.relay(&name, if results.contains(&false) { "failed" } else { "done" }))
    }

    /// One call; false when the contract would refuse it. Calls of other contracts change nothing here.
    fn call(&mut self, wallet: Address, call: &Call) -> bool {
        let amount = |a: U256| i64::try_from(a).unwrap_or(i64::MAX / 4);
        let condition = |c: B256| c.to_string();
        if let Ok(redeem) = redeemPositionsCall::abi_decode(&call.data) {
            return self.redeem(&condition(redeem.condition), wallet);
        }
        if let Ok(merge) = mergePositionsCall::abi_decode(&call.data) {
            return self.split(&condition(merge.condition), wallet, -amount(merge.amount));
        }
        if let Ok(split) = splitPositionCall::abi_decode(&call.data) {
            return self.split(&condition(split.condition), wallet, amount(split.amount));
        }
        if let Ok(approval) = approveCall::abi_decode(&call.data)
            && call.target == COLLATERAL
        {
            self.accounts.wallet_mut(wallet).approved = !approval.amount.is_zero();
        }
        if let Ok(transfer) = transferCall::abi_decode(&call.data)
            && call.target == COLLATERAL
        {
            return self.withdraw(wallet, transfer.to, transfer.amount);
        }
        if let Ok(operator) = setApprovalForAllCall::abi_decode(&call.data) {
            self.accounts.wallet_mut(wallet).approved = operator.approved;
        }
        true
    }

    /// Collateral that is not promised to trades goes elsewhere; a wallet of this venue receives it.
    fn withdraw(&mut self, wallet: Address, to: Address, amount: U256) -> bool {
        let from = self.accounts.wallet_mut(wallet);
        let free = from.cash.micros() - from.cash_out.micros();
        let Ok(micros) = i64::try_from(amount) else { return false };
        if micros > free {
            return false;
        }
        from.cash = Usdc::from_micros(from.cash.micros() - micros);
        if self.accounts.wallet(to).is_some() {
            let to = self.accounts.wallet_mut(to);
            to.cash = Usdc::from_micros(to.cash.micros() + micros);
        }
        true
    }

    fn relay(&mut self, name: &str, state: &str) -> Reply {
        let id = crate::ids::uuid("relayed", &format!("{name}/{}", self.relayed.len()));
        self.relayed.insert(id.clone(), (state != "failed", self.now));
        Reply::ok(
            &json!({ "transactionID": id, "transactionHash": crate::ids::hash("relayed", &id), "state": "STATE_NEW" }),
        )
    }

    /// A relayed transaction is mined and confirmed as trades are.
    fn relayed(&self, id: &str) -> Reply {
        let Some((good, at)) = self.relayed.get(id) else {
            return Reply::error(404, "transaction not found");
        };
        let age = self.now.since(*at);
        let state = match () {
            () if !good => "STATE_FAILED",
            () if age >= self.settings.confirmed_ms => "STATE_CONFIRMED",
            () if age >= self.settings.mined_ms => "STATE_MINED",
            () => "STATE_EXECUTED",
        };
        // The venue spells these names in one way here and in the other where transactions are taken; older clients look
        // for the latter.
        let hash = crate::ids::hash("relayed", id);
        Reply::ok(&json!({
            "transaction_id": id,
            "transactionID": id,
            "transaction_hash": hash,
            "transactionHash": hash,
            "state": state,
        }))
    }

    fn authorize(&mut self, request: &Request) -> Reply {
        let body = request.value().unwrap_or_default();
        let Some((wallet, signer)) = pair(&body) else { return Reply::error(400, "invalid payload") };
        let scope = body.get("scope").and_then(Value::as_str).unwrap_or("ALL").to_owned();
        let expires = self.now.plus_ms(SESSION_HOURS * 3_600_000);
        self.accounts.session_keys.retain(|k| !(k.wallet == wallet && k.signer == signer));
        self.accounts.session_keys.push(SessionKey { wallet, signer, scope, expires });
        Reply::ok(&json!({ "expiresAt": expires.0 / 1_000, "state": "STATE_CONFIRMED" }))
    }

    fn revoke(&mut self, request: &Request) -> Reply {
        let body = request.value().unwrap_or_default();
        let Some((wallet, signer)) = pair(&body) else { return Reply::error(400, "invalid payload") };
        self.accounts.session_keys.retain(|k| !(k.wallet == wallet && k.signer == signer));
        Reply::ok(&json!({ "state": "STATE_CONFIRMED" }))
    }
}

/// Wallet and signer of a session key's request.
fn pair(body: &Value) -> Option<(Address, Address)> {
    let address = |names: &[&str]| names.iter().find_map(|n| body.get(n)?.as_str()?.parse::<Address>().ok());
    Some((address(&["depositWallet", "wallet"])?, address(&["sessionSigner", "signer"])?))
}
