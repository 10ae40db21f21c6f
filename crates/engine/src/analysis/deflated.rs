//! The Sharpe ratio after searching: how likely it is that the best of many trials is more than luck.

use crate::metrics::{Ratios, normal};

/// The best of several trials against what luck alone would have found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deflated {
    /// Trials that were compared.
    pub trials: u64,
    /// The Sharpe ratio the best of that many worthless trials is expected to show, per observation.
    pub expected_max: f64,
    /// Probability that the true Sharpe ratio is above `expected_max`; 0.95 is commonly asked for.
    pub probability: f64,
}

/// Euler's constant.
const EULER_GAMMA: f64 = 0.577_215_664_901_532_9;

/// Deflated Sharpe ratio of the trial whose returns gave `best`, chosen from `trials` trials whose Sharpe ratios have
/// the variance `variance`. `None` below two trials or two observations, or without spread.
///
/// Source: D. Bailey and M. Lopez de Prado, "The Deflated Sharpe Ratio: Correcting for Selection Bias, Backtest
/// Overfitting and Non-Normality", Journal of Portfolio Management 40 (2014), equations 1 and 2. Trials are taken as
/// independent; those of a grid are not, which makes the answer stricter than it need be.
pub fn deflated_sharpe(best: &Ratios, trials: u64, variance: f64) -> Option<Deflated> {
    let (sharpe, skewness, kurtosis) = (best.sharpe?, best.skewness?, best.kurtosis?);
    if trials < 2 || best.observations < 2 || !variance.is_finite() || variance < 0.0 {
        return None;
    }
    let n = trials as f64;
    let expected_max = variance.sqrt()
        * ((1.0 - EULER_GAMMA) * normal::quantile(1.0 - 1.0 / n)
            + EULER_GAMMA * normal::quantile(1.0 - 1.0 / (n * std::f64::consts::E)));
    let spread = 1.0 - skewness * sharpe + (kurtosis - 1.0) / 4.0 * sharpe * sharpe;
    if spread <= 0.0 {
        return None;
    }
    let z = (sharpe - expected_max) * ((best.observations - 1) as f64).sqrt() / spread.sqrt();
    Some(Deflated { trials, expected_max, probability: normal::cdf(z) })
}

/// Sample variance (n - 1) of the trials' Sharpe ratios; `None` below two.
pub fn sharpe_variance(sharpes: &[f64]) -> Option<f64> {
    let n = sharpes.len() as f64;
    let mean = sharpes.iter().sum::<f64>() / n;
    (sharpes.len() > 1).then(|| sharpes.iter().map(|s| (s - mean) * (s - mean)).sum::<f64>() / (n - 1.0))
}
