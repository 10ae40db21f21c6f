//! Slot markets: which series, which slot, who won and how that is known.

use crate::{Price, TimeMs};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One of the two outcomes of an Up/Down market. Up wins when the end price is at least the start price (a tie is Up).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Outcome {
    /// The underlying ends at or above its start.
    Up,
    /// The underlying ends below its start.
    Down,
}

impl Outcome {
    /// Both outcomes, Up first. `Outcome as usize` indexes arrays in this order.
    pub const BOTH: [Self; 2] = [Self::Up, Self::Down];

    /// The other outcome.
    pub const fn other(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }

    /// 0 for Up, 1 for Down.
    pub const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Up => "UP",
            Self::Down => "DOWN",
        })
    }
}

/// How long a slot lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Duration {
    /// Five minutes.
    #[serde(rename = "5m")]
    M5,
    /// Fifteen minutes.
    #[serde(rename = "15m")]
    M15,
    /// One hour.
    #[serde(rename = "1h")]
    H1,
    /// Four hours.
    #[serde(rename = "4h")]
    H4,
    /// One day.
    #[serde(rename = "1d")]
    D1,
}

impl Duration {
    /// All durations, shortest first.
    pub const ALL: [Self; 5] = [Self::M5, Self::M15, Self::H1, Self::H4, Self::D1];

    /// Seconds in the slot.
    pub const fn seconds(self) -> i64 {
        match self {
            Self::M5 => 300,
            Self::M15 => 900,
            Self::H1 => 3_600,
            Self::H4 => 14_400,
            Self::D1 => 86_400,
        }
    }

    /// Milliseconds in the slot.
    pub const fn ms(self) -> i64 {
        self.seconds() * 1_000
    }

    /// As in slugs: `5m`, `15m`, `1h`, `4h`, `1d`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::M5 => "5m",
            Self::M15 => "15m",
            Self::H1 => "1h",
            Self::H4 => "4h",
            Self::D1 => "1d",
        }
    }
}

/// Why a text names no series.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a series: write an asset and a duration, for example btc-updown-15m")]
pub struct SeriesError(String);

/// A run of consecutive slot markets on one asset: `btc-updown-15m`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Series {
    asset: String,
    duration: Duration,
}

impl Series {
    /// The series of `asset` (1 to 10 lower-case letters or digits) and `duration`.
    ///
    /// # Errors
    /// When the asset is empty, too long or has other characters.
    pub fn new(asset: &str, duration: Duration) -> Result<Self, SeriesError> {
        let valid = (1..=10).contains(&asset.len())
            && asset.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !valid {
            return Err(SeriesError(asset.chars().take(40).collect()));
        }
        Ok(Self { asset: asset.to_owned(), duration })
    }

    /// The asset's ticker in lower case: `btc`.
    pub fn asset(&self) -> &str {
        &self.asset
    }

    /// How long each slot lasts.
    pub const fn duration(&self) -> Duration {
        self.duration
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-updown-{}", self.asset, self.duration.code()))
    }
}

impl FromStr for Series {
    type Err = SeriesError;

    fn from_str(text: &str) -> Result<Self, SeriesError> {
        let bad = || SeriesError(text.chars().take(60).collect());
        let (asset, code) = text.split_once("-updown-").ok_or_else(bad)?;
        let duration = Duration::ALL.into_iter().find(|d| d.code() == code).ok_or_else(bad)?;
        Self::new(asset, duration).map_err(|_| bad())
    }
}

/// How a slot was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Winner {
    /// Up shares pay one dollar.
    Up,
    /// Down shares pay one dollar.
    Down,
    /// Both pay half a dollar.
    Split,
}

impl Winner {
    /// What one share of `outcome` pays.
    pub const fn payout(self, outcome: Outcome) -> Price {
        match (self, outcome) {
            (Self::Up, Outcome::Up) | (Self::Down, Outcome::Down) => Price::ONE,
            (Self::Split, _) => Price::from_micros(500_000),
            _ => Price::ZERO,
        }
    }
}

/// Where the knowledge of the winner comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WinnerSource {
    /// Market metadata says so.
    Metadata,
    /// The last five seconds of the in-slot book show one bid at 0.97 or more.
    Inferred,
    /// Not known: results that depend on it are a range.
    Unresolved,
    /// The market was made by the generator, not recorded.
    Generated,
}

