//! Strategies on wallets: which strategy trades which markets with which wallet, and the paper run that carries it.
//!
//! The database has what owners want, the desk has what is. Whoever activates or deactivates writes the wish down first;
//! [`follow`] makes the desk do it, and writes down what ended by itself (`docs/adr/0036-one-run-per-wallet-and-series.md`).

mod activate;
mod follow;
mod markets;
mod preflight;
mod show;

pub(crate) use activate::{activate, activate_all, deactivate, deactivate_all, end_strategies};
pub(crate) use follow::{follow, work};

use crate::app::App;
use crate::clock::now_ms;
use crate::people::Mode;
use crate::problem::{Answer, Refusal};
use axum::http::StatusCode;
use craftstrat_accounts::plan::{self, Plan, What};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::assignments::{Assignment, AssignmentChange, NewAssignment, Preflight};
use craftstrat_model::Usdc;
use craftstrat_model::money::MICROS_MAX;
use craftstrat_storage::assignments::{self as rows, Filter, Stored, Terms, wallet};
use craftstrat_storage::{Asked, Owner, strategies};

/// The wallet that is made for whoever names none.
const PAPER: &str = "Paper";

/// Dollars tied up in one market where nothing is said, in micros.
const POSITION: Usdc = Usdc::from_micros(100_000_000);

/// What a wallet on the chain begins with on paper, and the wallet that is made.
fn paper_cash() -> Usdc {
    craftstrat_runs::Wanted::default().cash
}

/// A page of an owner's assignments, the newest first.
///
/// # Errors
/// When the database fails.
pub(crate) async fn list(
    app: &App,
    owner: &Owner,
    asked: &Asked,
    filter: &Filter,
) -> Answer<Page<Assignment>> {
    let Page { items, next } = rows::page(&app.db, owner, asked, filter).await?;
    Ok(Page { items: show::all(app, owner, items).await?, next })
}

/// One of them.
///
/// # Errors
/// When there is none of that id.
pub(crate) async fn find(app: &App, owner: &Owner, id: &str) -> Answer<Assignment> {
    show::one(app, owner, present(app, owner, id).await?).await
}

/// What one of them needs to run, and what of it is missing.
///
/// # Errors
/// When there is none of that id, or that cannot be found out.
pub(crate) async fn preflight(app: &App, owner: &Owner, id: &str) -> Answer<Preflight> {
    let row = present(app, owner, id).await?;
    Ok(preflight::look(app, owner, &row).await?.preflight)
}

async fn present(app: &App, owner: &Owner, id: &str) -> Answer<Stored> {
    rows::find(&app.db, owner, id).await?.ok_or_else(|| Refusal::not_found("assignment"))
}

/// Assigns a strategy to a wallet.
///
/// # Errors
/// When it is refused.
pub(crate) async fn create(app: &App, owner: &Owner, new: NewAssignment) -> Answer<Assignment> {
    let terms = Terms {
        markets: markets::checked(&new.markets)?,
        max_position: positive("max_position_usdc", new.max_position_usdc.unwrap_or(POSITION))?,
        cash: new.cash_usdc.map(|cash| positive("cash_usdc", cash)).transpose()?,
        parameters: new.parameters,
    };
    if strategies::find(&app.db, owner, &new.strategy).await?.is_none() {
        return Err(missing("no_strategy", "There is no such strategy."));
    }
    let wallet = match new.wallet {
        Some(id) => {
            let found = wallet::find(&app.db, owner, &id, paper_cash()).await?;
            found.ok_or_else(|| missing("no_wallet", "There is no such wallet."))?.id
        }
        None => default_wallet(app, owner).await?,
    };
    let id = rows::insert(&app.db, owner, &wallet, &new.strategy, &terms, now_ms()).await?;
    let id = id.ok_or_else(|| {
        let detail = "This strategy is on this wallet already: change that assignment.";
        Refusal::conflict("assigned_already", detail)
    })?;
    find(app, owner, &id).await
}

fn missing(code: &str, detail: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, code, detail)
}

/// An amount over nothing that the engine can count with.
fn positive(name: &str, amount: Usdc) -> Answer<Usdc> {
    if amount.is_positive() && amount.micros() <= MICROS_MAX {
        return Ok(amount);
    }
    Err(Refusal::unprocessable(
        "bad_settings",
        format!("`{name}` is over 0, in dollars: write 100 or 99.50."),
    ))
}

/// The owner's first paper wallet; made when there is none and their plan has room for it.
async fn default_wallet(app: &App, owner: &Owner) -> Answer<String> {
    let plan = plan_of(app, owner).await?;
    let most = plan.and_then(|plan| match plan.limits().wallets {
        plan::Limit::AtMost(most) => Some(u64::from(most)),
        plan::Limit::Unlimited => None,
    });
    let found = wallet::paper(&app.db, owner, PAPER, paper_cash(), most, now_ms()).await?;
    found.ok_or_else(|| match plan.map(|plan| plan::check(plan, What::Wallet, most.unwrap_or_default())) {
        Some(Err(refusal)) => Refusal::plan(refusal),
        _ => missing("no_wallet", "You have no paper wallet: make one, or name a wallet."),
    })
}

/// What an owner has booked; nothing is counted on a local server.
async fn plan_of(app: &App, owner: &Owner) -> Answer<Option<Plan>> {
    if app.people.mode == Mode::Local {
        return Ok(None);
    }
    let person = craftstrat_storage::people::find(&app.db, owner).await?.ok_or_else(Refusal::sign_in)?;
    Ok(Some(person.person.plan.parse().unwrap_or_default()))
}

/// Gives one that is stopped other terms.
///
/// # Errors
/// When it is refused.
pub(crate) async fn change(
    app: &App,
    owner: &Owner,
    id: &str,
    wanted: AssignmentChange,
) -> Answer<Assignment> {
    let mut terms = present(app, owner, id).await?.terms()?;
    if let Some(asked) = wanted.markets {
        terms.markets = markets::checked(&asked)?;
    }
    if let Some(most) = wanted.max_position_usdc {
        terms.max_position = positive("max_position_usdc", most)?;
    }
    if let Some(cash) = wanted.cash_usdc {
        terms.cash = Some(positive("cash_usdc", cash)?);
    }
    if let Some(parameters) = wanted.parameters {
        terms.parameters = parameters;
    }
    if !rows::change(&app.db, owner, id, &terms, now_ms()).await? {
        present(app, owner, id).await?;
        return Err(running());
    }
    find(app, owner, id).await
}

/// Takes a strategy off a wallet.
///
/// # Errors
/// When there is none of that id, or it runs.
pub(crate) async fn delete(app: &App, owner: &Owner, id: &str) -> Answer<()> {
    if !rows::delete(&app.db, owner, id).await? {
        present(app, owner, id).await?;
        return Err(running());
    }
    Ok(())
}

fn running() -> Refusal {
    let detail = "It runs, or what it holds is not over: deactivate it first, and wait until it is stopped.";
    Refusal::conflict("assignment_running", detail)
}
