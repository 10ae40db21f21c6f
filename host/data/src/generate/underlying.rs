//! The generated underlying: a geometric random walk with calm and wild regimes and jumps, one value a second, and the
//! average of the last minute that slots settle on.

use super::random::Random;
use craftstrat_model::PriceDefinition;
use std::collections::VecDeque;

/// Standard deviation of the log return of one second in the calm regime: about 35% a year.
const CALM: f64 = 6.2e-5;
/// The same in the wild regime: about 100% a year.
const WILD: f64 = 1.78e-4;
/// Chance per second to leave a regime: calm lasts 40 minutes on average, wild 10.
const LEAVE_CALM: f64 = 1.0 / 2_400.0;
const LEAVE_WILD: f64 = 1.0 / 600.0;
/// Chance of a jump per second, and the standard deviation of its log return.
const JUMP: f64 = 1.0 / 7_200.0;
const JUMP_SIZE: f64 = 8e-4;

/// The underlying at one second.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tick {
    /// Spot price in dollars, a whole number of micros.
    pub spot: f64,
    /// Price the slot settles on.
    pub settlement: f64,
}

/// A price path, one step a second.
#[derive(Clone, Debug)]
pub(super) struct Underlying {
    random: Random,
    log_price: f64,
    wild: bool,
    /// Spot prices of the averaging window in micros, newest last.
    window: VecDeque<i64>,
    window_sum: i64,
    window_len: usize,
}

fn start_price(asset: &str) -> f64 {
    match asset {
        "btc" => 65_000.0,
        "eth" => 2_600.0,
        "bnb" => 700.0,
        "sol" => 150.0,
        "zec" => 60.0,
        "hype" => 35.0,
        "xrp" => 2.2,
        "doge" => 0.2,
        _ => 100.0,
    }
}

/// Seconds the settlement price is averaged over.
pub(super) fn averaging_seconds(definition: PriceDefinition) -> usize {
    match definition {
        PriceDefinition::ChainlinkTwap60 => 60,
        PriceDefinition::ChainlinkTwap30 => 30,
        PriceDefinition::ChainlinkSpot
        | PriceDefinition::BinanceCandle1h
        | PriceDefinition::BinanceNoonClose => 1,
    }
}

impl Underlying {
    /// A path for `asset`, already as long as the longest averaging window.
    pub fn new(seed: u64, asset: &str, definition: PriceDefinition) -> Self {
        let mut path = Self {
            random: Random::new(seed, &format!("underlying/{asset}")),
            log_price: libm::log(start_price(asset)),
            wild: false,
            window: VecDeque::new(),
            window_sum: 0,
            window_len: averaging_seconds(definition),
        };
        for _ in 0..60 {
            path.step();
        }
        path
    }

    /// Slots of another definition follow.
    pub fn set_definition(&mut self, definition: PriceDefinition) {
        self.window_len = averaging_seconds(definition);
    }

    /// One second on.
    pub fn step(&mut self) -> Tick {
        let leave = if self.wild { LEAVE_WILD } else { LEAVE_CALM };
        if self.random.chance(leave) {
            self.wild = !self.wild;
        }
        self.log_price += self.sigma() * self.random.normal();
        if self.random.chance(JUMP) {
            self.log_price += JUMP_SIZE * self.random.normal();
        }
        let micros = (libm::exp(self.log_price) * 1e6).round_ties_even() as i64;
        self.window.push_back(micros);
        self.window_sum += micros;
        while self.window.len() > 60 {
            self.window_sum -= self.window.pop_front().unwrap_or(0);
        }
        Tick { spot: micros as f64 / 1e6, settlement: self.average(self.window_len) }
    }

    /// Average of the last `seconds` values, to whole micros.
    fn average(&self, seconds: usize) -> f64 {
        let skipped: i64 = self.window.iter().take(self.window.len().saturating_sub(seconds)).sum();
        let count = seconds.min(self.window.len()).max(1) as f64;
        ((self.window_sum - skipped) as f64 / count).round_ties_even() / 1e6
    }

    /// Volatility per root second in the present regime.
    pub fn sigma(&self) -> f64 {
        if self.wild { WILD } else { CALM }
    }

    /// Volatility relative to the calm regime.
    pub fn stress(&self) -> f64 {
        self.sigma() / CALM
    }

    /// Probability that the settlement price `seconds` from now is at least `to_beat`, as a market maker who knows the
    /// regime would put it. The average of a Brownian path over its last w of s seconds has variance s - w + w/3.
    pub fn fair_up(&self, to_beat: f64, seconds: f64) -> f64 {
        let w = self.window_len as f64;
        let spot = self.window.back().copied().unwrap_or(0) as f64 / 1e6;
        let (expected, variance) = if seconds >= w {
            (spot, seconds - w + w / 3.0)
        } else {
            let known = (w - seconds) as usize;
            // The newest values are the part of the settlement window that is already known.
            let already = self.average(known.max(1));
            let weight = seconds / w;
            (already * (1.0 - weight) + spot * weight, seconds * weight * weight / 3.0)
        };
        let deviation = self.sigma() * spot * variance.max(0.02).sqrt();
        normal_cdf((expected - to_beat) / deviation)
    }
}

/// Distribution function of the standard normal.
fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}
