//! The history of sweeps.

use crate::backtests::{Running, delete_with_undo};
use crate::calls;
use crate::paged::use_paged;
use craftstrat_api::studio::{JobKind, SweepSummary};
use craftstrat_ui_kit::{
    Button, ButtonKind, Empty, ErrorBox, IconName, Page, Route, Skeleton, Time, use_client, use_i18n,
    use_query_state, use_toasts,
};
use yew::prelude::*;
use yew_router::prelude::Link;

/// All sweeps, those that run first.
#[component]
pub fn SweepsPage() -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let strategy = use_query_state("strategy").value;
    let list = use_paged(strategy, calls::sweeps);
    let new = html! {
        <Link<Route> to={Route::NewSweep} classes="btn btn-primary">{ i18n.t("results-new-sweep") }</Link<Route>>
    };
    let row = |s: &SweepSummary| {
        let path = format!("/sweeps/{}", s.id);
        let delete = {
            let (client, toasts, i18n, reload) =
                (client.clone(), toasts.clone(), i18n.clone(), list.reload.clone());
            Callback::from(move |_: MouseEvent| {
                delete_with_undo(client.clone(), toasts.clone(), i18n.clone(), path.clone(), reload.clone());
            })
        };
        html! {
            <tr key={s.id.clone()} data-testid={format!("sweep-row-{}", s.id)}>
                <td>
                    <Link<Route> to={Route::Sweep { id: s.id.clone() }} classes="link font-medium">{ &s.name }</Link<Route>>
                </td>
                <td><Time ms={s.created_at_ms} /></td>
                <td class="text-right tabular-nums">{ i18n.number(s.combinations as f64, 0) }</td>
                <td>
                    <Button label={i18n.tf("results-delete", &[("name", s.name.as_str().into())])} icon={IconName::Trash}
                        icon_only=true small=true kind={ButtonKind::Ghost} onclick={delete} />
                </td>
            </tr>
        }
    };
    html! {
        <Page title={i18n.t("results-sweeps")} actions={new.clone()}>
            <Running kind={JobKind::Sweep} onend={list.reload.clone()} />
            if let Some(error) = list.error.clone() {
                <ErrorBox {error} retry={Some(list.reload.clone())} />
            }
            if !list.ready && list.error.is_none() {
                <Skeleton lines={8} />
            } else if list.rows.is_empty() && list.error.is_none() {
                <Empty title={i18n.t("results-no-sweeps")} body={i18n.t("results-no-sweeps-body")} icon={IconName::Sliders}
                    action={new} />
            } else {
                <div class="overflow-x-auto rounded-box border border-base-300">
                    <table class="table table-sm" aria-label={i18n.t("results-sweeps")}>
                        <thead>
                            <tr>
                                <th scope="col">{ i18n.t("results-strategy") }</th>
                                <th scope="col">{ i18n.t("results-when") }</th>
                                <th scope="col" class="text-right">{ i18n.t("results-combinations") }</th>
                                <th scope="col"><span class="sr-only">{ i18n.t("results-actions") }</span></th>
                            </tr>
                        </thead>
                        <tbody>{ for list.rows.iter().map(row) }</tbody>
                    </table>
                </div>
                if let Some(onclick) = list.more.clone() {
                    <div><Button label={i18n.t("results-more")} {onclick} /></div>
                }
            }
        </Page>
    }
}
