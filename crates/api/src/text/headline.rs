//! The top of a report: what was run on what, the five figures that matter, the equity curve, and the facts behind them.

use super::format::{
    clock, count, duration, percent, ratio, shorten, signed, signed_percent, thousands, usdc,
};
use super::table::{Align, Cell, Tone};
use super::{Page, chart, with_interval};
use crate::report::{Report, Trade, WarningLevel, WinTest};
use craftstrat_model::Usdc;

/// Title and headline figures.
pub(super) fn headline(page: &mut Page, report: &Report) {
    let strategy = &report.strategy;
    let name = shorten(&strategy.name, 60);
    let hash: String = strategy.hash.chars().take(12).collect();
    page.line(&[
        Cell::new(name, Tone::Strong),
        Cell::new(format!("  {} {hash}", strategy.kind.title()), Tone::Dim),
    ]);
    page.item(Cell::plain(""), &covered(report));
    page.gap();
    let m = &report.metrics;
    let net = m.pnl_net_usdc;
    let mut result = vec![Cell::new(format!("{} USDC", signed(net)), Tone::of(net.micros()))];
    if m.unresolved_trades > 0 {
        let best = format!(" to {} USDC", signed(m.pnl_net_best_usdc));
        result.push(Cell::new(best, Tone::of(m.pnl_net_best_usdc.micros())));
        result.push(Cell::plain(", by slots without a known winner"));
    } else if let Some(part) = m.return_on_cash {
        result.push(Cell::plain(format!("   {} of {} cash", signed_percent(part), usdc(m.opening_usdc))));
    }
    fact(page, "Net P&L", result);
    let flat = m.trades - m.wins - m.losses - m.unresolved_trades;
    let mut parts = vec![format!("{} won", m.wins), format!("{} lost", m.losses)];
    parts.extend((flat > 0).then(|| format!("{flat} even")));
    parts.extend((m.unresolved_trades > 0).then(|| format!("{} unresolved", m.unresolved_trades)));
    let trades = if m.trades == 0 {
        "none".to_owned()
    } else {
        format!("{} ({})", thousands(m.trades.into()), parts.join(", "))
    };
    words(page, "Trades", &trades);
    win_rate(page, report);
    let fall = &m.drawdown;
    let drawdown = match fall.depth_ratio {
        Some(part) if fall.depth_usdc.is_positive() => {
            format!(
                "{} USDC, at most {} of a peak, up to {} below one",
                usdc(fall.depth_usdc),
                percent(part),
                duration(fall.longest_ms)
            )
        }
        _ => "none".to_owned(),
    };
    words(page, "Max drawdown", &drawdown);
    let cautions = report.warnings.iter().filter(|w| w.level == WarningLevel::Caution).count();
    if cautions > 0 {
        let text = format!("{}, at the end of this report", super::count(cautions as u64, "caution"));
        fact(page, "Read first", vec![Cell::new(text, Tone::Warn)]);
    }
}

fn fact(page: &mut Page, label: &str, value: Vec<Cell>) {
    let mut line = vec![Cell::new(format!("  {label:<14}"), Tone::Dim)];
    line.extend(value);
    page.line(&line);
}

fn words(page: &mut Page, label: &str, text: &str) {
    page.item(Cell::new(format!("  {label:<14}"), Tone::Dim), text);
}

/// The win rate against what the prices paid demand, where most trades were held to settlement; against what the average
/// win and loss demand otherwise.
fn win_rate(page: &mut Page, report: &Report) {
    let m = &report.metrics;
    let held = &report.analysis.break_even_held;
    if 2 * held.trades >= m.trades && held.trades > 0 {
        let needed = held
            .break_even_win_rate
            .map(|b| format!(", prices paid need {}", percent(b)))
            .unwrap_or_default();
        let rate = with_interval(held.win_rate, held.win_rate_low, held.win_rate_high);
        words(page, "Win rate", &format!("{rate}{needed}"));
        let (text, tone) = verdict(held);
        fact(page, "", vec![Cell::new(text, tone)]);
    } else if let Some(rate) = m.win_rate {
        let needed = m
            .payoff_break_even
            .map(|b| format!(", average win and loss need {}", percent(b)))
            .unwrap_or_default();
        words(page, "Win rate", &format!("{}{needed}", percent(rate)));
    }
}

