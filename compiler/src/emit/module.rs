//! The core module: its functions, memory, one global and data, put together.

use super::code::Code;
use super::layout::Layout;
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ExportKind, ExportSection, Function, FunctionSection, GlobalSection,
    GlobalType, MemorySection, MemoryType, Module, NameMap, NameSection, TypeSection, ValType,
};

/// The global that holds the number of loaded rows.
pub(super) const ROWS: u32 = 0;

/// The functions made so far. An index is given when a function is added and never changes.
#[derive(Default)]
pub(super) struct Functions {
    types: Vec<(Vec<ValType>, Vec<ValType>)>,
    functions: Vec<(u32, Function)>,
    names: Vec<String>,
    exports: Vec<(String, u32)>,
}

impl Functions {
    /// Adds a function; returns its index.
    pub fn add(&mut self, name: &str, params: &[ValType], results: &[ValType], code: Code) -> u32 {
        let signature = (params.to_vec(), results.to_vec());
        let known = self.types.iter().position(|t| *t == signature);
        let ty = known.unwrap_or_else(|| {
            self.types.push(signature);
            self.types.len() - 1
        });
        self.functions.push((ty as u32, code.finish()));
        self.names.push(name.to_owned());
        self.functions.len() as u32 - 1
    }

    /// Adds a function of the world's interface and exports it.
    pub fn export(&mut self, name: &str, params: &[ValType], results: &[ValType], code: Code) {
        let index = self.add(name, params, results, code);
        self.exports.push((format!("craftstrat:strategy/strategy@0.1.0#{name}"), index));
    }

    /// Adds a function and exports it under exactly this name.
    pub fn export_plain(&mut self, name: &str, params: &[ValType], results: &[ValType], code: Code) {
        let index = self.add(name, params, results, code);
        self.exports.push((name.to_owned(), index));
    }

    /// The finished module.
    pub fn finish(self, layout: &Layout) -> Module {
        let mut types = TypeSection::new();
        for (params, results) in self.types {
            types.ty().function(params, results);
        }
        let (mut functions, mut codes) = (FunctionSection::new(), CodeSection::new());
        for (ty, function) in &self.functions {
            functions.function(*ty);
            codes.function(function);
        }
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: layout.pages.into(),
            maximum: Some(layout.pages_max.into()),
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut globals = GlobalSection::new();
        let rows = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        globals.global(rows, &ConstExpr::i32_const(0));
        let mut exports = ExportSection::new();
        exports.export("memory", ExportKind::Memory, 0);
        for (name, index) in &self.exports {
            exports.export(name, ExportKind::Func, *index);
        }
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(Layout::DATA as i32), layout.data.iter().copied());
        let mut function_names = NameMap::new();
        for (index, name) in self.names.iter().enumerate() {
            function_names.append(index as u32, name);
        }
        let mut names = NameSection::new();
        names.functions(&function_names);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&memories).section(&globals).section(&exports);
        module.section(&codes).section(&data).section(&names);
        module
    }
}
