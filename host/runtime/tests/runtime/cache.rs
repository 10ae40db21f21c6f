//! Compiled code between runs: used when it verifies, never otherwise.

use crate::common::{Guest, config};
use craftstrat_model::{AccountView, Muted, StrategyFactory};
use craftstrat_runtime::{CacheConfig, Origin, Runtime, RuntimeConfig};
use std::fs;
use std::path::{Path, PathBuf};

fn runtime_in(dir: &Path) -> Runtime {
    Runtime::new(RuntimeConfig { cache: Some(CacheConfig::in_dir(dir)), ..config() }).unwrap()
}

/// A runtime that cannot compile foreign code: what it loads comes from the cache.
fn cannot_compile_in(dir: &Path) -> Runtime {
    let cache = Some(CacheConfig::in_dir(dir));
    Runtime::new(RuntimeConfig { cache, compile_child: Some("/bin/false".into()), ..config() }).unwrap()
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path());
    let mut entries: Vec<_> = all.filter(|p| p.extension().is_some_and(|e| e == "compiled")).collect();
    entries.sort();
    entries
}

fn fires(runtime: &Runtime, component: &[u8]) -> bool {
    let loaded = runtime.load(component, Origin::Foreign).unwrap();
    let mut strategy = loaded.instantiate().unwrap();
    strategy.configure(&[0.5]).unwrap();
    strategy.load(1, &[0.1]).unwrap();
    strategy.next(0, 1, &AccountView::FLAT, Muted::NONE, &mut Vec::new()).unwrap().is_some()
}

#[test]
fn the_second_load_needs_no_compiler() {
    let dir = tempfile::tempdir().unwrap();
    let component = Guest::base().component();
    assert!(fires(&runtime_in(dir.path()), &component));
    assert_eq!(entries(dir.path()).len(), 1);
    assert!(fires(&cannot_compile_in(dir.path()), &component));
}

#[test]
fn a_tampered_entry_is_compiled_again_and_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let component = Guest::base().component();
    assert!(fires(&runtime_in(dir.path()), &component));
    let entry = entries(dir.path()).remove(0);
    let good = fs::read(&entry).unwrap();
    let truncated = good[..good.len() - 1].to_vec();
    let mut flipped = good.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x40;
    for bad in [flipped, truncated, Vec::new(), b"\x7fELF and nothing more".to_vec()] {
        fs::write(&entry, &bad).unwrap();
        assert!(
            cannot_compile_in(dir.path()).load(&component, Origin::Foreign).is_err(),
            "it must not be loaded"
        );
        fs::write(&entry, &bad).unwrap();
        assert!(fires(&runtime_in(dir.path()), &component));
        assert_eq!(fs::read(&entry).unwrap(), good, "the compiler is deterministic: the entry is as it was");
    }
}

#[test]
fn another_components_entry_is_not_taken() {
    let dir = tempfile::tempdir().unwrap();
    let (one, other) = (Guest::base().component(), Guest::base().variant(2).component());
    let runtime = runtime_in(dir.path());
    runtime.load(&one, Origin::Foreign).unwrap();
    let entry_of_one = entries(dir.path()).remove(0);
    runtime.load(&other, Origin::Foreign).unwrap();
    let entry_of_other = entries(dir.path()).into_iter().find(|e| *e != entry_of_one).unwrap();
    fs::copy(&entry_of_one, &entry_of_other).unwrap();
    assert!(cannot_compile_in(dir.path()).load(&other, Origin::Foreign).is_err());
}

#[test]
fn the_other_origins_entry_is_not_taken() {
    let dir = tempfile::tempdir().unwrap();
    let component = Guest::base().component();
    let runtime = runtime_in(dir.path());
    runtime.load(&component, Origin::Compiled).unwrap();
    assert!(cannot_compile_in(dir.path()).load(&component, Origin::Foreign).is_err());
    runtime.load(&component, Origin::Foreign).unwrap();
    assert_eq!(entries(dir.path()).len(), 2);
}

#[test]
fn an_entry_written_under_another_key_is_not_taken() {
    let (mine, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let component = Guest::base().component();
    runtime_in(theirs.path()).load(&component, Origin::Foreign).unwrap();
    let runtime = cannot_compile_in(mine.path());
    let entry = entries(theirs.path()).remove(0);
    fs::copy(&entry, mine.path().join(entry.file_name().unwrap())).unwrap();
    assert!(runtime.load(&component, Origin::Foreign).is_err());
}
