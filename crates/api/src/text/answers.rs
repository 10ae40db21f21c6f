//! The other answers as text: problems, inspections, explanations, coverage and sweeps.

use super::format::{clock, count, duration, percent, ratio, shorten, signed, thousands, time_of_day, usdc};
use super::table::{Align, Cell, Table, Tone};
use super::{Page, Style};
use crate::{CheckResult, Coverage, ExplainResult, Inspection, Severity, Sweep};

/// Every problem with its place and fix.
pub fn check(result: &CheckResult, style: &Style) -> String {
    let mut page = Page::new(style);
    for problem in &result.problems {
        let (word, tone) = match problem.severity {
            Severity::Error => ("error", Tone::Bad),
            Severity::Warning => ("warning", Tone::Warn),
        };
        let place = if problem.path.is_empty() { "document" } else { &problem.path };
        page.item(Cell::new(word, tone), &format!("[{}] {place}", problem.code));
        page.item(Cell::plain("    "), &problem.message);
        if let Some(fix) = &problem.fix {
            page.item(Cell::new("    fix: ", Tone::Dim), fix);
        }
    }
    let (verdict, tone) = if result.ok { ("can be run", Tone::Good) } else { ("cannot be run", Tone::Bad) };
    let sums = format!("{}, {}", count(result.errors, "error"), count(result.warnings, "warning"));
    page.line(&[
        Cell::plain(format!("{}: ", result.file)),
        Cell::new(verdict, tone),
        Cell::plain(format!(", {sums}")),
    ]);
    page.finish()
}

/// What a component declares.
pub fn inspection(inspection: &Inspection, style: &Style) -> String {
    let mut page = Page::new(style);
    let name = format!("{} {}", inspection.name, inspection.version);
    page.line(&[Cell::new(name.trim_end(), Tone::Strong)]);
    let fact = |page: &mut Page, label: &str, value: String| {
        page.item(Cell::new(format!("  {label:<14}"), Tone::Dim), &value);
    };
    fact(&mut page, "sha-256", inspection.hash.clone());
    fact(&mut page, "size", format!("{} bytes", thousands(inspection.bytes.into())));
    let list = |names: &[String]| if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    fact(&mut page, "reads ticks", list(&inspection.columns));
    fact(&mut page, "reads account", list(&inspection.account));
    fact(&mut page, "warm-up", count(inspection.warm_up_rows.into(), "row"));
    let r = &inspection.risk;
    let number = |name: &str, v: Option<f64>| v.map(|v| format!("{name} {v}"));
    let whole = |name: &str, v: Option<u32>| v.map(|v| format!("{name} {v}"));
    let risk: Vec<String> = [
        number("stop loss %", r.stoploss_pct),
        number("take profit %", r.take_profit_pct),
        number("max position USDC", r.max_position_usdc),
        whole("max trades per slot", r.max_trades_per_slot),
        number("cool-down s", r.cool_down_s),
        whole("max open entries", r.max_open_entries),
    ]
    .into_iter()
    .flatten()
    .collect();
    fact(
        &mut page,
        "risk",
        if risk.is_empty() { "no limits of its own".to_owned() } else { risk.join(", ") },
    );
    for p in &inspection.parameters {
        let step = if p.step > 0.0 { format!(", step {}", p.step) } else { String::new() };
        fact(&mut page, "parameter", format!("{} = {} ({} to {}{step})", p.name, p.default, p.min, p.max));
    }
    fact(&mut page, "nodes", list(&inspection.nodes));
    let source = match &inspection.source {
        None => "none embedded".to_owned(),
        Some(s) if s.authentic => {
            format!("embedded, compiler {}; compiling it again gives these bytes", s.compiler_version)
        }
        Some(s) => format!(
            "embedded, compiler {}; NOT verified: it does not compile to these bytes here",
            s.compiler_version
        ),
    };
    fact(&mut page, "document", source);
    page.finish()
}

