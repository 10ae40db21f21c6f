//! The trades' table: what is shown, in which order, and what it adds up to.

use craftstrat_api::report::Trade;
use craftstrat_api::wire::{ExitReason, Outcome};
use craftstrat_model::Usdc;
use craftstrat_ui_results::model::csv;
use craftstrat_ui_results::model::decisions::decisions;
use craftstrat_ui_results::model::trades::{TradeColumn, TradeFilter, TradeResult, by_market, shown, totals};

fn trades() -> Vec<Trade> {
    crate::common::backtest().report.trades
}

#[test]
fn every_column_sorts_both_ways_and_loses_nothing() {
    let trades = trades();
    for column in TradeColumn::ALL {
        let up = shown(&trades, &TradeFilter::default(), column, false);
        let down = shown(&trades, &TradeFilter::default(), column, true);
        let sorted = |mut list: Vec<usize>| {
            list.sort_unstable();
            list
        };
        let all: Vec<usize> = (0..trades.len()).collect();
        assert_eq!(sorted(up.clone()), all, "{}", column.code());
        assert_eq!(sorted(down), all, "{}", column.code());
    }
    let by_pnl = shown(&trades, &TradeFilter::default(), TradeColumn::Pnl, true);
    let pnl: Vec<i64> = by_pnl.iter().map(|i| trades[*i].pnl_usdc.micros()).collect();
    assert!(pnl.windows(2).all(|w| w[0] >= w[1]), "{pnl:?}");
}

#[test]
fn filters_combine() {
    let mut trades = trades();
    trades[0].exit_reason = ExitReason::Unresolved;
    trades[1].pnl_usdc = Usdc::default();
    let count = |filter: &TradeFilter| shown(&trades, filter, TradeColumn::Opened, false).len();
    let of = |result| TradeFilter { result: Some(result), ..TradeFilter::default() };
    assert_eq!(count(&of(TradeResult::Unresolved)), 1);
    assert_eq!(count(&of(TradeResult::Even)), 1);
    let split: usize = TradeResult::ALL.into_iter().map(|r| count(&of(r))).sum();
    assert_eq!(split, trades.len(), "every trade has one result");
    assert_eq!(
        count(&TradeFilter { outcome: Some(Outcome::Down), ..TradeFilter::default() }),
        0,
        "it only buys Up"
    );
    let slug = trades[3].market.to_uppercase();
    let text = TradeFilter { text: format!(" {slug} "), ..TradeFilter::default() };
    assert_eq!(count(&text), trades.iter().filter(|t| t.market == trades[3].market).count());
    let both = TradeFilter { result: Some(TradeResult::Unresolved), ..text };
    assert!(count(&both) < 2);
}

#[test]
fn totals_are_those_of_the_report() {
    let report = crate::common::backtest().report;
    let all: Vec<usize> = (0..report.trades.len()).collect();
    let sums = totals(&report.trades, &all);
    assert_eq!(sums.pnl, report.metrics.pnl_net_usdc);
    assert_eq!(sums.fees, report.metrics.fees_usdc);
    assert_eq!(
        (sums.trades, sums.wins, sums.losses),
        (report.metrics.trades, report.metrics.wins, report.metrics.losses)
    );
    let by_slot = by_market(&report.trades);
    let pnl: i64 = by_slot.iter().map(|(_, t)| t.pnl.micros()).sum();
    assert_eq!(pnl, report.metrics.pnl_net_usdc.micros());
    assert!(by_slot.windows(2).all(|w| w[0].0 < w[1].0), "slots of one series in time order");
    assert_eq!(totals(&report.trades, &[]).trades, 0);
}

#[test]
fn entries_and_exits_lead_to_the_rows_they_were_decided_on() {
    let report = crate::common::backtest().report;
    for trade in &report.trades {
        let found = decisions(&report.fills, &report.orders, trade);
        let entry = found.entry.expect("every trade has an entry order");
        assert!(entry.at_ms < trade.opened_at_ms, "an order is decided before it is filled");
        let exit = found.exit.expect("all of these were closed by orders");
        assert!((entry.at_ms..=trade.closed_at_ms).contains(&exit.at_ms));
        assert_eq!(exit.cause.code(), trade.exit_reason.code());
    }
    let settled = Trade { exit_reason: ExitReason::Settlement, ..report.trades[0].clone() };
    assert_eq!(decisions(&report.fills, &report.orders, &settled).exit, None, "no order settles a slot");
}

#[test]
fn csv_quotes_what_needs_it() {
    assert_eq!(csv::cell("plain-1.5"), "plain-1.5");
    assert_eq!(csv::cell("a,b"), "\"a,b\"");
    assert_eq!(csv::cell("say \"x\""), "\"say \"\"x\"\"\"");
    assert_eq!(csv::cell("two\nlines"), "\"two\nlines\"");
}

#[test]
fn csv_has_a_row_for_everything() {
    let report = crate::common::backtest().report;
    let check = |text: &str, rows: usize| {
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), rows + 1);
        let cells = lines[0].split(',').count();
        assert!(lines.iter().all(|l| l.split(',').count() == cells), "{}", lines[0]);
    };
    let table = csv::trades(&report.trades);
    check(&table, report.trades.len());
    assert!(table.contains(&report.trades[0].pnl_usdc.to_string()), "amounts as the report has them");
    check(&csv::fills(&report.fills), report.fills.len());
    check(&csv::equity(&report.equity), report.equity.len());
}
