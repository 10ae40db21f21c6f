//! What the server tells while ticks flow, for components: one stream per tab, shared by all that listen.

mod hub;

use craftstrat_api::studio::live::{Alert, LiveEvent, LiveOverview, LiveRun};
use std::rc::Rc;
use yew::prelude::*;

/// How the stream is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// It is being opened: for the first time, for another run, or because the tab is looked at again.
    #[default]
    Connecting,
    /// What is shown is up to date.
    Open,
    /// It was lost and is asked for again: what is shown is old.
    Lost,
}

/// What the stream tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// What runs, and how the feed is.
    Overview(Rc<LiveOverview>),
    /// The run that was asked for.
    Run(Rc<LiveRun>),
    /// Something happened. The same may be told again after the stream was lost.
    Event(Rc<LiveEvent>),
    /// Somebody should know of something. As with events.
    Alert(Rc<Alert>),
}

/// What a listener hears.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// How the stream is.
    Link(Link),
    /// What it told.
    Told(Told),
    /// Another run is asked for: what was told of the last one no longer holds.
    Forget,
}

/// The last that was heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Live {
    /// How the stream is.
    pub link: Link,
    /// What runs; `None` before it was told.
    pub overview: Option<Rc<LiveOverview>>,
    /// The run that was asked for; `None` before it was told, and where none was asked for.
    pub run: Option<Rc<LiveRun>>,
}

impl Reducible for Live {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        let mut next = (*self).clone();
        match heard {
            Heard::Link(link) => next.link = link,
            Heard::Told(Told::Overview(overview)) => next.overview = Some(overview),
            Heard::Told(Told::Run(run)) => next.run = Some(run),
            Heard::Told(Told::Event(_) | Told::Alert(_)) => return self,
            Heard::Forget => next.run = None,
        }
        next.into()
    }
}

/// The overview, and the run with this id where one is given, as they change. Every component that uses this shares one
/// stream, which is closed when none is left and while the tab is hidden. Only one run can be asked for at a time.
#[hook]
pub fn use_live(run: Option<String>) -> Live {
    let live = use_reducer_eq(Live::default);
    let dispatcher = live.dispatcher();
    use_effect_with(run, move |run| {
        dispatcher.dispatch(Heard::Forget);
        let listening = hub::listen(run.clone(), move |heard| dispatcher.dispatch(heard.clone()));
        move || drop(listening)
    });
    (*live).clone()
}

/// Calls `heard` for everything that is told; the one of the last rendering. At once it hears how the stream is and what
/// runs, where that is known.
#[hook]
pub fn use_told(heard: impl Fn(&Heard) + 'static) {
    let latest = use_mut_ref(|| None::<Rc<dyn Fn(&Heard)>>);
    *latest.borrow_mut() = Some(Rc::new(heard));
    use_effect_with((), move |()| {
        let listening = hub::listen(None, move |told| {
            let heard = latest.borrow().clone();
            if let Some(heard) = heard {
                heard(told);
            }
        });
        move || drop(listening)
    });
}
