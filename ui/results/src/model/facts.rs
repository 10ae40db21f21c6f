//! Every metric of a report by name, in sections. The names are those of the JSON with hyphens; each has a message
//! `results-metric-<name>` and its explanation `results-metric-<name>-help`.

use super::figure::Figure;
use craftstrat_api::report::{Analysis, Metrics, Ratios, Report, Trade, WinTest};
use std::collections::BTreeMap;

/// One metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its name.
    pub name: &'static str,
    /// What it is here.
    pub figure: Figure,
}

/// Metrics that belong together; the heading is `results-section-<name>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its name.
    pub name: &'static str,
    /// Its metrics.
    pub facts: Vec<Fact>,
}

const fn fact(name: &'static str, figure: Figure) -> Fact {
    Fact { name, figure }
}

/// The moments of returns of one kind. A macro, so that the names stay constants.
macro_rules! ratios {
    ($of:literal, $ratios:expr) => {{
        let r: &Ratios = &$ratios;
        [
            fact(concat!($of, "-observations"), Figure::Count(r.observations)),
            fact(concat!($of, "-mean"), Figure::maybe(r.mean, Figure::Gain)),
            fact(concat!($of, "-deviation"), Figure::maybe(r.deviation, Figure::Part)),
            fact(concat!($of, "-downside-deviation"), Figure::maybe(r.downside_deviation, Figure::Part)),
            fact(concat!($of, "-skewness"), Figure::maybe(r.skewness, Figure::Ratio)),
            fact(concat!($of, "-kurtosis"), Figure::maybe(r.kurtosis, Figure::Ratio)),
        ]
    }};
}

/// What one kind of trades won against what their prices ask for.
macro_rules! win_test {
    ($of:literal, $test:expr) => {{
        let t: &WinTest = &$test;
        let part = |v: Option<f64>| Figure::maybe(v, Figure::Part);
        [
            fact(concat!($of, "-trades"), Figure::Count(t.trades)),
            fact(concat!($of, "-wins"), Figure::Count(t.wins)),
            fact(concat!($of, "-cost-usdc"), Figure::Amount(t.cost_usdc)),
            fact(concat!($of, "-shares"), Figure::Shares(t.shares.to_f64())),
            fact(concat!($of, "-break-even-win-rate"), part(t.break_even_win_rate)),
            fact(concat!($of, "-win-rate"), part(t.win_rate)),
            fact(concat!($of, "-win-rate-low"), part(t.win_rate_low)),
            fact(concat!($of, "-win-rate-high"), part(t.win_rate_high)),
            fact(concat!($of, "-win-rate-by-shares"), part(t.win_rate_by_shares)),
        ]
    }};
}

/// Every metric of a report.
pub fn sections(report: &Report) -> Vec<Section> {
    let (m, a) = (&report.metrics, &report.analysis);
    vec![
        Section { name: "pnl", facts: pnl(m) },
        Section { name: "trades", facts: trades(m) },
        Section { name: "drawdown", facts: drawdown(m) },
        Section { name: "returns", facts: returns(m) },
        Section { name: "exposure", facts: exposure(m) },
        Section { name: "execution", facts: execution(m) },
        Section { name: "break-even", facts: break_even(a) },
        Section { name: "chance", facts: chance(a) },
    ]
}

/// The five figures a page begins with.
pub fn headline(report: &Report) -> Vec<Fact> {
    let m = &report.metrics;
    vec![
        fact("pnl-net-usdc", Figure::Pnl(m.pnl_net_usdc)),
        fact("return-on-cash", Figure::maybe(m.return_on_cash, Figure::Gain)),
        fact("trades", Figure::Count(m.trades)),
        fact("win-rate", Figure::maybe(m.win_rate, Figure::Part)),
        fact("drawdown-depth-usdc", Figure::Amount(m.drawdown.depth_usdc)),
    ]
}

