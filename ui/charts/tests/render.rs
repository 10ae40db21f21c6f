//! What the charts say to those who do not see them.

use craftstrat_ui_charts::scale::ColorScale;
use craftstrat_ui_charts::{
    Bar, BarChart, BarChartProps, CalendarDay, CalendarGrid, CalendarGridProps, HeatMap, HeatMapProps, Pane,
    Series, SeriesKind, Sparkline, SparklineProps, TimeChart, TimeChartProps,
};
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;

async fn rendered<C>(props: C::Properties) -> String
where
    C: yew::BaseComponent,
{
    LocalServerRenderer::<C>::with_props(props).hydratable(false).render().await
}

#[tokio::test]
async fn a_heat_map_is_a_grid_with_one_tab_stop() {
    let values = vec![Some(1.0), None, Some(-2.0), Some(0.5)];
    let scale = ColorScale::around(0.0, values.iter().flatten().copied());
    let html = rendered::<HeatMap>(HeatMapProps {
        label: "P&L by fast and slow".into(),
        x_title: "fast".into(),
        y_title: "slow".into(),
        x_labels: Rc::new(vec!["5".into(), "10".into()]),
        y_labels: Rc::new(vec!["20".into(), "40".into()]),
        values: Rc::new(values),
        scale,
        format: Callback::from(|v: f64| format!("{v:+}")),
        selected: Some(2),
        onpoint: Callback::noop(),
        onselect: Callback::noop(),
        testid: "sweep-cell".into(),
    })
    .await;
    assert!(html.contains("role=\"grid\""));
    assert_eq!(html.matches("tabindex=\"0\"").count(), 1, "{html}");
    assert!(html.contains("aria-label=\"fast 5, slow 40: -2\""), "{html}");
    assert!(html.contains("data-testid=\"sweep-cell-3\""));
    assert_eq!(html.matches("aria-selected=\"true\"").count(), 1);
}

#[tokio::test]
async fn a_chart_says_its_summary_and_last_values() {
    let series = Series {
        label: "Up".into(),
        color: "up".into(),
        kind: SeriesKind::Line,
        times_ms: Rc::new(vec![0.0, 1_000.0]),
        values: Rc::new(vec![0.4, 0.625]),
    };
    let props = TimeChartProps {
        panes: Rc::new(vec![Pane { series: vec![series], decimals: 3, ..Pane::default() }]),
        markers: Rc::default(),
        cursor_ms: None,
        oncursor: Callback::noop(),
        onmarker: Callback::noop(),
        label: "Prices".into(),
        summary: "Up rises from 40 to 62 cents.".into(),
        height: 300,
        range_ms: None,
        max_points: 20_000,
        png: Some("prices".into()),
    };
    let html = rendered::<TimeChart>(props.clone()).await;
    assert!(html.contains("Up rises from 40 to 62 cents."));
    assert!(html.contains("0.625"));
    assert!(html.contains("data-testid=\"export-png\""));
    let at = rendered::<TimeChart>(TimeChartProps { cursor_ms: Some(500.0), ..props }).await;
    assert!(at.contains("0.400"), "{at}");
}

#[tokio::test]
async fn bars_and_lines_have_words() {
    let bar = |label: &'static str, value: f64| Bar {
        label: label.into(),
        value,
        text: format!("{value:+}").into(),
        detail: "3 trades".into(),
    };
    let html = rendered::<BarChart>(BarChartProps {
        bars: Rc::new(vec![bar("09", 3.0), bar("10", -1.0)]),
        label: "P&L by hour".into(),
        category: "Hour".into(),
        quantity: "P&L".into(),
    })
    .await;
    assert!(html.contains("left: 25.00%; width: 75.00%; background: var(--gain)"), "{html}");
    assert!(html.contains("left: 0.00%; width: 25.00%; background: var(--loss)"), "{html}");
    let html = rendered::<Sparkline>(SparklineProps {
        values: Rc::new(vec![1.0, 2.0]),
        label: "rises".into(),
        color: "gain".into(),
        width: 50,
        height: 10,
    })
    .await;
    assert!(html.contains("role=\"img\"") && html.contains("rises"));
}

#[tokio::test]
async fn a_calendar_names_every_day() {
    let days = vec![CalendarDay {
        // 2026-10-01, a Thursday.
        start_ms: 1_790_812_800_000,
        value: 0.5,
        label: "1 October".into(),
        detail: "48 of 96 slots".into(),
        generated: true,
    }];
    let html = rendered::<CalendarGrid>(CalendarGridProps {
        label: "Coverage".into(),
        days: Rc::new(days),
        weekdays: Rc::new(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map(AttrValue::from)),
        nothing: "nothing".into(),
        date: Callback::from(|ms: i64| ms.to_string()),
        selected: None,
        onselect: Callback::noop(),
        testid: "day".into(),
    })
    .await;
    assert_eq!(html.matches("role=\"gridcell\"").count(), 7);
    assert!(html.contains("1 October: 48 of 96 slots"));
    assert_eq!(html.matches("nothing").count(), 12, "tooltip and name of six empty days");
    assert!(html.contains("repeating-linear-gradient"));
}
