//! Equity, its distance from its peak, and the dollars at risk, as columns a chart takes.

use craftstrat_api::report::{EquityPoint, Report};
use std::rc::Rc;

/// Columns of equal length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curves {
    /// When, ms.
    pub times_ms: Rc<Vec<f64>>,
    /// Equity in dollars.
    pub equity: Rc<Vec<f64>>,
    /// Equity - its peak so far: 0 or below.
    pub drawdown: Rc<Vec<f64>>,
    /// Dollars in positions and reservations.
    pub exposure: Rc<Vec<f64>>,
}

/// The curves of a report. The peak starts at the first point, the opening cash.
pub fn curves(report: &Report) -> Curves {
    let points: &[EquityPoint] = &report.equity;
    let column = |f: &dyn Fn(&EquityPoint) -> f64| Rc::new(points.iter().map(f).collect::<Vec<f64>>());
    let mut peak = i64::MIN;
    let mut drawdown = Vec::with_capacity(points.len());
    for point in points {
        let micros = point.equity_usdc.micros();
        peak = peak.max(micros);
        drawdown.push(micros.saturating_sub(peak) as f64 / 1e6);
    }
    Curves {
        times_ms: column(&|p| p.at_ms as f64),
        equity: column(&|p| p.equity_usdc.to_f64()),
        drawdown: Rc::new(drawdown),
        exposure: column(&|p| p.exposure_usdc.to_f64()),
    }
}
