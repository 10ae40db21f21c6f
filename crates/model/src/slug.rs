//! Reading a slot's series and start out of its slug.

use crate::{Duration, Market, Series, TimeMs};

/// Why a slug names no slot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not the slug of an Up/Down slot: expected for example btc-updown-15m-1770138000 or bitcoin-up-or-down-june-8-2026-3pm-et"
)]
pub struct SlugError(String);

const ASSETS: [(&str, &str); 8] = [
    ("bitcoin", "btc"),
    ("ethereum", "eth"),
    ("solana", "sol"),
    ("xrp", "xrp"),
    ("dogecoin", "doge"),
    ("bnb", "bnb"),
    ("hyperliquid", "hype"),
    ("zcash", "zec"),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The market a slug names, with nothing known but its slot.
///
/// Understands `btc-updown-15m-<unix seconds>` (start a multiple of the duration), the hourly
/// `bitcoin-up-or-down-june-8-2026-3pm-et` (New York time) and the daily `bitcoin-up-or-down-on-june-8-2026`, whose slot
/// ends at noon in New York on that day.
///
/// # Errors
/// When the slug has none of these shapes or its start is not on the grid of its duration.
pub fn market_of_slug(slug: &str) -> Result<Market, SlugError> {
    let bad = || SlugError(slug.chars().take(80).collect());
    if slug.len() > 100 {
        return Err(bad());
    }
    updown(slug).or_else(|| named(slug)).ok_or_else(bad)
}

fn updown(slug: &str) -> Option<Market> {
    let (series, start) = slug.rsplit_once('-')?;
    let series: Series = series.parse().ok()?;
    if start.len() > 11 || start.is_empty() || !start.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let start: i64 = start.parse().ok()?;
    let on_grid = start % series.duration().seconds() == 0 || series.duration() == Duration::D1;
    on_grid.then(|| Market::new(slug.to_owned(), series, TimeMs(start * 1_000)))
}

fn named(slug: &str) -> Option<Market> {
    let (name, rest) = slug.split_once("-up-or-down-")?;
    let asset = ASSETS.iter().find(|(long, short)| *long == name || *short == name)?.1;
    let (rest, daily) = match rest.strip_prefix("on-") {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let mut parts = rest.split('-');
    let month_name = parts.next()?;
    let month = MONTHS.iter().position(|m| *m == month_name)? as u32 + 1;
    let day: u32 = parts.next()?.parse().ok()?;
    let year: i64 = parts.next()?.parse().ok()?;
    if !(1..=31).contains(&day) || !(2000..=2100).contains(&year) {
        return None;
    }
    let midnight = TimeMs::from_date(year, month, day);
    if midnight.date() != (year, month, day) {
        return None;
    }
    if daily {
        if parts.next().is_some() {
            return None;
        }
        let series = Series::new(asset, Duration::D1).ok()?;
        let end = new_york_to_utc(midnight, 12);
        let mut market = Market::new(slug.to_owned(), series, end.plus_ms(-Duration::D1.ms()));
        market.end = end;
        return Some(market);
    }
    let clock = parts.next()?;
    if parts.next()? != "et" || parts.next().is_some() {
        return None;
    }
    let (hour, pm) = match clock.strip_suffix("pm") {
        Some(hour) => (hour, true),
        None => (clock.strip_suffix("am")?, false),
    };
    let hour: i64 = hour.parse().ok().filter(|h| (1..=12).contains(h))?;
    let hour = hour % 12 + if pm { 12 } else { 0 };
    let series = Series::new(asset, Duration::H1).ok()?;
    Some(Market::new(slug.to_owned(), series, new_york_to_utc(midnight, hour)))
}

/// The slots of `series` that overlap `from` (inclusive) to `to` (exclusive), in order, under the slugs the venue gives them.
/// At most [`SLOTS_MAX`]; none for hourly and daily series of an asset whose full name is not known.
pub fn slots(series: &Series, from: TimeMs, to: TimeMs) -> Vec<Market> {
    let step = series.duration().ms();
    let mut out: Vec<Market> = Vec::new();
    // Daily slots are no multiples of a day: ask about each day they may end on.
    let mut at = from.0.div_euclid(step) * step - if series.duration() == Duration::D1 { step } else { 0 };
    while at < to.0.saturating_add(step) && out.len() < SLOTS_MAX {
        out.extend(slot_at(series, TimeMs(at)).filter(|m| m.start < to && m.end > from));
        at += step;
    }
    out
}

/// Most slots that [`slots`] lists.
pub const SLOTS_MAX: usize = 1_000;

/// The slot that starts at `at`; of a daily series the one that ends on its day.
fn slot_at(series: &Series, at: TimeMs) -> Option<Market> {
    let name = || ASSETS.iter().find(|(_, short)| *short == series.asset()).map(|(long, _)| *long);
    let date = |t: TimeMs| {
        let (year, month, day) = t.date();
        Some(format!("{}-{day}-{year}", MONTHS.get(month as usize - 1)?))
    };
    match series.duration() {
        Duration::M5 | Duration::M15 | Duration::H4 => {
            market_of_slug(&format!("{series}-{}", at.0.div_euclid(1_000))).ok()
        }
        Duration::H1 => [4, 5].into_iter().find_map(|offset| {
            let local = at.plus_ms(-offset * 3_600_000);
            let hour = local.hour_utc();
            let clock = format!("{}{}", (hour + 11) % 12 + 1, if hour < 12 { "am" } else { "pm" });
            let slug = format!("{}-up-or-down-{}-{clock}-et", name()?, date(local)?);
            market_of_slug(&slug).ok().filter(|m| m.start == at)
        }),
        Duration::D1 => market_of_slug(&format!("{}-up-or-down-on-{}", name()?, date(at)?)).ok(),
    }
}

/// New York is UTC-4 from the second Sunday of March, 02:00, to the first Sunday of November, 02:00 local time, else
/// UTC-5 (Energy Policy Act of 2005). The repeated hour in November is read as daylight time.
fn new_york_to_utc(midnight: TimeMs, hour: i64) -> TimeMs {
    let (year, _, _) = midnight.date();
    let local = midnight.plus_ms(hour * 3_600_000);
    let sunday = |month: u32, nth: i64| {
        let first = TimeMs::from_date(year, month, 1);
        let to_sunday = (6 - first.day_of_week()).rem_euclid(7) + 7 * (nth - 1);
        first.plus_ms((to_sunday * 24 + 2) * 3_600_000)
    };
    let daylight = local >= sunday(3, 2) && local < sunday(11, 1);
    local.plus_ms(if daylight { 4 } else { 5 } * 3_600_000)
}