/// Which price stream a slot settles on. Slots of different definitions are not comparable as one history.
/// Source: the venue's change log (TWAP since 2026-08-07 for 15m and 4h, 2026-08-14 for 5m).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceDefinition {
    /// Chainlink data stream, spot.
    ChainlinkSpot,
    /// Chainlink data stream, average of 30 s.
    ChainlinkTwap30,
    /// Chainlink data stream, average of 60 s.
    ChainlinkTwap60,
    /// Binance one-hour candle, close against open.
    BinanceCandle1h,
    /// Binance one-minute close at 12:00 in New York against the day before; a tie splits.
    BinanceNoonClose,
}

impl PriceDefinition {
    /// Stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ChainlinkSpot => "chainlink_spot",
            Self::ChainlinkTwap30 => "chainlink_twap30",
            Self::ChainlinkTwap60 => "chainlink_twap60",
            Self::BinanceCandle1h => "binance_candle1h",
            Self::BinanceNoonClose => "binance_noon_close",
        }
    }

    /// What the venue's published rules say for a slot of `duration` starting at `start`.
    pub fn published(duration: Duration, start: TimeMs) -> Self {
        let twap_60_from = match duration {
            Duration::H1 => return Self::BinanceCandle1h,
            Duration::D1 => return Self::BinanceNoonClose,
            Duration::M5 => TimeMs::from_date(2026, 8, 14),
            Duration::M15 | Duration::H4 => TimeMs::from_date(2026, 8, 7),
        };
        if start >= twap_60_from {
            Self::ChainlinkTwap60
        } else if duration == Duration::M5 && start >= TimeMs::from_date(2026, 8, 7) {
            Self::ChainlinkTwap30
        } else {
            Self::ChainlinkSpot
        }
    }
}

/// The taker fee curve a market's own metadata states: shares x rate x (p (1 - p))^exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FeeSchedule {
    /// Rate in micros: 70,000 is 0.07; at most [`FeeSchedule::RATE_MICROS_MAX`]. 0 where fees are not enabled.
    pub rate_micros: u32,
    /// Exponent of p (1 - p), at most [`FeeSchedule::EXPONENT_MAX`].
    pub exponent: u8,
}

impl FeeSchedule {
    /// Largest rate that is believed: the whole of p (1 - p).
    pub const RATE_MICROS_MAX: u32 = 1_000_000;
    /// Largest exponent that is computed.
    pub const EXPONENT_MAX: u8 = 8;
}

/// One slot market and what is known of it. `slug` is what users and tick files call `symbol`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Market {
    /// The venue's slug, unique: `btc-updown-15m-1770138000`.
    pub slug: String,
    /// The series it belongs to.
    pub series: Series,
    /// First instant of the slot.
    pub start: TimeMs,
    /// End of the slot, exclusive.
    pub end: TimeMs,
    /// Who won, where that is known or inferred.
    pub winner: Option<Winner>,
    /// How the winner is known.
    pub winner_source: WinnerSource,
    /// The settlement price at the start, in dollars: the price to beat. NaN when not known.
    pub price_to_beat: f64,
    /// When the price to beat became known; before that its column is NaN.
    pub price_to_beat_at: TimeMs,
    /// The settlement price at the end. Settlement data: never an input of a strategy. NaN when not known.
    pub end_price: f64,
    /// Which stream it settles on.
    pub price_definition: PriceDefinition,
    /// Its fee curve, where metadata states one; otherwise the dated table applies.
    pub fees: Option<FeeSchedule>,
    /// The recording holds one token only; the other outcome is its complement.
    pub one_token: bool,
    /// Made by the generator, not recorded.
    pub generated: bool,
}

impl Market {
    /// A market of which only the slot is known.
    pub fn new(slug: String, series: Series, start: TimeMs) -> Self {
        let end = start.plus_ms(series.duration().ms());
        let price_definition = PriceDefinition::published(series.duration(), start);
        Self {
            slug,
            series,
            start,
            end,
            winner: None,
            winner_source: WinnerSource::Unresolved,
            price_to_beat: f64::NAN,
            price_to_beat_at: start.plus_ms(1_000),
            end_price: f64::NAN,
            price_definition,
            fees: None,
            one_token: false,
            generated: false,
        }
    }
}
