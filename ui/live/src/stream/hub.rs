//! The one stream of this tab. A browser opens six connections to a server at most, and every tab has one of these: so all
//! listeners share it, and a hidden tab has none.

use super::{Heard, Link, Told};
use crate::calls::with_query;
use crate::model::backoff::wait_ms;
use craftstrat_api::studio::live::{LiveOverview, LiveRun};
use craftstrat_ui_kit::url;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventSource, MessageEvent};

type Listener = Rc<dyn Fn(&Heard)>;

/// An open stream; closed when dropped.
struct Source {
    source: EventSource,
    _listeners: Vec<EventListener>,
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.close();
    }
}

#[derive(Default)]
struct Hub {
    next: u64,
    /// Who listens, and the run each asks for.
    listeners: BTreeMap<u64, (Listener, Option<String>)>,
    /// The stream and the run it was asked for with.
    source: Option<(Source, Option<String>)>,
    link: Link,
    /// Attempts that failed in a row.
    failed: u32,
    again: Option<Timeout>,
    /// What a new listener is told at once.
    overview: Option<Rc<LiveOverview>>,
    run: Option<Rc<LiveRun>>,
    visibility: Option<EventListener>,
}

thread_local! {
    static HUB: RefCell<Hub> = RefCell::default();
}

/// Changes the hub. Nothing that could come back here may be called within.
fn with<T>(change: impl FnOnce(&mut Hub) -> T) -> T {
    HUB.with_borrow_mut(change)
}

/// Somebody who listens, until dropped.
pub(super) struct Listening(u64);

impl Drop for Listening {
    fn drop(&mut self) {
        let unused = with(|hub| {
            hub.listeners.remove(&self.0);
            let left = hub.listeners.is_empty();
            left.then(|| (hub.source.take(), hub.again.take(), hub.visibility.take()))
        });
        if unused.is_some() {
            with(|hub| *hub = Hub { next: hub.next, ..Hub::default() });
        }
    }
}

/// Tells `listener` what is told from now on, after what is known already; with `run`, of that run too.
pub(super) fn listen(run: Option<String>, listener: impl Fn(&Heard) + 'static) -> Listening {
    let listener: Listener = Rc::new(listener);
    let (id, known) = with(|hub| {
        hub.next += 1;
        let of_run = hub.run.clone().filter(|known| run.as_ref() == Some(&known.summary.id));
        hub.listeners.insert(hub.next, (listener.clone(), run));
        let known = [
            Some(Heard::Link(hub.link)),
            hub.overview.clone().map(|overview| Heard::Told(Told::Overview(overview))),
            of_run.map(|run| Heard::Told(Told::Run(run))),
        ];
        (hub.next, known)
    });
    known.into_iter().flatten().for_each(|heard| listener(&heard));
    watch_visibility();
    connect();
    Listening(id)
}

/// Closes the stream of a hidden tab, and opens it again when it is shown.
fn watch_visibility() {
    if with(|hub| hub.visibility.is_some()) {
        return;
    }
    let document = gloo::utils::document();
    let listener = EventListener::new(&document.clone(), "visibilitychange", move |_| {
        if document.hidden() {
            drop(with(|hub| (hub.source.take(), hub.again.take())));
            // What is told from now on is not heard.
            tell(Heard::Link(Link::Connecting));
        } else {
            with(|hub| hub.failed = 0);
            connect();
        }
    });
    with(|hub| hub.visibility = Some(listener));
}

/// Opens the stream unless it is open for the right run already, nobody listens, or nobody can see it.
fn connect() {
    let wanted = with(|hub| {
        let run = hub.listeners.values().rev().find_map(|(_, run)| run.clone());
        // A stream with a run nobody asks for any more does no harm.
        let fits = hub.source.as_ref().is_some_and(|(_, of)| run.is_none() || *of == run);
        (!fits && !hub.listeners.is_empty()).then_some(run)
    });
    let Some(run) = wanted.filter(|_| !gloo::utils::document().hidden()) else { return };
    let (old, again) = with(|hub| (hub.source.take(), hub.again.take()));
    drop(again);
    if old.is_some() {
        drop(old);
        tell(Heard::Link(Link::Connecting));
    }
    let Ok(source) = EventSource::new(&url(&with_query("/live/stream", &[("run", run.as_deref())]))) else {
        return lost();
    };
    let said = |name: &'static str, read: fn(&str) -> Option<Told>| {
        EventListener::new(&source, name, move |event| {
            if let Some(told) = text(event).as_deref().and_then(read) {
                tell(Heard::Told(told));
            }
        })
    };
    let listeners = vec![
        said("overview", |text| read(text).map(Told::Overview)),
        said("run", |text| read(text).map(Told::Run)),
        said("event", |text| read(text).map(Told::Event)),
        said("alert", |text| read(text).map(Told::Alert)),
        EventListener::new(&source, "open", |_| {
            with(|hub| hub.failed = 0);
            tell(Heard::Link(Link::Open));
        }),
        EventListener::new(&source, "error", |_| lost()),
    ];
    with(|hub| hub.source = Some((Source { source, _listeners: listeners }, run)));
}

fn read<T: DeserializeOwned>(text: &str) -> Option<Rc<T>> {
    serde_json::from_str(text).ok().map(Rc::new)
}

fn text(event: &Event) -> Option<String> {
    event.dyn_ref::<MessageEvent>()?.data().as_string()
}

/// The stream ended or was never opened: asks for it again, later each time. The browser's own attempts are not used: it
/// makes none after an answer that is no stream, and does not say when the next one is.
fn lost() {
    let timeout_of = |failed: u32| Timeout::new(wait_ms(failed), connect);
    let old = with(|hub| {
        hub.failed = hub.failed.saturating_add(1);
        hub.again = Some(timeout_of(hub.failed));
        hub.source.take()
    });
    drop(old);
    tell(Heard::Link(Link::Lost));
}

/// Tells everybody, and keeps what a new listener should know.
fn tell(heard: Heard) {
    let listeners: Vec<Listener> = with(|hub| {
        match &heard {
            Heard::Link(link) => hub.link = *link,
            Heard::Told(Told::Overview(overview)) => hub.overview = Some(overview.clone()),
            Heard::Told(Told::Run(run)) => hub.run = Some(run.clone()),
            Heard::Told(Told::Event(_) | Told::Alert(_)) | Heard::Forget => {}
        }
        hub.listeners.values().map(|(listener, _)| listener.clone()).collect()
    });
    for listener in listeners {
        listener(&heard);
    }
}