fn pnl(m: &Metrics) -> Vec<Fact> {
    vec![
        fact("pnl-net-usdc", Figure::Pnl(m.pnl_net_usdc)),
        fact("pnl-net-best-usdc", Figure::Pnl(m.pnl_net_best_usdc)),
        fact("pnl-gross-usdc", Figure::Pnl(m.pnl_gross_usdc)),
        fact("fees-usdc", Figure::Amount(m.fees_usdc)),
        fact("return-on-cash", Figure::maybe(m.return_on_cash, Figure::Gain)),
        fact("opening-usdc", Figure::Amount(m.opening_usdc)),
        fact("closing-usdc", Figure::Amount(m.closing_usdc)),
        fact("closing-best-usdc", Figure::Amount(m.closing_best_usdc)),
        fact("profit-factor", Figure::maybe(m.profit_factor, Figure::Ratio)),
        fact("turnover-usdc", Figure::Amount(m.turnover_usdc)),
        fact("turnover-ratio", Figure::maybe(m.turnover_ratio, Figure::Ratio)),
    ]
}

fn trades(m: &Metrics) -> Vec<Fact> {
    let trade = |t: &Option<Trade>| {
        let of =
            |t: &Trade| Figure::Trade(t.pnl_usdc, t.outcome.code(), t.entry_price.to_f64(), t.opened_at_ms);
        t.as_ref().map_or(Figure::Missing, of)
    };
    vec![
        fact("trades", Figure::Count(m.trades)),
        fact("wins", Figure::Count(m.wins)),
        fact("losses", Figure::Count(m.losses)),
        fact("unresolved-trades", Figure::Count(m.unresolved_trades)),
        fact("win-rate", Figure::maybe(m.win_rate, Figure::Part)),
        fact("payoff-break-even", Figure::maybe(m.payoff_break_even, Figure::Part)),
        fact("expectancy-usdc", Figure::maybe(m.expectancy_usdc, Figure::Pnl)),
        fact("average-win-usdc", Figure::maybe(m.average_win_usdc, Figure::Amount)),
        fact("average-loss-usdc", Figure::maybe(m.average_loss_usdc, Figure::Amount)),
        fact("best-trade", trade(&m.best_trade)),
        fact("worst-trade", trade(&m.worst_trade)),
        fact("consecutive-wins", Figure::Count(m.consecutive_wins)),
        fact("consecutive-losses", Figure::Count(m.consecutive_losses)),
        fact("holding-mean-ms", Figure::maybe(m.holding_mean_ms, Figure::Duration)),
        fact("holding-median-ms", Figure::maybe(m.holding_median_ms, Figure::Duration)),
    ]
}

fn drawdown(m: &Metrics) -> Vec<Fact> {
    let d = &m.drawdown;
    vec![
        fact("drawdown-depth-usdc", Figure::Amount(d.depth_usdc)),
        fact("drawdown-depth-ratio", Figure::maybe(d.depth_ratio, Figure::Part)),
        fact("drawdown-peak-at-ms", Figure::maybe(d.peak_at_ms, Figure::Moment)),
        fact("drawdown-trough-at-ms", Figure::maybe(d.trough_at_ms, Figure::Moment)),
        fact("drawdown-recovered-at-ms", Figure::maybe(d.recovered_at_ms, Figure::Moment)),
        fact("drawdown-longest-ms", Figure::Duration(d.longest_ms)),
    ]
}

fn returns(m: &Metrics) -> Vec<Fact> {
    let ratio = |v: Option<f64>| Figure::maybe(v, Figure::Ratio);
    let mut facts = vec![
        fact("sharpe-per-trade", ratio(m.sharpe_per_trade)),
        fact("sharpe-per-slot", ratio(m.sharpe_per_slot)),
        fact("sortino-per-trade", ratio(m.sortino_per_trade)),
        fact("sortino-per-slot", ratio(m.sortino_per_slot)),
    ];
    facts.extend(ratios!("per-trade", m.per_trade));
    facts.extend(ratios!("per-slot", m.per_slot));
    facts
}

