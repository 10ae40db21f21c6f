//! Plans: how much of what one person may have. The table is data, `plan.json`; it is asked in one place, before
//! something is made, and what it says is shown before anybody runs into it.

use craftstrat_model::TimeMs;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

const DAY_MS: i64 = 86_400_000;

/// What somebody has booked, the smallest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// What everybody begins with.
    #[default]
    Free,
    /// For some wallets.
    Starter,
    /// For many, and for people whom others follow.
    Pro,
    /// Without limits.
    Enterprise,
}

impl Plan {
    /// Every plan, the smallest first.
    pub const ALL: [Self; 4] = [Self::Free, Self::Starter, Self::Pro, Self::Enterprise];

    /// As it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Starter => "starter",
            Self::Pro => "pro",
            Self::Enterprise => "enterprise",
        }
    }

    /// What it allows.
    pub fn limits(self) -> &'static Limits {
        &TABLE[self as usize]
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No plan is called like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such plan: free, starter, pro or enterprise")]
pub struct NoSuchPlan;

impl FromStr for Plan {
    type Err = NoSuchPlan;

    fn from_str(text: &str) -> Result<Self, NoSuchPlan> {
        Self::ALL.into_iter().find(|plan| plan.as_str() == text).ok_or(NoSuchPlan)
    }
}

/// How many of something. In JSON a number or `"unlimited"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// At most so many.
    AtMost(u32),
    /// As many as one likes.
    Unlimited,
}

impl Limit {
    /// Whether somebody who has `have` may have one more.
    pub fn allows_more_than(self, have: u64) -> bool {
        match self {
            Self::AtMost(most) => have < u64::from(most),
            Self::Unlimited => true,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(most) => write!(f, "{most}"),
            Self::Unlimited => f.write_str("unlimited"),
        }
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::AtMost(most) => serializer.serialize_u32(*most),
            Self::Unlimited => serializer.serialize_str("unlimited"),
        }
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Wire {
            Number(u32),
            Word(String),
        }
        match Wire::deserialize(deserializer)? {
            Wire::Number(most) => Ok(Self::AtMost(most)),
            Wire::Word(word) if word == "unlimited" => Ok(Self::Unlimited),
            Wire::Word(_) => Err(de::Error::custom("a limit is a number or \"unlimited\"")),
        }
    }
}

/// What a plan allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Which plan.
    pub plan: Plan,
    /// Wallets, paper wallets among them.
    pub wallets: Limit,
    /// Strategies that are kept.
    pub strategies: Limit,
    /// Days before today that backtests reach back.
    pub history_days: Limit,
    /// Leaders that are followed at the same time.
    pub leaders: Limit,
    /// Whether others may follow.
    pub public_leader: bool,
}

/// In the order of [`Plan::ALL`], which a test holds. A table that cannot be read is a fault of the build.
static TABLE: LazyLock<[Limits; 4]> = LazyLock::new(|| {
    serde_json::from_str(include_str!("plan.json")).expect("plan.json is a table of four plans")
});

/// What a plan counts or grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// One more wallet.
    Wallet,
    /// One more strategy.
    Strategy,
    /// One more leader to follow.
    Leader,
    /// One more own wallet that others may follow: as many as one likes, or none.
    PublicLeader,
}

impl What {
    /// What a plan says of it.
    pub const fn limit(self, limits: &Limits) -> Limit {
        match self {
            Self::Wallet => limits.wallets,
            Self::Strategy => limits.strategies,
            Self::Leader => limits.leaders,
            Self::PublicLeader if limits.public_leader => Limit::Unlimited,
            Self::PublicLeader => Limit::AtMost(0),
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Wallet => "plan_wallets",
            Self::Strategy => "plan_strategies",
            Self::Leader => "plan_leaders",
            Self::PublicLeader => "plan_public_leader",
        }
    }
}

/// A plan does not allow it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{remedy}")]
pub struct PlanRefusal {
    /// Stable code.
    pub code: &'static str,
    /// What was asked for.
    pub what: What,
    /// How many the plan allows.
    pub limit: Limit,
    /// How many there are.
    pub have: u64,
    /// The plan.
    pub plan: Plan,
    /// The smallest plan that would allow it.
    pub next: Option<Plan>,
    /// A sentence for its reader: what is the matter and what to do.
    pub remedy: String,
}

/// Whether somebody on `plan` who has `have` of something may have one more. Asked in the transaction that makes it.
///
/// # Errors
/// When not, with the limit and what to do.
pub fn check(plan: Plan, what: What, have: u64) -> Result<(), PlanRefusal> {
    let limit = what.limit(plan.limits());
    if limit.allows_more_than(have) {
        return Ok(());
    }
    let next = Plan::ALL.into_iter().find(|p| *p > plan && what.limit(p.limits()).allows_more_than(have));
    let remedy = remedy(plan, what, limit, have, next);
    Err(PlanRefusal { code: what.code(), what, limit, have, plan, next, remedy })
}

fn remedy(plan: Plan, what: What, limit: Limit, have: u64, next: Option<Plan>) -> String {
    let (one, many, less) = match what {
        What::Wallet => ("wallet", "wallets", "delete one that is empty"),
        What::Strategy => ("strategy", "strategies", "delete one"),
        What::Leader => ("leader", "leaders", "stop following one"),
        What::PublicLeader => ("", "", ""),
    };
    let change = next.map(|next| format!("change to the plan {next}"));
    if what == What::PublicLeader {
        let change = change.map_or_else(String::new, |change| format!(": {change}"));
        return format!("the plan {plan} does not let others follow your wallets{change}");
    }
    let noun = if limit == Limit::AtMost(1) { one } else { many };
    let change = change.map_or_else(String::new, |change| format!(", or {change}"));
    format!("the plan {plan} allows {limit} {noun} and you have {have}: {less}{change}")
}

/// The first moment whose ticks somebody on `plan` may use in a backtest; `None` when all may be used. It is the start of a
/// UTC day, so that it does not move while somebody works.
pub fn history_from(plan: Plan, now: TimeMs) -> Option<TimeMs> {
    match plan.limits().history_days {
        Limit::AtMost(days) => Some(TimeMs((now.day() - i64::from(days)).saturating_mul(DAY_MS))),
        Limit::Unlimited => None,
    }
}

/// Something a plan counts, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<I> {
    /// Which.
    pub id: I,
    /// When it was made.
    pub made: TimeMs,
}

/// Which of `items` are more than `plan` allows of `what`: the newest, newest first. They are paused, never deleted, and
/// go on when the plan allows them again. Of two made at once the one with the greater id is the newer.
pub fn over<I: Ord + Copy>(plan: Plan, what: What, items: &[Item<I>]) -> Vec<I> {
    let keep = match what.limit(plan.limits()) {
        Limit::AtMost(most) => usize::try_from(most).unwrap_or(usize::MAX),
        Limit::Unlimited => return Vec::new(),
    };
    let mut newest_first = items.to_vec();
    newest_first.sort_by_key(|item| std::cmp::Reverse((item.made, item.id)));
    let pause = newest_first.len().saturating_sub(keep);
    newest_first.iter().take(pause).map(|item| item.id).collect()
}
