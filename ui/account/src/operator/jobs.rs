//! Jobs of everybody.

use crate::calls;
use crate::paged::use_paged;
use crate::rows::Table;
use craftstrat_api::studio::operator::OperatorJob;
use craftstrat_ui_kit::{Button, Client, I18n, IconName, Time, use_i18n};
use yew::prelude::*;

/// Kinds and states that have a name here.
const KINDS: [&str; 3] = ["backtest", "sweep", "import"];
const STATES: [&str; 5] = ["queued", "running", "done", "failed", "cancelled"];

/// The section.
#[component]
pub(super) fn JobsSection() -> Html {
    let i18n = use_i18n();
    let jobs = use_paged((), |client: Client, (): (), cursor: Option<String>| async move {
        calls::jobs(&client, cursor.as_deref()).await
    });
    let heads = ["kind", "state", "person", "asked", "ended"];
    let heads = heads.map(|code| i18n.t(&format!("account-head-{code}"))).to_vec();
    let list = html! {
        <Table label={i18n.t("account-operator-jobs")} {heads} testid="operator-jobs-table">
            { for jobs.rows.iter().map(|job| row(&i18n, job)) }
        </Table>
    };
    html! {
        <section class="flex flex-col gap-3" aria-label={i18n.t("account-operator-jobs")}>
            <div>
                <Button label={i18n.t("account-refresh")} icon={IconName::Refresh} small=true
                    onclick={jobs.reload.reform(|_: MouseEvent| ())} testid="jobs-refresh" />
            </div>
            { jobs.around(&i18n.t("account-jobs-none"), list) }
        </section>
    }
}

fn row(i18n: &I18n, job: &OperatorJob) -> Html {
    let (kind, state) = (job.kind.as_str(), job.state.as_str());
    let kind_name = KINDS.contains(&kind).then(|| i18n.t(&format!("account-job-{kind}")));
    let state_name = STATES.contains(&state).then(|| i18n.t(&format!("account-state-{state}")));
    html! {
        <tr key={job.id.clone()} data-testid="operator-job" data-state={job.state.clone()}>
            <td>{ kind_name.unwrap_or_else(|| kind.to_owned()) }</td>
            <td>{ state_name.unwrap_or_else(|| state.to_owned()) }</td>
            <td class="break-all">{ &job.person }</td>
            <td><Time ms={job.created_at_ms} /></td>
            <td>
                if let Some(ms) = job.ended_at_ms {
                    <Time {ms} />
                }
            </td>
        </tr>
    }
}
