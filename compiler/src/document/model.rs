//! The shape of both documents, for programs that write and edit them, and for the published JSON Schema.
//!
//! These types say what is written where; [`crate::check()`] says whether it makes sense. The compiler itself reads the
//! JSON tree, to report every problem with its place; tests hold both to the same documents.

use super::parts::is_note;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A strategy document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum Document {
    /// Conditions and actions as a form shows them.
    Form(Box<Form>),
    /// Nodes and edges as a graph editor shows them.
    #[serde(alias = "graph")]
    Node(Box<Graph>),
}

/// What both kinds of document begin with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// Version of the format; 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema_version: Option<u32>,
    /// Name shown to people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The author's version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What the strategy does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Numbers that can be set, and varied in sweeps, without editing the document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<ParameterDeclaration>,
    /// Limits the engine enforces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<RiskSection>,
    /// What people and editors keep beside all that (`author`, `tags`, `viewport`, names with `_`): no meaning.
    #[serde(flatten, deserialize_with = "notes")]
    #[schemars(skip)]
    pub notes: Map<String, Value>,
}

/// What is neither a note nor known is an error of the document, and nothing to keep.
fn notes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Map<String, Value>, D::Error> {
    let mut all = Map::deserialize(deserializer)?;
    all.retain(|name: &String, _: &mut Value| is_note(name));
    Ok(all)
}

/// A form: groups joined by AND, and what to do where they hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Form {
    /// Name, parameters, risk.
    #[serde(flatten)]
    pub header: Header,
    /// All of them must hold.
    #[schemars(length(min = 1))]
    pub conditions: Vec<Group>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionData>,
    /// What to do, where it is more than one thing; taken in this order. In place of `action`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionData>,
}

/// Rules joined by AND or OR.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// How they are joined; AND when absent.
    #[serde(rename = "type", default)]
    pub joined: Joined,
    /// Rules, and groups within the group.
    #[schemars(length(min = 1))]
    pub rules: Vec<Clause>,
}

/// How a group joins its rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Joined {
    /// All of them.
    #[default]
    #[serde(rename = "AND")]
    And,
    /// At least one of them.
    #[serde(rename = "OR")]
    Or,
}

/// A part of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Clause {
    /// A group within the group.
    Group(Group),
    /// A rule.
    Rule(Box<Rule>),
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    /// The left side.
    #[serde(flatten)]
    pub left: Series,
    /// How both sides are compared.
    pub operator: Operator,
    /// The right side: a number, two ends of a range, another series or a parameter.
    pub value: RightSide,
}

/// A field, or an indicator of one with its settings (`period` and the like, by the names of the catalogue).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// A field's or an indicator's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<SeriesName>,
    /// What an indicator is computed from; the field itself where `indicator` is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldName>,
    /// Which output of the indicator; its first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// Which rows advance it; samples when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// The indicator's settings.
    #[serde(flatten)]
    pub settings: Map<String, Value>,
}

/// Which rows advance something stateful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Samples of the 1 Hz grid.
    Sample,
    /// Every row.
    Row,
}

/// A number, or the parameter that has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Number {
    /// Written in place.
    Value(f64),
    /// The value of a parameter.
    Parameter {
        /// Its name.
        parameter: String,
    },
}

/// What a comparison compares with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RightSide {
    /// A number or a parameter.
    Number(Number),
    /// The ends of a range, both included.
    Range([End; 2]),
    /// Another series.
    Series(Series),
}

/// An end of a range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum End {
    /// A number or a parameter.
    Number(Number),
    /// Another series.
    Series(Series),
}

/// A parameter's declaration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ParameterDeclaration {
    /// Name, unique in the document: letters, digits, `_`, `-` and `.`.
    #[schemars(length(min = 1, max = 100))]
    pub name: String,
    /// Value when nothing is set.
    pub default: f64,
    /// Smallest permitted value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest permitted value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Step of sweeps and sliders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<f64>,
}

/// Limits the engine enforces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RiskSection {
    /// Sell when the position has lost this many per cent of its average entry cost.
    #[serde(alias = "stop_loss_pct", default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.01, max = 100))]
    pub stoploss_pct: Option<f64>,
    /// Sell when the position has gained this many per cent of its average entry cost.
    #[serde(alias = "takeprofit_pct", default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.01, max = 1_000_000))]
    pub take_profit_pct: Option<f64>,
    /// Largest cost of the position plus entries in flight in one market, in dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.01, max = 1_000_000_000))]
    pub max_position_usdc: Option<f64>,
    /// Entries approved in one slot, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub max_trades_per_slot: Option<u32>,
    /// Seconds after an approved entry during which further entries are refused.
    #[serde(alias = "cooldown_s", alias = "cool_down", default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 86_400))]
    pub cool_down_s: Option<f64>,
    /// Entries per outcome held or in flight at once; 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub max_open_entries: Option<u32>,
}

