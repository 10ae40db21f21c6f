//! The same request again: same digest, or the data has changed.

use crate::job::JobWatch;
use crate::{Held, calls};
use craftstrat_api::studio::{BacktestDetail, Job};
use craftstrat_ui_kit::{Button, Dialog, IconName, Route, ToastKind, use_client, use_i18n, use_toasts};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// Properties of [`Rerun`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct RerunProps {
    pub(super) detail: Held<BacktestDetail>,
}

/// A button that runs the frozen request again and goes to the new result.
#[component]
pub(super) fn Rerun(props: &RerunProps) -> Html {
    let (client, i18n, toasts, navigator) = (use_client(), use_i18n(), use_toasts(), use_navigator());
    let job = use_state(|| Option::<Job>::None);
    let busy = use_state(|| false);
    let onclick = {
        let (detail, job, busy, toasts) = (props.detail.clone(), job.clone(), busy.clone(), toasts.clone());
        Callback::from(move |_: MouseEvent| {
            let (client, detail, job, busy, toasts) =
                (client.clone(), detail.clone(), job.clone(), busy.clone(), toasts.clone());
            busy.set(true);
            spawn_local(async move {
                match calls::start_backtest(client, &detail.request).await {
                    Ok(started) => job.set(Some(started)),
                    Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                }
                busy.set(false);
            });
        })
    };
    let ondone = {
        let (job, before) = (job.clone(), props.detail.summary.id.clone());
        Callback::from(move |done: Job| {
            job.set(None);
            if let Some(navigator) = navigator.as_ref().filter(|_| done.result != before) {
                navigator.push(&Route::Backtest { id: done.result });
            }
        })
    };
    let onclose = {
        let job = job.clone();
        Callback::from(move |()| job.set(None))
    };
    html! {
        <>
            <Button label={i18n.t("results-rerun")} icon={IconName::Refresh} busy={*busy} {onclick} testid="rerun" />
            <Dialog open={job.is_some()} title={i18n.t("results-rerun")} {onclose}>
                if let Some(job) = (*job).clone() {
                    <JobWatch {job} {ondone} />
                }
            </Dialog>
        </>
    }
}
