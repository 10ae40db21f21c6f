//! Printing answers: text fitted to the terminal, or one JSON object.

use anyhow::Result;
use craftstrat_api::text::Style;
use serde::Serialize;
use std::io::{ErrorKind, IsTerminal, Write};

/// How this terminal wants text.
pub fn style() -> Style {
    let terminal = std::io::stdout().is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|v| v != "0");
    let dumb = std::env::var("TERM").is_ok_and(|t| t == "dumb");
    Style { width: width(terminal), color: !plain && (forced || terminal && !dumb), unicode: true }
}

fn width(terminal: bool) -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse::<usize>().ok());
    match columns {
        Some(columns) => columns,
        None if terminal => usize::from(console::Term::stdout().size().1),
        None => Style::default().width,
    }
}

/// Adds a line with a count; one of nothing is left out.
pub fn fact(text: &mut String, name: &str, value: u64) {
    if value > 0 {
        text.push_str(&format!("{name:<44} {value:>12}\n"));
    }
}

/// Prints text to standard output.
///
/// # Errors
/// When standard output cannot be written.
pub fn text(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// Prints one JSON object, indented.
///
/// # Errors
/// When standard output cannot be written.
pub fn json(value: &impl Serialize) -> Result<()> {
    text(&serde_json::to_string_pretty(value)?)
}

/// Whether the reader of our output went away: `craftstrat ... | head` is no failure.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe)
}
