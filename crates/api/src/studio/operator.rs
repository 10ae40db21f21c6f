//! What the operator of an installation sees and sets.

use super::people::Role;
use serde::{Deserialize, Serialize};

/// A person in the operator's list: `GET /operator/users`, those with `?q=` in their address or name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserSummary {
    /// Their id.
    pub id: String,
    /// Where mail reaches them.
    pub email: String,
    /// Whether they showed that it does.
    pub verified: bool,
    /// What they are called.
    pub name: String,
    /// What they are here.
    pub role: Role,
    /// The plan they are on.
    pub plan: String,
    /// Whether signing in takes a second factor.
    pub second_factor: bool,
    /// Strategies they have.
    pub strategies: u64,
    /// Wallets they have.
    pub wallets: u64,
    /// Whether they may not sign in.
    pub locked: bool,
    /// When they signed up.
    pub created_at_ms: i64,
}

/// Changes what a person may: `PATCH /operator/users/{id}`. A smaller plan pauses what is over its limits and deletes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    /// The plan: `free`, `starter`, `pro` or `enterprise`.
    #[serde(default)]
    pub plan: Option<String>,
    /// Whether they may not sign in. Ends their sessions when set.
    #[serde(default)]
    pub locked: Option<bool>,
}

/// Something sensitive that was done: `GET /operator/audit`, and one's own at `GET /account/audit`. `?action=` asks for one
/// action, `?done=true` or `false` for what was done or refused, `?email=` (operators) for who has a text in their address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Its id; later ones sort later.
    pub id: String,
    /// When.
    pub at_ms: i64,
    /// Who did it; nobody's for what nobody was signed in for.
    pub person: Option<String>,
    /// Their address then.
    pub email: Option<String>,
    /// The address it came from.
    pub address: String,
    /// What: `login`, `tokens.create`, `operator.change_plan`, ...
    pub action: String,
    /// What it was done to.
    pub subject: Option<String>,
    /// Whether it was done; refused otherwise.
    pub done: bool,
    /// A sentence.
    pub detail: String,
}

/// The state of the installation: `GET /operator/system`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SystemState {
    /// Version of the program.
    pub version: String,
    /// `sqlite` or `postgres`.
    pub database: String,
    /// Seconds since it started.
    pub up_s: u64,
    /// People.
    pub users: u64,
    /// Sessions that did not end.
    pub sessions: u64,
    /// Jobs that wait or run.
    pub jobs_open: u64,
    /// Strategies on paper.
    pub runs: u64,
    /// How mail is sent: `outbox` or `smtp`.
    pub mail: String,
    /// Whether all trading is stopped.
    pub killed: bool,
}

/// A job of anybody: `GET /operator/jobs`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OperatorJob {
    /// Its id.
    pub id: String,
    /// Whose: the address of the account.
    pub person: String,
    /// What it is: `backtest`, `sweep` or `import`.
    pub kind: String,
    /// `queued`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// When it was asked for.
    pub created_at_ms: i64,
    /// When it ended.
    pub ended_at_ms: Option<i64>,
}

/// A run that was parked because it broke its limits or failed: `GET /operator/parked`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParkedRun {
    /// The run.
    pub id: String,
    /// Whose: the address of the account.
    pub person: String,
    /// Its name.
    pub name: String,
    /// Why it is parked: a sentence.
    pub reason: String,
}
