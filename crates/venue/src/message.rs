//! Market-channel frames of the venue, decoded leniently.
//!
//! A frame is one object or an array, possibly wrapped by a recorder that adds when it was received. [`decode`] never
//! fails as a whole because of one strange part: unknown fields are ignored, unknown events become [`Body::Other`],
//! and whatever cannot be used is counted with a reason. Both schema generations of `price_change` are understood
//! (fields at the top level or under `changes`; later `price_changes` with an `asset_id` each). Messages without an
//! `event_type` are recognised by their fields.
//!
//! Wrappers: `{"recv_ms": .., "msg": <frame or text>}` (also `recv_us`, `recv_ns`, `recv_ts`, `received_at`; the frame
//! also under `payload`, `data` or `raw`; `slug`, `asset_id` and `event_ts_ms` beside it are used), or a leading decimal
//! time and a space before the frame.
//! Venue protocol: market channel, section 4.1 of the protocol notes.

mod check;
mod event;
mod list;

use crate::number::time_us;
use craftstrat_model::{Price, Shares, Side};
use event::Event;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use std::fmt;

/// Most levels accepted on one side of a book: every step of the finest tick size.
pub const LEVELS_MAX: usize = 10_000;

/// A price and the shares there.
pub type PriceLevel = (Price, Shares);

/// A change of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// Which side of the book.
    pub side: Side,
    /// Price of the level.
    pub price: Price,
    /// Its new absolute size; zero removes it.
    pub size: Shares,
}

/// A best price the venue states beside something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatedBest {
    /// Not said.
    NotStated,
    /// The side has no order.
    Empty,
    /// The best price.
    At(Price),
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Body {
    /// The whole book, levels in any order; sizes are positive.
    Book {
        /// Orders to buy.
        bids: Vec<PriceLevel>,
        /// Orders to sell.
        asks: Vec<PriceLevel>,
        /// Price step, when said.
        tick_size: Option<Price>,
    },
    /// Levels that changed together, in order, and the best prices after them.
    Changes {
        /// The changes.
        changes: Vec<Change>,
        /// Best bid and ask afterwards.
        best: [StatedBest; 2],
    },
    /// A new price step.
    TickSize(Price),
    /// A trade happened; the book says the rest.
    Trade {
        /// Its price.
        price: Price,
        /// Shares.
        size: Option<Shares>,
    },
    /// Best bid and ask.
    Best([StatedBest; 2]),
    /// The market with this token as the winning one was resolved.
    Resolved,
    /// A market was announced: its tokens in the order of its outcomes, named in lower case.
    NewMarket {
        /// Slug.
        slug: Box<str>,
        /// Token and outcome.
        tokens: Vec<(Box<str>, Box<str>)>,
    },
    /// An event this version does not use.
    Other,
}

/// What a message says beside its body that only the book's hash needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Hash of the book after the message.
    pub hash: Option<Box<str>>,
    /// Price of the token's last trade.
    pub last_trade: Option<Price>,
    /// Smallest resting order.
    pub min_order_size: Option<Shares>,
    /// Whether the market belongs to a negative-risk event.
    pub neg_risk: Option<bool>,
}

/// One message about one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// When it was received, microseconds since the epoch; `None` when the recording does not say.
    pub received_us: Option<i64>,
    /// The venue's time in ms, when said.
    pub venue_ms: Option<i64>,
    /// Condition id of the market; empty when not said.
    pub condition: Box<str>,
    /// Slug, when the wrapper says it.
    pub slug: Option<Box<str>>,
    /// The token; empty for events that concern none.
    pub token: Box<str>,
    /// What it says.
    pub body: Body,
    /// What else it says of the book.
    pub stated: Stated,
}

/// What a frame held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// Usable messages in order.
    pub messages: Vec<Message>,
    /// A reason for each part that was refused.
    pub rejects: Vec<&'static str>,
}

