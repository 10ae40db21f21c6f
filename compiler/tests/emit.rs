//! What the emitter makes: one valid core module without imports, small, deterministic, with its document inside; and
//! what it refuses.
#![allow(clippy::unwrap_used)]

mod support;

use craftstrat_compiler::emit::{self, EmitError};
use craftstrat_compiler::inspect;
use craftstrat_compiler::ir::*;
use craftstrat_model::column::Scope;
use craftstrat_model::*;
use std::time::Instant;
use support::guest::{Guest, engine};
use support::random::{self, Rng, Shape};

const SLOT: Memory = Memory { clock: Clock::Row, scope: Scope::Slot };
const SERIES: Memory = Memory { clock: Clock::Row, scope: Scope::Series };

/// A program whose every node is explained and whose only action buys one dollar of Up where `when` is true.
fn program(ops: Vec<Op>, when: Ref) -> Program {
    let size = ops.len() as Ref;
    let ops = ops.into_iter().chain([Op::Const(1.0)]);
    let nodes: Vec<Node> = ops.enumerate().map(|(i, op)| Node { key: format!("n{i}"), op }).collect();
    let explained = (0..size).map(|node| Explained { id: format!("n{node}"), node }).collect();
    Program {
        name: "Up & Down ✓".to_owned(),
        nodes,
        actions: vec![ActionNode {
            when,
            signal: Signal::Buy,
            outcome: Outcome::Up,
            size_mode: SizeMode::Usdc,
            size,
            kelly_fraction: 1.0,
            order_type: OrderType::Market,
            price: None,
            explained: 0,
        }],
        parameters: vec![Parameter { name: "n".to_owned(), default: 3.0, min: 1.0, max: 9.0, step: 1.0 }],
        explained,
        warm_up_rows: 0,
        risk: Risk::default(),
    }
}

/// A sum over the last n (a parameter) values of the mid, and whether it is above 2.
fn windowed(capacity: u32, memory: Memory) -> Program {
    program(
        vec![
            Op::Column(Column::MidUp),
            Op::Param(0),
            Op::Window { memory, x: 0, n: 1, capacity, reduce: Reduce::Sum },
            Op::Const(2.0),
            Op::Compare(Compare::Gt, 2, 3),
        ],
        4,
    )
}

fn guest(program: &Program, parameters: &[f64]) -> Guest {
    let mut guest = Guest::new(&engine(), &emit::component(program, "{}").unwrap());
    guest.configure(parameters).unwrap();
    guest.reset().unwrap();
    guest.begin_slot(&random::market(), false).unwrap();
    guest
}

/// Feeds one column of values; returns what the third node explains after the last but one.
fn feed(guest: &mut Guest, values: &[f64]) -> f64 {
    guest.load(values.len() as u32, values).unwrap();
    let last = values.len() as u32 - 1;
    let mut decisions = Vec::new();
    guest.next(0, last, &AccountView::FLAT, Muted::ALL, &mut decisions).unwrap();
    guest.explain(last, &AccountView::FLAT).unwrap()[2]
}

#[test]
fn one_core_module_without_imports_and_with_a_memory_limit() {
    use wasmparser::{Parser, Payload, Validator, WasmFeatures};
    let bytes = emit::component(&windowed(9, SLOT), "{}").unwrap();
    Validator::new_with_features(WasmFeatures::default()).validate_all(&bytes).unwrap();
    let (mut depth, mut modules, mut imports, mut memories) = (0, 0, 0, Vec::new());
    for payload in Parser::new(0).parse_all(&bytes) {
        match payload.unwrap() {
            Payload::ModuleSection { .. } => modules += 1,
            Payload::ImportSection(section) => imports += section.count(),
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            // The nested component that names the exports' types "imports" those types from the outer one.
            Payload::ComponentImportSection(section) if depth == 1 => imports += section.count(),
            Payload::MemorySection(section) => {
                memories.extend(section.into_iter().map(|m| m.unwrap().maximum))
            }
            _ => {}
        }
    }
    assert_eq!((modules, imports), (1, 0));
    assert!(matches!(memories[..], [Some(pages)] if pages <= 64), "{memories:?}");
}

