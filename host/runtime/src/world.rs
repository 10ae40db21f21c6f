//! Whether a component's exports are those of the strategy world, type by type, before anything is compiled.

use crate::error::LoadError;
use craftstrat_abi::{Function, INTERFACE};
use std::fmt::Write as _;
use wasmparser::component_types::{
    ComponentDefinedType, ComponentEntityType, ComponentFuncTypeId, ComponentInstanceTypeId, ComponentValType,
};
use wasmparser::types::{Types, TypesRef};

/// Longest type that is written out; types of the world are far shorter.
const TYPE_CHARS_MAX: usize = 1_000;
/// Deepest nesting that is written out.
const TYPE_DEPTH_MAX: usize = 12;
/// Exports that are listed in an error.
const EXPORTS_SHOWN: usize = 5;

/// The type of each function, indexed by `Function as usize`. A test derives them from the WIT file.
pub(crate) const TYPES: [&str; 9] = [
    "func() -> record{name: string, version: string, columns: list<string>, reads: flags{position, orders, trades, \
     cash, equity}, parameters: list<record{name: string, default: f64, min: f64, max: f64, step: f64}>, \
     warm-up-rows: u32, nodes: list<string>, carries-state: bool, risk: record{stop-loss-pct: option<f64>, \
     take-profit-pct: option<f64>, max-position-usdc: option<f64>, max-trades-per-slot: option<u32>, cool-down-s: \
     option<f64>, max-open-entries: option<u32>}}",
    "func(values: list<f64>)",
    "func()",
    "func(start-ms: f64, end-ms: f64, continues: bool)",
    "func(rows: u32, columns: list<f64>)",
    "func(from: u32, until: u32, account: record{shares-up: f64, shares-down: f64, average-cost-up: f64, \
     average-cost-down: f64, opened-at-up: f64, opened-at-down: f64, open-orders: u32, trades: u32, cash: f64, \
     equity: f64}, muted: flags{buy-up, buy-down, sell-up, sell-down, close-up, close-down, cancel-up, \
     cancel-down}) -> option<record{row: u32, decisions: list<record{signal: enum{buy, sell, close, cancel}, \
     outcome: enum{up, down}, size-mode: enum{usdc, shares, equity-fraction, kelly-probability}, order-type: \
     enum{market, limit, stop-loss, take-profit}, size: f64, kelly-fraction: f64, price: option<f64>, node: u32}>}>",
    "func(row: u32, account: record{shares-up: f64, shares-down: f64, average-cost-up: f64, average-cost-down: f64, \
     opened-at-up: f64, opened-at-down: f64, open-orders: u32, trades: u32, cash: f64, equity: f64}) -> list<f64>",
    "func() -> list<u8>",
    "func(state: list<u8>) -> result<_, string>",
];

/// Checks the exports of a component whose types are `types`; `exports` are its names, in order.
pub(crate) fn check(types: &Types, exports: &[&str]) -> Result<(), LoadError> {
    let wanted = INTERFACE;
    let Some(item) = types.component_item_for_export(INTERFACE) else {
        return Err(other_world(exports));
    };
    let ComponentEntityType::Instance(instance) = item.ty else {
        return Err(LoadError::OtherWorld { exports: format!("`{INTERFACE}` as no instance"), wanted });
    };
    let types = types.as_ref();
    Function::ALL.into_iter().try_for_each(|function| check_function(types, instance, function))
}

fn other_world(exports: &[&str]) -> LoadError {
    let wanted = INTERFACE;
    let own_package = |name: &&&str| name.split('@').next() == INTERFACE.split('@').next();
    if let Some(found) = exports.iter().find(own_package) {
        return LoadError::OtherVersion { found: clean(found), wanted };
    }
    let mut names: Vec<String> =
        exports.iter().take(EXPORTS_SHOWN).map(|e| format!("`{}`", clean(e))).collect();
    if exports.len() > EXPORTS_SHOWN {
        names.push(format!("{} more", exports.len() - EXPORTS_SHOWN));
    }
    let exports = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    LoadError::OtherWorld { exports, wanted }
}

pub(crate) fn clean(name: &str) -> String {
    name.chars().take(100).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn check_function(
    types: TypesRef<'_>,
    instance: ComponentInstanceTypeId,
    function: Function,
) -> Result<(), LoadError> {
    let name = function.name();
    let item = types[instance].exports.get(name).ok_or(LoadError::MissingFunction { function: name })?;
    let found = match item.ty {
        ComponentEntityType::Func(id) => write_function(types, id),
        _ => "of no function".to_owned(),
    };
    let wanted = TYPES[function as usize];
    if found == wanted { Ok(()) } else { Err(LoadError::FunctionType { function: name, found, wanted }) }
}

pub(crate) fn write_function(types: TypesRef<'_>, id: ComponentFuncTypeId) -> String {
    let function = &types[id];
    let mut text = String::from(if function.async_ { "async func(" } else { "func(" });
    for (i, (name, ty)) in function.params.iter().enumerate() {
        let _ = write!(text, "{}{name}: ", if i == 0 { "" } else { ", " });
        write_value(&mut text, types, ty, 0);
    }
    text.push(')');
    if let Some(result) = &function.result {
        text.push_str(" -> ");
        write_value(&mut text, types, result, 0);
    }
    text
}

fn write_value(text: &mut String, types: TypesRef<'_>, ty: &ComponentValType, depth: usize) {
    if text.len() > TYPE_CHARS_MAX || depth > TYPE_DEPTH_MAX {
        if !text.ends_with('…') {
            text.push('…');
        }
        return;
    }
    let id = match ty {
        ComponentValType::Primitive(primitive) => {
            let _ = write!(text, "{primitive}");
            return;
        }
        ComponentValType::Type(id) => *id,
    };
    let optional = |text: &mut String, ty: &Option<ComponentValType>| match ty {
        Some(ty) => write_value(text, types, ty, depth + 1),
        None => text.push('_'),
    };
    match &types[id] {
        ComponentDefinedType::Primitive(primitive) => {
            let _ = write!(text, "{primitive}");
        }
        ComponentDefinedType::Record(record) => {
            text.push_str("record{");
            for (i, (name, ty)) in record.fields.iter().enumerate() {
                let _ = write!(text, "{}{name}: ", if i == 0 { "" } else { ", " });
                write_value(text, types, ty, depth + 1);
            }
            text.push('}');
        }
        ComponentDefinedType::Flags(names) => write_names(text, "flags", names.iter()),
        ComponentDefinedType::Enum(names) => write_names(text, "enum", names.iter()),
        ComponentDefinedType::List { element, .. } => {
            text.push_str("list<");
            write_value(text, types, element, depth + 1);
            text.push('>');
        }
        ComponentDefinedType::Option { ty, .. } => {
            text.push_str("option<");
            write_value(text, types, ty, depth + 1);
            text.push('>');
        }
        ComponentDefinedType::Result { ok, err, .. } => {
            text.push_str("result<");
            optional(text, ok);
            text.push_str(", ");
            optional(text, err);
            text.push('>');
        }
        _ => text.push_str("a type the interface does not use"),
    }
}

fn write_names(text: &mut String, kind: &str, names: impl Iterator<Item = impl std::fmt::Display>) {
    let _ = write!(text, "{kind}{{");
    for (i, name) in names.enumerate() {
        if text.len() > TYPE_CHARS_MAX {
            text.push('…');
            break;
        }
        let _ = write!(text, "{}{name}", if i == 0 { "" } else { ", " });
    }
    text.push('}');
}
