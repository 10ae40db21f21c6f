//! What is followed changes while it runs.

use super::feed::Feed;
use super::market::LiveSlot;
use super::prices::{Key, keys};
use super::types::Phase;
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Market, Series, TimeMs};
use std::collections::BTreeSet;

/// Slots whose outcome is waited for because somebody asked, at most; beyond that no further one is taken. Those of series that
/// are followed come by themselves and do not count.
const SETTLING_MAX: usize = 1_024;

/// The name of no slot.
const NO_SLUG: &str = "settle: not the slug of a slot";
/// More than [`SETTLING_MAX`].
const TOO_MANY: &str = "settle: too many slots are waited for";

impl Feed {
    /// Follows these series and no others. Slots that nobody was told of are dropped, the others go on to their end:
    /// whoever was told of them waits for what becomes of them.
    pub(super) fn follow(&mut self, series: &[Series], now: i64) {
        let wanted: BTreeSet<&Series> = series.iter().collect();
        self.config.series = wanted.into_iter().cloned().collect();
        let followed = &self.config.series;
        self.slots.retain(|_, slot| {
            slot.phase > Phase::Sought || slot.wanted || followed.contains(&slot.market().series)
        });
        self.keep_prices();
        // Looked for at once, not with the next second.
        self.tend_at = self.tend_at.min(now);
    }

    /// Waits for the outcome of a slot.
    pub(super) fn settle(&mut self, slug: &str, now: i64) {
        let market = match market_of_slug(slug) {
            Ok(market) => market,
            Err(_) => return self.counters.refuse(NO_SLUG),
        };
        if let Some(slot) = self.slots.get_mut(slug) {
            slot.wanted = true;
            return;
        }
        if self.slots.values().filter(|slot| slot.wanted).count() >= SETTLING_MAX {
            return self.counters.refuse(TOO_MANY);
        }
        let settings = self.config.sampler;
        let mut slot = match market.end.0 <= now {
            true => LiveSlot::settling(market, settings, now),
            false => LiveSlot::new(market, settings, now),
        };
        slot.wanted = true;
        self.slots.insert(slug.to_owned(), slot);
        self.keep_prices();
        self.tend_at = self.tend_at.min(now);
    }

    /// Whether there is nothing to follow and nothing to wait for.
    pub(super) fn is_idle(&self) -> bool {
        self.config.series.is_empty() && self.slots.is_empty()
    }

    /// Wants the price streams of what is followed, and no others.
    pub(super) fn keep_prices(&mut self) {
        let now = TimeMs(self.now_ms());
        let of_series = |series: &Series| keys(&Market::new(String::new(), series.clone(), now));
        let mut wanted: BTreeSet<Key> = self.config.series.iter().flat_map(of_series).collect();
        wanted.extend(self.slots.values().flat_map(|slot| slot.needs().cloned()));
        self.prices.keep(&wanted);
        wanted.into_iter().for_each(|key| self.prices.want(key));
    }
}
