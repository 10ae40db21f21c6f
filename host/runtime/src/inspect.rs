//! Everything that can be said of a component's bytes without compiling them.

use crate::config::{CORE_INSTANCES_MAX, MEMORIES_MAX, MEMORY_BYTES_MAX, TABLE_ELEMENTS_MAX, TABLES_MAX};
use crate::error::LoadError;
use crate::world;
use craftstrat_abi::AbiError;
use wasmparser::{Encoding, MemoryType, Parser, Payload, Validator, WasmFeatures};

const PAGE_BYTES: u64 = 65_536;

/// What a strategy component is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Core modules in it.
    pub core_modules: usize,
    /// Why a browser cannot preview it; `None` when it can. The server previews it then.
    pub not_previewable: Option<AbiError>,
    /// Linear memory an instance starts with, in bytes.
    pub memory_bytes_initial: u64,
    /// Linear memory it declares as its maximum, in bytes; `None` when it leaves that to the host.
    pub memory_bytes_max: Option<u64>,
    /// Bytes of code.
    pub code_bytes: u64,
}

/// Looks at a component and says whether it can be a strategy. Never panics, whatever the bytes; allocates in
/// proportion to them.
///
/// # Errors
/// When it is not a component of the strategy world, or needs more than an instance may have.
pub fn inspect_bytes(bytes: &[u8], bytes_max: usize) -> Result<Inspection, LoadError> {
    if bytes.len() > bytes_max {
        return Err(LoadError::TooLarge { bytes: bytes.len() as u64, max: bytes_max as u64 });
    }
    recognise(bytes)?;
    let contents = Contents::of(bytes)?;
    let types = Validator::new_with_features(features()).validate_all(bytes).map_err(invalid)?;
    if let Some(name) = contents.import {
        return Err(LoadError::Imports { name });
    }
    world::check(&types, &contents.exports)?;
    contents.check_needs()?;
    Ok(Inspection {
        core_modules: contents.core_modules,
        not_previewable: craftstrat_abi::extract(bytes).err(),
        memory_bytes_initial: contents.memories.iter().map(|m| bytes_of(m.initial)).sum(),
        memory_bytes_max: contents.memories.iter().map(|m| m.maximum.map(bytes_of)).sum(),
        code_bytes: contents.code_bytes,
    })
}

fn invalid(error: wasmparser::BinaryReaderError) -> LoadError {
    LoadError::Invalid(format!("{} (at byte {:#x})", world::clean(error.message()), error.offset()))
}

fn bytes_of(pages: u64) -> u64 {
    pages.saturating_mul(PAGE_BYTES)
}

/// The proposals the engines run; nothing that is not deterministic.
fn features() -> WasmFeatures {
    let off = WasmFeatures::THREADS
        | WasmFeatures::SHARED_EVERYTHING_THREADS
        | WasmFeatures::RELAXED_SIMD
        | WasmFeatures::MEMORY64
        | WasmFeatures::MULTI_MEMORY
        | WasmFeatures::GC
        | WasmFeatures::EXCEPTIONS
        | WasmFeatures::LEGACY_EXCEPTIONS
        | WasmFeatures::FUNCTION_REFERENCES
        | WasmFeatures::CM_ASYNC;
    WasmFeatures::default() - off
}

/// Tells a component from what people pick by mistake.
fn recognise(bytes: &[u8]) -> Result<(), LoadError> {
    if Parser::is_component(bytes) {
        return Ok(());
    }
    if Parser::is_core_wasm(bytes) {
        return Err(LoadError::CoreModule);
    }
    let start = bytes.trim_ascii_start();
    let hint = match start.first() {
        None => "it is empty",
        Some(b'{') => "it looks like a strategy document: compile it first",
        Some(b'(') => "it is WebAssembly text: assemble it first",
        _ if bytes.starts_with(b"\x7fELF") => "it is native machine code: build for wasm32-unknown-unknown",
        _ => "it does not begin like one",
    };
    Err(LoadError::NotWasm { hint })
}

/// What stands in the sections, nested ones included.
#[derive(Default)]
struct Contents<'a> {
    import: Option<String>,
    exports: Vec<&'a str>,
    core_modules: usize,
    memories: Vec<MemoryType>,
    tables: Vec<u64>,
    code_bytes: u64,
}

impl<'a> Contents<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, LoadError> {
        let mut contents = Self::default();
        let mut depth = 0_usize;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload.map_err(invalid)? {
                Payload::Version { encoding: Encoding::Module, .. } => contents.core_modules += 1,
                Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::ComponentImportSection(section) if depth == 0 => {
                    if let Some(import) = section.into_iter().next() {
                        let name = world::clean(import.map_err(invalid)?.name.name);
                        contents.import.get_or_insert(name);
                    }
                }
                Payload::ComponentExportSection(section) if depth == 0 => {
                    for export in section {
                        contents.exports.push(export.map_err(invalid)?.name.name);
                    }
                }
                Payload::MemorySection(section) => {
                    for memory in section {
                        contents.memories.push(memory.map_err(invalid)?);
                    }
                }
                Payload::TableSection(section) => {
                    for table in section {
                        contents.tables.push(table.map_err(invalid)?.ty.initial);
                    }
                }
                Payload::CodeSectionStart { size, .. } => contents.code_bytes += u64::from(size),
                _ => {}
            }
        }
        Ok(contents)
    }

    fn check_needs(&self) -> Result<(), LoadError> {
        let too_many = |what: &str, count: usize, max: u32| {
            let refusal = LoadError::Needs { needs: format!("{count} {what}"), max: max.to_string() };
            if count > max as usize { Err(refusal) } else { Ok(()) }
        };
        too_many("core modules", self.core_modules, CORE_INSTANCES_MAX)?;
        too_many("linear memories", self.memories.len(), MEMORIES_MAX)?;
        too_many("tables", self.tables.len(), TABLES_MAX)?;
        for memory in &self.memories {
            let bytes = bytes_of(memory.initial);
            if bytes > MEMORY_BYTES_MAX as u64 {
                let needs = format!("{bytes} bytes of memory to start with");
                return Err(LoadError::Needs { needs, max: format!("{MEMORY_BYTES_MAX} bytes") });
            }
        }
        for &elements in &self.tables {
            if elements > TABLE_ELEMENTS_MAX as u64 {
                let needs = format!("a table of {elements} elements to start with");
                return Err(LoadError::Needs { needs, max: TABLE_ELEMENTS_MAX.to_string() });
            }
        }
        Ok(())
    }
}
