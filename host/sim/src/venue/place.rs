//! Taking an order: every check in the venue's order and words, then resting or matching.

use super::envelope::{Amounts, Envelope, typed};
use super::execute::own_price;
use super::order::{Lifetime, OrderState, Status};
use super::{Due, Venue};
use crate::account::{ApiKey, KeyKind};
use crate::book::{OrderNo, opposite};
use crate::ids::unhex;
use crate::market::{MarketState, Side};
use craftstrat_model::{Shares, Usdc};
use craftstrat_signing::order::{Order, domain, order_id};
use craftstrat_signing::verify::signed_by;
use serde_json::Value;

/// Why an order is refused: the text a client sees.
pub(crate) type Refusal = String;

/// An order that passed.
pub(crate) struct Taken {
    pub no: OrderNo,
    /// Whether it meets orders it can match now.
    pub marketable: bool,
}

impl Venue {
    /// Checks an order and enters it, neither resting nor matched yet.
    ///
    /// # Errors
    /// With the venue's text.
    pub(crate) fn take_order(&mut self, body: &Value, key: &ApiKey) -> Result<Taken, Refusal> {
        let fields = body.get("order");
        let has = |name: &str| fields.is_some_and(|f| f.get(name).is_some());
        if has("feeRateBps") || has("nonce") && !has("timestamp") {
            return Err("order_version_mismatch".to_owned());
        }
        let envelope: Envelope =
            serde_json::from_value(body.clone()).map_err(|_| "Invalid order payload".to_owned())?;
        let (order, side, expiration) = typed(&envelope.order).ok_or("Invalid order payload")?;
        let lifetime = Lifetime::parse(&envelope.order_type).ok_or("Invalid order payload")?;
        if envelope.owner != key.id || key.kind != KeyKind::Trading {
            return Err("the order owner has to be the owner of the API KEY".to_owned());
        }
        let id = self.check_signer(&order, &envelope.order.signature, key)?;
        let (condition, outcome) = match self.markets.of_token(&envelope.order.token_id) {
            Some((state, outcome)) if state.is_open() => (state.condition.clone(), outcome),
            Some(_) => return Err("the market is not yet ready to process new orders".to_owned()),
            None => return Err(format!("the orderbook {} does not exist", envelope.order.token_id)),
        };
        if self.orders.of_id(&id).is_some() {
            let text = "Duplicated. Same order has already been placed, can't be placed again";
            return Err(format!("order {id} is invalid. {text}"));
        }
        let amounts = Amounts::read(&order, side, lifetime)?;
        let state = self.markets.get(&condition).ok_or("Invalid order payload")?;
        let price = amounts.price(state, lifetime, &id)?;
        let expiration = self.check_lifetime(lifetime, expiration, envelope.post_only)?;
        let entered = OrderState {
            no: 0,
            id: id.clone(),
            key: key.id.clone(),
            address: key.address,
            maker: order.maker,
            condition: condition.clone(),
            outcome,
            side,
            price,
            shares: amounts.shares,
            budget: (lifetime.is_immediate() && side == Side::Buy).then_some(amounts.dollars),
            matched: Shares::ZERO,
            paid: Usdc::ZERO,
            lifetime,
            expiration,
            created: self.now,
            status: Status::Waiting,
            trades: Vec::new(),
        };
        let marketable = crosses(state, &entered);
        check_size(state, &entered, marketable, amounts.dollars, self.settings.min_marketable_buy)?;
        if envelope.post_only && marketable {
            return Err("invalid post-only order: order crosses book".to_owned());
        }
        if self.is_post_only() && !envelope.post_only {
            return Err("post-only mode: only post-only orders and cancels are allowed".to_owned());
        }
        self.check_balance(&entered, marketable)?;
        let token = state_token(self.markets.get(&condition), outcome);
        let no = self.orders.add(entered);
        tracing::debug!(%id, token, "order taken");
        if lifetime == Lifetime::Gtd {
            let at = craftstrat_model::TimeMs(expiration.saturating_mul(1_000));
            self.schedule(at.plus_ms(-self.settings.gtd_early_ms), Due::Expire(no));
        }
        Ok(Taken { no, marketable })
    }

