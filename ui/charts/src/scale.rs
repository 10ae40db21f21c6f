//! From values to colours and lengths.

/// The range of colours of a heat map, shared by maps that are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColorScale {
    /// Where the colours turn: gains above, losses below.
    middle: f64,
    /// Distance from the middle with the strongest colour.
    reach: f64,
    /// 1, or -1 where less is better.
    sign: f64,
}

impl ColorScale {
    /// Symmetrical around `middle`, as far as the farthest of the finite values.
    pub fn around(middle: f64, values: impl IntoIterator<Item = f64>) -> Self {
        let far = values.into_iter().filter(|v| v.is_finite()).map(|v| (v - middle).abs());
        Self { middle, reach: far.fold(0.0, f64::max), sign: 1.0 }
    }

    /// For values of which less is better.
    #[must_use]
    pub fn inverted(self) -> Self {
        Self { sign: -self.sign, ..self }
    }

    /// Where a value lies: -1 the strongest loss, 0 the middle, 1 the strongest gain.
    pub fn place(&self, value: f64) -> f64 {
        if self.reach > 0.0 && value.is_finite() {
            (self.sign * (value - self.middle) / self.reach).clamp(-1.0, 1.0)
        } else {
            0.0
        }
    }

    /// The colour of a value as CSS. At most half of it is colour, so that the page's text stays readable on it.
    pub fn css(&self, value: f64) -> String {
        let place = self.place(value);
        let token = if place < 0.0 { "loss" } else { "gain" };
        let percent = (place.abs() * 50.0).round();
        format!("color-mix(in srgb, var(--{token}) {percent}%, var(--color-base-100))")
    }
}

/// The smallest and the largest finite value.
pub fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|v| v.is_finite()).fold(None, |range, v| match range {
        None => Some((v, v)),
        Some((low, high)) => Some((f64::min(low, v), f64::max(high, v))),
    })
}

/// The points of a line through finite values, `width` by `height`, with a margin of one.
pub fn polyline(values: &[f64], width: f64, height: f64) -> String {
    let Some((low, high)) = extent(values.iter().copied()) else { return String::new() };
    let steps = values.len().saturating_sub(1).max(1) as f64;
    let span = if high > low { high - low } else { 1.0 };
    let point = |(i, v): (usize, &f64)| {
        let x = 1.0 + (width - 2.0) * i as f64 / steps;
        let y = 1.0 + (height - 2.0) * (high - v) / span;
        format!("{x:.1},{y:.1}")
    };
    let points: Vec<String> = values.iter().enumerate().filter(|(_, v)| v.is_finite()).map(point).collect();
    points.join(" ")
}

#[cfg(test)]
#[path = "scale_tests.rs"]
mod tests;
