//! What the tick store holds, as it is told.

use craftstrat_api::studio::SeriesDay;
use craftstrat_api::{Coverage, MarketCoverage};
use craftstrat_data::{Selection, StoreError, TickStore, sample};
use craftstrat_model::{Column, TimeMs};
use std::collections::BTreeMap;

const DAY_MS: i64 = 86_400_000;

/// The selected markets with their quality, and whose data they are.
///
/// # Errors
/// When a market asked for is not there, or a file is damaged or foreign.
pub fn coverage(store: &TickStore, selection: &Selection) -> Result<Coverage, StoreError> {
    let found = store.coverage(selection)?;
    let attribution = sample::attribution(found.iter().map(|c| &c.market));
    Ok(Coverage::new(found.iter().map(market).collect(), attribution))
}

/// One entry per series and UTC day of the slots' starts, by series and day.
///
/// # Errors
/// When a file is damaged or foreign.
pub fn days(store: &TickStore) -> Result<Vec<SeriesDay>, StoreError> {
    let mut days: BTreeMap<(String, i64), Vec<craftstrat_data::Coverage>> = BTreeMap::new();
    for entry in store.coverage(&Selection::default())? {
        let at = (entry.market.series.to_string(), entry.market.start.day());
        days.entry(at).or_default().push(entry);
    }
    Ok(days.into_iter().map(|((series, day), entries)| series_day(series, day, &entries)).collect())
}

fn series_day(series: String, day: i64, entries: &[craftstrat_data::Coverage]) -> SeriesDay {
    let start = TimeMs(day * DAY_MS);
    let (year, month, date) = start.date();
    let seconds = |e: &craftstrat_data::Coverage| e.market.end.since(e.market.start) as f64 / 1_000.0;
    let expected: f64 = entries.iter().map(seconds).sum();
    let seen: f64 = entries.iter().map(|e| (e.quality.grid_rows as f64).min(seconds(e))).sum();
    let slot_ms = entries.first().map_or(DAY_MS, |e| e.market.series.duration().ms());
    let underlying = |e: &craftstrat_data::Coverage| {
        e.recorded.contains(Column::SettlementPrice) || e.recorded.contains(Column::ChainlinkPrice)
    };
    SeriesDay {
        series,
        day: format!("{year:04}-{month:02}-{date:02}"),
        start_ms: start.0,
        slots: entries.len() as u64,
        slots_possible: (DAY_MS / slot_ms) as u64,
        rows: entries.iter().map(|e| e.rows).sum(),
        coverage: if expected > 0.0 { seen / expected } else { 0.0 },
        gaps: entries.iter().map(|e| e.quality.gaps).sum(),
        resolved: entries.iter().filter(|e| e.market.winner.is_some()).count() as u64,
        generated: entries.iter().all(|e| e.market.generated),
        underlying: entries.iter().any(underlying),
    }
}

fn market(c: &craftstrat_data::Coverage) -> MarketCoverage {
    let m = &c.market;
    MarketCoverage {
        symbol: m.slug.clone(),
        series: m.series.to_string(),
        start_ms: m.start.0,
        end_ms: m.end.0,
        rows: c.rows,
        grid_rows: c.quality.grid_rows,
        from_ms: Some(c.from.0),
        to_ms: Some(c.to.0),
        gaps: c.quality.gaps,
        longest_gap_ms: c.quality.longest_gap_ms,
        inconsistent: c.quality.inconsistent,
        columns: c.recorded.iter().map(|c| c.name().to_owned()).collect(),
        winner: m.winner.map(Into::into),
        winner_source: m.winner_source.into(),
        price_definition: m.price_definition.code().to_owned(),
        one_token: m.one_token,
        generated: m.generated,
    }
}
