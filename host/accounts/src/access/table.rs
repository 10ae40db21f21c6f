//! The table itself: one line for everything anybody can do.

use super::Scope::{self, Backtests, Live, Read, Strategies, Wallets};

/// Who may at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// Everybody, known or not.
    Anyone,
    /// Whoever is logged in, with what is theirs.
    Person,
    /// Operators, who are people too.
    Operator,
    /// Other processes of this installation.
    Service,
}

/// Whether something needs a second factor that was shown just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecondFactorRule {
    /// No.
    No,
    /// From whoever has one; whoever has none shows the password again.
    IfEnrolled,
    /// From everybody: whoever has none turns it on first.
    Always,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// As it stands in the audit log.
    pub name: &'static str,
    /// Who may at all.
    pub who: Who,
    /// Needs a verified address.
    pub verified: bool,
    /// An API token may with any of these; with none of them, no token may.
    pub scopes: &'static [Scope],
    /// Whether a second factor is needed.
    pub second_factor: SecondFactorRule,
    /// It is sensitive: it is written to the audit log, done or denied.
    pub audited: bool,
}

/// Makes [`Action`] of the lines, so that there is no action without a line.
macro_rules! table {
    ($($(#[$doc:meta])* $action:ident $name:literal $who:ident $verified:ident $scopes:tt $second:ident $audit:ident;)+) => {
        /// Everything anybody can do. Every route of the API is exactly one of these.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[$doc])* $action,)+ }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$action,)+];

            /// What the table says of it.
            pub const fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$action => &Rule {
                        name: $name,
                        who: Who::$who,
                        verified: $verified,
                        scopes: &$scopes,
                        second_factor: SecondFactorRule::$second,
                        audited: $audit,
                    },)+
                }
            }
        }
    };
}

/// An address must be verified.
const VERIFIED: bool = true;
/// Whoever has not verified theirs may too.
const UNVERIFIED: bool = false;
/// It is written to the audit log.
const AUDIT: bool = true;
/// It is not.
const QUIET: bool = false;

