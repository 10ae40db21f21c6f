//! From what a desk says to the events people read.

use super::words;
use crate::problem::sentence;
use craftstrat_api::report::{Fill, Order, Trade};
use craftstrat_api::studio::live::{EventDetail, EventKind};
use craftstrat_engine::effect::{Effect, EffectKind};
use craftstrat_live::What;
use craftstrat_model::TimeMs;

/// What is known of a run when it says something.
pub(crate) trait About {
    /// The slug of its market of that index.
    fn market(&self, index: u32) -> String;

    /// Ids of the nodes of the version that trades.
    fn nodes(&self) -> &[String];
}

/// An event without its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    /// When.
    pub at: TimeMs,
    /// The market.
    pub market: Option<String>,
    /// What kind.
    pub kind: EventKind,
    /// What.
    pub detail: EventDetail,
}

/// The event something said makes; `None` for what only books need. `now` is the last complete instant.
pub(crate) fn event(now: TimeMs, all: bool, what: &What, about: &dyn About) -> Option<Told> {
    let of_run = |detail| Some(Told { at: now, market: None, kind: EventKind::Run, detail });
    let version = |detail| Some(Told { at: now, market: None, kind: EventKind::Version, detail });
    match what {
        What::Booked { market, effect } => booked(*market, effect, about),
        What::Denied { at, market, decision, code, detail, times } => Some(Told {
            at: *at,
            market: Some(about.market(*market)),
            kind: EventKind::Denial,
            detail: EventDetail::Denied {
                decision: words::of(decision),
                code: code.clone(),
                detail: sentence(detail),
                times: *times,
            },
        }),
        What::Settled { market: _, of, run } => Some(Told {
            at: now,
            market: Some(of.slug.clone()),
            kind: EventKind::Settlement,
            detail: EventDetail::Settled { winner: run.winner.map(Into::into), rows: run.rows },
        }),
        What::Dropped { symbol, at } => Some(Told {
            at: *at,
            market: Some(symbol.clone()),
            kind: EventKind::Feed,
            detail: EventDetail::Dropped,
        }),
        What::Differed { at, symbol, live, shadow } => Some(Told {
            at: *at,
            market: Some(symbol.clone()),
            kind: EventKind::Version,
            detail: EventDetail::Differed { live: words::all(live), shadow: words::all(shadow) },
        }),
        What::Started { .. } => of_run(EventDetail::Started),
        What::Stopped => of_run(EventDetail::Stopped),
        What::Over => of_run(EventDetail::Over),
        What::Kill { on } => of_run(EventDetail::Kill { on: *on, all }),
        What::Rejected { reason } => of_run(EventDetail::Rejected { reason: sentence(reason) }),
        What::Shadowing { component, cold } => version(EventDetail::Shadowing {
            component: component.clone(),
            cold: cold.as_deref().map(sentence),
        }),
        What::ShadowFaulted(fault) => {
            version(EventDetail::ShadowFaulted { reason: sentence(&fault.to_string()) })
        }
        What::Swapped { component, warm } => {
            version(EventDetail::Swapped { component: component.clone(), warm: *warm })
        }
        What::Discarded => version(EventDetail::Discarded),
        What::Opened { .. } => None,
    }
}

fn booked(market: u32, effect: &Effect, about: &dyn About) -> Option<Told> {
    let slug = about.market(market);
    let order = |record| Order::of(record, slug.clone(), about.nodes());
    let (kind, detail) = match &effect.kind {
        EffectKind::Approved { order: record, reserved } => {
            (EventKind::Order, EventDetail::Approved { order: order(record), reserved_usdc: *reserved })
        }
        EffectKind::Ended { order: record, .. } => {
            (EventKind::Order, EventDetail::Ended { order: order(record) })
        }
        EffectKind::Filled { fill, .. } => {
            (EventKind::Fill, EventDetail::Filled { fill: Fill::of(fill, slug.clone()) })
        }
        EffectKind::Closed(trade) => {
            (EventKind::Trade, EventDetail::Closed { trade: Trade::of(trade, slug.clone()) })
        }
        EffectKind::Merged { shares, proceeds, .. } => {
            (EventKind::Settlement, EventDetail::Merged { shares: *shares, proceeds_usdc: *proceeds })
        }
        EffectKind::Abandoned { cost } => {
            (EventKind::Settlement, EventDetail::Abandoned { cost_usdc: *cost })
        }
        EffectKind::Settled { outcome, shares, cost, payout, .. } => {
            let (outcome, shares) = ((*outcome).into(), *shares);
            let detail = EventDetail::Paid { outcome, shares, cost_usdc: *cost, payout_usdc: *payout };
            (EventKind::Settlement, detail)
        }
        EffectKind::Faulted(fault) => {
            (EventKind::Fault, EventDetail::Faulted { reason: sentence(&fault.to_string()) })
        }
        EffectKind::Released { .. } => return None,
    };
    Some(Told { at: effect.at, market: Some(slug), kind, detail })
}
