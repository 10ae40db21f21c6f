//! From cells to slots: checks each row and gathers the rows of each symbol, a bounded number at a time.

use super::cell::Cell;
use crate::import::prices::Joiner;
use crate::import::{Context, SlotSink};
use crate::{ImportError, ImportReport, Row, SlotRows};
use craftstrat_model::column::Storage;
use craftstrat_model::{Column, TimeMs, Winner, WinnerSource};
use std::collections::BTreeMap;
use std::path::Path;

/// Rows gathered before slots are handed on; a slot handed on in pieces is put together by the writer.
const ROWS_MAX: usize = 200_000;

/// Times before this are seconds mistaken for milliseconds (1973 in ms, the year 5138 in seconds).
const EARLIEST_MS: i64 = 100_000_000_000;

/// What a column of the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Symbol,
    CapturedAt,
    Winner,
    PriceToBeat,
    Column(Column),
}

/// Turns rows of cells into slots.
pub(super) struct Assembler<'a> {
    path: &'a Path,
    context: &'a mut Context,
    sink: &'a mut dyn SlotSink,
    report: &'a mut ImportReport,
    /// By symbol; rows are moved on and the entry stays, to check the order of times and the winner.
    slots: BTreeMap<String, Gathered>,
    rows: usize,
    with_prices: bool,
}

struct Gathered {
    rows: SlotRows,
    last: TimeMs,
    winner: Option<Winner>,
}

impl<'a> Assembler<'a> {
    pub fn new(
        path: &'a Path,
        context: &'a mut Context,
        sink: &'a mut dyn SlotSink,
        report: &'a mut ImportReport,
        with_prices: bool,
    ) -> Self {
        Self { path, context, sink, report, slots: BTreeMap::new(), rows: 0, with_prices }
    }

    fn bad(&self, row: u64, detail: String, remedy: &str) -> ImportError {
        ImportError::row(self.path, row, detail, remedy)
    }

    /// Takes row `number` of the file.
    pub fn take<'c>(
        &mut self,
        number: u64,
        cells: impl Iterator<Item = (Target, Cell<'c>)>,
    ) -> Result<(), ImportError> {
        self.report.records += 1;
        let (mut symbol, mut at, mut winner, mut to_beat) = (Cell::Missing, None, None, None);
        let (mut row, mut sample) = (Row::EMPTY, true);
        for (target, cell) in cells {
            match target {
                Target::Symbol => symbol = cell,
                Target::CapturedAt => at = Some(self.time(number, cell)?),
                _ if cell.is_missing() => {}
                Target::Winner => {
                    let remedy = "Write UP, DOWN or SPLIT, or leave it empty";
                    let bad = || self.bad(number, format!("winner is {}", shown(cell)), remedy);
                    winner = Some(cell.winner().ok_or_else(bad)?);
                }
                Target::PriceToBeat => {
                    let remedy = "Write dollars, or leave it empty";
                    let bad = || self.bad(number, format!("price_to_beat is {}", shown(cell)), remedy);
                    to_beat = Some(cell.double().filter(|v| *v > 0.0).ok_or_else(bad)?);
                }
                Target::Column(column) => self.value(number, column, cell, &mut row, &mut sample)?,
            }
        }
        let Some(at) = at else { return Ok(()) };
        let Some(symbol) = symbol.text() else {
            return Err(self.bad(number, "symbol is empty".to_owned(), "Write the market's slug"));
        };
        self.push(number, symbol, (at, sample, &row), winner, to_beat)
    }

    fn time(&self, number: u64, cell: Cell<'_>) -> Result<TimeMs, ImportError> {
        let remedy = "Write milliseconds since 1970-01-01 UTC";
        match cell.time() {
            Some(at) if at.0 < EARLIEST_MS => {
                Err(self.bad(number, format!("captured_at is {}: too small for milliseconds", at.0), remedy))
            }
            Some(at) => Ok(at),
            None => Err(self.bad(number, format!("captured_at is {}", shown(cell)), remedy)),
        }
    }

