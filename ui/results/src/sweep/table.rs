//! Every combination as a row, in sample beside out of sample.

use super::maps::written;
use crate::model::heat::{SweepMetric, partners};
use crate::{Held, write};
use craftstrat_api::SweepRow;
use craftstrat_api::studio::SweepDetail;
use craftstrat_ui_kit::{Column, I18n, VirtualTable, use_i18n, use_query_state};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`SweepTable`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SweepTableProps {
    pub(super) detail: Held<SweepDetail>,
    pub(super) selected: Option<usize>,
    pub(super) onselect: Callback<usize>,
}

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Of {
    Parameter(usize),
    Inside(SweepMetric),
    Outside(SweepMetric),
}

fn columns(detail: &SweepDetail) -> Vec<Of> {
    let parameters = (0..detail.in_sample.parameters.len()).map(Of::Parameter);
    let metrics = SweepMetric::ALL.into_iter().flat_map(|m| {
        let outside = detail.out_of_sample.is_some().then_some(Of::Outside(m));
        [Some(Of::Inside(m)), outside].into_iter().flatten()
    });
    parameters.chain(metrics).collect()
}

/// The table.
#[component]
pub(super) fn SweepTable(props: &SweepTableProps) -> Html {
    let i18n = use_i18n();
    let sort = use_query_state("sort");
    let detail = &props.detail;
    let of = Rc::new(columns(detail));
    let pairs = use_memo(detail.clone(), |d| d.out_of_sample.as_ref().map(|out| partners(&d.in_sample, out)));
    // The order in the address: the number of a column, with a hyphen before it from the largest.
    let text = sort.value.clone().unwrap_or_else(|| format!("-{}", detail.in_sample.parameters.len()));
    let (number, down) = text.strip_prefix('-').map_or((text.as_str(), false), |n| (n, true));
    let by = number.parse::<usize>().ok().filter(|n| *n < of.len()).unwrap_or(0);
    let value = {
        let (detail, pairs, of) = (detail.clone(), pairs.clone(), of.clone());
        move |row: usize, column: usize| -> Option<f64> {
            let inside: &SweepRow = detail.in_sample.rows.get(row)?;
            match of.get(column)? {
                Of::Parameter(i) => inside.values.get(*i).copied(),
                Of::Inside(m) => m.value(inside),
                Of::Outside(m) => {
                    let index = (*pairs).as_ref()?.get(row).copied().flatten()?;
                    m.value(detail.out_of_sample.as_ref()?.rows.get(index)?)
                }
            }
        }
    };
    let order = {
        let value = value.clone();
        use_memo((detail.clone(), by, down), move |(detail, by, down)| {
            let mut order: Vec<(usize, Option<f64>)> =
                (0..detail.in_sample.rows.len()).map(|i| (i, value(i, *by))).collect();
            // What is not defined comes last either way.
            order.sort_by(|(_, a), (_, b)| match (a, b) {
                (Some(a), Some(b)) if *down => b.total_cmp(a),
                (Some(a), Some(b)) => a.total_cmp(b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            });
            order.into_iter().map(|(i, _)| i).collect::<Vec<usize>>()
        })
    };
    let heads = of.iter().map(|c| Column::number(heading(&i18n, detail, *c))).collect::<Vec<_>>();
    let cell = {
        let (order, of, i18n) = (order.clone(), of.clone(), i18n.clone());
        Callback::from(move |(row, column): (usize, usize)| {
            let value = order.get(row).and_then(|r| value(*r, column));
            let text = match (value, of.get(column)) {
                (Some(v), Some(Of::Inside(m) | Of::Outside(m))) => written(&i18n, *m, v),
                (Some(v), _) => i18n.short(v, 6),
                (None, _) => write::MISSING.to_owned(),
            };
            Html::from(text)
        })
    };
    let onsort = {
        let set = sort.set.clone();
        Callback::from(move |column: usize| {
            let down = if column == by { !down } else { true };
            set.emit(Some(format!("{}{column}", if down { "-" } else { "" })));
        })
    };
    let onrow = {
        let (order, onselect) = (order.clone(), props.onselect.clone());
        Callback::from(move |row: usize| {
            if let Some(index) = order.get(row) {
                onselect.emit(*index);
            }
        })
    };
    let marked = props.selected.and_then(|chosen| order.iter().position(|i| *i == chosen));
    html! {
        <VirtualTable columns={Rc::new(heads)} rows={order.len()} {cell} sort={Some((by, down))} {onsort} onrow={Some(onrow)}
            selected={marked} height={480} label={i18n.t("results-sweep")} testid="sweep-table" />
    }
}

fn heading(i18n: &I18n, detail: &SweepDetail, column: Of) -> String {
    let metric = |m: SweepMetric| i18n.t(&format!("results-metric-{}", m.code()));
    match column {
        Of::Parameter(i) => detail.in_sample.parameters.get(i).cloned().unwrap_or_default(),
        Of::Inside(m) if detail.out_of_sample.is_none() => metric(m),
        Of::Inside(m) => format!("{} ({})", metric(m), i18n.t("results-in-short")),
        Of::Outside(m) => format!("{} ({})", metric(m), i18n.t("results-out-short")),
    }
}
