//! Comes with the next commits.

use craftstrat_ui_kit::{Page, Skeleton, use_i18n};
use yew::prelude::*;

/// The page.
#[component]
pub fn EventsPage() -> Html {
    let i18n = use_i18n();
    html! { <Page title={i18n.t("live-title")}><Skeleton /></Page> }
}
