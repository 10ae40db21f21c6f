//! From bytes to a strategy that runs: a document is compiled, a component is checked and, when it is foreign, compiled
//! to machine code in a process of its own.

use crate::error::{RunError, problem};
use craftstrat_api::inspect::Source;
use craftstrat_api::report::{Strategy, StrategyKind};
use craftstrat_api::{Inspection, Problem};
use craftstrat_compiler::inspect;
use craftstrat_model::StrategyFactory;
use craftstrat_runtime::{CacheConfig, Loaded, Origin, Runtime, RuntimeConfig};
use std::path::Path;

/// Largest document or component that is looked at.
pub const STRATEGY_BYTES_MAX: u64 = 16 << 20;

/// A strategy ready to run.
#[derive(Debug)]
pub struct LoadedStrategy {
    /// Makes its instances.
    pub factory: Loaded,
    /// What it is, for reports.
    pub about: Strategy,
    /// What the compiler warned of.
    pub warnings: Vec<Problem>,
}

/// What a strategy comes as, told apart by its first bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// WebAssembly.
    Wasm(Vec<u8>),
    /// A document.
    Document(String),
}

impl Content {
    /// Looks at bytes; `None` when they are neither WebAssembly nor text.
    pub fn of(bytes: Vec<u8>) -> Option<Self> {
        if bytes.starts_with(b"\0asm") {
            return Some(Self::Wasm(bytes));
        }
        String::from_utf8(bytes).map(Self::Document).ok()
    }
}

/// A runtime with its cache in the data folder.
///
/// # Errors
/// When Wasmtime or the cache cannot start.
pub fn runtime(data_dir: &Path) -> Result<Runtime, RunError> {
    let cache = CacheConfig::in_dir(data_dir.join("cache"));
    Ok(Runtime::new(RuntimeConfig { cache: Some(cache), ..RuntimeConfig::default() })?)
}

/// Loads a strategy. `unnamed` is what a strategy without a name of its own is called.
///
/// # Errors
/// When the document has errors or the component is refused, with every reason.
pub fn load(runtime: &Runtime, content: &Content, unnamed: &str) -> Result<LoadedStrategy, RunError> {
    match content {
        Content::Document(text) => {
            let compiled = craftstrat_compiler::compile(text)
                .map_err(|all| RunError::Document(all.into_iter().map(problem).collect()))?;
            let kind = kind_of_document(text);
            let warnings = compiled.warnings.into_iter().map(problem).collect();
            prepare(runtime, &compiled.component, unnamed, (Origin::Compiled, kind), warnings)
        }
        Content::Wasm(component) => prepare(runtime, component, unnamed, origin(component), Vec::new()),
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

/// Whether a document is a form or a graph.
pub fn kind_of_document(text: &str) -> StrategyKind {
    #[derive(serde::Deserialize)]
    struct Head {
        mode: String,
    }
    match serde_json::from_str::<Head>(text) {
        Ok(head) if head.mode == "form" => StrategyKind::Form,
        _ => StrategyKind::Graph,
    }
}

/// What a loaded component of these bytes declares, and the document it carries.
pub fn inspection(loaded: &Loaded, component: &[u8]) -> Inspection {
    let source = inspect::embedded(component).map(|e| Source {
        document: e.document,
        compiler_version: e.compiler_version,
        authentic: inspect::is_authentic(component),
    });
    Inspection::new(loaded.hash().to_owned(), component.len() as u64, loaded.description(), source)
}

fn prepare(
    runtime: &Runtime,
    component: &[u8],
    unnamed: &str,
    (origin, kind): (Origin, StrategyKind),
    warnings: Vec<Problem>,
) -> Result<LoadedStrategy, RunError> {
    let factory = runtime.load(component, origin).map_err(RunError::Component)?;
    let description = factory.description();
    let name = match description.name.trim() {
        "" => unnamed.to_owned(),
        name => name.to_owned(),
    };
    let about =
        Strategy { name, hash: factory.hash().to_owned(), kind, version: description.version.clone() };
    Ok(LoadedStrategy { factory, about, warnings })
}
