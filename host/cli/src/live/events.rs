//! `live events`: what happened, the newest first.

use super::client::{Client, NoAnswer};
use super::meant;
use crate::args::{Kinds, Server};
use crate::output;
use anyhow::Result;
use craftstrat_api::report::{Fill, Order};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{EventDetail, EventKind, LiveEvent, SourceStatus};
use craftstrat_api::text::format::{clock, signed, usdc};
use craftstrat_api::text::table::{Cell, Tone};
use serde::Serialize;

/// Events asked for at once.
const TOGETHER: u32 = 100;

/// Which events.
pub struct Filter<'a> {
    /// Of this run: its name, its id or the beginning of its id.
    pub run: Option<&'a str>,
    /// Of this kind.
    pub kind: Option<Kinds>,
    /// Of this market.
    pub market: Option<&'a str>,
}

#[derive(Serialize)]
struct Answer {
    items: Vec<LiveEvent>,
}

/// Prints the newest `limit` events.
///
/// # Errors
/// When no server answers, or the run is not there or not clear.
pub fn run(filter: Filter<'_>, limit: u32, server: Server) -> Result<()> {
    let client = Client::new(server.port)?;
    let items = match gather(&client, &filter, limit) {
        Ok(items) => items,
        Err(NoAnswer::NoServer) => return Err(client.nobody()),
        Err(NoAnswer::Failed(error)) => return Err(error),
    };
    if server.json {
        return output::json(&Answer { items });
    }
    if items.is_empty() {
        return output::text("nothing of that happened");
    }
    let color = output::style().color;
    output::text(&items.iter().map(|event| line(event, color)).collect::<String>())
}

fn gather(client: &Client, filter: &Filter<'_>, limit: u32) -> Result<Vec<LiveEvent>, NoAnswer> {
    let mut query = String::new();
    if let Some(run) = filter.run {
        query += &format!("&run={}", encoded(&meant(client, run)?));
    }
    if let Some(kind) = filter.kind {
        query += &format!("&kind={}", spelled(kind.into()));
    }
    if let Some(market) = filter.market {
        query += &format!("&market={}", encoded(market));
    }
    let mut items: Vec<LiveEvent> = Vec::new();
    let mut cursor = String::new();
    loop {
        let left = limit.saturating_sub(u32::try_from(items.len()).unwrap_or(u32::MAX));
        if left == 0 {
            return Ok(items);
        }
        let path = format!("/live/events?limit={}{query}{cursor}", left.min(TOGETHER));
        let page: Page<LiveEvent> = client.get(&path)?;
        items.extend(page.items);
        match page.next {
            Some(next) => cursor = format!("&cursor={}", encoded(&next)),
            None => return Ok(items),
        }
    }
}

/// As it is spelled in JSON.
fn spelled(kind: EventKind) -> String {
    let word = serde_json::to_value(kind).ok();
    word.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// Percent-encoded for a query.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn line(event: &LiveEvent, color: bool) -> String {
    let (text, tone) = words(&event.detail);
    let run = event.run_name.as_deref().unwrap_or("-");
    let market = event.market.as_deref().map_or(String::new(), |market| format!("{market}  "));
    let cells = [
        Cell::new(format!("{}  ", clock(event.at_ms)), Tone::Dim),
        Cell::plain(format!("{run}  {market}")),
        Cell::new(text, tone),
    ];
    cells.iter().map(|cell| cell.paint(color)).collect::<String>() + "\n"
}

