//! The generated book: three levels of both outcomes around a probability, complementary as the venue's are.

use super::random::Random;
use crate::OutOfRange;
use crate::rows::Row;
use craftstrat_model::ticks::{LEVELS, Side, level_columns};
use craftstrat_model::{Column, Outcome};

/// One cent and a tenth of a cent, in micros: the venue's price steps.
const CENT: i64 = 10_000;
const TENTH: i64 = 1_000;
const ONE: i64 = 1_000_000;

/// Levels of one side in micros, best first; fewer than [`LEVELS`] when the side is thin or empty.
type Levels = Vec<(i64, i64)>;

/// The book of one slot.
#[derive(Clone, Debug)]
pub(super) struct Book {
    tick: i64,
    /// What the market believes beyond the fair probability, in logits: a slowly reverting walk.
    belief: f64,
    bids: Levels,
    asks: Levels,
    volume: i64,
}

impl Book {
    pub fn new() -> Self {
        Self { tick: CENT, belief: 0.0, bids: Vec::new(), asks: Vec::new(), volume: 0 }
    }

    /// The market moves to `fair`, `stress` being volatility relative to calm and `left` the seconds to the end.
    pub fn update(&mut self, random: &mut Random, fair: f64, stress: f64, left: f64) {
        self.belief = 0.995 * self.belief + 0.012 * random.normal();
        let fair = fair.clamp(1e-6, 1.0 - 1e-6);
        let logit = libm::log(fair / (1.0 - fair)) + self.belief;
        let p = 1.0 / (1.0 + libm::exp(-logit));
        if !(0.04..=0.96).contains(&p) {
            // The venue refines the step near the edges and keeps it so for the rest of the slot.
            self.tick = TENTH;
        }
        let near_even = 4.0 * p * (1.0 - p);
        let hurry = if left < 30.0 { 2.0 } else { 1.0 };
        let half = (0.0015 + 0.006 * near_even * stress.sqrt() * hurry) * (0.8 + 0.6 * random.unit());
        let bid = floor_to((p - half) * 1e6, self.tick);
        let ask = floor_to((p + half) * 1e6, self.tick) + self.tick;
        // Near certainty nobody sells the winner and nobody bids for the loser.
        let no_ask = p > 0.985 && random.chance(0.35 + 0.6 * f64::from(u8::from(left < 60.0)));
        let no_bid = p < 0.015 && random.chance(0.35 + 0.6 * f64::from(u8::from(left < 60.0)));
        self.bids = if no_bid { Vec::new() } else { self.levels(random, bid, -1, near_even) };
        self.asks = if no_ask { Vec::new() } else { self.levels(random, ask, 1, near_even) };
        let traded = random.unit() * random.unit() * 120.0 * stress;
        self.volume += (traded * 100.0) as i64 * CENT;
    }

    fn levels(&self, random: &mut Random, best: i64, direction: i64, near_even: f64) -> Levels {
        let mut levels = Vec::with_capacity(LEVELS);
        let mut price = best;
        while levels.len() < LEVELS && price >= self.tick && price <= ONE - self.tick {
            let typical = 30.0 + 220.0 * near_even * (1 + levels.len()) as f64;
            let shares = typical * libm::exp(0.8 * random.normal());
            // Shares come in hundredths, as on the venue, and at least the five of its smallest order.
            levels.push((price, ((shares * 100.0) as i64).max(500) * CENT));
            let skipped = i64::from(random.chance(0.15));
            price += direction * self.tick * (1 + skipped);
        }
        levels
    }

    /// Best bid and ask in micros.
    pub fn best(&self) -> (Option<i64>, Option<i64>) {
        (self.bids.first().map(|l| l.0), self.asks.first().map(|l| l.0))
    }

    /// Writes the book into a row. `torn` shows Up's asks two steps through the bid while Down's book is still the old
    /// one, as a feed does whose two halves arrive apart.
    pub fn write(&self, row: &mut Row, torn: bool) -> Result<(), OutOfRange> {
        let flip = |levels: &Levels| levels.iter().map(|(p, s)| (ONE - p, *s)).collect::<Levels>();
        let mut asks = self.asks.clone();
        if torn && let (Some(bid), Some(ask)) = self.best() {
            let shift = (ask - bid + 2 * self.tick).min(ask - self.tick);
            asks.iter_mut().for_each(|l| l.0 -= shift);
        }
        write_side(row, Outcome::Up, Side::Bid, &self.bids)?;
        write_side(row, Outcome::Up, Side::Ask, &asks)?;
        write_side(row, Outcome::Down, Side::Bid, &flip(&self.asks))?;
        write_side(row, Outcome::Down, Side::Ask, &flip(&self.bids))?;
        row.set(Column::MarketVolumeUsd, self.volume)?;
        row.set(Column::TickSize, self.tick)
    }
}

fn write_side(row: &mut Row, outcome: Outcome, side: Side, levels: &Levels) -> Result<(), OutOfRange> {
    for level in 0..LEVELS {
        let (price, size) = level_columns(outcome, side, level);
        match levels.get(level) {
            Some((p, s)) => {
                row.set(price, *p)?;
                row.set(size, *s)?;
            }
            None => {
                row.clear(price);
                row.set(size, 0)?;
            }
        }
    }
    Ok(())
}

/// The highest multiple of `tick` at or below `micros`.
fn floor_to(micros: f64, tick: i64) -> i64 {
    (micros.floor() as i64).div_euclid(tick) * tick
}
