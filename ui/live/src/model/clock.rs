//! Times at the venue as counters: what is left, and how old something is. The venue's clock is not this machine's: a
//! simulated venue may run sixty times as fast.

/// What is left until `until_ms` at `now_ms`, ms; `None` once it is over.
pub fn left_ms(now_ms: i64, until_ms: i64) -> Option<i64> {
    let left = until_ms.saturating_sub(now_ms);
    (left > 0).then_some(left)
}

/// How old something of `at_ms` is, in whole seconds, ms. What was seen before the clock was told is not from the future.
pub fn age_ms(now_ms: i64, at_ms: i64) -> i64 {
    now_ms.saturating_sub(at_ms).max(0) / 1_000 * 1_000
}

/// A countdown as clocks write it: `4:07`, `1:02:03`. The second that runs counts, so that it ends at `0:00`.
pub fn countdown(left_ms: i64) -> String {
    let seconds = left_ms.max(0).saturating_add(999) / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
