//! Which markets a run covers, and whether their ticks have what the strategy reads.

use crate::Session;
use crate::args::SelectionArgs;
use crate::failure::bad_input;
use anyhow::Result;
use craftstrat_api::report;
use craftstrat_data::{Selection, StoreSource, TickStore};
use craftstrat_model::{Column, ColumnSet, Description, Market, TickSource};
use std::collections::BTreeSet;

/// The markets of a run.
pub struct Chosen {
    /// Every selected market.
    pub source: StoreSource,
    /// Indexes of those that have every column the strategy reads, ascending.
    pub markets: Vec<usize>,
}

/// The selected markets that can feed a strategy of this description. What is left out is said on standard error.
///
/// # Errors
/// Bad input when nothing is selected, or no selected market has every column: with the data that has.
pub fn choose(session: &Session, args: &SelectionArgs, description: &Description) -> Result<Chosen> {
    let store = TickStore::open(&session.data_dir)?;
    let source = store.select(&selection(args)).map_err(bad_input)?;
    if source.markets().is_empty() {
        return Err(bad_input(nothing(&store, args)?));
    }
    let missing = |market: usize| missing(description, source.recorded(market), &source.markets()[market]);
    let all = 0..source.markets().len();
    let markets: Vec<usize> = all.clone().filter(|m| missing(*m).is_empty()).collect();
    let lacking: BTreeSet<Column> = all.clone().flat_map(missing).collect();
    if markets.is_empty() {
        return Err(bad_input(lacks(&store, description, &lacking)?));
    }
    if markets.len() < all.len() {
        let left_out = all.len() - markets.len();
        let names = names(&lacking);
        eprintln!("note: {left_out} of {} markets have no {names} and are left out", all.len());
    }
    Ok(Chosen { source, markets })
}

/// The selection as the report shows it.
pub fn described(args: &SelectionArgs) -> report::Selection {
    report::Selection {
        series: args.series.as_ref().map(ToString::to_string),
        markets: args.market.clone(),
        from_ms: args.from.map(|t| t.0),
        to_ms: args.to.map(|t| t.0),
    }
}

fn selection(args: &SelectionArgs) -> Selection {
    Selection { series: args.series.clone(), markets: args.market.clone(), from: args.from, to: args.to }
}

/// The columns a strategy reads that a market does not have.
fn missing(description: &Description, recorded: ColumnSet, market: &Market) -> Vec<Column> {
    let has = |column: Column| match column {
        Column::Sample => true,
        Column::PriceToBeat => market.price_to_beat.is_finite(),
        Column::DirMovePct | Column::AbsMovePct => {
            market.price_to_beat.is_finite() && recorded.contains(Column::SettlementPrice)
        }
        // Missing means the venue's default step, which strategies can live with.
        Column::TickSize => true,
        column => column.sources().iter().all(|s| recorded.contains(*s)),
    };
    description.columns.iter().copied().filter(|c| !has(*c)).collect()
}

fn names(columns: &BTreeSet<Column>) -> String {
    let names: Vec<_> = columns.iter().map(|c| format!("`{c}`")).collect();
    names.join(", ")
}

fn nothing(store: &TickStore, args: &SelectionArgs) -> Result<String> {
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
    let asked = match &args.series {
        Some(series) => format!("no ticks of {series} in that period"),
        None => "no ticks in that period".to_owned(),
    };
    Ok(format!("{asked}; the store has {}{span}: `craftstrat data ls` lists it", series.join(", ")))
}

fn lacks(store: &TickStore, description: &Description, lacking: &BTreeSet<Column>) -> Result<String> {
    let all = store.select(&Selection::default())?;
    let fits = |i: &usize| missing(description, all.recorded(*i), &all.markets()[*i]).is_empty();
    let series: BTreeSet<String> = (0..all.markets().len())
        .filter(fits)
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
