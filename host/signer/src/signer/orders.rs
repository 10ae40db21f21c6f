//! Orders and proofs for API credentials: everyday signatures, with the owner's or a session's key.

use super::{Signer, refuse};
use crate::answer::{Answer, Refusal, RefusalCode, SignedOrder, VenueAuth};
use crate::envelope::{KeyKind, Opened};
use crate::request::{OrderFields, SignOrder, SignVenueAuth};
use craftstrat_model::{Usdc, money::MICROS_MAX};
use craftstrat_signing::order::{Order, OrderSide, digest, domain_on, order_id, signature};
use craftstrat_signing::token::is_outcome;
use craftstrat_signing::wallet::Wallets;
use craftstrat_signing::{B256, Network, U256, auth};
use std::sync::PoisonError;

/// How old an order's time may be, and how far ahead of this clock.
const AGE_MAX_MS: i64 = 5 * 60_000;
const AHEAD_MAX_MS: i64 = 60_000;
/// How far ahead an order may end; slots last a day at most.
const EXPIRY_MAX_MS: i64 = 7 * 24 * 3_600_000;
/// Salts go over the wire as JSON numbers.
const SALT_MAX: u64 = (1 << 53) - 1;

impl Signer {
    pub(super) fn sign_order(&self, asked: &SignOrder, now_ms: i64) -> Result<Answer, Refusal> {
        let opened = self.open(&asked.key)?;
        let network = self.network(asked.chain)?;
        if asked.chain != opened.policy.chain {
            return refuse(RefusalCode::Chain, format!("the wallet is on chain {}", opened.policy.chain));
        }
        check_wallet(&opened, network, &asked.order)?;
        check_market(&opened, network, asked)?;
        check_fields(self, &asked.order)?;
        check_times(asked, now_ms)?;
        let dollars = dollars(&asked.order)?;
        let key = (asked.chain, opened.policy.maker, asked.order.side);
        let limit = opened.policy.notional_per_hour.min(self.rules.notional_max);
        let mut traded = self.traded.lock().unwrap_or_else(PoisonError::into_inner);
        traded.take(key, limit, dollars, now_ms).map_err(|left| {
            let sentence = format!(
                "the wallet may trade {limit} USDC an hour and {left} of it is left; asked {dollars}"
            );
            Refusal::new(RefusalCode::Notional, sentence)
        })?;
        drop(traded);
        let order = typed(&asked.order);
        let domain = domain_on(network, order.tokenId, asked.exchange == network.exchange_neg_risk);
        let raw = opened.sign(digest(&order, &domain))?;
        let session = (opened.kind == KeyKind::Session).then(|| opened.key.address());
        Ok(Answer::Order(SignedOrder {
            order_id: order_id(&order, &domain),
            signature: signature(&order, &domain, raw, session).into(),
        }))
    }

    pub(super) fn sign_venue_auth(&self, asked: &SignVenueAuth, now_ms: i64) -> Result<Answer, Refusal> {
        let opened = self.open(&asked.key)?;
        self.network(asked.chain)?;
        if asked.chain != opened.policy.chain {
            return refuse(RefusalCode::Chain, format!("the wallet is on chain {}", opened.policy.chain));
        }
        near(asked.timestamp_s.saturating_mul(1_000), now_ms)?;
        let address = opened.key.address();
        let digest = auth::l1_digest(asked.chain, address, &asked.timestamp_s.to_string(), asked.nonce);
        let signature = opened.sign(digest)?.0.to_vec().into();
        Ok(Answer::VenueAuth(VenueAuth { address, signature }))
    }
}

/// The order is of the key's own wallet and signed as that wallet signs.
fn check_wallet(opened: &Opened, network: &Network, order: &OrderFields) -> Result<(), Refusal> {
    let policy = &opened.policy;
    let address = opened.key.address();
    let is_owner = opened.kind == KeyKind::Owner;
    // An owner's wallet follows from the key; a session's was taken from its owner's key when the session's was made.
    let derived = Wallets::made_by(&network.factories, policy.owner).kind(policy.account);
    if order.maker != policy.maker || order.maker != derived || (is_owner && address != policy.owner) {
        return refuse(RefusalCode::Maker, format!("the maker of this key's orders is {derived}"));
    }
    if order.signature_type != policy.account.signature_type() {
        let wanted = policy.account.signature_type();
        return refuse(RefusalCode::SignatureType, format!("this wallet signs with type {wanted}"));
    }
    if !is_owner && !policy.account.is_deposit() {
        return refuse(RefusalCode::KeyKind, "only deposit wallets have session keys");
    }
    let signer = if policy.account.is_deposit() { policy.maker } else { address };
    if order.signer != signer {
        return refuse(RefusalCode::Signer, format!("the signer of this key's orders is {signer}"));
    }
    Ok(())
}

