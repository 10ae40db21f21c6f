//! One object of a frame: every field of every event, all optional, and what kind of event they make.

use super::check::{RawChange, side_of, stated};
use super::list::{Level, List};
use super::{
    BAD_PRICE, Body, Decoded, Frame, INCOMPLETE, LEVELS_MAX, Message, Stated, TOO_MANY_LEVELS, Wrapper,
};
use crate::number::{Flag, Number, Text, TimeUnit, time_us};
use serde::Deserialize;

/// The fields of every event and of the wrappers around them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Event<'a> {
    #[serde(borrow)]
    event_type: Text<'a>,
    #[serde(borrow)]
    market: Text<'a>,
    #[serde(borrow)]
    condition_id: Text<'a>,
    #[serde(borrow)]
    asset_id: Text<'a>,
    #[serde(borrow)]
    timestamp: Text<'a>,
    #[serde(borrow)]
    event_ts_ms: Text<'a>,
    #[serde(borrow)]
    slug: Text<'a>,
    #[serde(borrow)]
    market_slug: Text<'a>,

    bids: List<Level>,
    asks: List<Level>,
    buys: List<Level>,
    sells: List<Level>,
    tick_size: Number,
    #[serde(borrow)]
    hash: Text<'a>,
    last_trade_price: Number,
    min_order_size: Number,
    neg_risk: Flag,

    #[serde(borrow)]
    price_changes: List<RawChange<'a>>,
    #[serde(borrow)]
    changes: List<RawChange<'a>>,
    price: Number,
    size: Number,
    #[serde(borrow)]
    side: Text<'a>,
    best_bid: Number,
    best_ask: Number,
    #[serde(borrow)]
    fee_rate_bps: Text<'a>,
    new_tick_size: Number,
    #[serde(borrow)]
    winning_asset_id: Text<'a>,
    #[serde(borrow)]
    assets_ids: List<Text<'a>>,
    #[serde(borrow)]
    clob_token_ids: List<Text<'a>>,
    #[serde(borrow)]
    outcomes: List<Text<'a>>,

    #[serde(borrow)]
    recv_ms: Text<'a>,
    #[serde(borrow)]
    recv_us: Text<'a>,
    #[serde(borrow)]
    recv_ns: Text<'a>,
    #[serde(borrow)]
    recv_ts: Text<'a>,
    #[serde(borrow)]
    received_at: Text<'a>,
    #[serde(borrow)]
    pub(super) msg: Option<Box<Frame<'a>>>,
    #[serde(borrow)]
    pub(super) payload: Option<Box<Frame<'a>>>,
    #[serde(borrow)]
    pub(super) data: Option<Box<Frame<'a>>>,
    #[serde(borrow)]
    pub(super) raw: Option<Box<Frame<'a>>>,
}

