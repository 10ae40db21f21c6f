//! In-memory ticks, written as tables.

use craftstrat_model::slug::market_of_slug;
use craftstrat_model::ticks::{book_columns, level_columns};
use craftstrat_model::{
    Column, ColumnSet, Market, Outcome, Side, SlotTicks, SourceError, TickSource, TimeMs, Winner,
    WinnerSource,
};
use std::sync::Mutex;

/// 2026-09-28T09:00:00Z: today's fees and delays apply.
pub const START_MS: i64 = TimeMs::from_date(2026, 9, 28).0 + 9 * 3_600_000;

/// A 15m slot of `asset` starting `slot` slots after [`START_MS`], won by `winner`.
pub fn market(asset: &str, slot: i64, winner: Option<Winner>) -> Market {
    let start = START_MS / 1_000 + slot * 900;
    let mut market = market_of_slug(&format!("{asset}-updown-15m-{start}")).unwrap();
    market.winner = winner;
    market.winner_source = if winner.is_some() { WinnerSource::Metadata } else { WinnerSource::Unresolved };
    market
}

/// Ticks held in memory. Remembers what was loaded.
#[derive(Default)]
pub struct Memory {
    markets: Vec<Market>,
    ticks: Vec<SlotTicks>,
    pub loads: Mutex<Vec<(usize, ColumnSet)>>,
}

impl Memory {
    pub fn of(ticks: Vec<SlotTicks>) -> Self {
        let mut ticks = ticks;
        ticks.sort_by_key(|t| (t.market().start, t.market().slug.clone()));
        Self { markets: ticks.iter().map(|t| t.market().clone()).collect(), ticks, loads: Mutex::default() }
    }
}

impl TickSource for Memory {
    fn markets(&self) -> &[Market] {
        &self.markets
    }

    fn recorded(&self, market: usize) -> ColumnSet {
        Column::ALL.iter().copied().filter(|c| self.ticks[market].get(*c).is_some()).collect()
    }

    fn load(&self, market: usize, wanted: ColumnSet) -> Result<SlotTicks, SourceError> {
        self.loads.lock().unwrap().push((market, wanted));
        let mut ticks = self.ticks[market].clone();
        ticks.prepare(wanted);
        Ok(ticks)
    }
}

/// Reads a table: one row a line, `ms | bid up | ask up | bid down | ask down`, then optionally the tick size.
///
/// A side is its levels from the best, `0.51x100 0.52x50`; `-` is an empty side, `?` one that was not recorded,
/// `0.51x?` a level of unknown size. `ms` counts from the slot's start.
pub fn table(market: Market, text: &str) -> SlotTicks {
    let lines: Vec<Vec<&str>> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let start = market.start.0;
    let times: Vec<i64> = lines.iter().map(|line| start + line[0].parse::<i64>().unwrap()).collect();
    let mut columns: Vec<(Column, Vec<f64>)> =
        book_columns().iter().map(|c| (c, vec![f64::NAN; times.len()])).collect();
    let mut put = |column: Column, row: usize, value: f64| {
        columns.iter_mut().find(|(c, _)| *c == column).unwrap().1[row] = value;
    };
    for (row, line) in lines.iter().enumerate() {
        let sides = [
            (Outcome::Up, Side::Bid),
            (Outcome::Up, Side::Ask),
            (Outcome::Down, Side::Bid),
            (Outcome::Down, Side::Ask),
        ];
        for ((outcome, side), cell) in sides.into_iter().zip(&line[1..]) {
            for depth in 0..3 {
                let (price, size) = level_columns(outcome, side, depth);
                let (p, s) = level(cell, depth);
                put(price, row, p);
                put(size, row, s);
            }
        }
        if let Some(tick) = line.get(5) {
            put(Column::TickSize, row, tick.parse().unwrap());
        }
    }
    let mut ticks = SlotTicks::new(market, times);
    for (column, values) in columns {
        ticks.set(column, values);
    }
    ticks
}

fn level(cell: &str, depth: usize) -> (f64, f64) {
    match cell {
        "?" => (f64::NAN, f64::NAN),
        "-" => (f64::NAN, 0.0),
        _ => match cell.split_whitespace().nth(depth) {
            None => (f64::NAN, 0.0),
            Some(level) => {
                let (price, size) = level.split_once('x').unwrap();
                (price.parse().unwrap(), size.parse().unwrap_or(f64::NAN))
            }
        },
    }
}
