//! The settings of a run while they are being put together.

use craftstrat_api::studio::RunSettings;
use craftstrat_model::{Price, Usdc};
use std::collections::BTreeMap;

const DAY_MS: i64 = 86_400_000;

/// Settings as fields hold them. Days are UTC, `YYYY-MM-DD`, empty when open.
#[derive(Clone, Debug, PartialEq)]
pub struct RunForm {
    /// The series; all when empty.
    pub series: String,
    /// Markets by slug; all of series and period when empty.
    pub markets: Vec<String>,
    /// First day.
    pub from: String,
    /// Last day, included.
    pub to: String,
    /// Opening cash in dollars.
    pub cash: Option<f64>,
    /// Latency in ms.
    pub latency: Option<f64>,
    /// Rate of the taker fee of every market, in per cent; each market's own fees when absent.
    pub fee_rate: Option<f64>,
    /// Values that differ from the defaults.
    pub parameters: BTreeMap<String, f64>,
}

impl Default for RunForm {
    fn default() -> Self {
        Self {
            series: String::new(),
            markets: Vec::new(),
            from: String::new(),
            to: String::new(),
            cash: Some(1_000.0),
            latency: Some(250.0),
            fee_rate: None,
            parameters: BTreeMap::new(),
        }
    }
}

/// What is wrong with a form. The message is `results-form-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormError {
    /// No opening cash, or not above zero.
    Cash,
    /// No latency, or a negative one.
    Latency,
    /// A fee rate that is not 0 to 100 %.
    FeeRate,
    /// The period ends before it begins.
    Period,
}

impl FormError {
    /// In message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Latency => "latency",
            Self::FeeRate => "fee-rate",
            Self::Period => "period",
        }
    }
}

impl RunForm {
    /// The form of settings; times are taken to their UTC days.
    pub fn of(settings: &RunSettings) -> Self {
        let defaults = Self::default();
        Self {
            series: settings.series.clone().unwrap_or_default(),
            markets: settings.markets.clone(),
            from: settings.from_ms.map(day_of).unwrap_or_default(),
            // The last instant before the end: an end at midnight leaves that day out.
            to: settings.to_ms.map(|ms| day_of(ms - 1)).unwrap_or_default(),
            cash: settings.cash_usdc.as_deref().and_then(|c| c.parse().ok()).or(defaults.cash),
            latency: settings.latency_ms.map(f64::from).or(defaults.latency),
            fee_rate: settings.fee_rate.as_deref().and_then(|r| r.parse().ok()).map(per_cent),
            parameters: settings.parameters.clone(),
        }
    }

    /// The settings it stands for.
    ///
    /// # Errors
    /// When a field cannot be right.
    pub fn settings(&self) -> Result<RunSettings, FormError> {
        let cash = self.cash.and_then(|c| Usdc::from_f64(c).ok()).filter(|c| c.is_positive());
        let cash = cash.ok_or(FormError::Cash)?;
        let latency = self.latency.filter(|l| (0.0..=3_600_000.0).contains(l)).ok_or(FormError::Latency)?;
        let rate = |percent: f64| {
            let rate = Price::from_f64(percent / 100.0).ok();
            rate.filter(|r| (Price::ZERO..=Price::ONE).contains(r)).ok_or(FormError::FeeRate)
        };
        let fee_rate = self.fee_rate.map(rate).transpose()?;
        let from_ms = day_start(&self.from);
        let to_ms = day_start(&self.to).map(|ms| ms + DAY_MS);
        if from_ms.zip(to_ms).is_some_and(|(from, to)| to <= from) {
            return Err(FormError::Period);
        }
        Ok(RunSettings {
            cash_usdc: Some(cash.to_string()),
            latency_ms: Some(latency.round() as u32),
            fee_rate: fee_rate.map(|rate| rate.to_string()),
            parameters: self.parameters.clone(),
            series: (!self.series.is_empty()).then(|| self.series.clone()),
            markets: self.markets.clone(),
            from_ms,
            to_ms,
        })
    }
}

/// A rate in per cent, as the form has it.
pub fn per_cent(rate: Price) -> f64 {
    rate.micros() as f64 / 1e4
}

/// The first instant of a UTC day `YYYY-MM-DD`, ms; `None` for what is not a date.
pub fn day_start(day: &str) -> Option<i64> {
    let mut parts = day.split('-').map(|p| p.parse::<i64>().ok());
    let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if parts.next().is_some() || !(1..=length).contains(&date) || !(1970..=9999).contains(&year) {
        return None;
    }
    // Years that begin in March, so that the leap day is the last one; eras of 400 years.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (y.div_euclid(400), y.rem_euclid(400));
    let of_year = (153 * m + 2) / 5 + date - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(days * DAY_MS)
}

/// The UTC day of an instant as `YYYY-MM-DD`.
pub fn day_of(ms: i64) -> String {
    let days = ms.div_euclid(DAY_MS) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let m = (5 * of_year + 2) / 153;
    let date = of_year - (153 * m + 2) / 5 + 1;
    let month = if m < 10 { m + 3 } else { m - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}
