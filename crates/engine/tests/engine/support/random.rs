//! Random markets, strategies and settings out of one seed.

use super::source::{Memory, START_MS, market};
use super::strategy::Script;
use craftstrat_engine::{QueueKind, Settings};
use craftstrat_model::ticks::{LEVELS, level_columns};
use craftstrat_model::{
    AccountReads, Column, Decision, OrderType, Outcome, Risk, Side, Signal, SizeMode, SlotTicks, Winner,
};

/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, the same everywhere.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.roll() % n
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// Two slots of three series, 20 to 60 rows each, with gaps, empty sides, unknown sizes and inconsistent rows.
pub fn markets(dice: &mut Dice) -> Vec<SlotTicks> {
    let mut all = Vec::new();
    for slot in 0..2 {
        for asset in ["btc", "eth", "sol"] {
            let winner = dice.pick(&[Some(Winner::Up), Some(Winner::Down), Some(Winner::Split), None]);
            let market = market(asset, slot, winner);
            let mut time = market.start.0 + dice.below(3_000) as i64;
            let mut times = Vec::new();
            for _ in 0..20 + dice.below(40) {
                times.push(time);
                time += if dice.one_in(15) { 6_000 } else { dice.pick(&[200, 500, 1_000, 1_000, 1_300]) };
            }
            if dice.one_in(3) {
                // Some slots are recorded to their very end.
                let last = market.end.0 - 1 - dice.below(900) as i64;
                times.push(last);
            }
            let rows = times.len();
            let mut ticks = SlotTicks::new(market, times);
            fill(&mut ticks, 0..rows, dice);
            all.push(ticks);
        }
    }
    all
}

/// Writes random book rows.
pub fn fill(ticks: &mut SlotTicks, rows: std::ops::Range<usize>, dice: &mut Dice) {
    let mut cents = 30 + dice.below(40) as i64;
    let mut columns: Vec<(Column, Vec<f64>)> = craftstrat_model::ticks::book_columns()
        .iter()
        .map(|c| (c, ticks.get(c).map_or_else(|| vec![f64::NAN; ticks.rows()], <[f64]>::to_vec)))
        .collect();
    for row in rows {
        cents = (cents + dice.below(7) as i64 - 3).clamp(4, 94);
        let skew = if dice.one_in(20) { -6 } else { dice.below(2) as i64 };
        for outcome in Outcome::BOTH {
            let ask = if outcome == Outcome::Up { cents + 1 } else { 101 - cents + skew };
            for side in [Side::Bid, Side::Ask] {
                let kind = dice.below(25);
                for depth in 0..LEVELS {
                    let step = depth as i64;
                    let at = if side == Side::Ask { ask + step } else { ask - 2 - step };
                    let size = if dice.one_in(30) { f64::NAN } else { (5 * dice.below(9) + 3) as f64 };
                    let (p, s) = match kind {
                        0 => (f64::NAN, 0.0),
                        1 => (f64::NAN, f64::NAN),
                        _ if !(1..=99).contains(&at) => (f64::NAN, 0.0),
                        _ => (at as f64 / 100.0, size),
                    };
                    let (price, sizes) = level_columns(outcome, side, depth);
                    for (column, value) in [(price, p), (sizes, s)] {
                        columns.iter_mut().find(|(c, _)| *c == column).unwrap().1[row] = value;
                    }
                }
            }
        }
    }
    for (column, values) in columns {
        ticks.set(column, values);
    }
}

pub fn settings(dice: &mut Dice) -> Settings {
    Settings {
        cash: dice.pick(&["12", "30", "45", "100", "5000"]).parse().unwrap(),
        latency_ms: dice.pick(&[0, 100, 250, 250, 2_000]),
        settle_ms: dice.pick(&[0, 1_000, 3_000]),
        payout_ms: dice.pick(&[0, 10_000, 120_000]),
        worse_ticks: dice.pick(&[0, 0, 1]),
        queue: dice.pick(&[QueueKind::Through, QueueKind::Touch]),
        auto_merge: dice.one_in(3),
        ..Settings::default()
    }
}

