//! The runtime: from bytes to something that makes instances.

use crate::cache::{Cache, EntryKey, hex};
use crate::capacity::{Capacity, Places};
use crate::child::{self, Artefact};
use crate::component_guest::StrategyWorldPre;
use crate::config::{Origin, RuntimeConfig, engine_config};
use crate::core_guest::Exports;
use crate::error::{LoadError, RuntimeError};
use crate::guest::Guest;
use crate::inspect::{Inspection, inspect_bytes};
use crate::loaded::{Loaded, Prepared};
use sha2::{Digest, Sha256};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};
use wasmtime::component::Component;
use wasmtime::{Engine, Module};

/// Which way the host calls into a strategy. Both give the same answers (a test holds them equal).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Through its one core module and our own canonical ABI: cheaper for each call.
    Core,
    /// Through Wasmtime's component model: every component.
    Component,
}

/// Loads strategies and makes their instances. One per process: it reserves address space for all of them.
#[derive(Debug)]
pub struct Runtime {
    config: RuntimeConfig,
    capacity: Capacity,
    places: Arc<Places>,
    cache: Option<Cache>,
    compiled: EngineOf,
    foreign: EngineOf,
}

/// An engine, made when the first component of its origin is loaded.
#[derive(Debug)]
struct EngineOf {
    origin: Origin,
    made: OnceLock<(Engine, [u8; 32])>,
}

impl EngineOf {
    const fn new(origin: Origin) -> Self {
        Self { origin, made: OnceLock::new() }
    }

    /// The engine and the hash of everything compiled code depends on.
    fn get(&self, capacity: Capacity) -> Result<&(Engine, [u8; 32]), String> {
        if self.made.get().is_none() {
            let engine = Engine::new(&engine_config(self.origin, capacity.instances));
            let engine = engine.map_err(|e| format!("{e:#}"))?;
            let mut hash = HashWriter(Sha256::new());
            engine.precompile_compatibility_hash().hash(&mut hash);
            // Another thread may have been first; then its engine is the one.
            let _ = self.made.set((engine, hash.0.finalize().into()));
        }
        self.made.get().ok_or_else(|| "no engine".to_owned())
    }
}

/// Feeds what is hashed to SHA-256: `Hasher`'s own 64 bits are too few to name code by.
struct HashWriter(Sha256);

impl Hasher for HashWriter {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finalize();
        u64::from_le_bytes(std::array::from_fn(|i| digest[i]))
    }
}

impl Runtime {
    /// A runtime within what this machine and `config` allow.
    ///
    /// # Errors
    /// When the engine cannot start or the cache folder cannot be used.
    pub fn new(config: RuntimeConfig) -> Result<Self, RuntimeError> {
        let capacity = Capacity::of_this_machine(&config);
        let cache = config.cache.as_ref().map(Cache::open).transpose()?;
        let runtime = Self {
            capacity,
            places: Places::new(capacity),
            cache,
            compiled: EngineOf::new(Origin::Compiled),
            foreign: EngineOf::new(Origin::Foreign),
            config,
        };
        runtime.compiled.get(capacity).map_err(RuntimeError::Engine)?;
        Ok(runtime)
    }

    /// How many instances fit at once.
    pub fn capacity(&self) -> Capacity {
        self.capacity
    }

    /// Places that are free now.
    pub fn free_places(&self) -> u32 {
        self.places.free()
    }

    /// Checks and compiles a component (or takes its compiled code from the cache), and asks it what it declares.
    ///
    /// # Errors
    /// When it is not a strategy this build can run; the error says why and what to do.
    pub fn load(&self, bytes: &[u8], origin: Origin) -> Result<Loaded, LoadError> {
        let inspection = inspect_bytes(bytes, self.config.component_bytes_max)?;
        let route = if inspection.not_previewable.is_none() { Route::Core } else { Route::Component };
        self.load_inspected(bytes, inspection, origin, route)
    }

    /// As [`Runtime::load`], by a given route.
    ///
    /// # Errors
    /// As [`Runtime::load`]; and for [`Route::Core`] when the component does not have exactly one core module.
    pub fn load_by(&self, bytes: &[u8], origin: Origin, route: Route) -> Result<Loaded, LoadError> {
        let inspection = inspect_bytes(bytes, self.config.component_bytes_max)?;
        self.load_inspected(bytes, inspection, origin, route)
    }

