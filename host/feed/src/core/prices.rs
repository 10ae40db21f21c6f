//! Prices of the underlying: what is subscribed, what is in force, what was received lately.

use super::types::{Connection, Counters, Effect};
use crate::config::Timings;
use craftstrat_model::{Series, TimeMs};
use craftstrat_venue::price::{InForce, Point, Stream};
use craftstrat_venue::rtds::{Update, subscription, unsubscription};
use std::collections::{BTreeMap, BTreeSet};

/// An asset and a stream.
pub(super) type Key = (String, Stream);

/// Points are kept this long, for the price a slot opens or ends at.
const KEPT_MS: i64 = 180_000;

/// Most points kept of a stream.
const KEPT_MAX: usize = 8_192;

#[derive(Clone, Debug, Default)]
struct StreamState {
    in_force: InForce,
    /// In the order received.
    recent: Vec<Point>,
    heard: Option<i64>,
    /// When it was subscribed on the present connection (ms).
    asked: Option<i64>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Prices {
    streams: BTreeMap<Key, StreamState>,
    /// Subscribed on the present connection, and wanted by nobody any more.
    gone: BTreeSet<Key>,
}

/// The stream a slot of `definition` settles on and the spot stream, of one asset.
pub(super) fn keys(market: &craftstrat_model::Market) -> [Key; 2] {
    let asset = market.series.asset();
    [Stream::ChainlinkSpot, Stream::settling(market.price_definition)]
        .map(|stream| (asset.to_owned(), stream))
}

impl Prices {
    pub(super) fn of(series: &[Series], now: TimeMs) -> Self {
        let mut all = Self::default();
        for series in series {
            let market = craftstrat_model::Market::new(String::new(), series.clone(), now);
            keys(&market).into_iter().for_each(|key| all.want(key));
        }
        all
    }

    pub(super) fn want(&mut self, key: Key) {
        // One that is still subscribed is asked for again all the same: what it sent meanwhile was passed over.
        self.gone.remove(&key);
        self.streams.entry(key).or_default();
    }

    /// Forgets streams nobody wants any more; what is subscribed of them ends with the next [`Prices::tend`].
    pub(super) fn keep(&mut self, wanted: &BTreeSet<Key>) {
        let gone = self.streams.iter().filter(|(key, state)| !wanted.contains(key) && state.asked.is_some());
        self.gone.extend(gone.map(|(key, _)| key.clone()));
        self.streams.retain(|key, _| wanted.contains(key));
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.streams.keys()
    }

    /// Takes what was received at `known_at` (ms); values of streams nobody wants are passed over.
    pub(super) fn take(&mut self, update: Update, known_at: i64, counters: &mut Counters) {
        let Some(stream) = self.streams.get_mut(&(update.asset, update.stream)) else {
            counters.passed_over += 1;
            return;
        };
        stream.heard = Some(known_at);
        for (feed_at, value) in update.values {
            let point = Point { known_at, feed_at, value };
            stream.in_force.push(point);
            stream.recent.push(point);
        }
        if stream.recent.len() > KEPT_MAX / 2 {
            let old = stream.recent.partition_point(|p| p.known_at < known_at - KEPT_MS);
            let beyond = stream.recent.len().saturating_sub(KEPT_MAX);
            stream.recent.drain(..old.max(beyond));
        }
    }

    /// The value at `at` (ms), no earlier than any point taken.
    pub(super) fn value(&self, key: &Key, at: i64) -> Option<f64> {
        self.streams.get(key)?.in_force.value(at)
    }

    /// Points received before `before` (ms), in the order received.
    pub(super) fn received(&self, key: &Key, before: i64) -> &[Point] {
        let Some(stream) = self.streams.get(key) else { return &[] };
        &stream.recent[..stream.recent.partition_point(|p| p.known_at < before)]
    }

    /// A connection is new: nothing is subscribed on it.
    pub(super) fn reconnected(&mut self) {
        self.streams.values_mut().for_each(|stream| stream.asked = None);
        self.gone.clear();
    }

    /// Ends what nobody wants any more, subscribes what is not, and again what has been silent for too long.
    pub(super) fn tend(
        &mut self,
        connection: Connection,
        now: i64,
        timings: &Timings,
        counters: &mut Counters,
        out: &mut Vec<Effect>,
    ) {
        for (asset, stream) in std::mem::take(&mut self.gone) {
            out.push(Effect::Send(connection, unsubscription(stream, &asset)));
        }
        for ((asset, stream), state) in &mut self.streams {
            let due = match state.asked {
                None => true,
                Some(asked) => {
                    let silent =
                        now - state.heard.map_or(asked, |h| h.max(asked)) > timings.stream_silence_ms;
                    counters.resubscribed += u64::from(silent);
                    silent
                }
            };
            if due {
                state.asked = Some(now);
                out.push(Effect::Send(connection, subscription(*stream, asset)));
            }
        }
    }
}
