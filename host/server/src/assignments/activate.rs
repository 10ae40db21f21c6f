//! Activating and deactivating: one assignment, or all of a strategy.

use super::{follow, paper_cash, preflight, present, running, show};
use crate::app::App;
use crate::clock::now_ms;
use crate::live::{self, Prepared};
use crate::problem::{Answer, Refusal};
use craftstrat_api::studio::StrategyRef;
use craftstrat_api::studio::assignments::{Activation, ActivationResult, Assignment, Check, StopCode};
use craftstrat_api::studio::live::{LiveLimits, LiveStart};
use craftstrat_model::Usdc;
use craftstrat_storage::assignments::runs::{self, Beginning, Begun};
use craftstrat_storage::assignments::{self as rows, Filter, Reason, Stored};
use craftstrat_storage::{Owner, strategies};

/// Lets an assignment run: a paper run of its strategy as it is now. One that is to run already stays as it is.
///
/// # Errors
/// When there is none of that id, or with the code of the first thing that is missing.
pub(crate) async fn activate(app: &App, owner: &Owner, id: &str) -> Answer<Assignment> {
    // What is over gives its cash and its series back first.
    follow(app, owner).await?;
    let row = present(app, owner, id).await?;
    if !row.is_wanted() {
        start(app, owner, &row).await?;
    }
    show::one(app, owner, present(app, owner, id).await?).await
}

async fn start(app: &App, owner: &Owner, row: &Stored) -> Answer<()> {
    let found = preflight::look(app, owner, row).await?;
    if let Some(check) = found.preflight.checks.iter().find(|check| check.blocks && !check.ok) {
        return Err(missing(check));
    }
    let terms = row.terms()?;
    let request = LiveStart {
        strategy: StrategyRef::Strategy { id: row.strategy.clone(), version: None },
        strategy_id: None,
        name: None,
        series: found.series.iter().map(ToString::to_string).collect(),
        cash_usdc: Some(found.opening.to_string()),
        latency_ms: None,
        parameters: terms.parameters,
        limits: LiveLimits { max_market_usdc: Some(terms.max_position), ..LiveLimits::default() },
    };
    let prepared = live::prepare(app, owner, request).await?;
    // Whoever asks may go away: a row without a run, or a run nobody knows of, must not come of that.
    let begun = begin(App::clone(app), owner.clone(), row.clone(), prepared, found.opening);
    tokio::spawn(begun).await.map_err(Refusal::internal)?
}

/// What is missing, and what to do about it.
fn missing(check: &Check) -> Refusal {
    let code = serde_json::to_value(check.code).ok();
    let code = code.as_ref().and_then(serde_json::Value::as_str).unwrap_or("preflight").to_owned();
    let remedy = check.remedy.as_deref().map(|remedy| format!(" {remedy}")).unwrap_or_default();
    Refusal::conflict(&code, format!("{}{remedy}", check.detail))
}

async fn begin(app: App, owner: Owner, row: Stored, prepared: Prepared, opening: Usdc) -> Answer<()> {
    let _alone = app.assigning.lock().await;
    let series = prepared.series();
    let asked = Beginning {
        assignment: &row.id,
        wallet: &row.wallet,
        new: prepared.new_row(),
        series: &series,
        opening,
        paper_cash: paper_cash(),
    };
    let run = match runs::begin(&app.db, &owner, asked, now_ms()).await? {
        Begun::Run(run) => run,
        Begun::Full => return Err(live::full()),
        // Somebody was faster by the time between looking and beginning.
        Begun::Busy => return Err(running()),
        Begun::Taken(series) => {
            let detail =
                format!("Another strategy of this wallet just began to trade {series}. {}", preflight::TAKEN);
            return Err(Refusal::conflict("series_taken", detail));
        }
        Begun::NoCash(free) => {
            let detail =
                format!("{free} USDC of this wallet are free now, and {opening} are to be set apart.");
            return Err(Refusal::conflict("wallet_cash", detail));
        }
    };
    let started = live::begin(&app, &owner, &run, prepared).await;
    if started.as_ref().is_err_and(live::never_began) {
        runs::forget(&app.db, &owner, &row.id, &run).await?;
    }
    started
}

