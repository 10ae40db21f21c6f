//! Limits as fields hold them: each on or off, its value in the unit a person thinks in.

use craftstrat_api::studio::live::LiveLimits;
use craftstrat_model::{MoneyError, Price, Shares, Usdc};
use std::collections::BTreeMap;

/// What a limit's value is given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Dollars.
    Usdc,
    /// Shares.
    Shares,
    /// Cents of a price.
    Cents,
    /// Seconds.
    Seconds,
    /// A number of something.
    Count,
}

impl Unit {
    /// Names the message `paper-unit-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usdc => "usdc",
            Self::Shares => "shares",
            Self::Cents => "cents",
            Self::Seconds => "seconds",
            Self::Count => "count",
        }
    }

    /// The step of arrow keys.
    pub const fn step(self) -> f64 {
        match self {
            Self::Usdc | Self::Shares => 5.0,
            Self::Cents | Self::Seconds | Self::Count => 1.0,
        }
    }
}

/// What a limit begins with when it is turned on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Suggestion {
    /// This part of the cash.
    OfCash(f64),
    /// This.
    Fixed(f64),
}

/// What limits belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What one order may be.
    Order,
    /// When an order may be made.
    Market,
    /// What all of them together may be.
    Account,
    /// What may be lost.
    Loss,
}

impl Group {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Loss, Self::Account, Self::Order, Self::Market];

    /// Names the message `paper-limits-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Market => "market",
            Self::Account => "account",
            Self::Loss => "loss",
        }
    }
}

/// A limit.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Names the messages `paper-limit-<name>` and `paper-limit-<name>-help`.
    pub name: &'static str,
    /// What it belongs to.
    pub group: Group,
    /// What its value is given in.
    pub unit: Unit,
    /// What it begins with.
    pub suggestion: Suggestion,
    get: fn(&LiveLimits) -> Option<f64>,
    set: fn(&mut LiveLimits, f64) -> bool,
}

/// Puts a value where it belongs, if it is one.
fn put<T>(into: &mut Option<T>, value: Result<T, MoneyError>) -> bool {
    *into = value.ok();
    into.is_some()
}

/// The same for what is counted; `scale` to the unit of the wire.
fn put_count(into: &mut Option<u32>, value: f64, scale: f64) -> bool {
    let scaled = (value * scale).round();
    let fits = (0.0..=f64::from(u32::MAX)).contains(&scaled);
    *into = fits.then_some(scaled as u32);
    fits
}

macro_rules! limits {
    ($($name:literal $group:ident $kind:ident $field:ident $suggestion:expr;)*) => {
        /// All limits, in the order of their groups' pages.
        pub const LIMITS: &[Limit] = &[$(limits!(@ $name $group $kind $field $suggestion)),*];
    };
    (@ $name:literal $group:ident Usdc $field:ident $suggestion:expr) => {
        Limit { name: $name, group: Group::$group, unit: Unit::Usdc, suggestion: $suggestion,
            get: |l| l.$field.map(Usdc::to_f64), set: |l, v| put(&mut l.$field, Usdc::from_f64(v)) }
    };
    (@ $name:literal $group:ident Shares $field:ident $suggestion:expr) => {
        Limit { name: $name, group: Group::$group, unit: Unit::Shares, suggestion: $suggestion,
            get: |l| l.$field.map(Shares::to_f64), set: |l, v| put(&mut l.$field, Shares::from_f64(v)) }
    };
    (@ $name:literal $group:ident Cents $field:ident $suggestion:expr) => {
        Limit { name: $name, group: Group::$group, unit: Unit::Cents, suggestion: $suggestion,
            get: |l| l.$field.map(|p| p.micros() as f64 / 1e4),
            set: |l, v| put(&mut l.$field, Price::from_f64(v / 100.0)) }
    };
    (@ $name:literal $group:ident Seconds $field:ident $suggestion:expr) => {
        Limit { name: $name, group: Group::$group, unit: Unit::Seconds, suggestion: $suggestion,
            get: |l| l.$field.map(|ms| f64::from(ms) / 1_000.0), set: |l, v| put_count(&mut l.$field, v, 1_000.0) }
    };
    (@ $name:literal $group:ident Count $field:ident $suggestion:expr) => {
        Limit { name: $name, group: Group::$group, unit: Unit::Count, suggestion: $suggestion,
            get: |l| l.$field.map(f64::from), set: |l, v| put_count(&mut l.$field, v, 1.0) }
    };
}