/// The frame is not JSON.
pub const NOT_JSON: &str = "not JSON";
/// The frame is JSON, but no object, array of objects or keep-alive.
pub const NOT_A_MESSAGE: &str = "not a message";
/// A price not strictly between 0 and 1.
pub const BAD_PRICE: &str = "impossible price";
/// A size that is negative or no number.
pub const BAD_SIZE: &str = "impossible size";
/// A message that lacks what its kind needs.
pub const INCOMPLETE: &str = "incomplete message";
/// A book with more than [`LEVELS_MAX`] levels on a side.
pub const TOO_MANY_LEVELS: &str = "too many levels";

/// Decodes one frame. Never panics, whatever the bytes; keep-alive frames hold nothing.
pub fn decode(frame: &[u8]) -> Decoded {
    let mut out = Decoded::default();
    let Ok(text) = std::str::from_utf8(frame) else {
        out.rejects.push(NOT_JSON);
        return out;
    };
    let text = text.trim();
    if matches!(text, "" | "PONG" | "PING") {
        return out;
    }
    let (received_us, body) = leading_time(text);
    let wrapper = Wrapper { received_us, ..Wrapper::default() };
    parse(body, &wrapper, true, &mut out);
    out
}

/// A decimal time before the frame, if there is one.
fn leading_time(text: &str) -> (Option<i64>, &str) {
    let head = text.split_once([' ', '\t', ',']).filter(|(t, rest)| {
        !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !rest.is_empty()
    });
    match head {
        Some((time, rest)) => match time_us(time, None) {
            Some(us) => (Some(us), rest.trim_start()),
            None => (None, text),
        },
        None => (None, text),
    }
}

/// What a recorder wrote beside the frame.
#[derive(Clone, Debug, Default)]
struct Wrapper {
    received_us: Option<i64>,
    venue_ms: Option<i64>,
    slug: Option<String>,
    token: Option<String>,
    condition: Option<String>,
}

fn parse(text: &str, wrapper: &Wrapper, may_hold_text: bool, out: &mut Decoded) {
    match serde_json::from_str::<Frame<'_>>(text) {
        Ok(frame) => unwrap_frame(frame, wrapper, may_hold_text, out),
        Err(_) => out.rejects.push(NOT_JSON),
    }
}

fn unwrap_frame(frame: Frame<'_>, wrapper: &Wrapper, may_hold_text: bool, out: &mut Decoded) {
    out.rejects.extend(std::iter::repeat_n(NOT_A_MESSAGE, frame.strange));
    if let Some(text) = frame.text {
        // A frame kept as text inside JSON; text inside that again is nobody's format.
        match may_hold_text {
            true => parse(&text, wrapper, false, out),
            false => out.rejects.push(NOT_A_MESSAGE),
        }
    }
    for mut event in frame.events {
        let inner = [event.msg.take(), event.payload.take(), event.data.take(), event.raw.take()];
        let wrapper = event.wrapper(wrapper);
        let mut is_wrapper = false;
        for frame in inner.into_iter().flatten() {
            if frame.text.is_some() || !frame.events.is_empty() {
                is_wrapper = true;
                unwrap_frame(*frame, &wrapper, may_hold_text, out);
            }
        }
        if !is_wrapper {
            event.decode(&wrapper, out);
        }
    }
}

/// One frame: objects, or text that holds a frame; whatever else is strange.
#[derive(Debug, Default)]
struct Frame<'a> {
    events: Vec<Event<'a>>,
    text: Option<std::borrow::Cow<'a, str>>,
    strange: usize,
}

struct FrameVisitor;

impl<'de> Visitor<'de> for FrameVisitor {
    type Value = Frame<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let event = Event::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Frame { events: vec![event], ..Frame::default() })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut all = Frame::default();
        while let Some(part) = seq.next_element::<Frame<'de>>()? {
            all.strange += part.strange + usize::from(part.text.is_some());
            all.events.extend(part.events);
        }
        Ok(all)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Frame { text: Some(text.into()), ..Frame::default() })
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Frame { text: Some(text.to_owned().into()), ..Frame::default() })
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Frame { strange: 1, ..Frame::default() })
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Frame { strange: 1, ..Frame::default() })
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Frame { strange: 1, ..Frame::default() })
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Frame { strange: 1, ..Frame::default() })
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Frame { strange: 1, ..Frame::default() })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Frame<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FrameVisitor)
    }
}
