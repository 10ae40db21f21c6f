//! Bars with a common zero line, one per row: breakdowns that read as a table too.

use crate::scale::extent;
use std::rc::Rc;
use yew::prelude::*;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is about.
    pub label: AttrValue,
    /// Its length; negative ones go to the left.
    pub value: f64,
    /// The value in words, with its unit.
    pub text: AttrValue,
    /// More, in small letters.
    pub detail: AttrValue,
}

/// Properties of [`BarChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BarChartProps {
    /// The bars from top to bottom.
    pub bars: Rc<Vec<Bar>>,
    /// The name of the chart.
    pub label: AttrValue,
    /// What the bars are about, as the heading of their labels.
    pub category: AttrValue,
    /// What their lengths mean.
    pub quantity: AttrValue,
}

/// Horizontal bars in gain and loss colours. A table underneath: labels and values are text.
#[component]
pub fn BarChart(props: &BarChartProps) -> Html {
    let values = || props.bars.iter().map(|b| b.value).chain([0.0]);
    let (low, high) = extent(values()).unwrap_or((0.0, 0.0));
    let span = if high > low { high - low } else { 1.0 };
    let percent = |v: f64| (v - low) / span * 100.0;
    let row = |bar: &Bar| {
        let value = if bar.value.is_finite() { bar.value } else { 0.0 };
        let (from, to) = (percent(value.min(0.0)), percent(value.max(0.0)));
        let color = if value < 0.0 { "loss" } else { "gain" };
        let style =
            format!("left: {from:.2}%; width: {:.2}%; background: var(--{color})", (to - from).max(0.3));
        html! {
            <tr>
                <th scope="row" class="font-medium whitespace-nowrap">{ &bar.label }</th>
                <td class="w-full min-w-24" aria-hidden="true">
                    <div class="relative h-4">
                        <div class="absolute inset-y-0 w-px bg-base-content/30" style={format!("left: {:.2}%", percent(0.0))} />
                        <div class="absolute inset-y-0.5 rounded-sm" {style} />
                    </div>
                </td>
                <td class="text-right tabular-nums whitespace-nowrap">{ &bar.text }</td>
                <td class="text-right tabular-nums whitespace-nowrap text-xs opacity-80">{ &bar.detail }</td>
            </tr>
        }
    };
    html! {
        <table class="table table-xs">
            <caption class="sr-only">{ &props.label }</caption>
            <thead class="sr-only">
                <tr>
                    <th scope="col">{ &props.category }</th>
                    <td aria-hidden="true" />
                    <th scope="col">{ &props.quantity }</th>
                    <td />
                </tr>
            </thead>
            <tbody>{ for props.bars.iter().map(row) }</tbody>
        </table>
    }
}
