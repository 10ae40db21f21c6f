//! Passes on what the stream of a live page tells, so that the shell need not ask.

use crate::stream::{Heard, Told, use_told};
use craftstrat_ui_kit::{Glance, nothing, use_watch};
use yew::prelude::*;

/// Shows nothing; belongs on every page that has the stream open.
#[component]
pub fn Relay() -> Html {
    let tell = use_watch().tell;
    use_told(move |heard| {
        if let Heard::Told(Told::Overview(overview)) = heard {
            tell.emit(Glance::from(&**overview));
        }
    });
    nothing()
}
