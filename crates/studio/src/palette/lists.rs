//! The lists, in the words of a language.

use super::typical::{
    field_category, field_range, indicator_category, indicator_range, indicator_unit, setting_start,
    unit_of_field,
};
use super::{Choice, FieldItem, IndicatorItem, NodeKindItem, SettingItem};
use crate::model::{
    ActionData, ComparatorData, FieldData, FieldName, IndicatorData, IndicatorName, Joined, LogicData,
    LogicOperator, MathData, MathOperator, NodeData, Number, Operator, OrderTypeName, OutcomeName,
    ParameterUse, RightSide, SignalName, SizeModeName,
};
use crate::names::{self, Name};
use craftstrat_compiler::fields::{ACCOUNT_FIELDS, SLOT_FIELDS};
use craftstrat_compiler::indicators::{self, Indicator, Presence};
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_model::Column;
use serde_json::{Map, json};

/// Every name a field can have, once.
fn field_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = Column::ALL.iter().map(|c| c.name()).collect();
    for spec in ACCOUNT_FIELDS.iter().chain(SLOT_FIELDS) {
        if !names.contains(&spec.name) {
            names.push(spec.name);
        }
    }
    names
}

/// Every field: tick columns, account, slot. In the order of lists: by category.
pub fn fields(i18n: &Catalogue) -> Vec<FieldItem> {
    let mut items: Vec<FieldItem> = field_names().into_iter().map(|name| item(name, i18n)).collect();
    items.sort_by_key(|i| i.category);
    items
}

/// The field of that name.
pub fn field(name: &str, i18n: &Catalogue) -> Option<FieldItem> {
    field_names().into_iter().find(|n| *n == name).map(|name| item(name, i18n))
}

fn item(name: &'static str, i18n: &Catalogue) -> FieldItem {
    FieldItem {
        name,
        label: i18n.text(&format!("studio-field-{name}")),
        about: i18n.text(&format!("studio-field-{name}-about")),
        unit: unit_text(unit_of_field(name), i18n),
        typical: field_range(name),
        category: field_category(name),
        needs_underlying: needs_underlying(name),
    }
}

/// How a unit of the catalogues is shown.
fn unit_text(unit: &str, i18n: &Catalogue) -> String {
    let key = match unit {
        "%" => "studio-unit-percent".to_owned(),
        unit => format!("studio-unit-{unit}"),
    };
    if i18n.has(&key) { i18n.text(&key) } else { String::new() }
}

/// Whether data of books alone lack a field.
pub(crate) fn needs_underlying(name: &str) -> bool {
    matches!(
        name,
        "chainlink_price"
            | "settlement_price"
            | "price_to_beat"
            | "distance_to_price_to_beat"
            | "dir_move_pct"
            | "abs_move_pct"
    )
}

/// Every indicator.
pub fn indicators(i18n: &Catalogue) -> Vec<IndicatorItem> {
    let mut items: Vec<IndicatorItem> = indicators::all().map(|found| indicator_item(found, i18n)).collect();
    items.sort_by_key(|i| i.category);
    items
}

/// The indicator of that name, in any spelling.
pub fn indicator(name: &str, i18n: &Catalogue) -> Option<IndicatorItem> {
    indicators::find(name).map(|found| indicator_item(found, i18n))
}

fn indicator_item(found: &'static Indicator, i18n: &Catalogue) -> IndicatorItem {
    let settings = found.settings.iter().filter_map(|spec| {
        let name = *spec.names.first()?;
        Some(SettingItem {
            name,
            label: i18n.text(&format!("studio-setting-{name}")),
            min: spec.min,
            max: spec.max,
            whole: spec.whole,
            default: match spec.presence {
                Presence::Default(value) => Some(value),
                Presence::Needed => Some(setting_start(found.name)),
                Presence::Optional => None,
            },
            optional: spec.presence == Presence::Optional,
        })
    });
    let outputs = found.outputs.iter().filter_map(|output| {
        let name = *output.names.first()?;
        Some((name, i18n.text(&format!("studio-output-{name}"))))
    });
    // The compiler's notes are English.
    let note = |part: &str, english: &str| match i18n.lang() {
        Lang::En => english.to_owned(),
        Lang::Fr => i18n.text(&format!("compiler-indicator-{}-{part}", found.name)),
    };
    IndicatorItem {
        name: found.name,
        label: i18n.text(&format!("studio-indicator-{}", found.name)),
        about: i18n.text(&format!("studio-indicator-{}-about", found.name)),
        formula: note("formula", found.formula),
        warm_up: note("warm_up", found.warm_up),
        unit: indicator_unit(found.name, None).map(|u| unit_text(u, i18n)).unwrap_or_default(),
        typical: indicator_range(found.name),
        category: indicator_category(found.name),
        settings: settings.collect(),
        outputs: outputs.collect(),
    }
}

