//! The backtest driver: a time-ordered simulation of one strategy over many markets.
//!
//! A strategy that reads nothing beyond its market runs slot by slot, in parallel, as if cash were unlimited; booking all
//! effects in time order then verifies that it was never short. At the first refusal everything runs again, serially in
//! time order (module `shared`). Strategies that read cash or equity run that way from the start, row by row. Both ways give
//! the same record and digest wherever both apply.

mod control;
mod independent;
mod plan;
mod scan;
mod seat;
mod shared;
mod slot_run;

pub use control::{BacktestError, Control, Executor, Progress, Sequential};

use crate::fees::{EXPONENT_MAX, FeeRule, RATE_MICROS_MAX};
use crate::record::Run;
use crate::risk::Limits;
use crate::settings::Settings;
use control::Watched;
use craftstrat_model::{Description, Price, StrategyFactory, TickSource};
use plan::Plan;

/// Runs a strategy over every market of `source`. `parameters` are in the order of the strategy's declaration.
///
/// The result and its digest do not depend on the executor.
///
/// # Errors
/// When ticks cannot be read, parameters or settings are wrong, the risk section cannot be enforced, or the caller stops
/// it. Faults of the strategy are part of the result.
pub fn backtest(
    source: &dyn TickSource,
    factory: &dyn StrategyFactory,
    parameters: &[f64],
    settings: &Settings,
    executor: &impl Executor,
    control: &Control<'_>,
) -> Result<Run, BacktestError> {
    let all: Vec<usize> = (0..source.markets().len()).collect();
    backtest_markets(source, factory, parameters, settings, executor, control, &all)
}

/// As [`backtest`], over the markets of `source` with these indexes, ascending. [`Run::markets`] then holds those only.
///
/// # Errors
/// As [`backtest`].
pub fn backtest_markets(
    source: &dyn TickSource,
    factory: &dyn StrategyFactory,
    parameters: &[f64],
    settings: &Settings,
    executor: &impl Executor,
    control: &Control<'_>,
    markets: &[usize],
) -> Result<Run, BacktestError> {
    let description = factory.description();
    check_parameters(description, parameters)?;
    check_settings(settings)?;
    let limits = Limits::new(&description.risk)?;
    let plan = Plan::new(source, factory, parameters, settings, limits, markets)?;
    if description.account.crosses_markets() || settings.guard.crosses_markets() || settings.tick_by_tick {
        return shared::run(&plan, &Watched::new(control, markets.len()));
    }
    match independent::run(&plan, executor, &Watched::new(control, markets.len()))? {
        Some(run) => Ok(run),
        None => shared::run(&plan, &Watched::new(control, markets.len())),
    }
}

/// The markets that a variant of `base` (other latency, worse prices) has to run again to be exact: those in which `base`
/// placed orders. `None` when every market may differ: the strategy carries state, it or its guard depends on what other
/// markets earn, or it was refused for lack of cash. `markets` are the indexes `base` ran over.
pub fn markets_to_rerun(
    base: &Run,
    description: &Description,
    settings: &Settings,
    markets: &[usize],
) -> Option<Vec<usize>> {
    let reads = description.account;
    let linked = description.carries_state || reads.crosses_markets() || settings.guard.crosses_markets();
    if linked || base.denials.contains_key("insufficient_cash") {
        return None;
    }
    let mut traded: Vec<usize> = base.orders.iter().map(|o| markets[o.id.market as usize]).collect();
    traded.sort_unstable();
    traded.dedup();
    Some(traded)
}

pub(crate) fn check_parameters(description: &Description, values: &[f64]) -> Result<(), BacktestError> {
    let declared = &description.parameters;
    if declared.len() != values.len() {
        let text = format!("{} values were given, the strategy declares {}", values.len(), declared.len());
        return Err(BacktestError::Parameters(text));
    }
    for (parameter, value) in declared.iter().zip(values) {
        if !value.is_finite() || *value < parameter.min || *value > parameter.max {
            let (name, min, max) = (&parameter.name, parameter.min, parameter.max);
            let text = format!("`{name}` is {value}, which is not between {min} and {max}");
            return Err(BacktestError::Parameters(text));
        }
    }
    Ok(())
}

pub(crate) fn check_settings(settings: &Settings) -> Result<(), BacktestError> {
    let wrong = |text: &str| Err(BacktestError::Settings(text.to_owned()));
    if settings.cash.micros() < 0 || settings.cash.micros() > craftstrat_model::money::MICROS_MAX {
        return wrong("the cash must be from 0 to two billion dollars");
    }
    if settings.slippage < Price::ZERO || settings.slippage > Price::ONE {
        return wrong("the slippage must be from 0 to 1 dollar");
    }
    if settings.worse_ticks > 1_000 {
        return wrong("worse_ticks must be at most 1000");
    }
    let valid = |rule: &FeeRule| rule.rate_micros <= RATE_MICROS_MAX && rule.exponent <= EXPONENT_MAX;
    if !settings.fees.iter().chain(settings.market_fees.values()).all(valid) {
        return wrong("a fee rate must be at most 1 and its exponent at most 8");
    }
    Ok(())
}
