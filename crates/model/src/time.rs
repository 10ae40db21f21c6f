//! Points in time as whole milliseconds since the Unix epoch, UTC.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimeMs(pub i64);

impl TimeMs {
    /// `self` moved by `ms` milliseconds, held at the ends of the range.
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to `self` (negative when `earlier` is later).
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Days since the epoch, counted in UTC.
    pub const fn day(self) -> i64 {
        self.0.div_euclid(86_400_000)
    }

    /// Hour of the day in UTC, 0 to 23.
    pub const fn hour_utc(self) -> i64 {
        self.0.div_euclid(3_600_000).rem_euclid(24)
    }

    /// Day of the week in UTC, 0 = Monday to 6 = Sunday. (1970-01-01 was a Thursday.)
    pub const fn day_of_week(self) -> i64 {
        (self.day() + 3).rem_euclid(7)
    }

    /// Year, month (1 to 12) and day (1 to 31) in UTC, proleptic Gregorian.
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    pub const fn date(self) -> (i64, u32, u32) {
        let z = self.day() + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        (yoe + era * 400 + (month <= 2) as i64, month as u32, day)
    }

    /// Midnight UTC of a proleptic Gregorian date. Source: as [`TimeMs::date`], `days_from_civil`.
    pub const fn from_date(year: i64, month: u32, day: u32) -> Self {
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let mp = (month as i64 + 9) % 12;
        let doy = (153 * mp + 2) / 5 + day as i64 - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        Self((era * 146_097 + doe - 719_468) * 86_400_000)
    }
}

/// ISO 8601 in UTC with milliseconds where there are any: `2026-09-28T09:00:00Z`.
impl fmt::Display for TimeMs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let ms = self.0.rem_euclid(86_400_000);
        let (h, m, s, frac) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000);
        write!(f, "{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}")?;
        if frac != 0 {
            write!(f, ".{frac:03}")?;
        }
        f.write_str("Z")
    }
}

/// Why a text is not a point in time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time: write 2026-09-28, 2026-09-28T09:00:00Z or Unix seconds or milliseconds")]
pub struct TimeError(String);

/// Reads a UTC date, an ISO 8601 UTC date-time, Unix seconds (up to 11 digits) or Unix milliseconds.
impl std::str::FromStr for TimeMs {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        parse(text).ok_or_else(|| TimeError(text.chars().take(40).collect()))
    }
}

fn number(text: &str, digits: usize, min: i64, max: i64) -> Option<i64> {
    let whole = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    whole.then(|| text.parse().ok())?.filter(|v| (min..=max).contains(v))
}

fn parse(text: &str) -> Option<TimeMs> {
    if !text.is_empty() && text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit()) {
        let value: i64 = text.parse().ok()?;
        return Some(TimeMs(if text.len() <= 11 { value * 1_000 } else { value }));
    }
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time.strip_suffix('Z').unwrap_or(time))),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4, 1970, 9999)?;
    let month = number(parts.next()?, 2, 1, 12)? as u32;
    let day = number(parts.next()?, 2, 1, 31)? as u32;
    if parts.next().is_some() {
        return None;
    }
    let midnight = TimeMs::from_date(year, month, day);
    if midnight.date() != (year, month, day) {
        return None;
    }
    let Some(time) = time else { return Some(midnight) };
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2, 0, 23)?;
    let minute = number(parts.next()?, 2, 0, 59)?;
    let second = parts.next().map_or(Some(0), |s| number(s, 2, 0, 59))?;
    if parts.next().is_some() || fraction.len() > 3 {
        return None;
    }
    let ms = if fraction.is_empty() { 0 } else { number(&format!("{fraction:0<3}"), 3, 0, 999)? };
    Some(midnight.plus_ms(((hour * 60 + minute) * 60 + second) * 1_000 + ms))
}