    fn load_inspected(
        &self,
        bytes: &[u8],
        inspection: Inspection,
        origin: Origin,
        route: Route,
    ) -> Result<Loaded, LoadError> {
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        let (engine, engine_hash) = match origin {
            Origin::Compiled => self.compiled.get(self.capacity),
            Origin::Foreign => self.foreign.get(self.capacity),
        }
        .map_err(LoadError::Host)?;
        let prepare = Prepare { runtime: self, origin, hash, engine, engine_hash };
        let prepared = match route {
            Route::Component => prepare.component(bytes)?,
            Route::Core => prepare.core(bytes)?,
        };
        let fuel = self.config.fuel(origin);
        Loaded::new(prepared, hex(&hash), inspection, origin, fuel, engine.clone(), Arc::clone(&self.places))
    }
}

/// One component on its way to being instantiated.
struct Prepare<'a> {
    runtime: &'a Runtime,
    origin: Origin,
    hash: [u8; 32],
    engine: &'a Engine,
    engine_hash: &'a [u8; 32],
}

impl Prepare<'_> {
    fn component(&self, bytes: &[u8]) -> Result<Prepared, LoadError> {
        let deserialize = |code: &[u8]| {
            // Safety: `code` is what Wasmtime's compiler made for this engine: either just now, by this process or the
            // child it started, or it carries this user's HMAC over these very bytes, checked in memory.
            unsafe { Component::deserialize(self.engine, code) }
        };
        let component = self.compiled(Artefact::Component, bytes, deserialize)?;
        let linker = wasmtime::component::Linker::<Guest>::new(self.engine);
        let pre = linker.instantiate_pre(&component).and_then(StrategyWorldPre::new);
        let pre = pre.map_err(|e| LoadError::Invalid(format!("{e:#}")))?;
        Ok(Prepared::Component { places: places_of(component.resources_required()), pre })
    }

    fn core(&self, bytes: &[u8]) -> Result<Prepared, LoadError> {
        let core = craftstrat_abi::extract(bytes).map_err(|e| LoadError::Invalid(e.to_string()))?;
        let deserialize = |code: &[u8]| {
            // Safety: as above.
            unsafe { Module::deserialize(self.engine, code) }
        };
        let module = self.compiled(Artefact::Module, core.bytes, deserialize)?;
        let exports = Box::new(Exports::of(&module, &core).map_err(LoadError::Invalid)?);
        let pre = wasmtime::Linker::<Guest>::new(self.engine).instantiate_pre(&module);
        let pre = pre.map_err(|e| LoadError::Invalid(format!("{e:#}")))?;
        Ok(Prepared::Core { places: places_of(Some(module.resources_required())), pre, exports })
    }

    /// The code of `artefact`, from the cache or the compiler.
    fn compiled<T>(
        &self,
        artefact: Artefact,
        bytes: &[u8],
        deserialize: impl Fn(&[u8]) -> wasmtime::Result<T>,
    ) -> Result<T, LoadError> {
        let kind = format!("{:?} {}", self.origin, artefact.name());
        let key = EntryKey::new(&self.hash, self.engine_hash, &kind);
        let cache = self.runtime.cache.as_ref();
        if let Some(code) = cache.and_then(|cache| cache.get(&key)) {
            match deserialize(&code) {
                Ok(made) => return Ok(made),
                Err(error) => {
                    tracing::warn!(%error, "cached code does not fit this engine: compiling it again")
                }
            }
        }
        let code = match self.origin {
            Origin::Compiled => artefact.compile(self.engine, bytes),
            Origin::Foreign => {
                let config = &self.runtime.config;
                child::compile(config.compile_child.as_deref(), artefact, bytes, &config.compile)
            }
        }?;
        let made = deserialize(&code).map_err(|e| LoadError::Host(format!("{e:#}")))?;
        if let Some(cache) = cache {
            cache.put(&key, &code);
        }
        Ok(made)
    }
}

/// Places an instance takes: pools hold one memory and one table for each.
fn places_of(required: Option<wasmtime::ResourcesRequired>) -> u32 {
    required.map_or(1, |r| r.num_memories.max(r.num_tables).max(1))
}
