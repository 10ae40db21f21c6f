//! What stands in a page's place until its answer is there.

use craftstrat_ui_kit::{ErrorBox, Page, Resource, Skeleton};
use yew::prelude::*;

/// The page of an answer that has not come: that it is on its way, or why it failed.
pub(crate) fn pending<T>(title: String, answer: &Resource<T>) -> Html {
    html! {
        <Page {title}>
            if let Some(error) = answer.error.clone() {
                <ErrorBox {error} retry={Some(answer.reload.clone())} />
            } else {
                <Skeleton lines={12} />
            }
        </Page>
    }
}
