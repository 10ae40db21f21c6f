//! What a node does by itself, in a few words.

use super::Say;
use crate::model::{End, IndicatorData, Joined, NodeData, RightSide, Series, SeriesName};
use crate::names;
use crate::palette::unit_of_field;
use crate::refusal::short;

/// What a node does by itself, without what leads into it.
pub(super) fn node(data: &NodeData, say: &Say<'_>) -> String {
    let label = |part: &str, name: Option<&'static names::Name>, text: &str| match name {
        Some(name) => say.i18n.text(&format!("studio-{part}-{}", name.key)),
        None => short(text),
    };
    match data {
        NodeData::Input(data) | NodeData::Account(data) | NodeData::Slot(data) => {
            let key = format!("studio-field-{}", data.field.0);
            if say.i18n.has(&key) { say.i18n.text(&key) } else { short(&data.field.0) }
        }
        NodeData::Constant { value } => say.value(*value, ""),
        NodeData::Parameter(parameter) => match parameter.default {
            Some(default) => {
                let (name, value) = (short(&parameter.name), say.value(default, ""));
                say.text("studio-says-parameter-now", &[("name", &name), ("value", &value)])
            }
            None => say.text("studio-says-parameter", &[("name", &short(&parameter.name))]),
        },
        NodeData::Indicator(data) => match &data.field {
            Some(_) => say.series(&series(data, None)),
            None => say.indicator(&data.function.0, &data.settings, data.output.as_deref()),
        },
        NodeData::Math(data) => {
            let label = label("math", names::math(&data.operator.0), &data.operator.0);
            match &data.value {
                Some(value) => format!("{label} {}", say.number(value, "")),
                None => label,
            }
        }
        NodeData::Comparator(data) => {
            let unit = data.field.as_ref().map_or("", |f| unit_of_field(&f.0));
            let left = data.field.as_ref().map(|f| say.field(&f.0));
            let operator = label("comparison", names::comparison(&data.operator.0), &data.operator.0);
            let right = data.value.as_ref().map(|value| right(value, unit, say));
            let right = right.map(|(first, second)| match second {
                Some(second) => say.join(vec![first, second], Joined::And),
                None => first,
            });
            left.into_iter().chain([operator]).chain(right).collect::<Vec<_>>().join(" ")
        }
        NodeData::Logic(data) => label("logic", names::logic(&data.operator.0), &data.operator.0),
        NodeData::Action(action) => say.action(action, None, None),
        NodeData::Comment(data) => short(data.get("text").and_then(|t| t.as_str()).unwrap_or_default()),
    }
}

/// The series of an indicator node, without what leads into it.
pub(super) fn series(data: &IndicatorData, output: Option<&str>) -> Series {
    Series {
        indicator: Some(SeriesName(data.function.0.clone())),
        field: data.field.clone(),
        output: output.map(str::to_owned).or_else(|| data.output.clone()),
        per: data.per,
        settings: data.settings.clone(),
    }
}

/// The right side where a node has it.
pub(super) fn right(value: &RightSide, unit: &str, say: &Say<'_>) -> (String, Option<String>) {
    let end = |end: &End| match end {
        End::Number(number) => say.number(number, unit),
        End::Series(series) => say.series(series),
    };
    match value {
        RightSide::Number(number) => (say.number(number, unit), None),
        RightSide::Series(series) => (say.series(series), None),
        RightSide::Range([low, high]) => (end(low), Some(end(high))),
    }
}
