//! What these pages say: kinds, states and refusals in the reader's language.
//!
//! Numbers of a refusal come from the server in English; they stand beside our sentence and are marked as English.

use crate::model::errors::{DETAILED, SAID, fields_of};
use craftstrat_api::studio::assignments::{AssignmentState, CheckCode, StopCode};
use craftstrat_api::studio::wallets::{Allowance, Allowed, WalletKind, WalletState, WithdrawalState};
use craftstrat_ui_account::model::errors::Errors;
use craftstrat_ui_kit::{ApiError, I18n, Icon, IconName};
use yew::prelude::*;

/// A refusal as a sentence: ours where its code is known, in the reader's language; else the server's.
pub fn refusal(i18n: &I18n, error: &ApiError) -> String {
    let check =
        error.code().and_then(|code| CHECKS.into_iter().find(|c| check_code(*c).replace('-', "_") == code));
    if let Some(check) = check {
        return format!("{} {}", mend(i18n, check), error.in_words(i18n));
    }
    let Some(code) = error.code().filter(|code| SAID.contains(code)) else {
        // Those of accounts are said there: confirming, sessions.
        return craftstrat_ui_account::words::refusal(i18n, error);
    };
    let ours = i18n.t(&format!("wallets-error-{}", code.replace(['_', '.'], "-")));
    if DETAILED.contains(&code) { format!("{ours} {}", error.in_words(i18n)) } else { ours }
}

/// A refusal at the field it is about, if the form has that one, or else of the whole form.
pub fn placed(i18n: &I18n, error: &ApiError, fields: &[&str]) -> Errors {
    let about = error.code().map_or(&[][..], fields_of);
    let sentence = refusal(i18n, error);
    match about.iter().find(|field| fields.contains(field)) {
        Some(field) => Errors::default().at(field, sentence),
        None => Errors::default().of_all(sentence),
    }
}

/// Every kind, in the order of the page.
pub const KINDS: [WalletKind; 4] =
    [WalletKind::Paper, WalletKind::Deposit, WalletKind::Proxy, WalletKind::Safe];

/// Names a kind in messages (`wallets-kind-<code>`, `wallets-kind-hint-<code>`) and in tests.
pub const fn kind_code(kind: WalletKind) -> &'static str {
    match kind {
        WalletKind::Paper => "paper",
        WalletKind::Deposit => "deposit",
        WalletKind::Proxy => "proxy",
        WalletKind::Safe => "safe",
    }
}

/// What a wallet is.
pub fn kind(i18n: &I18n, kind: WalletKind) -> String {
    i18n.t(&format!("wallets-kind-{}", kind_code(kind)))
}

/// How much a contract of the venue may take.
pub fn allowed(i18n: &I18n, allowance: &Allowance) -> String {
    match (allowance.allowed, allowance.up_to_usdc) {
        (Allowed::Nothing, _) => i18n.t("wallets-allowed-nothing"),
        (Allowed::All, _) => i18n.t("wallets-allowed-all"),
        (Allowed::UpTo, cash) => {
            cash.map_or_else(|| i18n.t("wallets-allowed-some"), |c| i18n.usdc(c.to_f64()))
        }
    }
}

/// A code with its picture and colour: with its word, so that none of them alone carries the meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// In tests.
    pub code: &'static str,
    /// The key of the word.
    pub key: &'static str,
    /// The picture.
    pub icon: IconName,
    /// The class of the colour.
    pub class: &'static str,
}

impl Sign {
    const fn new(code: &'static str, key: &'static str, icon: IconName, class: &'static str) -> Self {
        Self { code, key, icon, class }
    }

    /// As a part of the page.
    pub fn html(self, i18n: &I18n) -> Html {
        html! {
            <span class={classes!("inline-flex", "items-center", "gap-1", "text-sm", "font-medium", "whitespace-nowrap", self.class)}>
                <Icon name={self.icon} class="size-4" />{ i18n.t(self.key) }
            </span>
        }
    }
}

/// Whether strategies may trade from a wallet.
pub const fn wallet_state(state: WalletState) -> Sign {
    match state {
        WalletState::Active => {
            Sign::new("active", "wallets-state-active", IconName::CircleCheck, "text-success")
        }
        WalletState::Paused => Sign::new("paused", "wallets-state-paused", IconName::Pause, "text-warning"),
        WalletState::PlanPaused => {
            Sign::new("plan_paused", "wallets-state-plan-paused", IconName::Lock, "text-warning")
        }
    }
}

