//! The same values as a table: a row per second, a column per series.

use super::readout::value_at;
use super::{Pane, Same, Series, thin};
use craftstrat_ui_kit::{Column, VirtualTable, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Every second in which some series has a point, ascending.
fn seconds(panes: &[Pane]) -> Vec<f64> {
    let each = |s: &Series| thin::by_second(&s.times_ms, &s.values).seconds;
    let mut all: Vec<f64> = panes.iter().flat_map(|p| &p.series).flat_map(each).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

/// Properties of [`SeriesTable`].
#[derive(Clone, Debug, Properties)]
pub(super) struct SeriesTableProps {
    /// The chart's panes.
    pub(super) panes: Rc<Vec<Pane>>,
    /// The chart's name.
    pub(super) label: AttrValue,
    /// Pixels.
    pub(super) height: u32,
}

impl PartialEq for SeriesTableProps {
    fn eq(&self, other: &Self) -> bool {
        Same(self.panes.clone()) == Same(other.panes.clone())
            && self.label == other.label
            && self.height == other.height
    }
}

/// Times and values of a chart.
#[component]
pub(super) fn SeriesTable(props: &SeriesTableProps) -> Html {
    let i18n = use_i18n();
    let times = use_memo(Same(props.panes.clone()), |panes| seconds(&panes.0));
    let series = props.panes.iter().flat_map(|p| &p.series);
    let columns: Vec<Column> = std::iter::once(Column::text(i18n.t("results-chart-time")).unsortable())
        .chain(series.map(|s| Column::number(s.label.clone()).unsortable()))
        .collect();
    let cell = {
        let (times, panes) = (times.clone(), props.panes.clone());
        Callback::from(move |(row, column): (usize, usize)| {
            let Some(ms) = times.get(row).map(|s| s * 1_000.0) else { return Html::default() };
            let all = || panes.iter().flat_map(|p| p.series.iter().map(move |s| (p, s)));
            match column.checked_sub(1).and_then(|c| all().nth(c)) {
                None => format!("{} {}", i18n.date(ms as i64), i18n.time(ms as i64)).into(),
                Some((pane, series)) => {
                    let value = value_at(series, Some(ms));
                    value.map_or("–".to_owned(), |v| i18n.number(v, pane.decimals.into())).into()
                }
            }
        })
    };
    html! {
        <VirtualTable columns={Rc::new(columns)} rows={times.len()} {cell} label={props.label.clone()} height={props.height} />
    }
}
