//! Builds guests from `tests/guests`: a base in WebAssembly text, parts of which others replace.
#![allow(dead_code, clippy::unwrap_used)]

use craftstrat_abi::layout::{
    DESCRIPTION, DESCRIPTION_FIELDS, LIST, OPTION_F64_PAYLOAD, OPTION_WORD_PAYLOAD, PARAMETER,
    PARAMETER_FIELDS, RISK_FIELDS,
};
use craftstrat_model::{Parameter, Risk};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// Where the base guest keeps its description.
const DESCRIPTION_AT: usize = 1_024;

/// A guest under construction.
#[derive(Clone)]
pub struct Guest {
    parts: Vec<(String, String)>,
    description: Declared,
    wit: String,
}

/// What the guest declares, true or not.
#[derive(Clone)]
pub struct Declared {
    pub name: Vec<u8>,
    pub version: Vec<u8>,
    pub columns: Vec<String>,
    pub reads: u8,
    pub parameters: Vec<Parameter>,
    pub warm_up_rows: u32,
    pub nodes: Vec<String>,
    pub carries_state: bool,
    pub risk: Risk,
}

impl Default for Declared {
    fn default() -> Self {
        let limit = Parameter { name: "limit".into(), default: 0.5, min: 0.0, max: 1.0, step: 0.01 };
        Self {
            name: b"below".to_vec(),
            version: b"1.0.0".to_vec(),
            columns: vec!["ask_up".into()],
            reads: 0,
            parameters: vec![limit],
            warm_up_rows: 0,
            nodes: vec!["ask".into(), "seen".into()],
            carries_state: true,
            risk: Risk { stop_loss_pct: Some(30.0), max_open_entries: Some(2), ..Risk::default() },
        }
    }
}

