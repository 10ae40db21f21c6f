//! One value of a tick file, as written.

use crate::import::table::{Cells, Meaning};
use craftstrat_model::money::{MICROS_MAX, Rounding, div_round};
use craftstrat_model::{TimeMs, Winner};
use craftstrat_venue::number::{micros_of_f64, micros_of_text};

/// A value before it is known what it is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Empty, null or NaN.
    Missing,
    /// An integer and what it stands for.
    Integer(i64, Meaning),
    /// A float, not NaN.
    Float(f64),
    /// Text that is not empty.
    Text(&'a str),
    /// Something no column can hold: text that is not UTF-8, or a list.
    Unusable,
}

impl<'a> Cell<'a> {
    /// Of a CSV field.
    pub fn of_text(field: &'a [u8]) -> Self {
        let Ok(text) = std::str::from_utf8(field) else { return Self::Unusable };
        let text = text.trim();
        let missing = ["", "nan", "null", "none", "na"].iter().any(|m| text.eq_ignore_ascii_case(m));
        if missing { Self::Missing } else { Self::Text(text) }
    }

    /// Of row `at` of a Parquet column.
    pub fn of_parquet(cells: &'a Cells, at: usize, meaning: Meaning) -> Self {
        match cells {
            Cells::Integers(all) => {
                all.get(at).copied().flatten().map_or(Self::Missing, |v| Self::Integer(v, meaning))
            }
            Cells::Floats(all) => match all.get(at).copied().flatten() {
                Some(v) if !v.is_nan() => Self::Float(v),
                _ => Self::Missing,
            },
            Cells::Texts(all) => match all.get(at) {
                Some(Some(text)) => Self::of_text(text.data()),
                _ => Self::Missing,
            },
            Cells::Lists(_) => Self::Unusable,
        }
    }

    /// Whether there is nothing.
    pub fn is_missing(self) -> bool {
        self == Self::Missing
    }

    /// As text.
    pub fn text(self) -> Option<&'a str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// In micros of a unit, the nearest where there are more than six decimals.
    pub fn micros(self) -> Option<i64> {
        let scaled = |v: i64, digits: u32| {
            let scale = 10_i128.checked_pow(digits)?;
            i64::try_from(div_round(i128::from(v) * 1_000_000, scale, Rounding::HalfEven)).ok()
        };
        let micros = match self {
            Self::Integer(v, Meaning::Plain) => scaled(v, 0),
            Self::Integer(v, Meaning::Decimal(digits)) => scaled(v, digits),
            Self::Float(v) => micros_of_f64(v),
            Self::Text(text) => micros_of_text(text),
            Self::Missing | Self::Unusable | Self::Integer(_, Meaning::Time(_)) => None,
        };
        micros.filter(|m| m.abs() <= MICROS_MAX)
    }

    /// As a double.
    pub fn double(self) -> Option<f64> {
        match self {
            Self::Integer(v, Meaning::Plain) => Some(v as f64),
            Self::Integer(v, Meaning::Decimal(digits)) => Some(v as f64 / 10_f64.powi(digits as i32)),
            Self::Float(v) => Some(v),
            Self::Text(text) => text.parse().ok(),
            Self::Missing | Self::Unusable | Self::Integer(_, Meaning::Time(_)) => None,
        }
        .filter(|v| v.is_finite())
    }

    /// As 0 or 1.
    pub fn flag(self) -> Option<bool> {
        match self {
            Self::Text(t) if t.eq_ignore_ascii_case("true") => Some(true),
            Self::Text(t) if t.eq_ignore_ascii_case("false") => Some(false),
            _ => match self.double()? {
                0.0 => Some(false),
                1.0 => Some(true),
                _ => None,
            },
        }
    }

    /// As a time: ms since the epoch, or a timestamp. Fractions of a millisecond are rounded up, so that nothing is
    /// known before it was received.
    pub fn time(self) -> Option<TimeMs> {
        match self {
            Self::Integer(v, Meaning::Plain) => Some(TimeMs(v)),
            Self::Integer(v, Meaning::Time(per_ms)) => {
                Some(TimeMs(v.div_euclid(per_ms) + i64::from(v.rem_euclid(per_ms) != 0)))
            }
            Self::Float(v) if v.fract() == 0.0 && v.abs() < 1e15 => Some(TimeMs(v as i64)),
            Self::Text(text) if text.contains('-') => text.parse().ok(),
            Self::Text(text) => text.parse().ok().map(TimeMs),
            _ => None,
        }
    }

    /// As who won.
    pub fn winner(self) -> Option<Winner> {
        let text = self.text()?;
        let all = [("up", Winner::Up), ("down", Winner::Down), ("split", Winner::Split)];
        all.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, winner)| *winner)
    }
}