/// Every node's value on one row.
pub fn explanation(result: &ExplainResult, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&[
        Cell::new(result.market.clone(), Tone::Strong),
        Cell::plain(format!("  {} UTC, row {}", clock(result.at_ms), result.row)),
    ]);
    let value = |v: Option<f64>| match v {
        Some(v) => Cell::plain(v.to_string()),
        None => Cell::new("missing", Tone::Dim),
    };
    page.title("Columns");
    let mut table = Table::new(&[("column", Align::Left), ("value", Align::Right)]);
    result.columns.iter().for_each(|c| table.row(vec![Cell::plain(c.name.clone()), value(c.value)]));
    page.lines(table.lines(style.width()));
    let a = &result.account;
    page.title("Account before the row");
    let side = |name: &str, shares: f64, cost: Option<f64>, opened: Option<f64>| {
        let cost = cost.map(|c| format!(" at {c:.4} with fees")).unwrap_or_default();
        let opened = opened.map(|t| format!(" since {}", time_of_day(t as i64))).unwrap_or_default();
        format!("{shares} {name} shares{cost}{opened}")
    };
    let held = format!(
        "{}, {}, {} open, {} in this slot",
        side("UP", a.shares_up, a.average_cost_up, a.opened_at_up_ms),
        side("DOWN", a.shares_down, a.average_cost_down, a.opened_at_down_ms),
        count(a.open_orders.into(), "order"),
        count(a.trades.into(), "trade")
    );
    page.item(Cell::plain("  "), &held);
    let money = [("cash", a.cash), ("equity", a.equity)];
    for (name, amount) in money.iter().filter_map(|(name, v)| v.map(|v| (name, v))) {
        page.item(Cell::plain("  "), &format!("{name} {amount} USDC"));
    }
    page.title("Nodes");
    let mut table = Table::new(&[("node", Align::Left), ("value", Align::Right)]);
    result.nodes.iter().for_each(|n| table.row(vec![Cell::plain(shorten(&n.id, 60)), value(n.value)]));
    page.lines(table.lines(style.width()));
    page.finish()
}

/// One line per market.
pub fn coverage(coverage: &Coverage, style: &Style) -> String {
    let mut page = Page::new(style);
    let mut table = Table::new(&[
        ("market", Align::Left),
        ("day", Align::Left),
        ("from", Align::Left),
        ("to", Align::Left),
        ("rows", Align::Right),
        ("seconds", Align::Right),
        ("gaps", Align::Right),
        ("longest", Align::Right),
        ("winner", Align::Left),
        ("origin", Align::Left),
    ]);
    for m in &coverage.markets {
        let time = |t: Option<i64>| Cell::plain(t.map_or("-".to_owned(), time_of_day));
        let winner = match m.winner {
            Some(winner) => Cell::plain(format!("{} {}", winner.code(), m.winner_source.code())),
            None => Cell::new("unresolved", Tone::Warn),
        };
        let origin = match (m.generated, m.one_token) {
            (true, _) => Cell::new("GENERATED", Tone::Warn),
            (_, true) => Cell::plain("recorded, one token"),
            _ => Cell::plain("recorded"),
        };
        table.row(vec![
            Cell::plain(m.symbol.clone()),
            Cell::plain(clock(m.start_ms).split(' ').next().unwrap_or_default()),
            time(m.from_ms),
            time(m.to_ms),
            Cell::plain(thousands(m.rows.into())),
            Cell::plain(percent(m.coverage())),
            Cell::plain(m.gaps.to_string()),
            Cell::plain(duration(m.longest_gap_ms)),
            winner,
            origin,
        ]);
    }
    page.lines(table.lines(style.width()));
    let sums = format!("{}, {}", count(coverage.markets.len() as u64, "market"), count(coverage.rows, "row"));
    page.line(&[Cell::new(sums, Tone::Dim)]);
    for sentence in &coverage.attribution {
        page.item(Cell::plain("data: "), sentence);
    }
    page.finish()
}

/// The best `top` combinations of a sweep.
pub fn sweep(sweep: &Sweep, top: usize, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&[Cell::new(
        format!("{}: {}", sweep.strategy.name, count(sweep.rows.len() as u64, "combination")),
        Tone::Strong,
    )]);
    let mut columns: Vec<(&str, Align)> =
        sweep.parameters.iter().map(|p| (p.as_str(), Align::Right)).collect();
    columns.extend([
        ("net P&L", Align::Right),
        ("trades", Align::Right),
        ("win rate", Align::Right),
        ("profit factor", Align::Right),
        ("Sharpe/slot", Align::Right),
        ("max drawdown", Align::Right),
        ("fees", Align::Right),
    ]);
    let mut table = Table::new(&columns);
    for row in sweep.rows.iter().take(top) {
        let mut cells: Vec<Cell> = row.values.iter().map(|v| Cell::plain(v.to_string())).collect();
        cells.extend([
            Cell::new(signed(row.pnl_net_usdc), Tone::of(row.pnl_net_usdc.micros())),
            Cell::plain(thousands(row.trades.into())),
            Cell::plain(row.win_rate.map_or("-".to_owned(), percent)),
            Cell::plain(ratio(row.profit_factor)),
            Cell::plain(ratio(row.sharpe_per_slot)),
            Cell::plain(usdc(row.max_drawdown_usdc)),
            Cell::plain(usdc(row.fees_usdc)),
        ]);
        table.row(cells);
    }
    page.lines(table.lines(style.width()));
    page.gap();
    page.item(Cell::new("! ", Tone::Warn), &sweep.searched.message);
    for sentence in &sweep.attribution {
        page.item(Cell::plain("data: "), sentence);
    }
    page.finish()
}
