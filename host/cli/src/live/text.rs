//! Runs on paper as people read them in a terminal.

use super::offline::{Status, Told, hint};
use craftstrat_api::studio::live::{
    FeedSource, LiveOverview, LiveRunSummary, RunState, SourceKind, SourceStatus, Venue, Waiting,
};
use craftstrat_api::text::Style;
use craftstrat_api::text::format::{clock, count, signed, thousands, time_of_day, usdc};
use craftstrat_api::text::table::{Align, Cell, Table, Tone};
use craftstrat_model::Usdc;

/// Characters of an id that are shown; the beginning is enough to name a run.
const ID_SHOWN: usize = 8;

/// Sources that are not fresh and shown by name; the rest is counted.
const SOURCES_SHOWN: usize = 12;

struct Lines {
    style: Style,
    text: String,
}

impl Lines {
    fn new(style: &Style) -> Self {
        Self { style: *style, text: String::new() }
    }

    fn line(&mut self, cells: &[Cell]) {
        let painted: String = cells.iter().map(|cell| cell.paint(self.style.color)).collect();
        self.text.push_str(painted.trim_end());
        self.text.push('\n');
    }

    fn fact(&mut self, name: &str, value: Cell) {
        self.line(&[Cell::new(format!("{name:<12}"), Tone::Dim), value]);
    }
}

/// Everything a server says of what runs.
pub fn overview(overview: &LiveOverview, style: &Style) -> String {
    let mut lines = Lines::new(style);
    let venue = match overview.venue {
        Venue::Polymarket => "Polymarket",
        Venue::Simulated => "SIMULATED: nothing of this happens at the venue",
        Venue::None => "none: no ticks come (started with --venue none)",
    };
    lines.fact("venue", Cell::plain(venue));
    let now = overview.now_ms.map_or("nothing has come yet".to_owned(), |at| format!("{} UTC", clock(at)));
    lines.fact("last instant", Cell::plain(now));
    lines.fact("following", Cell::plain(overview.following.join(" ")));
    feed(&mut lines, &overview.sources);
    lines.fact("kill switch", killed(overview.killed));
    if let Some(trouble) = &overview.trouble {
        lines.fact("TROUBLE", Cell::new(trouble.clone(), Tone::Bad));
    }
    if overview.unseen_alerts > 0 {
        let alerts = format!("{} nobody has seen", count(overview.unseen_alerts, "alert"));
        lines.fact("alerts", Cell::new(alerts, Tone::Warn));
    }
    if overview.runs.is_empty() {
        lines.text.push_str("\nNothing runs on paper.\n");
        return lines.text;
    }
    let money = &overview.money;
    let text = format!(
        "equity {}, realised {}, unrealised {}, fees {}, tied up {}",
        usdc(money.equity_usdc),
        signed(money.realised_usdc),
        signed(money.unrealised_usdc),
        usdc(money.fees_usdc),
        usdc(money.exposure_usdc)
    );
    lines.fact("money", Cell::plain(text));
    lines.text.push('\n');
    runs(&mut lines, &overview.runs);
    lines.text
}

fn killed(on: bool) -> Cell {
    match on {
        true => Cell::new("ON for all: nothing enters (`craftstrat live resume` turns it off)", Tone::Bad),
        false => Cell::plain("off"),
    }
}

fn feed(lines: &mut Lines, sources: &[FeedSource]) {
    let of = |status| sources.iter().filter(|source| source.status == status).count();
    let (down, stale, fresh) = (of(SourceStatus::Down), of(SourceStatus::Stale), of(SourceStatus::Fresh));
    let tone = match (down, stale) {
        (0, 0) => Tone::Plain,
        (0, _) => Tone::Warn,
        _ => Tone::Bad,
    };
    let text = match sources.len() {
        0 => "no source yet".to_owned(),
        _ => format!("{fresh} fresh, {stale} stale, {down} down"),
    };
    lines.fact("feed", Cell::new(text, tone));
    let troubled = sources.iter().filter(|source| source.status != SourceStatus::Fresh);
    for source in troubled.take(SOURCES_SHOWN) {
        let kind = match source.kind {
            SourceKind::Connection => "connection",
            SourceKind::Price => "price",
            SourceKind::Book => "book",
            SourceKind::Terms => "terms",
        };
        let (status, tone) = match source.status {
            SourceStatus::Down => ("down", Tone::Bad),
            _ => ("stale", Tone::Warn),
        };
        let text = format!("{status:<5} since {}  {kind} {}", time_of_day(source.since_ms), source.name);
        lines.fact("", Cell::new(text, tone));
    }
}

