//! Numbers with their units, as a language writes them.

use craftstrat_i18n::{Catalogue, Lang};

/// Space that does not break, before units and between thousands in French.
const NARROW: char = '\u{202f}';

/// A number in the way of the language, with as many decimals as it has, up to six.
pub(super) fn number(value: f64, lang: Lang) -> String {
    decimals(value, 0, lang)
}

fn decimals(value: f64, least: usize, lang: Lang) -> String {
    if !value.is_finite() {
        return "?".to_owned();
    }
    let text = format!("{:.6}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut fraction = fraction.trim_end_matches('0').to_owned();
    while fraction.len() < least {
        fraction.push('0');
    }
    let (thousands, point) = match lang {
        Lang::En => (',', '.'),
        Lang::Fr => (NARROW, ','),
    };
    let mut out = String::new();
    if value < 0.0 && (whole != "0" || !fraction.is_empty()) {
        out.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(&fraction);
    }
    out
}

/// A number with its unit, as the compiler's catalogues name units.
pub(super) fn with_unit(value: f64, unit: &str, i18n: &Catalogue) -> String {
    let lang = i18n.lang();
    let behind = |text: String, unit: &str| match lang {
        Lang::En => format!("{text}\u{a0}{unit}"),
        Lang::Fr => format!("{text}{NARROW}{unit}"),
    };
    match unit {
        "usd" => {
            let cents = if value.fract() == 0.0 { 0 } else { 2 };
            match lang {
                Lang::En if value < 0.0 => format!("−${}", decimals(-value, cents, lang)),
                Lang::En => format!("${}", decimals(value, cents, lang)),
                Lang::Fr => behind(decimals(value, cents, lang), "$"),
            }
        }
        "%" => percent(value, lang),
        "fraction" => percent(value * 100.0, lang),
        "s" | "ms" | "min" | "h" => behind(number(value, lang), unit),
        _ => number(value, lang),
    }
}

fn percent(value: f64, lang: Lang) -> String {
    // A fraction times a hundred has crumbs.
    let value = (value * 1e6).round() / 1e6;
    match lang {
        Lang::En => format!("{}%", number(value, lang)),
        Lang::Fr => format!("{}{NARROW}%", number(value, lang)),
    }
}
