//! The settings a result was made with, as a list; and which of them differ between results.

use super::figure::Figure;
use craftstrat_api::report::settings::FeeCurve;
use craftstrat_api::report::{Report, StrategyKind};

/// What a setting is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingName {
    /// The message `results-setting-<name>`.
    Known(&'static str),
    /// A parameter of the strategy.
    Parameter(String),
}

/// One setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// What it is called.
    pub name: SettingName,
    /// What it was.
    pub figure: Figure,
}

/// Everything that decided the result: the strategy, the settings and the selection. Hash and digest are the ground truth;
/// the rest says what they stand for.
pub fn settings(report: &Report) -> Vec<Setting> {
    let (strategy, s) = (&report.strategy, &report.settings);
    let word = |key: &str| Figure::Word(format!("results-word-{key}"));
    let text = |text: &str| if text.is_empty() { Figure::Missing } else { Figure::Text(text.to_owned()) };
    let kind = match strategy.kind {
        StrategyKind::Form => "form",
        StrategyKind::Graph => "graph",
        StrategyKind::Component => "component",
    };
    let known = |name, figure| Setting { name: SettingName::Known(name), figure };
    let ms = |ms: u32| Figure::Duration(ms.into());
    let markets = match s.selection.markets.as_slice() {
        [] => word("all"),
        list => Figure::Text(list.join(", ")),
    };
    let mut list = vec![
        known("strategy", text(&strategy.name)),
        known("strategy-version", text(&strategy.version)),
        known("strategy-kind", word(kind)),
        known("strategy-hash", text(&strategy.hash)),
    ];
    list.extend(s.parameters.iter().map(|(name, value)| Setting {
        name: SettingName::Parameter(name.clone()),
        figure: Figure::Value(*value),
    }));
    list.extend([
        known("cash", Figure::Amount(s.cash_usdc)),
        known("latency", ms(s.latency_ms)),
        known("taker-delay", s.taker_delay_ms.map_or_else(|| word("dated"), ms)),
        known("settle", ms(s.settle_ms)),
        known("payout", ms(s.payout_ms)),
        known("slippage", Figure::Price(s.slippage.to_f64())),
        known("worse-ticks", Figure::Count(s.worse_ticks.into())),
        known("queue", word(&s.queue)),
        known("auto-merge", word(if s.auto_merge { "yes" } else { "no" })),
        known("fees", s.fees.as_ref().map_or_else(|| word("own-fees"), |f| Figure::Text(curve(f)))),
        known("series", s.selection.series.as_deref().map_or_else(|| word("all"), text)),
        known("markets", markets),
        known("from", s.selection.from_ms.map_or_else(|| word("open"), Figure::Moment)),
        known("to", s.selection.to_ms.map_or_else(|| word("open"), Figure::Moment)),
        known("slots", Figure::Count(report.markets.len() as u64)),
        known("rows", Figure::Count(report.timing.rows)),
    ]);
    list
}

fn curve(fees: &FeeCurve) -> String {
    let taken = if fees.buy_fee_in_shares { "shares" } else { "USDC" };
    format!("{} × (p (1 − p))^{} ({taken})", fees.rate, fees.exponent)
}

/// The settings of several results side by side: name, one figure per result ([`Figure::Missing`] where it has no such
/// setting), and whether they differ.
pub fn side_by_side(reports: &[&Report]) -> Vec<(SettingName, Vec<Figure>, bool)> {
    let lists: Vec<Vec<Setting>> = reports.iter().map(|r| settings(r)).collect();
    let mut names: Vec<SettingName> = Vec::new();
    for list in &lists {
        // A parameter only a later result has stands where that result has it, not at the end.
        let mut after = 0;
        for setting in list {
            match names.iter().position(|n| *n == setting.name) {
                Some(at) => after = at + 1,
                None => {
                    names.insert(after.min(names.len()), setting.name.clone());
                    after += 1;
                }
            }
        }
    }
    let row = |name: SettingName| {
        let of = |list: &Vec<Setting>| list.iter().find(|s| s.name == name).map(|s| s.figure.clone());
        let figures: Vec<Figure> = lists.iter().map(|l| of(l).unwrap_or(Figure::Missing)).collect();
        let differ = figures.windows(2).any(|w| w.first() != w.last());
        (name, figures, differ)
    };
    names.into_iter().map(row).collect()
}
