//! Which events somebody should know of at once: a state machine without a clock or a database.
//!
//! Time is the venue's, as events tell it. What it remembers is bounded ([`RUNS`], [`PAYING`], [`LINKS`]) and can be
//! stored, so that a server that starts again goes on where it was and tells nothing twice.

use super::burst::Burst;
use super::recent::Recent;
use craftstrat_api::studio::live::{AlertKind, AlertTold, EventDetail, LiveEvent, SourceStatus};
use craftstrat_api::wire::ExitReason;
use craftstrat_model::Usdc;
use serde::{Deserialize, Serialize};

/// Runs of which refusals and limits are remembered, at most.
pub(super) const RUNS: usize = 256;

/// Markets that are being paid out at once, at most.
pub(super) const PAYING: usize = 256;

/// Connections, at most.
pub(super) const LINKS: usize = 16;

/// Characters of what an event said that go into an alert, at most.
const TOLD_MAX: usize = 500;

/// How the names of connections end, as events give them.
const CONNECTION: &str = " connection";

/// How codes of limits over all runs begin.
const PORTFOLIO: &str = "portfolio_";

const DAY_MS: i64 = 86_400_000;

/// An alert that has no id yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewAlert {
    /// When, at the venue.
    pub at_ms: i64,
    /// What.
    pub kind: AlertKind,
    /// The run it is about.
    pub run_id: Option<String>,
    /// The run's name.
    pub run_name: Option<String>,
    /// What it is about beyond that.
    pub subject: String,
    /// What: a code with its numbers.
    pub told: AlertTold,
}

impl NewAlert {
    fn of(event: &LiveEvent, kind: AlertKind, subject: &str, told: AlertTold) -> Self {
        Self {
            at_ms: event.at_ms,
            kind,
            run_id: event.run_id.clone(),
            run_name: event.run_name.clone(),
            subject: subject.to_owned(),
            told,
        }
    }

    /// How the desk is: that nothing trades, or that it goes on again.
    pub fn desk(at_ms: i64, told: AlertTold) -> Self {
        let (kind, subject) = (AlertKind::DeskFailed, "desk".to_owned());
        Self { at_ms, kind, run_id: None, run_name: None, subject, told }
    }

    /// Nothing trades, and why.
    pub fn desk_failed(at_ms: i64, reason: &str) -> Self {
        Self::desk(at_ms, AlertTold::DeskFailed { reason: short(reason) })
    }
}

/// What was heard so far, as far as it matters for what comes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Watch {
    /// Refusals of a run within the last minute.
    bursts: Recent<String, Burst, RUNS>,
    /// The day on which a limit was last told of, by run (none for all runs) and code.
    limits: Recent<(Option<String>, String), i64, { 4 * RUNS }>,
    /// Connections, and whether they are up.
    links: Recent<String, Link, LINKS>,
    /// What a market paid so far, by run and market.
    paying: Recent<(Option<String>, String), Paying, PAYING>,
}

/// A connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Link {
    /// Not known to have been up: that it is down is no news.
    New,
    /// Up.
    Up,
    /// It was up and was lost.
    Lost {
        /// When.
        at_ms: i64,
    },
}

/// A market with a position, between its payout and its settlement.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Paying {
    at_ms: i64,
    run_name: Option<String>,
    cost: i64,
    payout: i64,
    /// Net results of the trades the payout closed, micros.
    net: Option<i64>,
}

impl Watch {
    /// Begins after a pause: connections are looked at afresh, everything else goes on.
    pub fn resume(&mut self) {
        self.links = Recent::default();
    }

