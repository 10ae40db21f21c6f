//! Recorded slots through the feed and through the importer: the same rows.

use crate::rows::{deliver, difference, import, patient, slots_of};
use crate::support::{Driver, shared, token};
use craftstrat_data::SlotRows;
use craftstrat_data::import::Options;
use craftstrat_feed::core::Link;
use craftstrat_venue::number::time_us_of_f64;
use craftstrat_venue::rest;
use craftstrat_venue::token_id::outcome_of_token;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

struct Recorded {
    us: i64,
    venue_ms: Option<i64>,
    slug: String,
    token: String,
    condition: String,
    text: String,
}

fn recorded(folder: &Path) -> Vec<Recorded> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let reader = SerializedFileReader::new(std::fs::File::open(file).unwrap()).unwrap();
        let columns = reader.metadata().file_metadata().schema_descr().columns().to_vec();
        let at = |name: &str| columns.iter().position(|c| c.name() == name).unwrap();
        let [time, slug, raw] = ["timestamp", "slug", "raw_data"].map(at);
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            let Ok(text) = row.get_string(raw) else { continue };
            let message = rest::book(text.as_bytes()).unwrap();
            all.push(Recorded {
                us: time_us_of_f64(row.get_double(time).unwrap()).unwrap(),
                venue_ms: message.venue_ms,
                slug: row.get_string(slug).unwrap().clone(),
                token: message.token.to_string(),
                condition: message.condition.to_string(),
                text: text.clone(),
            });
        }
    }
    // As importers order what came together.
    all.sort_by_key(|m| (m.us, m.venue_ms));
    all
}

/// Twelve recorded slots, through the feed and through the importer.
#[test]
fn recorded_messages_give_the_importers_rows() {
    let Some(folder) = shared("orderbooks/cronos_btc5m_2026-04-16/market_data") else { return };
    let messages = recorded(&folder);
    let mut driver = Driver::new(patient(&["btc-updown-5m"]), messages[0].us / 1_000 - 400_000);
    let mut tokens: BTreeMap<String, ([String; 2], String)> = BTreeMap::new();
    for message in &messages {
        let other = |i: usize| format!("9{}", token(&message.slug, i == 0));
        let known = tokens.entry(message.slug.clone());
        let known = known.or_insert_with(|| ([other(0), other(1)], message.condition.clone()));
        if !known.0.contains(&message.token) {
            let outcome = outcome_of_token(&message.condition, &message.token).unwrap();
            known.0[outcome.index()] = message.token.clone();
        }
    }
    for (slug, ([up, down], condition)) in &tokens {
        let extra = format!(r#","condition_id":"{condition}","token_ids":["{up}","{down}"]"#);
        driver.venue.listed.insert(slug.clone(), Some(extra));
    }
    for message in &messages {
        deliver(&mut driver, Link::Market, message.us, &message.text);
    }
    driver.until(driver.now_us / 1_000 + 400_000);
    let mine = slots_of(&driver.log);
    let (theirs, report) = import(&[folder], &Options::default());
    let rows: usize = theirs.values().map(SlotRows::len).sum();
    let counters = driver.feed.counters();
    eprintln!(
        "{} messages, {} slots, {rows} rows; hashes {} equal, {} differ, {} unchecked; {} repeated",
        messages.len(),
        theirs.len(),
        counters.hashes_equal,
        counters.hashes_differ,
        counters.hashes_unchecked,
        counters.repeated
    );
    assert!(theirs.len() >= 12 && report.rejects.is_empty(), "{report:?}");
    for (slug, theirs) in &theirs {
        let mine = mine.get(slug).unwrap_or_else(|| panic!("the feed has no row of {slug}"));
        assert_eq!(difference(mine, theirs), None, "{slug}");
    }
    assert_eq!(mine.len(), theirs.len());
    // These recordings lack trades, which hashes cover, so only the messages that state the last trade can be checked.
    assert!(counters.hashes_equal > 50, "{counters:?}");
}
