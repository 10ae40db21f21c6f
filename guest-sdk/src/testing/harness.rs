//! Rows in, decisions out.

use crate::{Columns, Nodes, Parameters, Runner, Strategy};
use craftstrat_model::{AccountView, Column, Decision, Muted, Outcome, SizeMode};
use std::fmt::Write;

/// A strategy in a test: one slot, rows fed one by one, an account the test sets as it likes.
///
/// Every row is a sample unless the strategy declares the column `sample` or [`Harness::sample`] is set to false.
pub struct Harness<S: Strategy> {
    runner: Runner<S>,
    values: Vec<f64>,
    /// The account before the next row. Only what the strategy declares in `READS` reaches it.
    pub account: AccountView,
    /// Whether the next rows are on the 1 Hz grid, for strategies that do not declare the column `sample`.
    pub sample: bool,
    /// The actions the next rows are filtered by.
    pub muted: Muted,
}

impl<S: Strategy> Default for Harness<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Strategy> Harness<S> {
    /// With default parameters, flat, at the start of a 15-minute slot.
    pub fn new() -> Self {
        let values = S::Parameters::SPECS.iter().map(|s| s.default).collect();
        let (account, muted) = (AccountView::FLAT, Muted::NONE);
        let mut harness = Self { runner: Runner::default(), values, account, sample: true, muted };
        harness.slot(1_790_586_000_000, 1_790_586_900_000, false);
        harness
    }

    /// Sets a parameter and starts over.
    ///
    /// # Panics
    /// When there is no such parameter or the value is outside its bounds.
    #[must_use]
    pub fn with(mut self, parameter: &str, value: f64) -> Self {
        let index = S::Parameters::SPECS.iter().position(|s| s.name == parameter);
        let index = index.unwrap_or_else(|| panic!("`{}` has no parameter `{parameter}`", S::NAME));
        self.values[index] = value;
        self.runner.configure(&self.values).unwrap_or_else(|e| panic!("{parameter} = {value}: {}", e.0));
        self.runner.reset();
        self.slot(1_790_586_000_000, 1_790_586_900_000, false);
        self
    }

    /// Starts a slot, times in ms since the epoch.
    pub fn slot(&mut self, start_ms: i64, end_ms: i64, continues: bool) {
        self.runner.begin_slot(start_ms as f64, end_ms as f64, continues);
    }

    /// The strategy's state now.
    pub fn strategy(&self) -> &S {
        self.runner.strategy()
    }

    /// Feeds a row and returns its decisions.
    ///
    /// # Panics
    /// When the strategy makes more than 8 decisions, names a size or price the engine would call a fault, or does not
    /// survive `save` and `restore` unchanged.
    pub fn row(&mut self, row: S::Columns) -> Vec<Decision> {
        self.round_trip();
        self.load(row);
        let fired = self.runner.next(0, 1, &self.account, self.muted).unwrap_or_else(|e| panic!("{}", e.0));
        assert_eq!(self.runner.dropped(), 0, "more than 8 decisions on one row");
        let decisions = if fired.is_some() { self.runner.decisions().to_vec() } else { Vec::new() };
        decisions.iter().for_each(check);
        decisions
    }

    /// The value of every explained node on a row, by name, without consuming it.
    ///
    /// # Panics
    /// Never, unless the strategy does.
    pub fn explain(&mut self, row: S::Columns) -> Vec<(&'static str, f64)> {
        self.load(row);
        let values = self.runner.explain(0, &self.account).unwrap_or_else(|e| panic!("{}", e.0));
        S::Nodes::NAMES.iter().copied().zip(values).collect()
    }