fn exposure(m: &Metrics) -> Vec<Fact> {
    let e = &m.exposure;
    vec![
        fact("exposure-covered-ms", Figure::Duration(e.covered_ms)),
        fact("exposure-in-market-ms", Figure::Duration(e.in_market_ms)),
        fact("exposure-in-market-ratio", Figure::maybe(e.in_market_ratio, Figure::Part)),
        fact("exposure-average-usdc", Figure::Amount(e.average_usdc)),
        fact("exposure-average-in-market-usdc", Figure::Amount(e.average_in_market_usdc)),
        fact("exposure-max-usdc", Figure::Amount(e.max_usdc)),
    ]
}

fn execution(m: &Metrics) -> Vec<Fact> {
    let e = &m.execution;
    let part = |v: Option<f64>| Figure::maybe(v, Figure::Part);
    let counts = |map: &BTreeMap<String, u64>, key: fn(&str) -> String| {
        let list = map.iter().filter(|(_, n)| **n > 0);
        Figure::Counts(list.map(|(code, n)| (key(&code.replace('_', "-")), *n)).collect())
    };
    vec![
        fact("orders", Figure::Count(e.orders)),
        fact("order-ends", counts(&e.ends, |code| format!("results-end-{code}"))),
        fact("order-causes", counts(&e.causes, |code| format!("results-cause-{code}"))),
        fact("fill-ratio-orders", part(e.fill_ratio_orders)),
        fact("fill-ratio-shares", part(e.fill_ratio_shares)),
        fact("fills", Figure::Count(e.fills)),
        fact("maker-ratio", part(e.maker_ratio)),
        fact("estimated-ratio", part(e.estimated_ratio)),
        fact("slippage-usdc", Figure::Amount(e.slippage_usdc)),
        fact("slippage-ratio", Figure::maybe(e.slippage_ratio, Figure::Part)),
        fact("fills-without-mid", Figure::Count(e.fills_without_mid)),
    ]
}

fn break_even(a: &Analysis) -> Vec<Fact> {
    let mut facts = Vec::from(win_test!("held", a.break_even_held));
    facts.extend(win_test!("entries", a.break_even_entries));
    facts
}

fn chance(a: &Analysis) -> Vec<Fact> {
    let (b, mean, best) = (&a.baseline, a.mean_pnl.as_ref(), a.concentration.as_ref());
    // The mean and its ends are numbers, not sums of money: they are shown as dollars, to the micro.
    let dollars = |v: f64| craftstrat_model::Usdc::from_f64(v).map_or(Figure::Missing, Figure::Pnl);
    vec![
        fact("mean-pnl", mean.map_or(Figure::Missing, |m| dollars(m.mean))),
        fact("mean-pnl-low", mean.map_or(Figure::Missing, |m| dollars(m.low))),
        fact("mean-pnl-high", mean.map_or(Figure::Missing, |m| dollars(m.high))),
        fact("mean-pnl-slots", Figure::maybe(mean.map(|m| m.slots), Figure::Count)),
        fact("mean-pnl-draws", Figure::maybe(mean.map(|m| m.draws), Figure::Count)),
        fact("baseline-trades", Figure::Count(b.trades)),
        fact("baseline-skipped", Figure::Count(b.skipped)),
        fact("baseline-actual-usdc", Figure::Pnl(b.actual_usdc)),
        fact("baseline-swapped-usdc", Figure::Pnl(b.swapped_usdc)),
        fact("baseline-expected-usdc", Figure::Pnl(b.expected_usdc)),
        fact("baseline-low-usdc", Figure::Pnl(b.low_usdc)),
        fact("baseline-high-usdc", Figure::Pnl(b.high_usdc)),
        fact("baseline-at-least-as-good", Figure::maybe(b.at_least_as_good, Figure::Part)),
        fact("baseline-draws", Figure::Count(b.draws)),
        fact("best-slot", best.map_or(Figure::Missing, |c| Figure::Text(c.market.clone()))),
        fact("best-slot-pnl-net-usdc", Figure::maybe(best.map(|c| c.pnl_net_usdc), Figure::Pnl)),
        fact(
            "pnl-net-without-best-slot-usdc",
            Figure::maybe(best.map(|c| c.pnl_net_without_usdc), Figure::Pnl),
        ),
        fact("best-slot-part", Figure::maybe(best.and_then(|c| c.part), Figure::Part)),
    ]
}