impl Event<'_> {
    /// `outer` with what this object adds to it.
    pub(super) fn wrapper(&self, outer: &Wrapper) -> Wrapper {
        let own =
            |text: &Text<'_>, outer: &Option<String>| text.get().map(str::to_owned).or_else(|| outer.clone());
        let received = [
            (&self.recv_us, Some(TimeUnit::Micros)),
            (&self.recv_ns, Some(TimeUnit::Nanos)),
            (&self.recv_ms, Some(TimeUnit::Millis)),
            (&self.recv_ts, None),
            (&self.received_at, None),
        ];
        let received = received.into_iter().find_map(|(text, unit)| time_us(text.get()?, unit));
        let stated = self.event_ts_ms.get().or_else(|| self.timestamp.get());
        Wrapper {
            received_us: received.or(outer.received_us),
            venue_ms: stated.and_then(|t| time_us(t, None)).map(|us| us / 1_000).or(outer.venue_ms),
            slug: own(first(&self.slug, &self.market_slug), &outer.slug),
            token: own(&self.asset_id, &outer.token),
            condition: own(first(&self.market, &self.condition_id), &outer.condition),
        }
    }

    /// Appends the messages this object holds, given what its wrappers (itself included) say.
    pub(super) fn decode(&self, wrapper: &Wrapper, out: &mut Decoded) {
        match self.kind() {
            Kind::Book => self.book(wrapper, out),
            Kind::Changes => self.split_changes(wrapper, out),
            Kind::TickSize => match self.new_tick_size.or(self.tick_size).price() {
                Some(step) => self.push(wrapper, Body::TickSize(step), out),
                None => out.rejects.push(BAD_PRICE),
            },
            Kind::Trade => match self.price.price() {
                Some(price) => self.push(wrapper, Body::Trade { price, size: self.size.size() }, out),
                None => out.rejects.push(BAD_PRICE),
            },
            Kind::Best => match stated(self.best_bid, self.best_ask) {
                Some(best) => self.push(wrapper, Body::Best(best), out),
                None => out.rejects.push(BAD_PRICE),
            },
            Kind::Resolved => {
                let token = self.winning_asset_id.get().unwrap_or_default();
                out.messages.push(message(wrapper, token, Body::Resolved));
            }
            Kind::NewMarket => self.new_market(wrapper, out),
            Kind::Other => out.messages.push(message(wrapper, "", Body::Other)),
        }
    }

    fn kind(&self) -> Kind {
        match self.event_type.get() {
            Some("book") => return Kind::Book,
            Some("price_change") => return Kind::Changes,
            Some("tick_size_change") => return Kind::TickSize,
            Some("last_trade_price") => return Kind::Trade,
            Some("best_bid_ask") => return Kind::Best,
            Some("market_resolved") => return Kind::Resolved,
            Some("new_market") => return Kind::NewMarket,
            Some(_) => return Kind::Other,
            None => {}
        }
        match self {
            _ if !self.changed().is_absent() => Kind::Changes,
            _ if !self.bid_levels().is_absent() || !self.ask_levels().is_absent() => Kind::Book,
            _ if self.new_tick_size != Number::Missing => Kind::TickSize,
            _ if self.winning_asset_id.get().is_some() => Kind::Resolved,
            _ if self.fee_rate_bps.get().is_some() => Kind::Trade,
            _ if self.price != Number::Missing && self.side.get().is_some() => Kind::Changes,
            _ if self.best_bid != Number::Missing || self.best_ask != Number::Missing => Kind::Best,
            _ => Kind::Other,
        }
    }

    fn changed(&self) -> &List<RawChange<'_>> {
        if self.price_changes.is_absent() { &self.changes } else { &self.price_changes }
    }

    fn bid_levels(&self) -> &List<Level> {
        if self.bids.is_absent() { &self.buys } else { &self.bids }
    }

    fn ask_levels(&self) -> &List<Level> {
        if self.asks.is_absent() { &self.sells } else { &self.asks }
    }

    fn push(&self, wrapper: &Wrapper, body: Body, out: &mut Decoded) {
        match wrapper.token.as_deref() {
            Some(token) => {
                let last_trade = match body {
                    Body::Trade { price, .. } => Some(price),
                    _ => self.last_trade_price.price(),
                };
                let stated = Stated {
                    hash: self.hash.get().map(Into::into),
                    last_trade,
                    min_order_size: self.min_order_size.size(),
                    neg_risk: self.neg_risk.0,
                };
                out.messages.push(Message { stated, ..message(wrapper, token, body) });
            }
            None => out.rejects.push(INCOMPLETE),
        }
    }

    fn book(&self, wrapper: &Wrapper, out: &mut Decoded) {
        match (side_of(self.bid_levels()), side_of(self.ask_levels())) {
            // A side that is absent is an empty one, but a book without either says nothing.
            (Ok(None), Ok(None)) => out.rejects.push(INCOMPLETE),
            (Ok(bids), Ok(asks)) => {
                let tick_size = self.tick_size.price();
                let (bids, asks) = (bids.unwrap_or_default(), asks.unwrap_or_default());
                self.push(wrapper, Body::Book { bids, asks, tick_size }, out);
            }
            (Err(reason), _) | (_, Err(reason)) => out.rejects.push(reason),
        }
    }

    /// One message a token, its changes in order.
    fn split_changes(&self, wrapper: &Wrapper, out: &mut Decoded) {
        let single = [RawChange {
            asset_id: Text::default(),
            price: self.price,
            size: self.size,
            side: Text(self.side.get().map(Into::into)),
            best_bid: self.best_bid,
            best_ask: self.best_ask,
            hash: Text(self.hash.get().map(Into::into)),
        }];
        let all: &[RawChange<'_>] = match self.changed() {
            List::Of(all) if all.len() > LEVELS_MAX => return out.rejects.push(TOO_MANY_LEVELS),
            List::Of(all) => all,
            List::Strange => return out.rejects.push(INCOMPLETE),
            List::Absent => &single,
        };
        let first = out.messages.len();
        for raw in all {
            let token = raw.asset_id.get().or(wrapper.token.as_deref());
            let (change, best) = match raw.checked() {
                Ok(checked) => checked,
                Err(reason) => {
                    out.rejects.push(reason);
                    continue;
                }
            };
            let Some(token) = token else {
                out.rejects.push(INCOMPLETE);
                continue;
            };
            let hash = raw.hash.get().map(Into::into);
            let known = out.messages[first..].iter_mut().find(|m| &*m.token == token);
            match known.map(|m| (&mut m.body, &mut m.stated)) {
                Some((Body::Changes { changes, best: last }, stated)) => {
                    changes.push(change);
                    *last = best;
                    stated.hash = hash;
                }
                _ => {
                    let mut made = message(wrapper, token, Body::Changes { changes: vec![change], best });
                    made.stated.hash = hash;
                    out.messages.push(made);
                }
            }
        }
    }

    fn new_market(&self, wrapper: &Wrapper, out: &mut Decoded) {
        let ids = if self.clob_token_ids.is_absent() { &self.assets_ids } else { &self.clob_token_ids };
        let (List::Of(ids), List::Of(names)) = (ids, &self.outcomes) else {
            return out.rejects.push(INCOMPLETE);
        };
        let Some(slug) = wrapper.slug.as_deref() else {
            return out.rejects.push(INCOMPLETE);
        };
        let pairs =
            ids.iter().zip(names).filter_map(|(id, name)| Some((id.get()?, name.get()?.to_lowercase())));
        let tokens = pairs.map(|(id, name)| (id.into(), name.into())).collect();
        out.messages.push(message(wrapper, "", Body::NewMarket { slug: slug.into(), tokens }));
    }
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Book,
    Changes,
    TickSize,
    Trade,
    Best,
    Resolved,
    NewMarket,
    Other,
}

fn first<'t, 'a>(a: &'t Text<'a>, b: &'t Text<'a>) -> &'t Text<'a> {
    if a.get().is_some() { a } else { b }
}

fn message(wrapper: &Wrapper, token: &str, body: Body) -> Message {
    Message {
        received_us: wrapper.received_us,
        venue_ms: wrapper.venue_ms,
        condition: wrapper.condition.as_deref().unwrap_or_default().into(),
        slug: wrapper.slug.as_deref().map(Into::into),
        token: token.into(),
        body,
        stated: Stated::default(),
    }
}
