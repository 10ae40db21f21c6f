//! Plans: how much of one is used, and their order.

use craftstrat_api::studio::people::Usage;

/// The plans there are, the smallest first.
pub const PLANS: [&str; 4] = ["free", "starter", "pro", "enterprise"];

/// How full something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Without limit.
    Unlimited,
    /// There is room.
    Room,
    /// There is room for one more.
    Nearly,
    /// There is none.
    Full,
}

impl Fill {
    /// The colour of its bar.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Unlimited | Self::Room => "progress-primary",
            Self::Nearly => "progress-warning",
            Self::Full => "progress-error",
        }
    }

    /// In the page, for tests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unlimited => "unlimited",
            Self::Room => "room",
            Self::Nearly => "nearly",
            Self::Full => "full",
        }
    }
}

/// How full something is. What may be had once only is never nearly full: it is empty or full.
pub fn fill(usage: Usage) -> Fill {
    match usage.limit {
        None => Fill::Unlimited,
        Some(limit) if usage.used >= limit => Fill::Full,
        Some(limit) if limit > 1 && usage.used + 1 == limit => Fill::Nearly,
        Some(_) => Fill::Room,
    }
}

/// Whether a plan is smaller than another, so that what is over its limits is paused.
pub fn is_smaller(plan: &str, than: &str) -> bool {
    let rank = |name: &str| PLANS.iter().position(|plan| *plan == name);
    match (rank(plan), rank(than)) {
        (Some(plan), Some(than)) => plan < than,
        // Of a plan nobody knows the worst is assumed.
        _ => plan != than,
    }
}
