//! Comes with the next commits.

use craftstrat_ui_kit::{Page, Skeleton, use_i18n};
use yew::prelude::*;

/// Properties of [`RunPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RunPageProps {
    /// The run.
    pub id: AttrValue,
}

/// The page.
#[component]
pub fn RunPage(props: &RunPageProps) -> Html {
    let i18n = use_i18n();
    html! { <Page title={i18n.t("live-title")} intro={props.id.clone()}><Skeleton /></Page> }
}
