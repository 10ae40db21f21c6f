//! What the window and the system are like, as CSS asks it, and what is done while somebody looks.

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use web_sys::MediaQueryList;
use yew::prelude::*;

fn media(query: &str) -> Option<MediaQueryList> {
    if !cfg!(target_arch = "wasm32") {
        return None;
    }
    gloo::utils::window().match_media(query).ok().flatten()
}

/// Whether a media query holds, as it changes. Outside a browser none does.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let holds = use_state_eq(|| media(query).is_some_and(|list| list.matches()));
    let setter = holds.setter();
    use_effect_with(query, move |query| {
        let listener = media(query).map(|list| {
            let watched = list.clone();
            EventListener::new(&watched, "change", move |_| setter.set(list.matches()))
        });
        move || drop(listener)
    });
    *holds
}

/// Does something every `every_ms` while the page is looked at; not at all without an interval.
#[hook]
pub fn use_every(every_ms: Option<u32>, act: Callback<()>) {
    use_effect_with((every_ms, act), move |(every_ms, act)| {
        let act = act.clone();
        let timer = every_ms.map(|every_ms| {
            Interval::new(every_ms, move || {
                if !gloo::utils::document().hidden() {
                    act.emit(());
                }
            })
        });
        move || drop(timer)
    });
}
