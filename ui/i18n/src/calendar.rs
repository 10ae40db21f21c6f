//! Days and times of day as each language writes them. Time zones are an offset in minutes the caller knows.

use crate::Lang;

const MS_PER_DAY: i64 = 86_400_000;
const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_FR: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

/// A moment taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The year.
    pub year: i64,
    /// The month, from 1.
    pub month: u32,
    /// The day, from 1.
    pub day: u32,
    /// Of the day.
    pub hour: u32,
    /// Of the hour.
    pub minute: u32,
    /// Of the minute.
    pub second: u32,
    /// Of the second.
    pub milli: u32,
}

/// Takes `ms` since the epoch apart, `offset_min` minutes east of Greenwich.
pub fn moment(ms: i64, offset_min: i32) -> Moment {
    let ms = ms.saturating_add(i64::from(offset_min) * 60_000);
    let (days, rest) = (ms.div_euclid(MS_PER_DAY), ms.rem_euclid(MS_PER_DAY));
    let (year, month, day) = civil(days);
    let part = |size: i64, many: i64| u32::try_from(rest / size % many).unwrap_or_default();
    Moment {
        year,
        month,
        day,
        hour: part(3_600_000, 24),
        minute: part(60_000, 60),
        second: part(1_000, 60),
        milli: part(1, 1_000),
    }
}

/// Days since the epoch as a date of the Gregorian calendar (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
}

/// `21 Nov 2026`, `21 nov. 2026`.
pub fn date(lang: Lang, ms: i64, offset_min: i32) -> String {
    let m = moment(ms, offset_min);
    let months = if lang == Lang::Fr { MONTHS_FR } else { MONTHS_EN };
    let month = months[(m.month as usize).saturating_sub(1).min(11)];
    let day = if lang == Lang::Fr && m.day == 1 { "1er".to_owned() } else { m.day.to_string() };
    format!("{day}\u{a0}{month}\u{a0}{}", m.year)
}

/// `14:05:03`, with milliseconds where there are some.
pub fn time(ms: i64, offset_min: i32) -> String {
    let m = moment(ms, offset_min);
    let text = format!("{:02}:{:02}:{:02}", m.hour, m.minute, m.second);
    if m.milli == 0 { text } else { format!("{text}.{:03}", m.milli) }
}

/// `21 Nov 2026 14:05`.
pub fn datetime(lang: Lang, ms: i64, offset_min: i32) -> String {
    let m = moment(ms, offset_min);
    format!("{} {:02}:{:02}", date(lang, ms, offset_min), m.hour, m.minute)
}

/// `UTC`, `UTC+2`, `UTC−3:30`.
pub fn zone(offset_min: i32) -> String {
    if offset_min == 0 {
        return "UTC".to_owned();
    }
    let sign = if offset_min < 0 { '−' } else { '+' };
    let (hours, minutes) = (offset_min.abs() / 60, offset_min.abs() % 60);
    if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") }
}
