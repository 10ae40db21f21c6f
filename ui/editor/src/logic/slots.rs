//! Which slots the preview runs over: the newest recorded day that has what the strategy reads, or what was chosen.

use craftstrat_api::MarketCoverage;

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// One UTC day of one series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The series.
    pub series: String,
    /// Its first instant.
    pub start_ms: i64,
    /// Slugs of its slots with rows, by start.
    pub slots: Vec<String>,
    /// Slots that have every wanted column.
    pub fitting: usize,
    /// Every slot was made by the generator.
    pub generated: bool,
}

/// The slots of the preview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The series.
    pub series: String,
    /// First instant of the last UTC day.
    pub day_ms: i64,
    /// Days, the last one included.
    pub span: u8,
    /// Slugs, by start.
    pub slots: Vec<String>,
}

/// Whether a market has every one of `columns`.
pub fn fits(market: &MarketCoverage, columns: &[&str]) -> bool {
    columns.iter().all(|wanted| market.columns.iter().any(|c| c == wanted))
}

/// The days of a store, newest first, then by series.
pub fn days(markets: &[MarketCoverage], columns: &[&str]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for market in markets.iter().filter(|m| m.rows > 0) {
        let start_ms = market.start_ms.div_euclid(DAY_MS) * DAY_MS;
        let at = match days.iter().rposition(|d| d.series == market.series && d.start_ms == start_ms) {
            Some(at) => at,
            None => {
                days.push(Day {
                    series: market.series.clone(),
                    start_ms,
                    slots: Vec::new(),
                    fitting: 0,
                    generated: true,
                });
                days.len() - 1
            }
        };
        let day = &mut days[at];
        day.slots.push(market.symbol.clone());
        day.fitting += usize::from(fits(market, columns));
        day.generated &= market.generated;
    }
    days.sort_by(|a, b| b.start_ms.cmp(&a.start_ms).then_with(|| a.series.cmp(&b.series)));
    days
}

/// Where a preview starts: the newest recorded day with slots that have `columns`; without one, the newest generated
/// one that has them; without that, the newest recorded one, so that the reader sees what is missing. Among series of
/// the same day the one with most fitting slots wins.
pub fn default_choice(markets: &[MarketCoverage], columns: &[&str]) -> Option<Choice> {
    let days = days(markets, columns);
    let rank = |d: &Day| match (d.fitting > 0, d.generated) {
        (true, false) => 0,
        (true, true) => 1,
        (false, false) => 2,
        (false, true) => 3,
    };
    // Days with a handful of slots say little; one with four fitting slots is enough to be preferred for being newer.
    let thin = |d: &Day| d.fitting < 4;
    let best = days
        .iter()
        .min_by_key(|d| (rank(d), thin(d), std::cmp::Reverse(d.start_ms), std::cmp::Reverse(d.fitting)))?;
    Some(choose(markets, &best.series, best.start_ms, 1, columns))
}

/// Slots of a preview, at most: what one request for ticks may name.
const SLOTS_MAX: usize = 2_000;

/// The slots of `span` days up to `day_ms` that have `columns`; all of them where none has.
pub fn choose(markets: &[MarketCoverage], series: &str, day_ms: i64, span: u8, columns: &[&str]) -> Choice {
    let period = (day_ms - (i64::from(span) - 1) * DAY_MS)..(day_ms + DAY_MS);
    let inside = |m: &&MarketCoverage| m.series == series && m.rows > 0 && period.contains(&m.start_ms);
    let slugs = |fitting: bool| -> Vec<String> {
        let wanted = markets.iter().filter(inside).filter(|m| !fitting || fits(m, columns));
        wanted.map(|m| m.symbol.clone()).take(SLOTS_MAX).collect()
    };
    let fitting = slugs(true);
    let slots = if fitting.is_empty() { slugs(false) } else { fitting };
    Choice { series: series.to_owned(), day_ms, span, slots }
}

/// First and last day of a choice, as `YYYY-MM-DD`.
pub fn period(choice: &Choice) -> (String, String) {
    let first = choice.day_ms - (i64::from(choice.span.max(1)) - 1) * DAY_MS;
    (day_text(first), day_text(choice.day_ms))
}

