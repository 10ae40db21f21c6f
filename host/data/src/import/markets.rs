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
use crate::import::number::from_scaled_18;
use crate::import::prices::is_plausible;
use crate::{ImportError, ImportReport, Progress};
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{FeeSchedule, Market, Outcome, PriceDefinition, Winner, WinnerSource};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What metadata says of one slot.
#[derive(Clone, Debug, PartialEq)]
pub struct MarketInfo {
    /// The slot with what is known of it.
    pub market: Market,
    /// Token ids, Up first; empty text where not said.
    pub tokens: [String; 2],
    /// Condition id; empty where not said.
    pub condition: String,
}

/// Metadata of many slots, by slug.
#[derive(Clone, Debug, Default)]
pub struct Markets {
    by_slug: BTreeMap<String, MarketInfo>,
    by_token: BTreeMap<String, (String, Outcome)>,
}

/// No slug of an Up/Down slot.
pub const NOT_UP_DOWN: &str = "metadata: not an Up/Down slot";
/// An object without the fields of a market.
pub const NOT_A_MARKET: &str = "metadata: not a market";
/// Outcomes that are not Up and Down.
pub const OTHER_OUTCOMES: &str = "metadata: outcomes are not Up and Down";

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

    /// Takes a market, an event with its markets, or an array of either.
    fn take(&mut self, value: &Value, report: &mut ImportReport) {
        if let Value::Array(values) = value {
            for value in values {
                self.take(value, report);
            }
            return;
        }
        let markets = value.get("markets").and_then(Value::as_array);
        let Some(markets) = markets else {
            return self.take_market(value, None, report);
        };
        for market in markets {
            self.take_market(market, value.get("eventMetadata"), report);
        }
    }

    fn take_market(&mut self, value: &Value, event: Option<&Value>, report: &mut ImportReport) {
        report.records += 1;
        match market_info(value, event) {
            Ok(info) => self.insert(info),
            Err(reason) => report.reject(reason),
        }
    }
}

impl MarketInfo {
    /// A slot of which only the slug is known.
    pub fn new(market: Market) -> Self {
        Self { market, tokens: Default::default(), condition: String::new() }
    }

    /// Fills what is missing from another record of the same slot: recordings of two days overlap at midnight.
    fn complete(&mut self, other: Self) {
        let (mine, theirs) = (&mut self.market, other.market);
        if mine.winner.is_none() && theirs.winner.is_some() {
            mine.winner = theirs.winner;
            mine.winner_source = theirs.winner_source;
        }
        if mine.price_to_beat.is_nan() {
            mine.price_to_beat = theirs.price_to_beat;
        }
        if mine.end_price.is_nan() {
            mine.end_price = theirs.end_price;
        }
        mine.fees = mine.fees.or(theirs.fees);
        for (mine, theirs) in self.tokens.iter_mut().zip(other.tokens) {
            if mine.is_empty() {
                *mine = theirs;
            }
        }
        if self.condition.is_empty() {
            self.condition = other.condition;
        }
    }
}

/// A recorder's wrapper keeps the Gamma object under `raw`; fields of either count, the wrapper's first.
struct Fields<'v> {
    outer: &'v Value,
    raw: Option<&'v Value>,
}

impl<'v> Fields<'v> {
    fn get(&self, names: &[&str]) -> Option<&'v Value> {
        let objects = [Some(self.outer), self.raw];
        let found = objects.into_iter().flatten().flat_map(|o| names.iter().map(move |n| o.get(n)));
        found.flatten().find(|v| !v.is_null())
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        match self.get(names)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn number(&self, names: &[&str]) -> Option<f64> {
        number_of(self.get(names)?)
    }