    /// Feeds a table and returns the decisions as text, a line each: the row's number, then what was decided.
    ///
    /// The first line of `table` names columns the strategy declares; each other line is a row, `-` is missing. Columns
    /// that are not named are missing.
    ///
    /// # Panics
    /// When the table names other columns or holds something that is no number, and as [`Harness::row`].
    pub fn table(&mut self, table: &str) -> String {
        let mut lines = table.lines().map(str::trim).filter(|l| !l.is_empty());
        let header = lines.next().unwrap_or_default().split_whitespace();
        let columns: Vec<usize> = header.map(Self::index_of).collect();
        let mut decided = String::new();
        for (number, line) in lines.enumerate() {
            let cells: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(
                cells.len(),
                columns.len(),
                "row {number} has another number of cells than the header"
            );
            let mut row = S::Columns::default();
            for (column, cell) in columns.iter().zip(cells) {
                row.set(*column, parse(cell));
            }
            for decision in self.row(row) {
                let _ = writeln!(decided, "{number}: {}", describe::<S>(&decision));
            }
        }
        decided
    }

    fn index_of(name: &str) -> usize {
        let found = S::Columns::NAMES.iter().position(|n| *n == name);
        found.unwrap_or_else(|| panic!("`{}` does not read the column `{name}`", S::NAME))
    }

    fn load(&mut self, row: S::Columns) {
        let mut data = vec![f64::from(u8::from(self.sample)); Runner::<S>::COLUMNS];
        row.each(|index, value| {
            if S::Columns::COLUMNS[index] != Column::Sample || !value.is_nan() {
                data[index] = value;
            }
        });
        self.runner.load(1, data).unwrap_or_else(|e| panic!("{}", e.0));
    }

    /// Replaces the strategy by its saved self, so that every test is also one of recovery.
    fn round_trip(&mut self) {
        let saved = self.runner.save().unwrap_or_else(|e| panic!("{}", e.0));
        self.runner.restore(&saved).unwrap_or_else(|e| panic!("{e}"));
        let again = self.runner.save().unwrap_or_else(|e| panic!("{}", e.0));
        assert!(saved == again, "the state changes when it is saved and restored");
    }
}

fn parse(cell: &str) -> f64 {
    if cell == "-" { f64::NAN } else { cell.parse().unwrap_or_else(|_| panic!("`{cell}` is no number")) }
}

/// What the engine refuses as a fault, refused in tests too.
fn check(decision: &Decision) {
    use craftstrat_model::Signal::{Buy, Sell};
    let sized = matches!(decision.signal, Buy | Sell);
    let whole = !matches!(decision.size_mode, SizeMode::EquityFraction | SizeMode::KellyProbability);
    let size = decision.size;
    assert!(!sized || (size.is_finite() && size > 0.0 && (whole || size <= 1.0)), "size {size} is a fault");
    let fraction = decision.kelly_fraction;
    assert!(fraction > 0.0 && fraction <= 1.0, "Kelly fraction {fraction} is a fault");
    let price = decision.price.unwrap_or(0.5);
    assert!(price > 0.0 && price < 1.0, "price {price} is a fault: prices lie strictly between 0 and 1");
}

/// One line for people: `buy UP 25 usdc limit 0.48 because entry`.
fn describe<S: Strategy>(decision: &Decision) -> String {
    use craftstrat_model::{OrderType, Signal};
    let signal = match decision.signal {
        Signal::Buy => "buy",
        Signal::Sell => "sell",
        Signal::Close => "close",
        Signal::Cancel => "cancel",
    };
    let mut line = format!("{signal} {}", if decision.outcome == Outcome::Up { "UP" } else { "DOWN" });
    if matches!(decision.signal, Signal::Buy | Signal::Sell) {
        let unit = match decision.size_mode {
            SizeMode::Usdc => "usdc",
            SizeMode::Shares => "shares",
            SizeMode::EquityFraction => "of equity",
            SizeMode::KellyProbability => "kelly",
        };
        let _ = write!(line, " {} {unit}", decision.size);
    }
    let order = match decision.order_type {
        OrderType::Market => "worst price",
        OrderType::Limit => "limit",
        OrderType::StopLoss => "stop loss",
        OrderType::TakeProfit => "take profit",
    };
    if let Some(price) = decision.price {
        let _ = write!(line, " {order} {price}");
    }
    if let Some(node) = S::Nodes::NAMES.get(decision.node as usize) {
        let _ = write!(line, " because {node}");
    }
    line
}
