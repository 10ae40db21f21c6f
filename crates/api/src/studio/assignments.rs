//! Strategies on wallets: which strategy trades which markets with which wallet, and what keeps it from running.
//!
//! | call | asks | answers |
//! |---|---|---|
//! | `GET /assignments?wallet=&strategy=&cursor=&limit=` | | 200 [`super::Page`] of [`Assignment`], the newest first |
//! | `POST /assignments` | [`NewAssignment`] | 201 [`Assignment`], stopped |
//! | `GET /assignments/{id}` | | 200 [`Assignment`] |
//! | `PATCH /assignments/{id}` | [`AssignmentChange`] | 200 [`Assignment`]; 409 `assignment_running` unless it is stopped |
//! | `DELETE /assignments/{id}` | | 204; 409 `assignment_running` unless it is stopped |
//! | `GET /assignments/{id}/preflight` | | 200 [`Preflight`] |
//! | `POST /assignments/{id}/activate` | | 200 [`Assignment`]; of one that runs already, as it is |
//! | `POST /assignments/{id}/deactivate` | | 200 [`Assignment`]; of one that is stopped already, as it is |
//! | `POST /strategies/{id}/activate` | | 200 [`Activation`]: all assignments of the strategy |
//! | `POST /strategies/{id}/deactivate` | | 200 [`Activation`] |
//!
//! Activating something that the preflight finds fault with is refused with the first failing [`CheckCode`] as the
//! problem's code and its remedy in the detail. An activated assignment is carried by a paper run with a ledger of its own:
//! the wallet's cash is set apart for it when it begins and goes back to the wallet, with what was won or lost, when it is
//! over. The strategy is frozen when it is activated; later changes of it reach the run when it is activated again.
//!
//! Further problems:
//!
//! | status | code | when |
//! |---|---|---|
//! | 404 | `no_wallet`, `no_strategy` | what the request names is not the caller's, or is not there |
//! | 409 | `assigned_already` | the strategy is on this wallet already: change that assignment |
//! | 409 | `assignment_running` | deactivate it first, and wait until it holds nothing |
//! | 422 | `bad_markets` | no pattern, too many, or one that is none |
//! | 422 | `bad_settings` | a maximum position or cash that is not above zero |

use super::live::LiveRunSummary;
#[cfg(feature = "openapi")]
use crate::wire::Decimal;
use craftstrat_model::Usdc;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A strategy on a wallet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assignment {
    /// Its id.
    pub id: String,
    /// The wallet's id.
    pub wallet: String,
    /// The wallet's label.
    pub wallet_label: String,
    /// The strategy's id.
    pub strategy: String,
    /// The strategy's name.
    pub strategy_name: String,
    /// Series (`btc-updown-15m`) or slug patterns (`btc-*`, `*-updown-5m`), as they were given.
    pub markets: Vec<String>,
    /// The series these mean now; while it runs, those it was started with.
    pub series: Vec<String>,
    /// Most dollars tied up in one market.
    #[cfg_attr(feature = "openapi", schema(value_type = Decimal))]
    pub max_position_usdc: Usdc,
    /// Cash of the wallet set apart for it while it runs; all that is free when it is activated, when absent.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub cash_usdc: Option<Usdc>,
    /// Parameter values by name; defaults otherwise.
    pub parameters: BTreeMap<String, f64>,
    /// Where it stands.
    pub state: AssignmentState,
    /// Why it stands there, where not because its owner activated or deactivated it.
    pub reason: Option<StopReason>,
    /// The paper run that carries it, or carried it last: `/live/runs/{id}`.
    pub run_id: Option<String>,
    /// That run, while it is in the list of runs.
    pub run: Option<LiveRunSummary>,
    /// When it was activated last.
    pub started_at_ms: Option<i64>,
    /// When it was made.
    pub created_at_ms: i64,
    /// When it was changed, activated or deactivated last.
    pub updated_at_ms: i64,
}

/// Where an assignment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssignmentState {
    /// It does not run and holds nothing.
    Stopped,
    /// Its run looks at every tick and may enter.
    Running,
    /// A kill switch is on: its run may only get out.
    Paused,
    /// A limit or fault keeps its run from entering until that is over.
    Halted,
    /// Its run was stopped; what it holds runs out.
    Stopping,
    /// It is to run, and its run could not be started or brought back; see [`Assignment::reason`].
    Failed,
}

