//! Set-up, demonstration and checks: `cargo xtask help`.
//!
//! Architecture invariant: depends on no other crate of the workspace and compiles in seconds, because it is what builds
//! the others.

mod browser;
mod clients;
mod debian;
mod demo;
mod fuzz;
mod guests;
mod load;
mod node;
mod page;
mod place;
mod postgres;
mod process;
mod python;
mod setup;
mod suite;
mod tally;
mod tidy;
mod times;
mod tools;
mod up;
mod wasm;

use anyhow::{Result, bail};
use place::Place;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  up [ARGS]      setup, then run the studio: `craftstrat up ARGS`
  setup          find or install what is missing, build the page, `craftstrat` and the example guests, fetch the sample
  demo           setup, then backtest the three examples (form, graph, Rust) and print their reports
  test           every check and every test; the last line is `N passed, N failed`
  ui             build the page into ui/dist
  e2e            the browser tests only, over what is built
  bench          setup, then measure the page in a browser: loading, edit to repaint, blocked time
  load           measure the server under 200 people at once, on SQLite and on PostgreSQL
  guests         build the Rust strategies in examples/rust to components
  clients        build the venue's Rust client too, and run all of its clients against the simulator
  postgres       run PostgreSQL until Ctrl-C, for tests by hand
  tidy           check dependencies, licences and source rules only
  fuzz [SECONDS] fuzz each target for so long (default 60)

Everything is built in CARGO_TARGET_DIR, by default ~/.cache/craftstrat/target, so that a fresh clone reuses it.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let place = Place::find()?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["up", arguments @ ..] => up::run(&place, arguments)?,
        ["ui"] => ui(&place)?,
        ["e2e"] => return suite::browser(&place),
        ["bench"] => browser::bench(&place)?,
        ["load"] => load::run(&place)?,
        ["setup"] => setup::run(&place)?,
        ["demo"] => demo::run(&place)?,
        ["test"] => return suite::run(&place),
        ["guests"] => drop(guests::build(&place, &wasm::find_or_install(&place)?)?),
        ["clients"] => clients::run(&place)?,
        ["postgres"] => postgres::serve(&place)?,
        ["tidy"] => tidy::run(&place)?,
        ["fuzz"] => fuzz::run(&place, 60)?,
        ["fuzz", seconds] => match seconds.parse() {
            Ok(seconds) => fuzz::run(&place, seconds)?,
            Err(_) => bail!("`{seconds}` is not a number of seconds"),
        },
        [] | ["help" | "--help" | "-h"] => println!("{HELP}"),
        _ => bail!("unknown command `{}`\n\n{HELP}", words.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}

fn ui(place: &Place) -> Result<()> {
    let toolchain = wasm::find_or_install(place)?;
    page::find_or_install(place)?;
    page::build(place, &toolchain)
}
