//! Amounts, parts, times and spans as people read them.

use craftstrat_model::money::{MICROS, Rounding, div_round};
use craftstrat_model::{TimeMs, Usdc};

/// Digits in groups of three.
pub fn thousands(n: i128) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::from(if n < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Dollars and cents, half to even: `1,234.50`.
pub fn usdc(amount: Usdc) -> String {
    let cents = div_round(amount.micros().into(), i128::from(MICROS) / 100, Rounding::HalfEven);
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.abs();
    format!("{sign}{}.{:02}", thousands(cents / 100), cents % 100)
}

/// The same with a plus sign where it is above zero.
pub fn signed(amount: Usdc) -> String {
    let text = usdc(amount);
    if amount.is_positive() { format!("+{text}") } else { text }
}

/// A part of one as per cent: `58.3 %`.
pub fn percent(part: f64) -> String {
    format!("{:.1} %", part * 100.0)
}

/// The same with a sign and two decimals: `+1.23 %`.
pub fn signed_percent(part: f64) -> String {
    // Without this, what rounds to nothing would carry a sign.
    if part.abs() < 0.000_05 { "0.00 %".to_owned() } else { format!("{:+.2} %", part * 100.0) }
}

/// A ratio with three decimals, `-` where it is not defined.
pub fn ratio(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |v| format!("{v:.3}"))
}

/// `1 trade`, `2 trades`.
pub fn count(n: u64, what: &str) -> String {
    format!("{} {what}{}", thousands(n.into()), if n == 1 { "" } else { "s" })
}

/// A span of time in its two largest units: `2 h 5 min`, `850 ms`.
pub fn duration(ms: i64) -> String {
    const UNITS: [(i64, &str); 4] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1_000, "s")];
    let Some(first) = UNITS.iter().position(|(unit, _)| ms >= *unit) else { return format!("{ms} ms") };
    let (unit, name) = UNITS[first];
    let rest = ms % unit;
    match UNITS.get(first + 1) {
        Some((small, small_name)) if rest >= *small => {
            format!("{} {name} {} {small_name}", ms / unit, rest / small)
        }
        None if rest > 0 => format!("{:.1} s", ms as f64 / 1_000.0),
        _ => format!("{} {name}", ms / unit),
    }
}

/// Day and time to the second, UTC: `2026-09-28 09:00:05`.
pub fn clock(ms: i64) -> String {
    let second = TimeMs(ms.div_euclid(1_000) * 1_000);
    second.to_string().replace('T', " ").trim_end_matches('Z').to_owned()
}

/// Time of day to the second, UTC: `09:00:05`.
pub fn time_of_day(ms: i64) -> String {
    clock(ms).split(' ').nth(1).unwrap_or_default().to_owned()
}

/// The text, or its start and three dots where it is longer than `width` characters.
pub fn shorten(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let start: String = text.chars().take(width.saturating_sub(3)).collect();
    format!("{start}...")
}