/// Stops an assignment: its run is asked no more, and what it holds runs out. One that is not to run stays as it is. While
/// there is no desk, it is stopped as soon as there is one.
///
/// # Errors
/// When there is none of that id, or the desk does not do it.
pub(crate) async fn deactivate(app: &App, owner: &Owner, id: &str) -> Answer<Assignment> {
    present(app, owner, id).await?;
    end(app, owner, vec![id.to_owned()], None).await?;
    show::one(app, owner, present(app, owner, id).await?).await
}

/// Writes down that these are not to run any more, and has the desk follow.
async fn end(app: &App, owner: &Owner, ids: Vec<String>, reason: Option<Reason>) -> Answer<()> {
    let (app, owner) = (App::clone(app), owner.clone());
    let ending = async move {
        for id in &ids {
            rows::stop(&app.db, &owner, id, reason.as_ref(), now_ms()).await?;
        }
        follow(&app, &owner).await
    };
    tokio::spawn(ending).await.map_err(Refusal::internal)?
}

/// Activates every assignment of a strategy.
///
/// # Errors
/// When there is no such strategy. What keeps one of them is in its result.
pub(crate) async fn activate_all(app: &App, owner: &Owner, strategy: &str) -> Answer<Activation> {
    let mut results = Vec::new();
    for row in of(app, owner, strategy).await? {
        let done = activate(app, owner, &row.id).await;
        results.extend(result(app, owner, &row.id, done).await?);
    }
    Ok(Activation { results })
}

/// Deactivates every assignment of a strategy.
///
/// # Errors
/// As [`activate_all`].
pub(crate) async fn deactivate_all(app: &App, owner: &Owner, strategy: &str) -> Answer<Activation> {
    let mut results = Vec::new();
    for row in of(app, owner, strategy).await? {
        let done = deactivate(app, owner, &row.id).await;
        results.extend(result(app, owner, &row.id, done).await?);
    }
    Ok(Activation { results })
}

async fn of(app: &App, owner: &Owner, strategy: &str) -> Answer<Vec<Stored>> {
    if strategies::find(&app.db, owner, strategy).await?.is_none() {
        return Err(Refusal::not_found("strategy"));
    }
    let filter = Filter { strategy: Some(strategy.to_owned()), wallet: None };
    Ok(rows::all(&app.db, owner, &filter).await?)
}

/// What became of one; nothing where it was taken off its wallet meanwhile.
async fn result(
    app: &App,
    owner: &Owner,
    id: &str,
    done: Answer<Assignment>,
) -> Answer<Option<ActivationResult>> {
    match done {
        Ok(assignment) => Ok(Some(ActivationResult { ok: true, code: None, detail: None, assignment })),
        Err(refusal) => {
            let Some(row) = rows::find(&app.db, owner, id).await? else { return Ok(None) };
            let assignment = show::one(app, owner, row).await?;
            let (code, detail) = (Some(refusal.code().to_owned()), Some(refusal.detail().to_owned()));
            Ok(Some(ActivationResult { ok: false, code, detail, assignment }))
        }
    }
}

/// Deactivates whatever runs of these strategies, because of something their owner did not ask for. They stay assigned.
///
/// # Errors
/// When the database fails, or the desk does not do it.
pub(crate) async fn end_strategies(
    app: &App,
    owner: &Owner,
    strategies: &[&str],
    code: StopCode,
    detail: &str,
) -> Answer<()> {
    let rows = rows::all(&app.db, owner, &Filter::default()).await?;
    let theirs =
        rows.into_iter().filter(|row| row.is_wanted() && strategies.contains(&row.strategy.as_str()));
    let ids: Vec<String> = theirs.map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    end(app, owner, ids, Some(Reason { code, detail: detail.to_owned() })).await
}
