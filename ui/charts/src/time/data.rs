//! From panes and markers to what the façade takes: a layout as JSON, columns by series, markers as JSON.

use super::thin::{Columns, by_second, thin};
use super::{Marker, MarkerKind, Pane, Same, Series};
use serde_json::json;

/// Panes, series and lines without their values: the chart is rebuilt only when this changes.
pub(super) fn layout(panes: &[Pane], utc: bool, locale: &str) -> String {
    let series =
        |s: &Series| json!({"label": s.label.as_str(), "color": s.color.as_str(), "kind": s.kind.code()});
    let pane = |p: &Pane| {
        let lines: Vec<_> = (p.lines.iter().filter(|l| l.value.is_finite()))
            .map(|l| json!({"value": l.value, "label": l.label.as_str(), "color": l.color.as_str()}))
            .collect();
        let series: Vec<_> = p.series.iter().map(series).collect();
        json!({"series": series, "lines": lines, "decimals": p.decimals, "weight": p.weight, "bounds": p.bounds})
    };
    let panes: Vec<_> = panes.iter().filter(|p| !p.series.is_empty()).map(pane).collect();
    json!({"panes": panes, "utc": utc, "locale": locale}).to_string()
}

/// What a view was told last: columns that are still the same are not told again.
#[derive(Debug, Default)]
pub(super) struct Told {
    layout: String,
    /// Points a series may have.
    each: usize,
    series: Vec<(Shared, Shared)>,
}

/// Times or values of a series.
type Shared = Same<Vec<f64>>;

impl Told {
    /// The columns that are others than before, with the index of their series; all of them where the layout is another
    /// one. Together the columns of all series have at most `max_points` points.
    pub(super) fn changed(
        &mut self,
        layout: &str,
        panes: &[Pane],
        max_points: usize,
    ) -> Vec<(usize, Columns)> {
        let all: Vec<&Series> = panes.iter().flat_map(|p| &p.series).collect();
        let each = max_points / all.len().max(1);
        if self.layout != layout || self.each != each {
            self.series.clear();
            (self.layout, self.each) = (layout.to_owned(), each);
        }
        let mut changed = Vec::new();
        let mut series = Vec::with_capacity(all.len());
        for (index, one) in all.into_iter().enumerate() {
            let now = (Same(one.times_ms.clone()), Same(one.values.clone()));
            if self.series.get(index) != Some(&now) {
                changed.push((index, thin(by_second(&one.times_ms, &one.values), each)));
            }
            series.push(now);
        }
        self.series = series;
        changed
    }
}

/// Markers by time, each with the index of its series. One that lies beyond what is drawn would be drawn at the edge, where
/// nothing happened: it is left out.
pub(super) fn markers(panes: &[Pane], markers: &[Marker]) -> String {
    let drawn: Vec<&Series> =
        panes.iter().find(|p| !p.series.is_empty()).into_iter().flat_map(|p| &p.series).collect();
    let mut list: Vec<(f64, serde_json::Value)> = Vec::new();
    for m in markers {
        let index = usize::from(!m.up).min(drawn.len().saturating_sub(1));
        let Some(series) = drawn.get(index) else { continue };
        let second = (m.at_ms / 1_000.0).floor();
        let edge = |ms: Option<&f64>| ms.map(|ms| (ms / 1_000.0).floor());
        let (Some(first), Some(last)) = (edge(series.times_ms.first()), edge(series.times_ms.last())) else {
            continue;
        };
        if !(first..=last).contains(&second) {
            continue;
        }
        let entry = m.kind == MarkerKind::Entry;
        let color = if m.up { "up" } else { "down" };
        list.push((
            second,
            json!({"series": index, "time": second, "entry": entry, "color": color, "text": m.text.as_str(), "id": m.id.as_str()}),
        ));
    }
    list.sort_by(|a, b| a.0.total_cmp(&b.0));
    serde_json::Value::Array(list.into_iter().map(|(_, m)| m).collect()).to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "data_tests.rs"]
mod tests;
