//! What is refused before it runs, and why.

use crate::common::{Guest, config, runtime};
use craftstrat_abi::AbiError;
use craftstrat_model::{Parameter, StrategyFactory};
use craftstrat_runtime::{
    CompileLimits, CompileRefusal, LoadError, Origin, Route, Runtime, RuntimeConfig, inspect_bytes,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

const BYTES_MAX: usize = 4 << 20;

fn check(bytes: &[u8], expected: Expect) {
    let refused = inspect_bytes(bytes, BYTES_MAX).unwrap_err();
    expected.assert_eq(&refused.to_string());
    let loaded = runtime().load(bytes, Origin::Compiled).unwrap_err();
    assert_eq!(loaded, refused);
}

#[test]
fn a_strategy_is_recognised() {
    let inspection = inspect_bytes(&Guest::base().component(), BYTES_MAX).unwrap();
    assert_eq!(inspection.core_modules, 1);
    assert_eq!(inspection.not_previewable, None);
    assert_eq!((inspection.memory_bytes_initial, inspection.memory_bytes_max), (2 << 16, Some(32 << 16)));
}

/// With a second, empty core module behind it.
fn of_two_modules() -> Vec<u8> {
    let mut component = Guest::base().component();
    component.extend(b"\x01\x08\0asm\x01\0\0\0");
    component
}

#[test]
fn several_core_modules_run_but_cannot_be_previewed() {
    let component = of_two_modules();
    let inspection = inspect_bytes(&component, BYTES_MAX).unwrap();
    assert_eq!(inspection.core_modules, 2);
    assert_eq!(inspection.not_previewable, Some(AbiError::CoreModules(2)));
    let runtime = runtime();
    for origin in crate::common::ORIGINS {
        let loaded = runtime.load(&component, origin).unwrap();
        assert_eq!(loaded.route(), Route::Component);
        assert_eq!(loaded.instantiate().unwrap().description().name, "below");
        assert!(matches!(runtime.load_by(&component, origin, Route::Core), Err(LoadError::Invalid(_))));
    }
}

#[test]
fn what_is_no_component_is_refused() {
    check(b"", expect!["this is not a WebAssembly component: it is empty"]);
    check(
        b"{\"mode\":\"form\"}",
        expect!["this is not a WebAssembly component: it looks like a strategy document: compile it first"],
    );
    check(
        b"(component)",
        expect!["this is not a WebAssembly component: it is WebAssembly text: assemble it first"],
    );
    check(
        b"\x7fELF\x02\x01",
        expect![
            "this is not a WebAssembly component: it is native machine code: build for wasm32-unknown-unknown"
        ],
    );
    check(&[0xab; 100], expect!["this is not a WebAssembly component: it does not begin like one"]);
    check(
        &Guest::base().core_module(),
        expect![
            "this is a core WebAssembly module, not a component: `craftstrat compile` wraps a module built with craftstrat-sdk"
        ],
    );
}

#[test]
fn damage_is_refused() {
    let component = Guest::base().component();
    check(
        &component[..component.len() / 2],
        expect!["this component is not valid: unexpected end-of-file (at byte 0xdfe)"],
    );
    check(
        b"\0asm\x0d\0\x01\0\xff\x01\x00",
        expect!["this component is not valid: malformed section id (at byte 0x8)"],
    );
}

#[test]
fn a_file_beyond_the_limit_is_refused() {
    let refused = inspect_bytes(&vec![0; BYTES_MAX + 1], BYTES_MAX).unwrap_err();
    expect!["the file has 4194305 bytes; a component may have 4194304: build it in release mode, optimised for size and stripped"].assert_eq(&refused.to_string());
}

#[test]
fn another_world_is_refused() {
    check(
        &wat_component("(component)"),
        expect![
            "this component is not a strategy: it exports nothing, where a strategy exports craftstrat:strategy/strategy@0.1.0"
        ],
    );
    let other = "(component (instance $i) (export \"other:thing/api@1.0.0\" (instance $i)))";
    check(
        &wat_component(other),
        expect![
            "this component is not a strategy: it exports `other:thing/api@1.0.0`, where a strategy exports craftstrat:strategy/strategy@0.1.0"
        ],
    );
    let empty = "(component (instance $i) (export \"craftstrat:strategy/strategy@0.1.0\" (instance $i)))";
    check(
        &wat_component(empty),
        expect!["this component does not export the function `describe` of the strategy interface"],
    );
    let no_instance =
        "(component (component $c) (export \"craftstrat:strategy/strategy@0.1.0\" (component $c)))";
    check(
        &wat_component(no_instance),
        expect![
            "this component is not a strategy: it exports `craftstrat:strategy/strategy@0.1.0` as no instance, where a strategy exports craftstrat:strategy/strategy@0.1.0"
        ],
    );
}

#[test]
fn another_version_is_refused() {
    let guest = Guest::base().in_world(|wit| wit.replace("strategy@0.1.0", "strategy@0.2.0"));
    check(
        &guest.component(),
        expect![
            "this component is built for craftstrat:strategy/strategy@0.2.0, and this build runs craftstrat:strategy/strategy@0.1.0: rebuild it with the matching craftstrat-sdk"
        ],
    );
}

#[test]
fn another_type_is_refused() {
    let flags = Guest::base().in_world(|wit| wit.replace("        cancel-down,\n", ""));
    let refused = inspect_bytes(&flags.component(), BYTES_MAX).unwrap_err();
    assert!(matches!(refused, LoadError::FunctionType { function: "next", .. }), "{refused}");
    let names = Guest::base().in_world(|wit| wit.replace("start-ms: f64", "begin-ms: f64"));
    check(
        &names.component(),
        expect![
            "the function `begin-slot` has the type func(begin-ms: f64, end-ms: f64, continues: bool); the strategy interface says func(start-ms: f64, end-ms: f64, continues: bool)"
        ],
    );
}

#[test]
fn imports_are_refused() {
    let wasi = "(component (import \"wasi:cli/environment@0.2.0\" (instance)))";
    check(
        &wat_component(wasi),
        expect![
            "this component imports `wasi:cli/environment@0.2.0`; a strategy imports nothing: build it for wasm32-unknown-unknown instead of WASI"
        ],
    );
    check(
        &wat_component("(component (import \"log\" (func)))"),
        expect!["this component imports `log`; a strategy imports nothing"],
    );
}

#[test]
fn what_does_not_fit_an_instance_is_refused() {
    check(
        &Guest::named("huge_memory").component(),
        expect![
            "this component needs 6553600 bytes of memory to start with; an instance may have 4194304 bytes"
        ],
    );
    check(
        &Guest::named("huge_table").component(),
        expect!["this component needs a table of 100000 elements to start with; an instance may have 4096"],
    );
}

#[test]
fn what_is_not_deterministic_is_refused() {
    check(
        &Guest::named("relaxed_simd").component(),
        expect!["this component is not valid: relaxed SIMD support is not enabled (at byte 0x354)"],
    );
}

#[test]
fn false_descriptions_are_refused() {
    let parameter = |default, min, max, step| Parameter { name: "p".into(), default, min, max, step };
    let guests = [
        declaring(|d| d.name = b" ".to_vec()),
        declaring(|d| d.name = b"a\nb".to_vec()),
        declaring(|d| d.name = vec![b'x'; 300]),
        declaring(|d| d.name = b"\xff\xfe".to_vec()),
        declaring(|d| d.columns = vec!["winner".into()]),
        declaring(|d| d.columns = vec!["ask_up".into(), "ask_up".into()]),
        declaring(|d| d.columns = vec!["ask_up".into(); 100]),
        declaring(|d| d.parameters = vec![parameter(0.5, 0.0, 1.0, 0.1); 2]),
        declaring(|d| d.parameters = vec![parameter(2.0, 0.0, 1.0, 0.1)]),
        declaring(|d| d.parameters = vec![parameter(f64::NAN, 0.0, 1.0, 0.1)]),
        declaring(|d| d.nodes = vec!["n".into(), "n".into()]),
        declaring(|d| d.warm_up_rows = u32::MAX),
        declaring(|d| d.risk.stop_loss_pct = Some(-3.0)),
        declaring(|d| d.risk.cool_down_s = Some(f64::INFINITY)),
    ];
    let runtime = runtime();
    let mut lines = String::new();
    for guest in guests {
        let component = guest.component();
        let refused = runtime.load_by(&component, Origin::Compiled, Route::Core).unwrap_err();
        let same = runtime.load_by(&component, Origin::Compiled, Route::Component).unwrap_err();
        assert_eq!(std::mem::discriminant(&same), std::mem::discriminant(&refused), "{same}");
        let text = refused.to_string();
        lines.push_str(
            text.strip_prefix("this strategy cannot be used: contract broken in `describe`: ").unwrap(),
        );
        lines.push('\n');
    }
    expect![[r#"
        its name is empty
        its name contains control characters
        its name is longer than 256 bytes
        text that is not UTF-8
        `winner` is not a tick column
        the column `ask_up` is declared twice
        a list of 100 elements where 46 are allowed
        the parameter `p` is declared twice
        the parameter `p` needs finite numbers with min <= default <= max and step >= 0, not default 2.0, min 0.0, max 1.0, step 0.1
        the parameter `p` needs finite numbers with min <= default <= max and step >= 0, not default NaN, min 0.0, max 1.0, step 0.1
        the node `n` is declared twice
        it asks for 4294967295 warm-up rows; 10000000 are allowed
        its risk section has stop-loss-pct -3.0; it must lie above 0 to 100
        its risk section has cool-down-s inf; it must lie from 0 to 1000000000
    "#]].assert_eq(&lines);
}

fn declaring(change: impl FnOnce(&mut crate::common::Declared)) -> Guest {
    Guest::base().declaring(change)
}

#[test]
fn the_description_comes_through_whole() {
    let guest = Guest::base().declaring(|d| d.reads = 0b1_0110);
    let runtime = runtime();
    let [core, component] = [Route::Core, Route::Component]
        .map(|route| runtime.load_by(&guest.component(), Origin::Compiled, route).unwrap());
    assert_eq!(core.description(), component.description());
    expect![[r#"
        Description {
            name: "below",
            version: "1.0.0",
            columns: [
                AskUp,
            ],
            account: AccountReads {
                position: false,
                orders: true,
                trades: true,
                cash: false,
                equity: true,
            },
            parameters: [
                Parameter {
                    name: "limit",
                    default: 0.5,
                    min: 0.0,
                    max: 1.0,
                    step: 0.01,
                },
            ],
            warm_up_rows: 0,
            nodes: [
                "ask",
                "seen",
            ],
            carries_state: true,
            risk: Risk {
                stop_loss_pct: Some(
                    30.0,
                ),
                take_profit_pct: None,
                max_position_usdc: None,
                max_trades_per_slot: None,
                cool_down_s: None,
                max_open_entries: Some(
                    2,
                ),
            },
        }
    "#]]
    .assert_debug_eq(core.description());
}

#[test]
fn foreign_code_is_compiled_by_a_child() {
    let runtime = runtime();
    let loaded = runtime.load(&Guest::base().component(), Origin::Foreign).unwrap();
    assert_eq!(loaded.description().name, "below");
    assert_eq!(loaded.route(), Route::Core);
}

fn foreign_refusal(compile: CompileLimits, component: &[u8]) -> LoadError {
    let config = RuntimeConfig { compile, ..config() };
    Runtime::new(config).unwrap().load(component, Origin::Foreign).unwrap_err()
}

/// A function of many loops and locals: small to write down, dear to compile.
fn dear_component() -> Vec<u8> {
    let mut body = String::from("(local ");
    body.push_str(&"f64 ".repeat(400));
    body.push(')');
    for i in 0..12_000 {
        let (a, b, c) = (i % 400, (i * 7 + 1) % 400, (i * 31 + 5) % 400);
        body.push_str(&format!(
            "(if (f64.lt (local.get {}) (local.get {})) (then (local.set {} (f64.add (local.get {}) (local.get {})))))",
            a + 1,
            b + 1,
            c + 1,
            a + 1,
            c + 1
        ));
    }
    Guest::base().replacing("on_row", &format!("(func $on_row (param $row i32) {body})\n")).component()
}

#[test]
fn compiling_is_limited_in_memory() {
    let limits = CompileLimits { memory_bytes: 64 << 20, ..CompileLimits::default() };
    let refused = foreign_refusal(limits, &dear_component());
    assert!(matches!(refused, LoadError::Compile(CompileRefusal::Memory { .. })), "{refused}");
}

#[test]
fn compiling_is_limited_in_processor_time() {
    let limits = CompileLimits { cpu_s: 1, memory_bytes: 8 << 30, ..CompileLimits::default() };
    let refused = foreign_refusal(limits, &dear_component());
    assert!(matches!(refused, LoadError::Compile(CompileRefusal::Time { cpu_s: 1 })), "{refused}");
}

#[test]
fn compiling_is_limited_on_the_clock() {
    let limits = CompileLimits { wall_s: 0, ..CompileLimits::default() };
    let refused = foreign_refusal(limits, &dear_component());
    assert_eq!(refused, LoadError::Compile(CompileRefusal::Clock { wall_s: 0 }));
}

#[test]
fn compiled_code_is_limited_in_size() {
    let limits = CompileLimits { artefact_bytes: 1_000, ..CompileLimits::default() };
    let refused = foreign_refusal(limits, &Guest::base().component());
    assert_eq!(refused, LoadError::Compile(CompileRefusal::Size { max: 1_000 }));
}

#[test]
fn a_program_that_is_no_compiling_child_is_noticed() {
    let config = RuntimeConfig { compile_child: Some("/bin/false".into()), ..config() };
    let refused =
        Runtime::new(config).unwrap().load(&Guest::base().component(), Origin::Foreign).unwrap_err();
    assert!(matches!(refused, LoadError::Compile(CompileRefusal::Child(_))), "{refused}");
}

fn wat_component(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(inspect_bytes(&bytes, BYTES_MAX).is_err());
    }

    #[test]
    fn random_bytes_after_a_good_header_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let mut component = b"\0asm\x0d\0\x01\0".to_vec();
        component.extend(bytes);
        prop_assert!(inspect_bytes(&component, BYTES_MAX).is_err());
    }

    /// A flipped byte is refused or gives a component that still passes every check; it never panics.
    #[test]
    fn damaged_components_never_panic(at in any::<prop::sample::Index>(), bit in 0_u8..8, cut in any::<prop::sample::Index>()) {
        let mut component = BASE.with(Clone::clone);
        let i = at.index(component.len());
        component[i] ^= 1 << bit;
        let _ = inspect_bytes(&component, BYTES_MAX);
        component.truncate(cut.index(component.len()));
        prop_assert!(inspect_bytes(&component, BYTES_MAX).is_err());
    }
}

thread_local! {
    static BASE: Vec<u8> = Guest::base().component();
}