fn choices(list: &'static [Name], part: &str, i18n: &Catalogue) -> Vec<Choice> {
    let choice = |name: &'static Name| Choice {
        name: name.name,
        label: i18n.text(&format!("studio-{part}-{}", name.key)),
        about: i18n.text(&format!("studio-{part}-{}-about", name.key)),
    };
    list.iter().map(choice).collect()
}

/// Comparisons.
pub fn comparisons(i18n: &Catalogue) -> Vec<Choice> {
    choices(names::COMPARISONS, "comparison", i18n)
}

/// Arithmetic.
pub fn math(i18n: &Catalogue) -> Vec<Choice> {
    choices(names::MATH, "math", i18n)
}

/// Logic.
pub fn logic(i18n: &Catalogue) -> Vec<Choice> {
    choices(names::LOGIC, "logic", i18n)
}

/// What can be done.
pub fn signals(i18n: &Catalogue) -> Vec<Choice> {
    choices(names::SIGNALS, "signal", i18n)
}

/// Units of a size.
pub fn size_modes(i18n: &Catalogue) -> Vec<Choice> {
    choices(names::SIZE_MODES, "size", i18n)
}

/// How orders execute.
pub fn order_types(i18n: &Catalogue) -> Vec<Choice> {
    choices(names::ORDER_TYPES, "order", i18n)
}

/// Ways to join rules.
pub fn joins(i18n: &Catalogue) -> Vec<(Joined, String)> {
    vec![(Joined::And, i18n.text("studio-join-and")), (Joined::Or, i18n.text("studio-join-or"))]
}

/// Every type of node.
pub fn node_kinds(i18n: &Catalogue) -> Vec<NodeKindItem> {
    let kind = |choice: Choice| NodeKindItem {
        data: first_data(choice.name),
        name: choice.name,
        label: choice.label,
        about: choice.about,
    };
    choices(names::NODE_KINDS, "node", i18n).into_iter().map(kind).collect()
}

/// What a new node of a type does.
fn first_data(kind: &str) -> NodeData {
    let field = |name: &str| FieldData { field: FieldName(name.to_owned()) };
    match kind {
        "input" => NodeData::Input(field("mid_up")),
        "constant" => NodeData::Constant { value: 0.5 },
        "parameter" => NodeData::Parameter(ParameterUse {
            name: "level".to_owned(),
            default: Some(0.5),
            min: Some(0.0),
            max: Some(1.0),
            step: Some(0.05),
        }),
        "account" => NodeData::Account(field("position_up")),
        "slot" => NodeData::Slot(field("seconds_to_close")),
        "indicator" => NodeData::Indicator(IndicatorData {
            function: IndicatorName("EMA".to_owned()),
            field: None,
            output: None,
            per: None,
            settings: Map::from_iter([("period".to_owned(), json!(20))]),
        }),
        "math" => NodeData::Math(MathData {
            operator: MathOperator("subtract".to_owned()),
            value: None,
            min: None,
            max: None,
        }),
        "comparator" => NodeData::Comparator(ComparatorData {
            operator: Operator(">".to_owned()),
            field: None,
            value: Some(RightSide::Number(Number::Value(0.5))),
            per: None,
        }),
        "logic" => NodeData::Logic(LogicData {
            operator: LogicOperator("AND".to_owned()),
            on: None,
            off: None,
            seconds: None,
            per: None,
        }),
        "action" => NodeData::Action(first_action()),
        _ => NodeData::Comment(Map::from_iter([("text".to_owned(), json!(""))])),
    }
}

/// An action to begin with.
pub(crate) fn first_action() -> ActionData {
    ActionData {
        signal: SignalName("buy".to_owned()),
        outcome: OutcomeName("UP".to_owned()),
        size_mode: Some(SizeModeName("fixed".to_owned())),
        size_usdc: Some(Number::Value(50.0)),
        size: None,
        kelly_fraction: None,
        order_type: Some(OrderTypeName("market".to_owned())),
        price: None,
        once_per_slot: None,
        cool_down_s: None,
        max_open_entries: None,
    }
}
