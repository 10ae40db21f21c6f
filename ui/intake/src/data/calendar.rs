//! A series as a calendar of UTC days.

use super::Chosen;
use crate::logic::SeriesGroup;
use craftstrat_ui_charts::{CalendarDay, CalendarGrid};
use craftstrat_ui_kit::{Card, Help, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`SeriesCalendar`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SeriesCalendarProps {
    /// The series and its days.
    pub group: SeriesGroup,
    /// The day that is shown below, where it is one of these.
    pub chosen: Option<Chosen>,
    /// Hears a day that is chosen.
    pub onday: Callback<Chosen>,
}

/// The coverage of a series.
#[component]
pub fn SeriesCalendar(props: &SeriesCalendarProps) -> Html {
    let i18n = use_i18n();
    let group = &props.group;
    let days: Vec<CalendarDay> = group
        .days
        .iter()
        .map(|day| {
            let mut detail = i18n.tf(
                "intake-calendar-detail",
                &[
                    ("slots", i18n.number(day.slots as f64, 0).into()),
                    ("possible", i18n.number(day.slots_possible as f64, 0).into()),
                    ("percent", i18n.percent(day.coverage, 1).into()),
                    ("gaps", i18n.number(day.gaps as f64, 0).into()),
                    ("resolved", i18n.number(day.resolved as f64, 0).into()),
                ],
            );
            if day.generated {
                detail.push_str(" · ");
                detail.push_str(&i18n.t("intake-generated"));
            }
            CalendarDay {
                start_ms: day.start_ms,
                value: day.coverage * share(day.slots, day.slots_possible),
                label: craftstrat_i18n::calendar::date(i18n.lang(), day.start_ms, 0).into(),
                detail: detail.into(),
                generated: day.generated,
            }
        })
        .collect();
    let onselect = {
        let (days, onday) = (group.days.clone(), props.onday.clone());
        Callback::from(move |start_ms: i64| {
            if let Some(day) = days.iter().find(|d| d.start_ms == start_ms) {
                let (series, day) = (day.series.clone(), day.day.clone());
                onday.emit(Chosen { series, day, start_ms });
            }
        })
    };
    let date = {
        let lang = i18n.lang();
        Callback::from(move |start_ms: i64| craftstrat_i18n::calendar::date(lang, start_ms, 0))
    };
    let weekdays: [AttrValue; 7] =
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(|d| i18n.t(&format!("intake-day-{d}")).into());
    let counted = |key: &str, count: u64| {
        i18n.tf(key, &[("count", (count as f64).into()), ("shown", i18n.number(count as f64, 0).into())])
    };
    let underlying =
        if group.underlying { "intake-series-underlying" } else { "intake-series-no-underlying" };
    let kind = if group.generated { "intake-generated" } else { "intake-recorded" };
    let kind_class =
        if group.generated { "badge badge-warning badge-sm" } else { "badge badge-outline badge-sm" };
    let help = i18n.t("intake-calendar-help");
    html! {
        <Card title={Some(AttrValue::from(group.series.clone()))}>
            <div data-testid="calendar">
                <p class="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
                    <span class={kind_class} title={group.generated.then(|| i18n.t("intake-generated-help"))}>
                        { i18n.t(kind) }
                    </span>
                    <span>{ counted("intake-series-slots", group.slots) }</span>
                    <span>{ counted("intake-series-rows", group.rows) }</span>
                    <span>{ i18n.t(underlying) }</span>
                    <Help text={help} />
                </p>
                <CalendarGrid
                    label={i18n.tf("intake-calendar-label", &[("series", group.series.clone().into())])}
                    days={Rc::new(days)}
                    weekdays={Rc::new(weekdays)}
                    nothing={i18n.t("intake-calendar-nothing")}
                    {date}
                    selected={props.chosen.as_ref().map(|c| c.start_ms)}
                    {onselect}
                    testid={format!("day-{}", group.series)}
                />
            </div>
        </Card>
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64).min(1.0) }
}
