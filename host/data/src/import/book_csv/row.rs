//! One CSV row to one state.

use super::mapping::{Located, Target, plausible_price};
use crate::Row;
use craftstrat_model::money::MICROS;
use craftstrat_model::ticks::{LEVELS, level_columns};
use craftstrat_model::{Column, Level, Outcome, Price, Shares, Side, Winner};
use craftstrat_venue::number::{micros_of_text, ms_after, time_us};
use craftstrat_venue::sampler::BookState;

/// A row without a usable time.
const BAD_TIME: &str = "impossible time";
/// A row without a slug.
const NO_SYMBOL: &str = "no symbol";
/// A price outside (0, 1) or not a number.
const BAD_PRICE: &str = "impossible price";
/// A negative size or one that is not a number.
const BAD_SIZE: &str = "impossible size";
/// Some other column that is not a number within its range.
const BAD_VALUE: &str = "impossible value";
/// A winner that is none.
const BAD_WINNER: &str = "impossible winner";
/// Fewer cells than the header has.
const SHORT: &str = "row too short";

/// What a row says.
#[derive(Clone, Debug)]
pub(super) struct Parsed<'r> {
    pub(super) at: i64,
    pub(super) symbol: &'r str,
    pub(super) state: BookState,
    pub(super) extra: Row,
    pub(super) chainlink: Option<f64>,
    pub(super) settlement: Option<f64>,
    pub(super) price_to_beat: Option<f64>,
    pub(super) winner: Option<Winner>,
}

pub(super) fn parse<'r>(
    record: &'r csv::StringRecord,
    located: &Located,
) -> Result<Parsed<'r>, &'static str> {
    let mut cells: [Option<&str>; Column::ALL.len()] = [None; Column::ALL.len()];
    let mut mapped = [false; Column::ALL.len()];
    let (mut time, mut symbol, mut winner, mut price_to_beat) = ("", "", "", "");
    for (target, at) in &located.columns {
        let cell = record.get(*at).ok_or(SHORT)?.trim();
        match target {
            Target::CapturedAt => time = cell,
            Target::Symbol => symbol = cell,
            Target::Winner => winner = cell,
            Target::PriceToBeat => price_to_beat = cell,
            Target::Column(column) => {
                mapped[*column as usize] = true;
                cells[*column as usize] = Some(cell).filter(|c| !is_missing(c));
            }
        }
    }
    if symbol.is_empty() {
        return Err(NO_SYMBOL);
    }
    let at = time_us(time, located.unit).map(ms_after).ok_or(BAD_TIME)?;
    let mut state = BookState::NOT_RECORDED;
    for outcome in Outcome::BOTH {
        for side in [Side::Bid, Side::Ask] {
            for depth in 0..LEVELS {
                let (price, size) = level_columns(outcome, side, depth);
                if mapped[price as usize] {
                    let level = level(side, cells[price as usize], cells[size as usize])?;
                    state.set_level(outcome, side, depth, level);
                }
            }
        }
    }
    state.tick_size = cells[Column::TickSize as usize].map(price).transpose()?;
    let mut extra = Row::EMPTY;
    if let Some(text) = cells[Column::MarketVolumeUsd as usize] {
        let micros = micros_of_text(text).ok_or(BAD_VALUE)?;
        extra.set(Column::MarketVolumeUsd, micros).map_err(|_| BAD_VALUE)?;
    }
    let underlying = |text: Option<&str>| text.map(|t| plausible_price(t).ok_or(BAD_VALUE)).transpose();
    Ok(Parsed {
        at,
        symbol,
        state,
        extra,
        chainlink: underlying(cells[Column::ChainlinkPrice as usize])?,
        settlement: underlying(cells[Column::SettlementPrice as usize])?,
        price_to_beat: underlying(Some(price_to_beat).filter(|c| !is_missing(c)))?,
        winner: parse_winner(winner)?,
    })
}

fn is_missing(cell: &str) -> bool {
    cell.is_empty() || ["nan", "null", "none", "na"].iter().any(|m| cell.eq_ignore_ascii_case(m))
}

fn price(text: &str) -> Result<Price, &'static str> {
    let price = Price::from_micros(micros_of_text(text).ok_or(BAD_PRICE)?);
    if price.is_tradable() { Ok(price) } else { Err(BAD_PRICE) }
}

/// A price and a size cell, either of which may be missing.
fn level(side: Side, price_cell: Option<&str>, size_cell: Option<&str>) -> Result<Level, &'static str> {
    let size = match size_cell.map(micros_of_text) {
        None => None,
        Some(Some(micros)) if micros >= 0 => Some(Shares::from_micros(micros)),
        Some(_) => return Err(BAD_SIZE),
    };
    if size == Some(Shares::ZERO) {
        return Ok(Level::Empty);
    }
    let Some(text) = price_cell else {
        // A size without a price says nothing that could be used.
        return if size.is_some() { Err(BAD_PRICE) } else { Ok(Level::NotRecorded) };
    };
    let no_order = match side {
        Side::Bid => &[0][..],
        Side::Ask => &[0, MICROS][..],
    };
    if size.is_none() && micros_of_text(text).is_some_and(|m| no_order.contains(&m)) {
        return Ok(Level::Empty);
    }
    let price = price(text)?;
    Ok(size.map_or(Level::Unsized(price), |size| Level::Known(price, size)))
}

fn parse_winner(text: &str) -> Result<Option<Winner>, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "up" => Ok(Some(Winner::Up)),
        "down" => Ok(Some(Winner::Down)),
        "split" => Ok(Some(Winner::Split)),
        _ => Err(BAD_WINNER),
    }
}
