//! Guests that misbehave: each is stopped with a reason, and nothing else notices.

use crate::common::{Guest, market, runtime};
use craftstrat_model::{AccountView, Decision, Fault, Muted, Signal, StrategyFactory};
use craftstrat_model::{Action, Outcome};
use craftstrat_runtime::{LoadError, Loaded, Origin, Route, Runtime};
use expect_test::{Expect, expect};

const ROUTES: [Route; 2] = [Route::Core, Route::Component];

/// Loads the guest by both routes, as our own code: the limits inside are the same, and nothing is compiled elsewhere.
fn load_both(runtime: &Runtime, guest: &Guest) -> [Loaded; 2] {
    let component = guest.component();
    ROUTES.map(|route| runtime.load_by(&component, Origin::Compiled, route).unwrap())
}

/// Everything up to and with one `next` over 100 rows that all fire.
fn run(loaded: &Loaded, parameter: f64, muted: Muted) -> Result<Option<(u32, Vec<Decision>)>, Fault> {
    let mut strategy = loaded.instantiate()?;
    strategy.configure(&[parameter])?;
    strategy.reset()?;
    strategy.begin_slot(&market(), false)?;
    strategy.load(100, &[0.1; 100])?;
    let mut decisions = Vec::new();
    let row = strategy.next(0, 100, &AccountView::FLAT, muted, &mut decisions)?;
    strategy.explain(1, &AccountView::FLAT)?;
    let state = strategy.save()?;
    strategy.restore(&state)?.map_err(|detail| Fault::Host(format!("refused: {detail}")))?;
    Ok(row.map(|row| (row, decisions)))
}

/// The fault of a guest by both routes; their kinds must be the same, their words may differ where Wasmtime speaks.
fn check(name: &str, expected: Expect) {
    check_with(name, 0.5, Muted::NONE, expected);
}

fn check_with(name: &str, parameter: f64, muted: Muted, expected: Expect) {
    let runtime = runtime();
    let faults = load_both(&runtime, &Guest::named(name)).map(|l| run(&l, parameter, muted).unwrap_err());
    assert_eq!(std::mem::discriminant(&faults[0]), std::mem::discriminant(&faults[1]), "{faults:?}");
    assert_eq!(
        runtime.free_places(),
        runtime.capacity().instances,
        "a faulting instance gives its place back"
    );
    expected.assert_eq(&faults[0].to_string());
}

#[test]
fn the_base_guest_works() {
    let runtime = runtime();
    for loaded in load_both(&runtime, &Guest::base()) {
        let (row, decisions) = run(&loaded, 0.5, Muted::NONE).unwrap().unwrap();
        assert_eq!((row, decisions.len()), (0, 1));
        assert_eq!(run(&loaded, 0.05, Muted::NONE).unwrap(), None);
        assert_eq!(run(&loaded, 0.5, Muted::ALL).unwrap(), None);
    }
}

#[test]
fn endless_loops_run_out_of_fuel() {
    for name in ["endless_loop", "endless_division", "endless_fill", "endless_grow", "endless_post_return"] {
        let runtime = Runtime::new(craftstrat_runtime::RuntimeConfig {
            compiled_fuel: craftstrat_runtime::FuelLimits::FOREIGN,
            ..crate::common::config()
        })
        .unwrap();
        for loaded in load_both(&runtime, &Guest::named(name)) {
            let fault = run(&loaded, 0.5, Muted::NONE).unwrap_err();
            assert!(matches!(fault, Fault::OutOfFuel { call: "next", .. }), "{name}: {fault}");
        }
    }
}

#[test]
fn endless_description_is_refused() {
    let refused =
        runtime().load(&Guest::named("endless_describe").component(), Origin::Compiled).unwrap_err();
    assert!(matches!(refused, LoadError::Describe(Fault::OutOfFuel { call: "describe", .. })), "{refused}");
}

#[test]
fn endless_start_function_is_refused() {
    let refused = runtime().load(&Guest::named("endless_start").component(), Origin::Compiled).unwrap_err();
    assert!(
        matches!(refused, LoadError::Describe(Fault::OutOfFuel { call: "instantiate", .. })),
        "{refused}"
    );
}

#[test]
fn recursion_overflows_its_own_stack() {
    check(
        "recursion",
        expect![
            "trap in `next`: stack overflow: recursion that does not end in `on_row`, called by `on_row`, called by `on_row`"
        ],
    );
}

#[test]
fn memory_and_table_bombs_are_stopped() {
    check(
        "memory_bomb",
        expect![
            "out of memory in `next`: it asked for memory of 2162688 bytes, it has 2097152 and may have 2097152 in `on_row`, called by `next`"
        ],
    );
    check(
        "table_bomb",
        expect![
            "out of memory in `next`: it asked for a table of 5001 elements, it has 4001 and may have 4096 in `on_row`, called by `next`"
        ],
    );
}

#[test]
fn traps_name_their_place() {
    check_with(
        "trap_on_row",
        0.05,
        Muted::NONE,
        expect![
            "trap in `next`: unreachable code reached (a panic) in `explode_on_row_7`, called by `on_row`, called by `next`"
        ],
    );
    check("divide_by_zero", expect!["trap in `next`: integer divide by zero in `on_row`, called by `next`"]);
}

