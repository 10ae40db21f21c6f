//! What an assignment needs to run, what of it is missing, and what to do about that.

use super::markets::{self, Meant};
use super::{paper_cash, plan_of};
use crate::app::App;
use crate::live::{self, SERIES_MAX, Snapshot};
use crate::problem::{Answer, Refusal, sentence};
use craftstrat_accounts::plan::{self, Item, What};
use craftstrat_api::studio::StrategyRef;
use craftstrat_api::studio::assignments::{Check, CheckCode, Preflight};
use craftstrat_api::studio::live::{Venue, Waiting};
use craftstrat_engine::risk::{BUY_NOTIONAL_MIN, LIMIT_SHARES_MIN};
use craftstrat_model::{Price, Rounding, Series, TimeMs, Usdc};
use craftstrat_storage::assignments::wallet::{self, Holder, Wallet};
use craftstrat_storage::assignments::{Stored, Terms};
use craftstrat_storage::{Owner, strategies};

/// What to do about a series that is taken.
pub(super) const TAKEN: &str =
    "Deactivate that one, leave the series out of one of the two, or use another wallet.";

/// What was found, and what a run would begin with.
#[derive(Debug)]
pub(super) struct Found {
    /// As it is told.
    pub preflight: Preflight,
    /// The series the markets mean now.
    pub series: Vec<Series>,
    /// Cash that would be set apart.
    pub opening: Usdc,
}

/// What a check comes to: what was found, or that and what to do.
type Outcome = Result<String, (String, String)>;

/// A check that is not passed.
fn amiss(found: impl Into<String>, remedy: impl Into<String>) -> Outcome {
    Err((found.into(), remedy.into()))
}

/// Looks at everything, in the order of [`CheckCode`].
///
/// # Errors
/// When it cannot be found out.
pub(super) async fn look(app: &App, owner: &Owner, row: &Stored) -> Answer<Found> {
    let terms = row.terms()?;
    let wallet = wallet::find(&app.db, owner, &row.wallet, paper_cash()).await?;
    let wallet = wallet.ok_or_else(|| Refusal::not_found("wallet"))?;
    let seen = app.live.snapshot().await;
    let meant = markets::meant(&terms.markets, &markets::known(app).await?);
    let reference = StrategyRef::Strategy { id: row.strategy.clone(), version: None };
    let sound = live::soundness(app, owner, &reference, terms.parameters.clone()).await?;
    let holders = wallet::holders(&app.db, owner, &row.wallet).await?;
    let opening = terms.cash.unwrap_or(wallet.free());
    let told = |fault: Option<String>, fine: &str, remedy: &str| match fault {
        None => Ok(fine.to_owned()),
        Some(fault) => amiss(sentence(&fault), remedy),
    };
    let all = [
        (CheckCode::WalletPaused, true, paused(&wallet)),
        (
            CheckCode::StrategyProblems,
            true,
            told(
                sound.strategy,
                "The strategy can be loaded.",
                "Open the strategy in the studio and repair it.",
            ),
        ),
        (
            CheckCode::StrategyParameters,
            true,
            told(sound.parameters, "Its parameters are sound.", "Give the assignment other parameters."),
        ),
        (CheckCode::StrategyParked, false, parked(app, owner, row).await?),
        (CheckCode::MarketsUnknown, true, unknown(&meant)),
        (CheckCode::MarketsNotFollowed, false, not_followed(&meant)),
        (CheckCode::PlanLimit, true, plan_limit(app, owner, row, &wallet).await?),
        (CheckCode::SeriesTaken, true, taken(row, &meant, &holders)),
        (CheckCode::WalletCash, true, cash(row, &terms, &wallet, opening)),
        (CheckCode::PositionTooSmall, true, position(terms.max_position)),
        (
            CheckCode::DeskDown,
            true,
            told(app.live.trouble(), "The desk takes runs.", "Tell whoever operates this server."),
        ),
        (CheckCode::KillSwitch, false, kill_switch(seen.as_deref())),
        (CheckCode::FeedDown, false, feed(app, seen.as_deref())),
        (CheckCode::LiveTrading, false, live_trading(&wallet)),
    ];
    let check = |(code, blocks, outcome): (CheckCode, bool, Outcome)| match outcome {
        Ok(detail) => Check { code, ok: true, blocks, detail, remedy: None },
        Err((detail, remedy)) => Check { code, ok: false, blocks, detail, remedy: Some(remedy) },
    };
    let checks: Vec<Check> = all.into_iter().map(check).collect();
    let ready = checks.iter().all(|check| check.ok || !check.blocks);
    Ok(Found { preflight: Preflight { ready, checks }, series: meant.series, opening })
}

fn paused(wallet: &Wallet) -> Outcome {
    if wallet.is_paused() {
        return amiss(
            format!("The wallet {} is paused.", wallet.label),
            "Let it go on, on the page of wallets.",
        );
    }
    Ok(format!("The wallet {} may trade.", wallet.label))
}

async fn parked(app: &App, owner: &Owner, row: &Stored) -> Answer<Outcome> {
    let runs = live::summaries(app, owner).await?;
    let parked = runs.into_iter().filter(|run| run.strategy_id.as_deref() == Some(row.strategy.as_str()));
    let market = parked.into_iter().find_map(|run| match run.waiting {
        Some(Waiting::Parked { market }) => Some(market),
        _ => None,
    });
    Ok(match market {
        None => Ok("It has not faulted in a slot that runs.".to_owned()),
        Some(market) => amiss(
            format!("It faulted in {market}, where it is not asked any more."),
            "Look at the fault in the events of its run and repair the strategy; it is asked again in the next slot.",
        ),
    })
}

fn names(all: impl IntoIterator<Item = impl ToString>) -> String {
    all.into_iter().map(|one| one.to_string()).collect::<Vec<_>>().join(", ")
}

