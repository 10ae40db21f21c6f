//! Parameter values: one each for a run, several for the axes of a sweep.

use crate::error::RunError;
use craftstrat_model::Parameter;

/// Combinations a sweep may have.
pub const COMBINATIONS_MAX: usize = 100_000;

/// Values for one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The parameter.
    pub name: String,
    /// What it is to be.
    pub values: Values,
}

/// One value or several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Values {
    /// This one.
    One(f64),
    /// From the first to the second in steps of the third.
    Range(f64, f64, f64),
}

/// The combinations of a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Indexes of the varied parameters, in the order of the axes; the last one varies fastest.
    pub swept: Vec<usize>,
    /// One value per declared parameter for each combination.
    pub rows: Vec<Vec<f64>>,
}

impl Assignment {
    /// Reads `name=value` or `name=from:to:step`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Self, RunError> {
        let Some((name, value)) = text.split_once('=') else {
            return refuse(format!("`{text}` is not an assignment: write name=value"));
        };
        // Whether they are finite and in bounds is said once it is known which parameter this is.
        let number = |text: &str| match text.trim().parse::<f64>() {
            Ok(value) => Ok(value),
            Err(_) => refuse(format!("`{text}` is not a number (for `{name}`)")),
        };
        let parts: Vec<&str> = value.split(':').collect();
        let values = match parts.as_slice() {
            [value] => Values::One(number(value)?),
            [from, to, step] => Values::Range(number(from)?, number(to)?, number(step)?),
            _ => return refuse(format!("`{value}` is neither a value nor from:to:step (for `{name}`)")),
        };
        Ok(Self { name: name.to_owned(), values })
    }
}

fn refuse<T>(message: String) -> Result<T, RunError> {
    Err(RunError::Input(message))
}

/// One value per declared parameter: the default unless an assignment says otherwise.
///
/// # Errors
/// When an assignment names no parameter, repeats one, has several values or lies outside its bounds.
pub fn values(declared: &[Parameter], assignments: &[Assignment]) -> Result<Vec<f64>, RunError> {
    let mut values: Vec<f64> = declared.iter().map(|p| p.default).collect();
    for (index, axis) in axes(declared, assignments)? {
        match axis.as_slice() {
            [value] => values[index] = *value,
            _ => {
                let name = &declared[index].name;
                return refuse(format!(
                    "`{name}` has several values here: ranges belong to `craftstrat sweep`"
                ));
            }
        }
    }
    Ok(values)
}

/// Every combination of the assigned values, the last assignment varying fastest. Parameters without an assignment have
/// the value in `fixed`, one per declared parameter.
///
/// # Errors
/// When an assignment names no parameter, repeats one or lies outside its bounds, and when there are more than
/// [`COMBINATIONS_MAX`] combinations.
pub fn grid(declared: &[Parameter], fixed: &[f64], assignments: &[Assignment]) -> Result<Grid, RunError> {
    let axes = axes(declared, assignments)?;
    let count = axes.iter().try_fold(1_usize, |n, (_, axis)| n.checked_mul(axis.len()));
    if count.is_none_or(|n| n > COMBINATIONS_MAX) {
        return refuse(format!(
            "the grid has more than {COMBINATIONS_MAX} combinations: use larger steps or fewer parameters"
        ));
    }
    let mut rows = vec![fixed.to_vec()];
    for (index, axis) in &axes {
        let vary = |row: Vec<f64>| {
            axis.iter().map(move |value| {
                let mut row = row.clone();
                row[*index] = *value;
                row
            })
        };
        rows = rows.into_iter().flat_map(vary).collect();
    }
    let mut swept: Vec<usize> = axes.iter().filter(|(_, axis)| axis.len() > 1).map(|(i, _)| *i).collect();
    if swept.is_empty() {
        swept = axes.iter().map(|(i, _)| *i).collect();
    }
    Ok(Grid { swept, rows })
}

/// The values of each assignment with its parameter's index.
fn axes(declared: &[Parameter], assignments: &[Assignment]) -> Result<Vec<(usize, Vec<f64>)>, RunError> {
    let mut axes: Vec<(usize, Vec<f64>)> = Vec::new();
    for Assignment { name, values } in assignments {
        let Some(index) = declared.iter().position(|p| p.name == *name) else {
            let names: Vec<_> = declared.iter().map(|p| p.name.as_str()).collect();
            return refuse(match names.as_slice() {
                [] => format!("there is no parameter `{name}`: this strategy has none"),
                _ => format!("there is no parameter `{name}`; there are: {}", names.join(", ")),
            });
        };
        if axes.iter().any(|(i, _)| *i == index) {
            return refuse(format!("`{name}` is set twice"));
        }
        axes.push((index, axis(&declared[index], *values)?));
    }
    Ok(axes)
}

