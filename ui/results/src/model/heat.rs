//! A sweep as a grid of two of its parameters.

use craftstrat_api::{Sweep, SweepRow};
use craftstrat_ui_charts::scale::ColorScale;

/// What a cell shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SweepMetric {
    /// Net P&L.
    #[default]
    Pnl,
    /// Return on cash.
    Return,
    /// Sharpe ratio per slot.
    Sharpe,
    /// Win rate.
    WinRate,
    /// Profit factor.
    ProfitFactor,
    /// Mean net P&L per trade.
    Expectancy,
    /// Deepest fall of equity.
    Drawdown,
    /// Trades.
    Trades,
    /// Fees.
    Fees,
}

impl SweepMetric {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Pnl,
        Self::Return,
        Self::Sharpe,
        Self::WinRate,
        Self::ProfitFactor,
        Self::Expectancy,
        Self::Drawdown,
        Self::Trades,
        Self::Fees,
    ];

    /// In addresses; the name of the metric it is, whose messages it shares.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pnl => "pnl-net-usdc",
            Self::Return => "return-on-cash",
            Self::Sharpe => "sharpe-per-slot",
            Self::WinRate => "win-rate",
            Self::ProfitFactor => "profit-factor",
            Self::Expectancy => "expectancy-usdc",
            Self::Drawdown => "drawdown-depth-usdc",
            Self::Trades => "trades",
            Self::Fees => "fees-usdc",
        }
    }

    /// The one with this code; the first when there is none.
    pub fn of_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|m| m.code() == code).unwrap_or_default()
    }

    /// Its value in a row; `None` where it is not defined.
    pub fn value(self, row: &SweepRow) -> Option<f64> {
        match self {
            Self::Pnl => Some(row.pnl_net_usdc.to_f64()),
            Self::Return => row.return_on_cash,
            Self::Sharpe => row.sharpe_per_slot,
            Self::WinRate => row.win_rate,
            Self::ProfitFactor => row.profit_factor,
            Self::Expectancy => row.expectancy_usdc.map(|e| e.to_f64()),
            Self::Drawdown => Some(row.max_drawdown_usdc.to_f64()),
            Self::Trades => Some(row.trades as f64),
            Self::Fees => Some(row.fees_usdc.to_f64()),
        }
    }

    /// One scale of colours for all rows given, so that one colour means one value on every map that shares it. It turns where
    /// the metric does: at no gain, at a profit factor of 1; at the mean where the metric has no such place.
    pub fn scale<'a>(self, rows: impl Iterator<Item = &'a SweepRow>) -> ColorScale {
        let values: Vec<f64> = rows.filter_map(|r| self.value(r)).filter(|v| v.is_finite()).collect();
        let mean = values.iter().sum::<f64>() / (values.len().max(1) as f64);
        match self {
            Self::Pnl | Self::Return | Self::Sharpe | Self::Expectancy => ColorScale::around(0.0, values),
            Self::ProfitFactor => ColorScale::around(1.0, values),
            Self::WinRate | Self::Trades => ColorScale::around(mean, values),
            Self::Drawdown | Self::Fees => ColorScale::around(mean, values).inverted(),
        }
    }
}

/// Two parameters as axes; the others held.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Index of the parameter across.
    pub x: usize,
    /// Index of the parameter down; `None` when only one was swept.
    pub y: Option<usize>,
    /// Its values from left to right.
    pub x_values: Vec<f64>,
    /// Its values from top to bottom; one nameless row without a second parameter.
    pub y_values: Vec<f64>,
    /// Per cell, row by row: index of the sweep's row.
    pub cells: Vec<Option<usize>>,
}

/// The values a parameter took, ascending.
pub fn values(sweep: &Sweep, parameter: usize) -> Vec<f64> {
    let mut list: Vec<f64> = sweep.rows.iter().filter_map(|r| r.values.get(parameter).copied()).collect();
    list.sort_by(f64::total_cmp);
    list.dedup();
    list
}

/// The grid of parameters `x` and `y`; every other parameter has its value in `held`, which is as long as a row's values.
pub fn matrix(sweep: &Sweep, x: usize, y: Option<usize>, held: &[f64]) -> Matrix {
    let x_values = values(sweep, x);
    let y_values = y.map_or_else(|| vec![f64::NAN], |y| values(sweep, y));
    let mut cells = vec![None; x_values.len() * y_values.len()];
    for (index, row) in sweep.rows.iter().enumerate() {
        let others = row.values.iter().zip(held).enumerate().filter(|(i, _)| *i != x && Some(*i) != y);
        if others.into_iter().any(|(_, (value, held))| value != held) {
            continue;
        }
        let at = |list: &[f64], parameter: usize| {
            row.values.get(parameter).and_then(|v| list.iter().position(|known| known == v))
        };
        let down = y.map_or(Some(0), |y| at(&y_values, y));
        let place = at(&x_values, x).zip(down).and_then(|(x, y)| cells.get_mut(y * x_values.len() + x));
        if let Some(cell) = place {
            *cell = Some(index);
        }
    }
    Matrix { x, y, x_values, y_values, cells }
}

/// The best row by a metric, the first of equals: where the other parameters are held to begin with.
pub fn best(sweep: &Sweep) -> Option<&SweepRow> {
    sweep.rows.iter().reduce(|a, b| if b.pnl_net_usdc > a.pnl_net_usdc { b } else { a })
}

/// For each row of `sweep` the row of `other` with the same values.
pub fn partners(sweep: &Sweep, other: &Sweep) -> Vec<Option<usize>> {
    let find = |row: &SweepRow| other.rows.iter().position(|o| o.values == row.values);
    let same_order = sweep.rows.len() == other.rows.len()
        && sweep.rows.iter().zip(&other.rows).all(|(a, b)| a.values == b.values);
    // Both come in the grid's order; looking each up would take the square of 100,000.
    if same_order { (0..sweep.rows.len()).map(Some).collect() } else { sweep.rows.iter().map(find).collect() }
}

/// Spearman's rank correlation of a metric between the two halves, ties at their mean rank: 1 when the order held out of
/// sample, 0 when it said nothing. `None` below three combinations with both values, and without any differences.
pub fn agreement(
    inside: &Sweep,
    outside: &Sweep,
    partners: &[Option<usize>],
    metric: SweepMetric,
) -> Option<f64> {
    let pair = |(row, partner): (&SweepRow, &Option<usize>)| {
        Some((metric.value(row)?, metric.value(outside.rows.get((*partner)?)?)?))
    };
    let (a, b): (Vec<f64>, Vec<f64>) = inside.rows.iter().zip(partners).filter_map(pair).unzip();
    if a.len() < 3 {
        return None;
    }
    let (a, b) = (ranks(&a), ranks(&b));
    let mean = (a.len() as f64 + 1.0) / 2.0;
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(&b).map(|(a, b)| f(a - mean, b - mean)).sum::<f64>();
    let (both, first, second) = (sum(&|a, b| a * b), sum(&|a, _| a * a), sum(&|_, b| b * b));
    (first > 0.0 && second > 0.0).then(|| both / (first * second).sqrt())
}

/// Ranks from 1; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = values.iter().copied().enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut ranks = vec![0.0; values.len()];
    let mut done = 0;
    for group in order.chunk_by(|a, b| a.1 == b.1) {
        let rank = done as f64 + (group.len() as f64 + 1.0) / 2.0;
        for (index, _) in group {
            if let Some(place) = ranks.get_mut(*index) {
                *place = rank;
            }
        }
        done += group.len();
    }
    ranks
}
