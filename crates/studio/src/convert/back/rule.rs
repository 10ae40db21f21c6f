//! From a comparator with what leads into it to a rule.

use super::Back;
use crate::convert::NOTES;
use crate::model::{
    ComparatorData, End, FieldName, NodeData, Number, Per, RightSide, Rule, Series, SeriesName,
};
use crate::names;
use crate::wired::Input;
use craftstrat_compiler::indicators;

impl<'a> Back<'a> {
    pub(super) fn rule(&mut self, index: usize, data: &ComparatorData) -> Rule {
        let mut left = match &data.field {
            Some(field) => Series { field: Some(field.clone()), ..Series::default() },
            None => match self.wired.port(index, "a") {
                Some(input) => self.series(input),
                None => Series::default(),
            },
        };
        let value = data.value.clone().unwrap_or_else(|| self.right(index, data));
        self.clock(index, data, &mut left);
        let node = self.wired.node(index);
        for note in NOTES {
            if let Some(text) = node.layout.get(note) {
                left.settings.entry(note.to_owned()).or_insert_with(|| text.clone());
            }
        }
        Rule { left, operator: data.operator.clone(), value }
    }

    /// A rule has one clock for its indicator and its crossing.
    fn clock(&mut self, index: usize, data: &ComparatorData, left: &mut Series) {
        let crossing = names::comparison(&data.operator.0).is_some_and(|n| n.key.starts_with("cross"));
        let is_indicator = left.indicator.as_ref().is_some_and(|n| indicators::find(&n.0).is_some());
        let sample = |per: Option<Per>| per.unwrap_or(Per::Sample);
        if is_indicator && crossing && sample(left.per) != sample(data.per) {
            self.lose(index, "studio-loss-clock", true);
        }
        if is_indicator && !crossing {
            return;
        }
        left.per = left.per.or(data.per);
    }

    fn right(&mut self, index: usize, data: &ComparatorData) -> RightSide {
        let takes_range =
            names::comparison(&data.operator.0).is_some_and(|n| matches!(n.key, "between" | "outside"));
        if takes_range {
            let low = self.end(index, "low");
            let high = self.end(index, "high");
            return RightSide::Range([low, high]);
        }
        match self.end(index, "b") {
            End::Number(number) => RightSide::Number(number),
            End::Series(series) => RightSide::Series(series),
        }
    }

    fn end(&mut self, index: usize, port: &str) -> End {
        let Some(input) = self.wired.port(index, port) else {
            self.lose(index, "studio-loss-incomplete", true);
            return End::Number(Number::Value(0.0));
        };
        match self.wired.fixed(input.from) {
            Some(number) => {
                self.used[input.from] = true;
                End::Number(number)
            }
            None => End::Series(self.series(input)),
        }
    }

    /// What a rule can name: a field, or an indicator of a field.
    fn series(&mut self, input: Input<'a>) -> Series {
        self.used[input.from] = true;
        let node = self.wired.node(input.from);
        let named = |name: &str| Series { indicator: Some(SeriesName(name.to_owned())), ..Series::default() };
        match &node.kind {
            NodeData::Input(data) | NodeData::Account(data) | NodeData::Slot(data) => named(&data.field.0),
            NodeData::Indicator(data) => {
                let field = data.field.clone().or_else(|| self.source(input.from));
                let name = Some(SeriesName(data.function.0.clone())).filter(|n| !n.0.is_empty());
                let output = input.output.filter(|o| is_output(&data.function.0, o)).map(str::to_owned);
                Series {
                    indicator: name,
                    field,
                    output: output.or_else(|| data.output.clone()),
                    per: data.per,
                    settings: data.settings.clone(),
                }
            }
            NodeData::Constant { .. } | NodeData::Parameter(_) => {
                self.lose(input.from, "studio-loss-fixed-left", true);
                Series::default()
            }
            _ => {
                self.lose(input.from, "studio-loss-computed", true);
                Series::default()
            }
        }
    }

    /// The field an indicator is computed from.
    fn source(&mut self, index: usize) -> Option<FieldName> {
        let input = self.wired.port(index, "input")?;
        self.used[input.from] = true;
        match &self.wired.node(input.from).kind {
            NodeData::Input(data) | NodeData::Account(data) | NodeData::Slot(data) => {
                Some(data.field.clone())
            }
            _ => {
                self.lose(index, "studio-loss-indicator-of-computed", true);
                None
            }
        }
    }
}

/// Whether a name is one of an indicator's outputs; editors also write names that mean the only one.
fn is_output(function: &str, name: &str) -> bool {
    indicators::find(function)
        .is_some_and(|i| i.outputs.iter().any(|o| o.names.iter().any(|n| n.eq_ignore_ascii_case(name))))
}