table! {
//  action                 name                     who      verified   scopes of tokens         second factor  audit
    /// Look at own strategies, versions, components.
    StrategiesRead         "strategies.read"        Person   UNVERIFIED [Read, Strategies]       No         QUIET;
    /// Make, change, delete and restore own strategies.
    StrategiesWrite        "strategies.write"       Person   VERIFIED   [Strategies]             No         QUIET;
    /// Look at own backtests.
    BacktestsRead          "backtests.read"         Person   UNVERIFIED [Read, Backtests]        No         QUIET;
    /// Run, delete and explain backtests.
    BacktestsRun           "backtests.run"          Person   VERIFIED   [Backtests]              No         QUIET;
    /// Look at own sweeps.
    SweepsRead             "sweeps.read"            Person   UNVERIFIED [Read, Backtests]        No         QUIET;
    /// Run and delete sweeps.
    SweepsRun              "sweeps.run"             Person   VERIFIED   [Backtests]              No         QUIET;
    /// Look at own jobs.
    JobsRead               "jobs.read"              Person   UNVERIFIED [Read, Backtests]        No         QUIET;
    /// Cancel own jobs.
    JobsCancel             "jobs.cancel"            Person   UNVERIFIED [Backtests]              No         QUIET;
    /// Look at market data, which everybody shares.
    TicksRead              "ticks.read"             Person   UNVERIFIED [Read, Strategies, Backtests] No    QUIET;
    /// Add market data for everybody.
    TicksImport            "ticks.import"           Operator VERIFIED   []                       No         AUDIT;
    /// Take market data from everybody.
    TicksDelete            "ticks.delete"           Operator VERIFIED   []                       No         AUDIT;
    /// Look at what runs.
    LiveRead               "live.read"              Person   UNVERIFIED [Read, Live]             No         QUIET;
    /// Start something.
    LiveStart              "live.start"             Person   VERIFIED   [Live]                   No         AUDIT;
    /// Change what runs: parameters, a new version.
    LiveChange             "live.change"            Person   VERIFIED   [Live]                   No         AUDIT;
    /// Stop something. Stopping is never held up by an address that is not verified or a factor that is not fresh.
    LiveStop               "live.stop"              Person   UNVERIFIED [Live]                   No         AUDIT;
    /// Stop everything of one's own at once.
    LiveKill               "live.kill"              Person   UNVERIFIED [Live]                   No         AUDIT;
    /// Stop everything of everybody at once.
    KillAll                "kill_all"               Operator UNVERIFIED []                       No         AUDIT;
    /// Look at own alerts.
    AlertsRead             "alerts.read"            Person   UNVERIFIED [Read, Live]             No         QUIET;
    /// Mark own alerts as seen.
    AlertsWrite            "alerts.write"           Person   UNVERIFIED [Live]                   No         QUIET;
    /// Look at where own alerts are sent. The address may hold a secret, so no token sees it.
    WebhookRead            "webhook.read"           Person   UNVERIFIED []                       No         QUIET;
    /// Have own alerts sent somewhere else.
    WebhookWrite           "webhook.write"          Person   VERIFIED   []                       No         AUDIT;
    /// Look at own account.
    AccountRead            "account.read"           Person   UNVERIFIED []                       No         QUIET;
    /// Change own name and language.
    AccountChange          "account.change"         Person   UNVERIFIED []                       No         AUDIT;
    /// Change own password.
    PasswordChange         "account.password"       Person   UNVERIFIED []                       IfEnrolled AUDIT;
    /// Show password and second factor again.
    Confirm                "account.confirm"        Person   UNVERIFIED []                       No         AUDIT;
    /// Take all own data along.
    AccountExport          "account.export"         Person   UNVERIFIED []                       IfEnrolled AUDIT;
    /// Delete own account.
    AccountDelete          "account.delete"         Person   UNVERIFIED []                       IfEnrolled AUDIT;
    /// Look at own sessions.
    SessionsRead           "sessions.read"          Person   UNVERIFIED []                       No         QUIET;
    /// End own sessions.
    SessionsEnd            "sessions.end"           Person   UNVERIFIED []                       No         AUDIT;
    /// Look at own tokens, not at what they are.
    TokensRead             "tokens.read"            Person   UNVERIFIED []                       No         QUIET;
    /// Make a token.
    TokensCreate           "tokens.create"          Person   VERIFIED   []                       IfEnrolled AUDIT;
    /// Revoke own tokens.
    TokensRevoke           "tokens.revoke"          Person   UNVERIFIED []                       No         AUDIT;
    /// Turn on two-factor authentication, exchange the app, make new recovery codes.
    SecondFactorEnrol      "second_factor.enrol"    Person   VERIFIED   []                       IfEnrolled AUDIT;
    /// Turn off two-factor authentication.
    SecondFactorDisable    "second_factor.disable"  Person   UNVERIFIED []                       IfEnrolled AUDIT;
    /// Look at own plan and how much of it is used.
    PlanRead               "plan.read"              Person   UNVERIFIED [Read]                   No         QUIET;
    /// Look at own wallets.
    WalletsRead            "wallets.read"           Person   UNVERIFIED [Read, Wallets]          No         QUIET;
    /// Make a wallet.
    WalletsCreate          "wallets.create"         Person   VERIFIED   [Wallets]                No         AUDIT;
    /// Rename, pause, resume a wallet.
    WalletsChange          "wallets.change"         Person   VERIFIED   [Wallets]                No         AUDIT;
    /// Delete a wallet that is empty.
    WalletsDelete          "wallets.delete"         Person   VERIFIED   [Wallets]                No         AUDIT;
    /// Take an encrypted keystore along.
    WalletsExport          "wallets.export"         Person   VERIFIED   []                       Always     AUDIT;
    /// Withdraw, and say to where one may.
    WalletsWithdraw        "wallets.withdraw"       Person   VERIFIED   []                       Always     AUDIT;
    /// Take back a withdrawal that waits. That is never held up by an address that is not verified or a factor that is not
    /// fresh.
    WalletsCancel          "wallets.cancel"         Person   UNVERIFIED []                       No         AUDIT;
    /// Look at which strategy trades on which wallet.
    AssignmentsRead        "assignments.read"       Person   UNVERIFIED [Read, Live]             No         QUIET;
    /// Assign a strategy to a wallet and markets.
    AssignmentsWrite       "assignments.write"      Person   VERIFIED   [Live]                   No         AUDIT;
    /// Let an assignment run.
    AssignmentsRun         "assignments.run"        Person   VERIFIED   [Live]                   No         AUDIT;
    /// Stop an assignment, which is never held up either.
    AssignmentsStop        "assignments.stop"       Person   UNVERIFIED [Live]                   No         AUDIT;
    /// Look at who is here.
    OperatorReadUsers      "operator.read_users"    Operator VERIFIED   []                       No         AUDIT;
    /// Change somebody's plan.
    OperatorChangePlan     "operator.change_plan"   Operator VERIFIED   []                       IfEnrolled AUDIT;
    /// Look at the audit log.
    OperatorReadAudit      "operator.read_audit"    Operator VERIFIED   []                       No         AUDIT;
    /// Look at the state of the system.
    OperatorReadSystem     "operator.read_system"   Operator VERIFIED   []                       No         QUIET;
    /// Look at everybody's jobs.
    OperatorReadJobs       "operator.read_jobs"     Operator VERIFIED   []                       No         QUIET;
    /// Look at what was parked, whosever it is.
    OperatorReadParked     "operator.read_parked"   Operator VERIFIED   []                       No         QUIET;
    /// Activate and deactivate a strategy.
    InternalStrategy       "internal.strategy"      Service  UNVERIFIED []                       No         AUDIT;
    /// Look at the state of a wallet.
    InternalWallet         "internal.wallet"        Service  UNVERIFIED []                       No         QUIET;
    /// Run a backtest for somebody.
    InternalBacktest       "internal.backtest"      Service  UNVERIFIED []                       No         QUIET;
    /// Look at the state of the engine.
    InternalEngine         "internal.engine"        Service  UNVERIFIED []                       No         QUIET;
    /// Make an account.
    SignUp                 "sign_up"                Anyone   UNVERIFIED []                       No         AUDIT;
    /// Log in, with the second factor where there is one.
    Login                  "login"                  Anyone   UNVERIFIED []                       No         AUDIT;
    /// Log out. Whoever is not logged in has nothing to do for it.
    Logout                 "logout"                 Anyone   UNVERIFIED []                       No         QUIET;
    /// Show the code that came by mail, or have another sent.
    VerifyEmail            "verify_email"           Anyone   UNVERIFIED []                       No         AUDIT;
    /// Ask for mail that lets one choose a new password, and choose it.
    ResetPassword          "reset_password"         Anyone   UNVERIFIED []                       No         AUDIT;
    /// The page, health, the API's description.
    Public                 "public"                 Anyone   UNVERIFIED []                       No         QUIET;
}
