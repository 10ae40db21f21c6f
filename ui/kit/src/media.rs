//! What the window and the system are like, as CSS asks it.

use gloo::events::EventListener;
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
