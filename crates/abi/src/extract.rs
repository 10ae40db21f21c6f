//! Finds the one core module in a strategy component and how its functions are lifted.
//!
//! A component built by `wit-component` holds one core module, instantiates it without arguments, aliases its exports,
//! lifts them with `canon lift`, and exports them as an instance, directly or through a nested component that only
//! gives the interface's types their names. That shape is understood here and nothing beyond it.

use crate::{Function, INTERFACE};
use std::collections::BTreeMap;
use wasmparser::{
    CanonicalFunction, CanonicalOption, ComponentAlias, ComponentExternalKind, ComponentInstance, Encoding,
    ExternalKind, Instance, Parser, Payload,
};

/// Why a component cannot be driven through a core module. It may still run where components do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AbiError {
    /// The bytes are damaged.
    #[error("this is not a WebAssembly component: {0}")]
    Invalid(String),
    /// There is not exactly one core module.
    #[error("the component holds {0} core modules; only one can be driven")]
    CoreModules(usize),
    /// Something is arranged in a way the driver does not know.
    #[error("the component is built in a way the driver does not know: {0}")]
    Shape(String),
    /// Text is not UTF-8.
    #[error("`{0}` does not encode text as UTF-8")]
    Encoding(&'static str),
    /// A function of the interface is missing.
    #[error("the component does not export `{0}` of {INTERFACE}")]
    Missing(&'static str),
}

/// How one function of the interface is lifted: names of core exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifted {
    /// The core function.
    pub export: String,
    /// What allocates its arguments.
    pub realloc: Option<String>,
    /// What is called after its answer was read.
    pub post_return: Option<String>,
}

/// The core module of a strategy component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreModule<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Name of its memory's export.
    pub memory: String,
    /// How each function is lifted; indexed by `Function as usize`.
    pub functions: [Lifted; 9],
}

impl CoreModule<'_> {
    /// How `function` is lifted.
    pub fn lifted(&self, function: Function) -> &Lifted {
        &self.functions[function as usize]
    }
}

/// The core module of `component` and how to call it. Checks structure only: the bytes are validated by whoever
/// compiles them.
///
/// # Errors
/// When there is not exactly one core module, or the component is arranged in another way than `wit-component` does.
pub fn extract(component: &[u8]) -> Result<CoreModule<'_>, AbiError> {
    let survey = Survey::of(component)?;
    if survey.modules != 1 {
        return Err(AbiError::CoreModules(survey.modules));
    }
    let Some(bytes) = survey.module else { return Err(shape("its core module is inside another component")) };
    let instance = survey.exported.ok_or(AbiError::Missing(Function::Describe.name()))?;
    let exports =
        survey.instances.get(instance as usize).ok_or_else(|| shape("an instance that does not exist"))?;
    let mut memories = std::collections::BTreeSet::new();
    let mut functions = Vec::with_capacity(Function::ALL.len());
    for function in Function::ALL {
        let index = *exports.get(function.name()).ok_or(AbiError::Missing(function.name()))?;
        let lift = survey.functions.get(index as usize).and_then(Option::as_ref);
        let lift = lift.ok_or_else(|| shape("an export that is not a lifted core function"))?;
        let (lifted, memory) = survey.resolve(function, lift)?;
        memories.extend(memory);
        functions.push(lifted);
    }
    let memory = memories.pop_first().ok_or_else(|| shape("no function names a memory"))?;
    if !memories.is_empty() {
        return Err(shape("functions that use different memories"));
    }
    let functions = functions.try_into().map_err(|_| shape("functions"))?;
    Ok(CoreModule { bytes, memory, functions })
}

fn shape(what: &str) -> AbiError {
    AbiError::Shape(what.to_owned())
}

fn invalid(error: wasmparser::BinaryReaderError) -> AbiError {
    AbiError::Invalid(error.to_string())
}

/// A `canon lift`.
struct Lift {
    core_function: u32,
    options: Vec<CanonicalOption>,
}

/// A component-level item by the name it has in some scope.
type Names = BTreeMap<String, u32>;

/// A nested component that exports functions it imports: name of the export, name of the import.
type Renames = BTreeMap<String, String>;

