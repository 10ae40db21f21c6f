//! What a conjunction demands of each value, and whether anything can meet it.

use super::name;
use crate::ir::{Compare, Op, Ref};
use crate::lower::builder::Builder;
use crate::problem::{Problems, code, fix, message};
use std::collections::BTreeMap;

/// The numbers that are still possible.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interval {
    /// Smallest.
    pub(super) low: f64,
    /// Largest.
    pub(super) high: f64,
    /// Whether `low` itself is excluded.
    low_open: bool,
    /// Whether `high` itself is excluded.
    high_open: bool,
}

impl Interval {
    fn is_empty(&self) -> bool {
        self.low > self.high || (self.low == self.high && (self.low_open || self.high_open))
    }

    fn demand(&mut self, compare: Compare, bound: f64) {
        match compare {
            Compare::Gt | Compare::Ge => {
                let open = compare == Compare::Gt;
                if bound > self.low || (bound == self.low && open) {
                    (self.low, self.low_open) = (bound, open);
                }
            }
            Compare::Lt | Compare::Le => {
                let open = compare == Compare::Lt;
                if bound < self.high || (bound == self.high && open) {
                    (self.high, self.high_open) = (bound, open);
                }
            }
            Compare::Eq => {
                self.demand(Compare::Ge, bound);
                self.demand(Compare::Le, bound);
            }
            Compare::Ne => {}
        }
    }
}

/// By value: what must be true of it where `truth` holds.
pub(super) fn demands(b: &Builder<'_>, truth: Ref) -> BTreeMap<Ref, Interval> {
    let mut found: BTreeMap<Ref, Interval> = BTreeMap::new();
    let mut open = vec![truth];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        match b.op(at) {
            Op::And(all) => open.extend(all),
            Op::Once(_, x) | Op::CoolDown(_, x, _) => open.push(*x),
            Op::Compare(compare, x, y) => {
                let (compare, x, bound) = if b.fact(*y).is_fixed() {
                    (*compare, *x, b.fact(*y).low)
                } else if b.fact(*x).is_fixed() {
                    (flipped(*compare), *y, b.fact(*x).low)
                } else {
                    continue;
                };
                let fact = b.fact(x);
                let all = Interval { low: fact.low, high: fact.high, low_open: false, high_open: false };
                found.entry(x).or_insert(all).demand(compare, bound);
            }
            _ => {}
        }
    }
    found
}

fn flipped(compare: Compare) -> Compare {
    match compare {
        Compare::Lt => Compare::Gt,
        Compare::Le => Compare::Ge,
        Compare::Gt => Compare::Lt,
        Compare::Ge => Compare::Le,
        other => other,
    }
}

/// Warns of a conjunction no value can meet, and notes that it never holds.
pub(crate) fn contradiction(b: &mut Builder<'_>, path: &str, truth: Ref, problems: &mut Problems) {
    if !b.fact(truth).can_hold {
        return;
    }
    let Some((value, _)) = demands(b, truth).into_iter().find(|(_, interval)| interval.is_empty()) else {
        return;
    };
    problems.warn(path, code::NEVER_TRUE, message::contradiction(name(b, value)), fix::loosen());
    b.never(truth);
}
