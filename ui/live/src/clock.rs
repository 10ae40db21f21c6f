//! Counters that go on between two messages, each by itself: the page around them is not rendered again.

use crate::model::clock::{age_ms, countdown, left_ms};
use craftstrat_ui_kit::use_i18n;
use gloo::timers::callback::Interval;
use yew::prelude::*;

/// The venue's time: as it was told, and what has passed since.
#[hook]
fn use_venue_time(told: i64) -> i64 {
    // What has passed belongs to what was told then.
    let passed = use_state_eq(|| (told, 0_i64));
    let setter = passed.setter();
    use_effect_with(told, move |told| {
        let (told, heard) = (*told, js_sys::Date::now());
        let timer = Interval::new(1_000, move || {
            setter.set((told, (js_sys::Date::now() - heard) as i64));
        });
        move || drop(timer)
    });
    let since = if passed.0 == told { passed.1 } else { 0 };
    told.saturating_add(since)
}

/// Properties of [`Countdown`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CountdownProps {
    /// The venue's time as it was told last, ms.
    pub now: i64,
    /// What is counted down to, ms.
    pub until: i64,
}

/// What is left until a slot ends; that it is over, then.
#[component]
pub fn Countdown(props: &CountdownProps) -> Html {
    let i18n = use_i18n();
    let now = use_venue_time(props.now);
    let text = match left_ms(now, props.until) {
        Some(left) => countdown(left),
        None => i18n.t("live-slot-over"),
    };
    html! {
        <span role="timer" class="tabular-nums whitespace-nowrap"
            title={i18n.both_zones(props.until)} data-testid="countdown">
            { text }
        </span>
    }
}

/// Properties of [`Age`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AgeProps {
    /// The venue's time as it was told last, ms; without it the moment itself is shown.
    pub now: Option<i64>,
    /// When it was, ms.
    pub at: i64,
}

/// How long ago something was.
#[component]
pub fn Age(props: &AgeProps) -> Html {
    match props.now {
        Some(now) => html! { <Counted {now} at={props.at} /> },
        None => html! { <craftstrat_ui_kit::Time ms={props.at} /> },
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct CountedProps {
    now: i64,
    at: i64,
}

#[component]
fn Counted(props: &CountedProps) -> Html {
    let i18n = use_i18n();
    let text = match age_ms(use_venue_time(props.now), props.at) {
        0 => i18n.t("live-just-now"),
        age => i18n.tf("live-ago", &[("age", i18n.duration_ms(age).into())]),
    };
    html! {
        <span class="tabular-nums whitespace-nowrap" title={i18n.both_zones(props.at)} data-testid="age">{ text }</span>
    }
}
