//! The history of sweeps.

use crate::backtests::{Running, delete_with_undo};
use crate::calls;
use craftstrat_api::studio::{JobKind, Page as ListPage, SweepSummary};
use craftstrat_ui_kit::{
    Button, ButtonKind, Empty, ErrorBox, IconName, Page, Route, Skeleton, Time, ToastKind, use_client,
    use_i18n, use_query_state, use_resource, use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::Link;

/// All sweeps, those that run first.
#[component]
pub fn SweepsPage() -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let strategy = use_query_state("strategy").value;
    let older = use_state(Vec::<SweepSummary>::new);
    let cursor = use_state(|| Option::<Option<String>>::None);
    let list = {
        let client = client.clone();
        use_resource(strategy.clone(), move |strategy| {
            let client = client.clone();
            async move { calls::sweeps(client, None, strategy).await }
        })
    };
    let reload = {
        let (older, cursor, reload) = (older.clone(), cursor.clone(), list.reload.clone());
        Callback::from(move |()| {
            older.set(Vec::new());
            cursor.set(None);
            reload.emit(());
        })
    };
    let next = match &*cursor {
        Some(next) => next.clone(),
        None => list.data.as_ref().and_then(|page| page.next.clone()),
    };
    let more = {
        let (client, older, cursor, next, toasts) =
            (client.clone(), older.clone(), cursor.clone(), next.clone(), toasts.clone());
        Callback::from(move |_: MouseEvent| {
            let (client, older, cursor, toasts) =
                (client.clone(), older.clone(), cursor.clone(), toasts.clone());
            let (next, strategy) = (next.clone(), strategy.clone());
            spawn_local(async move {
                match calls::sweeps(client, next, strategy).await {
                    Ok(ListPage { items, next }) => {
                        older.set(older.iter().cloned().chain(items).collect());
                        cursor.set(Some(next));
                    }
                    Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                }
            });
        })
    };
    let rows: Vec<SweepSummary> =
        list.data.iter().flat_map(|page| &page.items).chain(older.iter()).cloned().collect();
    let new = html! {
        <Link<Route> to={Route::NewSweep} classes="btn btn-primary">{ i18n.t("results-new-sweep") }</Link<Route>>
    };
    let row = |s: &SweepSummary| {
        let path = format!("/sweeps/{}", s.id);
        let delete = {
            let (client, toasts, i18n, reload) =
                (client.clone(), toasts.clone(), i18n.clone(), reload.clone());
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
            <Running kind={JobKind::Sweep} onend={reload.clone()} />
            if let Some(error) = list.error.clone() {
                <ErrorBox {error} retry={Some(reload.clone())} />
            }
            if list.data.is_none() && list.error.is_none() {
                <Skeleton lines={8} />
            } else if rows.is_empty() && list.error.is_none() {
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
                        <tbody>{ for rows.iter().map(row) }</tbody>
                    </table>
                </div>
                if next.is_some() {
                    <div><Button label={i18n.t("results-more")} onclick={more} /></div>
                }
            }
        </Page>
    }
}