fn words(detail: &EventDetail) -> (String, Tone) {
    let plain = |text: String| (text, Tone::Plain);
    match detail {
        EventDetail::Started => plain("started".to_owned()),
        EventDetail::Stopped => plain("stopped: what it holds runs out".to_owned()),
        EventDetail::Over => plain("over: it holds nothing".to_owned()),
        EventDetail::Kill { on, all } => {
            let (is, tone) = if *on { ("on", Tone::Bad) } else { ("off", Tone::Good) };
            (format!("kill switch{} {is}", if *all { " of all" } else { "" }), tone)
        }
        EventDetail::Rejected { reason } => (format!("cannot be done: {reason}"), Tone::Warn),
        EventDetail::Approved { order, reserved_usdc } => {
            plain(format!("approved {}, {} reserved", ordered(order), usdc(*reserved_usdc)))
        }
        EventDetail::Ended { order } => plain(format!("{} ended: {}", ordered(order), order.end.code())),
        EventDetail::Filled { fill } => plain(filled(fill)),
        EventDetail::Closed { trade } => (
            format!(
                "closed {} {} at {} after {}: {}",
                trade.shares,
                trade.outcome.code(),
                trade.exit_price,
                trade.entry_price,
                signed(trade.pnl_usdc)
            ),
            Tone::of(trade.pnl_usdc.micros()),
        ),
        EventDetail::Denied { decision, code, detail, times } => {
            let often = if *times > 1 { format!(" {times} times") } else { String::new() };
            (format!("refused {decision}{often} ({code}): {detail}"), Tone::Warn)
        }
        EventDetail::Merged { shares, proceeds_usdc } => {
            plain(format!("merged {shares} pairs for {}", usdc(*proceeds_usdc)))
        }
        EventDetail::Abandoned { cost_usdc } => plain(format!("dust of {cost_usdc} USDC was given up")),
        EventDetail::Paid { outcome, shares, payout_usdc, .. } => {
            plain(format!("{shares} {} paid {}", outcome.code(), usdc(*payout_usdc)))
        }
        EventDetail::Settled { winner, rows } => {
            let winner = winner.map_or("nobody will know who won", |winner| winner.code());
            plain(format!("settled: {winner}, {rows} rows"))
        }
        EventDetail::Faulted { reason } => (format!("FAULT: {reason}"), Tone::Bad),
        EventDetail::Shadowing { component, cold } => {
            let cold = cold.as_ref().map_or(String::new(), |why| format!(", from scratch: {why}"));
            plain(format!("version {} runs beside it{cold}", start(component)))
        }
        EventDetail::Differed { live, shadow } => {
            plain(format!("decided {}, the version beside it {}", decided(live), decided(shadow)))
        }
        EventDetail::ShadowFaulted { reason } => {
            (format!("the version beside it faulted and is gone: {reason}"), Tone::Warn)
        }
        EventDetail::Swapped { component, warm } => {
            let how = if *warm { "" } else { ", and warms up first" };
            plain(format!("version {} took over{how}", start(component)))
        }
        EventDetail::Discarded => plain("the version beside it is gone".to_owned()),
        EventDetail::Dropped => (String::from("a row came too late and was not looked at"), Tone::Warn),
        EventDetail::Source { name, status } => {
            let (is, tone) = match status {
                SourceStatus::Down => ("down", Tone::Bad),
                SourceStatus::Stale => ("stale", Tone::Warn),
                SourceStatus::Fresh => ("fresh", Tone::Good),
            };
            (format!("{name} is {is}"), tone)
        }
    }
}

fn ordered(order: &Order) -> String {
    let size = if order.amount_usdc.is_positive() {
        format!("{} USDC", order.amount_usdc)
    } else {
        format!("{} shares", order.shares)
    };
    format!("{} {} {size} at {}", order.side.code(), order.outcome.code(), order.price)
}

fn filled(fill: &Fill) -> String {
    let (side, outcome) = (fill.side.code(), fill.outcome.code());
    format!("filled {side} {} {outcome} at {}, fee {}", fill.shares, fill.price, fill.fee_usdc)
}

fn decided(decisions: &[String]) -> String {
    if decisions.is_empty() { "nothing".to_owned() } else { decisions.join(" and ") }
}

/// The beginning of a hash is enough to tell it.
fn start(hash: &str) -> String {
    hash.chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::{encoded, spelled};
    use craftstrat_api::studio::live::EventKind;

    #[test]
    fn a_query_holds_what_was_asked() {
        assert_eq!(encoded("btc-updown-5m-1"), "btc-updown-5m-1");
        assert_eq!(encoded("a&b=é"), "a%26b%3D%C3%A9");
        assert_eq!(spelled(EventKind::Settlement), "settlement");
    }
}