fn risk(dice: &mut Dice) -> Risk {
    Risk {
        stop_loss_pct: dice.pick(&[None, Some(5.0), Some(30.0)]),
        take_profit_pct: dice.pick(&[None, Some(5.0), Some(50.0)]),
        max_position_usdc: dice.pick(&[None, None, Some(12.0)]),
        max_trades_per_slot: dice.pick(&[None, Some(1), Some(3)]),
        cool_down_s: dice.pick(&[None, Some(2.5)]),
        max_open_entries: dice.pick(&[None, Some(2), Some(5)]),
    }
}

/// Decides by a hash of the row's time, its slot and what it sees of the account: a pure function, any order type.
pub fn strategy(dice: &mut Dice, linked: bool) -> Script {
    let (seed, often) = (dice.roll(), dice.pick(&[2, 5, 20]));
    let account = AccountReads {
        position: dice.one_in(2),
        orders: dice.one_in(2),
        trades: dice.one_in(2),
        cash: linked && dice.one_in(2),
        equity: linked,
    };
    let mut script = Script::new(&[Column::AskUp, Column::BidDown], move |row, account| {
        let held = account.shares.iter().map(|s| (s * 1e6) as u64).sum::<u64>();
        let cash = if account.cash.is_nan() { 0 } else { (account.cash * 1e6) as u64 };
        let seen = held
            ^ cash.rotate_left(20)
            ^ u64::from(account.open_orders) << 40
            ^ u64::from(account.trades) << 50;
        let ask = row.get(Column::AskUp).to_bits();
        let mut dice = Dice(seed ^ (row.ms() as u64) ^ (row.start_ms as u64).rotate_left(32) ^ seen ^ ask);
        if !dice.one_in(often) {
            return Vec::new();
        }
        (0..1 + dice.below(3)).map(|_| decision(&mut dice, linked)).collect()
    });
    script.description.carries_state = dice.one_in(3);
    script.description.warm_up_rows = dice.pick(&[0, 0, 25]);
    script.reads(account).risk(risk(dice))
}

fn decision(dice: &mut Dice, linked: bool) -> Decision {
    let signal =
        dice.pick(&[Signal::Buy, Signal::Buy, Signal::Buy, Signal::Sell, Signal::Close, Signal::Cancel]);
    let order_type = match signal {
        Signal::Buy => dice.pick(&[OrderType::Market, OrderType::Market, OrderType::Limit]),
        _ => dice.pick(&OrderType::ALL),
    };
    let price = (20 + dice.below(60)) as f64 / 100.0;
    let (size_mode, size) = match (dice.below(4), linked && signal == Signal::Buy) {
        (0, true) => (SizeMode::EquityFraction, 0.3),
        (1, true) => (SizeMode::KellyProbability, 0.6),
        (0 | 1, _) => (SizeMode::Usdc, 1.0 + dice.below(20) as f64),
        _ => (SizeMode::Shares, 3.0 + dice.below(30) as f64 / 3.0),
    };
    let market = order_type == OrderType::Market;
    Decision {
        signal,
        outcome: dice.pick(&Outcome::BOTH),
        size_mode,
        size,
        kelly_fraction: 0.5,
        order_type,
        price: (!market || dice.one_in(6)).then_some(price),
        node: 0,
    }
}

/// Everything from `at` on becomes other random rows; slots that end later get another winner.
pub fn with_other_future(ticks: &[SlotTicks], at: i64, dice: &mut Dice) -> Memory {
    let other = |old: &SlotTicks, dice: &mut Dice| {
        let mut market = old.market().clone();
        if market.end.0 > at {
            market.winner = dice.pick(&[Some(Winner::Up), Some(Winner::Down), None]);
        }
        let mut new = SlotTicks::new(market, old.times().to_vec());
        for column in craftstrat_model::ticks::book_columns().iter() {
            new.set(column, old.column(column).to_vec());
        }
        let known = old.times().partition_point(|t| *t <= at);
        fill(&mut new, known..old.rows(), dice);
        new
    };
    Memory::of(ticks.iter().map(|old| other(old, dice)).collect())
}

/// A time inside the recorded rows.
pub fn some_time(dice: &mut Dice) -> i64 {
    START_MS + dice.below(2) as i64 * 900_000 + dice.below(45_000) as i64
}