/// Why an assignment does not run, or does not trade, though somebody activated it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StopReason {
    /// Stable, for the reader's language.
    pub code: StopCode,
    /// A sentence.
    pub detail: String,
    /// Since when, where that is known.
    pub at_ms: Option<i64>,
}

/// What ended an assignment's run, or keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StopCode {
    /// The run was stopped by itself, on the live page.
    RunStopped,
    /// The run could not be started or brought back.
    RunFailed,
    /// Its wallet was paused.
    WalletPaused,
    /// Its owner's plan became smaller.
    Plan,
    /// Its strategy was deleted.
    StrategyDeleted,
    /// A kill switch is on: the run's, or the one of all.
    Killed,
    /// The strategy faulted and is not asked again before the next slot.
    Faulted,
    /// A limit of the run was reached.
    Limit,
}

/// Asks for an assignment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAssignment {
    /// The wallet's id. When absent, the owner's paper wallet `Paper`, which is made when there is none.
    #[serde(default)]
    pub wallet: Option<String>,
    /// The strategy's id.
    pub strategy: String,
    /// 1 to 50 series (`btc-updown-15m`) or slug patterns, in which `*` stands for any characters.
    pub markets: Vec<String>,
    /// Most dollars tied up in one market; 100 when absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_position_usdc: Option<Usdc>,
    /// Cash of the wallet to set apart; all that is free when it is activated, when absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub cash_usdc: Option<Usdc>,
    /// Parameter values by name; defaults otherwise.
    #[serde(default)]
    pub parameters: BTreeMap<String, f64>,
}

/// Changes an assignment that is stopped. What is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AssignmentChange {
    /// As in [`NewAssignment`].
    pub markets: Option<Vec<String>>,
    /// As in [`NewAssignment`].
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub max_position_usdc: Option<Usdc>,
    /// As in [`NewAssignment`].
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Decimal>))]
    pub cash_usdc: Option<Usdc>,
    /// As in [`NewAssignment`].
    pub parameters: Option<BTreeMap<String, f64>>,
}

/// What an assignment needs to run, and what of it is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preflight {
    /// It can be activated: every check that blocks is passed.
    pub ready: bool,
    /// One for each [`CheckCode`], in their order.
    pub checks: Vec<Check>,
}

/// One thing an assignment needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Check {
    /// Which: stable, for the reader's language.
    pub code: CheckCode,
    /// Passed.
    pub ok: bool,
    /// Activating is refused until this is passed; otherwise it runs and waits, or the reader should merely know.
    pub blocks: bool,
    /// What was found: a sentence with its numbers.
    pub detail: String,
    /// What to do: a sentence; `null` when nothing needs to be done.
    pub remedy: Option<String>,
}

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckCode {
    /// The wallet is active.
    WalletPaused,
    /// The strategy's document has no errors and its component loads.
    StrategyProblems,
    /// Parameters are declared by the strategy and within their ranges.
    StrategyParameters,
    /// No run of the strategy is parked because it faulted. Does not block.
    StrategyParked,
    /// Every pattern means series that are known here.
    MarketsUnknown,
    /// Feed or tick store know these series. Does not block: the feed follows them once it runs.
    MarketsNotFollowed,
    /// The owner's plan allows the strategy and the wallet.
    PlanLimit,
    /// No other assignment of this wallet runs on one of the series.
    SeriesTaken,
    /// The wallet has the cash that is to be set apart.
    WalletCash,
    /// The maximum position buys the venue's smallest order.
    PositionTooSmall,
    /// The desk takes runs.
    DeskDown,
    /// No kill switch of all is on. Does not block: it runs and waits.
    KillSwitch,
    /// The feed is up. Does not block: it runs and waits.
    FeedDown,
    /// It trades with what is in the wallet. Of a wallet on the chain never passed so far, and does not block: it runs on
    /// paper.
    LiveTrading,
}

/// What became of all assignments of a strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activation {
    /// One for each, the newest first; empty when it is on no wallet.
    pub results: Vec<ActivationResult>,
}

/// What became of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivationResult {
    /// It stands where it was to be.
    pub ok: bool,
    /// The problem's code, where not.
    pub code: Option<String>,
    /// What is the matter and what to do, where not.
    pub detail: Option<String>,
    /// The assignment as it is now.
    pub assignment: Assignment,
}
