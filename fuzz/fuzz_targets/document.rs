//! Any text is either compiled to a component that names its own document, or refused with problems.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    match craftstrat_compiler::compile(text) {
        Ok(compiled) => {
            let embedded = craftstrat_compiler::inspect::embedded(&compiled.component);
            assert_eq!(embedded.map(|e| e.document).as_deref(), Some(text));
            assert!(craftstrat_compiler::inspect::is_authentic(&compiled.component));
        }
        Err(problems) => assert!(!problems.is_empty(), "refused without saying why"),
    }
});
