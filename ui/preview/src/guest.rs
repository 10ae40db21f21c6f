//! A core module in the browser, for the canonical-ABI driver.

use crate::kept::{Keep, Kept, Table};
use craftstrat_abi::{CoreInstance, CoreModule, Function, Value, contract};
use craftstrat_model::Fault;
use js_sys::{Array, WebAssembly};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/guest.js")]
extern "C" {
    type Guest;
    #[wasm_bindgen(constructor, catch)]
    fn new(module: &WebAssembly::Module, names: &Array, own: &JsValue) -> Result<Guest, JsValue>;
    #[wasm_bindgen(method, js_name = takeError)]
    fn take_error(this: &Guest) -> String;
    #[wasm_bindgen(method)]
    fn call0(this: &Guest, f: u32) -> f64;
    #[wasm_bindgen(method)]
    fn call1(this: &Guest, f: u32, a: u32) -> f64;
    #[wasm_bindgen(method)]
    fn call2(this: &Guest, f: u32, a: u32, b: u32) -> f64;
    #[wasm_bindgen(method, js_name = call3)]
    fn begin_slot(this: &Guest, f: u32, start: f64, end: f64, continues: u32) -> f64;
    #[wasm_bindgen(method, js_name = call3)]
    fn load(this: &Guest, f: u32, rows: u32, at: u32, length: u32) -> f64;
    #[wasm_bindgen(method)]
    fn realloc(this: &Guest, f: u32, align: u32, size: u32) -> f64;
    #[wasm_bindgen(method)]
    #[allow(clippy::too_many_arguments)]
    fn explain(
        this: &Guest,
        f: u32,
        row: u32,
        a: f64,
        b: f64,
        c: f64,
        d: f64,
        e: f64,
        g: f64,
        h: u32,
        i: u32,
        j: f64,
        k: f64,
    ) -> f64;
    #[wasm_bindgen(method)]
    #[allow(clippy::too_many_arguments)]
    fn next(
        this: &Guest,
        f: u32,
        from: u32,
        until: u32,
        a: f64,
        b: f64,
        c: f64,
        d: f64,
        e: f64,
        g: f64,
        h: u32,
        i: u32,
        j: f64,
        k: f64,
        muted: u32,
    ) -> f64;
    #[wasm_bindgen(method)]
    fn size(this: &Guest) -> u32;
    /// Copies to an address in our own memory: a view for each of a million small reads costs more than they do.
    #[wasm_bindgen(method)]
    fn read(this: &Guest, at: u32, to: usize, length: usize) -> bool;
    #[wasm_bindgen(method)]
    fn write(this: &Guest, at: u32, from: &[u8]) -> bool;
    #[wasm_bindgen(method, js_name = writeNumbers)]
    fn write_numbers(this: &Guest, at: u32, from: &[f64]) -> bool;
}

thread_local! {
    static GUESTS: Table<Guest> = Table::default();
    static MODULES: Table<WebAssembly::Module> = Table::default();
}

impl Keep for Guest {
    fn with<R>(work: impl FnOnce(&Table<Self>) -> R) -> R {
        GUESTS.with(work)
    }
}

impl Keep for WebAssembly::Module {
    fn with<R>(work: impl FnOnce(&Table<Self>) -> R) -> R {
        MODULES.with(work)
    }
}

/// A compiled core module and the names of what is called in it.
pub struct Module {
    module: Kept<WebAssembly::Module>,
    /// The memory, then call, realloc and post-return of each function.
    names: Vec<String>,
    has: [[bool; 3]; 9],
}

impl Module {
    /// Compiles `core`, of which `bytes` is the module with its memory bounded.
    ///
    /// # Errors
    /// What the browser says of the bytes.
    pub fn compile(core: &CoreModule<'_>, bytes: &[u8]) -> Result<Self, String> {
        let module = WebAssembly::Module::new(&js_sys::Uint8Array::from(bytes)).map_err(|e| text(&e))?;
        let mut names = vec![core.memory.clone()];
        let mut has = [[true; 3]; 9];
        for function in Function::ALL {
            let lifted = core.lifted(function);
            has[function as usize] = [true, lifted.realloc.is_some(), lifted.post_return.is_some()];
            names.push(lifted.export.clone());
            names.extend([&lifted.realloc, &lifted.post_return].map(|n| n.clone().unwrap_or_default()));
        }
        Ok(Self { module: Kept::new(module), names, has })
    }

