//! Plans: asked before something is made, shown before somebody runs into them, and held to when one gets smaller.

use crate::access::Requester;
use crate::app::App;
use crate::assignments;
use crate::clock::now_ms;
use crate::live;
use crate::people::Mode;
use crate::problem::{Answer, Refusal};
use axum::http::StatusCode;
use craftstrat_accounts::plan::{self, Item, Limit, Limits, Plan, What};
use craftstrat_api::studio::RunSettings;
use craftstrat_api::studio::assignments::StopCode;
use craftstrat_api::studio::people::{PlanOffer, PlanUse, Usage};
use craftstrat_model::TimeMs;
use craftstrat_storage::Owner;
use craftstrat_storage::{strategies, wallets};

/// Strategies that somebody may have; any number with `None`.
pub(crate) fn strategies_most(app: &App, requester: &Requester) -> Option<u64> {
    if app.people.mode == Mode::Local {
        return None;
    }
    most(requester.plan().limits().strategies)
}

/// Wallets that somebody may have; any number with `None`.
pub(crate) fn wallets_most(app: &App, requester: &Requester) -> Option<u64> {
    if app.people.mode == Mode::Local {
        return None;
    }
    most(requester.plan().limits().wallets)
}

/// Why there is no room for another wallet.
pub(crate) fn no_wallet(requester: &Requester, have: u64) -> Refusal {
    match plan::check(requester.plan(), What::Wallet, have) {
        Err(refusal) => Refusal::plan(refusal),
        // Somebody made or deleted one in this moment.
        Ok(()) => Refusal::conflict("changed_meanwhile", "Another window made or deleted one: try again."),
    }
}

/// Why there is no room for another strategy.
pub(crate) fn no_room(requester: &Requester, have: u64) -> Refusal {
    match plan::check(requester.plan(), What::Strategy, have) {
        Err(refusal) => Refusal::plan(refusal),
        // Somebody deleted one in this moment.
        Ok(()) => Refusal::conflict("plan_strategies", "Another window made or deleted one: try again."),
    }
}

/// Holds a run to the market data a plan reaches back to: from there when nothing is said.
///
/// # Errors
/// When the run is to begin before that.
pub(crate) fn hold_history(app: &App, requester: &Requester, settings: &mut RunSettings) -> Answer<()> {
    if app.people.mode == Mode::Local {
        return Ok(());
    }
    let Some(first) = plan::history_from(requester.plan(), TimeMs(now_ms())) else { return Ok(()) };
    match settings.from_ms {
        Some(from) if from < first.0 => {
            let limits = requester.plan().limits();
            let detail = format!(
                "The plan {} reaches {} days back: begin at {} ms or later, or ask the operator for a larger plan.",
                limits.plan, limits.history_days, first.0
            );
            Err(Refusal::new(StatusCode::FORBIDDEN, "plan_history", detail))
        }
        Some(_) => Ok(()),
        None => {
            settings.from_ms = Some(first.0);
            Ok(())
        }
    }
}

/// What a person's plan is and how much of it is used.
///
/// # Errors
/// When the database fails.
pub(crate) async fn usage(app: &App, owner: &Owner, requester: &Requester) -> Answer<PlanUse> {
    let local = app.people.mode == Mode::Local;
    let of = requester.plan();
    let limits = of.limits();
    let used = strategies::count(&app.db, owner).await?;
    let have = wallets::count(&app.db, owner).await?;
    Ok(PlanUse {
        plan: (!local).then(|| of.as_str().to_owned()),
        strategies: Usage { used, limit: most(limits.strategies) },
        wallets: Usage { used: have, limit: most(limits.wallets) },
        leaders: Usage { used: 0, limit: most(limits.leaders) },
        history_days: days(limits.history_days),
        plans: Plan::ALL.iter().map(|plan| offer(plan.limits())).collect(),
    })
}

/// Pauses wallets the plan has no room for, those made last, and lets the others go on.
///
/// # Errors
/// When the database fails.
pub(crate) async fn hold_wallets(app: &App, owner: &Owner, to: Plan) -> Answer<()> {
    if app.people.mode == Mode::Local {
        return Ok(());
    }
    let all = wallets::ages(&app.db, owner).await?;
    let numbered = all.iter().enumerate().map(|(id, (_, made))| Item { id, made: TimeMs(*made) });
    let items: Vec<Item<usize>> = numbered.collect();
    let over = plan::over(to, What::Wallet, &items);
    let paused: Vec<&str> = over.into_iter().filter_map(|n| all.get(n)).map(|(id, _)| id.as_str()).collect();
    wallets::hold(&app.db, owner, &paused, now_ms()).await?;
    // What runs on one that is paused now is stopped.
    assignments::follow(app, owner).await
}

/// Pauses what is over the limits of a plan: wallets, and the strategies made last. These are stopped on wallets; other runs
/// of theirs may only get out. Nothing is deleted.
///
/// # Errors
/// When the database fails, or there is no desk to pause what runs.
pub(crate) async fn hold(app: &App, owner: &Owner, to: Plan) -> Answer<()> {
    hold_wallets(app, owner, to).await?;
    let all = strategies::ages(&app.db, owner).await?;
    let numbered = all.iter().enumerate().map(|(id, (_, made))| Item { id, made: TimeMs(*made) });
    let items: Vec<Item<usize>> = numbered.collect();
    let over = plan::over(to, What::Strategy, &items);
    let paused: Vec<&str> = over.into_iter().filter_map(|n| all.get(n)).map(|(id, _)| id.as_str()).collect();
    let why = "The plan became smaller and has no room for its strategy.";
    assignments::end_strategies(app, owner, &paused, StopCode::Plan, why).await?;
    live::pause_strategies(app, owner, &paused).await
}

fn offer(limits: &Limits) -> PlanOffer {
    PlanOffer {
        name: limits.plan.as_str().to_owned(),
        wallets: most(limits.wallets),
        strategies: most(limits.strategies),
        leaders: most(limits.leaders),
        history_days: days(limits.history_days),
        public_leader: limits.public_leader,
    }
}

const fn most(limit: Limit) -> Option<u64> {
    match limit {
        Limit::AtMost(most) => Some(most as u64),
        Limit::Unlimited => None,
    }
}

const fn days(limit: Limit) -> Option<u32> {
    match limit {
        Limit::AtMost(days) => Some(days),
        Limit::Unlimited => None,
    }
}
