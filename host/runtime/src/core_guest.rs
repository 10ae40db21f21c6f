//! A core module in Wasmtime, for the canonical-ABI driver.

use crate::guest::{Guest, Metered};
use craftstrat_abi::{CoreInstance, CoreModule, Function, Value};
use craftstrat_model::Fault;
use wasmtime::{Instance, InstancePre, Memory, Module, ModuleExport, TypedFunc, ValType};

type Nothing = TypedFunc<(), ()>;
type Answer<P> = TypedFunc<P, u32>;
type Realloc = TypedFunc<(u32, u32, u32, u32), u32>;
type NextArguments = (u32, u32, f64, f64, f64, f64, f64, f64, u32, u32, f64, f64, u32);
type ExplainArguments = (u32, f64, f64, f64, f64, f64, f64, u32, u32, f64, f64);

/// Where a module's exports are, looked up once per module.
#[derive(Clone)]
pub(crate) struct Exports {
    memory: ModuleExport,
    functions: [Places; 9],
}

#[derive(Clone)]
struct Places {
    call: ModuleExport,
    realloc: Option<ModuleExport>,
    post_return: Option<ModuleExport>,
}

impl Exports {
    /// Finds what `core` names in `module`. The error names what is not there or has another type.
    pub fn of(module: &Module, core: &CoreModule<'_>) -> Result<Self, String> {
        let find =
            |name: &str| module.get_export_index(name).ok_or_else(|| format!("no core export `{name}`"));
        let memory = find(&core.memory)?;
        let mut functions = Vec::with_capacity(9);
        for function in Function::ALL {
            let lifted = core.lifted(function);
            check_type(module, function, &lifted.export)?;
            let optional = |name: &Option<String>| name.as_deref().map(find).transpose();
            functions.push(Places {
                call: find(&lifted.export)?,
                realloc: optional(&lifted.realloc)?,
                post_return: optional(&lifted.post_return)?,
            });
        }
        let functions = functions.try_into().map_err(|_| "functions".to_owned())?;
        Ok(Self { memory, functions })
    }
}

fn check_type(module: &Module, function: Function, export: &str) -> Result<(), String> {
    let found = module.get_export(export).and_then(|e| e.func().cloned());
    let found = found.ok_or_else(|| format!("core export `{export}` is no function"))?;
    let letter = |ty: ValType| match ty {
        ValType::I32 => 'i',
        ValType::F64 => 'f',
        _ => '?',
    };
    let parameters: String = found.params().map(letter).collect();
    let results: String = found.results().map(letter).collect();
    let wanted = if function.answers() { "i" } else { "" };
    if parameters == function.parameters() && results == wanted {
        return Ok(());
    }
    Err(format!("core export `{export}` has the wrong type"))
}

/// An instantiated core module.
pub(crate) struct CoreGuest {
    metered: Metered,
    memory: Memory,
    describe: Answer<()>,
    configure: TypedFunc<(u32, u32), ()>,
    reset: Nothing,
    begin_slot: TypedFunc<(f64, f64, u32), ()>,
    load: TypedFunc<(u32, u32, u32), ()>,
    next: Answer<NextArguments>,
    explain: Answer<ExplainArguments>,
    save: Answer<()>,
    restore: Answer<(u32, u32)>,
    // Not every call needs these: kept apart, so that what every call needs shares few cache lines.
    realloc: Box<[Option<Realloc>; 9]>,
    post_return: Vec<(Function, PostReturn)>,
}

enum PostReturn {
    Plain(Nothing),
    Answered(TypedFunc<u32, ()>),
}

impl CoreGuest {
    pub fn instantiate(
        mut metered: Metered,
        pre: &InstancePre<Guest>,
        exports: &Exports,
    ) -> Result<Self, Fault> {
        metered.begin(0);
        let instance = pre.instantiate(&mut metered.store);
        let instance = metered.end("instantiate", instance)?;
        let built = Self::build(metered, &instance, exports);
        built.map_err(|e| Fault::WorldMismatch(format!("{e:#}")))
    }

    fn build(mut metered: Metered, instance: &Instance, exports: &Exports) -> wasmtime::Result<Self> {
        let store = &mut metered.store;
        let memory = instance.get_module_export(&mut *store, &exports.memory).and_then(|e| e.into_memory());
        let memory = memory.ok_or_else(|| wasmtime::Error::msg("its memory export is no memory"))?;
        macro_rules! typed {
            ($place:expr) => {{
                let found = instance.get_module_export(&mut *store, $place).and_then(|e| e.into_func());
                found.ok_or_else(|| wasmtime::Error::msg("an export is no function"))?.typed(&*store)?
            }};
        }
        let places = |function: Function| &exports.functions[function as usize];
        let mut realloc = Box::new([const { None }; 9]);
        let mut post_return = Vec::new();
        for function in Function::ALL {
            if let Some(place) = &places(function).realloc {
                realloc[function as usize] = Some(typed!(place));
            }
            if let Some(place) = &places(function).post_return {
                let one = if function.answers() {
                    PostReturn::Answered(typed!(place))
                } else {
                    PostReturn::Plain(typed!(place))
                };
                post_return.push((function, one));
            }
        }
        Ok(Self {
            memory,
            describe: typed!(&places(Function::Describe).call),
            configure: typed!(&places(Function::Configure).call),
            reset: typed!(&places(Function::Reset).call),
            begin_slot: typed!(&places(Function::BeginSlot).call),
            load: typed!(&places(Function::Load).call),
            next: typed!(&places(Function::Next).call),
            explain: typed!(&places(Function::Explain).call),
            save: typed!(&places(Function::Save).call),
            restore: typed!(&places(Function::Restore).call),
            realloc,
            post_return,
            metered,
        })
    }