    /// A new instance.
    ///
    /// # Errors
    /// When it traps while starting, or has not what its component says.
    pub fn instantiate(&self) -> Result<BrowserInstance, Fault> {
        let names: Array = self.names.iter().map(|n| JsValue::from_str(n)).collect();
        let guest = self
            .module
            .with(|module| Guest::new(module, &names, &wasm_bindgen::memory()))
            .ok_or_else(elsewhere)?;
        let guest = guest.map_err(|e| Fault::Trap { call: "instantiate", detail: text(&e) })?;
        Ok(BrowserInstance { guest: Kept::new(guest), has: self.has })
    }
}

fn text(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message")).ok();
    let message = message.and_then(|m| m.as_string()).unwrap_or_else(|| format!("{error:?}"));
    contract::message(&message)
}

fn elsewhere() -> Fault {
    Fault::Host("the strategy lives in another thread".to_owned())
}

/// An instance of a core module.
pub struct BrowserInstance {
    guest: Kept<Guest>,
    has: [[bool; 3]; 9],
}

/// Places of a function's three exports in the guest's table.
const fn place(function: Function, which: usize) -> u32 {
    (function as usize * 3 + which) as u32
}

impl BrowserInstance {
    fn settle(&self, function: Function, answer: Option<f64>) -> Result<u32, Fault> {
        match answer {
            Some(answer) if answer >= 0.0 => Ok(answer as u32),
            Some(_) => {
                let detail = self.guest.with(Guest::take_error).unwrap_or_default();
                Err(Fault::Trap { call: function.name(), detail: contract::message(&detail) })
            }
            None => Err(elsewhere()),
        }
    }
}

fn run(guest: &Guest, function: Function, arguments: &[Value]) -> Option<f64> {
    use Value::{F64, I32};
    let f = place(function, 0);
    Some(match (function, arguments) {
        (Function::Describe | Function::Save | Function::Reset, []) => guest.call0(f),
        (Function::Configure | Function::Restore, &[I32(at), I32(length)]) => guest.call2(f, at, length),
        (Function::BeginSlot, &[F64(start), F64(end), I32(continues)]) => {
            guest.begin_slot(f, start, end, continues)
        }
        (Function::Load, &[I32(rows), I32(at), I32(length)]) => guest.load(f, rows, at, length),
        (
            Function::Next,
            &[
                I32(from),
                I32(until),
                F64(a),
                F64(b),
                F64(c),
                F64(d),
                F64(e),
                F64(g),
                I32(h),
                I32(i),
                F64(j),
                F64(k),
                I32(muted),
            ],
        ) => guest.next(f, from, until, a, b, c, d, e, g, h, i, j, k, muted),
        (
            Function::Explain,
            &[I32(row), F64(a), F64(b), F64(c), F64(d), F64(e), F64(g), I32(h), I32(i), F64(j), F64(k)],
        ) => guest.explain(f, row, a, b, c, d, e, g, h, i, j, k),
        _ => return None,
    })
}

impl CoreInstance for BrowserInstance {
    fn call(&mut self, function: Function, arguments: &[Value], _rows: u32) -> Result<u32, Fault> {
        let answer = self.guest.with(|guest| run(guest, function, arguments)).flatten();
        self.settle(function, answer)
    }

    fn allocate(&mut self, function: Function, align: u32, bytes: u32) -> Result<u32, Fault> {
        if !self.has[function as usize][1] {
            let detail = "it names no realloc for its arguments".to_owned();
            return Err(Fault::Contract { call: function.name(), detail });
        }
        let answer = self.guest.with(|guest| guest.realloc(place(function, 1), align, bytes));
        self.settle(function, answer)
    }

    fn post_return(&mut self, function: Function, answer: u32) -> Result<(), Fault> {
        if !self.has[function as usize][2] {
            return Ok(());
        }
        let done = self.guest.with(|guest| match function.answers() {
            true => guest.call1(place(function, 2), answer),
            false => guest.call0(place(function, 2)),
        });
        self.settle(function, done).map(|_| ())
    }

    fn memory_bytes(&self) -> usize {
        self.guest.with(Guest::size).unwrap_or_default() as usize
    }

    fn read(&self, at: u32, bytes: &mut [u8]) -> bool {
        self.guest
            .with(|guest| guest.read(at, bytes.as_mut_ptr().expose_provenance(), bytes.len()))
            .unwrap_or_default()
    }

    fn write(&mut self, at: u32, bytes: &[u8]) -> bool {
        self.guest.with(|guest| guest.write(at, bytes)).unwrap_or_default()
    }

    fn write_numbers(&mut self, at: u32, numbers: &[f64]) -> bool {
        self.guest.with(|guest| guest.write_numbers(at, numbers)).unwrap_or_default()
    }
}
