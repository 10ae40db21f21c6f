//! Any bytes are either a strategy component or refused; neither the reader nor the inspector panics.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = craftstrat_abi::extract(bytes);
    let _ = craftstrat_compiler::inspect::embedded(bytes);
    let _ = craftstrat_compiler::wrap::wrap_core_module(bytes);
});
