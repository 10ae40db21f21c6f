//! What is drawn over time: panes of series, horizontal lines and markers.

mod bridge;
pub mod chart;
mod data;
mod readout;
mod table;
pub mod thin;

use std::rc::Rc;
use yew::AttrValue;

/// How a series is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeriesKind {
    /// A line from value to value.
    #[default]
    Line,
    /// A line with the area below it.
    Area,
    /// A value holds until the next one.
    Step,
    /// A column per value.
    Histogram,
}

impl SeriesKind {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Area => "area",
            Self::Step => "step",
            Self::Histogram => "histogram",
        }
    }
}

/// A column of values over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name in the chart, the read-out and the table.
    pub label: AttrValue,
    /// Name of the CSS variable with its colour, without the dashes: `up`, `gain`, `primary`.
    pub color: AttrValue,
    /// How it is drawn.
    pub kind: SeriesKind,
    /// Ascending times in ms. Within a second the last value is drawn.
    pub times_ms: Rc<Vec<f64>>,
    /// As many values; NaN is a gap.
    pub values: Rc<Vec<f64>>,
}

/// A horizontal line, such as the price to beat.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceLine {
    /// Where.
    pub value: f64,
    /// What it says.
    pub label: AttrValue,
    /// As [`Series::color`].
    pub color: AttrValue,
}

/// Series over one scale of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Pane {
    /// What its values are.
    pub title: AttrValue,
    /// Its series.
    pub series: Vec<Series>,
    /// Lines across it; they belong to its first series.
    pub lines: Vec<PriceLine>,
    /// Decimals of its values.
    pub decimals: u8,
    /// Its part of the chart's height, relative to the other panes.
    pub weight: f64,
    /// Between which values its scale ends: a price of a share has no tick above 1.
    pub bounds: Option<(f64, f64)>,
}

impl Default for Pane {
    fn default() -> Self {
        let (series, lines) = (Vec::new(), Vec::new());
        Self { title: AttrValue::default(), series, lines, decimals: 2, weight: 1.0, bounds: None }
    }
}

/// What a marker stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkerKind {
    /// A position was opened or grew.
    Entry,
    /// It was closed or shrank.
    Exit,
}

/// Something that happened. Drawn on the first pane: Up on its first series, Down on its second where there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// When, ms.
    pub at_ms: f64,
    /// What.
    pub kind: MarkerKind,
    /// It concerns Up, not Down.
    pub up: bool,
    /// A few characters beside it.
    pub text: AttrValue,
    /// What a click on it gives back.
    pub id: AttrValue,
}

/// A shared value that is the same only when it is the same allocation: comparing columns cell by cell at every render
/// would cost more than drawing them, and a NaN equals nothing.
#[derive(Debug)]
pub(crate) struct Same<T>(pub Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
