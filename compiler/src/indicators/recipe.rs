//! The vocabulary indicators are written in.

use crate::ir::{Binary, Clock, Reduce, Ref, Unary};
use crate::lower::builder::{Builder, Length};
use crate::nodes::setting::Setting;

/// An indicator being composed.
pub(crate) struct Recipe<'r, 'p> {
    /// For what has no word here.
    pub(crate) b: &'r mut Builder<'p>,
    clock: Clock,
    settings: &'r [Option<Setting>],
    /// Which output is asked for, by index.
    pub(crate) output: usize,
}

impl<'r, 'p> Recipe<'r, 'p> {
    /// A composition with these settings, in the order of the catalogue's row.
    pub(crate) fn new(
        b: &'r mut Builder<'p>,
        clock: Clock,
        settings: &'r [Option<Setting>],
        output: usize,
    ) -> Self {
        Self { b, clock, settings, output }
    }

    /// Whether an optional setting is given.
    pub(crate) fn has(&self, setting: usize) -> bool {
        self.settings.get(setting).is_some_and(Option::is_some)
    }

    /// A setting as a number.
    pub(crate) fn setting(&mut self, setting: usize) -> Ref {
        match self.settings.get(setting).copied().flatten() {
            Some(setting) => setting.lower(self.b),
            None => self.b.num(f64::NAN),
        }
    }

    /// A setting as a number of samples.
    pub(crate) fn length(&mut self, setting: usize) -> Length {
        match self.settings.get(setting).copied().flatten() {
            Some(setting) => setting.lower_length(self.b),
            None => self.fixed(1),
        }
    }

    /// A fixed number of samples.
    pub(crate) fn fixed(&mut self, samples: u32) -> Length {
        Length { node: self.b.num(f64::from(samples)), max: samples }
    }

    /// A constant.
    pub(crate) fn num(&mut self, value: f64) -> Ref {
        self.b.num(value)
    }

    /// a + b
    pub(crate) fn add(&mut self, a: Ref, b: Ref) -> Ref {
        self.b.binary(Binary::Add, a, b)
    }

    /// a - b
    pub(crate) fn sub(&mut self, a: Ref, b: Ref) -> Ref {
        self.b.binary(Binary::Sub, a, b)
    }

    /// a x b
    pub(crate) fn mul(&mut self, a: Ref, b: Ref) -> Ref {
        self.b.binary(Binary::Mul, a, b)
    }

    /// a / b; missing where b is 0
    pub(crate) fn div(&mut self, a: Ref, b: Ref) -> Ref {
        self.b.binary(Binary::Div, a, b)
    }

    /// The larger of x and 0.
    pub(crate) fn positive(&mut self, x: Ref) -> Ref {
        let zero = self.num(0.0);
        self.b.binary(Binary::Max, x, zero)
    }

    /// A function of one number.
    pub(crate) fn unary(&mut self, unary: Unary, x: Ref) -> Ref {
        self.b.unary(unary, x)
    }

    /// 100 x a / b
    pub(crate) fn per_cent(&mut self, a: Ref, b: Ref) -> Ref {
        let ratio = self.div(a, b);
        let hundred = self.num(100.0);
        self.mul(hundred, ratio)
    }

    /// A reduction over the last n present values of x.
    pub(crate) fn window(&mut self, x: Ref, n: Length, reduce: Reduce) -> Ref {
        self.b.window(self.clock, x, n, reduce)
    }

    /// The newest value of x on a row that advances; unlike x it holds in between.
    pub(crate) fn held(&mut self, x: Ref) -> Ref {
        let one = self.fixed(1);
        self.window(x, one, Reduce::Oldest)
    }

    /// The value of x n advancing rows before the newest.
    pub(crate) fn lag(&mut self, x: Ref, n: Length) -> Ref {
        let one = self.num(1.0);
        let n = Length { node: self.add(n.node, one), max: n.max.saturating_add(1) };
        self.window(x, n, Reduce::Oldest)
    }

    /// Change of x since the advancing row before.
    pub(crate) fn step(&mut self, x: Ref) -> Ref {
        let one = self.fixed(1);
        let (now, before) = (self.held(x), self.lag(x, one));
        self.sub(now, before)
    }

    /// `value`, only on rows where x is present: what is computed from held values must not advance anything on rows
    /// on which the indicator's input is missing.
    pub(crate) fn fresh(&mut self, x: Ref, value: Ref) -> Ref {
        self.b.while_present(x, value)
    }

    /// Exponential average over n: starts at the first value, then y += 2 / (n + 1) (x - y).
    pub(crate) fn ema(&mut self, x: Ref, n: Length) -> Ref {
        let (one, two) = (self.num(1.0), self.num(2.0));
        let span = self.add(n.node, one);
        let alpha = self.div(two, span);
        self.b.ema(self.clock, x, alpha)
    }

    /// Wilder's average over n: the mean of the first n values, then y += (x - y) / n. `x` must be fresh.
    pub(crate) fn wilder(&mut self, x: Ref, n: Length) -> Ref {
        let mean = self.window(x, n, Reduce::Mean);
        let seed = self.fresh(x, mean);
        // The seed is fed on the first row that has one, and the values themselves from the next row on.
        let one = self.fixed(1);
        let before = self.lag(seed, one);
        let first = self.b.is_missing(before);
        let fed = self.b.select(first, seed, x);
        let one = self.num(1.0);
        let alpha = self.div(one, n.node);
        self.b.ema(self.clock, fed, alpha)
    }

    /// Standard deviation over a window of n; `lost` degrees of freedom are taken off n.
    pub(crate) fn deviation(&mut self, x: Ref, n: Length, lost: f64) -> Ref {
        let squares = self.window(x, n, Reduce::CentredSquares);
        let lost = self.num(lost);
        let count = self.sub(n.node, lost);
        let variance = self.div(squares, count);
        self.unary(Unary::Sqrt, variance)
    }

    /// Sum of everything since the state began.
    pub(crate) fn total(&mut self, x: Ref) -> Ref {
        self.b.accumulate(self.clock, x)
    }

    /// The node, noted to stay between `low` and `high`.
    pub(crate) fn bounded(&mut self, node: Ref, low: f64, high: f64) -> Ref {
        self.b.assume(node, low, high)
    }
}