/// The exchange is one of the wallet's and the one for this token, and the token is of the market that is named.
fn check_market(opened: &Opened, network: &Network, asked: &SignOrder) -> Result<(), Refusal> {
    let exchange = asked.exchange;
    if !network.is_exchange(exchange) || !opened.policy.exchanges.contains(&exchange) {
        return refuse(RefusalCode::Exchange, format!("{exchange} is no exchange of this wallet"));
    }
    let token = asked.order.token_id;
    let neg_risk = exchange == network.exchange_neg_risk;
    let domain = domain_on(network, token, neg_risk);
    if domain.verifying_contract != Some(exchange) {
        return refuse(RefusalCode::Exchange, "this exchange does not trade this kind of token");
    }
    if !is_outcome(network, token, asked.market.condition, asked.market.outcome, neg_risk) {
        return refuse(RefusalCode::Token, "the token is not the outcome of the market that is named");
    }
    Ok(())
}

fn check_fields(signer: &Signer, order: &OrderFields) -> Result<(), Refusal> {
    if order.salt > SALT_MAX {
        return refuse(RefusalCode::Field, "a salt is at most 2^53 - 1");
    }
    if !order.metadata.is_zero() {
        return refuse(RefusalCode::Field, "an order's metadata is zero");
    }
    if !order.builder.is_zero() && !signer.rules.builders.contains(&order.builder) {
        return refuse(RefusalCode::Field, "the builder code is not this installation's");
    }
    Ok(())
}

fn check_times(asked: &SignOrder, now_ms: i64) -> Result<(), Refusal> {
    near(asked.order.timestamp_ms, now_ms)?;
    let ends_ms = asked.expiration_s.saturating_mul(1_000);
    if asked.expiration_s == 0 || (ends_ms > now_ms && ends_ms.saturating_sub(now_ms) <= EXPIRY_MAX_MS) {
        return Ok(());
    }
    refuse(RefusalCode::Time, "an order ends within 7 days from now, or never")
}

fn near(at_ms: i64, now_ms: i64) -> Result<(), Refusal> {
    let age = now_ms.saturating_sub(at_ms);
    if (-AHEAD_MAX_MS..=AGE_MAX_MS).contains(&age) {
        return Ok(());
    }
    refuse(RefusalCode::Time, "the time is more than 5 minutes past or a minute ahead of the signer's clock")
}

/// What the order is worth: what a purchase gives, what a sale takes at least.
fn dollars(order: &OrderFields) -> Result<Usdc, Refusal> {
    let micros = |amount: u64| i64::try_from(amount).ok().filter(|a| *a > 0 && *a <= MICROS_MAX);
    let amounts = micros(order.maker_amount).zip(micros(order.taker_amount));
    let Some((maker, taker)) = amounts else {
        return refuse(
            RefusalCode::Amount,
            "an order gives and takes something, within the range of amounts",
        );
    };
    let (dollars, shares) = match order.side {
        OrderSide::Buy => (maker, taker),
        OrderSide::Sell => (taker, maker),
    };
    if dollars >= shares {
        return refuse(RefusalCode::Amount, "a share costs less than a dollar");
    }
    Ok(Usdc::from_micros(dollars))
}

fn typed(order: &OrderFields) -> Order {
    Order {
        salt: U256::from(order.salt),
        maker: order.maker,
        signer: order.signer,
        tokenId: order.token_id,
        makerAmount: U256::from(order.maker_amount),
        takerAmount: U256::from(order.taker_amount),
        side: match order.side {
            OrderSide::Buy => 0,
            OrderSide::Sell => 1,
        },
        signatureType: order.signature_type,
        // Checked: near the clock, which is after the epoch.
        timestamp: U256::from(order.timestamp_ms.unsigned_abs()),
        metadata: B256::ZERO,
        builder: order.builder,
    }
}