/// What the table has no room for comes below it, a line a run.
fn runs(lines: &mut Lines, runs: &[LiveRunSummary]) {
    let mut table = Table::new(&[
        ("run", Align::Left),
        ("id", Align::Left),
        ("state", Align::Left),
        ("last tick", Align::Left),
        ("held", Align::Right),
        ("orders", Align::Right),
        ("fills", Align::Right),
        ("denied", Align::Right),
        ("realised", Align::Right),
        ("unrealised", Align::Right),
        ("equity", Align::Right),
    ]);
    for run in runs {
        let (state, tone) = state(run.state);
        let gain = |amount: Usdc| Cell::new(signed(amount), Tone::of(amount.micros()));
        table.row(vec![
            Cell::plain(run.name.clone()),
            Cell::plain(short(&run.id)),
            Cell::new(state, tone),
            Cell::plain(run.last_tick_ms.map_or("-".to_owned(), time_of_day)),
            Cell::plain(run.positions.to_string()),
            Cell::plain(run.open_orders.to_string()),
            Cell::plain(thousands(run.fills.into())),
            Cell::plain(thousands(run.denials.into())),
            gain(run.money.realised_usdc),
            gain(run.money.unrealised_usdc),
            Cell::plain(usdc(run.money.equity_usdc)),
        ]);
    }
    for cells in table.lines(lines.style.width) {
        lines.line(&cells);
    }
    lines.text.push('\n');
    for run in runs {
        let mut told = Vec::new();
        if let Some(signal) = &run.last_signal {
            let denied = signal.denied.as_ref().map_or(String::new(), |code| format!(", refused: {code}"));
            let (at, market) = (time_of_day(signal.at_ms), &signal.market);
            told.push(format!("last signal {at} {market} {}{denied}", signal.text));
        }
        if let Some(waiting) = &run.waiting {
            told.push(why(waiting));
        }
        if run.has_shadow {
            told.push("another version runs beside it".to_owned());
        }
        let told = if told.is_empty() { "it trades".to_owned() } else { told.join("; ") };
        lines.line(&[Cell::new(format!("  {}: ", run.name), Tone::Dim), Cell::plain(told)]);
    }
}

const fn state(state: RunState) -> (&'static str, Tone) {
    match state {
        RunState::Running => ("running", Tone::Good),
        RunState::Paused => ("PAUSED", Tone::Warn),
        RunState::Halted => ("HALTED", Tone::Warn),
        RunState::Stopping => ("stopping", Tone::Plain),
        RunState::Stopped => ("stopped", Tone::Dim),
        RunState::Failed => ("FAILED", Tone::Bad),
    }
}

fn short(id: &str) -> String {
    id.chars().take(ID_SHOWN).collect()
}