fn verdict(held: &WinTest) -> (&'static str, Tone) {
    match (held.win_rate_low, held.win_rate_high, held.break_even_win_rate) {
        (Some(low), _, Some(needed)) if low > needed => {
            ("better than break-even beyond chance (95 %)", Tone::Good)
        }
        (_, Some(high), Some(needed)) if high < needed => {
            ("worse than break-even beyond chance (95 %)", Tone::Bad)
        }
        _ => ("not distinguishable from break-even", Tone::Warn),
    }
}

fn covered(report: &Report) -> String {
    let markets = &report.markets;
    let mut series: Vec<&str> = report.metrics.by_series.iter().map(|g| g.key.as_str()).collect();
    if series.is_empty() {
        series.extend(report.settings.selection.series.as_deref());
    }
    let slots = count(markets.len() as u64, "slot");
    let span = match (markets.iter().map(|m| m.from).min(), markets.iter().map(|m| m.to).max()) {
        (Some(from), Some(to)) => format!(", {} to {} UTC", clock(from), clock(to)),
        _ => String::new(),
    };
    let generated = if markets.iter().any(|m| m.generated) { ", GENERATED data" } else { "" };
    let series = if series.is_empty() { String::new() } else { format!("{}: ", series.join(", ")) };
    format!("{series}{slots}{span}{generated}")
}

/// The equity curve.
pub(super) fn equity(page: &mut Page, report: &Report) {
    let values: Vec<Usdc> = report.equity.iter().map(|p| p.equity_usdc).collect();
    let style = page.style;
    let lines = chart::area(&values, report.metrics.opening_usdc, style.width(), 6, style.unicode);
    if lines.is_empty() || report.metrics.trades == 0 {
        return;
    }
    page.title("Equity, one step per event");
    page.lines(lines);
    let (Some(first), Some(last)) = (report.equity.first(), report.equity.last()) else { return };
    let span = format!(
        "{} to {} UTC, {}",
        clock(first.at_ms),
        clock(last.at_ms),
        count(values.len() as u64, "point")
    );
    page.line(&[Cell::new(format!("  {span}"), Tone::Dim)]);
}

/// Result, risk and execution as labelled figures in two columns.
pub(super) fn facts(page: &mut Page, report: &Report) {
    if report.metrics.execution.orders == 0 {
        return;
    }
    let left = [("P&L", pnl(report)), ("Trades", trades(report))];
    let right = [("Risk and time", risk(report)), ("Execution", execution(report))];
    for ((left_title, left), (right_title, right)) in left.into_iter().zip(right) {
        if page.style.width() >= 92 {
            page.title(&format!("{left_title:<46}  {right_title}"));
            side_by_side(page, left, right);
        } else {
            for (title, facts) in [(left_title, left), (right_title, right)] {
                page.title(title);
                side_by_side(page, facts, Vec::new());
            }
        }
    }
}

