//! What an assignment needs to run, and what to do about what is missing, said before it is activated.

use crate::words::{check_code, mend};
use craftstrat_api::studio::assignments::{Assignment, Check, CheckCode, Preflight};
use craftstrat_ui_kit::{I18n, Icon, IconName, Route, use_i18n};
use yew::prelude::*;
use yew_router::prelude::Link;

/// Properties of [`PreflightView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PreflightViewProps {
    /// The checks.
    pub preflight: Preflight,
    /// What they are about.
    pub assignment: Assignment,
}

/// The checks: those that stand in the way first, then what one should know, then what is in order behind a fold.
#[component]
pub fn PreflightView(props: &PreflightViewProps) -> Html {
    let i18n = use_i18n();
    let checks = &props.preflight.checks;
    let of = |wanted: fn(&&Check) -> bool| checks.iter().filter(wanted).collect::<Vec<_>>();
    let blocking = of(|check| !check.ok && check.blocks);
    let noted = of(|check| !check.ok && !check.blocks);
    let passed = of(|check| check.ok);
    let (icon, class, text) = if props.preflight.ready {
        (IconName::CircleCheck, "text-success", i18n.t("wallets-preflight-ready"))
    } else {
        let count = blocking.len();
        (
            IconName::AlertTriangle,
            "text-warning",
            i18n.tf("wallets-preflight-missing", &[("count", count.into())]),
        )
    };
    let line = |check: &&Check| line(&i18n, check, &props.assignment);
    html! {
        <div class="flex flex-col gap-3" data-testid="preflight" data-ready={props.preflight.ready.to_string()}>
            <p id="preflight-summary" class={classes!("flex", "items-center", "gap-2", "text-sm", "font-medium", class)} role="status">
                <Icon name={icon} />{ text }
            </p>
            if !blocking.is_empty() || !noted.is_empty() {
                <ul class="flex flex-col gap-2">
                    { for blocking.iter().map(line) }
                    { for noted.iter().map(line) }
                </ul>
            }
            if !passed.is_empty() {
                <details class="text-sm">
                    <summary class="min-h-6 cursor-pointer text-muted" data-testid="preflight-passed">
                        { i18n.tf("wallets-preflight-passed", &[("count", passed.len().into())]) }
                    </summary>
                    <ul class="mt-2 flex flex-col gap-2">{ for passed.iter().map(line) }</ul>
                </details>
            }
        </div>
    }
}

fn line(i18n: &I18n, check: &Check, assignment: &Assignment) -> Html {
    let code = check_code(check.code);
    let (icon, class, said) = match (check.ok, check.blocks) {
        (true, _) => (IconName::CircleCheck, "text-success", "wallets-check-ok"),
        (false, true) => (IconName::CircleX, "text-error", "wallets-check-blocks"),
        (false, false) => (IconName::Info, "text-info", "wallets-check-noted"),
    };
    html! {
        <li key={code} class="flex items-start gap-2 text-sm" data-testid={format!("check-{code}")} data-ok={check.ok.to_string()}
            data-blocks={check.blocks.to_string()}>
            <span class={classes!("mt-0.5", class)} title={i18n.t(said)}><Icon name={icon} /><span class="sr-only">{ i18n.t(said) }</span></span>
            <div class="min-w-0">
                <p class="font-medium">{ i18n.t(&format!("wallets-check-{code}")) }</p>
                if !check.detail.is_empty() {
                    <p class="text-xs break-words text-muted" lang="en">{ &check.detail }</p>
                }
                if !check.ok {
                    <p class="text-sm" data-testid="check-mend">
                        { mend(i18n, check.code) }
                        if let Some((to, key)) = way(check.code, assignment) {
                            { " " }<Link<Route> {to} classes="link">{ i18n.t(key) }</Link<Route>>
                        }
                    </p>
                    if let Some(remedy) = &check.remedy {
                        <p class="text-xs break-words text-muted" lang="en">{ remedy }</p>
                    }
                }
            </div>
        </li>
    }
}

/// Where a check is mended, and what the link says; none where that is on this page or not on any.
fn way(code: CheckCode, assignment: &Assignment) -> Option<(Route, &'static str)> {
    let wallet = || Route::Wallet { id: assignment.wallet.clone() };
    let strategy = || Route::Editor { id: assignment.strategy.clone() };
    Some(match code {
        CheckCode::WalletPaused | CheckCode::WalletCash => (wallet(), "wallets-way-wallet"),
        CheckCode::StrategyProblems | CheckCode::StrategyParameters | CheckCode::StrategyParked => {
            (strategy(), "wallets-way-strategy")
        }
        CheckCode::MarketsUnknown => (Route::Data, "wallets-way-data"),
        CheckCode::PlanLimit => (Route::Plan, "account-limit-plans"),
        CheckCode::SeriesTaken => (Route::Assignments, "wallets-way-assignments"),
        CheckCode::MarketsNotFollowed | CheckCode::DeskDown | CheckCode::FeedDown => {
            (Route::Live, "wallets-way-live")
        }
        CheckCode::PositionTooSmall | CheckCode::KillSwitch | CheckCode::LiveTrading => return None,
    })
}