    /// Hears an event; tells what somebody should know of because of it, mostly nothing.
    pub fn hear(&mut self, event: &LiveEvent) -> Vec<NewAlert> {
        match &event.detail {
            EventDetail::Faulted { reason } => {
                let (market, reason) = (place(event), short(reason));
                vec![fault(event, AlertTold::Faulted { market, reason })]
            }
            EventDetail::ShadowFaulted { reason } => {
                let (market, reason) = (place(event), short(reason));
                vec![fault(event, AlertTold::ShadowFaulted { market, reason })]
            }
            EventDetail::Denied { code, detail, times, .. } => {
                let limit = self.limit(event, code, detail);
                limit.into_iter().chain(self.refused(event, code, *times)).collect()
            }
            EventDetail::Source { name, status } => self.source(event, name, *status).into_iter().collect(),
            EventDetail::Paid { cost_usdc, payout_usdc, .. } => {
                let (paying, gone) = self.paying.entry(market(event), Paying::default);
                (paying.at_ms, paying.run_name) = (event.at_ms, event.run_name.clone());
                paying.cost = paying.cost.saturating_add(cost_usdc.micros());
                paying.payout = paying.payout.saturating_add(payout_usdc.micros());
                // Not told of its settlement until now, it will hardly be: what is known is told.
                gone.map(|(of, paid)| paid.told(of, true)).into_iter().collect()
            }
            EventDetail::Closed { trade } => {
                let settles = matches!(trade.exit_reason, ExitReason::Settlement | ExitReason::Unresolved);
                let key = market(event);
                if settles && self.paying.get(&key).is_some() {
                    let (paying, _) = self.paying.entry(key, Paying::default);
                    let net = trade.pnl_usdc.micros();
                    paying.net = Some(paying.net.unwrap_or(0).saturating_add(net));
                }
                Vec::new()
            }
            EventDetail::Settled { winner, .. } => {
                let key = market(event);
                let paid = self.paying.remove(&key);
                paid.map(|paid| paid.told(key, winner.is_some())).into_iter().collect()
            }
            EventDetail::Over => {
                // Nothing more will be heard of it.
                if let Some(run) = &event.run_id {
                    self.bursts.remove(run);
                    self.limits.retain(|(of, _)| of.as_ref() != Some(run));
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The first refusal of a day by a limit on losses.
    fn limit(&mut self, event: &LiveEvent, code: &str, detail: &str) -> Option<NewAlert> {
        let of_all = code.strip_prefix(PORTFOLIO);
        if !matches!(of_all.unwrap_or(code), "daily_loss" | "weekly_loss" | "drawdown") {
            return None;
        }
        let run = event.run_id.clone().filter(|_| of_all.is_none());
        let today = event.at_ms.div_euclid(DAY_MS);
        let (day, _) = self.limits.entry((run, code.to_owned()), || i64::MIN);
        if *day >= today {
            return None;
        }
        *day = today;
        let told = AlertTold::LimitReached { denial: code.to_owned(), detail: short(detail) };
        let mut alert = NewAlert::of(event, AlertKind::LossLimit, code, told);
        if of_all.is_some() {
            (alert.run_id, alert.run_name) = (None, None);
        }
        Some(alert)
    }

    fn refused(&mut self, event: &LiveEvent, code: &str, times: u32) -> Option<NewAlert> {
        let run = event.run_id.clone()?;
        let (burst, _) = self.bursts.entry(run, Burst::default);
        let (count, code) = burst.refused(event.at_ms, code, times)?;
        let told = AlertTold::ManyDenied { count: count as u64, denial: code.clone() };
        Some(NewAlert::of(event, AlertKind::DenialBurst, &code, told))
    }

    fn source(&mut self, event: &LiveEvent, name: &str, status: SourceStatus) -> Option<NewAlert> {
        let is_up = status != SourceStatus::Down;
        let connection = name.strip_suffix(CONNECTION)?.to_owned();
        let (state, _) = self.links.entry(name.to_owned(), || Link::New);
        let told = match (*state, is_up) {
            (Link::New, false) | (Link::Up, true) | (Link::Lost { .. }, false) => return None,
            (Link::New, true) => {
                *state = Link::Up;
                return None;
            }
            (Link::Up, false) => {
                *state = Link::Lost { at_ms: event.at_ms };
                AlertTold::ConnectionLost { connection }
            }
            (Link::Lost { at_ms }, true) => {
                *state = Link::Up;
                let seconds = event.at_ms.saturating_sub(at_ms).max(0).unsigned_abs() / 1_000;
                AlertTold::ConnectionBack { connection, seconds }
            }
        };
        Some(NewAlert::of(event, AlertKind::Disconnect, name, told))
    }
}

impl Paying {
    /// What a settled market paid.
    fn told(self, (run, market): (Option<String>, String), known: bool) -> NewAlert {
        let net = self.net.unwrap_or(self.payout.saturating_sub(self.cost));
        let (payout_usdc, cost_usdc) = (Usdc::from_micros(self.payout), Usdc::from_micros(self.cost));
        let (subject, net_usdc) = (market.clone(), Usdc::from_micros(net));
        let told = if known {
            AlertTold::Paid { market, payout_usdc, cost_usdc, net_usdc }
        } else {
            AlertTold::NoWinner { market, cost_usdc, net_usdc }
        };
        NewAlert {
            at_ms: self.at_ms,
            kind: AlertKind::Resolution,
            run_id: run,
            run_name: self.run_name,
            subject,
            told,
        }
    }
}

fn market(event: &LiveEvent) -> (Option<String>, String) {
    (event.run_id.clone(), event.market.clone().unwrap_or_default())
}

/// The market an event is about, where it is about one.
fn place(event: &LiveEvent) -> Option<String> {
    event.market.clone().filter(|market| !market.is_empty())
}

fn fault(event: &LiveEvent, told: AlertTold) -> NewAlert {
    NewAlert::of(event, AlertKind::Fault, event.market.as_deref().unwrap_or_default(), told)
}

/// What an event said, as a sentence and not too long: part of it may come from a strategy.
fn short(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(TOLD_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None if text.ends_with(['.', '!', '?']) => text.to_owned(),
        None => format!("{text}."),
    }
}

#[cfg(test)]
mod tests;
