//! Parameter values from the command line: `name=value` and, in sweeps, `name=from:to:step`.

use anyhow::{Result, bail};
use craftstrat_model::Parameter;

/// Combinations a sweep may have.
pub const COMBINATIONS_MAX: usize = 100_000;

/// One value per declared parameter: the default unless an assignment says otherwise.
///
/// # Errors
/// When an assignment is malformed, names no parameter, repeats one or lies outside its bounds.
pub fn values(declared: &[Parameter], assignments: &[String]) -> Result<Vec<f64>> {
    let axes = axes(declared, assignments)?;
    let mut values = Vec::with_capacity(axes.len());
    for (axis, parameter) in axes.into_iter().zip(declared) {
        match axis.as_slice() {
            [value] => values.push(*value),
            _ => bail!("`{}` has several values here: ranges belong to `craftstrat sweep`", parameter.name),
        }
    }
    Ok(values)
}

/// Every combination of the assigned values, in the order of the declared parameters, the last one varying fastest.
///
/// # Errors
/// As [`values`], and when there are more than [`COMBINATIONS_MAX`].
pub fn grid(declared: &[Parameter], assignments: &[String]) -> Result<Vec<Vec<f64>>> {
    let axes = axes(declared, assignments)?;
    let count = axes.iter().try_fold(1_usize, |n, axis| n.checked_mul(axis.len()));
    if count.is_none_or(|n| n > COMBINATIONS_MAX) {
        bail!("the grid has more than {COMBINATIONS_MAX} combinations: use larger steps or fewer parameters");
    }
    let mut grid = vec![Vec::new()];
    for axis in &axes {
        grid = grid
            .into_iter()
            .flat_map(|row| axis.iter().map(move |value| [row.as_slice(), &[*value]].concat()))
            .collect();
    }
    Ok(grid)
}

fn axes(declared: &[Parameter], assignments: &[String]) -> Result<Vec<Vec<f64>>> {
    let mut axes: Vec<Option<Vec<f64>>> = vec![None; declared.len()];
    for assignment in assignments {
        let Some((name, value)) = assignment.split_once('=') else {
            bail!("`{assignment}` is not an assignment: write name=value");
        };
        let Some(index) = declared.iter().position(|p| p.name == name) else {
            let names: Vec<_> = declared.iter().map(|p| p.name.as_str()).collect();
            match names.as_slice() {
                [] => bail!("there is no parameter `{name}`: this strategy has none"),
                _ => bail!("there is no parameter `{name}`; there are: {}", names.join(", ")),
            }
        };
        if axes[index].replace(axis(&declared[index], value)?).is_some() {
            bail!("`{name}` is set twice");
        }
    }
    let default = |(axis, p): (Option<Vec<f64>>, &Parameter)| axis.unwrap_or_else(|| vec![p.default]);
    Ok(axes.into_iter().zip(declared).map(default).collect())
}

fn axis(parameter: &Parameter, text: &str) -> Result<Vec<f64>> {
    let name = &parameter.name;
    let number = |text: &str| match text.trim().parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => bail!("`{text}` is not a finite number (for `{name}`)"),
    };
    let parts: Vec<&str> = text.split(':').collect();
    let values = match parts.as_slice() {
        [value] => vec![number(value)?],
        [from, to, step] => range(name, number(from)?, number(to)?, number(step)?)?,
        _ => bail!("`{text}` is neither a value nor from:to:step (for `{name}`)"),
    };
    let outside = values.iter().find(|v| **v < parameter.min || **v > parameter.max);
    if let Some(value) = outside {
        bail!("`{name}` = {value} is outside its bounds {} to {}", parameter.min, parameter.max);
    }
    Ok(values)
}

/// `from`, `from + step`, ... up to and including `to`. Each value is computed from the start, so steps such as 0.1 do
/// not drift, and snapped to 12 significant decimals so that 0.1 x 3 reads 0.3.
fn range(name: &str, from: f64, to: f64, step: f64) -> Result<Vec<f64>> {
    if step <= 0.0 || to < from {
        bail!("`{name}`: from:to:step needs from <= to and a positive step");
    }
    let count = ((to - from) / step + 1e-9).floor() + 1.0;
    if count > COMBINATIONS_MAX as f64 {
        bail!("`{name}` would take more than {COMBINATIONS_MAX} values: use a larger step");
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

    fn check(assignments: &[&str]) -> String {
        let assignments: Vec<String> = assignments.iter().map(|a| (*a).to_owned()).collect();
        match grid(&declared(), &assignments) {
            Ok(grid) => format!("{grid:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn assignments_make_a_grid() {
        assert_eq!(check(&[]), "[[0.5, 20.0]]");
        assert_eq!(check(&["edge=0.1:0.3:0.1"]), "[[0.1, 20.0], [0.2, 20.0], [0.3, 20.0]]");
        assert_eq!(
            check(&["period=10:20:10", "edge=0:1:1"]),
            "[[0.0, 10.0], [0.0, 20.0], [1.0, 10.0], [1.0, 20.0]]"
        );
    }

    #[test]
    fn bad_assignments_say_what_is_wrong() {
        for (assignment, said) in [
            ("edge", "not an assignment"),
            ("egde=1", "there are: edge, period"),
            ("edge=nan", "not a finite number"),
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
    fn a_backtest_takes_one_value_each() {
        assert_eq!(values(&declared(), &["edge=0.25".into()]).unwrap(), [0.25, 20.0]);
        assert!(values(&declared(), &["edge=0:1:0.5".into()]).is_err());
    }
}
