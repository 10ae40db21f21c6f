//! What an import brought, and what it left out.

use craftstrat_api::studio::{ImportOutcome, Job, JobState};
use craftstrat_ui_kit::{ApiError, ErrorBox, I18n, use_client, use_i18n, use_resource};
use yew::prelude::*;

/// Properties of [`Report`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ReportProps {
    /// The job; it has ended.
    pub job: Job,
    /// The file.
    pub file: String,
}

/// The report of an import that has ended.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let i18n = use_i18n();
    let client = use_client();
    let outcome = {
        let done = (props.job.state == JobState::Done).then(|| props.job.result.clone());
        use_resource(done, move |done: Option<String>| {
            let client = client.clone();
            async move {
                let Some(id) = done else { return Ok::<_, ApiError>(None) };
                client.get::<ImportOutcome>(&format!("/imports/{id}")).await.map(Some)
            }
        })
    };
    match (props.job.state, outcome.data.flatten()) {
        (JobState::Cancelled, _) => html! {
            <p role="status" class="alert alert-soft" data-testid="import-report">{ i18n.t("intake-import-cancelled") }</p>
        },
        (JobState::Failed, _) => {
            let why = props.job.error.clone().unwrap_or_default();
            let variables = [("file", props.file.clone().into()), ("why", why.into())];
            html! {
                <p role="alert" class="alert alert-error alert-soft" data-testid="import-report">
                    { i18n.tf("intake-import-failed", &variables) }
                </p>
            }
        }
        (_, Some(outcome)) => html! { <Outcome file={props.file.clone()} {outcome} /> },
        (_, None) => match outcome.error {
            Some(error) => html! { <ErrorBox {error} retry={outcome.reload} /> },
            None => Html::default(),
        },
    }
}

/// Properties of [`Outcome`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OutcomeProps {
    /// The file.
    pub file: String,
    /// What it brought.
    pub outcome: ImportOutcome,
}

/// Counts, and the reasons of what was left out.
#[component]
pub fn Outcome(props: &OutcomeProps) -> Html {
    let i18n = use_i18n();
    let outcome = &props.outcome;
    let counts = [
        ("intake-import-records", outcome.records),
        ("intake-import-rows", outcome.rows),
        ("intake-import-slots", outcome.slots),
        ("intake-import-gaps", outcome.gaps),
    ];
    let title = i18n.tf("intake-import-report", &[("file", props.file.clone().into())]);
    html! {
        <section class="rounded-box border border-base-300 p-4" aria-label={title.clone()} data-testid="import-report">
            <h3 class="mb-2 font-semibold break-all">{ title }</h3>
            <dl class="grid grid-cols-2 gap-2 text-sm sm:grid-cols-4">
                for (key, count) in counts {
                    <div>
                        <dt class="text-muted">{ i18n.t(key) }</dt>
                        <dd class="text-lg font-semibold tabular-nums">{ i18n.number(count as f64, 0) }</dd>
                    </div>
                }
            </dl>
            <h4 class="mt-3 mb-1 text-sm font-semibold">{ i18n.t("intake-import-rejects") }</h4>
            { rejects(&i18n, &outcome.rejects) }
        </section>
    }
}

fn rejects(i18n: &I18n, rejects: &[(String, u64)]) -> Html {
    if rejects.is_empty() {
        return html! { <p class="text-sm">{ i18n.t("intake-import-no-rejects") }</p> };
    }
    html! {
        <table class="table table-sm tabular-nums" data-testid="import-rejects">
            <thead>
                <tr>
                    <th scope="col">{ i18n.t("intake-import-reject-reason") }</th>
                    <th scope="col" class="text-right">{ i18n.t("intake-import-reject-count") }</th>
                </tr>
            </thead>
            <tbody>
                for (reason, count) in rejects {
                    <tr>
                        <td>{ reason }</td>
                        <td class="text-right">{ i18n.number(*count as f64, 0) }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}