/// The series of a store, by name.
pub fn series(markets: &[MarketCoverage]) -> Vec<String> {
    let mut all: Vec<String> = markets.iter().filter(|m| m.rows > 0).map(|m| m.series.clone()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What the chosen slots lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Columns that at least one chosen slot does not have.
    pub columns: Vec<String>,
    /// How many chosen slots lack one.
    pub slots: usize,
    /// Other slots that have everything, where there are some.
    pub instead: Option<Choice>,
}

/// What `chosen` lacks of `columns`, and what has it.
pub fn missing(markets: &[MarketCoverage], chosen: &[String], columns: &[&str]) -> Option<Missing> {
    let lacking: Vec<&MarketCoverage> =
        markets.iter().filter(|m| chosen.contains(&m.symbol) && !fits(m, columns)).collect();
    if lacking.is_empty() {
        return None;
    }
    let absent = |c: &&&str| lacking.iter().any(|m| !m.columns.iter().any(|have| have == **c));
    let wanted = columns.iter().filter(absent).map(|c| (*c).to_owned()).collect();
    let instead = default_choice(markets, columns).filter(|choice| {
        markets.iter().any(|m| choice.slots.contains(&m.symbol) && fits(m, columns))
            && choice.slots.as_slice() != chosen
    });
    Some(Missing { columns: wanted, slots: lacking.len(), instead })
}

/// `YYYY-MM-DD` of an instant, UTC.
pub fn day_text(ms: i64) -> String {
    // Days since the epoch to a civil date, after Howard Hinnant's algorithm.
    let z = ms.div_euclid(DAY_MS) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn market(series: &str, day: i64, slot: i64, columns: &[&str], generated: bool) -> MarketCoverage {
        let start_ms = day * DAY_MS + slot * 900_000;
        serde_json::from_value(serde_json::json!({
            "symbol": format!("{series}-{}", start_ms / 1000), "series": series, "start_ms": start_ms,
            "end_ms": start_ms + 900_000, "rows": 900, "grid_rows": 900, "from_ms": start_ms, "to_ms": start_ms + 899_000,
            "gaps": 0, "longest_gap_ms": 1000, "inconsistent": 0, "columns": columns, "winner": "UP",
            "winner_source": "metadata", "price_definition": "", "one_token": false, "generated": generated,
        }))
        .unwrap()
    }

    fn store() -> Vec<MarketCoverage> {
        let mut all = Vec::new();
        for slot in 0..6 {
            all.push(market("btc-updown-15m", 10, slot, &["bid_up", "settlement_price"], true));
            all.push(market("btc-updown-15m", 9, slot, &["bid_up"], false));
            all.push(market("eth-updown-15m", 8, slot, &["bid_up"], false));
        }
        all
    }

    #[test]
    fn the_newest_recorded_day_that_has_the_columns_is_shown_first() {
        let choice = default_choice(&store(), &["bid_up"]).unwrap();
        assert_eq!((choice.series.as_str(), choice.day_ms), ("btc-updown-15m", 9 * DAY_MS));
        assert_eq!(choice.slots.len(), 6);
    }

    #[test]
    fn a_generated_day_is_shown_where_no_recorded_one_has_the_columns() {
        let choice = default_choice(&store(), &["settlement_price"]).unwrap();
        assert_eq!(choice.day_ms, 10 * DAY_MS);
        assert_eq!(default_choice(&store(), &["tick_size"]).unwrap().day_ms, 9 * DAY_MS);
        assert_eq!(default_choice(&[], &[]), None);
    }

    #[test]
    fn what_chosen_slots_lack_is_said_with_what_has_it() {
        let chosen = default_choice(&store(), &["bid_up"]).unwrap().slots;
        assert_eq!(missing(&store(), &chosen, &["bid_up"]), None);
        let missing = missing(&store(), &chosen, &["bid_up", "settlement_price"]).unwrap();
        assert_eq!(missing.columns, ["settlement_price"]);
        assert_eq!(missing.slots, 6);
        assert_eq!(missing.instead.unwrap().day_ms, 10 * DAY_MS);
    }

    #[test]
    fn several_days_are_chosen_together() {
        let mut all = store();
        all.push(market("btc-updown-15m", 8, 0, &["bid_up"], false));
        let choice = choose(&all, "btc-updown-15m", 10 * DAY_MS, 2, &["bid_up"]);
        assert_eq!(choice.slots.len(), 12);
        assert_eq!(choose(&all, "btc-updown-15m", 10 * DAY_MS, 3, &["bid_up"]).slots.len(), 13);
        assert_eq!(period(&choice), ("1970-01-10".to_owned(), "1970-01-11".to_owned()));
        assert_eq!(series(&all), ["btc-updown-15m", "eth-updown-15m"]);
    }

    #[test]
    fn nothing_is_offered_in_place_when_no_slot_has_the_column() {
        let chosen = default_choice(&store(), &[]).unwrap().slots;
        assert_eq!(missing(&store(), &chosen, &["tick_size"]).unwrap().instead, None);
    }

    #[test]
    fn slots_without_rows_are_left_out_and_dates_are_civil() {
        let mut empty = market("btc-updown-15m", 11, 0, &["bid_up"], false);
        empty.rows = 0;
        assert!(days(&[empty], &[]).is_empty());
        assert_eq!(day_text(0), "1970-01-01");
        assert_eq!(day_text(951_782_400_000), "2000-02-29");
        assert_eq!(day_text(1_770_138_000_000), "2026-02-03");
    }
}
