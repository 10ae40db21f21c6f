//! The frame of pages one signs in with, and what stands there where nobody need sign in.

use craftstrat_ui_kit::{Empty, IconName, Route, use_i18n, use_session, use_title};
use yew::prelude::*;
use yew_router::prelude::*;

/// Properties of [`Entry`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct EntryProps {
    /// Its heading, and the title of the tab.
    pub(crate) title: AttrValue,
    /// A sentence under the heading.
    #[prop_or_default]
    pub(crate) intro: AttrValue,
    /// What it shows.
    pub(crate) children: Html,
    /// Ways to other pages.
    #[prop_or_default]
    pub(crate) ways: Html,
}

/// A narrow page in the middle.
#[component]
pub(crate) fn Entry(props: &EntryProps) -> Html {
    use_title(&props.title);
    html! {
        <div class="mx-auto flex w-full max-w-md flex-col gap-4 px-3 py-6 sm:py-12">
            <section class="flex flex-col gap-4 rounded-box border border-base-300 bg-base-100 p-4 sm:p-6">
                <header>
                    <h1 class="text-xl font-semibold tracking-tight">{ &props.title }</h1>
                    if !props.intro.is_empty() {
                        <p class="mt-1 text-sm text-muted">{ &props.intro }</p>
                    }
                </header>
                <Members>{ props.children.clone() }</Members>
            </section>
            if props.ways != Html::default() {
                <p class="flex flex-wrap justify-center gap-x-4 gap-y-1 text-sm">{ props.ways.clone() }</p>
            }
        </div>
    }
}

/// Properties of [`Members`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct MembersProps {
    /// What is there for people with accounts.
    pub(crate) children: Html,
}

/// Shows what is there for people with accounts, and where there are none says so.
#[component]
pub(crate) fn Members(props: &MembersProps) -> Html {
    let i18n = use_i18n();
    if use_session().is_local() {
        let action = html! {
            <Link<Route> to={Route::Home} classes="btn btn-primary">{ i18n.t("account-home") }</Link<Route>>
        };
        return html! { <Empty title={i18n.t("account-local")} icon={IconName::User} {action} /> };
    }
    html! { <div class="flex flex-col gap-4">{ props.children.clone() }</div> }
}

/// Properties of [`Notice`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct NoticeProps {
    /// Names it in browser tests.
    pub(crate) testid: AttrValue,
    /// What it says.
    pub(crate) children: Html,
}

/// Something one should know, or that was done.
#[component]
pub(crate) fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div role="status" class="rounded-box border border-info/40 bg-info/10 p-3 text-sm" data-testid={props.testid.clone()}>
            { props.children.clone() }
        </div>
    }
}