type Fact = (&'static str, Cell);

const LABEL: usize = 18;
const COLUMN: usize = 46;

fn side_by_side(page: &mut Page, left: Vec<Fact>, right: Vec<Fact>) {
    let lines = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    for _ in 0..lines {
        let mut line = pair(left.next(), COLUMN);
        line.extend(pair(right.next(), 0));
        page.line(&line);
    }
}

fn pair(fact: Option<Fact>, width: usize) -> Vec<Cell> {
    let (label, value) = fact.unwrap_or(("", Cell::plain("")));
    let label = Cell::new(format!("  {label}"), Tone::Dim).pad(LABEL + 2, Align::Left);
    vec![label, value.pad(width.saturating_sub(LABEL), Align::Left)]
}

fn money(label: &'static str, amount: Usdc) -> Fact {
    (label, Cell::new(signed(amount), Tone::of(amount.micros())))
}

fn text(label: &'static str, value: String) -> Fact {
    (label, Cell::plain(value))
}

fn pnl(report: &Report) -> Vec<Fact> {
    let m = &report.metrics;
    let fees = Usdc::from_micros(m.fees_usdc.micros().saturating_neg());
    let mut facts = vec![money("gross", m.pnl_gross_usdc), money("fees", fees), money("net", m.pnl_net_usdc)];
    if m.unresolved_trades > 0 {
        facts.push(money("net at best", m.pnl_net_best_usdc));
    }
    facts.extend(m.expectancy_usdc.map(|e| money("per trade", e)));
    facts.push(text(
        "profit factor",
        m.profit_factor.map_or("- (no losses)".to_owned(), |f| format!("{f:.2}")),
    ));
    facts
}

fn trades(report: &Report) -> Vec<Fact> {
    let m = &report.metrics;
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(m.average_win_usdc.map(|w| money("average win", w)));
    facts.extend(m.average_loss_usdc.map(|l| money("average loss", Usdc::from_micros(-l.micros()))));
    let extreme = |t: &Trade| {
        Cell::new(
            format!("{} {} at {}", signed(t.pnl_usdc), t.outcome.code(), t.entry_price),
            Tone::of(t.pnl_usdc.micros()),
        )
    };
    facts.extend(m.best_trade.as_ref().map(|t| ("best trade", extreme(t))));
    facts.extend(m.worst_trade.as_ref().map(|t| ("worst trade", extreme(t))));
    facts.push(text("longest streak", format!("{} won, {} lost", m.consecutive_wins, m.consecutive_losses)));
    let held = m.holding_median_ms.zip(m.holding_mean_ms);
    facts.extend(held.map(|(median, mean)| {
        text("held (median)", format!("{}, mean {}", duration(median), duration(mean)))
    }));
    facts
}

fn risk(report: &Report) -> Vec<Fact> {
    let m = &report.metrics;
    let e = &m.exposure;
    let in_market = e.in_market_ratio.map_or("-".to_owned(), percent);
    vec![
        text("Sharpe", format!("{} a trade, {} a slot", ratio(m.sharpe_per_trade), ratio(m.sharpe_per_slot))),
        text(
            "Sortino",
            format!("{} a trade, {} a slot", ratio(m.sortino_per_trade), ratio(m.sortino_per_slot)),
        ),
        text("in market", format!("{in_market} of {}", duration(e.covered_ms))),
        text("at risk", format!("{} on average, {} at most", usdc(e.average_usdc), usdc(e.max_usdc))),
        text(
            "turnover",
            format!(
                "{}, {} x cash",
                usdc(m.turnover_usdc),
                m.turnover_ratio.map_or("-".to_owned(), |t| format!("{t:.2}"))
            ),
        ),
    ]
}

fn execution(report: &Report) -> Vec<Fact> {
    let e = &report.metrics.execution;
    let part = |p: Option<f64>| p.map_or("-".to_owned(), percent);
    let end = |name: &str| e.ends.get(name).copied().unwrap_or(0);
    let mut facts = vec![
        text(
            "orders filled",
            format!(
                "{} of {}, {} of shares",
                part(e.fill_ratio_orders),
                thousands(e.orders.into()),
                part(e.fill_ratio_shares)
            ),
        ),
        text("partly filled", thousands(end("partially_filled").into())),
    ];
    let lost: Vec<String> =
        [("killed", "killed"), ("no_data", "no data"), ("cancelled", "cancelled"), ("expired", "expired")]
            .into_iter()
            .filter(|(code, _)| end(code) > 0)
            .map(|(code, name)| format!("{} {name}", end(code)))
            .collect();
    if !lost.is_empty() {
        facts.push(text("not filled", lost.join(", ")));
    }
    let estimated = e
        .estimated_ratio
        .filter(|p| *p > 0.0)
        .map(|p| format!(" ({} estimated)", percent(p)))
        .unwrap_or_default();
    facts.push(text("as maker", format!("{}{estimated}", part(e.maker_ratio))));
    let worse = e.slippage_ratio.map(|p| format!(" ({})", signed_percent(p))).unwrap_or_default();
    facts.push(text("paid beyond mid", format!("{}{worse}", usdc(e.slippage_usdc))));
    facts
}
