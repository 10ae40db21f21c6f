//! How long to wait before the stream is asked for again.

/// The first wait and the longest, ms. The longest is short: the page says that it is not up to date all that while.
const FIRST_MS: u32 = 500;
const LONGEST_MS: u32 = 5_000;

/// The wait before attempt `failed + 1`, ms, after `failed` attempts in a row: it doubles up to five seconds.
pub fn wait_ms(failed: u32) -> u32 {
    let doublings = failed.saturating_sub(1).min(16);
    FIRST_MS.saturating_mul(1 << doublings).min(LONGEST_MS)
}
