//! What the fields of a form turn into: the shapes of a rule's right side, and how one becomes another.

use craftstrat_compiler::document::model::{End, FieldName, Number, RightSide, Series, SeriesName};
use craftstrat_compiler::indicators::{self, Indicator, Presence};
use serde_json::{Map, Value};

/// What stands where a number is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperandKind {
    /// A number written in place.
    Number,
    /// A parameter of the document.
    Parameter,
    /// Another field or indicator.
    Series,
}

impl OperandKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Number, Self::Parameter, Self::Series];

    /// Its name in elements and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Parameter => "parameter",
            Self::Series => "series",
        }
    }

    /// The kind of that name.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// What `end` is.
    pub fn of_end(end: &End) -> Self {
        match end {
            End::Number(Number::Value(_)) => Self::Number,
            End::Number(Number::Parameter { .. }) => Self::Parameter,
            End::Series(_) => Self::Series,
        }
    }
}

/// Whether an operator compares with a range.
pub fn takes_range(operator: &str) -> bool {
    ["between", "inside", "outside", "not_between"].iter().any(|o| o.eq_ignore_ascii_case(operator))
}

/// The ends of a right side: one, or two of a range.
pub fn ends(value: &RightSide) -> Vec<End> {
    match value {
        RightSide::Number(number) => vec![End::Number(number.clone())],
        RightSide::Series(series) => vec![End::Series(series.clone())],
        RightSide::Range(ends) => ends.to_vec(),
    }
}

/// A right side of one end.
fn single(end: &End) -> RightSide {
    match end {
        End::Number(number) => RightSide::Number(number.clone()),
        End::Series(series) => RightSide::Series(series.clone()),
    }
}

/// The right side of one or two ends.
pub fn right_side(ends: &[End]) -> RightSide {
    match ends {
        [low, high, ..] => RightSide::Range([low.clone(), high.clone()]),
        [end] => single(end),
        [] => RightSide::Number(Number::Value(0.0)),
    }
}

/// `value` as `operator` takes it: a range keeps its low end when it must become one number; one number becomes a range
/// from it to itself, which the person then widens.
pub fn fit(value: &RightSide, operator: &str) -> RightSide {
    match (value, takes_range(operator)) {
        (RightSide::Range([low, _]), false) => single(low),
        (RightSide::Range(_), true) | (_, false) => value.clone(),
        (_, true) => {
            let end = ends(value).swap_remove(0);
            RightSide::Range([end.clone(), end])
        }
    }
}

/// `end` turned into `kind`, with the first parameter or `other` series where one is needed.
pub fn turn(end: &End, kind: OperandKind, parameters: &[String], other: &str) -> End {
    match kind {
        _ if OperandKind::of_end(end) == kind => end.clone(),
        OperandKind::Number => End::Number(Number::Value(0.0)),
        OperandKind::Parameter => {
            End::Number(Number::Parameter { parameter: parameters.first().cloned().unwrap_or_default() })
        }
        OperandKind::Series => End::Series(plain(other)),
    }
}

/// A field as it is, or an indicator with its customary settings over the mid price of Up.
pub fn plain(name: &str) -> Series {
    match indicators::find(name) {
        None => Series { indicator: Some(SeriesName(name.to_owned())), ..Series::default() },
        Some(indicator) => Series {
            indicator: Some(SeriesName(indicator.name.to_owned())),
            field: Some(FieldName("mid_up".to_owned())),
            settings: customary(indicator),
            ..Series::default()
        },
    }
}

/// The settings an indicator must have, at customary values.
pub fn customary(indicator: &Indicator) -> Map<String, Value> {
    let wanted = indicator.settings.iter().filter_map(|s| match s.presence {
        Presence::Needed => Some((s.names[0].to_owned(), 20.0_f64.clamp(s.min, s.max))),
        Presence::Default(value) => Some((s.names[0].to_owned(), value)),
        Presence::Optional => None,
    });
    wanted.map(|(name, value)| (name, number(value))).collect()
}

