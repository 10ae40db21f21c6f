//! The market index in a tick file's footer: what `data ls` shows and what readers prune by, without touching ticks.
//! Settlement data lives here and only here, so no column of ticks can reveal it.

use super::quality::Quality;
use craftstrat_model::{
    Column, ColumnSet, FeeSchedule, Market, PriceDefinition, TimeMs, Winner, WinnerSource,
};
use serde::{Deserialize, Serialize};

/// Raised when a reader of the old form would misread the new one.
const VERSION: u32 = 1;

/// One market of the store and what is known of its rows. In a file, its rows follow those of the market before.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The market.
    pub market: Market,
    /// Rows inside the slot; at least 1.
    pub rows: u64,
    /// First row.
    pub from: TimeMs,
    /// Last row.
    pub to: TimeMs,
    /// Stored columns of which at least one row has a value.
    pub recorded: ColumnSet,
    /// Gaps and contradictions.
    pub quality: Quality,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    version: u32,
    markets: Vec<Record>,
}

/// Doubles are written as their shortest decimal text and read back by the standard library: exact both ways.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    symbol: String,
    series: String,
    start_ms: i64,
    end_ms: i64,
    rows: u64,
    from_ms: i64,
    to_ms: i64,
    recorded: Vec<String>,
    #[serde(flatten)]
    quality: Quality,
    winner: Option<Winner>,
    winner_source: WinnerSource,
    price_to_beat: Option<String>,
    price_to_beat_at_ms: i64,
    end_price: Option<String>,
    price_definition: PriceDefinition,
    #[serde(default)]
    fees: Option<FeeSchedule>,
    one_token: bool,
    generated: bool,
}

fn text(value: f64) -> Option<String> {
    value.is_finite().then(|| value.to_string())
}

fn double(text: Option<&str>) -> Result<f64, String> {
    let Some(text) = text else { return Ok(f64::NAN) };
    let value: f64 = text.parse().map_err(|_| format!("`{text}` is not a price"))?;
    if value.is_finite() { Ok(value) } else { Err(format!("`{text}` is not a price")) }
}

/// The index as the footer's text.
pub(crate) fn to_text(entries: &[Coverage]) -> Result<String, serde_json::Error> {
    let markets = entries.iter().map(record).collect();
    serde_json::to_string(&Index { version: VERSION, markets })
}

fn record(entry: &Coverage) -> Record {
    let m = &entry.market;
    Record {
        symbol: m.slug.clone(),
        series: m.series.to_string(),
        start_ms: m.start.0,
        end_ms: m.end.0,
        rows: entry.rows,
        from_ms: entry.from.0,
        to_ms: entry.to.0,
        recorded: entry.recorded.iter().map(|c| c.name().to_owned()).collect(),
        quality: entry.quality,
        winner: m.winner,
        winner_source: m.winner_source,
        price_to_beat: text(m.price_to_beat),
        price_to_beat_at_ms: m.price_to_beat_at.0,
        end_price: text(m.end_price),
        price_definition: m.price_definition,
        fees: m.fees,
        one_token: m.one_token,
        generated: m.generated,
    }
}

/// Reads the footer's text, checking everything readers rely on: order, spans and row counts.
pub(crate) fn from_text(text: &str, rows: u64) -> Result<Vec<Coverage>, String> {
    let index: Index = serde_json::from_str(text).map_err(|e| format!("its market index is damaged: {e}"))?;
    if index.version != VERSION {
        return Err(format!("its market index has version {}, this program reads {VERSION}", index.version));
    }
    let entries = index.markets.into_iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    let total = entries.iter().try_fold(0_u64, |sum, e| sum.checked_add(e.rows));
    if total != Some(rows) {
        return Err(format!("its market index does not add up to its {rows} rows"));
    }
    let key = |e: &Coverage| (e.market.start, e.market.slug.clone());
    if !entries.is_sorted_by(|a, b| key(a) < key(b)) {
        return Err("its markets are not in order".to_owned());
    }
    Ok(entries)
}

fn checked(fees: FeeSchedule) -> Result<FeeSchedule, String> {
    let believed =
        fees.rate_micros <= FeeSchedule::RATE_MICROS_MAX && fees.exponent <= FeeSchedule::EXPONENT_MAX;
    if believed { Ok(fees) } else { Err("a fee curve in its market index is impossible".to_owned()) }
}

fn entry(r: Record) -> Result<Coverage, String> {
    let series = r.series.parse().map_err(|e| format!("{e}"))?;
    let recorded = r.recorded.iter().map(|c| c.parse::<Column>().map_err(|e| e.to_string()));
    let market = Market {
        series,
        start: TimeMs(r.start_ms),
        end: TimeMs(r.end_ms),
        winner: r.winner,
        winner_source: r.winner_source,
        price_to_beat: double(r.price_to_beat.as_deref())?,
        price_to_beat_at: TimeMs(r.price_to_beat_at_ms),
        end_price: double(r.end_price.as_deref())?,
        price_definition: r.price_definition,
        fees: r.fees.map(checked).transpose()?,
        one_token: r.one_token,
        generated: r.generated,
        slug: r.symbol,
    };
    let inside = market.start.0 <= r.from_ms && r.from_ms <= r.to_ms && r.to_ms < market.end.0;
    if r.rows == 0 || !inside {
        return Err(format!("its rows of {} are not inside the slot", market.slug));
    }
    Ok(Coverage {
        market,
        rows: r.rows,
        from: TimeMs(r.from_ms),
        to: TimeMs(r.to_ms),
        recorded: recorded.collect::<Result<_, _>>()?,
        quality: r.quality,
    })
}
