//! Assignments as people see them: what their owners want, and what their runs do.

use super::markets::{self, Meant};
use crate::app::App;
use crate::live;
use crate::problem::Answer;
use craftstrat_api::studio::assignments::{Assignment, AssignmentState, StopCode, StopReason};
use craftstrat_api::studio::live::{LiveRunSummary, RunState, Waiting};
use craftstrat_model::Series;
use craftstrat_storage::Owner;
use craftstrat_storage::assignments::Stored;
use std::collections::{BTreeMap, BTreeSet};

/// One of an owner's.
///
/// # Errors
/// When the database or the tick store fails.
pub(super) async fn one(app: &App, owner: &Owner, row: Stored) -> Answer<Assignment> {
    let run = match &row.run {
        Some(id) => live::summary(app, owner, id).await?,
        None => None,
    };
    let known = known(app, std::slice::from_ref(&row)).await?;
    shown(row, run, &known)
}

/// Several of an owner's, in their order.
///
/// # Errors
/// As [`one`].
pub(super) async fn all(app: &App, owner: &Owner, rows: Vec<Stored>) -> Answer<Vec<Assignment>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let known = known(app, &rows).await?;
    let runs = live::summaries(app, owner).await?.into_iter().map(|run| (run.id.clone(), run));
    let mut runs: BTreeMap<String, LiveRunSummary> = runs.collect();
    let shown = |row: Stored| {
        let run = row.run.as_ref().and_then(|id| runs.remove(id));
        shown(row, run, &known)
    };
    rows.into_iter().map(shown).collect()
}

/// Series that patterns may mean, where there are patterns at all: finding out reads the tick store's directory.
async fn known(app: &App, rows: &[Stored]) -> Answer<BTreeSet<Series>> {
    for row in rows {
        if row.terms()?.markets.iter().any(|text| text.contains('*')) {
            return markets::known(app).await;
        }
    }
    Ok(BTreeSet::new())
}

fn shown(row: Stored, run: Option<LiveRunSummary>, known: &BTreeSet<Series>) -> Answer<Assignment> {
    let terms = row.terms()?;
    let kept = row.reason()?;
    let kept = kept.map(|r| StopReason { code: r.code, detail: r.detail, at_ms: row.reason_at });
    let (state, now) = standing(row.is_wanted(), row.is_open(), run.as_ref());
    let series = match &run {
        Some(run) if state != AssignmentState::Stopped => run.series.clone(),
        _ => {
            let Meant { series, .. } = markets::meant(&terms.markets, known);
            series.iter().map(ToString::to_string).collect()
        }
    };
    Ok(Assignment {
        id: row.id,
        wallet: row.wallet,
        wallet_label: row.wallet_label,
        strategy: row.strategy,
        strategy_name: row.strategy_name,
        markets: terms.markets,
        series,
        max_position_usdc: terms.max_position,
        cash_usdc: terms.cash,
        parameters: terms.parameters,
        state,
        reason: now.or(kept),
        run_id: row.run,
        run,
        started_at_ms: row.started_at,
        created_at_ms: row.created_at,
        updated_at_ms: row.updated_at,
    })
}

/// Where an assignment stands, and why where its run says so: by whether it is to run, whether its run is not known to be
/// over, and what its run does.
fn standing(wanted: bool, open: bool, run: Option<&LiveRunSummary>) -> (AssignmentState, Option<StopReason>) {
    let because =
        |code: StopCode, detail: &str| Some(StopReason { code, detail: detail.to_owned(), at_ms: None });
    let state = run.map(|run| run.state);
    if !wanted {
        let is_over = !open || state == Some(RunState::Stopped);
        return (if is_over { AssignmentState::Stopped } else { AssignmentState::Stopping }, None);
    }
    let waiting = run.and_then(|run| run.waiting.as_ref());
    match state {
        Some(RunState::Running) => (AssignmentState::Running, None),
        Some(RunState::Paused) => {
            let detail = match waiting {
                Some(Waiting::Killed { all: true }) => "The kill switch of all is on: it may only get out.",
                _ => "The kill switch of its run is on: it may only get out.",
            };
            (AssignmentState::Paused, because(StopCode::Killed, detail))
        }
        Some(RunState::Halted) => match waiting {
            Some(Waiting::Parked { market }) => {
                let detail = format!("It faulted in {market} and is asked again in the next slot.");
                (AssignmentState::Halted, because(StopCode::Faulted, &detail))
            }
            Some(Waiting::Limit { detail, .. }) => {
                (AssignmentState::Halted, because(StopCode::Limit, detail))
            }
            _ => (AssignmentState::Halted, None),
        },
        Some(RunState::Stopping) => {
            (AssignmentState::Stopping, because(StopCode::RunStopped, super::follow::STOPPED))
        }
        Some(RunState::Stopped) => {
            (AssignmentState::Stopped, because(StopCode::RunStopped, super::follow::STOPPED))
        }
        Some(RunState::Failed) | None => {
            let detail = match waiting {
                Some(Waiting::Failed { reason }) => reason.as_str(),
                _ => super::follow::LOST,
            };
            (AssignmentState::Failed, because(StopCode::RunFailed, detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::standing;
    use craftstrat_api::studio::assignments::{AssignmentState as A, StopCode as C};
    use craftstrat_api::studio::live::{LiveMoney, LiveRunSummary, RunState as R, Waiting};

    fn run(state: R, waiting: Option<Waiting>) -> LiveRunSummary {
        LiveRunSummary {
            id: "r".to_owned(),
            name: "Run".to_owned(),
            strategy_id: None,
            assignment_id: None,
            component: String::new(),
            series: Vec::new(),
            state,
            waiting,
            started_at_ms: 0,
            last_tick_ms: None,
            last_signal: None,
            money: LiveMoney::default(),
            positions: 0,
            open_orders: 0,
            fills: 0,
            denials: 0,
            has_shadow: false,
        }
    }

    #[test]
    fn an_assignment_stands_where_its_run_does() {
        let parked = Waiting::Parked { market: "btc-updown-5m-300".to_owned() };
        let killed = Waiting::Killed { all: true };
        for (wanted, open, state, waiting, stands, code) in [
            (true, true, Some(R::Running), None, A::Running, None),
            (true, true, Some(R::Paused), Some(killed), A::Paused, Some(C::Killed)),
            (true, true, Some(R::Halted), Some(parked), A::Halted, Some(C::Faulted)),
            (true, true, Some(R::Stopping), None, A::Stopping, Some(C::RunStopped)),
            (true, true, Some(R::Stopped), None, A::Stopped, Some(C::RunStopped)),
            (true, true, Some(R::Failed), None, A::Failed, Some(C::RunFailed)),
            (true, true, None, None, A::Failed, Some(C::RunFailed)),
            (false, true, Some(R::Running), None, A::Stopping, None),
            (false, true, Some(R::Stopping), None, A::Stopping, None),
            (false, true, Some(R::Stopped), None, A::Stopped, None),
            (false, true, None, None, A::Stopping, None),
            (false, false, Some(R::Failed), None, A::Stopped, None),
            (false, false, None, None, A::Stopped, None),
        ] {
            let run = state.map(|state| run(state, waiting));
            let (found, reason) = standing(wanted, open, run.as_ref());
            assert_eq!((found, reason.map(|r| r.code)), (stands, code), "{wanted} {open} {state:?}");
        }
    }
}
