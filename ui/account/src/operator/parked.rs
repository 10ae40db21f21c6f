//! Runs that were parked because they broke their limits or failed.

use crate::calls;
use crate::paged::use_paged;
use crate::rows::Table;
use craftstrat_api::studio::operator::ParkedRun;
use craftstrat_ui_kit::{Client, use_i18n};
use yew::prelude::*;

/// The section.
#[component]
pub(super) fn ParkedSection() -> Html {
    let i18n = use_i18n();
    let runs = use_paged((), |client: Client, (): (), cursor: Option<String>| async move {
        calls::parked(&client, cursor.as_deref()).await
    });
    let heads = ["run", "person", "reason"].map(|code| i18n.t(&format!("account-head-{code}"))).to_vec();
    let list = html! {
        <Table label={i18n.t("account-operator-parked")} {heads} testid="parked-table">
            { for runs.rows.iter().map(row) }
        </Table>
    };
    html! {
        <section class="flex flex-col gap-3" aria-label={i18n.t("account-operator-parked")}>
            { runs.around(&i18n.t("account-parked-none"), list) }
        </section>
    }
}

fn row(run: &ParkedRun) -> Html {
    html! {
        <tr key={run.id.clone()} data-testid="parked-run">
            <th scope="row" class="font-medium">{ &run.name }</th>
            <td class="break-all">{ &run.person }</td>
            <td class="min-w-48" lang="en">{ &run.reason }</td>
        </tr>
    }
}
