//! Telling of a wait only where it lasts: a run that is over at once must not make the page flicker, nor draw it twice.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Whether `on` has held for `ms`.
#[hook]
pub fn use_lasting(on: bool, ms: u32) -> bool {
    let lasts = use_state_eq(|| false);
    {
        let lasts = lasts.setter();
        use_effect_with(on, move |on| {
            let timer = if *on {
                Some(Timeout::new(ms, move || lasts.set(true)))
            } else {
                lasts.set(false);
                None
            };
            move || drop(timer)
        });
    }
    on && *lasts
}
