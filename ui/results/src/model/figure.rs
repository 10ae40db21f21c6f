//! A figure of a result with its unit, before it is written in anybody's language.

use craftstrat_model::Usdc;

/// A figure and what it is measured in.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// Dollars won or lost: with sign, arrow and colour.
    Pnl(Usdc),
    /// Dollars.
    Amount(Usdc),
    /// A fraction won or lost.
    Gain(f64),
    /// A fraction of one.
    Part(f64),
    /// A ratio without unit.
    Ratio(f64),
    /// A value somebody set: as many decimals as it has.
    Value(f64),
    /// A number of things.
    Count(u64),
    /// A stretch of time, ms.
    Duration(i64),
    /// A moment, ms.
    Moment(i64),
    /// A price of a share.
    Price(f64),
    /// Shares.
    Shares(f64),
    /// Things counted by kind: Fluent key and number.
    Counts(Vec<(String, u64)>),
    /// A trade: P&L, outcome, entry price, when it was opened.
    Trade(Usdc, &'static str, f64, i64),
    /// A word of the catalogue.
    Word(String),
    /// A name or text as it is.
    Text(String),
    /// Not defined.
    Missing,
}

impl Figure {
    /// `value` made a figure, [`Figure::Missing`] where there is none.
    pub fn maybe<T>(value: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Missing, make)
    }

    /// The figure as a number, where two of its kind can be subtracted.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Pnl(v) | Self::Amount(v) => Some(v.to_f64()),
            Self::Gain(v)
            | Self::Part(v)
            | Self::Ratio(v)
            | Self::Value(v)
            | Self::Price(v)
            | Self::Shares(v) => Some(*v),
            Self::Count(n) => Some(*n as f64),
            Self::Duration(ms) => Some(*ms as f64),
            _ => None,
        }
    }

    /// `self - other` in the same unit; `None` where that means nothing.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Pnl(a) | Self::Amount(a), Self::Pnl(b) | Self::Amount(b)) => {
                Self::Pnl(Usdc::from_micros(a.micros().saturating_sub(b.micros())))
            }
            (Self::Gain(a), Self::Gain(b)) | (Self::Part(a), Self::Part(b)) => Self::Gain(a - b),
            (Self::Ratio(a), Self::Ratio(b))
            | (Self::Value(a), Self::Value(b))
            | (Self::Price(a), Self::Price(b))
            | (Self::Shares(a), Self::Shares(b)) => Self::Ratio(a - b),
            (Self::Count(a), Self::Count(b)) => Self::Ratio(*a as f64 - *b as f64),
            (Self::Duration(a), Self::Duration(b)) => Self::Duration(a - b),
            _ => return None,
        })
    }
}
