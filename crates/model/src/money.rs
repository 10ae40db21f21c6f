//! Integer money: dollars, prices and shares in micros (10^-6).
//!
//! | expression | result |
//! |---|---|
//! | `Price::notional(Shares, Rounding)` | `Usdc` |
//! | `Usdc::shares_at(Price, Rounding)` | `Shares` |
//! | `Usdc ± Usdc`, `Shares ± Shares`, `Price ± Price` (checked) | the same type |
//!
//! A micro amount survives the trip through `f64` unchanged: `micros as f64 / 1e6` rounded back with `* 1e6` is exact
//! below 2^51 micros (2.2 billion dollars), because both operations are correctly rounded and their joint relative
//! error is below 2^-52.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Micros in one unit.
pub const MICROS: i64 = 1_000_000;

/// Largest magnitude in micros that converts to `f64` and back without loss, and the bound on every amount read from outside.
pub const MICROS_MAX: i64 = 1 << 51;

/// How a division that does not come out even is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Towards negative infinity.
    Down,
    /// Towards positive infinity.
    Up,
    /// To the nearest, ties to the even neighbour.
    HalfEven,
}

/// Why an amount could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The result does not fit the permitted range.
    #[error("amount out of range: more than {MICROS_MAX} micros in magnitude")]
    OutOfRange,
    /// Not a number or infinite.
    #[error("amount is not a finite number")]
    NotFinite,
    /// The text is not a decimal number with at most six decimals.
    #[error("`{0}` is not a decimal number with at most six decimals")]
    NotDecimal(String),
    /// Division by zero.
    #[error("division by a zero price")]
    ZeroPrice,
}

/// Divides `n` by `d` (`d` > 0) with the named rounding.
pub fn div_round(n: i128, d: i128, rounding: Rounding) -> i128 {
    debug_assert!(d > 0);
    let (q, r) = (n.div_euclid(d), n.rem_euclid(d));
    match rounding {
        Rounding::Down => q,
        Rounding::Up => q + i128::from(r != 0),
        Rounding::HalfEven => {
            let up = 2 * r > d || (2 * r == d && q % 2 != 0);
            q + i128::from(up)
        }
    }
}

fn narrow(v: i128) -> Result<i64, MoneyError> {
    if v.unsigned_abs() <= MICROS_MAX as u128 { Ok(v as i64) } else { Err(MoneyError::OutOfRange) }
}

fn parse_micros(text: &str) -> Result<i64, MoneyError> {
    let bad = || MoneyError::NotDecimal(text.chars().take(40).collect());
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty() && fraction.is_empty() || fraction.len() > 6 || whole.len() > 13 {
        return Err(bad());
    }
    if !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    let mut micros: i128 = 0;
    for b in whole.bytes().chain(fraction.bytes()) {
        micros = micros * 10 + i128::from(b - b'0');
    }
    micros *= 10_i128.pow(6 - fraction.len() as u32);
    narrow(if negative { -micros } else { micros })
}

fn write_micros(micros: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sign = if micros < 0 { "-" } else { "" };
    let (whole, fraction) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
    if fraction == 0 {
        return f.pad(&format!("{sign}{whole}"));
    }
    let fraction = format!("{fraction:06}");
    f.pad(&format!("{sign}{whole}.{}", fraction.trim_end_matches('0')))
}

macro_rules! amount {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// From whole micros (10^-6 of the unit).
            pub const fn from_micros(micros: i64) -> Self {
                Self(micros)
            }

            /// In whole micros (10^-6 of the unit).
            pub const fn micros(self) -> i64 {
                self.0
            }

            /// The nearest amount to `value` units, ties to even.
            ///
            /// # Errors
            /// When `value` is not finite or beyond [`MICROS_MAX`].
            pub fn from_f64(value: f64) -> Result<Self, MoneyError> {
                if !value.is_finite() {
                    return Err(MoneyError::NotFinite);
                }
                let micros = (value * 1e6).round_ties_even();
                if micros.abs() > MICROS_MAX as f64 {
                    return Err(MoneyError::OutOfRange);
                }
                Ok(Self(micros as i64))
            }

            /// In units as `f64`, by one correctly rounded division. For strategies, statistics and display only.
            pub fn to_f64(self) -> f64 {
                self.0 as f64 / 1e6
            }

            /// Sum.
            ///
            /// # Errors
            /// When the sum is out of range.
            pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
                narrow(i128::from(self.0) + i128::from(other.0)).map(Self)
            }

            /// Difference.
            ///
            /// # Errors
            /// When the difference is out of range.
            pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
                narrow(i128::from(self.0) - i128::from(other.0)).map(Self)
            }

            /// Whether this is exactly nothing.
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// Whether this is more than nothing.
            pub const fn is_positive(self) -> bool {
                self.0 > 0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_micros(self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = MoneyError;
            fn from_str(text: &str) -> Result<Self, MoneyError> {
                parse_micros(text).map(Self)
            }
        }

        /// As a decimal string: JSON numbers would invite readers to use floats.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

amount! {
    /// Dollars of collateral (USDC or pUSD) in micros; negative where it is a cost or a debt.
    Usdc
}
amount! {
    /// Dollars per share in micros. A tradable price lies strictly between 0 and 1 dollar.
    Price
}
amount! {
    /// Outcome shares in micros; one share pays one dollar if its outcome wins.
    Shares
}

impl Price {
    /// What a share pays when its outcome wins.
    pub const ONE: Self = Self(MICROS);

    /// What the other outcome's share costs when both together cost one dollar: `1 - self`.
    pub const fn complement(self) -> Self {
        Self(MICROS - self.0)
    }

    /// Whether this lies strictly between 0 and 1 dollar, as an order price must.
    pub const fn is_tradable(self) -> bool {
        self.0 > 0 && self.0 < MICROS
    }

    /// `self x shares` in dollars.
    ///
    /// # Errors
    /// When the product is out of range.
    pub fn notional(self, shares: Shares, rounding: Rounding) -> Result<Usdc, MoneyError> {
        let product = i128::from(self.0) * i128::from(shares.0);
        narrow(div_round(product, i128::from(MICROS), rounding)).map(Usdc)
    }
}

impl Usdc {
    /// How many shares `self` buys at `price`.
    ///
    /// # Errors
    /// When the price is zero or negative, or the result out of range.
    pub fn shares_at(self, price: Price, rounding: Rounding) -> Result<Shares, MoneyError> {
        if price.0 <= 0 {
            return Err(MoneyError::ZeroPrice);
        }
        let scaled = i128::from(self.0) * i128::from(MICROS);
        narrow(div_round(scaled, i128::from(price.0), rounding)).map(Shares)
    }

    /// The average price when `self` was paid for `shares`.
    ///
    /// # Errors
    /// When there are no shares or the result is out of range.
    pub fn per_share(self, shares: Shares, rounding: Rounding) -> Result<Price, MoneyError> {
        if shares.0 <= 0 {
            return Err(MoneyError::ZeroPrice);
        }
        let scaled = i128::from(self.0) * i128::from(MICROS);
        narrow(div_round(scaled, i128::from(shares.0), rounding)).map(Price)
    }
}
