//! A strategy file, read and loaded, and the markets a command names.

use crate::Session;
use crate::args::SelectionArgs;
use crate::failure::{bad_input, classify};
use crate::files::read_bounded;
use anyhow::Result;
use craftstrat_data::{Selection, TickStore};
use craftstrat_model::StrategyFactory;
use craftstrat_runs::params::{self, Assignment};
use craftstrat_runs::strategy::{self, STRATEGY_BYTES_MAX};
use craftstrat_runs::{Chosen, Content, LoadedStrategy, RunError, choose};
use craftstrat_runtime::{RayonExecutor, Runtime};
use std::path::Path;

/// Reads a strategy file.
///
/// # Errors
/// When it cannot be read, is too large, or is neither WebAssembly nor text.
pub fn read(path: &Path) -> Result<Content> {
    Content::of(read_bounded(path, STRATEGY_BYTES_MAX)?).ok_or_else(|| {
        bad_input(format!("{} is neither a component (.wasm) nor a document (JSON text)", path.display()))
    })
}

/// A runtime with its cache in the data folder.
///
/// # Errors
/// When Wasmtime or the cache cannot start.
pub fn runtime(session: &Session) -> Result<Runtime> {
    Ok(strategy::runtime(&session.data_dir)?)
}

/// Loads a strategy from a document or component file.
///
/// # Errors
/// When the document has errors or the component is refused: bad input, with every reason.
pub fn load(runtime: &Runtime, path: &Path) -> Result<LoadedStrategy> {
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let refused = |e| classify(&path.display().to_string(), e);
    strategy::load(runtime, &read(path)?, &stem).map_err(refused)
}

/// What the command line selects.
pub fn selection(args: &SelectionArgs) -> Selection {
    Selection { series: args.series.clone(), markets: args.market.clone(), from: args.from, to: args.to }
}

/// The selected markets the strategy can run on. What is left out is said on standard error.
///
/// # Errors
/// Bad input when nothing is selected, or no selected market has every column.
pub fn chosen(session: &Session, selection: &Selection, loaded: &LoadedStrategy) -> Result<Chosen> {
    let store = TickStore::open(&session.data_dir)?;
    let chosen = choose(&store, selection, loaded.factory.description()).map_err(|e| classify("", e))?;
    if let Some(left_out) = &chosen.left_out {
        eprintln!("note: {left_out}");
    }
    Ok(chosen)
}

/// The assignments of `--param`.
///
/// # Errors
/// Bad input when one is malformed.
pub fn assignments(texts: &[String]) -> Result<Vec<Assignment>> {
    texts.iter().map(|t| Assignment::parse(t)).collect::<Result<_, RunError>>().map_err(bad_input)
}

/// One value per parameter the strategy declares.
///
/// # Errors
/// Bad input when an assignment is malformed or does not fit.
pub fn values(loaded: &LoadedStrategy, texts: &[String]) -> Result<Vec<f64>> {
    let declared = &loaded.factory.description().parameters;
    params::values(declared, &assignments(texts)?).map_err(bad_input)
}

/// Threads for runs.
///
/// # Errors
/// Bad input for 0 or more than 1,024 threads; otherwise when they cannot be started.
pub fn executor(threads: Option<usize>) -> Result<RayonExecutor> {
    match threads {
        Some(0) | Some(1_025..) => Err(bad_input("--threads takes a number from 1 to 1024")),
        threads => Ok(RayonExecutor::new(threads.unwrap_or(0))?),
    }
}
