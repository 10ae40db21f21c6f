//! Settlement: trades are mined and become final, or fail; resolved markets pay; expirations and heartbeats end orders.

use super::trade::{Part, Settlement};
use super::{Due, Venue};
use crate::account::Wallet;
use crate::book::OrderNo;
use crate::ids;
use crate::market::Side;
use crate::venue::activity::{Activity, What};
use craftstrat_model::{Outcome, Rounding, Shares, Usdc};

impl Venue {
    /// The next stage of a trade.
    pub(super) fn settle(&mut self, index: usize) {
        let now = self.now;
        let Some(trade) = self.trades.get_mut(index) else { return };
        trade.updated_at = now;
        trade.settlement = match (trade.settlement, trade.doomed) {
            (Settlement::Matched, true) => Settlement::Failed,
            (Settlement::Matched, false) => Settlement::Mined,
            (Settlement::Mined, _) => Settlement::Confirmed,
            (done, _) => done,
        };
        if trade.settlement == Settlement::Mined {
            trade.hash = ids::hash("transaction", &trade.id);
        }
        let (stage, confirmed_at) = (trade.settlement, trade.matched_at.plus_ms(self.settings.confirmed_ms));
        let (trade, condition) = (trade.clone(), trade.condition.clone());
        for part in trade.parts() {
            match stage {
                Settlement::Mined => self.deliver(&condition, part, Some(&trade.hash)),
                Settlement::Failed => self.deliver(&condition, part, None),
                Settlement::Matched | Settlement::Confirmed => {}
            }
        }
        if stage == Settlement::Mined {
            self.schedule(confirmed_at, Due::Settle(index));
        }
        self.tell_trade(index);
    }

    /// Moves a part's dollars and shares, with a transaction; without one it gives back what was set aside.
    fn deliver(&mut self, condition: &str, part: &Part, hash: Option<&str>) {
        let Some(order) = part.order.and_then(|no| self.orders.get(no)) else { return };
        let Some(state) = self.markets.get(condition) else { return };
        let (maker, token) = (order.maker, state.token(part.outcome).to_owned());
        let wallet = self.accounts.wallet_mut(maker);
        set_aside(wallet, part, &token, -1);
        let Some(hash) = hash else { return };
        let cash = part.dollars.micros();
        let held = wallet.held(&token).micros();
        let (cash, held) = match part.side {
            Side::Buy => (-cash - part.fee.micros(), held + part.shares.micros()),
            Side::Sell => (cash - part.fee.micros(), held - part.shares.micros()),
        };
        wallet.cash = Usdc::from_micros(wallet.cash.micros() + cash);
        wallet.shares.insert(token.clone(), Shares::from_micros(held));
        self.activities.push(Activity {
            wallet: maker,
            at: self.now,
            what: What::Trade { side: part.side, price: part.price },
            condition: condition.to_owned(),
            outcome: Some(part.outcome),
            shares: part.shares,
            dollars: part.dollars,
            fee: part.fee,
            hash: hash.to_owned(),
        });
    }

    /// A resolved market pays after a while, where the auto-redeem operator does it.
    pub(super) fn pay_later(&mut self, condition: &str) {
        if self.settings.auto_redeem {
            self.schedule(self.now.plus_ms(self.settings.redeem_ms), Due::Redeem(condition.to_owned()));
        }
    }

    /// Pays every holder of a resolved market.
    pub(super) fn redeem_all(&mut self, condition: &str) {
        let Some(state) = self.markets.get(condition) else { return };
        let tokens = state.tokens.clone();
        let holds = |w: &Wallet| tokens.iter().any(|t| w.held(t).is_positive());
        let holders: Vec<_> = self.accounts.wallets().filter(|(_, w)| holds(w)).map(|(a, _)| *a).collect();
        for holder in holders {
            self.redeem(condition, holder);
        }
    }

