//! Reads out what matters as it happens.

use crate::model::news::{News, news};
use crate::words;
use craftstrat_api::studio::live::LiveOverview;
use craftstrat_ui_kit::{I18n, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Announcer`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct AnnouncerProps {
    pub(super) overview: Rc<LiveOverview>,
}

/// A region that is read out politely: the last thing that matters.
#[component]
pub(super) fn Announcer(props: &AnnouncerProps) -> Html {
    let i18n = use_i18n();
    let said = use_state_eq(String::new);
    let before = use_mut_ref(|| None::<Rc<LiveOverview>>);
    {
        let (said, i18n) = (said.clone(), i18n.clone());
        use_effect_with(props.overview.clone(), move |overview| {
            let old = before.replace(Some(overview.clone()));
            let list = old.map(|old| news(&old, overview)).unwrap_or_default();
            if !list.is_empty() {
                said.set(list.iter().map(|item| sentence(&i18n, item)).collect::<Vec<_>>().join(" "));
            }
        });
    }
    html! { <p class="sr-only" aria-live="polite" data-testid="live-announced">{ (*said).clone() }</p> }
}

fn sentence(i18n: &I18n, item: &News) -> String {
    let named = |key: &str, name: &str| i18n.tf(key, &[("name", name.into())]);
    match item {
        News::State { name, state } => {
            let state = i18n.t(words::state(*state).key);
            i18n.tf("live-news-state", &[("name", name.as_str().into()), ("state", state.into())])
        }
        News::Entered { name } => named("live-news-entered", name),
        News::Left { name } => named("live-news-left", name),
        News::FeedTroubled => i18n.t("live-news-feed-troubled"),
        News::FeedCalm => i18n.t("live-news-feed-calm"),
    }
}
