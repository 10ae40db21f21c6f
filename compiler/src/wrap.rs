//! From a core module built by a guest SDK to a component.
//!
//! A guest SDK leaves the world it was generated for in a custom section of the core module. Wrapping reads it back and
//! adds what a component has around its module. The result is validated; whether it is a strategy of a world this build
//! runs is for the loader to say, which looks at every component, however it came about.

use wasmparser::{Parser, Payload};
use wit_component::ComponentEncoder;

/// Why a core module cannot be wrapped. Display is a sentence for the strategy's author.
#[derive(Debug, thiserror::Error)]
pub enum WrapError {
    /// The bytes are a component already.
    #[error("this is a component already: use it as it is")]
    AlreadyComponent,
    /// The bytes are no WebAssembly at all, or damaged.
    #[error("this is not a WebAssembly module: {0}")]
    NotWasm(String),
    /// No guest SDK left its world in the module.
    #[error(
        "this module does not say which world it is for: build it with craftstrat-sdk's `export!` or another \
         generator of WIT bindings, for the target wasm32-unknown-unknown, as a cdylib"
    )]
    NoWorld,
    /// It imports something; the world imports nothing.
    #[error(
        "this module imports `{module}` `{name}`: a strategy imports nothing (build for wasm32-unknown-unknown, not WASI)"
    )]
    Imports {
        /// The module it imports from.
        module: String,
        /// What it imports.
        name: String,
    },
    /// The world it names and what it exports do not fit together.
    #[error("this module cannot become a component: {0}")]
    Encode(String),
}

/// The component around `core`, a module with the metadata of a guest SDK. The same bytes give the same component.
///
/// # Errors
/// When `core` is not a core module, imports anything, does not say which world it is for or does not fulfil it.
pub fn wrap_core_module(core: &[u8]) -> Result<Vec<u8>, WrapError> {
    if Parser::is_component(core) {
        return Err(WrapError::AlreadyComponent);
    }
    survey(core)?;
    let encode = |e: &dyn std::fmt::Display| WrapError::Encode(one_line(&format!("{e:#}")));
    let mut encoder = ComponentEncoder::default().validate(true).module(core).map_err(|e| encode(&e))?;
    encoder.encode().map_err(|e| encode(&e))
}

/// Looks through the module once, for the problems that deserve their own sentence.
fn survey(core: &[u8]) -> Result<(), WrapError> {
    let damaged = |e: wasmparser::BinaryReaderError| WrapError::NotWasm(e.to_string());
    let mut has_world = false;
    for payload in Parser::new(0).parse_all(core) {
        match payload.map_err(damaged)? {
            Payload::ImportSection(imports) => {
                if let Some(import) = imports.into_imports().next() {
                    let import = import.map_err(damaged)?;
                    let (module, name) = (import.module.to_owned(), import.name.to_owned());
                    return Err(WrapError::Imports { module, name });
                }
            }
            Payload::CustomSection(section) => has_world |= section.name().starts_with("component-type"),
            _ => {}
        }
    }
    if has_world { Ok(()) } else { Err(WrapError::NoWorld) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