    /// A list of texts, be it an array or one written as text.
    fn texts(&self, names: &[&str]) -> Option<Vec<String>> {
        let parsed;
        let list = match self.get(names)? {
            Value::Array(list) => list,
            Value::String(text) => {
                parsed = serde_json::from_str::<Vec<Value>>(text).ok()?;
                &parsed
            }
            _ => return None,
        };
        let text = |v: &Value| match v {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Some(list.iter().map(text).collect())
    }
}

fn number_of(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

fn market_info(value: &Value, event: Option<&Value>) -> Result<MarketInfo, &'static str> {
    let fields = Fields { outer: value, raw: value.get("raw").filter(|r| r.is_object()) };
    let slug = fields.text(&["slug", "market_slug"]).ok_or(NOT_A_MARKET)?;
    let market = market_of_slug(&slug).map_err(|_| NOT_UP_DOWN)?;
    let mut info = MarketInfo::new(market);
    let up = up_index(&fields)?;
    if let Some(tokens) = fields.texts(&["token_ids", "clobTokenIds"])
        && tokens.len() == 2
    {
        info.tokens = [tokens[up].clone(), tokens[1 - up].clone()];
    }
    info.condition = fields.text(&["condition_id", "conditionId"]).unwrap_or_default();
    if let Some(winner) = winner(&fields, up) {
        info.market.winner = Some(winner);
        info.market.winner_source = WinnerSource::Metadata;
    }
    let nested = fields.get(&["events"]).and_then(|e| e.get(0)).and_then(|e| e.get("eventMetadata"));
    let (strike, end) = prices(&fields, event.or(nested));
    info.market.price_to_beat = strike.unwrap_or(f64::NAN);
    info.market.end_price = end.unwrap_or(f64::NAN);
    info.market.fees = fees(&fields);
    if let Some(definition) = definition(&fields) {
        info.market.price_definition = definition;
    }
    Ok(info)
}

/// The fee curve the metadata states. What is stated but out of bounds counts as not stated.
fn fees(fields: &Fields<'_>) -> Option<FeeSchedule> {
    if fields.get(&["feesEnabled"]).and_then(Value::as_bool) == Some(false) {
        return Some(FeeSchedule { rate_micros: 0, exponent: 1 });
    }
    let schedule = fields.get(&["feeSchedule"])?;
    let rate = schedule.get("rate").and_then(number_of)? * 1e6;
    let exponent = schedule.get("exponent").and_then(number_of)?;
    let believed = (0.0..=f64::from(FeeSchedule::RATE_MICROS_MAX)).contains(&rate)
        && (0.0..=f64::from(FeeSchedule::EXPONENT_MAX)).contains(&exponent)
        && exponent.fract() == 0.0;
    believed.then(|| FeeSchedule { rate_micros: rate.round() as u32, exponent: exponent as u8 })
}

/// Which of the two outcomes is Up. Lists are Up first where the outcomes are not named.
fn up_index(fields: &Fields<'_>) -> Result<usize, &'static str> {
    let Some(names) = fields.texts(&["outcomes"]) else { return Ok(0) };
    let names: Vec<String> = names.iter().map(|n| n.to_lowercase()).collect();
    match names.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["up", "down"] => Ok(0),
        ["down", "up"] => Ok(1),
        _ => Err(OTHER_OUTCOMES),
    }
}

/// The winner, only where the metadata says that the market is resolved and the prices are those of a resolution.
fn winner(fields: &Fields<'_>, up: usize) -> Option<Winner> {
    let flagged = fields.get(&["resolved"]).and_then(Value::as_bool);
    let status = fields.text(&["umaResolutionStatus"]);
    if !flagged.unwrap_or(status.as_deref() == Some("resolved")) {
        return None;
    }
    let prices = fields.texts(&["outcome_prices", "outcomePrices"])?;
    let [a, b] = prices[..].try_into().ok().map(|p: &[String; 2]| p.each_ref().map(|t| t.parse::<f64>()))?;
    let (a, b) = (a.ok()?, b.ok()?);
    let (up, down) = if up == 0 { (a, b) } else { (b, a) };
    match (up, down) {
        (1.0, 0.0) => Some(Winner::Up),
        (0.0, 1.0) => Some(Winner::Down),
        (0.5, 0.5) => Some(Winner::Split),
        _ => None,
    }
}

/// Price to beat and end price.
fn prices(fields: &Fields<'_>, event: Option<&Value>) -> (Option<f64>, Option<f64>) {
    let of_event = |name: &str| event.and_then(|e| e.get(name)).and_then(number_of);
    let scaled = fields.get(&["strike_value"]).and_then(Value::as_str).and_then(from_scaled_18);
    let strike = scaled
        .or_else(|| of_event("priceToBeat"))
        .or_else(|| fields.number(&["priceToBeat", "price_to_beat"]));
    let end = of_event("finalPrice").or_else(|| fields.number(&["finalPrice", "final_price"]));
    (strike.filter(|p| is_plausible(*p)), end.filter(|p| is_plausible(*p)))
}

/// What the market object itself says of its settlement stream.
fn definition(fields: &Fields<'_>) -> Option<PriceDefinition> {
    let by_look_back = |seconds: f64| match seconds {
        60.0 => Some(PriceDefinition::ChainlinkTwap60),
        30.0 => Some(PriceDefinition::ChainlinkTwap30),
        _ => None,
    };
    if let Some(config) = fields.get(&["cryptoMarketConfig"])
        && config.get("twapEnabled").and_then(Value::as_bool) == Some(true)
    {
        return config.get("twapLookbackSeconds").and_then(number_of).and_then(by_look_back);
    }
    let source = fields.text(&["resolutionSource"])?;
    let stream = source.strip_prefix("https://data.chain.link/streams/")?;
    match stream {
        s if s.contains("twap-60s") => Some(PriceDefinition::ChainlinkTwap60),
        s if s.contains("twap-30s") => Some(PriceDefinition::ChainlinkTwap30),
        s if s.contains("twap") => None,
        _ => Some(PriceDefinition::ChainlinkSpot),
    }
}