/// The index spaces of the outermost component, as far as they matter.
#[derive(Default)]
struct Survey<'a> {
    /// Core modules at any depth.
    modules: usize,
    /// The one of the outermost component.
    module: Option<&'a [u8]>,
    core_instances: u32,
    /// Core function index -> core export.
    core_functions: Vec<Option<String>>,
    /// Core memory index -> core export.
    core_memories: Vec<Option<String>>,
    /// Component function index -> how it is lifted.
    functions: Vec<Option<Lift>>,
    components: Vec<Renames>,
    /// Component instance index -> its functions by name.
    instances: Vec<Names>,
    /// Index of the instance exported as the interface.
    exported: Option<u32>,
}

impl<'a> Survey<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, AbiError> {
        let mut survey = Self::default();
        // Nested modules and components that are being read: true for the outermost component's children.
        let mut depth = 0_usize;
        let mut nested: Option<Nested> = None;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.map_err(invalid)?;
            match &payload {
                Payload::Version { encoding: Encoding::Module, .. } if depth == 0 => {
                    return Err(AbiError::Invalid("it is a core module".to_owned()));
                }
                Payload::Version { .. } => {}
                Payload::ModuleSection { unchecked_range, .. } => {
                    survey.modules += 1;
                    if depth == 0 {
                        survey.module = bytes.get(unchecked_range.clone());
                    }
                    depth += 1;
                }
                Payload::ComponentSection { .. } => {
                    if depth == 0 {
                        nested = Some(Nested::default());
                    }
                    depth += 1;
                }
                Payload::End(_) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0
                        && let Some(done) = nested.take()
                    {
                        survey.components.push(done.renames());
                    }
                }
                payload if depth == 0 => survey.section(payload)?,
                payload if depth == 1 => {
                    if let Some(nested) = &mut nested {
                        nested.section(payload)?;
                    }
                }
                _ => {}
            }
        }
        Ok(survey)
    }

    /// A section of the outermost component.
    fn section(&mut self, payload: &Payload<'a>) -> Result<(), AbiError> {
        match payload {
            Payload::InstanceSection(section) => {
                for instance in section.clone() {
                    self.core_instance(&instance.map_err(invalid)?)?;
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    self.alias(&alias.map_err(invalid)?);
                }
            }
            Payload::ComponentCanonicalSection(section) => {
                for function in section.clone() {
                    self.canonical(function.map_err(invalid)?);
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section.clone() {
                    let names = self.instance(&instance.map_err(invalid)?);
                    self.instances.push(names);
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    self.export(&export.map_err(invalid)?);
                }
            }
            Payload::ComponentImportSection(section) if section.count() > 0 => {
                return Err(shape("it imports something"));
            }
            Payload::ComponentStartSection { .. } => return Err(shape("it has a start function")),
            _ => {}
        }
        Ok(())
    }

    fn core_instance(&mut self, instance: &Instance<'_>) -> Result<(), AbiError> {
        match instance {
            Instance::Instantiate { args, .. } if args.is_empty() && self.core_instances == 0 => {
                self.core_instances += 1;
                Ok(())
            }
            Instance::Instantiate { .. } => {
                Err(shape("its core module is instantiated with arguments or twice"))
            }
            Instance::FromExports(_) => Err(shape("a core instance put together from exports")),
        }
    }

    fn alias(&mut self, alias: &ComponentAlias<'_>) {
        match alias {
            ComponentAlias::CoreInstanceExport { kind, instance_index, name } => {
                let export = (*instance_index == 0).then(|| (*name).to_owned());
                match kind {
                    ExternalKind::Func | ExternalKind::FuncExact => self.core_functions.push(export),
                    ExternalKind::Memory => self.core_memories.push(export),
                    _ => {}
                }
            }
            ComponentAlias::InstanceExport { kind, .. } => match kind {
                ComponentExternalKind::Func => self.functions.push(None),
                ComponentExternalKind::Instance => self.instances.push(Names::new()),
                ComponentExternalKind::Component => self.components.push(Renames::new()),
                _ => {}
            },
            ComponentAlias::Outer { .. } => {}
        }
    }

    fn canonical(&mut self, function: CanonicalFunction) {
        match function {
            CanonicalFunction::Lift { core_func_index, options, .. } => {
                let lift = Lift { core_function: core_func_index, options: options.into_vec() };
                self.functions.push(Some(lift));
            }
            // Everything else defines a core function.
            _ => self.core_functions.push(None),
        }
    }

    fn instance(&self, instance: &ComponentInstance<'_>) -> Names {
        let functions = |kind: ComponentExternalKind| kind == ComponentExternalKind::Func;
        match instance {
            ComponentInstance::FromExports(exports) => {
                let own = exports.iter().filter(|e| functions(e.kind));
                own.map(|e| (e.name.name.to_owned(), e.index)).collect()
            }
            ComponentInstance::Instantiate { component_index, args } => {
                let given: BTreeMap<&str, u32> =
                    args.iter().filter(|a| functions(a.kind)).map(|a| (a.name, a.index)).collect();
                let renames = self.components.get(*component_index as usize);
                let pairs = renames.into_iter().flatten();
                pairs
                    .filter_map(|(export, import)| Some((export.clone(), *given.get(import.as_str())?)))
                    .collect()
            }
        }
    }

    fn export(&mut self, export: &wasmparser::ComponentExport<'_>) {
        match export.kind {
            ComponentExternalKind::Instance => {
                if export.name.name == INTERFACE {
                    self.exported = Some(export.index);
                }
                // An export is an alias too.
                let names = self.instances.get(export.index as usize).cloned().unwrap_or_default();
                self.instances.push(names);
            }
            ComponentExternalKind::Func => self.functions.push(None),
            ComponentExternalKind::Component => self.components.push(Renames::new()),
            _ => {}
        }
    }

    /// The names behind a lift, and its memory.
    fn resolve(&self, function: Function, lift: &Lift) -> Result<(Lifted, Option<String>), AbiError> {
        let core = |index: u32| {
            let name = self.core_functions.get(index as usize).and_then(Clone::clone);
            name.ok_or_else(|| shape("a core function that is no export of the core module"))
        };
        let mut lifted = Lifted { export: core(lift.core_function)?, realloc: None, post_return: None };
        let mut memory = None;
        for option in &lift.options {
            match option {
                CanonicalOption::UTF8 => {}
                CanonicalOption::UTF16 | CanonicalOption::CompactUTF16 => {
                    return Err(AbiError::Encoding(function.name()));
                }
                CanonicalOption::Memory(index) => {
                    let name = self.core_memories.get(*index as usize).and_then(Clone::clone);
                    memory =
                        Some(name.ok_or_else(|| shape("a memory that is no export of the core module"))?);
                }
                CanonicalOption::Realloc(index) => lifted.realloc = Some(core(*index)?),
                CanonicalOption::PostReturn(index) => lifted.post_return = Some(core(*index)?),
                other => return Err(AbiError::Shape(format!("the canonical option {other:?}"))),
            }
        }
        Ok((lifted, memory))
    }
}

