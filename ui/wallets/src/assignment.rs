//! A strategy on a wallet: what it is to do, what it needs for that, and whether it runs.

use crate::calls;
use crate::changes::Changes;
use crate::frame::{Fact, Frame, Here, Note};
use crate::preflight::PreflightView;
use crate::words::{self, stop_code};
use craftstrat_api::studio::assignments::{Assignment, AssignmentState, Preflight};
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Card, ErrorBox, I18n, Icon, IconName, Pnl, Route, Skeleton, Time,
    ToastKind, use_client, use_every, use_i18n, use_resource, use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// How often one that runs or stops is fetched while somebody looks, ms.
const EVERY_MS: u32 = 5_000;

/// Properties of [`AssignmentPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AssignmentPageProps {
    /// Its id.
    pub id: AttrValue,
}

/// The page.
#[component]
pub fn AssignmentPage(props: &AssignmentPageProps) -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let fetched = {
        let client = client.clone();
        use_resource(props.id.clone(), move |id: AttrValue| {
            let client = client.clone();
            async move { calls::assignment(&client, &id).await }
        })
    };
    let state = fetched.data.as_ref().map(|assignment| assignment.state);
    let checks = {
        let client = client.clone();
        // Other markets need other things.
        let of = fetched.data.as_ref().map(|assignment| assignment.updated_at_ms);
        use_resource((props.id.clone(), of), move |(id, _): (AttrValue, Option<i64>)| {
            let client = client.clone();
            async move { calls::preflight(&client, &id).await }
        })
    };
    let moves =
        matches!(state, Some(state) if !matches!(state, AssignmentState::Stopped | AssignmentState::Failed));
    use_every(moves.then_some(EVERY_MS), fetched.reload.clone());
    let again = use_callback((fetched.reload.clone(), checks.reload.clone()), |(), (fetched, checks)| {
        fetched.emit(());
        checks.emit(());
    });
    let busy = use_state_eq(|| false);
    let refused = use_state(|| Option::<ApiError>::None);
    let onactive = {
        let (busy, refused, again) = (busy.setter(), refused.setter(), again.clone());
        let (i18n, id) = (i18n.clone(), props.id.clone());
        Callback::from(move |active: bool| {
            let (client, i18n, toasts, id) = (client.clone(), i18n.clone(), toasts.clone(), id.clone());
            let (busy, refused, again) = (busy.clone(), refused.clone(), again.clone());
            busy.set(true);
            refused.set(None);
            spawn_local(async move {
                match calls::set_active(&client, &id, active).await {
                    Ok(_) => {
                        let said = if active { "wallets-activated" } else { "wallets-deactivated" };
                        toasts.show(ToastKind::Success, i18n.t(said));
                    }
                    Err(error) => refused.set(Some(error)),
                }
                again.emit(());
                busy.set(false);
            });
        })
    };
    let title =
        fetched.data.as_ref().map_or_else(|| i18n.t("wallets-assign"), |all| all.strategy_name.clone());
    let body = match (fetched.data, fetched.error) {
        (Some(assignment), _) => html! {
            <AssignmentView {assignment} preflight={checks.data} preflight_error={checks.error} refused={(*refused).clone()}
                busy={*busy} {onactive} onagain={again} />
        },
        (None, Some(error)) => html! { <ErrorBox {error} retry={Some(fetched.reload)} /> },
        (None, None) => html! { <Skeleton lines={8} /> },
    };
    html! { <Frame {title} here={Here::Assignments}><div class="contents">{ body }</div></Frame> }
}

/// Properties of [`AssignmentView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AssignmentViewProps {
    /// The assignment.
    pub assignment: Assignment,
    /// What it needs, once that is known.
    pub preflight: Option<Preflight>,
    /// Why that is not known.
    #[prop_or_default]
    pub preflight_error: Option<ApiError>,
    /// Why it was not activated or deactivated.
    #[prop_or_default]
    pub refused: Option<ApiError>,
    /// It is being activated or deactivated.
    #[prop_or_default]
    pub busy: bool,
    /// Activates it, or deactivates it.
    #[prop_or_default]
    pub onactive: Callback<bool>,
    /// Fetches everything again.
    #[prop_or_default]
    pub onagain: Callback<()>,
}

