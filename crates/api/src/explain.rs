//! The answer of `explain`: every node's value on one row.

use craftstrat_model::AccountView;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One node's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NodeValue {
    /// The node.
    pub id: String,
    /// Its value, 1 for true and 0 for false; `null` when it is missing.
    pub value: Option<f64>,
}

/// A column the strategy reads, on that row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ColumnValue {
    /// The column.
    pub name: String,
    /// Its value; `null` when it is missing.
    pub value: Option<f64>,
}

/// The account in the market before the row; `null` where flat or not read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Shares of Up held.
    pub shares_up: f64,
    /// Shares of Down held.
    pub shares_down: f64,
    /// Average entry cost of Up per share, fees included.
    pub average_cost_up: Option<f64>,
    /// Average entry cost of Down per share, fees included.
    pub average_cost_down: Option<f64>,
    /// When the Up position was opened, ms.
    pub opened_at_up_ms: Option<f64>,
    /// When the Down position was opened, ms.
    pub opened_at_down_ms: Option<f64>,
    /// Orders resting or in flight.
    pub open_orders: u32,
    /// Entries approved in this slot.
    pub trades: u32,
    /// Spendable cash.
    pub cash: Option<f64>,
    /// Equity.
    pub equity: Option<f64>,
}

impl From<&AccountView> for Account {
    fn from(a: &AccountView) -> Self {
        let present = |v: f64| v.is_finite().then_some(v);
        Self {
            shares_up: a.shares[0],
            shares_down: a.shares[1],
            average_cost_up: present(a.average_cost[0]),
            average_cost_down: present(a.average_cost[1]),
            opened_at_up_ms: present(a.opened_at_ms[0]),
            opened_at_down_ms: present(a.opened_at_ms[1]),
            open_orders: a.open_orders,
            trades: a.trades,
            cash: present(a.cash),
            equity: present(a.equity),
        }
    }
}

/// Every node's value on one row, from the state before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplainResult {
    /// The market.
    pub market: String,
    /// Time of the row, ms: the first at or after the time asked for.
    pub at_ms: i64,
    /// Index of the row within the slot.
    pub row: u64,
    /// What the strategy read.
    pub columns: Vec<ColumnValue>,
    /// The account it saw.
    pub account: Account,
    /// Its nodes in document order.
    pub nodes: Vec<NodeValue>,
}

impl ExplainResult {
    /// From the names and values of columns and nodes; missing is NaN.
    pub fn new<'a>(
        market: String,
        at_ms: i64,
        row: u64,
        account: &AccountView,
        columns: impl IntoIterator<Item = (&'a str, f64)>,
        nodes: impl IntoIterator<Item = (&'a str, f64)>,
    ) -> Self {
        let present = |v: f64| v.is_finite().then_some(v);
        let column = |(name, v): (&str, f64)| ColumnValue { name: name.to_owned(), value: present(v) };
        let node = |(id, v): (&str, f64)| NodeValue { id: id.to_owned(), value: present(v) };
        Self {
            market,
            at_ms,
            row,
            columns: columns.into_iter().map(column).collect(),
            account: account.into(),
            nodes: nodes.into_iter().map(node).collect(),
        }
    }
}