/// How far a withdrawal is.
pub const fn withdrawal_state(state: WithdrawalState) -> Sign {
    match state {
        WithdrawalState::Waiting => {
            Sign::new("waiting", "wallets-withdrawal-waiting", IconName::Clock, "text-warning")
        }
        WithdrawalState::Sent => {
            Sign::new("sent", "wallets-withdrawal-sent", IconName::ArrowUpRight, "text-info")
        }
        WithdrawalState::Confirmed => {
            Sign::new("confirmed", "wallets-withdrawal-confirmed", IconName::CircleCheck, "text-success")
        }
        WithdrawalState::Canceled => {
            Sign::new("canceled", "wallets-withdrawal-canceled", IconName::X, "text-muted")
        }
        WithdrawalState::Failed => {
            Sign::new("failed", "wallets-withdrawal-failed", IconName::CircleX, "text-error")
        }
    }
}

/// Where an assignment stands.
pub const fn assignment_state(state: AssignmentState) -> Sign {
    match state {
        AssignmentState::Stopped => {
            Sign::new("stopped", "wallets-assigned-stopped", IconName::Stop, "text-muted")
        }
        AssignmentState::Running => {
            Sign::new("running", "wallets-assigned-running", IconName::Play, "text-success")
        }
        AssignmentState::Paused => {
            Sign::new("paused", "wallets-assigned-paused", IconName::Pause, "text-warning")
        }
        AssignmentState::Halted => {
            Sign::new("halted", "wallets-assigned-halted", IconName::AlertTriangle, "text-warning")
        }
        AssignmentState::Stopping => {
            Sign::new("stopping", "wallets-assigned-stopping", IconName::Clock, "text-muted")
        }
        AssignmentState::Failed => {
            Sign::new("failed", "wallets-assigned-failed", IconName::CircleX, "text-error")
        }
    }
}

/// Why an assignment does not run: `wallets-stop-<code>`.
pub const fn stop_code(code: StopCode) -> &'static str {
    match code {
        StopCode::RunStopped => "run-stopped",
        StopCode::RunFailed => "run-failed",
        StopCode::WalletPaused => "wallet-paused",
        StopCode::Plan => "plan",
        StopCode::StrategyDeleted => "strategy-deleted",
        StopCode::Killed => "killed",
        StopCode::Faulted => "faulted",
        StopCode::Limit => "limit",
    }
}

/// Every check, in the order of the server.
pub const CHECKS: [CheckCode; 14] = [
    CheckCode::WalletPaused,
    CheckCode::StrategyProblems,
    CheckCode::StrategyParameters,
    CheckCode::StrategyParked,
    CheckCode::MarketsUnknown,
    CheckCode::MarketsNotFollowed,
    CheckCode::PlanLimit,
    CheckCode::SeriesTaken,
    CheckCode::WalletCash,
    CheckCode::PositionTooSmall,
    CheckCode::DeskDown,
    CheckCode::KillSwitch,
    CheckCode::FeedDown,
    CheckCode::LiveTrading,
];

/// Names a check in messages (`wallets-check-<code>`, `wallets-mend-<code>`) and in tests.
pub const fn check_code(code: CheckCode) -> &'static str {
    match code {
        CheckCode::WalletPaused => "wallet-paused",
        CheckCode::StrategyProblems => "strategy-problems",
        CheckCode::StrategyParameters => "strategy-parameters",
        CheckCode::StrategyParked => "strategy-parked",
        CheckCode::MarketsUnknown => "markets-unknown",
        CheckCode::MarketsNotFollowed => "markets-not-followed",
        CheckCode::PlanLimit => "plan-limit",
        CheckCode::SeriesTaken => "series-taken",
        CheckCode::WalletCash => "wallet-cash",
        CheckCode::PositionTooSmall => "position-too-small",
        CheckCode::DeskDown => "desk-down",
        CheckCode::KillSwitch => "kill-switch",
        CheckCode::FeedDown => "feed-down",
        CheckCode::LiveTrading => "live-trading",
    }
}

/// What to do about a check that was not passed.
pub fn mend(i18n: &I18n, code: CheckCode) -> String {
    i18n.t(&format!("wallets-mend-{}", check_code(code)))
}
