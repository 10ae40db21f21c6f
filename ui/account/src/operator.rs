//! What who runs the installation sees: its state, people, the audit log, jobs, and runs that were parked.

mod audit;
mod jobs;
mod parked;
mod system;
mod users;
mod users_table;

pub use system::{SystemView, SystemViewProps};
pub use users_table::{UsersTable, UsersTableProps};

use crate::confirm::Confirming;
use crate::frame::Members;
use audit::AuditSection;
use craftstrat_ui_kit::{Empty, IconName, Page, Route, use_i18n, use_session};
use jobs::JobsSection;
use parked::ParkedSection;
use system::SystemSection;
use users::UsersSection;
use yew::prelude::*;
use yew_router::prelude::*;

/// The sections by their codes, the first one's empty; each has the message `account-operator-<code>`.
const SECTIONS: [&str; 5] = ["system", "users", "audit", "jobs", "parked"];

/// Properties of [`OperatorPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OperatorPageProps {
    /// `users`, `audit`, `jobs` or `parked`; the state of the system when empty.
    pub section: String,
}

/// The page.
#[component]
pub fn OperatorPage(props: &OperatorPageProps) -> Html {
    let (i18n, session) = (use_i18n(), use_session());
    let active = SECTIONS.into_iter().find(|code| *code == props.section).unwrap_or(SECTIONS[0]);
    // Nothing is known of people while the server is away: it refuses who may not see this.
    let may = session.person().is_none() || session.is_operator();
    let link = |code: &'static str| {
        let to = if code == SECTIONS[0] {
            Route::Operator
        } else {
            Route::OperatorSection { section: code.to_owned() }
        };
        html! { <SectionLink key={code} {to} {code} here={code == active} /> }
    };
    let section = match active {
        "users" => html! { <UsersSection /> },
        "audit" => html! { <AuditSection /> },
        "jobs" => html! { <JobsSection /> },
        "parked" => html! { <ParkedSection /> },
        _ => html! { <SystemSection /> },
    };
    html! {
        <Page title={i18n.t("account-operator")}>
            <Members>
                if may {
                    <nav class="tabs tabs-border flex-nowrap overflow-x-auto" aria-label={i18n.t("account-operator")}>
                        { for SECTIONS.into_iter().map(link) }
                    </nav>
                    <Confirming>{ section }</Confirming>
                } else {
                    <Empty title={i18n.t("account-not-operator")} icon={IconName::Lock} />
                }
            </Members>
        </Page>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct SectionLinkProps {
    to: Route,
    code: &'static str,
    here: bool,
}

#[component]
fn SectionLink(props: &SectionLinkProps) -> Html {
    let (i18n, navigator) = (use_i18n(), use_navigator());
    let onclick = {
        let to = props.to.clone();
        Callback::from(move |event: MouseEvent| {
            let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            if let (true, Some(navigator)) = (is_plain, &navigator) {
                event.prevent_default();
                navigator.push(&to);
            }
        })
    };
    html! {
        <a href={props.to.to_path()} {onclick} class={classes!("tab", "whitespace-nowrap", props.here.then_some("tab-active"))}
            aria-current={props.here.then_some("page")} data-testid={format!("operator-{}", props.code)}>
            { i18n.t(&format!("account-operator-{}", props.code)) }
        </a>
    }
}
