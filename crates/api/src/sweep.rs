//! The answer of `sweep`: one row per combination of parameter values, and how much the search itself explains.

use crate::report::{Settings, Strategy};
use crate::wire::{Decimal, number};
use craftstrat_engine::analysis::deflated::{deflated_sharpe, sharpe_variance};
use craftstrat_engine::metrics;
use craftstrat_engine::record::Run;
use craftstrat_model::Usdc;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// One combination and what it made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SweepRow {
    /// Values in the order of [`Sweep::parameters`].
    pub values: Vec<f64>,
    /// Net P&L, unresolved trades lost.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_net_usdc: Usdc,
    /// Net P&L, unresolved trades won.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub pnl_net_best_usdc: Usdc,
    /// Fees.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub fees_usdc: Usdc,
    /// Net P&L / opening cash.
    pub return_on_cash: Option<f64>,
    /// Trades.
    pub trades: u64,
    /// Wins / resolved trades.
    pub win_rate: Option<f64>,
    /// Sum of wins / sum of losses.
    pub profit_factor: Option<f64>,
    /// Mean net P&L per trade.
    #[schemars(with = "Option<Decimal>")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub expectancy_usdc: Option<Usdc>,
    /// Sharpe ratio per slot. Not annualised.
    pub sharpe_per_slot: Option<f64>,
    /// Deepest fall of equity.
    #[schemars(with = "Decimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub max_drawdown_usdc: Usdc,
    /// Markets in which the strategy failed.
    pub faults: u64,
    /// Digest of its event log.
    pub digest: String,
    /// Returns per slot, for the deflated Sharpe ratio; not part of the answer.
    #[serde(skip)]
    pub(crate) per_slot: metrics::Ratios,
}

impl SweepRow {
    /// The row of a finished run with these parameter values.
    pub fn new(values: Vec<f64>, run: &Run) -> Self {
        let m = metrics::compute(run);
        Self {
            values,
            pnl_net_usdc: m.total.net,
            pnl_net_best_usdc: m.net_best,
            fees_usdc: m.total.fees,
            return_on_cash: m.return_on_cash.and_then(number),
            trades: m.total.trades,
            win_rate: m.total.win_rate().and_then(number),
            profit_factor: m.trades.profit_factor.and_then(number),
            expectancy_usdc: m.trades.expectancy,
            sharpe_per_slot: m.per_slot.sharpe.and_then(number),
            max_drawdown_usdc: m.drawdown.depth,
            faults: run.faults.len() as u64,
            digest: run.digest.clone(),
            per_slot: m.per_slot,
        }
    }
}

/// What the best combination is worth after the search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Searched {
    /// Combinations compared.
    pub trials: u64,
    /// Sharpe ratio per slot the best of as many worthless combinations is expected to show.
    pub expected_max_sharpe: Option<f64>,
    /// Deflated Sharpe ratio: the probability that the best one's true Sharpe ratio is above that.
    pub deflated_sharpe: Option<f64>,
    /// The same in a sentence.
    pub message: String,
}

/// A finished sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sweep {
    /// What was run.
    pub strategy: Strategy,
    /// How, apart from the swept parameters.
    pub settings: Settings,
    /// Names of the swept parameters.
    pub parameters: Vec<String>,
    /// Every combination: net P&L descending, then by values.
    pub rows: Vec<SweepRow>,
    /// What the search itself explains.
    pub searched: Searched,
    /// Whose data this is, as its licences ask.
    pub attribution: Vec<String>,
}

impl Sweep {
    /// Ranks the rows.
    pub fn new(
        strategy: Strategy,
        settings: Settings,
        parameters: Vec<String>,
        mut rows: Vec<SweepRow>,
        attribution: Vec<String>,
    ) -> Self {
        rows.sort_by(|a, b| {
            let values = || a.values.iter().zip(&b.values).map(|(a, b)| a.total_cmp(b));
            let by_values = || values().find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal);
            Reverse(a.pnl_net_usdc).cmp(&Reverse(b.pnl_net_usdc)).then_with(by_values)
        });
        let searched = searched(&rows);
        Self { strategy, settings, parameters, rows, searched, attribution }
    }

    /// Every row as CSV (RFC 4180, a header, `\n` line ends); what is not defined is empty.
    pub fn to_csv(&self) -> String {
        let fixed = [
            "pnl_net_usdc",
            "pnl_net_best_usdc",
            "fees_usdc",
            "return_on_cash",
            "trades",
            "win_rate",
            "profit_factor",
            "expectancy_usdc",
            "sharpe_per_slot",
            "max_drawdown_usdc",
            "faults",
            "digest",
        ];
        let mut csv = String::new();
        line(&mut csv, self.parameters.iter().map(String::as_str).chain(fixed));
        for row in &self.rows {
            let ratio = |v: Option<f64>| v.map(|v| v.to_string()).unwrap_or_default();
            let cells = [
                row.pnl_net_usdc.to_string(),
                row.pnl_net_best_usdc.to_string(),
                row.fees_usdc.to_string(),
                ratio(row.return_on_cash),
                row.trades.to_string(),
                ratio(row.win_rate),
                ratio(row.profit_factor),
                row.expectancy_usdc.map(|e| e.to_string()).unwrap_or_default(),
                ratio(row.sharpe_per_slot),
                row.max_drawdown_usdc.to_string(),
                row.faults.to_string(),
                row.digest.clone(),
            ];
            let values = row.values.iter().map(f64::to_string);
            line(&mut csv, values.chain(cells));
        }
        csv
    }
}

fn line(csv: &mut String, cells: impl Iterator<Item = impl AsRef<str>>) {
    for (index, cell) in cells.enumerate() {
        let cell = cell.as_ref();
        if index > 0 {
            csv.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            csv.push('"');
            csv.push_str(&cell.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(cell);
        }
    }
    csv.push('\n');
}

fn searched(rows: &[SweepRow]) -> Searched {
    let trials = rows.len() as u64;
    let sharpes: Vec<f64> = rows.iter().filter_map(|r| r.per_slot.sharpe).collect();
    let best = rows.iter().filter(|r| r.per_slot.sharpe.is_some()).max_by(|a, b| {
        let sharpe = |r: &SweepRow| r.per_slot.sharpe.unwrap_or(f64::NEG_INFINITY);
        sharpe(a).total_cmp(&sharpe(b))
    });
    let deflated =
        best.zip(sharpe_variance(&sharpes)).and_then(|(b, v)| deflated_sharpe(&b.per_slot, trials, v));
    let message = match (trials, &deflated) {
        (0 | 1, _) => "One combination: nothing was chosen.".to_owned(),
        (_, Some(d)) => format!(
            "Best of {trials} combinations. Chosen among as many without any edge, the best is expected to show a Sharpe \
             ratio of {:.3} per slot; the probability that the highest one here is truly above that is {:.0} %.",
            d.expected_max,
            d.probability * 100.0
        ),
        (_, None) => format!(
            "Best of {trials} combinations tried on the same data: expect less on new data. Too few trades for a \
             deflated Sharpe ratio."
        ),
    };
    Searched {
        trials,
        expected_max_sharpe: deflated.and_then(|d| number(d.expected_max)),
        deflated_sharpe: deflated.and_then(|d| number(d.probability)),
        message,
    }
}
