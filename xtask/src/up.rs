//! The README's first command: the studio, with the sample markets in it.

use crate::place::Place;
use crate::process::{self, say};
use crate::setup;
use anyhow::Result;

/// The generated series: it has an underlying, which the recorded sample lacks.
pub const SERIES: &str = "eth-updown-15m";

/// Generates one day of markets that have an underlying.
///
/// # Errors
/// When they cannot be written.
pub fn generate(place: &Place) -> Result<()> {
    say("generated markets, with an underlying");
    process::run(
        setup::craftstrat(place)
            .args(["data", "generate", "--series", SERIES, "--slots", "96", "--seed", "7"]),
    )
}

/// Sets up and runs the studio until it is stopped; `arguments` go to `craftstrat up`.
///
/// # Errors
/// When set-up fails or the studio does.
pub fn run(place: &Place, arguments: &[&str]) -> Result<()> {
    setup::everything(place)?;
    generate(place)?;
    say("the studio: stop it with Ctrl-C");
    process::run(setup::craftstrat(place).arg("up").args(arguments))
}