pub fn guest_text(name: &str) -> String {
    let path = format!("{}/../runtime/tests/guests/{name}.wat", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn parts(text: &str) -> Vec<(String, String)> {
    let mut parts = vec![(String::new(), String::new())];
    for line in text.lines() {
        match line.strip_prefix(";;; ") {
            Some(name) => parts.push((name.trim().to_owned(), String::new())),
            None => {
                let last = parts.last_mut().unwrap();
                last.1.push_str(line);
                last.1.push('\n');
            }
        }
    }
    parts
}

impl Guest {
    /// The well-behaved one.
    pub fn base() -> Self {
        Self { parts: parts(&guest_text("base")), description: Declared::default(), wit: wit_text() }
    }

    /// The base with the parts of `name` in place of its own.
    pub fn named(name: &str) -> Self {
        let mut guest = Self::base();
        for (part, text) in parts(&guest_text(name)) {
            if part.is_empty() {
                continue;
            }
            let own = guest.parts.iter_mut().find(|(own, _)| *own == part);
            own.unwrap_or_else(|| panic!("{name}: the base has no part {part}")).1 = text;
        }
        guest
    }

    /// With the text of one part replaced.
    #[must_use]
    pub fn replacing(mut self, part: &str, text: &str) -> Self {
        self.parts.iter_mut().find(|(own, _)| own == part).unwrap().1 = text.to_owned();
        self
    }

    #[must_use]
    pub fn declaring(mut self, change: impl FnOnce(&mut Declared)) -> Self {
        change(&mut self.description);
        self
    }

    /// With the WIT text changed, for other worlds and versions.
    #[must_use]
    pub fn in_world(mut self, change: impl FnOnce(&str) -> String) -> Self {
        self.wit = change(&self.wit);
        self
    }

    /// Another number in the code, so that many distinct components come of one text.
    #[must_use]
    pub fn variant(self, number: usize) -> Self {
        self.declaring(|d| d.version = format!("1.0.{number}").into_bytes())
    }

    pub fn interface(&self) -> String {
        let version = self.wit.split("package craftstrat:strategy@").nth(1).unwrap();
        format!("craftstrat:strategy/strategy@{}", version.split(';').next().unwrap())
    }

    pub fn core_text(&self) -> String {
        let description: String = self.description.bytes().iter().map(|b| format!("\\{b:02x}")).collect();
        let text: String = self.parts.iter().map(|(_, text)| text.as_str()).collect();
        text.replace("{interface}", &self.interface()).replace("{description}", &description)
    }

    /// The core module alone.
    pub fn core_module(&self) -> Vec<u8> {
        wat::parse_str(self.core_text()).unwrap_or_else(|e| panic!("{e}"))
    }

    pub fn component(&self) -> Vec<u8> {
        let mut resolve = Resolve::default();
        let package = resolve.push_str("strategy.wit", &self.wit).unwrap();
        let world = resolve.select_world(&[package], None).unwrap();
        let mut module = self.core_module();
        embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
        ComponentEncoder::default().validate(true).module(&module).unwrap().encode().unwrap()
    }
}

pub fn wit_text() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../wit/strategy.wit")).unwrap()
}

impl Declared {
    /// The record `description` as the canonical ABI lays it out, with everything it points to behind it.
    fn bytes(&self) -> Vec<u8> {
        let mut block = vec![0; DESCRIPTION.size];
        let [name, version, columns, reads, parameters, warm_up, nodes, carries, risk] = DESCRIPTION_FIELDS;
        list(&mut block, name, &self.name, self.name.len(), 1);
        list(&mut block, version, &self.version, self.version.len(), 1);
        texts(&mut block, columns, &self.columns);
        block[reads] = self.reads;
        self.put_parameters(&mut block, parameters);
        put(&mut block, warm_up, &self.warm_up_rows.to_le_bytes());
        texts(&mut block, nodes, &self.nodes);
        block[carries] = u8::from(self.carries_state);
        let [stop, target, position, trades, cool_down, entries] = RISK_FIELDS.map(|f| f + risk);
        option_f64(&mut block, stop, self.risk.stop_loss_pct);
        option_f64(&mut block, target, self.risk.take_profit_pct);
        option_f64(&mut block, position, self.risk.max_position_usdc);
        option_u32(&mut block, trades, self.risk.max_trades_per_slot);
        option_f64(&mut block, cool_down, self.risk.cool_down_s);
        option_u32(&mut block, entries, self.risk.max_open_entries);
        block
    }

    fn put_parameters(&self, block: &mut Vec<u8>, field: usize) {
        let [name, default, min, max, step] = PARAMETER_FIELDS;
        let records = vec![0; self.parameters.len() * PARAMETER.size];
        let at = list(block, field, &records, self.parameters.len(), PARAMETER.align as usize);
        for (i, p) in self.parameters.iter().enumerate() {
            let record = at + i * PARAMETER.size;
            list(block, record + name, p.name.as_bytes(), p.name.len(), 1);
            for (offset, value) in [(default, p.default), (min, p.min), (max, p.max), (step, p.step)] {
                put(block, record + offset, &value.to_le_bytes());
            }
        }
    }
}

fn put(block: &mut [u8], at: usize, bytes: &[u8]) {
    block[at..at + bytes.len()].copy_from_slice(bytes);
}

/// Appends `bytes`, points `field` there, and returns the place within the block.
fn list(block: &mut Vec<u8>, field: usize, bytes: &[u8], length: usize, align: usize) -> usize {
    block.resize(block.len().next_multiple_of(align), 0);
    let at = block.len();
    block.extend_from_slice(bytes);
    put(block, field, &((DESCRIPTION_AT + at) as u32).to_le_bytes());
    put(block, field + 4, &(length as u32).to_le_bytes());
    at
}

fn texts(block: &mut Vec<u8>, field: usize, texts: &[String]) {
    let at = list(block, field, &vec![0; texts.len() * LIST.size], texts.len(), LIST.align as usize);
    for (i, text) in texts.iter().enumerate() {
        list(block, at + i * LIST.size, text.as_bytes(), text.len(), 1);
    }
}

fn option_f64(block: &mut [u8], at: usize, value: Option<f64>) {
    block[at] = u8::from(value.is_some());
    put(block, at + OPTION_F64_PAYLOAD, &value.unwrap_or(0.0).to_le_bytes());
}

fn option_u32(block: &mut [u8], at: usize, value: Option<u32>) {
    block[at] = u8::from(value.is_some());
    put(block, at + OPTION_WORD_PAYLOAD, &value.unwrap_or(0).to_le_bytes());
}