/// Why a run has not traded, or does not now.
fn why(waiting: &Waiting) -> String {
    match waiting {
        Waiting::Failed { reason } => format!("it could not be started: {reason}"),
        Waiting::Killed { all: true } => "the kill switch of all is on".to_owned(),
        Waiting::Killed { all: false } => "its kill switch is on".to_owned(),
        Waiting::NoFeed => "there is no feed, or it is down".to_owned(),
        Waiting::NoSlot => "no slot of its series runs or is known".to_owned(),
        Waiting::NoTicks { market } => format!("no tick of {market} has come"),
        Waiting::WarmingUp { rows, needed } => format!("its indicators warm up: {rows} of {needed} rows"),
        Waiting::Limit { code, detail } => format!("a limit holds it ({code}): {detail}"),
        Waiting::Parked { market } => format!("it faulted in {market} and is not asked there any more"),
        Waiting::Denied { code, detail, times } => {
            format!("its last order was refused ({code}, {} so far): {detail}", count(*times, "time"))
        }
        Waiting::Resting { orders } => format!("{} not filled", count(*orders, "order")),
        Waiting::NoDecision { rows } => {
            format!("its conditions were not met on {}", count(*rows, "row"))
        }
    }
}

/// What is on the disk while no server runs.
pub fn offline(status: &Status, address: &str, style: &Style) -> String {
    let mut lines = Lines::new(style);
    lines.fact("server", Cell::new(format!("none at {address}: this is what is on the disk"), Tone::Warn));
    let now = status.now_ms.map_or("nothing was ever traded".to_owned(), |at| format!("{} UTC", clock(at)));
    lines.fact("last instant", Cell::plain(now));
    lines.fact("kill switch", killed(status.killed));
    if status.runs.is_empty() {
        lines.text.push_str("\nNothing runs on paper.");
        lines.text.push_str(&hint(&status.elsewhere));
        lines.text.push('\n');
        return lines.text;
    }
    lines.text.push('\n');
    let mut table = Table::new(&[
        ("run", Align::Left),
        ("id", Align::Left),
        ("state", Align::Left),
        ("last tick", Align::Left),
        ("held", Align::Right),
        ("orders", Align::Right),
        ("fills", Align::Right),
        ("denied", Align::Right),
        ("cash", Align::Right),
        ("equity at cost", Align::Right),
    ]);
    for run in &status.runs {
        table.row(vec![
            Cell::plain(run.name.clone()),
            Cell::plain(short(&run.id)),
            Cell::plain(run.state),
            Cell::plain(run.last_tick_ms.map_or("-".to_owned(), time_of_day)),
            Cell::plain(run.positions.to_string()),
            Cell::plain(run.open_orders.to_string()),
            Cell::plain(thousands(run.fills.into())),
            Cell::plain(thousands(run.denials.into())),
            Cell::plain(usdc(run.cash_usdc)),
            Cell::plain(usdc(run.equity_usdc)),
        ]);
    }
    for cells in table.lines(style.width) {
        lines.line(&cells);
    }
    if !status.elsewhere.is_empty() {
        lines.text.push_str(hint(&status.elsewhere).trim_start());
        lines.text.push('\n');
    }
    lines.text
}

/// The switch of all was turned while a server runs; `held` positions stay.
pub fn all_switched(on: bool, held: u64) -> Told {
    let text = match (on, held) {
        (true, 0) => "the kill switch of all is on: nothing enters; nothing is held".to_owned(),
        (true, held) => format!(
            "the kill switch of all is on: nothing enters; {} left, under stops and targets",
            count(held, "position")
        ),
        (false, _) => "the kill switch of all is off".to_owned(),
    };
    Told { offline: false, on, run_id: None, elsewhere: Vec::new(), text }
}

/// A run's switch was turned while a server runs.
pub fn one_switched(on: bool, run: &LiveRunSummary) -> Told {
    let text = match on {
        true => {
            format!("{} is paused: it enters nothing; {} left", run.name, count(run.positions, "position"))
        }
        false if run.state == RunState::Paused => {
            format!("{} is no longer paused itself, but the kill switch of all is on", run.name)
        }
        false => format!("{} may enter again", run.name),
    };
    Told { offline: false, on, run_id: Some(run.id.clone()), elsewhere: Vec::new(), text }
}

/// A run was stopped.
pub fn stopped(run: &LiveRunSummary) -> String {
    match run.positions {
        0 => format!("{} is stopped", run.name),
        held => format!("{} is stopped; {} left, which runs out", run.name, count(held, "position")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
