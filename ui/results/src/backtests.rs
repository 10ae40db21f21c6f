//! The history of backtests: what runs, what there is, what to compare.

use crate::calls;
use crate::job::JobWatch;
use crate::model::compare::COMPARED_MAX;
use crate::paged::use_paged;
use craftstrat_api::studio::{BacktestSummary, Job, JobKind};
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, Empty, ErrorBox, IconName, Page, Pnl, Route, Skeleton, Time, ToastKind,
    use_client, use_i18n, use_query_state, use_resource, use_toasts,
};
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::{Link, use_navigator};

/// All backtests, those that run first.
#[component]
pub fn BacktestsPage() -> Html {
    let (client, i18n, toasts, navigator) = (use_client(), use_i18n(), use_toasts(), use_navigator());
    let strategy = use_query_state("strategy").value;
    let chosen = use_query_state("ids");
    let ids = crate::model::compare::ids(chosen.value.as_deref().unwrap_or_default());
    let list = use_paged(strategy, calls::backtests);
    let ontoggle = {
        let (ids, set) = (ids.clone(), chosen.set.clone());
        Callback::from(move |id: String| {
            let mut next = ids.clone();
            match next.iter().position(|known| *known == id) {
                Some(at) => drop(next.remove(at)),
                None => next.push(id),
            }
            set.emit((!next.is_empty()).then(|| next.join(",")));
        })
    };
    let ondelete = {
        let (toasts, reload, i18n) = (toasts.clone(), list.reload.clone(), i18n.clone());
        Callback::from(move |id: String| {
            delete_with_undo(
                client.clone(),
                toasts.clone(),
                i18n.clone(),
                format!("/backtests/{id}"),
                reload.clone(),
            );
        })
    };
    let compare = {
        let ids = ids.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(navigator) = &navigator {
                // It fails only on values that cannot be encoded; a list of ids can.
                let _ = navigator.push_with_query(&Route::Compare, vec![("ids".to_owned(), ids.join(","))]);
            }
        })
    };
    let actions = html! {
        <Button label={i18n.tf("results-compare-chosen", &[("n", ids.len().into())])} icon={IconName::BarChart}
            disabled={ids.len() < 2} onclick={compare} testid="compare"
            title={i18n.tf("results-compare-help", &[("most", COMPARED_MAX.into())])} />
    };
    let rows = Rc::new(list.rows.clone());
    html! {
        <Page title={i18n.t("results-backtests")} {actions}>
            <Running kind={JobKind::Backtest} onend={list.reload.clone()} />
            if let Some(error) = list.error.clone() {
                <ErrorBox {error} retry={Some(list.reload.clone())} />
            }
            if !list.ready && list.error.is_none() {
                <Skeleton lines={8} />
            } else if rows.is_empty() && list.error.is_none() {
                <Empty title={i18n.t("results-none-yet")} body={i18n.t("results-none-yet-body")} icon={IconName::BarChart}
                    action={html! {
                        <Link<Route> to={Route::Strategies} classes="btn btn-primary">{ i18n.t("results-go-strategies") }</Link<Route>>
                    }} />
            } else {
                <BacktestTable rows={rows} chosen={ids} {ontoggle} {ondelete} />
                if let Some(onclick) = list.more {
                    <div><Button label={i18n.t("results-more")} {onclick} /></div>
                }
            }
        </Page>
    }
}

/// Deletes and offers to bring it back.
pub(crate) fn delete_with_undo(
    client: craftstrat_ui_kit::Client,
    toasts: craftstrat_ui_kit::Toasts,
    i18n: craftstrat_ui_kit::I18n,
    path: String,
    reload: Callback<()>,
) {
    spawn_local(async move {
        match calls::delete(client.clone(), &path).await {
            Err(error) => toasts.show(ToastKind::Error, error.to_string()),
            Ok(deleted) => {
                reload.emit(());
                let (again, failed) = (reload.clone(), toasts.clone());
                let undo = Callback::from(move |()| {
                    let (client, token, again, failed) =
                        (client.clone(), deleted.token.clone(), again.clone(), failed.clone());
                    spawn_local(async move {
                        match calls::restore(client, &token).await {
                            Ok(()) => again.emit(()),
                            Err(error) => failed.show(ToastKind::Error, error.to_string()),
                        }
                    });
                });
                let message = i18n.tf("results-deleted", &[("what", deleted.what.into())]);
                toasts.with_action(ToastKind::Info, message, i18n.t("results-undo"), undo);
            }
        }
    });
}

/// Properties of [`Running`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct RunningProps {
    /// Which jobs.
    pub(crate) kind: JobKind,
    /// One of them ended.
    pub(crate) onend: Callback<()>,
}

