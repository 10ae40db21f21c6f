//! A line small enough for a row of a table.

use crate::scale::polyline;
use crate::time::Same;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Sparkline`].
#[derive(Clone, Debug, Properties)]
pub struct SparklineProps {
    /// Values at equal distances; what is not finite is left out. Compared by allocation.
    pub values: Rc<Vec<f64>>,
    /// What it shows, for those who do not see it.
    pub label: AttrValue,
    /// Name of the CSS variable with its colour, without the dashes.
    #[prop_or(AttrValue::Static("color-primary"))]
    pub color: AttrValue,
    /// Pixels.
    #[prop_or(96)]
    pub width: u32,
    /// Pixels.
    #[prop_or(24)]
    pub height: u32,
}

impl PartialEq for SparklineProps {
    fn eq(&self, other: &Self) -> bool {
        Same(self.values.clone()) == Same(other.values.clone())
            && self.label == other.label
            && self.color == other.color
            && (self.width, self.height) == (other.width, other.height)
    }
}

/// A small line.
#[component]
pub fn Sparkline(props: &SparklineProps) -> Html {
    let (width, height) = (props.width, props.height);
    let points = polyline(&props.values, width.into(), height.into());
    html! {
        <svg
            role="img"
            aria-label={props.label.clone()}
            width={width.to_string()}
            height={height.to_string()}
            viewBox={format!("0 0 {width} {height}")}
            style={format!("color: var(--{0}, var(--color-{0}))", props.color)}
        >
            <polyline {points} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
        </svg>
    }
}
