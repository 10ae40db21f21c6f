//! The state of the installation.

use crate::calls;
use craftstrat_api::studio::operator::SystemState;
use craftstrat_ui_kit::{Button, Card, ErrorBox, IconName, Skeleton, use_client, use_i18n, use_resource};
use yew::prelude::*;

/// The section.
#[component]
pub(super) fn SystemSection() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let fetched = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::system(&client).await }
    });
    let again = fetched.reload.reform(|_: MouseEvent| ());
    let actions = html! {
        <Button label={i18n.t("account-refresh")} icon={IconName::Refresh} small=true busy={fetched.loading} onclick={again} testid="system-refresh" />
    };
    html! {
        <Card title={AttrValue::from(i18n.t("account-operator-system"))} {actions} class="max-w-2xl">
            if let Some(state) = fetched.data {
                <SystemView {state} />
            } else if let Some(error) = fetched.error {
                <ErrorBox {error} retry={fetched.reload} />
            } else {
                <Skeleton lines={5} />
            }
        </Card>
    }
}

/// Properties of [`SystemView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SystemViewProps {
    /// The state.
    pub state: SystemState,
}

/// The state as a list of facts.
#[component]
pub fn SystemView(props: &SystemViewProps) -> Html {
    let i18n = use_i18n();
    let state = &props.state;
    let number = |count: u64| i18n.number(count as f64, 0);
    let up_ms = i64::try_from(state.up_s.saturating_mul(1_000)).unwrap_or(i64::MAX);
    let killed = i18n.t(if state.killed { "account-yes" } else { "account-no" });
    let facts = [
        ("version", state.version.clone()),
        ("database", state.database.clone()),
        ("up", i18n.duration_ms(up_ms)),
        ("users", number(state.users)),
        ("sessions", number(state.sessions)),
        ("jobs", number(state.jobs_open)),
        ("runs", number(state.runs)),
        ("mail", state.mail.clone()),
        ("killed", killed),
    ];
    html! {
        <dl class="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm" data-testid="system">
            for (code, value) in facts {
                <dt key={format!("{code}-name")} class="text-muted">{ i18n.t(&format!("account-system-{code}")) }</dt>
                <dd key={format!("{code}-value")} class="tabular-nums" data-testid={format!("system-{code}")}>{ value }</dd>
            }
        </dl>
    }
}
