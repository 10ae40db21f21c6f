//! How much of the result survives worse conditions, bad luck and a coin flip.

use super::Page;
use super::format::{count, percent, signed};
use super::table::{Align, Cell, Table, Tone};
use crate::report::Report;
use craftstrat_model::Usdc;

/// The scenarios side by side, then what chance explains.
pub(super) fn robust(page: &mut Page, report: &Report) {
    let m = &report.metrics;
    if m.trades == 0 {
        return;
    }
    page.title("How robust");
    let mut table = Table::new(&[
        ("scenario", Align::Left),
        ("net P&L", Align::Right),
        ("change", Align::Right),
        ("trades", Align::Right),
        ("win rate", Align::Right),
    ]);
    let net = m.pnl_net_usdc;
    let amount = |a: Usdc| Cell::new(signed(a), Tone::of(a.micros()));
    let change = |a: Usdc| Cell::plain(signed(Usdc::from_micros(a.micros().saturating_sub(net.micros()))));
    let rate = |r: Option<f64>| Cell::plain(r.map_or("-".to_owned(), percent));
    table.row(vec![
        Cell::plain("this run"),
        amount(net),
        Cell::plain(""),
        Cell::plain(m.trades.to_string()),
        rate(m.win_rate),
    ]);
    for v in &report.variants {
        let trades = Cell::plain(v.trades.to_string());
        table.row(vec![
            Cell::plain(v.title.clone()),
            amount(v.pnl_net_usdc),
            change(v.pnl_net_usdc),
            trades,
            rate(v.win_rate),
        ]);
    }
    if let Some(best) = &report.analysis.concentration {
        table.row(vec![
            Cell::plain("without the best slot"),
            amount(best.pnl_net_without_usdc),
            change(best.pnl_net_without_usdc),
        ]);
    }
    page.lines(table.lines(page.style.width()));
    chance(page, report);
}

fn chance(page: &mut Page, report: &Report) {
    let a = &report.analysis;
    page.gap();
    let mark = || Cell::new("  - ", Tone::Dim);
    let b = &a.baseline;
    if let Some(part) = b.at_least_as_good {
        let left_out = match b.skipped {
            0 => String::new(),
            n => format!(" ({} without a recorded other side left out)", count(n, "trade")),
        };
        let text = format!(
            "The same entries on a random side would make {} on average, {} to {} in nine of ten draws{left_out}; {} of \
             draws do at least as well as the {} of this run. Swapping every side: {}.",
            signed(b.expected_usdc),
            signed(b.low_usdc),
            signed(b.high_usdc),
            percent(part),
            signed(b.actual_usdc),
            signed(b.swapped_usdc)
        );
        page.item(mark(), &text);
    }
    let e = &a.break_even_entries;
    if let (Some(won), Some(needed)) = (e.win_rate, e.break_even_win_rate) {
        let text = format!(
            "Held to the end, the side bought would have won {} of {}; the prices paid need {}.",
            percent(won),
            count(e.trades, "time"),
            percent(needed)
        );
        page.item(mark(), &text);
    }
    if let Some(mean) = &a.mean_pnl {
        let text = format!(
            "Mean P&L per trade {:+.4}, 95 % interval {:+.4} to {:+.4} (bootstrap over {}).",
            mean.mean,
            mean.low,
            mean.high,
            count(mean.slots, "slot")
        );
        page.item(mark(), &text);
    }
}
