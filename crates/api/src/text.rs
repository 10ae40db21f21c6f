//! Terminal renderings: pure functions from an answer to lines of text, width-limited, colour optional.

pub mod answers;
pub mod chart;
pub mod format;
mod groups;
mod headline;
mod robust;
pub mod table;

use crate::report::{Report, WarningLevel};
use format::{clock, count, duration, percent};
use table::{Cell, Tone, wrap};

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal; held in 60..=140.
    pub width: usize,
    /// ANSI colours.
    pub color: bool,
    /// Block and line characters; plain ASCII otherwise.
    pub unicode: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 100, color: false, unicode: true }
    }
}

impl Style {
    fn width(&self) -> usize {
        self.width.clamp(60, 140)
    }
}

/// Lines of a rendering.
pub(crate) struct Page {
    style: Style,
    text: String,
}

impl Page {
    pub(crate) fn new(style: &Style) -> Self {
        Self { style: *style, text: String::new() }
    }

    /// One line of cells, cut at the width.
    pub(crate) fn line(&mut self, cells: &[Cell]) {
        let mut line = String::new();
        let mut room = self.style.width();
        for cell in cells {
            line.push_str(&cell.clone().cut(room).paint(self.style.color));
            room = room.saturating_sub(cell.width());
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub(crate) fn lines(&mut self, lines: impl IntoIterator<Item = Vec<Cell>>) {
        for line in lines {
            self.line(&line);
        }
    }

    pub(crate) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A section's title with a rule to the right edge.
    pub(crate) fn title(&mut self, title: &str) {
        self.gap();
        let rule = if self.style.unicode { "─" } else { "-" };
        let rest = self.style.width().saturating_sub(title.chars().count() + 1);
        self.line(&[Cell::new(title, Tone::Strong), Cell::new(format!(" {}", rule.repeat(rest)), Tone::Dim)]);
    }

    /// A paragraph with a hanging indent under its mark.
    pub(crate) fn item(&mut self, mark: Cell, text: &str) {
        let indent = mark.width();
        for (index, piece) in wrap(text, self.style.width().saturating_sub(indent)).into_iter().enumerate() {
            let lead = if index == 0 { mark.clone() } else { Cell::plain(" ".repeat(indent)) };
            self.line(&[lead, Cell::plain(piece)]);
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// A whole report.
pub fn report(report: &Report, style: &Style) -> String {
    let mut page = Page::new(style);
    headline::headline(&mut page, report);
    headline::equity(&mut page, report);
    headline::facts(&mut page, report);
    groups::groups(&mut page, report);
    groups::trades(&mut page, report);
    denials(&mut page, report);
    robust::robust(&mut page, report);
    unresolved(&mut page, report);
    faults(&mut page, report);
    warnings(&mut page, report);
    footer(&mut page, report);
    page.finish()
}

fn denials(page: &mut Page, report: &Report) {
    if report.denials.is_empty() {
        return;
    }
    page.title("Orders the risk gate refused");
    for denial in report.denials.iter().take(8) {
        let mark = Cell::plain(format!("{:>8}  ", format::thousands(denial.count as i128)));
        let detail = denial.first_detail.as_deref().map(|d| format!(": first {d}")).unwrap_or_default();
        page.item(mark, &format!("{}{detail}", denial.code.replace('_', " ")));
    }
}

fn unresolved(page: &mut Page, report: &Report) {
    let open: Vec<_> = report.unresolved.iter().filter(|u| u.trades > 0).collect();
    if open.is_empty() {
        return;
    }
    page.title("Positions in slots without a known winner");
    for slot in open.iter().take(SHOWN) {
        let (low, high) = (format::signed(slot.pnl_if_lost_usdc), format::signed(slot.pnl_if_won_usdc));
        page.item(
            Cell::plain("  "),
            &format!("{}: {}, {low} if lost, {high} if won", slot.market, trades(slot.trades)),
        );
    }
    more(page, open.len());
}

fn faults(page: &mut Page, report: &Report) {
    if report.faults.is_empty() {
        return;
    }
    page.title("Where the strategy failed");
    for fault in report.faults.iter().take(SHOWN) {
        page.item(
            Cell::new("  x ", Tone::Bad),
            &format!("{} at {}: {}", fault.market, clock(fault.at_ms), fault.message),
        );
    }
    more(page, report.faults.len());
}

/// Lines of a list that are shown.
const SHOWN: usize = 5;

fn more(page: &mut Page, all: usize) {
    if all > SHOWN {
        page.line(&[Cell::new(format!("  and {} more (see --json)", all - SHOWN), Tone::Dim)]);
    }
}

fn trades(n: u64) -> String {
    count(n, "trade")
}

fn warnings(page: &mut Page, report: &Report) {
    if report.warnings.is_empty() {
        return;
    }
    page.title("Before you believe it");
    for warning in &report.warnings {
        let mark = match warning.level {
            WarningLevel::Caution => Cell::new("  ! ", Tone::Warn),
            WarningLevel::Note => Cell::new("  - ", Tone::Dim),
        };
        page.item(mark, &warning.message);
    }
}

fn footer(page: &mut Page, report: &Report) {
    page.title("How it was run");
    let s = &report.settings;
    let delay = match s.taker_delay_ms {
        Some(ms) => format!("{ms} ms"),
        None => "by its dated table".to_owned(),
    };
    page.item(
        Cell::plain("  "),
        &format!(
            "Cash {} USDC; {} ms to the venue, whose own delay is {delay}; shares can be sold {} after a buy, payouts spent \
             {} after the slot; market orders accept {} beyond the best price.",
            format::usdc(s.cash_usdc),
            s.latency_ms,
            duration(s.settle_ms.into()),
            duration(s.payout_ms.into()),
            s.slippage
        ),
    );
    if let Some(fees) = &s.fees {
        let taken = if fees.buy_fee_in_shares { "in shares" } else { "on top" };
        let curve = format!("shares x {} x (p (1 - p))^{}", fees.rate, fees.exponent);
        page.item(Cell::plain("  "), &format!("Taker fees of every market: {curve}, a buy's {taken}."));
    }
    if !s.parameters.is_empty() {
        let values: Vec<String> =
            s.parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        page.item(Cell::plain("  "), &format!("Parameters: {}.", values.join(", ")));
    }
    let t = &report.timing;
    let speed =
        t.rows_per_second.map(|r| format!(", {} rows/s", format::thousands(r as i128))).unwrap_or_default();
    let fuel = t.fuel_per_row.map(|f| format!(", {f:.1} fuel per row")).unwrap_or_default();
    let rows = format::thousands(t.rows.into());
    page.item(Cell::plain("  "), &format!("{rows} rows in {:.3} s{speed}{fuel}.", t.seconds));
    page.item(Cell::plain("  digest "), &report.digest);
    for sentence in &report.attribution {
        page.item(Cell::plain("  data   "), sentence);
    }
}

/// A part of one with its interval: `58.3 % (38.8 to 75.5 %)`.
pub(crate) fn with_interval(value: Option<f64>, low: Option<f64>, high: Option<f64>) -> String {
    match (value, low, high) {
        (Some(v), Some(l), Some(h)) => format!("{} (95 %: {:.1} to {})", percent(v), l * 100.0, percent(h)),
        (Some(v), _, _) => percent(v),
        _ => "-".to_owned(),
    }
}
