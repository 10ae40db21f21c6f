//! Strategies on wallets.

use crate::calls;
use crate::frame::{Frame, Here};
use crate::words;
use craftstrat_api::studio::assignments::Assignment;
use craftstrat_ui_kit::{
    Empty, ErrorBox, I18n, Icon, IconName, LimitNote, Limited, Pnl, Route, Skeleton, use_client, use_every,
    use_i18n, use_query_state, use_resource,
};
use yew::prelude::*;
use yew_router::prelude::Link;

/// How often the list is fetched while somebody looks, ms.
const EVERY_MS: u32 = 10_000;

/// The page. `?strategy=` shows those of one strategy.
#[component]
pub fn AssignmentsPage() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let strategy = use_query_state("strategy");
    let fetched = use_resource(strategy.value.clone(), move |strategy: Option<String>| {
        let client = client.clone();
        async move { calls::assignments(&client, None, strategy.as_deref()).await }
    });
    use_every(Some(EVERY_MS), fetched.reload.clone());
    let has_some = fetched.data.as_ref().is_some_and(|all| !all.is_empty());
    let new = |class: &'static str| {
        html! {
            <Link<Route> to={Route::NewAssignment} classes={classes!("btn", class)}>
                <Icon name={IconName::Plus} />{ i18n.t("wallets-assign-one") }
            </Link<Route>>
        }
    };
    let actions = if has_some { new("btn-primary") } else { Html::default() };
    let body = match (fetched.data, fetched.error) {
        (Some(all), _) if all.is_empty() => html! {
            <Empty title={i18n.t("wallets-assigned-none")} body={i18n.t("wallets-assigned-none-body")} icon={IconName::Wallet}
                action={new("btn-primary")} />
        },
        (Some(assignments), _) => html! { <AssignmentRows {assignments} /> },
        (None, Some(error)) => html! { <ErrorBox {error} retry={Some(fetched.reload)} /> },
        (None, None) => html! { <Skeleton lines={6} /> },
    };
    html! {
        <Frame title={i18n.t("wallets-assigned-title")} intro={i18n.t("wallets-assigned-intro")} here={Here::Assignments} is_list=true
            {actions}>
            <div class="contents"><LimitNote of={Limited::Strategies} /></div>
            <div class="contents">{ body }</div>
        </Frame>
    }
}

/// Properties of [`AssignmentRows`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AssignmentRowsProps {
    /// The assignments.
    pub assignments: Vec<Assignment>,
    /// Leaves out the wallet: all of them are on one.
    #[prop_or_default]
    pub hide_wallet: bool,
}

/// The list: each leads to its page, and to the run that carries it.
#[component]
pub fn AssignmentRows(props: &AssignmentRowsProps) -> Html {
    let i18n = use_i18n();
    html! {
        <ul class="divide-y divide-base-300 rounded-box border border-base-300 bg-base-100" aria-label={i18n.t("wallets-assigned-title")}
            data-testid="assignments">
            { for props.assignments.iter().map(|assignment| line(&i18n, assignment, props.hide_wallet)) }
        </ul>
    }
}

fn line(i18n: &I18n, assignment: &Assignment, hide_wallet: bool) -> Html {
    let state = words::assignment_state(assignment.state);
    let result = assignment.run.as_ref().and_then(|run| {
        run.money.realised_usdc.checked_add(run.money.unrealised_usdc).ok().map(|sum| sum.to_f64())
    });
    html! {
        <li key={assignment.id.clone()} class="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-3 sm:px-4" data-testid="assignment"
            data-id={assignment.id.clone()} data-state={state.code}>
            <div class="min-w-0 grow basis-48">
                <Link<Route> to={Route::Assignment { id: assignment.id.clone() }} classes="link font-medium break-words">
                    { &assignment.strategy_name }
                </Link<Route>>
                <p class="flex flex-wrap gap-x-3 text-xs break-words text-muted">
                    if !hide_wallet {
                        <span>{ i18n.tf("wallets-assigned-on", &[("wallet", assignment.wallet_label.as_str().into())]) }</span>
                    }
                    <span class="font-mono">{ assignment.markets.join(", ") }</span>
                </p>
            </div>
            if let Some(value) = result {
                <Pnl {value} />
            }
            { state.html(i18n) }
            if let Some(id) = assignment.run.as_ref().and(assignment.run_id.clone()) {
                <Link<Route> to={Route::LiveRun { id }} classes="link text-sm">{ i18n.t("wallets-assigned-run") }</Link<Route>>
            }
        </li>
    }
}
