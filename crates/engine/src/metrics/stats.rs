//! Sharpe, Sortino and the moments they stand on; the Wilson interval.

/// Mean, spread and reward-to-risk ratios of a series of returns. Never annualised: the period is one observation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratios {
    /// Number of returns.
    pub observations: u64,
    /// Mean return.
    pub mean: Option<f64>,
    /// Sample standard deviation (n - 1); `None` below two observations.
    pub deviation: Option<f64>,
    /// Root mean square of the returns below zero, over all observations.
    pub downside: Option<f64>,
    /// `mean / deviation`, risk-free rate 0 (Sharpe 1994); `None` without spread.
    pub sharpe: Option<f64>,
    /// `mean / downside`, target 0 (Sortino and Price 1994); `None` when nothing was lost or below two observations.
    pub sortino: Option<f64>,
    /// Third standardised moment (population); `None` without spread.
    pub skewness: Option<f64>,
    /// Fourth standardised moment (population), 3 for a normal distribution; `None` without spread.
    pub kurtosis: Option<f64>,
}

/// A spread below this part of the largest return is rounding noise of equal returns.
const NOISE: f64 = 1e-12;

/// The ratios of `returns`, which must be finite.
pub fn ratios(returns: &[f64]) -> Ratios {
    let n = returns.len() as f64;
    if returns.is_empty() {
        return Ratios::default();
    }
    let mean = returns.iter().sum::<f64>() / n;
    let observations = returns.len() as u64;
    if returns.len() < 2 {
        return Ratios { observations, mean: Some(mean), ..Ratios::default() };
    }
    // Plain products instead of `powi`, whose rounding is not the same on every target.
    let moment = |power: usize| {
        let product = |r: &f64| std::iter::repeat_n(r - mean, power).product::<f64>();
        returns.iter().map(product).sum::<f64>()
    };
    let squares = moment(2);
    let largest = returns.iter().fold(0.0_f64, |a, r| a.max(r.abs()));
    let deviation = (squares / (n - 1.0)).sqrt();
    let spread = deviation > NOISE * largest;
    let variance = squares / n;
    let downside = (returns.iter().map(|r| r.min(0.0) * r.min(0.0)).sum::<f64>() / n).sqrt();
    Ratios {
        observations,
        mean: Some(mean),
        deviation: Some(if spread { deviation } else { 0.0 }),
        downside: Some(downside),
        sharpe: spread.then(|| mean / deviation),
        sortino: (downside > 0.0).then(|| mean / downside),
        skewness: spread.then(|| moment(3) / n / (variance * variance.sqrt())),
        kurtosis: spread.then(|| moment(4) / n / (variance * variance)),
    }
}

/// Two-sided 95 % quantile of the standard normal distribution.
pub const Z95: f64 = 1.959963984540054;

/// Wilson score interval, 95 %, of a proportion (Wilson 1927, without continuity correction); `None` without trials.
pub fn wilson(successes: u64, trials: u64) -> Option<(f64, f64)> {
    if trials == 0 || successes > trials {
        return None;
    }
    let (n, z2) = (trials as f64, Z95 * Z95);
    let p = successes as f64 / n;
    let centre = p + z2 / (2.0 * n);
    let half = Z95 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let bound = |x: f64| (x / (1.0 + z2 / n)).clamp(0.0, 1.0);
    // At the ends the exact bound is 0 or 1; the subtraction would leave rounding noise there.
    let low = if successes == 0 { 0.0 } else { bound(centre - half) };
    let high = if successes == trials { 1.0 } else { bound(centre + half) };
    Some((low, high))
}