/// The page once it knows the assignment.
#[component]
pub fn AssignmentView(props: &AssignmentViewProps) -> Html {
    let i18n = use_i18n();
    let assignment = &props.assignment;
    let state = words::assignment_state(assignment.state);
    let stopped = matches!(assignment.state, AssignmentState::Stopped | AssignmentState::Failed);
    let ready = props.preflight.as_ref().is_some_and(|preflight| preflight.ready);
    let checks = html! {
        <Button label={i18n.t("wallets-preflight-again")} icon={IconName::Refresh} small=true testid="preflight-again"
            onclick={props.onagain.reform(|_: MouseEvent| ())} />
    };
    html! {
        <div class="grid items-start gap-4 lg:grid-cols-2">
            <Card title={AttrValue::from(i18n.t("wallets-assigned-about"))} actions={html! { <Changes assignment={assignment.clone()} onagain={props.onagain.clone()} /> }}>
                <div class="flex flex-col gap-3" data-testid="assignment" data-state={state.code}>
                    { facts(&i18n, assignment) }
                    if let Some(reason) = &assignment.reason {
                        <Note warn=true testid="assignment-reason" code={AttrValue::from(stop_code(reason.code))}>
                            <p>{ i18n.t(&format!("wallets-stop-{}", stop_code(reason.code))) }
                                if let Some(ms) = reason.at_ms {
                                    { " " }<Time {ms} />
                                }
                            </p>
                            <p class="text-xs" lang="en">{ &reason.detail }</p>
                        </Note>
                    }
                    if let Some(id) = assignment.run.as_ref().and(assignment.run_id.clone()) {
                        <Link<Route> to={Route::LiveRun { id }} classes="btn btn-sm btn-outline border-base-300 bg-base-100 self-start font-medium">
                            <Icon name={IconName::Zap} />{ i18n.t("wallets-assigned-open-run") }
                        </Link<Route>>
                    }
                </div>
            </Card>
            <Card title={AttrValue::from(i18n.t("wallets-preflight"))} actions={checks}>
                <div class="flex flex-col gap-4">
                    if let Some(preflight) = props.preflight.clone() {
                        <PreflightView {preflight} assignment={assignment.clone()} />
                    } else if let Some(error) = props.preflight_error.clone() {
                        <ErrorBox {error} retry={props.onagain.clone()} />
                    } else {
                        <Skeleton lines={6} />
                    }
                    <div role="alert" data-testid="assignment-refused">
                        if let Some(error) = &props.refused {
                            <Note warn=true code={error.code().map(|code| AttrValue::from(code.to_owned()))}>{ words::refusal(&i18n, error) }</Note>
                        }
                    </div>
                    <div class="flex flex-wrap gap-2">
                        if stopped {
                            <Button label={i18n.t("wallets-activate")} icon={IconName::Play} kind={ButtonKind::Primary} busy={props.busy}
                                disabled={!ready} testid="activate" title={if ready { String::new() } else { i18n.t("wallets-activate-not-yet") }}
                                onclick={props.onactive.reform(|_: MouseEvent| true)} />
                        } else {
                            <Button label={i18n.t("wallets-deactivate")} icon={IconName::Stop} busy={props.busy} testid="deactivate"
                                disabled={assignment.state == AssignmentState::Stopping}
                                onclick={props.onactive.reform(|_: MouseEvent| false)} />
                        }
                        if assignment.state == AssignmentState::Failed {
                            <Button label={i18n.t("wallets-deactivate")} icon={IconName::Stop} busy={props.busy} testid="deactivate"
                                onclick={props.onactive.reform(|_: MouseEvent| false)} />
                        }
                    </div>
                </div>
            </Card>
        </div>
    }
}

fn facts(i18n: &I18n, assignment: &Assignment) -> Html {
    let state = words::assignment_state(assignment.state);
    let result = assignment.run.as_ref().and_then(|run| {
        run.money.realised_usdc.checked_add(run.money.unrealised_usdc).ok().map(|sum| sum.to_f64())
    });
    let parameters: Vec<String> = assignment
        .parameters
        .iter()
        .map(|(name, value)| format!("{name} = {}", i18n.short(*value, 6)))
        .collect();
    html! {
        <dl class="flex flex-col gap-1 text-sm">
            <Fact label={i18n.t("wallets-state")} testid="assignment-state">{ state.html(i18n) }</Fact>
            <Fact label={i18n.t("wallets-strategy")}>
                <Link<Route> to={Route::Editor { id: assignment.strategy.clone() }} classes="link">{ &assignment.strategy_name }</Link<Route>>
            </Fact>
            <Fact label={i18n.t("wallets-wallet")}>
                <Link<Route> to={Route::Wallet { id: assignment.wallet.clone() }} classes="link">{ &assignment.wallet_label }</Link<Route>>
            </Fact>
            <Fact label={i18n.t("wallets-markets")} testid="assignment-markets">
                <span class="font-mono text-xs break-all">{ assignment.markets.join(", ") }</span>
            </Fact>
            <Fact label={i18n.t("wallets-series")}>
                if assignment.series.is_empty() {
                    <span class="text-muted">{ i18n.t("wallets-series-none") }</span>
                } else {
                    <span class="font-mono text-xs break-all">{ assignment.series.join(", ") }</span>
                }
            </Fact>
            <Fact label={i18n.t("wallets-max")} testid="assignment-max">{ i18n.usdc(assignment.max_position_usdc.to_f64()) }</Fact>
            <Fact label={i18n.t("wallets-cash-apart")}>
                { assignment.cash_usdc.map_or_else(|| i18n.t("wallets-cash-all"), |cash| i18n.usdc(cash.to_f64())) }
            </Fact>
            if !parameters.is_empty() {
                <Fact label={i18n.t("wallets-parameters")}>{ parameters.join(", ") }</Fact>
            }
            if let Some(value) = result {
                <Fact label={i18n.t("wallets-result")} testid="assignment-result"><Pnl {value} />{ "\u{a0}USDC" }</Fact>
            }
            if let Some(at) = assignment.started_at_ms {
                <Fact label={i18n.t("wallets-started")}><Time ms={at} /></Fact>
            }
        </dl>
    }
}