    fn run(&mut self, function: Function, arguments: &[Value]) -> wasmtime::Result<u32> {
        let store = &mut self.metered.store;
        match (function, arguments) {
            (Function::Describe, _) => self.describe.call(store, ()),
            (Function::Save, _) => self.save.call(store, ()),
            (Function::Reset, _) => self.reset.call(store, ()).map(|()| 0),
            (Function::Configure, &[Value::I32(at), Value::I32(length)]) => {
                self.configure.call(store, (at, length)).map(|()| 0)
            }
            (Function::Restore, &[Value::I32(at), Value::I32(length)]) => {
                self.restore.call(store, (at, length))
            }
            (Function::BeginSlot, &[Value::F64(start), Value::F64(end), Value::I32(continues)]) => {
                self.begin_slot.call(store, (start, end, continues)).map(|()| 0)
            }
            (Function::Load, &[Value::I32(rows), Value::I32(at), Value::I32(length)]) => {
                self.load.call(store, (rows, at, length)).map(|()| 0)
            }
            (Function::Next, &[Value::I32(from), Value::I32(until), ref account @ .., Value::I32(muted)]) => {
                let (a, b, c, d, e, f, g, h, i, j) = account_of(account)?;
                self.next.call(store, (from, until, a, b, c, d, e, f, g, h, i, j, muted))
            }
            (Function::Explain, &[Value::I32(row), ref account @ ..]) => {
                let (a, b, c, d, e, f, g, h, i, j) = account_of(account)?;
                self.explain.call(store, (row, a, b, c, d, e, f, g, h, i, j))
            }
            _ => Err(wasmtime::Error::msg("arguments of another function")),
        }
    }
}

type Account = (f64, f64, f64, f64, f64, f64, u32, u32, f64, f64);

fn account_of(values: &[Value]) -> wasmtime::Result<Account> {
    use Value::{F64, I32};
    match *values {
        [F64(a), F64(b), F64(c), F64(d), F64(e), F64(f), I32(g), I32(h), F64(i), F64(j)] => {
            Ok((a, b, c, d, e, f, g, h, i, j))
        }
        _ => Err(wasmtime::Error::msg("not the account's values")),
    }
}

impl CoreInstance for CoreGuest {
    fn call(&mut self, function: Function, arguments: &[Value], rows: u32) -> Result<u32, Fault> {
        self.metered.begin(rows);
        let result = self.run(function, arguments);
        self.metered.end(function.name(), result)
    }

    fn allocate(&mut self, function: Function, align: u32, bytes: u32) -> Result<u32, Fault> {
        let Some(realloc) = &self.realloc[function as usize] else {
            let detail = "it names no realloc for its arguments".to_owned();
            return Err(Fault::Contract { call: function.name(), detail });
        };
        self.metered.begin(0);
        let result = realloc.call(&mut self.metered.store, (0, 0, align, bytes));
        self.metered.end(function.name(), result)
    }

    fn post_return(&mut self, function: Function, answer: u32) -> Result<(), Fault> {
        let Some((_, post_return)) = self.post_return.iter().find(|(of, _)| *of == function) else {
            return Ok(());
        };
        self.metered.begin(0);
        let result = match post_return {
            PostReturn::Plain(f) => f.call(&mut self.metered.store, ()),
            PostReturn::Answered(f) => f.call(&mut self.metered.store, answer),
        };
        self.metered.end(function.name(), result)
    }

    fn memory_bytes(&self) -> usize {
        self.memory.data_size(&self.metered.store)
    }

    fn read(&self, at: u32, bytes: &mut [u8]) -> bool {
        let block = self.memory.data(&self.metered.store).get(at as usize..);
        let block = block.and_then(|rest| rest.get(..bytes.len()));
        block.map(|block| bytes.copy_from_slice(block)).is_some()
    }

    fn write(&mut self, at: u32, bytes: &[u8]) -> bool {
        let block = self.memory.data_mut(&mut self.metered.store).get_mut(at as usize..);
        let block = block.and_then(|rest| rest.get_mut(..bytes.len()));
        block.map(|block| block.copy_from_slice(bytes)).is_some()
    }

    fn write_numbers(&mut self, at: u32, numbers: &[f64]) -> bool {
        let block = self.memory.data_mut(&mut self.metered.store).get_mut(at as usize..);
        let Some(block) = block.and_then(|rest| rest.get_mut(..numbers.len() * 8)) else { return false };
        for (to, number) in block.chunks_exact_mut(8).zip(numbers) {
            to.copy_from_slice(&number.to_le_bytes());
        }
        true
    }

    fn fuel_used(&self) -> u64 {
        self.metered.fuel_used()
    }
}
