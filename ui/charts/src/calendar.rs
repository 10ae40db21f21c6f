//! Days as cells, a column per week: what there is and what is missing.

use crate::walk;
use craftstrat_ui_kit::nothing;
use std::rc::Rc;
use yew::prelude::*;

const DAY_MS: i64 = 86_400_000;

/// One UTC day.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarDay {
    /// Its first instant, ms.
    pub start_ms: i64,
    /// How complete it is, 0 to 1.
    pub value: f64,
    /// The day as people write it.
    pub label: AttrValue,
    /// What is there, in words.
    pub detail: AttrValue,
    /// Generated, not recorded: drawn hatched.
    pub generated: bool,
}

/// Properties of [`CalendarGrid`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CalendarGridProps {
    /// The name of the calendar.
    pub label: AttrValue,
    /// The days in any order.
    pub days: Rc<Vec<CalendarDay>>,
    /// Names of the days of the week from Monday, short.
    pub weekdays: Rc<[AttrValue; 7]>,
    /// What an empty day says after its date.
    pub nothing: AttrValue,
    /// Writes the date of an empty day from its first instant.
    pub date: Callback<i64, String>,
    /// Start of the day that is marked, ms.
    #[prop_or_default]
    pub selected: Option<i64>,
    /// Hears the start of a day that is clicked or chosen by Enter.
    #[prop_or_default]
    pub onselect: Callback<i64>,
    /// Cells are `data-testid="<testid>-<index of the day in the calendar>"`.
    #[prop_or(AttrValue::Static("day"))]
    pub testid: AttrValue,
}

/// The day of the week, Monday 0.
pub(crate) fn weekday(start_ms: i64) -> usize {
    // 1970-01-01 was a Thursday.
    (start_ms.div_euclid(DAY_MS) + 3).rem_euclid(7) as usize
}

/// The Monday before the first day and the number of weeks to the last; at most `weeks` of them, the latest.
pub(crate) fn weeks(days: &[CalendarDay], limit: usize) -> Option<(i64, usize)> {
    let first = days.iter().map(|d| d.start_ms).min()?;
    let last = days.iter().map(|d| d.start_ms).max()?;
    let monday = |ms: i64| ms.div_euclid(DAY_MS) * DAY_MS - weekday(ms) as i64 * DAY_MS;
    let count = ((monday(last) - monday(first)) / (7 * DAY_MS)) as usize + 1;
    let shown = count.min(limit);
    Some((monday(last) - (shown as i64 - 1) * 7 * DAY_MS, shown))
}

/// Days by week and day of the week; at most two years, the latest. One stop of the Tab key; arrows move within.
#[component]
pub fn CalendarGrid(props: &CalendarGridProps) -> Html {
    let grid = use_node_ref();
    let focus = use_state(|| Option::<usize>::None);
    let Some((monday, weeks)) = weeks(&props.days, 106) else { return nothing() };
    let index_of = |start_ms: i64| {
        let day = (start_ms - monday).div_euclid(DAY_MS);
        (day >= 0).then(|| (day % 7) as usize * weeks + (day / 7) as usize)
    };
    let first = props.days.iter().map(|d| d.start_ms).filter(|s| *s >= monday).min().and_then(index_of);
    let here = focus.or(props.selected.and_then(index_of)).or(first).unwrap_or(0);
    let onkeydown = {
        let focus = focus.clone();
        walk::onkeydown(grid.clone(), weeks, 7, Callback::from(move |to: usize| focus.set(Some(to))))
    };
    let cell = |weekday: usize, week: usize| {
        let start = monday + (week as i64 * 7 + weekday as i64) * DAY_MS;
        let index = weekday * weeks + week;
        let day = props.days.iter().find(|d| d.start_ms.div_euclid(DAY_MS) == start.div_euclid(DAY_MS));
        let label = match day {
            Some(d) => format!("{}: {}", d.label, d.detail),
            None => format!("{}: {}", props.date.emit(start), props.nothing),
        };
        let percent = day.map_or(0.0, |d| 20.0 + d.value.clamp(0.0, 1.0) * 80.0);
        let color = format!("color-mix(in srgb, var(--color-primary) {percent:.0}%, var(--color-base-300))");
        let style = match day {
            Some(d) if d.generated => {
                format!(
                    "background: repeating-linear-gradient(45deg, {color} 0 4px, var(--color-base-100) 4px 6px)"
                )
            }
            _ => format!("background: {color}"),
        };
        let marked = day.is_some_and(|d| props.selected == Some(d.start_ms));
        let ring = if marked { "outline-2 outline-base-content" } else { "" };
        html! {
            <td role="gridcell" class="p-0" aria-selected={marked.to_string()}>
                <button
                    type="button"
                    class={classes!("block", "size-6", "rounded-sm", ring)}
                    {style}
                    title={label.clone()}
                    aria-label={label}
                    aria-disabled={day.is_none().to_string()}
                    data-cell={index.to_string()}
                    data-testid={format!("{}-{}", props.testid, week * 7 + weekday)}
                    tabindex={if index == here { "0" } else { "-1" }}
                    onclick={day.map(|d| { let at = d.start_ms; props.onselect.reform(move |_: MouseEvent| at) })}
                />
            </td>
        }
    };
    html! {
        <div class="overflow-x-auto">
            <table role="grid" aria-label={props.label.clone()} class="border-separate border-spacing-0.5" ref={grid} {onkeydown}>
                <tbody>
                    { for props.weekdays.iter().enumerate().map(|(weekday, name)| html! {
                        <tr role="row">
                            <th scope="row" role="rowheader" class="text-xs font-normal pr-1">{ name }</th>
                            { for (0..weeks).map(|week| cell(weekday, week)) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
