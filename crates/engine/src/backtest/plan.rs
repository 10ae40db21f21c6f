//! What is run: the markets, in which units of work, with how much warm-up.

use super::BacktestError;
use crate::risk::Limits;
use crate::seating::Chains;
use crate::settings::Settings;
use craftstrat_model::{ColumnSet, Description, Market, Series, StrategyFactory, TickSource};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One market of a run.
pub(super) struct Planned<'a> {
    pub(super) market: &'a Market,
    /// Its index in the source.
    pub(super) source_index: usize,
    /// Decisions on its first rows are discarded.
    pub(super) warm_up: usize,
}

/// A run's fixed parts.
pub(super) struct Plan<'a> {
    pub(super) source: &'a dyn TickSource,
    pub(super) factory: &'a dyn StrategyFactory,
    pub(super) description: &'a Description,
    pub(super) parameters: &'a [f64],
    pub(super) settings: Arc<Settings>,
    pub(super) limits: Limits,
    pub(super) columns: ColumnSet,
    pub(super) markets: Vec<Planned<'a>>,
    /// Indexes into `markets`: slots that share one instance, in time order, not overlapping. A whole series where state
    /// carries over, else a few slots of one.
    pub(super) units: Vec<Vec<usize>>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        source: &'a dyn TickSource,
        factory: &'a dyn StrategyFactory,
        parameters: &'a [f64],
        settings: &'a Settings,
        limits: Limits,
        chosen: &[usize],
    ) -> Result<Self, BacktestError> {
        let description = factory.description();
        let warm_up = warm_up_rows(source, description.warm_up_rows as usize)?;
        let all = source.markets();
        let plan_one = |i: &usize| Planned { market: &all[*i], source_index: *i, warm_up: warm_up[*i] };
        let markets: Vec<Planned<'a>> = chosen.iter().map(plan_one).collect();
        let units = units(&markets, description.carries_state);
        let columns = description.columns.iter().copied().collect();
        let settings = Arc::new(settings.clone());
        Ok(Self { source, factory, description, parameters, settings, limits, columns, markets, units })
    }
}

/// How many rows of each market of the source fall into the first `wanted` rows of its series.
fn warm_up_rows(source: &dyn TickSource, wanted: usize) -> Result<Vec<usize>, BacktestError> {
    let markets = source.markets();
    let mut skip = vec![0; markets.len()];
    if wanted == 0 {
        return Ok(skip);
    }
    let mut left: BTreeMap<&Series, usize> = BTreeMap::new();
    for (i, market) in markets.iter().enumerate() {
        let left = left.entry(&market.series).or_insert(wanted);
        if *left > 0 {
            skip[i] = source.load(i, ColumnSet::EMPTY)?.rows().min(*left);
            *left -= skip[i];
        }
    }
    Ok(skip)
}

fn units(markets: &[Planned<'_>], carries_state: bool) -> Vec<Vec<usize>> {
    let mut chains = Chains::default();
    let mut units: Vec<Vec<usize>> = Vec::new();
    for (i, planned) in markets.iter().enumerate() {
        let unit = chains.assign(planned.market, carries_state) as usize;
        match units.get_mut(unit) {
            Some(chain) => chain.push(i),
            None => units.push(vec![i]),
        }
    }
    units
}
