//! Rate limits: how often an address or an account may ask for what.
//!
//! A token bucket by its one number: the time at which it will be full again (the generic cell rate algorithm, ITU-T
//! I.371). So a key costs one entry and nothing has to refill.

use craftstrat_model::TimeMs;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// What is asked for, as far as limits go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// A password, a code of the second factor or a recovery code.
    Login,
    /// A new account.
    SignUp,
    /// Mail that lets somebody choose a new password, or verifies an address once more.
    Reset,
    /// Whatever changes something.
    Write,
    /// Whatever changes nothing.
    Read,
    /// Anything by somebody who is not logged in.
    Anonymous,
}

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The address the request comes from; of IPv6 its /64, which is what one customer has.
    Address,
    /// The account it is about, whether there is one or not.
    Account,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Of what.
    pub class: Class,
    /// Of whom.
    pub by: By,
    /// How many at once, and in each period.
    pub count: u32,
    /// Milliseconds in which as many come back.
    pub period_ms: i64,
}

impl RateLimit {
    /// Milliseconds until one comes back.
    const fn interval_ms(&self) -> i64 {
        self.period_ms / self.count as i64
    }
}

/// Every limit.
pub const TABLE: &[RateLimit] = &[
    RateLimit { class: Class::Login, by: By::Address, count: 10, period_ms: MINUTE_MS },
    // Signing in with a second factor is two of them, and confirming is one.
    RateLimit { class: Class::Login, by: By::Account, count: 20, period_ms: HOUR_MS },
    RateLimit { class: Class::SignUp, by: By::Address, count: 5, period_ms: HOUR_MS },
    // Whoever asks for mail to many accounts is no one of them.
    RateLimit { class: Class::Reset, by: By::Address, count: 20, period_ms: HOUR_MS },
    RateLimit { class: Class::Reset, by: By::Account, count: 3, period_ms: HOUR_MS },
    RateLimit { class: Class::Write, by: By::Account, count: 120, period_ms: MINUTE_MS },
    RateLimit { class: Class::Read, by: By::Account, count: 1_200, period_ms: MINUTE_MS },
    RateLimit { class: Class::Anonymous, by: By::Address, count: 300, period_ms: MINUTE_MS },
];

/// Keys that are remembered unless said otherwise: some tens of megabytes at most.
pub const KEYS_MAX: usize = 100_000;

/// Too many. The sentence says nothing of whom it was counted by: that would tell whether there is an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many requests: try again in {retry_after_s} s")]
pub struct TooMany {
    /// Whole seconds to wait, at least 1: the header `Retry-After`.
    pub retry_after_s: u64,
    /// Of what, for the log.
    pub class: Class,
    /// By whom, for the log.
    pub by: By,
}

impl TooMany {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        "too_many_requests"
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    Address(u128),
    Account(Box<str>),
}

impl Who {
    fn address(address: IpAddr) -> Self {
        let bits = match address.to_canonical() {
            IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
            IpAddr::V6(v6) => v6.to_bits() >> 64 << 64,
        };
        Self::Address(bits)
    }
}

/// What everybody has used up. One for the whole process; shared by reference.
#[derive(Debug)]
pub struct Rates {
    keys_max: usize,
    /// By line of the table and who: when the bucket is full again.
    full_at: Mutex<HashMap<(usize, Who), TimeMs>>,
}

impl Default for Rates {
    fn default() -> Self {
        Self::new(KEYS_MAX)
    }
}

impl Rates {
    /// Remembers at most `keys_max` keys, at least one. When more come, buckets that are full are forgotten, then those
    /// that are fullest: whoever has used up a limit is remembered longest, so nobody gets rid of a limit by bringing
    /// others who have used less.
    pub fn new(keys_max: usize) -> Self {
        Self { keys_max: keys_max.max(1), full_at: Mutex::default() }
    }

    /// Counts one request of `class` from `address`, about `account` where there is one: the id of who is logged in, or
    /// the address somebody tries to log in with (the key of an [`crate::email::Email`]), there or not. A request that
    /// is refused is not counted.
    ///
    /// # Errors
    /// When one of the limits of that class is used up.
    pub fn check(
        &self,
        class: Class,
        address: IpAddr,
        account: Option<&str>,
        now: TimeMs,
    ) -> Result<(), TooMany> {
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = Vec::with_capacity(2);
        let lines = TABLE.iter().enumerate().filter(|(_, limit)| limit.class == class);
        for (line, limit) in lines {
            let who = match (limit.by, account) {
                (By::Address, _) => Who::address(address),
                (By::Account, Some(account)) => Who::Account(account.into()),
                (By::Account, None) => continue,
            };
            let key = (line, who);
            // A clock that was set back must not lock anybody out for longer than a period.
            let latest = now.plus_ms(limit.period_ms);
            let full_at = buckets.get(&key).copied().unwrap_or(now).clamp(now, latest);
            let after = full_at.plus_ms(limit.interval_ms());
            let wait_ms = after.since(latest);
            if wait_ms > 0 {
                // What was clamped stays so, or every refusal would begin the period anew.
                buckets.insert(key, full_at);
                let retry_after_s = wait_ms.unsigned_abs().div_ceil(1_000);
                return Err(TooMany { retry_after_s, class, by: limit.by });
            }
            taken.push((key, after));
        }
        buckets.extend(taken);
        if buckets.len() > self.keys_max {
            forget(&mut buckets, self.keys_max, now);
        }
        Ok(())
    }

    /// Forgets buckets that are full again. Worth calling once a minute.
    pub fn sweep(&self, now: TimeMs) {
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.retain(|_, full_at| *full_at > now);
    }

    /// How many keys are remembered.
    pub fn keys(&self) -> usize {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

/// Makes room: an eighth at once, so that its cost is spread over many requests.
fn forget(buckets: &mut HashMap<(usize, Who), TimeMs>, keys_max: usize, now: TimeMs) {
    buckets.retain(|_, full_at| *full_at > now);
    if buckets.len() <= keys_max {
        return;
    }
    let keep = keys_max - keys_max / 8;
    // By the share of the period that is used, which is comparable between a minute and an hour.
    let used = |line: usize, full_at: TimeMs| full_at.since(now) * HOUR_MS / TABLE[line].period_ms;
    let mut shares: Vec<i64> = buckets.iter().map(|((line, _), at)| used(*line, *at)).collect();
    let cut = shares.len() - keep;
    let (_, least, _) = shares.select_nth_unstable(cut);
    let least = *least;
    let mut room = keep - shares.iter().filter(|share| **share > least).count();
    buckets.retain(|(line, _), at| match used(*line, *at).cmp(&least) {
        Ordering::Greater => true,
        Ordering::Less => false,
        Ordering::Equal if room == 0 => false,
        Ordering::Equal => {
            room -= 1;
            true
        }
    });
}
