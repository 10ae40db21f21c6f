//! The work under way on the server.

use craftstrat_api::studio::{Job, JobKind, JobState, Page as ListPage};
use craftstrat_ui_kit::{
    Card, JobBar, Route, ToastKind, nothing, use_client, use_i18n, use_job, use_resource, use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// Properties of [`RunningJobs`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RunningJobsProps {
    /// One of them has ended.
    pub onend: Callback<()>,
}

/// The jobs that have not ended; nothing when there are none.
#[component]
pub fn RunningJobs(props: &RunningJobsProps) -> Html {
    let i18n = use_i18n();
    let client = use_client();
    let jobs = use_resource((), move |()| {
        let client = client.clone();
        async move { client.get::<ListPage<Job>>("/jobs?limit=20").await }
    });
    let running: Vec<Job> =
        jobs.data.into_iter().flat_map(|page| page.items).filter(|job| !job.state.is_final()).collect();
    if running.is_empty() {
        return nothing();
    }
    html! {
        <Card title={AttrValue::from(i18n.t("pages-home-jobs"))}>
            <ul class="flex flex-col gap-3">
                for job in running {
                    <JobLine key={job.id.clone()} job={job.clone()} onend={props.onend.clone()} />
                }
            </ul>
        </Card>
    }
}

/// Where the result of a job is shown.
fn result_route(job: &Job) -> Route {
    match job.kind {
        JobKind::Backtest => Route::Backtest { id: job.result.clone() },
        JobKind::Sweep => Route::Sweep { id: job.result.clone() },
        JobKind::Import => Route::Data,
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct JobLineProps {
    job: Job,
    onend: Callback<()>,
}

/// One of them, followed to its end.
#[component]
fn JobLine(props: &JobLineProps) -> Html {
    let (i18n, client, toasts) = (use_i18n(), use_client(), use_toasts());
    let job = use_job(Some(props.job.id.clone())).unwrap_or_else(|| props.job.clone());
    {
        let onend = props.onend.clone();
        use_effect_with(job.state.is_final(), move |ended| {
            if *ended {
                onend.emit(());
            }
        });
    }
    let oncancel = {
        let (id, i18n) = (job.id.clone(), i18n.clone());
        Callback::from(move |()| {
            let (id, i18n, client, toasts) = (id.clone(), i18n.clone(), client.clone(), toasts.clone());
            spawn_local(async move {
                let answer = client.post::<(), serde_json::Value>(&format!("/jobs/{id}/cancel"), &()).await;
                if let Err(error) = answer {
                    toasts.show(ToastKind::Error, error.in_words(&i18n));
                }
            });
        })
    };
    let route = result_route(&job);
    html! {
        <li>
            <p class="mb-1 flex items-center gap-2 text-sm font-medium">
                <span class="min-w-0 grow truncate">{ &job.title }</span>
                if job.state == JobState::Done {
                    <Link<Route> to={route} classes="btn btn-sm">{ i18n.t("pages-home-job-open") }</Link<Route>>
                }
            </p>
            <JobBar {job} {oncancel} />
        </li>
    }
}
