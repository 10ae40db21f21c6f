//! Built guests are components of the world: they import nothing, export the interface and stay small.
//!
//! The guests are built by `cargo xtask guests`; without them the tests say that they were skipped.
use craftstrat_compiler::wrap::{WrapError, wrap_core_module};
use std::path::PathBuf;
use wasmparser::{Parser, Payload, Validator, WasmFeatures};

/// The core modules of the examples, beside the profile folder this test was built into.
fn cores() -> Vec<(String, Vec<u8>)> {
    let exe = std::env::current_exe().unwrap();
    let target = exe.ancestors().nth(3).unwrap();
    let folder: PathBuf = target.join("wasm32-unknown-unknown/guest");
    let names = ["dip_rebound", "late_favourite", "maker_pair"];
    if !folder.exists() {
        eprintln!("SKIPPED: no built guests; run `cargo xtask guests` first");
        return Vec::new();
    }
    let read = |n: &str| (n.to_owned(), std::fs::read(folder.join(n).with_extension("wasm")).unwrap());
    names.into_iter().map(read).collect()
}

#[test]
fn guests_import_nothing_export_the_world_and_are_small() {
    for (name, core) in cores() {
        let component = wrap_core_module(&core).unwrap();
        assert_eq!(wrap_core_module(&core).unwrap(), component, "{name}: wrapping is deterministic");
        assert!(component.len() < 100_000, "{name} has {} bytes", component.len());
        let features = WasmFeatures::WASM2 | WasmFeatures::COMPONENT_MODEL;
        Validator::new_with_features(features).validate_all(&component).unwrap();
        let (mut exports, mut cores, mut depth) = (Vec::new(), 0, 0);
        for payload in Parser::new(0).parse_all(&component) {
            match payload.unwrap() {
                Payload::ImportSection(_) => panic!("{name}: the core module imports something"),
                // Inside, a nested component lifts the interface; only what the outermost imports comes from a host.
                Payload::ComponentImportSection(_) if depth == 0 => panic!("{name} imports something"),
                Payload::ComponentExportSection(section) if depth == 0 => {
                    exports.extend(section.into_iter().map(|e| e.unwrap().name.name.to_owned()));
                }
                Payload::ModuleSection { .. } => (cores, depth) = (cores + 1, depth + 1),
                Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth -= 1,
                _ => {}
            }
        }
        assert!(exports == ["craftstrat:strategy/strategy@0.1.0"], "{name} exports {exports:?}");
        assert_eq!(cores, 1, "{name}: one core module, so that the browser can run it");
    }
}

#[test]
fn what_is_no_guest_is_refused_with_a_reason() {
    let empty = wasm(&[]);
    assert!(matches!(wrap_core_module(&empty), Err(WrapError::NoWorld)));
    assert!(matches!(wrap_core_module(b"\0asm\x0d\0\x01\0"), Err(WrapError::AlreadyComponent)));
    assert!(matches!(wrap_core_module(b"MZ"), Err(WrapError::NotWasm(_))));
    // One type, () -> (); one import of it: `env` `clock`.
    let imports = wasm(b"\x01\x04\x01\x60\0\0\x02\x0d\x01\x03env\x05clock\0\0");
    let refused = wrap_core_module(&imports).unwrap_err().to_string();
    assert!(refused.starts_with("this module imports `env` `clock`"), "{refused}");
}

/// A core module of `sections`.
fn wasm(sections: &[u8]) -> Vec<u8> {
    [b"\0asm\x01\0\0\0".as_slice(), sections].concat()
}
