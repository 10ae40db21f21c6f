//! Whether the server answers, watched so that pages can say so and catch up when it is back.

use crate::api::{ApiError, LOST, use_client};
use craftstrat_api::studio::Health;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Whether the server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// It answered when last asked.
    pub online: bool,
    /// How often it came back.
    pub returns: u64,
    /// What runs there, once known.
    pub health: Option<Rc<Health>>,
}

impl Default for Connection {
    fn default() -> Self {
        Self { online: true, returns: 0, health: None }
    }
}

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub enum Beat {
    /// The server answered.
    Answered(Health),
    /// It did not.
    Silent,
}

impl Reducible for Connection {
    type Action = Beat;

    fn reduce(self: Rc<Self>, beat: Beat) -> Rc<Self> {
        let next = match beat {
            Beat::Answered(health) => Self {
                online: true,
                returns: self.returns + u64::from(!self.online),
                health: Some(Rc::new(health)),
            },
            Beat::Silent => Self { online: false, ..(*self).clone() },
        };
        if next == *self { self } else { next.into() }
    }
}

/// How often the server is asked while it answers, and while it does not.
const CALM_MS: u32 = 15_000;
const ANXIOUS_MS: u32 = 2_000;

/// Watches the server.
#[hook]
pub fn use_heartbeat() -> Connection {
    let connection = use_reducer_eq(Connection::default);
    let client = use_client();
    let ask = {
        let dispatcher = connection.dispatcher();
        move || {
            let (client, dispatcher) = (client.clone(), dispatcher.clone());
            spawn_local(async move {
                dispatcher.dispatch(match client.get::<Health>("/health").await {
                    Ok(health) => Beat::Answered(health),
                    // A server that refuses or mumbles is there.
                    Err(ApiError::Refused(_) | ApiError::Unreadable(_)) => return,
                    Err(ApiError::Offline) => Beat::Silent,
                });
            });
        }
    };
    use_effect_with(connection.online, move |online| {
        ask();
        let timer = Interval::new(if *online { CALM_MS } else { ANXIOUS_MS }, ask.clone());
        let window = gloo::utils::window();
        // While it is silent the timer asks often enough; a failed request would only ask again and again.
        let names: &[&'static str] = if *online { &["offline", "focus", LOST] } else { &["online", "focus"] };
        let listen = |name: &&'static str| {
            let ask = ask.clone();
            EventListener::new(&window, *name, move |_| ask())
        };
        let events: Vec<EventListener> = names.iter().map(listen).collect();
        move || {
            drop(timer);
            drop(events);
        }
    });
    (*connection).clone()
}

/// Whether the server answers; yes outside a [`crate::KitProvider`].
#[hook]
pub fn use_connection() -> Connection {
    use_context::<Connection>().unwrap_or_default()
}