    /// Turns a wallet's shares of a resolved market into dollars; false when there is nothing to be had.
    pub(crate) fn redeem(&mut self, condition: &str, holder: alloy_primitives::Address) -> bool {
        let Some((state, winner)) = self.markets.get(condition).and_then(|m| Some((m, m.public_winner()?)))
        else {
            return false;
        };
        let tokens = state.tokens.clone();
        let hash = ids::hash("redeem", &format!("{condition}/{holder}/{}", self.now.0));
        let wallet = self.accounts.wallet_mut(holder);
        let (mut dollars, mut shares) = (0, 0);
        for (outcome, token) in Outcome::BOTH.into_iter().zip(&tokens) {
            let held = wallet.shares.remove(token).unwrap_or_default();
            let paid = winner.payout(outcome).notional(held, Rounding::Down).unwrap_or_default();
            dollars += paid.micros();
            shares += held.micros();
        }
        wallet.cash = Usdc::from_micros(wallet.cash.micros() + dollars);
        if shares == 0 {
            return false;
        }
        self.activities.push(Activity {
            wallet: holder,
            at: self.now,
            what: What::Redeem,
            condition: condition.to_owned(),
            outcome: None,
            shares: Shares::from_micros(shares),
            dollars: Usdc::from_micros(dollars),
            fee: Usdc::ZERO,
            hash,
        });
        true
    }

    /// Makes pairs of a market's shares out of dollars (`shares` positive), or dollars out of pairs (negative); false
    /// when the wallet lacks what it takes.
    pub(crate) fn split(&mut self, condition: &str, holder: alloy_primitives::Address, shares: i64) -> bool {
        let Some(state) = self.markets.get(condition) else { return false };
        let tokens = state.tokens.clone();
        let hash = ids::hash("split", &format!("{condition}/{holder}/{}", self.now.0));
        let wallet = self.accounts.wallet_mut(holder);
        let cash = wallet.cash.micros() - shares;
        let held = tokens.clone().map(|t| wallet.held(&t).micros() + shares);
        if cash < 0 || held.iter().any(|h| *h < 0) {
            return false;
        }
        wallet.cash = Usdc::from_micros(cash);
        for (token, held) in tokens.into_iter().zip(held) {
            wallet.shares.insert(token, Shares::from_micros(held));
        }
        self.activities.push(Activity {
            wallet: holder,
            at: self.now,
            what: if shares > 0 { What::Split } else { What::Merge },
            condition: condition.to_owned(),
            outcome: None,
            shares: Shares::from_micros(shares.abs()),
            dollars: Usdc::from_micros(shares.abs()),
            fee: Usdc::ZERO,
            hash,
        });
        true
    }

    pub(super) fn expire(&mut self, no: OrderNo) {
        self.cancel(no, "CANCELED_EXPIRED_ORDER");
    }

    /// Cancels everything of a key whose heart has stopped.
    pub(super) fn check_heart(&mut self, key: &str) {
        let Some((_, beat)) = self.hearts.get(key) else { return };
        let due = beat.plus_ms(self.settings.heartbeat_ms);
        if due > self.now {
            self.schedule(due, Due::Heart(key.to_owned()));
            return;
        }
        self.hearts.remove(key);
        let all: Vec<OrderNo> = self.orders.open().filter(|o| o.key == key).map(|o| o.no).collect();
        all.into_iter().for_each(|no| self.cancel(no, "CANCELED"));
    }
}

/// Sets aside what a part will cost (`sign` 1), or gives it back (-1).
pub(super) fn set_aside(wallet: &mut Wallet, part: &Part, token: &str, sign: i64) {
    match part.side {
        Side::Buy => {
            let amount = sign * (part.dollars.micros() + part.fee.micros());
            wallet.cash_out = Usdc::from_micros(wallet.cash_out.micros() + amount);
        }
        Side::Sell => {
            let promised = wallet.promised(token).micros() + sign * part.shares.micros();
            wallet.shares_out.insert(token.to_owned(), Shares::from_micros(promised));
        }
    }
}
