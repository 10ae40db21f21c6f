//! What the feed follows and how patient it is.

use craftstrat_model::Series;
use craftstrat_venue::sampler::SamplerSettings;

/// What to follow, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedConfig {
    /// The series whose slots are followed.
    pub series: Vec<Series>,
    /// Decides the chance in waits: the same seed and events give the same effects.
    pub seed: u64,
    /// How rows are made, the greatest age of a book among it.
    pub sampler: SamplerSettings,
    /// Waits and limits.
    pub timings: Timings,
    /// Whether every used frame is handed out as well ([`crate::core::Effect::Raw`]).
    pub raw: bool,
}

impl FeedConfig {
    /// The defaults for some series.
    pub fn new(series: Vec<Series>) -> Self {
        let timings = Timings::default();
        Self { series, seed: 0, sampler: SamplerSettings::default(), timings, raw: false }
    }
}

/// Waits and limits, in ms of the clock the feed is given. Those that wait for what the venue does (slots, winners, terms)
/// and for how old data may be are in the venue's time; those that wait for input and output are in this machine's: where the
/// venue's time is faster than that, [`Timings::at_speed`] makes the latter as much longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timings {
    /// A link without any frame for longer than this is dropped.
    pub silence_ms: i64,
    /// A price stream without a value for this long is subscribed anew.
    pub stream_silence_ms: i64,
    /// Longest wait for a connection to open.
    pub connect_ms: i64,
    /// First wait before connecting again; doubles with each failure.
    pub reconnect_ms: i64,
    /// Longest wait before connecting again.
    pub reconnect_max_ms: i64,
    /// Time between keep-alives of the market channel.
    pub ping_market_ms: i64,
    /// Time between keep-alives of the price service.
    pub ping_prices_ms: i64,
    /// Slots are looked for this long before they start at most; one slot's length where that is shorter, but
    /// [`Timings::subscribe_ms`] at least.
    pub ahead_ms: i64,
    /// Tokens are subscribed this long before the slot starts.
    pub subscribe_ms: i64,
    /// A request without an answer for longer than this has failed.
    pub request_ms: i64,
    /// First wait before metadata is asked for again that the venue does not have yet; doubles with each time.
    pub retry_ms: i64,
    /// Longest wait before metadata is asked for again that the venue does not have yet.
    pub retry_max_ms: i64,
    /// First wait before a request that failed is sent again; doubles with each failure.
    pub failed_ms: i64,
    /// Longest wait before a request that failed is sent again.
    pub failed_max_ms: i64,
    /// Fees, tick size and minimum size are fetched this often.
    pub refresh_ms: i64,
    /// Fees, tick size and minimum size older than this are stale.
    pub terms_max_age_ms: i64,
    /// Time between two audits of a market's book.
    pub audit_ms: i64,
    /// Shortest time between two audits of a market's book, whatever its hashes say.
    pub audit_min_ms: i64,
    /// Time between two checks of a token's hashes.
    pub hash_ms: i64,
    /// A newer fetched book means missed messages only when the token has been silent for this long.
    pub in_flight_ms: i64,
    /// Two audits that find missed messages within this time mean that the connection itself is frozen.
    pub frozen_ms: i64,
    /// A connection that stayed open this long was a good one: the next wait is short again.
    pub good_ms: i64,
    /// Tokens stay subscribed this long after the slot's end, for the venue to say who won.
    pub linger_ms: i64,
    /// A slot whose winner is not known after this long is given up.
    pub give_up_ms: i64,
}

impl Default for Timings {
    fn default() -> Self {
        Self {
            silence_ms: 30_000,
            stream_silence_ms: 30_000,
            connect_ms: 15_000,
            reconnect_ms: 250,
            reconnect_max_ms: 30_000,
            ping_market_ms: 10_000,
            ping_prices_ms: 5_000,
            ahead_ms: 1_800_000,
            subscribe_ms: 60_000,
            request_ms: 60_000,
            retry_ms: 1_000,
            retry_max_ms: 30_000,
            failed_ms: 1_000,
            failed_max_ms: 30_000,
            refresh_ms: 60_000,
            terms_max_age_ms: 180_000,
            audit_ms: 15_000,
            audit_min_ms: 2_000,
            hash_ms: 1_000,
            in_flight_ms: 2_000,
            frozen_ms: 120_000,
            good_ms: 10_000,
            linger_ms: 180_000,
            give_up_ms: 3_600_000,
        }
    }
}

impl Timings {
    /// The same for a clock that runs `speed` times as fast as this machine's: a connection is no more silent, and an answer no
    /// later, because the venue's time is fast. Speeds that are no positive number change nothing.
    #[must_use]
    pub fn at_speed(self, speed: f64) -> Self {
        if !speed.is_finite() || speed <= 0.0 {
            return self;
        }
        let real = |ms: i64| ((ms as f64 * speed).round() as i64).max(1);
        Self {
            silence_ms: real(self.silence_ms),
            stream_silence_ms: real(self.stream_silence_ms),
            connect_ms: real(self.connect_ms),
            reconnect_ms: real(self.reconnect_ms),
            reconnect_max_ms: real(self.reconnect_max_ms),
            ping_market_ms: real(self.ping_market_ms),
            ping_prices_ms: real(self.ping_prices_ms),
            request_ms: real(self.request_ms),
            failed_ms: real(self.failed_ms),
            failed_max_ms: real(self.failed_max_ms),
            audit_ms: real(self.audit_ms),
            audit_min_ms: real(self.audit_min_ms),
            hash_ms: real(self.hash_ms),
            in_flight_ms: real(self.in_flight_ms),
            frozen_ms: real(self.frozen_ms),
            good_ms: real(self.good_ms),
            ..self
        }
    }
}