    fn value(
        &self,
        number: u64,
        column: Column,
        cell: Cell<'_>,
        row: &mut Row,
        sample: &mut bool,
    ) -> Result<(), ImportError> {
        let set = match column.spec().storage {
            Storage::Flag => cell.flag().map(|flag| {
                *sample = flag;
                Ok(())
            }),
            Storage::Micros => cell.micros().map(|micros| row.set(column, micros)),
            Storage::Double | Storage::Derived => cell.double().map(|value| row.set_f64(column, value)),
        };
        match set {
            Some(Ok(())) => Ok(()),
            Some(Err(out)) => Err(self.bad(number, out.to_string(), "Correct it or leave it empty")),
            None => {
                let flag = column.spec().storage == Storage::Flag;
                let remedy = if flag { "Write 0 or 1" } else { "Write a number, or leave it empty" };
                Err(self.bad(number, format!("{column} is {}", shown(cell)), remedy))
            }
        }
    }

    fn push(
        &mut self,
        number: u64,
        symbol: &str,
        (at, sample, row): (TimeMs, bool, &Row),
        winner: Option<Winner>,
        to_beat: Option<f64>,
    ) -> Result<(), ImportError> {
        if !self.slots.contains_key(symbol) {
            let Ok(market) = self.context.market(symbol) else {
                let remedy = "A symbol is a slug such as btc-updown-15m-1770138000";
                let shown: String = symbol.chars().take(80).collect();
                return Err(self.bad(number, format!("`{shown}` names no Up/Down slot"), remedy));
            };
            let last = TimeMs(i64::MIN);
            self.slots
                .insert(symbol.to_owned(), Gathered { rows: SlotRows::new(market), last, winner: None });
        }
        let Some(slot) = self.slots.get_mut(symbol) else { return Ok(()) };
        if at < slot.last {
            let detail = format!("captured_at runs backwards, from {} to {at}", slot.last);
            return Err(self.bad(number, detail, "Sort the rows of each symbol by captured_at"));
        }
        if let (Some(a), Some(b)) = (slot.winner, winner)
            && a != b
        {
            let detail = format!("{symbol} has two winners");
            return Err(self.bad(number, detail, "A market has one winner or, as long as it is open, none"));
        }
        slot.winner = winner.or(slot.winner);
        if let Some(winner) = slot.winner {
            slot.rows.market.winner = Some(winner);
            slot.rows.market.winner_source = WinnerSource::Metadata;
        }
        if let Some(price) = to_beat
            && slot.rows.market.price_to_beat.is_nan()
        {
            slot.rows.market.price_to_beat = price;
            slot.rows.market.price_to_beat_at = at.max(slot.rows.market.start);
        }
        slot.last = at;
        slot.rows.push(at, sample, row);
        self.rows += 1;
        if self.rows > ROWS_MAX { self.hand_on() } else { Ok(()) }
    }

    /// Hands all gathered rows on.
    fn hand_on(&mut self) -> Result<(), ImportError> {
        for slot in self.slots.values_mut().filter(|s| !s.rows.is_empty()) {
            let next = SlotRows::new(slot.rows.market.clone());
            let mut rows = std::mem::replace(&mut slot.rows, next);
            if self.with_prices {
                let mut joiner = Joiner::new(&mut self.context.prices, &mut rows.market, self.report)?;
                rows = joined(rows, &mut joiner);
            }
            self.sink.add(rows)?;
        }
        self.rows = 0;
        Ok(())
    }

    /// Hands on what is left.
    pub fn finish(mut self) -> Result<(), ImportError> {
        self.hand_on()
    }
}

/// The rows with the prices that were known at each.
fn joined(rows: SlotRows, joiner: &mut Joiner) -> SlotRows {
    let mut out = SlotRows::new(rows.market.clone());
    for index in 0..rows.len() {
        let (at, mut row) = (TimeMs(rows.times()[index]), rows.row(index));
        joiner.fill(at, &mut row);
        out.push(at, rows.is_sample(index), &row);
    }
    out
}

fn shown(cell: Cell<'_>) -> String {
    match cell {
        Cell::Missing => "empty".to_owned(),
        Cell::Integer(v, _) => v.to_string(),
        Cell::Float(v) => v.to_string(),
        Cell::Text(text) => format!("`{}`", text.chars().take(40).collect::<String>()),
        Cell::Unusable => "neither text nor a number".to_owned(),
    }
}
