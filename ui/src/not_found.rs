//! An address that leads nowhere.

use craftstrat_ui_kit::{Empty, IconName, Page, Route, use_i18n};
use yew::prelude::*;
use yew_router::prelude::*;

/// Says so, and leads home.
#[component]
pub fn NotFoundPage() -> Html {
    let i18n = use_i18n();
    let action = html! {
        <Link<Route> to={Route::Home} classes="btn btn-primary">{ i18n.t("pages-not-found-home") }</Link<Route>>
    };
    html! {
        <Page title={i18n.t("pages-not-found-title")}>
            <Empty title={i18n.t("pages-not-found-what")} body={i18n.t("pages-not-found-why")} icon={IconName::Search} {action} />
        </Page>
    }
}
