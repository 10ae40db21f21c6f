//! Messages as bytes in intermediate files: written and read by the same process, never kept.

use craftstrat_model::{Price, Shares, Side};
use craftstrat_venue::message::{Body, Change, Message, PriceLevel, StatedBest};

/// Stands for an absent number.
const ABSENT: i64 = i64::MIN;

/// Appends what the book needs of `message`; bodies that say nothing about the book write nothing and return false.
pub(super) fn encode(message: &Message, out: &mut Vec<u8>) -> bool {
    let kind = match message.body {
        Body::Book { .. } => 0,
        Body::Changes { .. } => 1,
        Body::TickSize(_) => 2,
        Body::Best(_) => 3,
        Body::Trade { .. } | Body::Resolved | Body::NewMarket { .. } | Body::Other => return false,
    };
    put(out, message.venue_ms.unwrap_or(ABSENT));
    text(out, &message.condition);
    text(out, &message.token);
    out.push(kind);
    match &message.body {
        Body::Book { bids, asks, tick_size } => {
            put(out, tick_size.map_or(ABSENT, Price::micros));
            for side in [bids, asks] {
                put(out, side.len() as i64);
                for (price, size) in side {
                    put(out, price.micros());
                    put(out, size.micros());
                }
            }
        }
        Body::Changes { changes, best } => {
            put(out, changes.len() as i64);
            for change in changes {
                out.push(change.side as u8);
                put(out, change.price.micros());
                put(out, change.size.micros());
            }
            put_best(out, best);
        }
        Body::TickSize(step) => put(out, step.micros()),
        Body::Best(best) => put_best(out, best),
        Body::Trade { .. } | Body::Resolved | Body::NewMarket { .. } | Body::Other => {}
    }
    true
}

fn put(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put_best(out: &mut Vec<u8>, best: &[StatedBest; 2]) {
    for one in best {
        put(
            out,
            match one {
                StatedBest::NotStated => ABSENT,
                StatedBest::Empty => 0,
                StatedBest::At(price) => price.micros(),
            },
        );
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as i64);
    out.extend_from_slice(text.as_bytes());
}

/// A message read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) venue_ms: Option<i64>,
    pub(super) condition: String,
    pub(super) token: String,
    pub(super) body: Body,
}

/// Reads back one message; `None` when the bytes are not what [`encode`] wrote.
pub(super) fn decode(bytes: &[u8]) -> Option<Stored> {
    let mut input = bytes;
    let venue_ms = Some(get(&mut input)?).filter(|v| *v != ABSENT);
    let condition = get_text(&mut input)?;
    let token = get_text(&mut input)?;
    let body = match byte(&mut input)? {
        0 => {
            let tick_size = Some(get(&mut input)?).filter(|v| *v != ABSENT).map(Price::from_micros);
            Body::Book { bids: levels(&mut input)?, asks: levels(&mut input)?, tick_size }
        }
        1 => {
            let count = get(&mut input)?;
            let mut changes = Vec::new();
            for _ in 0..count {
                let side = if byte(&mut input)? == Side::Bid as u8 { Side::Bid } else { Side::Ask };
                let price = Price::from_micros(get(&mut input)?);
                changes.push(Change { side, price, size: Shares::from_micros(get(&mut input)?) });
            }
            Body::Changes { changes, best: best(&mut input)? }
        }
        2 => Body::TickSize(Price::from_micros(get(&mut input)?)),
        3 => Body::Best(best(&mut input)?),
        _ => return None,
    };
    input.is_empty().then_some(Stored { venue_ms, condition, token, body })
}

fn byte(input: &mut &[u8]) -> Option<u8> {
    let (first, rest) = input.split_first()?;
    *input = rest;
    Some(*first)
}

fn get(input: &mut &[u8]) -> Option<i64> {
    let (word, rest) = input.split_first_chunk::<8>()?;
    *input = rest;
    Some(i64::from_le_bytes(*word))
}

fn get_text(input: &mut &[u8]) -> Option<String> {
    let length = usize::try_from(get(input)?).ok()?;
    let (text, rest) = input.split_at_checked(length)?;
    *input = rest;
    String::from_utf8(text.to_vec()).ok()
}

fn levels(input: &mut &[u8]) -> Option<Vec<PriceLevel>> {
    let count = get(input)?;
    let mut all = Vec::new();
    for _ in 0..count {
        all.push((Price::from_micros(get(input)?), Shares::from_micros(get(input)?)));
    }
    Some(all)
}

fn best(input: &mut &[u8]) -> Option<[StatedBest; 2]> {
    let one = |micros| match micros {
        ABSENT => StatedBest::NotStated,
        0 => StatedBest::Empty,
        micros => StatedBest::At(Price::from_micros(micros)),
    };
    Some([one(get(input)?), one(get(input)?)])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use craftstrat_venue::message;

    #[test]
    fn what_was_written_is_read_back() {
        let frames = [
            r#"{"event_type":"book","asset_id":"7","market":"0xab","timestamp":"1700000000000","bids":[{"price":"0.4","size":"1.5"}],"asks":[],"tick_size":"0.01"}"#,
            r#"{"event_type":"price_change","market":"0xab","price_changes":[{"asset_id":"7","price":"0.4","size":"0","side":"SELL","best_bid":"0","best_ask":"0.5"}]}"#,
            r#"{"event_type":"tick_size_change","asset_id":"7","new_tick_size":"0.001"}"#,
            r#"{"event_type":"best_bid_ask","asset_id":"7","best_bid":"0.1","best_ask":"1"}"#,
        ];
        for frame in frames {
            let message = message::decode(frame.as_bytes()).messages.remove(0);
            let mut bytes = Vec::new();
            assert!(encode(&message, &mut bytes));
            let back = decode(&bytes).unwrap();
            assert_eq!((back.venue_ms, &*back.token), (message.venue_ms, &*message.token));
            assert_eq!((back.condition, back.body), (message.condition.to_string(), message.body));
            assert_eq!(decode(&bytes[..bytes.len() - 1]), None);
        }
    }
}
