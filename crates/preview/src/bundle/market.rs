//! A market in a block: everything a run, its digest and its report read of it.

use super::bytes::{Reader, Writer};
use super::{BundleError, damaged};
use craftstrat_model::{FeeSchedule, Market, PriceDefinition, Series, TimeMs, Winner, WinnerSource};

const WINNERS: [Option<Winner>; 4] = [None, Some(Winner::Up), Some(Winner::Down), Some(Winner::Split)];
const SOURCES: [WinnerSource; 4] =
    [WinnerSource::Metadata, WinnerSource::Inferred, WinnerSource::Unresolved, WinnerSource::Generated];
const DEFINITIONS: [PriceDefinition; 5] = [
    PriceDefinition::ChainlinkSpot,
    PriceDefinition::ChainlinkTwap30,
    PriceDefinition::ChainlinkTwap60,
    PriceDefinition::BinanceCandle1h,
    PriceDefinition::BinanceNoonClose,
];
/// Year 9999: times beyond would overflow sums.
const TIME_MS_MAX: i64 = 253_402_300_799_999;
/// No slot is longer: the longest is a day, an hour more where clocks change.
const SLOT_MS_MAX: i64 = 25 * 3_600_000;

pub(super) fn write(out: &mut Writer, market: &Market) {
    out.block(market.slug.as_bytes());
    out.block(market.series.to_string().as_bytes());
    out.signed(market.start.0);
    out.signed(market.end.0);
    out.byte(place(&WINNERS, &market.winner));
    out.byte(place(&SOURCES, &market.winner_source));
    out.bits(market.price_to_beat);
    out.signed(market.price_to_beat_at.0);
    out.bits(market.end_price);
    out.byte(place(&DEFINITIONS, &market.price_definition));
    let flags = [market.one_token, market.generated, market.fees.is_some()];
    out.byte(flags.iter().rev().fold(0, |bits, flag| bits << 1 | u8::from(*flag)));
    if let Some(fees) = market.fees {
        out.number(fees.rate_micros.into());
        out.byte(fees.exponent);
    }
}

pub(super) fn read(from: &mut Reader<'_>) -> Result<Market, BundleError> {
    let slug = from.text()?.to_owned();
    let Ok(series) = from.text()?.parse::<Series>() else { return damaged("a series that is none") };
    let (start, end) = (time(from)?, time(from)?);
    if !(1..=SLOT_MS_MAX).contains(&end.since(start)) {
        return damaged("a slot that ends before it starts");
    }
    let winner = named(&WINNERS, from.byte()?)?;
    let winner_source = named(&SOURCES, from.byte()?)?;
    let price_to_beat = price(from)?;
    let price_to_beat_at = time(from)?;
    let end_price = price(from)?;
    let price_definition = named(&DEFINITIONS, from.byte()?)?;
    let flags = from.byte()?;
    let flag = |bit: u8| flags & 1 << bit != 0;
    let fees = if flag(2) { Some(fees(from)?) } else { None };
    Ok(Market {
        slug,
        series,
        start,
        end,
        winner,
        winner_source,
        price_to_beat,
        price_to_beat_at,
        end_price,
        price_definition,
        fees,
        one_token: flag(0),
        generated: flag(1),
    })
}

fn place<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|o| o == one).unwrap_or_default() as u8
}

fn named<T: Copy>(all: &[T], place: u8) -> Result<T, BundleError> {
    all.get(usize::from(place)).copied().map_or_else(|| damaged("a name that is none"), Ok)
}

fn time(from: &mut Reader<'_>) -> Result<TimeMs, BundleError> {
    match from.signed()? {
        ms if (0..=TIME_MS_MAX).contains(&ms) => Ok(TimeMs(ms)),
        _ => damaged("a time outside the calendar"),
    }
}

/// A price of the underlying; any missing one is the same NaN.
fn price(from: &mut Reader<'_>) -> Result<f64, BundleError> {
    match from.bits()? {
        price if price.is_nan() => Ok(f64::NAN),
        price if price.is_finite() => Ok(price),
        _ => damaged("a price that is none"),
    }
}

fn fees(from: &mut Reader<'_>) -> Result<FeeSchedule, BundleError> {
    let (rate, exponent) = (from.number()?, from.byte()?);
    if rate > FeeSchedule::RATE_MICROS_MAX.into() || exponent > FeeSchedule::EXPONENT_MAX {
        return damaged("a fee beyond belief");
    }
    Ok(FeeSchedule { rate_micros: rate as u32, exponent })
}
