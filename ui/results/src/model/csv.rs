//! Tables as CSV: RFC 4180 quoting, a header, `\n` line ends. Amounts are the report's decimal strings, times milliseconds.

use craftstrat_api::report::{EquityPoint, Fill, Trade};

/// One cell: quoted when it holds a comma, a quote or a line end.
pub fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut csv = header.join(",");
    csv.push('\n');
    for row in rows {
        csv.push_str(&row.map(|c| cell(&c)).join(","));
        csv.push('\n');
    }
    csv
}

/// The trades as they are listed in the report.
pub fn trades(trades: &[Trade]) -> String {
    let header = [
        "market",
        "outcome",
        "opened_at_ms",
        "closed_at_ms",
        "entry_price",
        "exit_price",
        "shares",
        "entry_cost_usdc",
        "proceeds_usdc",
        "fees_usdc",
        "pnl_usdc",
        "pnl_best_usdc",
        "exit_reason",
        "entries",
    ];
    let row = |t: &Trade| {
        [
            t.market.clone(),
            t.outcome.code().to_owned(),
            t.opened_at_ms.to_string(),
            t.closed_at_ms.to_string(),
            t.entry_price.to_string(),
            t.exit_price.to_string(),
            t.shares.to_string(),
            t.entry_cost_usdc.to_string(),
            t.proceeds_usdc.to_string(),
            t.fees_usdc.to_string(),
            t.pnl_usdc.to_string(),
            t.pnl_best_usdc.to_string(),
            t.exit_reason.code().to_owned(),
            t.entries.to_string(),
        ]
    };
    table(header, trades.iter().map(row))
}

/// The fills.
pub fn fills(fills: &[Fill]) -> String {
    let header = [
        "at_ms",
        "market",
        "outcome",
        "side",
        "price",
        "shares",
        "notional_usdc",
        "fee_usdc",
        "liquidity",
        "cause",
        "decision_mid",
        "order_id",
    ];
    let row = |f: &Fill| {
        [
            f.at_ms.to_string(),
            f.market.clone(),
            f.outcome.code().to_owned(),
            f.side.code().to_owned(),
            f.price.to_string(),
            f.shares.to_string(),
            f.notional_usdc.to_string(),
            f.fee_usdc.to_string(),
            f.liquidity.code().to_owned(),
            f.cause.code().to_owned(),
            f.decision_mid.map(|m| m.to_string()).unwrap_or_default(),
            f.order_id.clone(),
        ]
    };
    table(header, fills.iter().map(row))
}

/// The equity curve.
pub fn equity(points: &[EquityPoint]) -> String {
    let row = |p: &EquityPoint| [p.at_ms.to_string(), p.equity_usdc.to_string(), p.exposure_usdc.to_string()];
    table(["at_ms", "equity_usdc", "exposure_usdc"], points.iter().map(row))
}