#[test]
fn the_same_program_gives_the_same_bytes() {
    let mut rng = Rng(11);
    let program = random::program(&mut rng, Shape { nodes: 60, ..Shape::default() });
    let once = emit::component(&program, "{\"a\":1}").unwrap();
    assert_eq!(once, emit::component(&program, "{\"a\":1}").unwrap());
    assert_ne!(once, emit::component(&program, "{\"a\":2}").unwrap());
}

/// Prints what it measured; the size is a promise, the time depends on the machine.
#[test]
fn fifty_nodes_are_small() {
    let mut rng = Rng(5);
    let programs: Vec<Program> =
        (0..20).map(|_| random::program(&mut rng, Shape { nodes: 43, ..Shape::default() })).collect();
    emit::component(&programs[0], "{}").unwrap();
    let start = Instant::now();
    let sizes: Vec<usize> = programs.iter().map(|p| emit::component(p, "{}").unwrap().len()).collect();
    let each = start.elapsed() / programs.len() as u32;
    println!(
        "50 nodes: {each:?} each, {} to {} bytes",
        sizes.iter().min().unwrap(),
        sizes.iter().max().unwrap()
    );
    assert!(sizes.iter().all(|size| *size < 64 * 1024), "{sizes:?}");
}

#[test]
fn the_document_can_be_taken_out_again() {
    let text = "{\"mode\":\"form\",\n\t\"name\":\"Ünïcode \\u00e9 ✓\"}";
    let bytes = emit::component(&windowed(9, SLOT), text).unwrap();
    let embedded = inspect::embedded(&bytes).unwrap();
    assert_eq!(embedded.document, text);
    assert_eq!(embedded.compiler_version, env!("CARGO_PKG_VERSION"));
    assert_eq!(embedded.nodes, ["n0", "n1", "n2", "n3", "n4"]);
}

#[test]
fn nothing_is_taken_out_of_what_is_not_a_compiled_component() {
    let bytes = emit::component(&windowed(9, SLOT), "{}").unwrap();
    let none = |bytes: &[u8]| assert_eq!(inspect::embedded(bytes), None);
    none(b"");
    none(b"\0asm\x01\0\0\0");
    none(b"\0asm\x0d\0\x01\0");
    none(&[0xff; 64]);
    for cut in (0..bytes.len()).step_by(7) {
        none(&bytes[..cut]);
        assert!(!inspect::is_authentic(&bytes[..cut]));
    }
    // A component around it: the section no longer speaks for the whole.
    let mut outer = wasm_encoder::Component::new();
    let nested = wasm_encoder::RawSection { id: 4, data: &bytes };
    outer.section(&nested);
    none(&outer.finish());
}

/// The form of the design document.
const FORM: &str = r#"{"mode":"form","conditions":[{"type":"AND","rules":[{"indicator":"abs_move_pct","operator":">",
"value":3.0},{"indicator":"pct_into_slot","operator":"between","value":[0.1,0.4]},{"indicator":"spread_up",
"operator":"<","value":0.05}]}],"action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":50,
"order_type":"market"},"risk":{"stoploss_pct":30,"take_profit_pct":80,"max_position_usdc":200,"max_trades_per_slot":1}}"#;

#[test]
fn a_compiled_document_is_authentic_until_a_byte_changes() {
    let bytes = craftstrat_compiler::compile(FORM).unwrap().component;
    assert_eq!(inspect::embedded(&bytes).unwrap().document, FORM);
    assert!(inspect::is_authentic(&bytes));
    for at in (8..bytes.len()).step_by(97) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(!inspect::is_authentic(&changed), "byte {at}");
    }
}

#[test]
fn a_document_that_is_not_the_source_is_not_authentic() {
    let bytes = emit::component(&windowed(9, SLOT), "{\"mode\":\"form\"}").unwrap();
    assert!(!inspect::is_authentic(&bytes));
}

