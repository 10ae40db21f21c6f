//! Waiting longer after each failure, by seeded chance so that many feeds do not return together.

/// Pseudo-random numbers. Source: Sebastiano Vigna, `splitmix64.c`, public domain.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, each of the 2^64 equally likely.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A wait in ms before try number `failures` + 1: between half and all of `base` doubled `failures` - 1 times, at
    /// most `max`.
    pub(super) fn wait(&mut self, failures: u32, base_ms: i64, max_ms: i64) -> i64 {
        let doublings = failures.saturating_sub(1).min(20);
        let full = base_ms.saturating_mul(1 << doublings).clamp(1, max_ms.max(1));
        let half = full / 2;
        full - (self.next() % (half.unsigned_abs() + 1)) as i64
    }
}
