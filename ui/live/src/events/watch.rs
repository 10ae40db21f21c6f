//! Fetches the log and listens to what happens.

use crate::calls;
use crate::model::log::{Filter, Log, Step, code};
use crate::stream::{Heard, Link, Told, use_told};
use craftstrat_ui_kit::{ApiError, ToastKind, use_client, use_i18n, use_resource, use_toasts};
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// The log under a filter.
#[derive(Clone, Debug, Default, PartialEq)]
struct Watched {
    /// Which events.
    filter: Filter,
    log: Rc<Log>,
}

/// A step of the log under this filter. What was asked for under another one comes too late.
struct Of(Filter, Step);

impl Reducible for Watched {
    type Action = Of;

    fn reduce(self: Rc<Self>, Of(filter, step): Of) -> Rc<Self> {
        match step {
            Step::Forget => Self { filter, log: Rc::default() }.into(),
            _ if filter != self.filter => self,
            step => Self { filter, log: Rc::new(self.log.after(step)) }.into(),
        }
    }
}

/// The log, and what can be asked of it.
pub(super) struct Watching {
    /// What is known.
    pub(super) log: Rc<Log>,
    /// Why the newest page is not there.
    pub(super) error: Option<ApiError>,
    /// Fetches the newest page again.
    pub(super) reload: Callback<()>,
    /// Fetches the next older page.
    pub(super) more: Callback<()>,
    /// Shows what was held.
    pub(super) release: Callback<()>,
}

/// The log under `filter`; what happens comes to the top while it `follows`, and is held otherwise.
#[hook]
pub(super) fn use_log(filter: Filter, follows: bool) -> Watching {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let watched = use_reducer(Watched::default);
    {
        let dispatcher = watched.dispatcher();
        use_effect_with(filter.clone(), move |filter| dispatcher.dispatch(Of(filter.clone(), Step::Forget)));
    }
    let newest = {
        let (client, dispatcher) = (client.clone(), watched.dispatcher());
        use_resource(filter.clone(), move |filter| {
            let (client, dispatcher) = (client.clone(), dispatcher.clone());
            async move {
                let (run, market) = (filter.run.as_deref(), filter.market.as_deref());
                let page = calls::events(&client, run, filter.kind.map(code), market, None).await?;
                dispatcher.dispatch(Of(filter, Step::Newest(page)));
                Ok(())
            }
        })
    };
    {
        let (dispatcher, filter, reload) = (watched.dispatcher(), filter.clone(), newest.reload.clone());
        let missed = use_mut_ref(|| false);
        use_told(move |heard| match heard {
            Heard::Link(Link::Lost | Link::Connecting) => *missed.borrow_mut() = true,
            // What happened meanwhile is on the newest page.
            Heard::Link(Link::Open) if missed.replace(false) => reload.emit(()),
            Heard::Told(Told::Event(event)) if filter.matches(event) => {
                dispatcher.dispatch(Of(filter.clone(), Step::Happened(event.clone(), !follows)));
            }
            _ => {}
        });
    }
    let more = {
        let (dispatcher, filter) = (watched.dispatcher(), filter.clone());
        let next = watched.log.next.clone();
        Callback::from(move |()| {
            let Some(next) = next.clone() else { return };
            let (client, toasts, i18n) = (client.clone(), toasts.clone(), i18n.clone());
            let (dispatcher, filter) = (dispatcher.clone(), filter.clone());
            spawn_local(async move {
                let (run, market) = (filter.run.as_deref(), filter.market.as_deref());
                match calls::events(&client, run, filter.kind.map(code), market, Some(&next)).await {
                    Ok(page) => dispatcher.dispatch(Of(filter, Step::Older(page))),
                    Err(error) => toasts.show(ToastKind::Error, error.in_words(&i18n)),
                }
            });
        })
    };
    let release = {
        let (dispatcher, filter) = (watched.dispatcher(), filter.clone());
        Callback::from(move |()| dispatcher.dispatch(Of(filter.clone(), Step::Release)))
    };
    // Until the filter has reached the log, there is nothing of it.
    let log = if watched.filter == filter { watched.log.clone() } else { Rc::default() };
    Watching { log, error: newest.error, reload: newest.reload, more, release }
}
