//! Heartbeats: a key that began one must go on, or all its orders are cancelled.

use super::{Due, Venue};
use alloy_primitives::Address;
use craftstrat_signing::wallet::Wallets;

impl Venue {
    /// A beat: `id` is what the next one must name.
    pub(crate) fn beat(&mut self, key: &str, id: &str) {
        let first = self.hearts.insert(key.to_owned(), (id.to_owned(), self.now)).is_none();
        if first {
            self.schedule(self.now.plus_ms(self.settings.heartbeat_ms), Due::Heart(key.to_owned()));
        }
    }

    /// The deposit wallet an owner uses: the early one where it exists on chain, else the later.
    pub(crate) fn deposit_wallet(&self, owner: Address) -> Address {
        let wallets = Wallets::of(owner);
        if self.accounts.deployed.contains(&wallets.deposit_early) {
            wallets.deposit_early
        } else {
            wallets.deposit
        }
    }
}
