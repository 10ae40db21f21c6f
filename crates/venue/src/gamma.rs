//! Market metadata as Gamma gives it and recorders wrap it: slots, tokens, who won, the price to beat, fees.
//!
//! Gamma writes JSON inside JSON strings (`outcomes`, `outcomePrices`, `clobTokenIds`); both forms are accepted. What is
//! stated but impossible counts as not stated. An object that is no Up/Down slot is refused with a reason.
//!
//! **Known when.** The winner and the end price are settlement data, published after the slot; so is the price to beat.

mod fields;

use crate::number::from_scaled_18;
use crate::price::is_plausible;
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{FeeSchedule, Market, Price, PriceDefinition, Shares, Winner, WinnerSource};
use fields::{Fields, number_of};
use serde_json::Value;

/// No slug of an Up/Down slot.
pub const NOT_UP_DOWN: &str = "metadata: not an Up/Down slot";
/// An object without the fields of a market.
pub const NOT_A_MARKET: &str = "metadata: not a market";
/// Outcomes that are not Up and Down.
pub const OTHER_OUTCOMES: &str = "metadata: outcomes are not Up and Down";

/// What metadata says of one slot.
#[derive(Clone, Debug, PartialEq)]
pub struct MarketInfo {
    /// The slot with what is known of it.
    pub market: Market,
    /// Token ids, Up first; empty text where not said.
    pub tokens: [String; 2],
    /// Condition id; empty where not said.
    pub condition: String,
    /// What it says of trading.
    pub trading: Trading,
}

/// What metadata says of trading in a market; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trading {
    /// Whether orders are accepted. (`active` of the venue does not say that.)
    pub accepting_orders: Option<bool>,
    /// Whether the market is closed.
    pub closed: Option<bool>,
    /// Price step.
    pub tick_size: Option<Price>,
    /// Smallest resting order.
    pub min_order_size: Option<Shares>,
    /// Whether it belongs to a negative-risk event.
    pub neg_risk: Option<bool>,
}

impl MarketInfo {
    /// A slot of which only the slug is known.
    pub fn new(market: Market) -> Self {
        Self { market, tokens: Default::default(), condition: String::new(), trading: Trading::default() }
    }

    /// Fills what is missing from another record of the same slot: recordings of two days overlap at midnight.
    pub fn complete(&mut self, other: Self) {
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
        self.trading = self.trading.or(other.trading);
    }
}

impl Trading {
    /// This, and `other` where this says nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            accepting_orders: self.accepting_orders.or(other.accepting_orders),
            closed: self.closed.or(other.closed),
            tick_size: self.tick_size.or(other.tick_size),
            min_order_size: self.min_order_size.or(other.min_order_size),
            neg_risk: self.neg_risk.or(other.neg_risk),
        }
    }
}

/// The slots in a market, an event with its markets, a page of either (`data`, `events`, `markets`), or an array of any of
/// them; for each object the slot or why it is none.
pub fn markets(value: &Value) -> Vec<Result<MarketInfo, &'static str>> {
    let mut out = Vec::new();
    take(value, &mut out);
    out
}

/// As [`markets`], from text; `None` when it is not JSON.
pub fn decode(text: &[u8]) -> Option<Vec<Result<MarketInfo, &'static str>>> {
    serde_json::from_slice(text).ok().map(|value| markets(&value))
}

fn take(value: &Value, out: &mut Vec<Result<MarketInfo, &'static str>>) {
    if let Value::Array(values) = value {
        return values.iter().for_each(|value| take(value, out));
    }
    if let Some(markets) = value.get("markets").and_then(Value::as_array) {
        return out.extend(markets.iter().map(|m| market_info(m, value.get("eventMetadata"))));
    }
    let page = ["data", "events"].iter().find_map(|key| value.get(key)).filter(|v| v.is_array());
    // A market lists the events it belongs to; a page has no slug.
    match page.filter(|_| value.get("slug").is_none() && value.get("conditionId").is_none()) {
        Some(page) => take(page, out),
        None => out.push(market_info(value, None)),
    }
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
    info.trading = trading(&fields);
    Ok(info)
}

fn trading(fields: &Fields<'_>) -> Trading {
    let flag = |names: &[&str]| fields.get(names).and_then(Value::as_bool);
    let tick_size = fields.number(&["orderPriceMinTickSize", "minimum_tick_size"]);
    let min_order_size = fields.number(&["orderMinSize", "minimum_order_size"]);
    Trading {
        accepting_orders: flag(&["acceptingOrders", "accepting_orders"]),
        closed: flag(&["closed"]),
        tick_size: tick_size.and_then(|t| Price::from_f64(t).ok()).filter(|t| t.is_tradable()),
        min_order_size: min_order_size.and_then(|s| Shares::from_f64(s).ok()).filter(|s| s.is_positive()),
        neg_risk: flag(&["negRisk", "neg_risk"]),
    }
}

/// The fee curve the metadata states. What is stated but out of bounds counts as not stated.
fn fees(fields: &Fields<'_>) -> Option<FeeSchedule> {
    if fields.get(&["feesEnabled"]).and_then(Value::as_bool) == Some(false) {
        return Some(FeeSchedule { rate_micros: 0, exponent: 1 });
    }
    let schedule = fields.get(&["feeSchedule"])?;
    fee_curve(schedule.get("rate"), schedule.get("exponent"))
}

/// A fee curve of two JSON values; `None` when one is missing or out of bounds.
pub(crate) fn fee_curve(rate: Option<&Value>, exponent: Option<&Value>) -> Option<FeeSchedule> {
    let rate = rate.and_then(number_of)? * 1e6;
    let exponent = exponent.and_then(number_of)?;
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
