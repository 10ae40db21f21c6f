//! Which series an assignment's markets mean: series as they are, and patterns among the series that are known here.

use crate::app::{App, Studio};
use crate::live::SERIES_MAX;
use crate::problem::{Answer, Refusal};
use craftstrat_data::Selection;
use craftstrat_model::Series;
use craftstrat_model::slug::market_of_slug;
use std::collections::BTreeSet;

/// Characters of a pattern, at most: more than any series has.
const PATTERN_MAX: usize = 60;

/// What follows a series in a slug that a pattern may have in mind: no slot is called so, so that only `*` fits it.
const ANY_SLOT: &str = "-#";

/// What patterns mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meant {
    /// The series, each once, in order.
    pub series: Vec<Series>,
    /// Patterns that no known series fits.
    pub nothing: Vec<String>,
    /// Series that were named and that neither the feed nor the tick store knows.
    pub strange: Vec<Series>,
}

/// Patterns as they are kept: trimmed, each once.
///
/// # Errors
/// When there is none or there are too many, or one cannot mean a series.
pub(super) fn checked(markets: &[String]) -> Answer<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    for text in markets {
        let text = text.trim();
        sound(text)?;
        if !kept.iter().any(|other| other == text) {
            kept.push(text.to_owned());
        }
    }
    if kept.is_empty() || kept.len() > SERIES_MAX {
        return Err(bad(format!(
            "Name 1 to {SERIES_MAX} markets: series like btc-updown-15m, or patterns like btc-*."
        )));
    }
    Ok(kept)
}

fn bad(detail: String) -> Refusal {
    Refusal::unprocessable("bad_markets", detail)
}

fn sound(text: &str) -> Answer<()> {
    let shown: String = text.chars().take(PATTERN_MAX).collect();
    if text.parse::<Series>().is_ok() {
        return Ok(());
    }
    if let Ok(market) = market_of_slug(text) {
        let series = market.series;
        return Err(bad(format!(
            "`{shown}` is one slot, and strategies trade every slot of a series: write {series} instead."
        )));
    }
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'*';
    if text.len() <= PATTERN_MAX && text.contains('*') && text.bytes().all(plain) {
        return Ok(());
    }
    Err(bad(format!(
        "`{shown}` is neither a series nor a pattern: write btc-updown-15m, or btc-* for every series of BTC."
    )))
}

/// What patterns mean among the series that are known. Series that are named are meant whether or not they are known.
pub(super) fn meant(markets: &[String], known: &BTreeSet<Series>) -> Meant {
    let mut meant = Meant::default();
    for text in markets {
        if let Ok(series) = text.parse::<Series>() {
            if !known.contains(&series) {
                meant.strange.push(series.clone());
            }
            meant.series.push(series);
            continue;
        }
        let found = known.iter().filter(|series| {
            let name = series.to_string();
            fits(text.as_bytes(), name.as_bytes()) || fits(text.as_bytes(), (name + ANY_SLOT).as_bytes())
        });
        let before = meant.series.len();
        meant.series.extend(found.cloned());
        if meant.series.len() == before {
            meant.nothing.push(text.clone());
        }
    }
    meant.series.sort();
    meant.series.dedup();
    meant
}

/// Whether a text fits a pattern in which `*` stands for any characters, also none. Takes time of the product of their
/// lengths at most, whatever the pattern.
fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    // The last star, and where in the text what follows it was tried last.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, t));
            p += 1;
        } else if pattern.get(p) == text.get(t) {
            (p, t) = (p + 1, t + 1);
        } else if let Some((at, tried)) = star {
            star = Some((at, tried + 1));
            (p, t) = (at + 1, tried + 1);
        } else {
            return false;
        }
    }
    pattern.iter().skip(p).all(|b| *b == b'*')
}

/// Series that are known here: followed, announced, or with ticks in the store that nobody made up.
///
/// # Errors
/// When the store cannot be read.
pub(super) async fn known(app: &App) -> Answer<BTreeSet<Series>> {
    let stored = app.heavy(|studio: &Studio| studio.store.coverage(&Selection::default())).await?;
    let real = stored.into_iter().filter(|entry| !entry.market.generated);
    let mut known: BTreeSet<Series> = real.map(|entry| entry.market.series).collect();
    if let Some(seen) = app.live.snapshot().await {
        known.extend(seen.following.iter().filter_map(|text| text.parse::<Series>().ok()));
        known.extend(seen.markets.iter().map(|market| market.series.clone()));
    }
    Ok(known)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{checked, fits, meant};
    use craftstrat_model::Series;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn texts(all: &[&str]) -> Vec<String> {
        all.iter().map(|text| (*text).to_owned()).collect()
    }

    fn known() -> BTreeSet<Series> {
        ["btc-updown-5m", "btc-updown-15m", "eth-updown-15m"].iter().map(|s| s.parse().unwrap()).collect()
    }

    fn series(markets: &[&str]) -> Vec<String> {
        meant(&texts(markets), &known()).series.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn patterns_mean_known_series_and_series_themselves() {
        for (markets, wanted) in [
            (&["btc-*"][..], &["btc-updown-5m", "btc-updown-15m"][..]),
            (&["*-15m"], &["btc-updown-15m", "eth-updown-15m"]),
            (&["btc-updown-15m-*"], &["btc-updown-15m"]),
            (&["*"], &["btc-updown-5m", "btc-updown-15m", "eth-updown-15m"]),
            (&["btc-updown-5m", "btc-updown-5m*", "sol-updown-1h"], &["btc-updown-5m", "sol-updown-1h"]),
        ] {
            assert_eq!(series(markets), wanted, "{markets:?}");
        }
        let found = meant(&texts(&["sol-updown-1h", "xrp-*"]), &known());
        assert_eq!(found.nothing, ["xrp-*"]);
        assert_eq!(found.strange, ["sol-updown-1h".parse().unwrap()]);
    }

    #[test]
    fn what_can_mean_no_series_is_refused_with_what_to_write() {
        assert_eq!(
            checked(&texts(&[" btc-* ", "btc-*", "eth-updown-15m"])).unwrap(),
            ["btc-*", "eth-updown-15m"]
        );
        for (markets, told) in [
            (&[][..], "Name 1 to 50"),
            (&["btc"], "`btc` is neither"),
            (&["BTC-*"], "`BTC-*` is neither"),
            (&["btc-updown-15m-1790812800"], "write btc-updown-15m instead"),
            (&["bitcoin-up-or-down-june-8-2026-3pm-et"], "write btc-updown-1h instead"),
        ] {
            let refusal = checked(&texts(markets)).unwrap_err();
            assert_eq!(refusal.code(), "bad_markets");
            assert!(refusal.detail().contains(told), "{}", refusal.detail());
        }
    }

    /// As a pattern is understood, written down without thought of time.
    fn fits_plainly(pattern: &[u8], text: &[u8]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some((b'*', rest)) => (0..=text.len()).any(|n| fits_plainly(rest, &text[n..])),
            Some((b, rest)) => text.split_first().is_some_and(|(t, left)| t == b && fits_plainly(rest, left)),
        }
    }

    proptest! {
        #[test]
        fn fitting_is_what_stars_say(pattern in "[ab*]{0,8}", text in "[ab]{0,10}") {
            prop_assert_eq!(fits(pattern.as_bytes(), text.as_bytes()), fits_plainly(pattern.as_bytes(), text.as_bytes()));
        }
    }
}
