//! The values under the crosshair, in words; and moving the crosshair by keys.

use super::{Pane, Same, Series};
use craftstrat_ui_kit::use_i18n;
use std::rc::Rc;
use yew::prelude::*;

/// Index of the last time that is not after `at_ms`.
pub(super) fn index_at(times_ms: &[f64], at_ms: f64) -> Option<usize> {
    // A chart draws the last value of a second at its start: what it shows there includes the whole second.
    let end = (at_ms / 1_000.0).floor() * 1_000.0 + 999.999;
    times_ms.partition_point(|t| *t <= end).checked_sub(1)
}

/// The value a series has at `at_ms`; its last one without a time. `None` in a gap and before its start.
pub(super) fn value_at(series: &Series, at_ms: Option<f64>) -> Option<f64> {
    let index = match at_ms {
        Some(at) => index_at(&series.times_ms, at)?,
        None => series.times_ms.len().checked_sub(1)?,
    };
    series.values.get(index).copied().filter(|v| v.is_finite())
}

/// Where a key moves the crosshair: a point, with shift ten; to the ends; away. `None` when the key means nothing here.
pub(super) fn key(panes: &[Pane], cursor: Option<f64>, key: &str, far: bool) -> Option<Option<f64>> {
    let times = &panes.iter().flat_map(|p| &p.series).find(|s| !s.times_ms.is_empty())?.times_ms;
    let last = times.len() - 1;
    let here = cursor.and_then(|at| index_at(times, at));
    let second = |i: usize| times.get(i).map(|t| (t / 1_000.0).floor());
    let step = if far { 10 } else { 1 };
    let to = match key {
        "Escape" => return cursor.map(|_| None),
        "Home" => 0,
        "End" => last,
        "ArrowLeft" => {
            let mut to = here.unwrap_or(last).saturating_sub(step);
            // Points within one second are one point of the chart.
            while to > 0 && here.is_some_and(|h| second(to) == second(h)) {
                to -= 1;
            }
            to
        }
        "ArrowRight" => here.map_or(0, |h| (h + step).min(last)),
        _ => return None,
    };
    Some(times.get(to).copied())
}

/// Properties of [`Readout`].
#[derive(Clone, Debug, Properties)]
pub(super) struct ReadoutProps {
    /// The chart's panes.
    pub(super) panes: Rc<Vec<Pane>>,
    /// Where the crosshair is, ms.
    pub(super) cursor: Option<f64>,
}

impl PartialEq for ReadoutProps {
    fn eq(&self, other: &Self) -> bool {
        Same(self.panes.clone()) == Same(other.panes.clone()) && self.cursor == other.cursor
    }
}

/// Time and values under the crosshair, or the last ones; also the chart's legend.
#[component]
pub(super) fn Readout(props: &ReadoutProps) -> Html {
    let i18n = use_i18n();
    let all = || props.panes.iter().flat_map(|p| p.series.iter().map(move |s| (p, s)));
    let last = all().filter_map(|(_, s)| s.times_ms.last().copied()).reduce(f64::max);
    let Some(at) = props.cursor.or(last) else { return html! { <div /> } };
    let one = |(pane, series): (&Pane, &Series)| {
        let value = value_at(series, props.cursor);
        let text = value.map_or("–".to_owned(), |v| i18n.number(v, pane.decimals.into()));
        html! {
            <span class="whitespace-nowrap">
                <span
                    aria-hidden="true"
                    class="inline-block w-3 h-1 mr-1 align-middle rounded"
                    style={format!("background: var(--{0}, var(--color-{0}))", series.color)}
                />
                { &series.label }{ " " }<b class="tabular-nums">{ text }</b>
            </span>
        }
    };
    html! {
        <div class="flex flex-wrap gap-x-3 text-xs" aria-live="polite" aria-atomic="true">
            <time class="tabular-nums opacity-70">{ format!("{} {} {}", i18n.date(at as i64), i18n.time(at as i64), i18n.zone(at as i64)) }</time>
            { for all().map(one) }
        </div>
    }
}

#[cfg(test)]
#[path = "readout_tests.rs"]
mod tests;
