//! What the cards of the dashboard share: the way to all of something, and what stands where there is none of it.

use craftstrat_ui_kit::{Route, use_i18n};
use yew::prelude::*;
use yew_router::prelude::Link;

/// Properties of [`All`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct AllProps {
    /// Where all of it is.
    pub(super) to: Route,
    /// The key of what it is, read out.
    pub(super) what: AttrValue,
}

/// The way to all of something.
#[component]
pub(super) fn All(props: &AllProps) -> Html {
    let i18n = use_i18n();
    html! {
        <Link<Route> to={props.to.clone()} classes="btn btn-ghost btn-sm font-medium">
            { i18n.t("live-dash-all") }<span class="sr-only">{ format!(": {}", i18n.t(&props.what)) }</span>
        </Link<Route>>
    }
}

/// Properties of [`Missing`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct MissingProps {
    /// What there is none of.
    pub(super) text: AttrValue,
    /// Where the next action is.
    pub(super) to: Route,
    /// The next action.
    pub(super) label: AttrValue,
    /// It is the next action of the whole page.
    #[prop_or_default]
    pub(super) primary: bool,
    /// For browser tests.
    pub(super) testid: AttrValue,
}

/// Stands in a card where there is nothing yet: a sentence and one next action.
#[component]
pub(super) fn Missing(props: &MissingProps) -> Html {
    let kind = if props.primary { "btn-primary" } else { "btn-outline border-base-300 bg-base-100" };
    html! {
        <div class="flex flex-wrap items-center justify-between gap-3 rounded-box border border-dashed border-base-300 px-4 py-5"
            data-testid={props.testid.clone()}>
            <p class="min-w-0 text-sm text-muted">{ &props.text }</p>
            <Link<Route> to={props.to.clone()} classes={classes!("btn", "btn-sm", "font-medium", kind)}>{ &props.label }</Link<Route>>
        </div>
    }
}
