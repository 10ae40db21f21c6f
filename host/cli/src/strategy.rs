//! From a file to a strategy that runs: a document is compiled, a component is checked and, when it is foreign, compiled
//! to machine code in a process of its own.

use crate::Session;
use crate::failure::{bad_input, problems_text};
use crate::files::{STRATEGY_BYTES_MAX, read_bounded};
use anyhow::Result;
use craftstrat_api::report::{Strategy, StrategyKind};
use craftstrat_compiler::{Problem, inspect};
use craftstrat_model::StrategyFactory;
use craftstrat_runtime::{CacheConfig, Loaded, Origin, Runtime, RuntimeConfig};
use std::path::Path;

/// A strategy ready to run.
pub struct LoadedStrategy {
    /// Makes its instances.
    pub factory: Loaded,
    /// What it is, for reports.
    pub about: Strategy,
    /// What the compiler warned of.
    pub warnings: Vec<Problem>,
}

/// A file's content, told apart by its first bytes.
pub enum Content {
    /// WebAssembly.
    Wasm(Vec<u8>),
    /// A document.
    Document(String),
}

/// Reads a strategy file.
///
/// # Errors
/// When it cannot be read, is too large, or is neither WebAssembly nor text.
pub fn read(path: &Path) -> Result<Content> {
    let bytes = read_bounded(path, STRATEGY_BYTES_MAX)?;
    if bytes.starts_with(b"\0asm") {
        return Ok(Content::Wasm(bytes));
    }
    String::from_utf8(bytes).map(Content::Document).map_err(|_| {
        bad_input(format!("{} is neither a component (.wasm) nor a document (JSON text)", path.display()))
    })
}

/// A runtime with its cache in the data folder.
///
/// # Errors
/// When Wasmtime or the cache cannot start.
pub fn runtime(session: &Session) -> Result<Runtime> {
    let cache = CacheConfig::in_dir(session.data_dir.join("cache"));
    Ok(Runtime::new(RuntimeConfig { cache: Some(cache), ..RuntimeConfig::default() })?)
}

/// Loads a strategy from a document or component file.
///
/// # Errors
/// When the document has errors or the component is refused: bad input, with every reason.
pub fn load(runtime: &Runtime, path: &Path) -> Result<LoadedStrategy> {
    match read(path)? {
        Content::Document(text) => {
            let refused =
                |problems: Vec<Problem>| bad_input(problems_text(&path.display().to_string(), &problems));
            let compiled = craftstrat_compiler::compile(&text).map_err(refused)?;
            let kind = kind_of_document(&text);
            let warnings = compiled.warnings;
            prepare(runtime, path, &compiled.component, Origin::Compiled, kind, warnings)
        }
        Content::Wasm(component) => {
            let (origin, kind) = origin(&component);
            prepare(runtime, path, &component, origin, kind, Vec::new())
        }
    }
}

/// Whether our compiler made these bytes, proven by compiling the embedded document again.
pub fn origin(component: &[u8]) -> (Origin, StrategyKind) {
    match inspect::embedded(component) {
        Some(embedded) if inspect::is_authentic(component) => {
            (Origin::Compiled, kind_of_document(&embedded.document))
        }
        _ => (Origin::Foreign, StrategyKind::Component),
    }
}

fn kind_of_document(text: &str) -> StrategyKind {
    #[derive(serde::Deserialize)]
    struct Head {
        mode: String,
    }
    match serde_json::from_str::<Head>(text) {
        Ok(head) if head.mode == "form" => StrategyKind::Form,
        _ => StrategyKind::Graph,
    }
}

fn prepare(
    runtime: &Runtime,
    path: &Path,
    component: &[u8],
    origin: Origin,
    kind: StrategyKind,
    warnings: Vec<Problem>,
) -> Result<LoadedStrategy> {
    let refused = |error| bad_input(format!("{}: {error}", path.display()));
    let factory = runtime.load(component, origin).map_err(refused)?;
    let description = factory.description();
    let name = match description.name.trim() {
        "" => path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
        name => name.to_owned(),
    };
    let about =
        Strategy { name, hash: factory.hash().to_owned(), kind, version: description.version.clone() };
    Ok(LoadedStrategy { factory, about, warnings })
}