#[test]
fn rows_and_counts_are_checked() {
    check(
        "no_such_row",
        expect![
            "invalid decision on row 5000: the row does not exist: rows 0 to 100 (exclusive) were asked for"
        ],
    );
    check("no_decisions", expect!["invalid decision on row 0: 0 decisions; a row that fires has 1 to 8"]);
    check("nine_decisions", expect!["invalid decision on row 0: 9 decisions; a row that fires has 1 to 8"]);
    check("no_such_node", expect!["invalid decision on row 0: node 2 does not exist: it declared 2"]);
    check_with(
        "ignores_muted",
        0.5,
        Muted::NONE.with(Action(Signal::Buy, Outcome::Up)),
        expect!["invalid decision on row 0: Buy Up was muted"],
    );
}

/// The faults of a guest for several parameter values, a line each.
fn check_values(name: &str, values: &[f64], expected: Expect) {
    let runtime = runtime();
    let both = load_both(&runtime, &Guest::named(name));
    let mut lines = String::new();
    for value in values {
        let [one, other] = both.each_ref().map(|l| run(l, *value, Muted::NONE).unwrap_err());
        assert_eq!(one, other);
        lines.push_str(&format!("{one}\n"));
    }
    expected.assert_eq(&lines);
}

#[test]
fn sizes_are_checked() {
    check_values(
        "size_is_parameter",
        &[f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300],
        expect![[r#"
        invalid decision on row 0: size NaN is not a finite number above 0
        invalid decision on row 0: size inf is not a finite number above 0
        invalid decision on row 0: size -1.0 is not a finite number above 0
        invalid decision on row 0: size 0.0 is not a finite number above 0
        invalid decision on row 0: size 1e300 is out of range for Usdc
    "#]],
    );
    check("odd_kelly", expect!["invalid decision on row 0: kelly-fraction 1.5 is not between 0 and 1"]);
}

#[test]
fn prices_are_checked() {
    check_values(
        "price_is_parameter",
        &[f64::NAN, f64::INFINITY, -0.5, 0.0, 1.0, 1e300],
        expect![[r#"
        invalid decision on row 0: price NaN is not strictly between 0 and 1
        invalid decision on row 0: price inf is not strictly between 0 and 1
        invalid decision on row 0: price -0.5 is not strictly between 0 and 1
        invalid decision on row 0: price 0.0 is not strictly between 0 and 1
        invalid decision on row 0: price 1.0 is not strictly between 0 and 1
        invalid decision on row 0: price 1e300 is not strictly between 0 and 1
    "#]],
    );
    check("limit_without_price", expect!["invalid decision on row 0: a Limit order needs a price"]);
}

#[test]
fn pointers_are_checked() {
    check(
        "list_outside",
        expect!["contract broken in `next`: 48 bytes at 0x7ffffff8 lie outside its memory"],
    );
    check(
        "list_at_the_end",
        expect!["contract broken in `next`: 48 bytes at 0xfffffff8 lie outside its memory"],
    );
    check("list_misaligned", expect!["contract broken in `next`: pointer 0x201 is not aligned to 8 bytes"]);
    check(
        "answer_outside",
        expect!["contract broken in `next`: 16 bytes at 0xfffffffc lie outside its memory"],
    );
    check("answer_misaligned", expect!["contract broken in `next`: pointer 0x2 is not aligned to 4 bytes"]);
    check(
        "realloc_outside",
        expect![
            "contract broken in `configure`: its realloc returned 0xfffffff8: 8 bytes there lie outside its memory"
        ],
    );
    check(
        "realloc_misaligned",
        expect!["contract broken in `configure`: its realloc returned 0x10001, not aligned to 8 bytes"],
    );
}

#[test]
fn discriminants_and_lengths_are_checked() {
    check("answer_discriminant", expect!["contract broken in `next`: discriminant 2 of an option"]);
    check("signal_discriminant", expect!["contract broken in `next`: discriminant 4 of signal"]);
    check(
        "large_state",
        expect!["contract broken in `save`: a list of 1048577 elements where 1048576 are allowed"],
    );
    check("explains_too_much", expect!["contract broken in `explain`: 3 values for 2 nodes"]);
    check("message_not_utf8", expect!["contract broken in `restore`: text that is not UTF-8"]);
}

#[test]
fn a_refused_state_is_an_answer_not_a_fault() {
    let runtime = runtime();
    for loaded in load_both(&runtime, &Guest::base()) {
        let mut strategy = loaded.instantiate().unwrap();
        assert_eq!(strategy.restore(&[1, 2, 3]).unwrap(), Err("8 bytes expected".to_owned()));
    }
}

#[test]
fn foreign_code_sees_one_nan() {
    let runtime = runtime();
    let component = Guest::named("nan_bits").component();
    for route in ROUTES {
        let loaded = runtime.load_by(&component, Origin::Foreign, route).unwrap();
        let mut strategy = loaded.instantiate().unwrap();
        strategy.load(1, &[0.5]).unwrap();
        let mut account = AccountView::FLAT;
        account.shares[0] = 1.0;
        let bits = strategy.explain(0, &account).unwrap()[0];
        assert_eq!(bits, f64::from(0xfff_u32), "0x7ff8... shifted right by 51 bits, without a sign");
    }
}
