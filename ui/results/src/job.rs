//! A job that runs: how far it is, a button that stops it, and what follows when it ends.

use crate::calls;
use craftstrat_api::studio::{Job, JobState};
use craftstrat_ui_kit::{JobBar, ToastKind, use_client, use_i18n, use_job, use_toasts};
use yew::platform::spawn_local;
use yew::prelude::*;

/// Properties of [`JobWatch`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct JobWatchProps {
    /// The job as it was last seen.
    pub job: Job,
    /// It has its result.
    #[prop_or_default]
    pub ondone: Callback<Job>,
    /// It ended, with or without a result.
    #[prop_or_default]
    pub onend: Callback<Job>,
}

/// Follows a job until it ends.
#[component]
pub fn JobWatch(props: &JobWatchProps) -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let followed = use_job(Some(props.job.id.clone()));
    let job = followed.unwrap_or_else(|| props.job.clone());
    {
        let (ondone, onend) = (props.ondone.clone(), props.onend.clone());
        use_effect_with(job.clone(), move |job| {
            if job.state == JobState::Done {
                ondone.emit(job.clone());
            }
            if job.state.is_final() {
                onend.emit(job.clone());
            }
        });
    }
    let oncancel = {
        let (id, failed) = (job.id.clone(), i18n.t("results-cancel-failed"));
        Callback::from(move |()| {
            let (client, toasts, id, failed) = (client.clone(), toasts.clone(), id.clone(), failed.clone());
            spawn_local(async move {
                if let Err(error) = calls::cancel(client, &id).await {
                    toasts.show(ToastKind::Error, format!("{failed} {error}"));
                }
            });
        })
    };
    html! {
        <div class="flex flex-col gap-1">
            <span class="text-sm font-medium truncate">{ &job.title }</span>
            <JobBar job={job.clone()} {oncancel} />
        </div>
    }
}
