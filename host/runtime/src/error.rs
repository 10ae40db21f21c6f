//! Why something cannot be loaded, with the remedy where there is one.

use crate::child::CompileRefusal;
use craftstrat_model::Fault;

/// Why a component was refused. Display is a sentence for the person who chose the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// More bytes than a component may have.
    #[error(
        "the file has {bytes} bytes; a component may have {max}: build it in release mode, optimised for size and stripped"
    )]
    TooLarge {
        /// Bytes it has.
        bytes: u64,
        /// Bytes it may have.
        max: u64,
    },
    /// Not WebAssembly at all.
    #[error("this is not a WebAssembly component: {hint}")]
    NotWasm {
        /// What it looks like, and what to do.
        hint: &'static str,
    },
    /// A core module.
    #[error(
        "this is a core WebAssembly module, not a component: `craftstrat compile` wraps a module built with craftstrat-sdk"
    )]
    CoreModule,
    /// It begins like a component but is damaged, or uses what this host switches off.
    #[error("this component is not valid: {0}")]
    Invalid(String),
    /// It wants something from outside.
    #[error(
        "this component imports `{name}`; a strategy imports nothing{}",
        if name.starts_with("wasi:") { ": build it for wasm32-unknown-unknown instead of WASI" } else { "" }
    )]
    Imports {
        /// The first thing it imports.
        name: String,
    },
    /// It was built for another version of the world.
    #[error(
        "this component is built for {found}, and this build runs {wanted}: rebuild it with the matching craftstrat-sdk"
    )]
    OtherVersion {
        /// What it exports.
        found: String,
        /// What is wanted.
        wanted: &'static str,
    },
    /// It is a component of something else.
    #[error("this component is not a strategy: it exports {exports}, where a strategy exports {wanted}")]
    OtherWorld {
        /// What it exports.
        exports: String,
        /// What is wanted.
        wanted: &'static str,
    },
    /// A function of the interface is missing.
    #[error("this component does not export the function `{function}` of the strategy interface")]
    MissingFunction {
        /// Its name.
        function: &'static str,
    },
    /// A function of the interface has another type.
    #[error("the function `{function}` has the type {found}; the strategy interface says {wanted}")]
    FunctionType {
        /// Its name.
        function: &'static str,
        /// Its type.
        found: String,
        /// The type it should have.
        wanted: &'static str,
    },
    /// It needs more of something than an instance may have.
    #[error("this component needs {needs}; an instance may have {max}")]
    Needs {
        /// What and how much.
        needs: String,
        /// The limit.
        max: String,
    },
    /// Compiling it was given up.
    #[error("this component was not compiled: {0}")]
    Compile(#[from] CompileRefusal),
    /// It loads, but faults while it describes itself or describes itself wrongly.
    #[error("this strategy cannot be used: {0}")]
    Describe(Fault),
    /// Not the component's doing.
    #[error("the host could not load it: {0}")]
    Host(String),
}

/// Why no runtime could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuntimeError {
    /// Wasmtime refused its settings or found too little address space.
    #[error("the WebAssembly engine could not start: {0}")]
    Engine(String),
    /// The cache folder or its key cannot be used.
    #[error("the cache of compiled strategies in {dir} cannot be used: {detail}")]
    Cache {
        /// The folder.
        dir: String,
        /// What went wrong.
        detail: String,
    },
}
