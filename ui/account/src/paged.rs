//! A list that is fetched page by page: the first one by itself, others when they are asked for.

use craftstrat_api::studio::Page;
use craftstrat_ui_kit::{
    ApiError, Button, Client, ErrorBox, Skeleton, ToastKind, use_client, use_i18n, use_resource, use_toasts,
};
use std::future::Future;
use yew::platform::spawn_local;
use yew::prelude::*;

/// What has been fetched of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paged<T> {
    /// The items so far.
    pub(crate) rows: Vec<T>,
    ready: bool,
    error: Option<ApiError>,
    more: Option<Callback<MouseEvent>>,
    /// Begins again with the first page.
    pub(crate) reload: Callback<()>,
}

/// The list that `fetch` gives for `wanted` from a cursor on.
#[hook]
pub(crate) fn use_paged<D, T, F, Fut>(wanted: D, fetch: F) -> Paged<T>
where
    D: Clone + PartialEq + 'static,
    T: Clone + PartialEq + 'static,
    F: Fn(Client, D, Option<String>) -> Fut + Copy + 'static,
    Fut: Future<Output = Result<Page<T>, ApiError>> + 'static,
{
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    // Pages beyond the first, with what they were fetched for and where they end.
    let later = use_state(|| Option::<(D, Vec<T>, Option<String>)>::None);
    let first = {
        let client = client.clone();
        use_resource(wanted.clone(), move |wanted| fetch(client.clone(), wanted, None))
    };
    let reload = {
        let (later, reload) = (later.setter(), first.reload.clone());
        Callback::from(move |()| {
            later.set(None);
            reload.emit(());
        })
    };
    let known = later.as_ref().filter(|(of, ..)| *of == wanted);
    let next = match known {
        Some((_, _, next)) => next.clone(),
        None => first.data.as_ref().and_then(|page| page.next.clone()),
    };
    let items: Vec<T> = known.map(|(_, items, _)| items.clone()).unwrap_or_default();
    let rows = first.data.iter().flat_map(|page| &page.items).chain(&items).cloned().collect();
    let more = next.map(|next| {
        let later = later.setter();
        Callback::from(move |_: MouseEvent| {
            let (later, toasts, i18n) = (later.clone(), toasts.clone(), i18n.clone());
            let (wanted, items) = (wanted.clone(), items.clone());
            let page = fetch(client.clone(), wanted.clone(), Some(next.clone()));
            spawn_local(async move {
                match page.await {
                    Ok(page) => {
                        let items = items.into_iter().chain(page.items).collect();
                        later.set(Some((wanted, items, page.next)));
                    }
                    Err(error) => toasts.show(ToastKind::Error, error.in_words(&i18n)),
                }
            });
        })
    });
    Paged { rows, ready: first.data.is_some(), error: first.error, more, reload }
}

impl<T: Clone + PartialEq> Paged<T> {
    /// The list with what stands around it: waiting, an error, a sentence where there is nothing, and the way to more.
    pub(crate) fn around(&self, none: &str, list: Html) -> Html {
        html! {
            <>
                if let Some(error) = self.error.clone() {
                    <ErrorBox {error} retry={self.reload.clone()} />
                }
                if !self.ready && self.error.is_none() {
                    <Skeleton lines={4} />
                }
                if self.ready && self.rows.is_empty() {
                    <p class="text-sm text-muted" data-testid="nothing">{ none }</p>
                }
                if !self.rows.is_empty() {
                    { list }
                }
                if let Some(onclick) = self.more.clone() {
                    <More {onclick} />
                }
            </>
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct MoreProps {
    onclick: Callback<MouseEvent>,
}

#[component]
fn More(props: &MoreProps) -> Html {
    let i18n = use_i18n();
    html! {
        <div class="flex justify-center">
            <Button label={i18n.t("account-more")} small=true onclick={props.onclick.clone()} testid="more" />
        </div>
    }
}