/// Jobs of a kind that have not ended, found again after a reload.
#[component]
pub(crate) fn Running(props: &RunningProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let jobs = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::jobs(client).await }
    });
    let kind = props.kind;
    let open: Vec<Job> = jobs
        .data
        .iter()
        .flat_map(|page| &page.items)
        .filter(|j| j.kind == kind && !j.state.is_final())
        .cloned()
        .collect();
    if open.is_empty() {
        return Html::default();
    }
    let onend = {
        let (reload, onend) = (jobs.reload.clone(), props.onend.clone());
        Callback::from(move |_: Job| {
            reload.emit(());
            onend.emit(());
        })
    };
    html! {
        <Card title={AttrValue::from(i18n.t("results-running"))}>
            <div class="flex flex-col gap-3" data-testid="running">
                for job in open {
                    <JobWatch key={job.id.clone()} job={job.clone()} onend={onend.clone()} />
                }
            </div>
        </Card>
    }
}

/// Properties of [`BacktestTable`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct BacktestTableProps {
    pub(crate) rows: Rc<Vec<BacktestSummary>>,
    pub(crate) chosen: Vec<String>,
    pub(crate) ontoggle: Callback<String>,
    pub(crate) ondelete: Callback<String>,
}

/// One row per backtest.
#[component]
pub(crate) fn BacktestTable(props: &BacktestTableProps) -> Html {
    let i18n = use_i18n();
    let number = |key: &str| html! { <th scope="col" class="text-right">{ i18n.t(key) }</th> };
    let row = |b: &BacktestSummary| {
        let chosen = props.chosen.contains(&b.id);
        let full = props.chosen.len() >= COMPARED_MAX && !chosen;
        let (toggle, delete) = (b.id.clone(), b.id.clone());
        let h = &b.headline;
        let delete_label = i18n.tf("results-delete", &[("name", b.name.as_str().into())]);
        html! {
            <tr key={b.id.clone()} data-testid={format!("backtest-row-{}", b.id)}>
                <td>
                    <input type="checkbox" class="checkbox checkbox-sm" checked={chosen} disabled={full}
                        aria-label={i18n.tf("results-choose", &[("name", b.name.as_str().into())])}
                        onchange={props.ontoggle.reform(move |_: Event| toggle.clone())} />
                </td>
                <td class="max-w-72">
                    <Link<Route> to={Route::Backtest { id: b.id.clone() }} classes="link font-medium">{ &b.name }</Link<Route>>
                    if h.generated {
                        <span class="badge badge-xs ml-2">{ i18n.t("results-generated") }</span>
                    }
                    <code class="block text-xs text-muted">{ b.digest.chars().take(12).collect::<String>() }</code>
                </td>
                <td><Time ms={b.created_at_ms} /></td>
                <td class="text-right"><Pnl value={h.pnl_usdc.parse().unwrap_or(f64::NAN)} /></td>
                <td class="text-right">
                    if let Some(value) = h.return_ratio {
                        <Pnl {value} percent=true />
                    }
                </td>
                <td class="text-right tabular-nums">{ i18n.number(h.trades as f64, 0) }</td>
                <td class="text-right tabular-nums">{ h.win_rate.map(|r| i18n.percent(r, 1)).unwrap_or_default() }</td>
                <td class="text-right tabular-nums">{ i18n.usdc(&h.max_drawdown_usdc) }</td>
                <td class="text-right tabular-nums">{ i18n.number(h.markets as f64, 0) }</td>
                <td class="text-right tabular-nums">{ h.cautions }</td>
                <td>
                    <Button label={delete_label} icon={IconName::Trash} icon_only=true small=true kind={ButtonKind::Ghost}
                        onclick={props.ondelete.reform(move |_: MouseEvent| delete.clone())} testid={format!("delete-{}", b.id)} />
                </td>
            </tr>
        }
    };
    html! {
        <div class="overflow-x-auto rounded-box border border-base-300">
            <table class="table table-sm" aria-label={i18n.t("results-backtests")}>
                <thead>
                    <tr>
                        <th scope="col"><span class="sr-only">{ i18n.t("results-compare") }</span></th>
                        <th scope="col">{ i18n.t("results-strategy") }</th>
                        <th scope="col">{ i18n.t("results-when") }</th>
                        { number("results-metric-pnl-net-usdc") }
                        { number("results-metric-return-on-cash") }
                        { number("results-metric-trades") }
                        { number("results-metric-win-rate") }
                        { number("results-metric-drawdown-depth-usdc") }
                        { number("results-slots") }
                        { number("results-cautions") }
                        <th scope="col"><span class="sr-only">{ i18n.t("results-actions") }</span></th>
                    </tr>
                </thead>
                <tbody>{ for props.rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
