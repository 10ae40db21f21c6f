//! Which markets a run covers, and whether their ticks have what the strategy reads.

use crate::error::RunError;
use craftstrat_api::report;
use craftstrat_data::{Selection, StoreError, StoreSource, TickStore};
use craftstrat_model::{Column, Description, Market, TickSource};
use craftstrat_preview::fits::fitting;
use std::collections::BTreeSet;

/// The markets of a run.
#[derive(Debug)]
pub struct Chosen {
    /// Every selected market.
    pub source: StoreSource,
    /// Indexes of those that have every column the strategy reads, ascending.
    pub markets: Vec<usize>,
    /// What was left out, as a sentence, where something was.
    pub left_out: Option<String>,
}

impl Chosen {
    /// The markets that are run.
    pub fn used(&self) -> impl Iterator<Item = &Market> {
        self.markets.iter().map(|m| &self.source.markets()[*m])
    }

    /// Whose data they are.
    pub fn attribution(&self) -> Vec<String> {
        craftstrat_data::sample::attribution(self.used())
    }
}

/// The selected markets that can feed a strategy of this description.
///
/// # Errors
/// When nothing is selected, or no selected market has every column: with the data that has.
pub fn choose(
    store: &TickStore,
    selection: &Selection,
    description: &Description,
) -> Result<Chosen, RunError> {
    let source = store.select(selection)?;
    if source.markets().is_empty() {
        return Err(RunError::Ticks(nothing(store, selection)?));
    }
    let all = source.markets().len();
    let (markets, lacking) = fitting(description, &source);
    if markets.is_empty() {
        return Err(RunError::Ticks(lacks(store, description, &lacking)?));
    }
    let left_out = (markets.len() < all).then(|| {
        let left_out = all - markets.len();
        format!("{left_out} of {} markets have no {} and are left out", all, names(&lacking))
    });
    Ok(Chosen { source, markets, left_out })
}

/// The selection as the report shows it.
pub fn described(selection: &Selection) -> report::Selection {
    report::Selection {
        series: selection.series.as_ref().map(ToString::to_string),
        markets: selection.markets.clone(),
        from_ms: selection.from.map(|t| t.0),
        to_ms: selection.to.map(|t| t.0),
    }
}

fn names(columns: &BTreeSet<Column>) -> String {
    let names: Vec<_> = columns.iter().map(|c| format!("`{c}`")).collect();
    names.join(", ")
}

fn nothing(store: &TickStore, selection: &Selection) -> Result<String, StoreError> {
    let all = store.select(&Selection::default())?;
    if all.markets().is_empty() {
        return Ok(
            "there are no ticks yet: run `craftstrat data sample` for recorded markets or `craftstrat data \
                   generate` for generated ones"
                .to_owned(),
        );
    }
    let series: BTreeSet<String> = all.markets().iter().map(|m| m.series.to_string()).collect();
    let series: Vec<String> = series.into_iter().collect();
    let (first, last) = (all.markets().first(), all.markets().last());
    let span = first.zip(last).map(|(a, b)| format!(", from {} to {}", a.start, b.end)).unwrap_or_default();
    let asked = match &selection.series {
        Some(series) => format!("no ticks of {series} in that period"),
        None => "no ticks in that period".to_owned(),
    };
    Ok(format!("{asked}; the store has {}{span}: `craftstrat data ls` lists it", series.join(", ")))
}

fn lacks(
    store: &TickStore,
    description: &Description,
    lacking: &BTreeSet<Column>,
) -> Result<String, StoreError> {
    let all = store.select(&Selection::default())?;
    let series: BTreeSet<String> = fitting(description, &all)
        .0
        .into_iter()
        .map(|i| {
            let market = &all.markets()[i];
            format!("{}{}", market.series, if market.generated { " (generated)" } else { "" })
        })
        .collect();
    let remedy = if series.is_empty() {
        "no data in the store has it: import a price series with `craftstrat data import --prices`, or make markets \
         with an underlying with `craftstrat data generate`"
            .to_owned()
    } else {
        let series: Vec<String> = series.into_iter().collect();
        format!("data that has it: --series {}", series.join(" or --series "))
    };
    Ok(format!("the strategy reads {}, which the selected markets do not have; {remedy}", names(lacking)))
}
