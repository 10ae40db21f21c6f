//! Gamma's descriptions of events and markets: JSON with JSON inside, and nothing about the result before it is known.

use crate::market::{MarketState, Phase};
use crate::venue::Venue;
use crate::ws::book::{last_price, stated, view};
use craftstrat_model::{Duration, Outcome, Price, PriceDefinition, TimeMs, Winner};
use serde_json::{Value, json};

/// Difference between a market's id and its event's.
pub(super) const EVENT_OFFSET: u64 = 1_000_000;

/// Ids of the series that are known from the venue; the others get one of their own.
pub(super) fn series_id(slug: &str) -> u64 {
    match slug {
        "btc-up-or-down-5m" => 10_684,
        "btc-up-or-down-15m" => 10_192,
        other => 20_000 + other.bytes().fold(0_u64, |h, b| (h * 31 + u64::from(b)) % 9_999),
    }
}

pub(super) fn series_slug(state: &MarketState) -> String {
    let series = &state.market.series;
    format!("{}-up-or-down-{}", series.asset(), series.duration().code())
}

impl Venue {
    /// An event of one market, which is what Up/Down slots are.
    pub(super) fn event(&self, state: &MarketState) -> Value {
        let mut value = self.event_head(state);
        value["markets"] = json!([self.market_body(state)]);
        value
    }

    /// A market with its event's head inside.
    pub(super) fn gamma_market(&self, state: &MarketState) -> Value {
        let mut value = self.market_body(state);
        value["events"] = json!([self.event_head(state)]);
        value
    }

    fn event_head(&self, state: &MarketState) -> Value {
        let (market, slug) = (&state.market, series_slug(state));
        let resolved = state.phase == Phase::Resolved;
        let mut value = json!({
            "id": (state.number + EVENT_OFFSET).to_string(),
            "ticker": market.slug,
            "slug": market.slug,
            "title": state.question(),
            "description": "",
            "resolutionSource": source(state),
            "startDate": created(state).to_string(),
            "creationDate": created(state).to_string(),
            "createdAt": created(state).to_string(),
            "endDate": market.end.to_string(),
            "startTime": market.start.to_string(),
            "active": true,
            "closed": resolved,
            "archived": false,
            "new": false,
            "featured": false,
            "restricted": true,
            "enableOrderBook": true,
            "negRisk": false,
            "volume": state.volume.to_f64(),
            "liquidity": 0.0,
            "seriesSlug": slug,
            "series": [{
                "id": series_id(&slug).to_string(),
                "ticker": slug,
                "slug": slug,
                "title": slug,
                "seriesType": "single",
                "recurrence": market.series.duration().code(),
                "active": true,
                "closed": false,
            }],
            "tags": [
                { "id": "21", "label": "Crypto", "slug": "crypto" },
                { "id": "102127", "label": "Up or Down", "slug": "up-or-down" },
            ],
        });
        if resolved && market.price_to_beat.is_finite() {
            let mut metadata = json!({ "priceToBeat": market.price_to_beat });
            if market.end_price.is_finite() {
                metadata["finalPrice"] = json!(market.end_price);
            }
            value["eventMetadata"] = metadata;
        }
        value
    }

    fn market_body(&self, state: &MarketState) -> Value {
        let (market, fees) = (&state.market, state.fees());
        let (bid, ask) = stated(&view(state, Outcome::Up));
        let resolved = state.phase == Phase::Resolved;
        let mut value = json!({
            "id": state.number.to_string(),
            "conditionId": state.condition,
            "questionID": crate::ids::hash("question", &market.slug),
            "slug": market.slug,
            "question": state.question(),
            "description": "",
            "resolutionSource": source(state),
            "startDate": created(state).to_string(),
            "createdAt": created(state).to_string(),
            "endDate": market.end.to_string(),
            "eventStartTime": market.start.to_string(),
            "active": true,
            "closed": resolved,
            "archived": false,
            "restricted": true,
            "acceptingOrders": state.is_open(),
            "enableOrderBook": true,
            "orderPriceMinTickSize": state.tick.to_f64(),
            "orderMinSize": state.min_size.to_f64(),
            "negRisk": false,
            "outcomes": json!(["Up", "Down"]).to_string(),
            "outcomePrices": json!(outcome_prices(state)).to_string(),
            "clobTokenIds": json!(state.tokens).to_string(),
            "feesEnabled": fees.rate_micros > 0,
            "feeType": "crypto_fees_v2",
            "feeSchedule": {
                "rate": f64::from(fees.rate_micros) / 1e6,
                "exponent": fees.exponent,
                "takerOnly": true,
                "rebateRate": 0.2,
            },
            "makerBaseFee": state.base_fee(),
            "takerBaseFee": state.base_fee(),
            "bestBid": bid.to_f64(),
            "bestAsk": ask.to_f64(),
            "spread": Price::from_micros(ask.micros() - bid.micros()).to_f64(),
            "lastTradePrice": last_price(state, Outcome::Up).to_f64(),
            "volume": state.volume.to_string(),
            "volumeNum": state.volume.to_f64(),
            "liquidity": "0",
            "liquidityNum": 0.0,
            "umaResolutionStatuses": "[]",
            "version": "v1",
            "cryptoMarketConfig": config(state),
        });
        if let Some(at) = state.resolved_at {
            value["umaResolutionStatus"] = json!("resolved");
            let text = TimeMs(at.0 / 1_000 * 1_000).to_string();
            value["closedTime"] = json!(text.replace('T', " ").replace('Z', "+00"));
        }
        value
    }
}

/// The venue makes a market about a day ahead.
fn created(state: &MarketState) -> TimeMs {
    state.market.start.plus_ms(-Duration::D1.ms())
}

fn source(state: &MarketState) -> String {
    let pair = format!("{}-usd", state.market.series.asset());
    match state.market.price_definition {
        PriceDefinition::ChainlinkTwap60 => {
            format!("https://data.chain.link/streams/{pair}-twap-60s-streams")
        }
        PriceDefinition::ChainlinkTwap30 => {
            format!("https://data.chain.link/streams/{pair}-twap-30s-streams")
        }
        PriceDefinition::ChainlinkSpot => format!("https://data.chain.link/streams/{pair}"),
        PriceDefinition::BinanceCandle1h | PriceDefinition::BinanceNoonClose => {
            format!("https://www.binance.com/en/trade/{}_USDT", state.market.series.asset().to_uppercase())
        }
    }
}

fn config(state: &MarketState) -> Value {
    let series = &state.market.series;
    let seconds = match state.market.price_definition {
        PriceDefinition::ChainlinkTwap60 => 60,
        PriceDefinition::ChainlinkTwap30 => 30,
        _ => 0,
    };
    let code = series.duration().code();
    let id = if seconds > 0 {
        format!("{}-{code}-twap-{seconds}", series.asset())
    } else {
        format!("{}-{code}", series.asset())
    };
    json!({
        "id": id,
        "asset": series.asset(),
        "duration": code,
        "twapEnabled": seconds > 0,
        "twapLookbackSeconds": seconds,
    })
}

/// 1 and 0 once resolved; before that the middle of the book.
fn outcome_prices(state: &MarketState) -> [String; 2] {
    Outcome::BOTH.map(|outcome| match state.public_winner() {
        Some(Winner::Split) => "0.5".to_owned(),
        Some(winner) => winner.payout(outcome).to_string(),
        None if state.phase == Phase::Open => super::clob::mid(state, outcome).to_string(),
        None => last_price(state, outcome).to_string(),
    })
}
