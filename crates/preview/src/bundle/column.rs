//! One column in a block.
//!
//! A column of integers is a row of runs: an even number 2n says that n rows repeat the row before (missing before the
//! first), an odd one 2n + 1 that n values follow, each 0 for missing or 1 more than its zigzag difference to the last
//! one that was there. A column of bits has the same runs with eight bytes a value.

use super::bytes::{Reader, Writer, unzigzag, zigzag};
use super::{BundleError, damaged};
use craftstrat_model::column::Storage;
use craftstrat_model::{Column, Market};

/// Kind of a column whose values keep their bits. Other kinds are the number of decimals of scaled integers.
const BITS: u8 = 0xff;
/// Decimals that are tried, by how a column is stored.
const DECIMALS_MAX: u8 = 8;
/// Integers up to here widen to `f64` exactly.
const INTEGER_MAX: i64 = 1 << 53;

/// Writes a stored column.
pub(super) fn write(out: &mut Writer, column: Column, values: &[f64]) {
    let decimals = match column.spec().storage {
        Storage::Flag => 0..=0,
        Storage::Double => 2..=DECIMALS_MAX,
        Storage::Micros | Storage::Derived => 6..=6,
    };
    for decimals in decimals {
        if let Some(integers) = scaled(values, decimals) {
            let unit = integers.iter().flatten().fold(0, |unit, n| gcd(unit, n.unsigned_abs())).max(1);
            out.byte(decimals);
            out.number(unit);
            let units = integers.into_iter().map(|n| n.map(|n| n / unit as i64));
            return write_runs(out, &units.collect::<Vec<_>>());
        }
    }
    out.byte(BITS);
    let bits: Vec<u64> = values.iter().map(|v| if v.is_nan() { f64::NAN } else { *v }.to_bits()).collect();
    runs(&bits, f64::NAN.to_bits(), out, |out, literals| {
        literals.iter().for_each(|bits| out.bits(f64::from_bits(*bits)));
    });
}

/// The values as integers of 10^-decimals, if that is exactly what they are.
fn scaled(values: &[f64], decimals: u8) -> Option<Vec<Option<i64>>> {
    let scale = 10_f64.powi(decimals.into());
    let one = |value: &f64| {
        if value.is_nan() {
            return Some(None);
        }
        let integer = (value * scale).round_ties_even();
        let exact = integer.abs() <= INTEGER_MAX as f64 && (integer / scale).to_bits() == value.to_bits();
        exact.then_some(Some(integer as i64))
    };
    values.iter().map(one).collect()
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn write_runs(out: &mut Writer, values: &[Option<i64>]) {
    let mut last = 0;
    runs(values, None, out, |out, literals| {
        for value in literals {
            match value {
                None => out.number(0),
                Some(value) => {
                    out.number(zigzag(value - last) + 1);
                    last = *value;
                }
            }
        }
    });
}

/// Splits values into runs that repeat the value before and literals.
fn runs<T: PartialEq + Copy>(
    values: &[T],
    before: T,
    out: &mut Writer,
    mut literals: impl FnMut(&mut Writer, &[T]),
) {
    let (mut at, mut before) = (0, before);
    while at < values.len() {
        let repeats = values[at..].iter().take_while(|v| **v == before).count();
        if repeats > 0 {
            out.number(2 * repeats as u64);
            at += repeats;
            continue;
        }
        // A single repeat among literals is cheaper as one of them.
        let rest = &values[at..];
        let changes =
            |i: usize| rest[i] != rest[i - 1] || rest.get(i + 1).is_some_and(|next| *next != rest[i]);
        let count = (1..rest.len()).take_while(|i| changes(*i)).count() + 1;
        out.number(2 * count as u64 + 1);
        literals(out, &rest[..count]);
        at += count;
        before = values[at - 1];
    }
}

/// Reads a stored column of `rows` rows; missing is NaN.
pub(super) fn read(from: &mut Reader<'_>, column: Column, rows: usize) -> Result<Vec<f64>, BundleError> {
    let (min, max) = column.spec().range;
    let plausible = |value: f64| {
        let inside = value.is_nan() || (min..=max).contains(&value);
        if inside { Ok(value) } else { damaged(format!("column {column} has the impossible value {value}")) }
    };
    match from.byte()? {
        BITS => read_runs(from, rows, f64::NAN, |from| match from.bits()? {
            value if value.is_nan() => Ok(f64::NAN),
            value => plausible(value),
        }),
        decimals if decimals <= DECIMALS_MAX => {
            let scale = 10_f64.powi(decimals.into());
            let unit = from.number()?;
            let Some(unit) = i64::try_from(unit).ok().filter(|u| (1..=INTEGER_MAX).contains(u)) else {
                return damaged("a unit that is none");
            };
            let mut last = 0;
            read_runs(from, rows, f64::NAN, |from| match next(from, &mut last)? {
                None => Ok(f64::NAN),
                Some(units) => match units.checked_mul(unit) {
                    Some(n) if n.unsigned_abs() <= INTEGER_MAX as u64 => plausible(n as f64 / scale),
                    _ => damaged("a number out of range"),
                },
            })
        }
        _ => damaged(format!("column {column} is of an unknown kind")),
    }
}

/// The next value of a run of literals.
#[inline]
fn next(from: &mut Reader<'_>, last: &mut i64) -> Result<Option<i64>, BundleError> {
    let code = from.number()?;
    if code == 0 {
        return Ok(None);
    }
    let Some(value) = last.checked_add(unzigzag(code - 1)) else { return damaged("a number out of range") };
    *last = value;
    Ok(Some(value))
}

fn read_runs<T: Copy>(
    from: &mut Reader<'_>,
    rows: usize,
    before: T,
    mut literal: impl FnMut(&mut Reader<'_>) -> Result<T, BundleError>,
) -> Result<Vec<T>, BundleError> {
    let mut values = Vec::with_capacity(rows);
    let mut before = before;
    while values.len() < rows {
        let token = from.number()?;
        let count = (token >> 1) as usize;
        if count == 0 || count > rows - values.len() {
            return damaged("a run that does not fit");
        }
        if token & 1 == 0 {
            values.resize(values.len() + count, before);
            continue;
        }
        for _ in 0..count {
            before = literal(from)?;
            values.push(before);
        }
    }
    Ok(values)
}

/// Writes row times as their distances, the first from the slot's start.
pub(super) fn write_times(out: &mut Writer, start: i64, times: &[i64]) {
    let before = std::iter::once(start).chain(times.iter().copied());
    let steps: Vec<Option<i64>> = times.iter().zip(before).map(|(t, before)| Some(t - before)).collect();
    write_runs(out, &steps);
}

/// Reads row times: ascending strictly and inside the slot.
pub(super) fn read_times(
    from: &mut Reader<'_>,
    market: &Market,
    rows: usize,
) -> Result<Vec<i64>, BundleError> {
    let mut last = 0;
    let mut times = read_runs(from, rows, -1, |from| match next(from, &mut last)? {
        Some(step) => Ok(step),
        None => damaged("a row without a time"),
    })?;
    let (mut at, end) = (market.start.0, market.end.0);
    for (row, time) in times.iter_mut().enumerate() {
        if *time < i64::from(row > 0) || *time >= end - at {
            return damaged("row times that do not ascend within the slot");
        }
        at += *time;
        *time = at;
    }
    if from.is_at_end() { Ok(times) } else { damaged("bytes after the row times") }
}