/// What to do where the conditions hold. Spellings as in [`crate::document`]'s reader; this is the customary one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionData {
    /// What to do.
    pub signal: SignalName,
    /// On which outcome.
    pub outcome: OutcomeName,
    /// The unit of the size; `fixed` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_mode: Option<SizeModeName>,
    /// Dollars, for `fixed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_usdc: Option<Number>,
    /// How much, in the unit of the size mode: dollars, shares, per cent of equity, probability.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Number>,
    /// Multiplier of the full Kelly stake; 0.25 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.001, max = 1))]
    pub kelly_fraction: Option<f64>,
    /// How the order executes; `market` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_type: Option<OrderTypeName>,
    /// Limit, trigger or worst price in dollars per share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Number>,
    /// At most once in a slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once_per_slot: Option<bool>,
    /// At most once in so many seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cool_down_s: Option<Number>,
    /// Entries per outcome held or in flight at once; the same as in the risk section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000))]
    pub max_open_entries: Option<u32>,
}

/// A graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Graph {
    /// Name, parameters, risk.
    #[serde(flatten)]
    pub header: Header,
    /// The nodes; actions are taken in this order.
    #[schemars(length(max = 2_000))]
    pub nodes: Vec<Node>,
    /// The edges; among those into one node their order is the order of operands.
    #[serde(default)]
    #[schemars(length(max = 10_000))]
    pub edges: Vec<Edge>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// Unique in the graph.
    #[schemars(length(min = 1, max = 100))]
    pub id: String,
    /// What it does.
    #[serde(flatten)]
    pub kind: NodeData,
    /// Where an editor shows it, and what else it keeps: no meaning.
    #[serde(flatten)]
    pub layout: Map<String, Value>,
}

/// What a node does, with its settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum NodeData {
    /// A value of the row, the account or the slot.
    Input(FieldData),
    /// A number.
    Constant {
        /// The number.
        value: f64,
    },
    /// A parameter: declared here, or by name only where the document's `parameters` declare it.
    Parameter(ParameterUse),
    /// A value of the account.
    Account(FieldData),
    /// A value of the slot.
    Slot(FieldData),
    /// A stateful function of its input, or of a field.
    Indicator(IndicatorData),
    /// Arithmetic.
    Math(MathData),
    /// Number against number.
    Comparator(ComparatorData),
    /// Truths to a truth.
    Logic(LogicData),
    /// A decision.
    Action(ActionData),
    /// A note: no meaning.
    Comment(Map<String, Value>),
}

/// Names a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldData {
    /// The field.
    pub field: FieldName,
}

/// A parameter node's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ParameterUse {
    /// Its name.
    pub name: String,
    /// Value when nothing is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<f64>,
    /// Smallest permitted value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest permitted value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Step of sweeps and sliders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<f64>,
}

/// An indicator node's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorData {
    /// The function.
    #[serde(rename = "fn")]
    pub function: IndicatorName,
    /// What it is computed from, where no edge says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldName>,
    /// Which output; the first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// Which rows advance it; samples when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// Its settings, by the names of the catalogue.
    #[serde(flatten)]
    pub settings: Map<String, Value>,
}

/// A math node's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MathData {
    /// The operation.
    pub operator: MathOperator,
    /// The last operand, where no edge brings it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Number>,
    /// Lower bound of clamp.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// Upper bound of clamp.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
}

/// A comparator node's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComparatorData {
    /// How both sides are compared.
    pub operator: Operator,
    /// The left side, where no edge brings it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldName>,
    /// The right side, where no edge brings it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<RightSide>,
    /// Which rows advance a crossing; samples when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
}

/// A logic node's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LogicData {
    /// The operation.
    pub operator: LogicOperator,
    /// Level at which a hysteresis of a number switches on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Number>,
    /// Level at which it switches off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<Number>,
    /// Seconds of a cool-down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<Number>,
    /// Which rows advance it; samples when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
}

/// An edge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Edge {
    /// Id of the node it comes from.
    pub source: String,
    /// Id of the node it leads to.
    pub target: String,
    /// Output of an indicator that has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_handle: Option<String>,
    /// Port of the node it leads to; the next free one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_handle: Option<String>,
    /// What an editor keeps: no meaning.
    #[serde(flatten)]
    pub layout: Map<String, Value>,
}

/// A name from a catalogue: a plain text here, an enumeration in the schema. The reader is more generous with case and
/// further spellings than the schema.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident $title:literal $list:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                $title.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let list: Vec<&str> = $list;
                json_schema!({ "type": "string", "enum": list })
            }
        }
    )*};
}

names! {
    /// A field's name.
    FieldName "FieldName" crate::nodes::field::names();
    /// An indicator's name.
    IndicatorName "IndicatorName" crate::indicators::names().collect();
    /// A field's or an indicator's name.
    SeriesName "SeriesName" crate::nodes::field::names().into_iter().chain(crate::indicators::names()).collect();
    /// A comparison's name.
    Operator "Operator" crate::nodes::comparator::names().collect();
    /// An arithmetic operation's name.
    MathOperator "MathOperator" crate::nodes::math::names().collect();
    /// A logic operation's name.
    LogicOperator "LogicOperator" crate::nodes::logic::names().collect();
    /// What to do.
    SignalName "Signal" vec!["buy", "sell", "close", "cancel"];
    /// One of the two outcomes.
    OutcomeName "Outcome" vec!["UP", "DOWN"];
    /// The unit of a size.
    SizeModeName "SizeMode" vec!["fixed", "shares", "equity_pct", "kelly"];
    /// How an order executes.
    OrderTypeName "OrderType" vec!["market", "limit", "stop_loss", "take_profit"];
}
