//! What was decided when: the orders behind a trade's entry and exit, so that they can be explained.

use craftstrat_api::report::{Fill, Order, Trade};
use craftstrat_api::wire::{Cause, ExitReason, Side};

/// A moment of a trade that can be explained.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The row it was decided on, ms.
    pub at_ms: i64,
    /// Why.
    pub cause: Cause,
    /// The node that decided, where the strategy names them.
    pub node: Option<String>,
    /// The order's id.
    pub order_id: String,
}

/// Entry and exit of a trade.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    /// The order of its first fill.
    pub entry: Option<Decision>,
    /// The order of its last sale; `None` when no order closed it: it settled, was merged, or its winner is not known.
    pub exit: Option<Decision>,
}

/// The decisions behind a trade, among a run's fills and orders. A fill names its order, and the order the row it was
/// decided on.
pub fn decisions(fills: &[Fill], orders: &[Order], trade: &Trade) -> Decisions {
    let order_of = |side: Side, at_ms: i64| -> Option<&Order> {
        let fill = fills.iter().find(|f| {
            f.market == trade.market && f.outcome == trade.outcome && f.side == side && f.at_ms == at_ms
        })?;
        orders.iter().find(|o| o.order_id == fill.order_id)
    };
    let decision = |o: &Order| Decision {
        at_ms: o.decided_at_ms,
        cause: o.cause,
        node: o.node.clone(),
        order_id: o.order_id.clone(),
    };
    let by_order =
        matches!(trade.exit_reason, ExitReason::Strategy | ExitReason::StopLoss | ExitReason::TakeProfit);
    Decisions {
        entry: order_of(Side::Buy, trade.opened_at_ms).map(decision),
        exit: by_order.then(|| order_of(Side::Sell, trade.closed_at_ms)).flatten().map(decision),
    }
}
