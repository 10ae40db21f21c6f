//! Where a run stands, and why it has not traded: the first reason that holds.

use super::snapshot::Snapshot;
use crate::problem::sentence;
use craftstrat_api::studio::live::{RunState, Waiting};
use craftstrat_engine::denial::{Denial, Scope};
use craftstrat_engine::risk::Halt;
use craftstrat_live::{OpenMarket, RunStatus};
use craftstrat_model::{TimeMs, Usdc};

/// Codes of limits that are over only when a day, a week or a person ends them.
const LASTING: [&str; 8] = [
    "daily_loss",
    "weekly_loss",
    "drawdown",
    "cash_floor",
    "portfolio_daily_loss",
    "portfolio_weekly_loss",
    "portfolio_drawdown",
    "portfolio_cash_floor",
];

/// Where a run stands.
pub(crate) fn state(run: &RunStatus, waiting: Option<&Waiting>) -> RunState {
    match (run.over, run.account.halted, waiting) {
        (true, ..) => RunState::Stopped,
        (_, Some(Halt::Stopped), _) => RunState::Stopping,
        (_, Some(Halt::All | Halt::Strategy), _) => RunState::Paused,
        (.., Some(Waiting::Limit { .. } | Waiting::Parked { .. })) => RunState::Halted,
        _ => RunState::Running,
    }
}

/// Why a run has not traded, or does not now; `None` when nothing keeps it, and when it was stopped.
pub(crate) fn waiting(run: &RunStatus, seen: &Snapshot) -> Option<Waiting> {
    match run.account.halted {
        _ if run.over => return None,
        Some(Halt::Stopped) => return None,
        Some(Halt::All) => return Some(Waiting::Killed { all: true }),
        Some(Halt::Strategy) => return Some(Waiting::Killed { all: false }),
        None => {}
    }
    if !seen.has_feed() {
        return Some(Waiting::NoFeed);
    }
    slots(run, seen).or_else(|| limits(run)).or_else(|| parked(run, seen)).or_else(|| trading(run))
}

/// What keeps it from seeing rows, or from having seen enough.
fn slots(run: &RunStatus, seen: &Snapshot) -> Option<Waiting> {
    let now = seen.now.map_or(TimeMs(i64::MIN), TimeMs);
    let mut known = seen.markets.iter().filter(|m| m.end > now && run.spec.series.contains(&m.series));
    let running: Vec<&OpenMarket> = known.clone().filter(|m| m.start <= now).collect();
    if known.next().is_none() {
        return Some(Waiting::NoSlot);
    }
    let rows = |slot: &OpenMarket| {
        run.account.markets.iter().find(|m| m.symbol == slot.slug).map_or(0, |market| market.rows)
    };
    if let Some(first) = running.first().filter(|_| running.iter().all(|slot| rows(slot) == 0)) {
        return Some(Waiting::NoTicks { market: first.slug.clone() });
    }
    run.warm_up.map(|(rows, needed)| Waiting::WarmingUp { rows, needed })
}

/// A limit that lasts.
fn limits(run: &RunStatus) -> Option<Waiting> {
    let limit = |denial: Denial| {
        let (code, detail) = (denial.code().to_owned(), sentence(&denial.to_string()));
        Waiting::Limit { code, detail }
    };
    let (guard, standing) = (&run.spec.settings.guard, &run.account.standing);
    let reached = |loss: Usdc, max: Option<Usdc>| max.filter(|max| loss >= *max);
    let scope = Scope::Strategy;
    if let Some(max) = reached(standing.day_loss(), guard.max_daily_loss) {
        return Some(limit(Denial::DailyLoss { scope, loss: standing.day_loss(), max }));
    }
    if let Some(max) = reached(standing.week_loss(), guard.max_weekly_loss) {
        return Some(limit(Denial::WeeklyLoss { scope, loss: standing.week_loss(), max }));
    }
    if let Some(max) = reached(standing.drawdown(), guard.max_drawdown) {
        return Some(limit(Denial::Drawdown { scope, drawdown: standing.drawdown(), max }));
    }
    let last = last_denied(run)?;
    let lasting = LASTING.contains(&last.code.as_str());
    lasting.then(|| Waiting::Limit { code: last.code.clone(), detail: sentence(&last.detail) })
}

/// It faulted in a slot that still runs.
fn parked(run: &RunStatus, seen: &Snapshot) -> Option<Waiting> {
    let now = seen.now.map_or(TimeMs(i64::MIN), TimeMs);
    let parked = run.account.markets.iter().find(|m| m.parked && !m.awaiting_winner && m.end > now);
    parked.map(|m| Waiting::Parked { market: m.symbol.clone() })
}

/// What became of its decisions. One that holds something waits for nothing.
fn trading(run: &RunStatus) -> Option<Waiting> {
    let markets = &run.account.markets;
    if markets.iter().any(|m| !m.held.is_empty()) {
        return None;
    }
    if let Some(last) = last_denied(run) {
        let times = run.denials.get(&last.code).copied().unwrap_or(1);
        let (code, detail) = (last.code.clone(), sentence(&last.detail));
        return Some(Waiting::Denied { code, detail, times });
    }
    let orders = markets.iter().map(|m| m.orders.len() as u64).sum();
    if orders > 0 {
        return Some(Waiting::Resting { orders });
    }
    (run.fills == 0).then_some(Waiting::NoDecision { rows: run.asked })
}

/// The refusal of what it last wanted, where that was refused.
fn last_denied(run: &RunStatus) -> Option<&craftstrat_live::Refusal> {
    let code = run.last_signal.as_ref()?.denied.as_ref()?;
    run.last_refusal.as_ref().filter(|refusal| refusal.code == *code)
}

#[cfg(test)]
#[path = "waiting/tests.rs"]
mod tests;
