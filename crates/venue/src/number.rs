//! Numbers as recordings write them: decimal text, JSON numbers, seconds or milliseconds.

use craftstrat_model::money::{MICROS, MICROS_MAX};
use craftstrat_model::{Price, Shares};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A JSON value that should be a number; anything may arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Number {
    /// Absent, null or empty text.
    #[default]
    Missing,
    /// Present and not a number within range.
    Bad,
    /// In micros, exact where the source has at most six decimals, else the nearest.
    Micros(i64),
}

/// Micros of a decimal text: exact up to six decimals, else the nearest micro; `None` when it is not a finite number.
pub fn micros_of_text(text: &str) -> Option<i64> {
    if let Ok(exact) = text.parse::<craftstrat_model::Usdc>() {
        return Some(exact.micros());
    }
    if text.len() > 40 {
        return None;
    }
    micros_of_f64(text.parse().ok()?)
}

/// Micros nearest to a float within the range of money.
pub fn micros_of_f64(value: f64) -> Option<i64> {
    craftstrat_model::Usdc::from_f64(value).ok().map(craftstrat_model::Usdc::micros)
}

/// Micros of a whole number within the range of money.
fn whole(value: i64) -> Option<i64> {
    value.checked_mul(MICROS).filter(|micros| micros.abs() <= MICROS_MAX)
}

impl Number {
    /// The other one where this is missing.
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::Missing { other } else { self }
    }

    /// A tradable price.
    pub(crate) fn price(self) -> Option<Price> {
        match self {
            Self::Micros(micros) => Some(Price::from_micros(micros)).filter(|p| p.is_tradable()),
            _ => None,
        }
    }

    /// A size that is not negative.
    pub(crate) fn size(self) -> Option<Shares> {
        match self {
            Self::Micros(micros) if micros >= 0 => Some(Shares::from_micros(micros)),
            _ => None,
        }
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_str<E>(self, text: &str) -> Result<Number, E> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Number::Missing);
        }
        Ok(micros_of_text(text).map_or(Number::Bad, Number::Micros))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Number, E> {
        Ok(micros_of_f64(value).map_or(Number::Bad, Number::Micros))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Number, E> {
        Ok(whole(value).map_or(Number::Bad, Number::Micros))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Number, E> {
        Ok(i64::try_from(value).ok().and_then(whole).map_or(Number::Bad, Number::Micros))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Number, E> {
        Ok(Number::Bad)
    }

    fn visit_unit<E>(self) -> Result<Number, E> {
        Ok(Number::Missing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Number, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Number::Bad)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Number, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Number::Bad)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

/// A JSON value that should be text; numbers keep their digits, everything else is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text<'a>(
    /// The text; `None` when it was absent or something else.
    pub Option<Cow<'a, str>>,
);

impl Text<'_> {
    /// The text, unless absent or empty.
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref().filter(|t| !t.is_empty())
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Some(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Some(Cow::Owned(text.to_owned()))))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Text(Some(Cow::Owned(value.to_string()))))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Text(Some(Cow::Owned(value.to_string()))))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Text(Some(Cow::Owned(value.to_string()))))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Text(None))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Text(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Text(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Text(None))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

/// A JSON value that should be true or false; everything else is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flag(
    /// What it says.
    pub Option<bool>,
);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Either {
            Said(bool),
            Strange(IgnoredAny),
        }
        Either::deserialize(deserializer).map(|either| match either {
            Either::Said(said) => Self(Some(said)),
            Either::Strange(_) => Self(None),
        })
    }
}

/// Unit of a recorded time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds, decimals allowed.
    Seconds,
    /// Milliseconds.
    Millis,
    /// Microseconds.
    Micros,
    /// Nanoseconds.
    Nanos,
}

impl TimeUnit {
    /// The unit in which a present-day time has `digits` whole digits (10 for seconds to 19 for nanoseconds).
    fn of_digits(digits: usize) -> Option<Self> {
        match digits {
            9..=11 => Some(Self::Seconds),
            12..=14 => Some(Self::Millis),
            15..=17 => Some(Self::Micros),
            18..=19 => Some(Self::Nanos),
            _ => None,
        }
    }

    /// Decimal places between this unit and microseconds.
    const fn to_micros_exponent(self) -> i32 {
        match self {
            Self::Seconds => 6,
            Self::Millis => 3,
            Self::Micros => 0,
            Self::Nanos => -3,
        }
    }
}

/// Latest time accepted: the year 2100, in microseconds.
const TIME_MAX_US: i128 = 4_102_444_800_000_000;

/// Microseconds since the epoch of a decimal time in `unit` (by its number of digits when not given), rounded up so
/// that nothing is known before it was received. `None` when it is no number or not between 1970 and 2100.
pub fn time_us(text: &str, unit: Option<TimeUnit>) -> Option<i64> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 19 || fraction.len() > 30 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let unit = unit.or_else(|| TimeUnit::of_digits(whole.len()))?;
    let mut us: i128 = whole.parse().ok()?;
    let mut rest = fraction.bytes();
    for _ in 0..unit.to_micros_exponent() {
        us = us * 10 + rest.next().map_or(0, |b| i128::from(b - b'0'));
    }
    let mut up = rest.any(|b| b != b'0');
    for _ in unit.to_micros_exponent()..0 {
        up |= us % 10 != 0;
        us /= 10;
    }
    us += i128::from(up);
    i64::try_from(us).ok().filter(|us| i128::from(*us) <= TIME_MAX_US)
}

/// Microseconds since the epoch of a float time, its unit by magnitude; nearest microsecond.
pub fn time_us_of_f64(value: f64) -> Option<i64> {
    if !(value.is_finite() && value >= 0.0) {
        return None;
    }
    let scale = match value {
        v if v < 1e11 => 1e6,
        v if v < 1e14 => 1e3,
        v if v < 1e17 => 1.0,
        _ => 1e-3,
    };
    let us = (value * scale).round();
    (us <= TIME_MAX_US as f64).then_some(us as i64)
}

/// The first whole millisecond at or after a time in microseconds.
pub fn ms_after(us: i64) -> i64 {
    us.div_euclid(1_000) + i64::from(us.rem_euclid(1_000) != 0)
}

/// A double from an integer text scaled by 10^18, as the Chainlink relay writes full accuracy, correctly rounded.
pub fn from_scaled_18(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || text.len() > 40 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let padded = format!("{text:0>19}");
    let (whole, fraction) = padded.split_at(padded.len() - 18);
    format!("{whole}.{fraction}").parse().ok()
}
