//! Charts: a façade over lightweight-charts for everything over time, and small ones of our own for the rest.
//!
//! Every chart has a text alternative. Colours are names of the page's CSS variables (`gain`, `up`, `primary`), so that a
//! chart follows the theme. What is computed (thinning, scales, layouts) is pure and tested natively; the browser is only
//! touched in effects and callbacks.

mod bars;
mod calendar;
mod heat_map;
pub mod scale;
mod sparkline;
mod time;
mod walk;

pub use bars::{Bar, BarChart, BarChartProps};
pub use calendar::{CalendarDay, CalendarGrid, CalendarGridProps};
pub use heat_map::{HeatMap, HeatMapProps};
pub use sparkline::{Sparkline, SparklineProps};
pub use time::chart::{TimeChart, TimeChartProps};
pub use time::thin;
pub use time::{Marker, MarkerKind, Pane, PriceLine, Series, SeriesKind};