/// A number as JSON; whole ones without a fraction.
pub fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 { Value::from(value as i64) } else { Value::from(value) }
}

/// The series with another name; what it was computed from stays where the new one is computed from something too.
pub fn renamed(series: &Series, name: &str) -> Series {
    let mut new = plain(name);
    if new.field.is_some() {
        new.per = series.per;
        if let Some(field) = &series.field {
            new.field = Some(field.clone());
        } else if let Some(old) = series.indicator.as_ref().filter(|n| indicators::find(&n.0).is_none()) {
            new.field = Some(FieldName(old.0.clone()));
        }
    }
    new
}

/// A series' name as the picker shows it: the indicator's, or else the field's.
pub fn name(series: &Series) -> &str {
    match (&series.indicator, &series.field) {
        (Some(name), _) => &name.0,
        (None, Some(field)) => &field.0,
        (None, None) => "",
    }
}

/// The value of a setting under any of its spellings, and the spelling the document uses.
pub fn setting<'a>(
    settings: &'a Map<String, Value>,
    names: &[&'static str],
) -> Option<(&'static str, &'a Value)> {
    names.iter().find_map(|name| settings.get(*name).map(|value| (*name, value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use craftstrat_compiler::document::model::{Operator, Rule};

    fn first_rule() -> Rule {
        Rule { left: plain("mid_up"), operator: Operator(">".to_owned()), value: value(0.5) }
    }

    fn value(v: f64) -> RightSide {
        RightSide::Number(Number::Value(v))
    }

    #[test]
    fn an_operator_gets_the_shape_it_takes() {
        let range = fit(&value(0.2), "between");
        assert_eq!(range, right_side(&[End::Number(Number::Value(0.2)), End::Number(Number::Value(0.2))]));
        assert_eq!(fit(&range, "OUTSIDE"), range);
        assert_eq!(fit(&range, ">"), value(0.2));
        assert_eq!(fit(&value(1.0), "cross_above"), value(1.0));
    }

    #[test]
    fn every_indicator_the_picker_offers_compiles_as_it_is_put_in() {
        for name in indicators::names() {
            let mut rule = first_rule();
            rule.left = renamed(&rule.left, name);
            let text = serde_json::json!({"mode": "form", "conditions": [{"rules": [rule]}],
                "action": {"signal": "buy", "outcome": "UP", "size_usdc": 10}})
            .to_string();
            let problems = craftstrat_compiler::check(&text);
            assert!(problems.iter().all(|p| !p.is_error()), "{name}: {problems:?}");
        }
    }

    #[test]
    fn changing_the_indicator_keeps_what_it_is_computed_from() {
        let ema = renamed(&plain("bid_down"), "EMA");
        assert_eq!(ema.field, Some(FieldName("bid_down".to_owned())));
        let rsi = renamed(&ema, "RSI");
        assert_eq!(rsi.field, Some(FieldName("bid_down".to_owned())));
        assert_eq!(rsi.settings.get("period"), Some(&Value::from(14)));
        assert_eq!(name(&renamed(&rsi, "spread_up")), "spread_up");
        assert_eq!(renamed(&rsi, "spread_up").field, None);
    }

    #[test]
    fn an_operand_changes_its_kind() {
        let end = End::Number(Number::Value(3.0));
        let parameters = ["edge".to_owned()];
        assert_eq!(turn(&end, OperandKind::Number, &parameters, "ask_up"), end);
        let parameter = turn(&end, OperandKind::Parameter, &parameters, "ask_up");
        assert_eq!(parameter, End::Number(Number::Parameter { parameter: "edge".to_owned() }));
        assert_eq!(turn(&end, OperandKind::Series, &parameters, "ask_up"), End::Series(plain("ask_up")));
        for kind in OperandKind::ALL {
            assert_eq!(OperandKind::of(kind.code()), Some(kind));
            assert_eq!(OperandKind::of_end(&turn(&end, kind, &parameters, "ask_up")), kind);
        }
    }
}
