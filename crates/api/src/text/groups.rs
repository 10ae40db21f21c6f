//! Where the money was made: tables by outcome, exit, slot phase and hour, and the biggest trades.

use super::format::{clock, duration, percent, signed, thousands};
use super::table::{Align, Cell, Table, Tone};
use super::{Page, chart};
use crate::report::{Group, Report, Trade};
use craftstrat_model::Usdc;

/// All groupings that say something: those with more than one group or a single telling one.
pub(super) fn groups(page: &mut Page, report: &Report) {
    let m = &report.metrics;
    if m.trades == 0 {
        return;
    }
    let phases: Vec<Group> = m.by_slot_phase.iter().filter(|g| g.trades > 0).map(named_phase).collect();
    let exits: Vec<Group> =
        m.by_exit.iter().map(|g| Group { key: g.key.replace('_', " "), ..g.clone() }).collect();
    if m.by_series.len() > 1 {
        grouping(page, "By series", "series", &m.by_series);
    }
    grouping(page, "By outcome", "outcome", &m.by_outcome);
    grouping(page, "By exit", "exit", &exits);
    grouping(page, "By slot phase at entry", "phase", &phases);
    grouping(page, "By hour of entry (UTC)", "hour", &m.by_hour_utc);
}

fn named_phase(group: &Group) -> Group {
    let key = match group.key.as_str() {
        "1" => "first quarter",
        "2" => "second quarter",
        "3" => "third quarter",
        "4" => "last quarter",
        other => other,
    };
    Group { key: key.to_owned(), ..group.clone() }
}

fn grouping(page: &mut Page, title: &str, what: &str, groups: &[Group]) {
    page.title(title);
    let mut table = Table::new(&[
        (&format!("{what:<14}"), Align::Left),
        ("trades", Align::Right),
        ("win rate", Align::Right),
        ("gross", Align::Right),
        ("fees", Align::Right),
        ("     net", Align::Right),
        ("", Align::Left),
    ]);
    let largest = groups.iter().map(|g| g.pnl_net_usdc.micros().unsigned_abs()).max().unwrap_or(0).max(1);
    for group in groups {
        let net = group.pnl_net_usdc;
        let part = net.micros() as f64 / largest as f64;
        table.row(vec![
            Cell::plain(group.key.clone()),
            Cell::plain(thousands(group.trades.into())),
            Cell::plain(group.win_rate.map_or("-".to_owned(), percent)),
            Cell::plain(signed(group.pnl_gross_usdc)),
            Cell::plain(super::format::usdc(group.fees_usdc)),
            Cell::new(signed(net), Tone::of(net.micros())),
            chart::bar(part, 20, page.style.unicode),
        ]);
    }
    page.lines(table.lines(page.style.width()));
}

/// Trades shown at each end.
const EACH: usize = 3;

/// The trades that won and lost most.
pub(super) fn trades(page: &mut Page, report: &Report) {
    if report.trades.is_empty() {
        return;
    }
    let mut sorted: Vec<&Trade> = report.trades.iter().collect();
    sorted.sort_by_key(|t| std::cmp::Reverse(t.pnl_usdc));
    let shown: Vec<&Trade> = if sorted.len() <= 2 * EACH {
        sorted
    } else {
        sorted[..EACH].iter().chain(&sorted[sorted.len() - EACH..]).copied().collect()
    };
    page.title("Biggest trades");
    let mut table = Table::new(&[
        ("P&L", Align::Right),
        ("side", Align::Left),
        ("opened (UTC)", Align::Left),
        ("held", Align::Right),
        ("entry", Align::Left),
        ("exit", Align::Left),
        ("shares", Align::Right),
        ("ended by", Align::Left),
        ("market", Align::Left),
    ]);
    for trade in shown {
        table.row(vec![
            Cell::new(signed(trade.pnl_usdc), Tone::of(trade.pnl_usdc.micros())),
            Cell::plain(trade.outcome.code()),
            Cell::plain(clock(trade.opened_at_ms)),
            Cell::plain(duration(trade.closed_at_ms - trade.opened_at_ms)),
            Cell::plain(short(trade.entry_price.micros())),
            Cell::plain(short(trade.exit_price.micros())),
            Cell::plain(super::format::usdc(Usdc::from_micros(trade.shares.micros()))),
            Cell::plain(trade.exit_reason.code().replace('_', " ")),
            Cell::plain(trade.market.clone()),
        ]);
    }
    page.lines(table.lines(page.style.width()));
}

/// A price at up to four decimals: averages of several fills have six.
fn short(micros: i64) -> String {
    let rounded =
        craftstrat_model::money::div_round(micros.into(), 100, craftstrat_model::Rounding::HalfEven);
    craftstrat_model::Price::from_micros(rounded as i64 * 100).to_string()
}