    /// The order's id, once its signature and signer are good.
    fn check_signer(&self, order: &Order, signature: &str, key: &ApiKey) -> Result<String, Refusal> {
        let foreign = || "the order signer address has to be the address of the API KEY".to_owned();
        if order.signatureType > 3 {
            return Err("Invalid order payload".to_owned());
        }
        let domain = domain(order.tokenId, false);
        let signature = unhex(signature).ok_or("Invalid order payload")?;
        let signed = signed_by(order, &domain, &signature).map_err(|e| format!("invalid signature: {e}"))?;
        if signed.key != key.address {
            return Err(foreign());
        }
        if signed.session && !self.accounts.may_trade(order.maker, signed.key, self.now) {
            return Err(foreign());
        }
        if order.signatureType == 0 && !self.settings.plain_keys {
            return Err("maker address not allowed, please use the deposit wallet flow".to_owned());
        }
        for address in [order.maker, key.address] {
            if self.accounts.banned.contains(&address) {
                return Err(format!("'{address}' address banned"));
            }
            if self.accounts.closed_only.contains(&address) && order.side == 0 {
                return Err(format!("'{address}' address in closed only mode"));
            }
        }
        Ok(order_id(order, &domain).to_string())
    }

    fn check_lifetime(&self, lifetime: Lifetime, expiration: i64, post_only: bool) -> Result<i64, Refusal> {
        if post_only && lifetime.is_immediate() {
            return Err("invalid post-only order: only GTC and GTD orders can be post-only".to_owned());
        }
        match lifetime {
            Lifetime::Gtd if expiration < self.now.0 / 1_000 + self.settings.gtd_lead_s => {
                Err("invalid expiration".to_owned())
            }
            Lifetime::Gtd => Ok(expiration),
            _ if expiration != 0 => Err("invalid expiration".to_owned()),
            _ => Ok(0),
        }
    }

    /// Whether the maker can pay for it beside what its other orders in this market tie up.
    fn check_balance(&self, order: &OrderState, marketable: bool) -> Result<(), Refusal> {
        let short = |balance: i64, matched: i64, amount: i64| {
            let matched =
                if matched > 0 { format!(", sum of matched orders: {matched}") } else { String::new() };
            format!(
                "not enough balance / allowance: the balance is not enough -> balance: {balance}{matched}, \
                 order amount: {amount}"
            )
        };
        let Some(wallet) = self.accounts.wallet(order.maker) else {
            return Err(short(0, 0, order.shares.micros()));
        };
        if !wallet.approved {
            return Err("not enough balance / allowance: the allowance is not enough".to_owned());
        }
        let same = |o: &&OrderState| {
            o.maker == order.maker && o.condition == order.condition && o.side == order.side
        };
        let others = self.orders.open().filter(same);
        let (balance, promised, tied, amount) = match order.side {
            Side::Buy => {
                let state = self.markets.get(&order.condition).filter(|_| marketable);
                let fee = state.map(|state| taker_fee(state, order).micros());
                let tied: i64 = others.map(|o| o.tied_cash().micros()).sum();
                let amount = order.tied_cash().micros() + fee.unwrap_or(0);
                (wallet.cash.micros(), wallet.cash_out.micros(), tied, amount)
            }
            Side::Sell => {
                let token = state_token(self.markets.get(&order.condition), order.outcome);
                let tied: i64 =
                    others.filter(|o| o.outcome == order.outcome).map(|o| o.left().micros()).sum();
                (wallet.held(token).micros(), wallet.promised(token).micros(), tied, order.shares.micros())
            }
        };
        if balance - promised - tied < amount {
            return Err(short(balance - tied, promised, amount));
        }
        Ok(())
    }
}

fn state_token(state: Option<&MarketState>, outcome: craftstrat_model::Outcome) -> &str {
    state.map_or("", |m| m.token(outcome))
}

/// Whether the order meets the best of the other side.
fn crosses(state: &MarketState, order: &OrderState) -> bool {
    let side = opposite(order.book_side());
    let best = state.book.best(side);
    best.is_some_and(|best| match order.book_side() {
        craftstrat_model::Side::Bid => order.book_price() >= best,
        craftstrat_model::Side::Ask => order.book_price() <= best,
    })
}

/// What the venue would charge if the order matched what is there now.
fn taker_fee(state: &MarketState, order: &OrderState) -> Usdc {
    let (rule, mut book) = (state.fees(), state.book.clone());
    let matches = book.take(opposite(order.book_side()), order.book_price(), order.want());
    let fees = matches.iter().map(|m| rule.fee(own_price(order.outcome, m.price), m.shares).micros());
    Usdc::from_micros(fees.sum())
}

fn check_size(
    state: &MarketState,
    order: &OrderState,
    marketable: bool,
    dollars: Usdc,
    min_buy: Usdc,
) -> Result<(), Refusal> {
    if marketable && order.side == Side::Buy && dollars < min_buy {
        return Err(format!("invalid amount for a marketable BUY order (${dollars}), min size: ${min_buy}"));
    }
    if !marketable && !order.lifetime.is_immediate() && order.shares < state.min_size {
        let text = format!("Size ({}) lower than the minimum: {}", order.shares, state.min_size);
        return Err(format!("order {} is invalid. {text}", order.id));
    }
    Ok(())
}
