//! What market metadata says of slots: tokens, who won, the price to beat, which stream settles.
//!
//! Reads Gamma markets and events and recorders' wrappers around them, one JSON value a line or one JSON array, plain
//! or gzip. Gamma writes JSON inside JSON strings (`outcomes`, `outcomePrices`, `clobTokenIds`); both forms are
//! accepted. Objects that are not Up/Down slots are refused with a reason.
//!
//! **Known when.** The winner and the end price are settlement data. The price to beat is published by Gamma after the
//! slot only; where the settlement stream is recorded, it is known when that stream's tick of the start second was
//! received, else 1 s after the start ([`craftstrat_model::Market::price_to_beat_at`]).

use crate::import::lines::Source;
use crate::{ImportError, ImportReport, Progress};
use craftstrat_model::{Outcome, Winner, WinnerSource};
use craftstrat_venue::gamma;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

pub use craftstrat_venue::gamma::{MarketInfo, NOT_A_MARKET, NOT_UP_DOWN, OTHER_OUTCOMES};

/// Metadata of many slots, by slug.
#[derive(Clone, Debug, Default)]
pub struct Markets {
    by_slug: BTreeMap<String, MarketInfo>,
    by_token: BTreeMap<String, (String, Outcome)>,
}

impl Markets {
    /// Reads every file.
    ///
    /// # Errors
    /// When a file cannot be read or a line is not JSON.
    pub fn read(
        paths: &[PathBuf],
        report: &mut ImportReport,
        progress: &dyn Progress,
    ) -> Result<Self, ImportError> {
        let mut all = Self::default();
        for path in paths {
            let mut source = Source::open(path, progress)?;
            let mut whole: Option<Vec<u8>> = None;
            while let Some((number, line)) = source.next_line()? {
                // A document over several lines: gather it. `[` alone opens an array, `{` alone an object.
                if let Some(text) = &mut whole {
                    text.extend_from_slice(line);
                    text.push(b'\n');
                    continue;
                }
                match serde_json::from_slice::<Value>(line) {
                    Ok(value) => all.take(&value, report),
                    Err(e) if e.is_eof() && number == 1 => whole = Some([line, b"\n"].concat()),
                    Err(e) => {
                        let remedy = "Metadata is Gamma JSON, one market a line or one array";
                        return Err(ImportError::row(path, number, format!("not JSON ({e})"), remedy));
                    }
                }
            }
            if let Some(text) = whole {
                let value = serde_json::from_slice(&text).map_err(|e| {
                    ImportError::file(path, format!("not JSON ({e})"), "Metadata is Gamma JSON, complete")
                })?;
                all.take(&value, report);
            }
        }
        Ok(all)
    }

    /// What is known of `slug`.
    pub fn get(&self, slug: &str) -> Option<&MarketInfo> {
        self.by_slug.get(slug)
    }

    /// Slots in order of their slugs.
    pub fn iter(&self) -> impl Iterator<Item = &MarketInfo> {
        self.by_slug.values()
    }

    /// Number of slots.
    pub fn len(&self) -> usize {
        self.by_slug.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_slug.is_empty()
    }

    /// The slug and outcome a token stands for.
    pub fn of_token(&self, token: &str) -> Option<(&str, Outcome)> {
        self.by_token.get(token).map(|(slug, outcome)| (slug.as_str(), *outcome))
    }

    /// Adds or completes a slot.
    pub fn insert(&mut self, info: MarketInfo) {
        for (token, outcome) in info.tokens.iter().zip(Outcome::BOTH) {
            if !token.is_empty() {
                self.by_token.insert(token.clone(), (info.market.slug.clone(), outcome));
            }
        }
        match self.by_slug.get_mut(&info.market.slug) {
            Some(known) => known.complete(info),
            None => {
                self.by_slug.insert(info.market.slug.clone(), info);
            }
        }
    }

    /// Says who won a slot that is listed; ignored otherwise.
    pub fn resolve(&mut self, slug: &str, winner: Winner) {
        if let Some(info) = self.by_slug.get_mut(slug)
            && info.market.winner.is_none()
        {
            info.market.winner = Some(winner);
            info.market.winner_source = WinnerSource::Metadata;
        }
    }

    fn take(&mut self, value: &Value, report: &mut ImportReport) {
        for market in gamma::markets(value) {
            report.records += 1;
            match market {
                Ok(info) => self.insert(info),
                Err(reason) => report.reject(reason),
            }
        }
    }
}