limits! {
    "daily-loss" Loss Usdc max_daily_loss_usdc Suggestion::OfCash(0.05);
    "weekly-loss" Loss Usdc max_weekly_loss_usdc Suggestion::OfCash(0.1);
    "drawdown" Loss Usdc max_drawdown_usdc Suggestion::OfCash(0.2);
    "exposure" Account Usdc max_exposure_usdc Suggestion::OfCash(0.5);
    "market-usdc" Account Usdc max_market_usdc Suggestion::OfCash(0.1);
    "min-cash" Account Usdc min_cash_usdc Suggestion::OfCash(0.1);
    "open-orders" Account Count max_open_orders Suggestion::Fixed(5.0);
    "entries-per-minute" Account Count max_entries_per_minute Suggestion::Fixed(6.0);
    "trades-per-slot" Account Count max_trades_per_slot Suggestion::Fixed(3.0);
    "order-usdc" Order Usdc max_order_usdc Suggestion::OfCash(0.05);
    "order-shares" Order Shares max_order_shares Suggestion::Fixed(100.0);
    "price-collar" Order Cents price_collar Suggestion::Fixed(3.0);
    "spread" Market Cents max_spread Suggestion::Fixed(4.0);
    "depth" Market Usdc min_depth_usdc Suggestion::OfCash(0.05);
    "age" Market Seconds max_age_ms Suggestion::Fixed(3.0);
    "left" Market Seconds min_left_ms Suggestion::Fixed(10.0);
}

impl Limit {
    /// What it begins with when `cash` dollars are there.
    pub fn begin(&self, cash: f64) -> f64 {
        match self.suggestion {
            Suggestion::OfCash(part) => (cash * part).max(1.0).round(),
            Suggestion::Fixed(value) => value,
        }
    }
}

/// The limits of a group.
pub fn of_group(group: Group) -> impl Iterator<Item = &'static Limit> {
    LIMITS.iter().filter(move |limit| limit.group == group)
}

/// Limits while they are being set: those that are on, by name; the value is missing while its field is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LimitsForm {
    on: BTreeMap<&'static str, Option<f64>>,
}

impl LimitsForm {
    /// The form of these limits.
    pub fn of(limits: &LiveLimits) -> Self {
        let on = LIMITS.iter().filter_map(|limit| Some((limit.name, Some((limit.get)(limits)?))));
        Self { on: on.collect() }
    }

    /// How many are on.
    pub fn count(&self) -> usize {
        self.on.len()
    }

    /// Whether the limit is on.
    pub fn is_on(&self, limit: &Limit) -> bool {
        self.on.contains_key(limit.name)
    }

    /// Its value, while it is on and its field not empty.
    pub fn value(&self, limit: &Limit) -> Option<f64> {
        self.on.get(limit.name).copied().flatten()
    }

    /// With the limit on, at what it begins with, or off.
    #[must_use]
    pub fn switched(mut self, limit: &Limit, on: bool, cash: f64) -> Self {
        if on {
            self.on.entry(limit.name).or_insert(Some(limit.begin(cash)));
        } else {
            self.on.remove(limit.name);
        }
        self
    }

    /// With another value; a limit that is off stays off.
    #[must_use]
    pub fn with(mut self, limit: &Limit, value: Option<f64>) -> Self {
        if let Some(present) = self.on.get_mut(limit.name) {
            *present = value;
        }
        self
    }

    /// The limits it stands for.
    ///
    /// # Errors
    /// The name of the first limit that is on without a value that can be one: it is empty, below 0 or too large.
    pub fn limits(&self) -> Result<LiveLimits, &'static str> {
        let mut limits = LiveLimits::default();
        for limit in LIMITS {
            let Some(value) = self.on.get(limit.name) else { continue };
            let value = value.filter(|v| *v >= 0.0).ok_or(limit.name)?;
            if !(limit.set)(&mut limits, value) {
                return Err(limit.name);
            }
        }
        Ok(limits)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "model_tests.rs"]
mod tests;
