//! A list that is fetched page by page: the first one by itself, older ones when they are asked for.

use craftstrat_api::studio::Page;
use craftstrat_ui_kit::{ApiError, Client, ToastKind, use_client, use_resource, use_toasts};
use std::future::Future;
use yew::platform::spawn_local;
use yew::prelude::*;

/// What has been fetched of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paged<T> {
    /// The items so far, the newest first.
    pub(crate) rows: Vec<T>,
    /// The first page is there, though it may be empty.
    pub(crate) ready: bool,
    /// Why the first page is not, or is an old one.
    pub(crate) error: Option<ApiError>,
    /// Fetches the next older page, where there is one.
    pub(crate) more: Option<Callback<MouseEvent>>,
    /// Begins again with the first page.
    pub(crate) reload: Callback<()>,
}

/// The list that `fetch` gives from a cursor on, of one strategy or of all.
#[hook]
pub(crate) fn use_paged<T, F, Fut>(strategy: Option<String>, fetch: F) -> Paged<T>
where
    T: Clone + PartialEq + 'static,
    F: Fn(Client, Option<String>, Option<String>) -> Fut + Copy + 'static,
    Fut: Future<Output = Result<Page<T>, ApiError>> + 'static,
{
    let (client, toasts) = (use_client(), use_toasts());
    let older = use_state(Vec::<T>::new);
    // Where the pages fetched so far end; `None` before the first one beyond the first.
    let cursor = use_state(|| Option::<Option<String>>::None);
    let first = {
        let client = client.clone();
        use_resource(strategy.clone(), move |strategy| fetch(client.clone(), None, strategy))
    };
    let reload = {
        let (older, cursor, reload) = (older.clone(), cursor.clone(), first.reload.clone());
        Callback::from(move |()| {
            older.set(Vec::new());
            cursor.set(None);
            reload.emit(());
        })
    };
    let next = match &*cursor {
        Some(next) => next.clone(),
        None => first.data.as_ref().and_then(|page| page.next.clone()),
    };
    let more = next.map(|next| {
        let (older, cursor) = (older.clone(), cursor.clone());
        Callback::from(move |_: MouseEvent| {
            let (older, cursor, toasts) = (older.clone(), cursor.clone(), toasts.clone());
            let page = fetch(client.clone(), Some(next.clone()), strategy.clone());
            spawn_local(async move {
                match page.await {
                    Ok(Page { items, next }) => {
                        older.set(older.iter().cloned().chain(items).collect());
                        cursor.set(Some(next));
                    }
                    Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                }
            });
        })
    });
    let rows = first.data.iter().flat_map(|page| &page.items).chain(older.iter()).cloned().collect();
    Paged { rows, ready: first.data.is_some(), error: first.error, more, reload }
}