fn unknown(meant: &Meant) -> Outcome {
    if !meant.nothing.is_empty() {
        return amiss(
            format!("No series that is known here fits {}.", names(&meant.nothing)),
            "Name the series itself, like btc-updown-15m, or another pattern.",
        );
    }
    if meant.series.len() > SERIES_MAX {
        return amiss(
            format!("The patterns mean {} series; a run trades {SERIES_MAX} at most.", meant.series.len()),
            "Use patterns that mean fewer.",
        );
    }
    Ok(format!("It trades {}.", names(&meant.series)))
}

fn not_followed(meant: &Meant) -> Outcome {
    if meant.strange.is_empty() {
        return Ok("Feed or tick store know every series.".to_owned());
    }
    amiss(
        format!("Neither the feed nor the tick store knows {}.", names(&meant.strange)),
        "The feed follows a series as soon as it is traded. If the venue has none of that name, correct the spelling.",
    )
}

async fn plan_limit(app: &App, owner: &Owner, row: &Stored, wallet: &Wallet) -> Answer<Outcome> {
    let Some(plan) = plan_of(app, owner).await? else {
        return Ok(Ok("Nothing is counted on this server.".to_owned()));
    };
    let remedy = "Delete what you need less, or ask the operator for a larger plan.";
    if wallet.is_plan_paused() {
        return Ok(amiss(format!("The plan {plan} has no room for the wallet {}.", wallet.label), remedy));
    }
    let ages = strategies::ages(&app.db, owner).await?;
    let items: Vec<Item<usize>> =
        ages.iter().enumerate().map(|(id, (_, made))| Item { id, made: TimeMs(*made) }).collect();
    let over = plan::over(plan, What::Strategy, &items);
    let is_over = over.into_iter().filter_map(|n| ages.get(n)).any(|(id, _)| *id == row.strategy);
    if is_over {
        let limit = plan.limits().strategies;
        return Ok(amiss(
            format!(
                "The plan {plan} allows {limit} strategies, you have {}, and this one is too many.",
                ages.len()
            ),
            remedy,
        ));
    }
    Ok(Ok(format!("The plan {plan} allows it.")))
}

fn taken(row: &Stored, meant: &Meant, holders: &[Holder]) -> Outcome {
    let names: Vec<String> = meant.series.iter().map(ToString::to_string).collect();
    let others = holders.iter().filter(|holder| names.contains(&holder.series));
    // What it trades itself is no fault of it, unless what it held is not over.
    let own = |holder: &&Holder| holder.assignment.as_deref() == Some(row.id.as_str());
    let Some(holder) = others.into_iter().find(|holder| !own(holder) || !row.is_wanted()) else {
        return Ok("No other strategy of this wallet trades these series.".to_owned());
    };
    if own(&holder) {
        return amiss(
            format!("Its last run still holds something in {}.", holder.series),
            "Wait until that is over: a slot ends by itself.",
        );
    }
    let name = holder.strategy.as_deref().unwrap_or("a strategy that was deleted");
    amiss(format!("{} of this wallet is traded by {name}.", holder.series), TAKEN)
}

fn cash(row: &Stored, terms: &Terms, wallet: &Wallet, opening: Usdc) -> Outcome {
    if row.is_wanted() {
        return Ok("Cash is set apart for it.".to_owned());
    }
    let free = wallet.free();
    let needed = terms.cash.unwrap_or(BUY_NOTIONAL_MIN);
    if free < needed {
        return amiss(
            format!("{free} USDC of the wallet are free, and {needed} are needed."),
            "Set less cash apart, here or for the wallet's other strategies, or use another wallet.",
        );
    }
    Ok(format!("{opening} of {free} USDC that are free are set apart for it."))
}

fn position(most: Usdc) -> Outcome {
    if most < BUY_NOTIONAL_MIN {
        return amiss(
            format!(
                "Its maximum position is {most} USDC, and the venue takes no purchase below {BUY_NOTIONAL_MIN}."
            ),
            format!("Set the maximum position to {BUY_NOTIONAL_MIN} USDC or more."),
        );
    }
    let limit = Price::ONE.notional(LIMIT_SHARES_MIN, Rounding::Up).unwrap_or(BUY_NOTIONAL_MIN);
    if most < limit {
        return Ok(format!(
            "{most} USDC buy the venue's smallest order; limit orders of {LIMIT_SHARES_MIN} shares cost up to {limit}."
        ));
    }
    Ok(format!("{most} USDC buy the venue's smallest order."))
}

fn kill_switch(seen: Option<&Snapshot>) -> Outcome {
    if seen.is_some_and(|seen| seen.killed) {
        return amiss(
            "The kill switch of all is on: nothing enters.",
            "It begins to trade when the switch is off.",
        );
    }
    Ok("The kill switch of all is off.".to_owned())
}

fn feed(app: &App, seen: Option<&Snapshot>) -> Outcome {
    if app.live.venue == Venue::None {
        return amiss(
            "The server was started without a feed.",
            "Start it with a feed; until then nothing trades.",
        );
    }
    if !seen.is_some_and(Snapshot::has_feed) {
        return amiss(
            "The feed has no connection to the venue.",
            "Wait until it is back; it connects by itself.",
        );
    }
    Ok("The feed is connected.".to_owned())
}

fn live_trading(wallet: &Wallet) -> Outcome {
    if wallet.is_paper() {
        return Ok("It runs on paper, with the wallet's paper cash.".to_owned());
    }
    amiss(
        format!(
            "Trading with what is in a wallet is not there yet: it runs on paper, with {} USDC that are none.",
            paper_cash()
        ),
        "Nothing to do: no money of this wallet is touched.",
    )
}