#[test]
fn malformed_programs_are_refused() {
    let check = |ops: Vec<Op>, expected: &str| {
        let when = ops.len() as Ref - 1;
        let error = emit::component(&program(ops, when), "{}").unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    let number = Op::Const(1.0);
    let truth = Op::Truth(Some(true));
    check(vec![Op::Not(0)], "node `n0` cannot be compiled: it refers to a node that does not come before it");
    check(
        vec![number.clone(), Op::Not(0)],
        "node `n1` cannot be compiled: it needs a truth and is given a number",
    );
    check(
        vec![truth.clone(), Op::IsMissing(0)],
        "node `n1` cannot be compiled: it needs a number and is given a truth",
    );
    check(
        vec![Op::Param(1), Op::IsMissing(0)],
        "node `n0` cannot be compiled: it refers to a parameter that does not exist",
    );
    check(
        vec![Op::Column(Column::MidUp), Op::Ema(SLOT, 0, 0), Op::IsMissing(1)],
        "node `n1` cannot be compiled: its second operand depends on more than constants and parameters",
    );
    let window = |capacity| Op::Window { memory: SLOT, x: 0, n: 0, capacity, reduce: Reduce::Min };
    let out_of_range = "node `n1` cannot be compiled: its window's capacity is out of range";
    check(vec![number.clone(), window(0), Op::IsMissing(1)], out_of_range);
    check(vec![number.clone(), window(WINDOW_MAX + 1), Op::IsMissing(1)], out_of_range);
    check(
        vec![number.clone(), window(WINDOW_MAX), window(WINDOW_MAX), Op::IsMissing(2)],
        "the strategy's windows hold 1600064 bytes; at most 1048576 can be saved: shorten the longest windows",
    );
    check(vec![number], "node `n0` cannot be compiled: it needs a truth and is given a number");
}

#[test]
fn too_many_nodes_and_doubled_keys_are_refused() {
    let mut many = program(vec![Op::Truth(None); 4_096], 0);
    let error = emit::component(&many, "{}").unwrap_err();
    assert_eq!(error, EmitError::TooMany { what: "nodes", count: 4_097, max: 4_096 });
    many.nodes.truncate(5);
    many.explained.truncate(1);
    many.actions.clear();
    emit::component(&many, "{}").unwrap();
    many.nodes[3].key = "n1".to_owned();
    let error = emit::component(&many, "{}").unwrap_err().to_string();
    assert_eq!(error, "node `n1` cannot be compiled: another node has the same key");
}

/// A chain as long as programs may be, all 46 columns, a window as long as windows may be.
#[test]
fn the_largest_programs_compile() {
    let mut ops: Vec<Op> = Column::ALL.iter().map(|c| Op::Column(*c)).collect();
    ops.push(Op::Param(0));
    let n = ops.len() as Ref - 1;
    ops.push(Op::Window { memory: SERIES, x: 0, n, capacity: WINDOW_MAX, reduce: Reduce::Mean });
    while ops.len() < 4_094 {
        let last = ops.len() as Ref - 1;
        ops.push(Op::Binary(Binary::Add, last, last % Column::ALL.len() as Ref));
    }
    let last = ops.len() as Ref - 1;
    ops.push(Op::IsMissing(last));
    let program = program(ops, last + 1);
    let bytes = emit::component(&program, "{}").unwrap();
    println!("4,096 nodes: {} bytes", bytes.len());
}

#[test]
fn callers_that_break_the_contract_are_stopped() {
    let check = |what: &str, call: &mut dyn FnMut(&mut Guest) -> Result<(), Fault>| {
        let mut guest = guest(&windowed(9, SLOT), &[3.0]);
        guest.load(4, &[1.0; 4]).unwrap();
        assert!(call(&mut guest).is_err(), "{what}");
    };
    let next = |g: &mut Guest, from, until| {
        g.next(from, until, &AccountView::FLAT, Muted::NONE, &mut Vec::new()).map(|_| ())
    };
    check("too many rows", &mut |g| g.load(4_097, &[1.0; 4_097]));
    check("too long a list", &mut |g| g.load(1, &vec![1.0; 1 << 20]));
    check("a list that does not fit the rows", &mut |g| g.load(2, &[1.0; 3]));
    check("a row that is not loaded", &mut |g| next(g, 0, 5));
    check("rows backwards", &mut |g| next(g, 3, 2));
    check("explaining a row that is not loaded", &mut |g| g.explain(4, &AccountView::FLAT).map(|_| ()));
    check("too many parameters", &mut |g| g.configure(&[1.0, 2.0]));
    check("too few parameters", &mut |g| g.configure(&[]));
    check("state larger than any state", &mut |g| g.restore(&vec![0; 5 << 20]).map(|_| ()));
}

#[test]
fn at_most_eight_decisions_and_muted_ones_do_not_make_room() {
    let mut program =
        program(vec![Op::Column(Column::MidUp), Op::Const(0.0), Op::Compare(Compare::Gt, 0, 1)], 2);
    let action = program.actions[0].clone();
    program.actions = (0..10)
        .map(|i| ActionNode { outcome: if i < 6 { Outcome::Up } else { Outcome::Down }, ..action.clone() })
        .collect();
    let check = |muted: Muted, expected: &[Outcome]| {
        let mut guest = guest(&program, &[1.0]);
        guest.load(1, &[1.0]).unwrap();
        let mut decisions = Vec::new();
        let row = guest.next(0, 1, &AccountView::FLAT, muted, &mut decisions).unwrap();
        let outcomes: Vec<Outcome> = decisions.iter().map(|d| d.outcome).collect();
        assert_eq!((row.is_some(), outcomes.as_slice()), (!expected.is_empty(), expected));
    };
    let (up, down) = (Action(Signal::Buy, Outcome::Up), Action(Signal::Buy, Outcome::Down));
    check(Muted::NONE, &[[Outcome::Up; 6].as_slice(), &[Outcome::Down; 2]].concat());
    check(Muted::NONE.with(up), &[Outcome::Down; 2]);
    check(Muted::NONE.with(down), &[Outcome::Up; 6]);
    check(Muted::NONE.with(up).with(down), &[]);
}

#[test]
fn saved_windows_survive_another_length() {
    let mut long = guest(&windowed(9, SLOT), &[3.0]);
    assert_eq!(feed(&mut long, &[1.0, 2.0, 3.0, 4.0, 5.0, 0.5]), 4.0 + 5.0 + 0.5);
    let saved = long.save().unwrap();
    let check = |capacity: u32, n: f64, expected: f64| {
        let mut other = guest(&windowed(capacity, SLOT), &[n]);
        other.restore(&saved).unwrap().unwrap();
        let explained = feed(&mut other, &[0.25]);
        assert_eq!(explained.to_bits(), expected.to_bits(), "capacity {capacity}, n {n}: {explained}");
    };
    check(9, 3.0, 4.0 + 5.0 + 0.25);
    check(100, 6.0, 1.0 + 2.0 + 3.0 + 4.0 + 5.0 + 0.25);
    check(3, 3.0, 4.0 + 5.0 + 0.25);
    check(2, 2.0, 5.0 + 0.25);
    check(100, 7.0, f64::NAN);
}

/// After `restore` a window yields at once what it held, before any row advances it.
#[test]
fn restored_windows_hold_their_value() {
    let mut first = guest(&windowed(9, SLOT), &[2.0]);
    feed(&mut first, &[1.0, 2.0, 3.0, f64::NAN]);
    let saved = first.save().unwrap();
    let mut second = guest(&windowed(9, SLOT), &[3.0]);
    second.restore(&saved).unwrap().unwrap();
    assert_eq!(feed(&mut second, &[f64::NAN]), 6.0);
}

#[test]
fn slot_scoped_state_ends_with_the_slot_and_series_scoped_state_with_a_gap() {
    let check = |memory: Memory, continues: bool, expected: f64| {
        let mut guest = guest(&windowed(9, memory), &[2.0]);
        feed(&mut guest, &[1.0, 2.0, 0.0]);
        guest.begin_slot(&random::market(), continues).unwrap();
        assert_eq!(feed(&mut guest, &[0.5]).to_bits(), expected.to_bits(), "{memory:?} {continues}");
    };
    check(SLOT, true, f64::NAN);
    check(SLOT, false, f64::NAN);
    check(SERIES, true, 2.5);
    check(SERIES, false, f64::NAN);
}

#[test]
fn damaged_state_is_refused_and_changes_nothing() {
    let mut ops = windowed(9, SLOT).nodes.into_iter().map(|n| n.op).take(5).collect::<Vec<_>>();
    ops.extend([Op::Latch(SLOT, 4, 4), Op::Accumulate(SERIES, 0)]);
    let program = program(ops, 4);
    let mut guest = guest(&program, &[2.0]);
    feed(&mut guest, &[1.0, 2.0, 3.0, 4.0]);
    let saved = guest.save().unwrap();
    let mut refuse = |bytes: &[u8], sentence: &str| {
        assert_eq!(guest.restore(bytes).unwrap(), Err(sentence.to_owned()));
        assert_eq!(guest.save().unwrap(), saved);
    };
    let damaged = "the saved state is damaged";
    for cut in 0..saved.len() {
        let bytes = &saved[..cut];
        refuse(bytes, damaged);
    }
    refuse(&[&saved[..], &[0; 8]].concat(), damaged);
    refuse(&vec![0xff; 1 << 20], "this state was saved by something else or in another format");
    let with = |at: usize, bytes: &[u8]| {
        let mut changed = saved.clone();
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        changed
    };
    refuse(&with(7, b"9"), "this state was saved by something else or in another format");
    refuse(&with(8, &u64::MAX.to_le_bytes()), damaged);
    refuse(&with(32, &u32::MAX.to_le_bytes()), damaged);
    refuse(&with(32, &[7]), damaged);
    // The window's first value becomes missing; the latch becomes 2.
    refuse(&with(40, &f64::NAN.to_le_bytes()), damaged);
    let latch = 16 + 24 + 3 * 8 + 24;
    refuse(&with(latch, &[2]), damaged);
    guest.restore(&saved).unwrap().unwrap();
}

#[test]
fn unknown_entries_are_skipped_and_absent_ones_start_fresh() {
    let mut first = guest(&windowed(9, SLOT), &[1.0]);
    feed(&mut first, &[7.0, 0.0]);
    let saved = first.save().unwrap();
    let mut renamed = windowed(9, SLOT);
    renamed.nodes[2].key = "another".to_owned();
    let mut second = guest(&renamed, &[1.0]);
    feed(&mut second, &[9.0, 0.0]);
    second.restore(&saved).unwrap().unwrap();
    assert!(feed(&mut second, &[f64::NAN]).is_nan());
}

/// `ln` and `exp` are bit for bit those of the `libm` crate, over every exponent and around their thresholds.
#[test]
fn ln_and_exp_are_those_of_libm() {
    let columns: Vec<Column> = Column::ALL.iter().copied().take(40).collect();
    let count = columns.len() as Ref;
    let mut ops: Vec<Op> = columns.iter().map(|c| Op::Column(*c)).collect();
    ops.extend((0..count).map(|i| Op::Unary(Unary::Ln, i)));
    ops.extend((0..count).map(|i| Op::Unary(Unary::Exp, i)));
    ops.push(Op::Truth(Some(false)));
    let mut guest = guest(&program(ops, 3 * count), &[1.0]);
    let mut rng = Rng(3);
    let edges = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        f64::NAN,
        -f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MIN_POSITIVE,
        5e-324,
        2.2e-308,
        709.782_712_893_384,
        709.782_712_893_383_9,
        -708.396_418_532_264_1,
        -745.133_219_101_941_1,
        -745.2,
        0.5,
        1.5,
        std::f64::consts::LN_2 * 0.5,
        std::f64::consts::LN_2 * 1.5,
        3.7e-9,
        -3.7e-9,
        f64::MAX,
        f64::MIN,
    ];
    let value = |rng: &mut Rng| match rng.below(8) {
        0 => {
            let bits = rng.pick(&edges).to_bits();
            f64::from_bits(bits.wrapping_add(rng.below(5) as u64).wrapping_sub(2))
        }
        1 | 2 => f64::from_bits(rng.bits()),
        3 => f64::from_bits(rng.bits() >> 12),
        4 | 5 => (rng.unit() - 0.5) * 1_500.0,
        6 => (rng.unit() - 0.5) * 4.0,
        _ => 0.5 + rng.unit(),
    };
    let mut checked = 0;
    for _ in 0..8 {
        let values: Vec<f64> = (0..4_096 * count).map(|_| value(&mut rng)).collect();
        guest.load(4_096, &values).unwrap();
        for row in 0..4_096_usize {
            let explained = guest.explain(row as u32, &AccountView::FLAT).unwrap();
            for column in 0..count as usize {
                let x = values[column * 4_096 + row];
                let same = |got: f64, expected: f64| {
                    let both_missing = got.to_bits() == 0x7ff8_0000_0000_0000 && expected.is_nan();
                    assert!(
                        both_missing || got.to_bits() == expected.to_bits(),
                        "{x:e}: {got:e}, not {expected:e}"
                    );
                };
                same(explained[count as usize + column], libm::log(x));
                same(explained[2 * count as usize + column], libm::exp(x));
                checked += 2;
            }
        }
    }
    println!("{checked} values");
}
