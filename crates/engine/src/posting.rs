//! Which transfers an effect means.

use crate::effect::EffectKind;
use crate::ledger::{Account, Transfer};
use crate::record::TradeSide;
use craftstrat_model::Usdc;

/// At most five transfers, in the order in which they are posted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Transfers {
    items: [Option<Transfer>; 5],
    len: usize,
}

impl Transfers {
    fn add(mut self, from: Account, to: Account, amount: Usdc) -> Self {
        if !amount.is_zero() {
            self.items[self.len] = Some(Transfer { from, to, amount });
            self.len += 1;
        }
        self
    }

    /// Shares that cost `cost` leave for `proceeds`, which go to `to`.
    fn release(self, cost: Usdc, proceeds: Usdc, to: Account) -> Self {
        let (returned, gain) = (cost.min(proceeds), proceeds.micros() - cost.micros());
        let transfers = self.add(Account::Positions, to, returned);
        if gain >= 0 {
            transfers.add(Account::Result, to, Usdc::from_micros(gain))
        } else {
            transfers.add(Account::Positions, Account::Result, Usdc::from_micros(-gain))
        }
    }

    pub(crate) fn to_vec(self) -> Vec<Transfer> {
        self.items.into_iter().flatten().collect()
    }
}

/// The transfers of an effect.
pub(crate) fn transfers(kind: &EffectKind) -> Transfers {
    use Account::{Cash, Fees, Positions, Receivable, Reserved};
    let none = Transfers::default();
    match kind {
        EffectKind::Approved { reserved, .. } => none.add(Cash, Reserved, *reserved),
        EffectKind::Filled { fill, .. } if fill.side == TradeSide::Buy => {
            none.add(Reserved, Positions, fill.notional).add(Reserved, Fees, fill.fee)
        }
        EffectKind::Filled { fill, cost } => {
            none.release(*cost, fill.notional, Cash).add(Cash, Fees, fill.fee)
        }
        EffectKind::Released { amount } => none.add(Reserved, Cash, *amount),
        EffectKind::Ended { released, .. } => none.add(Reserved, Cash, *released),
        EffectKind::Merged { cost, proceeds, .. } => none.release(*cost, *proceeds, Receivable),
        EffectKind::Abandoned { cost } => none.release(*cost, Usdc::ZERO, Cash),
        EffectKind::Settled { cost, payout, .. } => none.release(*cost, *payout, Receivable),
        EffectKind::Closed(_) | EffectKind::Faulted(_) => none,
    }
}
