//! The end of a slot: what is open expires, what is held pays.

use super::MarketSim;
use crate::effect::{EffectKind, Phase, Treasury};
use crate::order::Stage;
use crate::position::Position;
use crate::record::{ExitReason, OrderEnd};
use crate::settings::DUE_ROW_LATE_MS_MAX;
use craftstrat_model::{Outcome, Rounding, Usdc, Winner};

impl MarketSim {
    /// Ends every order.
    pub(super) fn close(&mut self, treasury: &mut dyn Treasury) {
        while let Some(order) = self.orders.first() {
            let missed = order.stage == Stage::InFlight
                && self.market.end.since(order.proposal.due) > DUE_ROW_LATE_MS_MAX;
            let end = if missed { OrderEnd::NoData } else { OrderEnd::Expired };
            self.end_order(0, end, Phase::Resolution, treasury);
        }
    }

    /// Settles every position. An unresolved slot pays nothing, and says what it might have.
    pub(super) fn settle(&mut self, winner: Option<Winner>, treasury: &mut dyn Treasury) {
        for outcome in Outcome::BOTH {
            self.settle_one(outcome, winner, treasury);
        }
    }

    fn settle_one(&mut self, outcome: Outcome, winner: Option<Winner>, treasury: &mut dyn Treasury) {
        let position = &mut self.positions[outcome.index()];
        if position.is_flat() {
            return;
        }
        let shares = position.shares;
        let one_each = Usdc::from_micros(shares.micros());
        let (payout, payout_best, reason) = match winner {
            Some(winner) => {
                let payout = winner.payout(outcome).notional(shares, Rounding::Down).unwrap_or(Usdc::ZERO);
                (payout, Usdc::ZERO, ExitReason::Settlement)
            }
            None => (Usdc::ZERO, one_each, ExitReason::Unresolved),
        };
        let cost = position.sell(shares, payout, Usdc::ZERO);
        let trade = position.trade(self.index, outcome, self.now, reason, payout_best);
        self.positions[outcome.index()] = Position::default();
        self.exits[outcome.index()] = None;
        let available_at = self.now.plus_ms(i64::from(self.settings.payout_ms));
        let settled = EffectKind::Settled { outcome, shares, cost, payout, payout_best, available_at };
        self.post(Phase::Resolution, settled, treasury);
        self.post(Phase::Resolution, EffectKind::Closed(trade), treasury);
    }
}
