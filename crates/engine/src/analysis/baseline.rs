//! The same entries on a random side: what the run would have made without knowing which outcome to buy.
//!
//! Every trade gets a mirror: at each entry fill the same dollars buy the other outcome at its recorded best ask, with
//! the fee rate of the fill. What was sold before the end is sold in the mirror at the same time, the same part of the
//! position at the complement of the price, with the same fee per share; the rest settles. The mirror sells at what is
//! the other outcome's ask, so the baseline is flattered by a spread where trades exit early, never the strategy.

use super::bootstrap::quantile;
use super::legs::Legs;
use super::random::SplitMix64;
use crate::metrics::narrow;
use crate::record::{ExitReason, Fill, Run};
use craftstrat_model::money::MICROS;
use craftstrat_model::{Price, Usdc};
use std::collections::BTreeMap;

/// The run's mirrored trades against a coin flip per slot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Baseline {
    /// Trades that could be mirrored; everything below is about these.
    pub trades: u64,
    /// Trades that could not: no opposite ask was recorded, the winner is not known, or shares were merged.
    pub skipped: u64,
    /// Their net P&L.
    pub actual: Usdc,
    /// Net P&L with every side swapped.
    pub swapped: Usdc,
    /// Exact expectation of a fair coin per slot: `(actual + swapped) / 2`, rounded down to a micro.
    pub expected: Usdc,
    /// 5 % quantile of the draws.
    pub low: Usdc,
    /// 95 % quantile of the draws.
    pub high: Usdc,
    /// Part of the draws, this run counted as one, that made at least as much: small when the choice of side earned the
    /// money. `None` when nothing could be mirrored.
    pub at_least_as_good: Option<f64>,
    /// Number of draws.
    pub draws: u64,
}

const DRAWS: usize = 2_000;
const DRAWS_MIN: usize = 200;
const FLIPS_MAX: usize = 20_000_000;
const SEED: u64 = 0x5261_6e64_6f6d_5369;

/// The random-side baseline of a run. One coin per slot, not per trade: trades of one slot win and lose together.
pub fn baseline(run: &Run, legs: &[Legs]) -> Baseline {
    let mut slots: BTreeMap<u32, (i128, i128)> = BTreeMap::new();
    let mut result = Baseline::default();
    for leg in legs {
        match mirror(run, leg) {
            Some(mirrored) => {
                let slot = slots.entry(leg.trade.market).or_default();
                *slot = (slot.0 + i128::from(leg.trade.pnl.micros()), slot.1 + mirrored);
                result.trades += 1;
            }
            None => result.skipped += 1,
        }
    }
    if slots.is_empty() {
        return result;
    }
    let sides: Vec<(i128, i128)> = slots.into_values().collect();
    let (actual, swapped) = sides.iter().fold((0, 0), |(a, s), side| (a + side.0, s + side.1));
    let draws = (FLIPS_MAX / sides.len()).clamp(DRAWS_MIN, DRAWS);
    let mut random = SplitMix64::new(SEED);
    let mut totals: Vec<i128> = (0..draws).map(|_| flip(&sides, &mut random)).collect();
    totals.sort_unstable();
    let as_good = totals.len() - totals.partition_point(|t| *t < actual);
    Baseline {
        actual: narrow(actual),
        swapped: narrow(swapped),
        expected: narrow((actual + swapped).div_euclid(2)),
        low: narrow(quantile(&totals, 0.05)),
        high: narrow(quantile(&totals, 0.95)),
        at_least_as_good: Some((as_good + 1) as f64 / (draws + 1) as f64),
        draws: draws as u64,
        ..result
    }
}

fn flip(sides: &[(i128, i128)], random: &mut SplitMix64) -> i128 {
    let mut total = 0;
    for sixty_four in sides.chunks(64) {
        let coins = random.next_u64();
        for (index, side) in sixty_four.iter().enumerate() {
            total += if coins >> index & 1 == 0 { side.0 } else { side.1 };
        }
    }
    total
}

/// Net P&L in micros of the trade's mirror. Shares and proceeds are rounded down, costs are the recorded ones.
fn mirror(run: &Run, leg: &Legs) -> Option<i128> {
    let trade = leg.trade;
    if matches!(trade.exit_reason, ExitReason::Merge | ExitReason::Unresolved) || leg.entries.is_empty() {
        return None;
    }
    let bought: i128 = leg.entries.iter().map(|f| i128::from(f.shares.micros())).sum();
    let (mut shares, mut pnl) = (0_i128, 0_i128);
    for entry in &leg.entries {
        let (mirrored, fee) = mirrored_entry(entry)?;
        shares += mirrored;
        pnl -= i128::from(entry.notional.micros()) + fee;
    }
    let mut left = shares;
    for exit in &leg.exits {
        let sold = i128::from(exit.shares.micros());
        let part = (shares * sold / bought.max(1)).min(left);
        left -= part;
        pnl += part * i128::from(exit.price.complement().micros()) / i128::from(MICROS);
        // p (1 - p) is the same at the complement, so the fee per share is too.
        pnl -= i128::from(exit.fee.micros()) * part / sold.max(1);
    }
    // What neither sold nor settled was dust given up; the mirror gives it up too.
    if trade.exit_reason == ExitReason::Settlement {
        let winner = run.markets.get(trade.market as usize)?.winner?;
        let payout = winner.payout(trade.outcome.other());
        pnl += left * i128::from(payout.micros()) / i128::from(MICROS);
    }
    Some(pnl)
}

/// Shares the same dollars buy of the other outcome, and the fee, both in micros: the fill's fee per p (1 - p) shares,
/// at the other price.
fn mirrored_entry(entry: &Fill) -> Option<(i128, i128)> {
    let ask = Price::from_f64(entry.opposite_ask).ok().filter(|p| p.is_tradable())?;
    let shares = i128::from(entry.notional.micros()) * i128::from(MICROS) / i128::from(ask.micros());
    let base = |p: Price, shares: i128| i128::from(p.micros()) * i128::from(p.complement().micros()) * shares;
    let paid = base(entry.price, entry.shares.micros().into());
    // In f64 because fee x p x (1 - p) x shares overflows 128 bits at extreme sizes; exact to 1e-15 of a small fee.
    let fee = entry.fee.micros() as f64 * (base(ask, shares) as f64 / paid as f64);
    (paid > 0).then_some((shares, fee.ceil() as i128))
}