fn axis(parameter: &Parameter, values: Values) -> Result<Vec<f64>, RunError> {
    let name = &parameter.name;
    let given = match values {
        Values::One(value) => [value; 3],
        Values::Range(from, to, step) => [from, to, step],
    };
    if let Some(value) = given.iter().find(|v| !v.is_finite()) {
        return refuse(format!("`{value}` is not a finite number (for `{name}`)"));
    }
    let values = match values {
        Values::One(value) => vec![value],
        Values::Range(from, to, step) => range(name, from, to, step)?,
    };
    let outside = values.iter().find(|v| !(parameter.min..=parameter.max).contains(*v));
    if let Some(value) = outside {
        return refuse(format!(
            "`{name}` = {value} is outside its bounds {} to {}",
            parameter.min, parameter.max
        ));
    }
    Ok(values)
}

/// `from`, `from + step`, ... up to and including `to`. Each value is computed from the start, so steps such as 0.1 do
/// not drift, and snapped to 12 significant decimals so that 0.1 x 3 reads 0.3.
fn range(name: &str, from: f64, to: f64, step: f64) -> Result<Vec<f64>, RunError> {
    if step <= 0.0 || to < from {
        return refuse(format!("`{name}`: from:to:step needs from <= to and a positive step"));
    }
    let count = ((to - from) / step + 1e-9).floor() + 1.0;
    if count > COMBINATIONS_MAX as f64 {
        return refuse(format!("`{name}` would take more than {COMBINATIONS_MAX} values: use a larger step"));
    }
    let snap = |value: f64| format!("{value:.12}").parse::<f64>().unwrap_or(value);
    Ok((0..count as usize).map(|i| snap(from + step * i as f64)).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn declared() -> Vec<Parameter> {
        let parameter = |name: &str, default: f64, max: f64| Parameter {
            name: name.to_owned(),
            default,
            min: 0.0,
            max,
            step: 0.0,
        };
        vec![parameter("edge", 0.5, 1.0), parameter("period", 20.0, 200.0)]
    }

    fn read(assignments: &[&str]) -> Result<Vec<Assignment>, RunError> {
        assignments.iter().map(|a| Assignment::parse(a)).collect()
    }

    fn check(assignments: &[&str]) -> String {
        match read(assignments).and_then(|a| grid(&declared(), &[0.5, 20.0], &a)) {
            Ok(grid) => format!("{:?} {:?}", grid.swept, grid.rows),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn assignments_make_a_grid_in_their_order() {
        assert_eq!(check(&[]), "[] [[0.5, 20.0]]");
        assert_eq!(check(&["period=30"]), "[1] [[0.5, 30.0]]");
        assert_eq!(check(&["edge=0.1:0.3:0.1"]), "[0] [[0.1, 20.0], [0.2, 20.0], [0.3, 20.0]]");
        assert_eq!(
            check(&["period=10:20:10", "edge=0:1:1"]),
            "[1, 0] [[0.0, 10.0], [1.0, 10.0], [0.0, 20.0], [1.0, 20.0]]"
        );
        assert_eq!(check(&["period=10:20:10", "edge=0"]), "[1] [[0.0, 10.0], [0.0, 20.0]]");
    }

    #[test]
    fn bad_assignments_say_what_is_wrong() {
        for (assignment, said) in [
            ("edge", "not an assignment"),
            ("egde=1", "there are: edge, period"),
            ("edge=nan", "not a finite number"),
            ("edge=many", "not a number"),
            ("edge=2", "outside its bounds 0 to 1"),
            ("edge=0:1", "neither a value nor"),
            ("edge=0:1:0", "positive step"),
            ("edge=0:1:0.000001", "more than 100000"),
        ] {
            let message = check(&[assignment]);
            assert!(message.contains(said), "{assignment}: {message}");
        }
        assert!(check(&["edge=0", "edge=1"]).contains("set twice"));
    }

    #[test]
    fn numbers_that_are_none_are_refused_however_they_come() {
        for values in [
            Values::One(f64::NAN),
            Values::Range(0.0, f64::NAN, 0.1),
            Values::Range(0.0, 1.0, f64::NAN),
            Values::Range(0.0, f64::INFINITY, 1.0),
            Values::Range(f64::NEG_INFINITY, 1.0, 1.0),
        ] {
            let assignment = Assignment { name: "edge".to_owned(), values };
            assert!(grid(&declared(), &[0.5, 20.0], &[assignment]).is_err(), "{values:?}");
        }
    }

    #[test]
    fn a_backtest_takes_one_value_each() {
        let values = |a: &[&str]| read(a).and_then(|a| values(&declared(), &a));
        assert_eq!(values(&["edge=0.25"]).unwrap(), [0.25, 20.0]);
        assert!(values(&["edge=0:1:0.5"]).is_err());
    }
}