/// A nested component: function index -> the import it is, and its exports.
#[derive(Default)]
struct Nested {
    functions: Vec<Option<String>>,
    exports: Vec<(String, u32)>,
}

impl Nested {
    fn section(&mut self, payload: &Payload<'_>) -> Result<(), AbiError> {
        match payload {
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    let import = import.map_err(invalid)?;
                    if matches!(import.ty, wasmparser::ComponentTypeRef::Func(_)) {
                        self.functions.push(Some(import.name.name.to_owned()));
                    }
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    let export = export.map_err(invalid)?;
                    if export.kind == ComponentExternalKind::Func {
                        self.exports.push((export.name.name.to_owned(), export.index));
                        let same = self.functions.get(export.index as usize).cloned().flatten();
                        self.functions.push(same);
                    }
                }
            }
            Payload::ComponentCanonicalSection(section) => {
                for function in section.clone() {
                    if matches!(function.map_err(invalid)?, CanonicalFunction::Lift { .. }) {
                        self.functions.push(None);
                    }
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    let alias = alias.map_err(invalid)?;
                    if let ComponentAlias::InstanceExport { kind: ComponentExternalKind::Func, .. } = alias {
                        self.functions.push(None);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn renames(self) -> Renames {
        let import = |index: u32| self.functions.get(index as usize).cloned().flatten();
        self.exports.iter().filter_map(|(name, index)| Some((name.clone(), import(*index)?))).collect()
    }
}
