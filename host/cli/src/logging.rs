//! What a program that serves or records logs to standard error: text for people, or a JSON object a line for programs.

use std::io::stderr;
use tracing_subscriber::EnvFilter;

/// Asks for JSON when it is `json`.
const FORMAT: &str = "CRAFTSTRAT_LOG_FORMAT";

/// Begins to log: what `RUST_LOG` chooses, warnings when it says nothing.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    let logger = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    let is_json = std::env::var_os(FORMAT).is_some_and(|format| format == "json");
    // A logger that another part of the process installed before is as good.
    let _ = if is_json {
        // All spans, the outermost first: one that is listed need not be told again.
        logger.json().flatten_event(true).with_current_span(false).try_init()
    } else {
        logger.try_init()
    };
}
