//! Numbers, amounts and durations as each language writes them.
//!
//! French groups thousands with a narrow no-break space and has a comma before decimals; English has a comma and a point.
//! What is not a number is a dash. A minus is U+2212, as wide as a plus, so that columns line up.

use crate::Lang;

/// What stands where there is no number.
pub const MISSING: &str = "–";

const MINUS: char = '−';
const NARROW_SPACE: char = '\u{202f}';

/// How a language writes numbers.
struct Style {
    group: char,
    point: char,
    /// Between a number and its unit sign (`%`, `¢`).
    sign_gap: &'static str,
    /// Letters for a day.
    day: &'static str,
}

const fn style(lang: Lang) -> Style {
    match lang {
        Lang::En => Style { group: ',', point: '.', sign_gap: "", day: "d" },
        Lang::Fr => Style { group: NARROW_SPACE, point: ',', sign_gap: "\u{202f}", day: "j" },
    }
}

/// The character before decimals.
pub const fn decimal_point(lang: Lang) -> char {
    style(lang).point
}

/// `value` with this many decimals: `1,234.50`, `1 234,50`.
pub fn number(lang: Lang, value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    let text = format!("{:.*}", decimals, value.abs());
    let is_zero = text.bytes().all(|b| matches!(b, b'0' | b'.'));
    let style = style(lang);
    let mut out = String::with_capacity(text.len() + 4);
    if value < 0.0 && !is_zero {
        out.push(MINUS);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(style.group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(style.point);
        out.push_str(fraction);
    }
    out
}

/// `value` with as many decimals as it needs, `most` at most: `0.5`, `12`.
pub fn short(lang: Lang, value: f64, most: usize) -> String {
    let text = number(lang, value, most);
    if most == 0 || !value.is_finite() {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches(style(lang).point).to_owned()
}

/// `value` with a sign in front, none at zero: `+1.20`.
pub fn signed(lang: Lang, value: f64, decimals: usize) -> String {
    let text = number(lang, value, decimals);
    let is_zero = !text.bytes().any(|b| b.is_ascii_digit() && b != b'0');
    if value > 0.0 && value.is_finite() && !is_zero { format!("+{text}") } else { text }
}

/// A ratio in per cent: 0.123 is `12.3%`, `12,3 %`.
pub fn percent(lang: Lang, ratio: f64, decimals: usize) -> String {
    with_sign(lang, ratio, number(lang, ratio * 100.0, decimals), '%')
}

/// A ratio in per cent with its sign: `+12.3%`.
pub fn signed_percent(lang: Lang, ratio: f64, decimals: usize) -> String {
    with_sign(lang, ratio, signed(lang, ratio * 100.0, decimals), '%')
}

/// A price from 0 to 1 in cents, with as many decimals as it needs up to two: `62¢`, `62,5 ¢`.
pub fn cents(lang: Lang, price: f64) -> String {
    with_sign(lang, price, short(lang, price * 100.0, 2), '¢')
}

fn with_sign(lang: Lang, value: f64, text: String, sign: char) -> String {
    if value.is_finite() { format!("{text}{}{sign}", style(lang).sign_gap) } else { text }
}

/// An amount with its unit: `1,234.50 USDC`.
pub fn usdc(lang: Lang, amount: f64) -> String {
    let text = number(lang, amount, 2);
    if amount.is_finite() { format!("{text}\u{a0}USDC") } else { text }
}

/// A size in bytes: `1.5 kB`.
pub fn bytes(lang: Lang, count: u64) -> String {
    let units = [(1e9, "GB", "Go"), (1e6, "MB", "Mo"), (1e3, "kB", "ko"), (1.0, "B", "o")];
    let count = count as f64;
    let (scale, en, fr) = units.into_iter().find(|(scale, ..)| count >= *scale).unwrap_or((1.0, "B", "o"));
    let unit = if lang == Lang::Fr { fr } else { en };
    format!("{}\u{a0}{unit}", short(lang, count / scale, 1))
}

/// A duration in its two largest units: `250 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`.
pub fn duration_ms(lang: Lang, millis: i64) -> String {
    let sign = if millis < 0 { "−" } else { "" };
    let millis = millis.unsigned_abs();
    if millis < 1_000 {
        return format!("{sign}{millis}\u{a0}ms");
    }
    if millis < 60_000 {
        return format!("{sign}{}\u{a0}s", short(lang, millis as f64 / 1_000.0, 1));
    }
    let seconds = millis / 1_000;
    let units = [(86_400, style(lang).day), (3_600, "h"), (60, "min"), (1, "s")];
    let at = units.iter().position(|(size, _)| seconds >= *size).unwrap_or(units.len() - 1);
    let (size, unit) = units[at];
    let mut text = format!("{sign}{}\u{a0}{unit}", number(lang, (seconds / size) as f64, 0));
    if let Some((smaller, name)) = units.get(at + 1) {
        let rest = seconds % size / smaller;
        if rest > 0 {
            text.push_str(&format!(" {rest}\u{a0}{name}"));
        }
    }
    text
}

/// Reads what a person typed: spaces are ignored, and a comma or a point comes before decimals.
pub fn parse_number(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            MINUS => '-',
            ',' => '.',
            other => other,
        })
        .collect();
    let is_number = plain.bytes().any(|b| b.is_ascii_digit())
        && plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if !is_number || plain.ends_with('.') && plain.matches('.').count() > 1 {
        return None;
    }
    plain.parse().ok().filter(|v: &f64| v.is_finite())
}
