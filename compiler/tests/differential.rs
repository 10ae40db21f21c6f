//! Compiled strategies against the reference interpreter: random programs, rows, accounts, muted sets, chunks of rows,
//! saves and restores give the same decisions, explanations and saved state, bit for bit.
#![allow(clippy::unwrap_used)]

mod support;

use craftstrat_compiler::emit;
use craftstrat_compiler::ir::Program;
use craftstrat_model::{AccountView, Decision, Muted, Strategy};
use proptest::prelude::*;
use std::sync::OnceLock;
use support::guest::{Guest, engine};
use support::interpreter::Interpreter;
use support::random::{self, Rng, Shape};
use wasmtime::Engine;
use wasmtime::component::Component;

fn shared_engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(engine)
}

fn compiled(program: &Program) -> Component {
    let bytes = emit::component(program, "{}").unwrap();
    Component::new(shared_engine(), &bytes).unwrap()
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|v| v.to_bits()).collect()
}

/// Everything of a decision, numbers as bits.
fn plain(d: &Decision) -> String {
    let price = d.price.map(f64::to_bits);
    format!(
        "{:?} {:?} {:?} {:?} {} {:x} {:x} {price:x?}",
        d.signal,
        d.outcome,
        d.size_mode,
        d.order_type,
        d.node,
        d.size.to_bits(),
        d.kelly_fraction.to_bits(),
    )
}

type Fired = Option<(u32, Vec<String>)>;

fn next(s: &mut dyn Strategy, from: u32, until: u32, account: &AccountView, muted: Muted) -> Fired {
    let mut decisions = Vec::new();
    let row = s.next(from, until, account, muted, &mut decisions).unwrap();
    row.map(|row| (row, decisions.iter().map(plain).collect()))
}

/// One random life of a program, in lockstep.
fn life(rng: &mut Rng, program: &Program) {
    let component = compiled(program);
    let mut guest = Guest::of(shared_engine(), &component);
    let mut interpreter = Interpreter::new(program);
    assert_eq!(guest.description(), interpreter.description());
    let parameters = [rng.number(), if rng.chance(2) { 2.0 } else { rng.number() }];
    for s in [&mut guest as &mut dyn Strategy, &mut interpreter] {
        s.configure(&parameters).unwrap();
        s.reset().unwrap();
    }
    for _slot in 0..1 + rng.below(3) {
        let continues = rng.chance(2);
        guest.begin_slot(&random::market(), continues).unwrap();
        interpreter.begin_slot(&random::market(), continues).unwrap();
        for _load in 0..1 + rng.below(2) {
            let rows = 1 + rng.below(60);
            let values = random::rows(rng, &guest.description().columns, rows);
            guest.load(rows as u32, &values).unwrap();
            interpreter.load(rows as u32, &values).unwrap();
            one_load(rng, &mut guest, &mut interpreter, rows as u32);
            let saved = guest.save().unwrap();
            assert_eq!(saved, interpreter.save().unwrap(), "saved state");
            if rng.chance(2) {
                guest = Guest::of(shared_engine(), &component);
                guest.configure(&parameters).unwrap();
                guest.restore(&saved).unwrap().unwrap();
            }
            if rng.chance(4) {
                interpreter.restore(&saved).unwrap().unwrap();
            }
        }
    }
}

fn one_load(rng: &mut Rng, guest: &mut Guest, interpreter: &mut Interpreter, rows: u32) {
    let mut from = 0;
    while from < rows {
        let (account, muted) = (random::account(rng), random::muted(rng));
        if rng.chance(2) {
            let explained = guest.explain(from, &account).unwrap();
            assert_eq!(
                bits(&explained),
                bits(&interpreter.explain(from, &account).unwrap()),
                "explain {from}"
            );
        }
        if rng.chance(8) {
            assert_eq!(guest.save().unwrap(), interpreter.save().unwrap(), "saved in between");
        }
        let until = from + rng.below((rows - from) as usize + 1) as u32;
        let fired = next(guest, from, until, &account, muted);
        assert_eq!(fired, next(interpreter, from, until, &account, muted), "rows {from}..{until}");
        from = fired.map_or(until, |(row, _)| row + 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn compiled_equals_interpreted(seed: u64, nodes in 1_usize..60) {
        let mut rng = Rng(seed);
        let program = random::program(&mut rng, Shape { nodes, ..Shape::default() });
        life(&mut rng, &program);
    }

    #[test]
    fn compiled_equals_interpreted_without_memory(seed: u64, nodes in 1_usize..30) {
        let mut rng = Rng(seed);
        let program = random::program(&mut rng, Shape { nodes, stateless: true, ..Shape::default() });
        life(&mut rng, &program);
    }
}

/// Decisions of every row of a load, consumed in the given pieces.
fn run(
    program: &Program,
    component: &Component,
    values: &[f64],
    muted: Muted,
    pieces: &mut dyn FnMut(u32) -> u32,
) -> Vec<(u32, Vec<String>)> {
    let mut guest = Guest::of(shared_engine(), component);
    guest.configure(&[0.5, 2.0]).unwrap();
    guest.reset().unwrap();
    guest.begin_slot(&random::market(), false).unwrap();
    let columns = guest.description().columns.len();
    let rows = values.len().checked_div(columns).unwrap_or(40) as u32;
    guest.load(rows, values).unwrap();
    let mut all = Vec::new();
    let mut from = 0;
    assert!(!program.actions.is_empty());
    while from < rows {
        let until = (from + pieces(rows - from)).min(rows);
        let fired = next(&mut guest, from, until, &AccountView::FLAT, muted);
        from = fired.as_ref().map_or(until, |(row, _)| row + 1);
        all.extend(fired);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_do_not_matter(seed: u64, nodes in 1_usize..40, stateless: bool) {
        let mut rng = Rng(seed);
        let program = random::program(&mut rng, Shape { nodes, stateless, ..Shape::default() });
        let component = compiled(&program);
        let columns = Interpreter::new(&program).description().columns.clone();
        let values = random::rows(&mut rng, &columns, 120);
        let whole = run(&program, &component, &values, Muted::NONE, &mut |left| left);
        let by_row = run(&program, &component, &values, Muted::NONE, &mut |_| 1);
        let random_pieces = run(&program, &component, &values, Muted::NONE, &mut |left| 1 + rng.below(left as usize) as u32);
        prop_assert_eq!(&whole, &by_row);
        prop_assert_eq!(&whole, &random_pieces);
    }

    #[test]
    fn muted_only_filters(seed: u64, nodes in 1_usize..40, stateless: bool) {
        let mut rng = Rng(seed);
        let program = random::program(&mut rng, Shape { nodes, stateless, ..Shape::default() });
        let component = compiled(&program);
        let columns = Interpreter::new(&program).description().columns.clone();
        let values = random::rows(&mut rng, &columns, 120);
        let muted = random::muted(&mut rng);
        let silenced: Vec<String> = program.actions.iter()
            .filter(|a| muted.contains(craftstrat_model::Action(a.signal, a.outcome)))
            .map(|a| format!("{:?} {:?} ", a.signal, a.outcome))
            .collect();
        let heard = |(row, decisions): (u32, Vec<String>)| {
            let left: Vec<String> = decisions.into_iter().filter(|d| !silenced.iter().any(|s| d.starts_with(s))).collect();
            (!left.is_empty()).then_some((row, left))
        };
        let all = run(&program, &component, &values, Muted::NONE, &mut |left| left);
        let filtered: Vec<_> = all.into_iter().filter_map(heard).collect();
        prop_assert_eq!(filtered, run(&program, &component, &values, muted, &mut |left| left));
    }

    #[test]
    fn event_rows_do_not_move_samples(seed: u64, nodes in 1_usize..40) {
        let mut rng = Rng(seed);
        let program = random::program(&mut rng, Shape { nodes, sample_clock_only: true, stateless: false });
        let component = compiled(&program);
        let columns = Interpreter::new(&program).description().columns.clone();
        let Some(sample) = columns.iter().position(|c| *c == craftstrat_model::Column::Sample) else { return Ok(()) };
        let rows = 80;
        let mut values = random::rows(&mut rng, &columns, rows);
        for row in 0..rows {
            values[sample * rows + row] = f64::from(u8::from(rng.chance(2)));
        }
        let is_sample = |row: &usize| values[sample * rows + row] != 0.0;
        let kept: Vec<usize> = (0..rows).filter(is_sample).collect();
        let thinned: Vec<f64> = (0..columns.len()).flat_map(|c| kept.iter().map(move |r| (c, *r))).map(|(c, r)| values[c * rows + r]).collect();
        let with_events = explanations(&component, &values, rows);
        let samples_only = explanations(&component, &thinned, kept.len());
        for (i, row) in kept.iter().enumerate() {
            prop_assert_eq!(&with_events[*row], &samples_only[i], "row {}", row);
        }
    }
}

/// What `explain` says on each row, consumed one by one.
fn explanations(component: &Component, values: &[f64], rows: usize) -> Vec<Vec<u64>> {
    let mut guest = Guest::of(shared_engine(), component);
    guest.configure(&[0.5, 2.0]).unwrap();
    guest.reset().unwrap();
    guest.begin_slot(&random::market(), false).unwrap();
    guest.load(rows as u32, values).unwrap();
    let row = |row: u32| {
        let explained = bits(&guest.explain(row, &AccountView::FLAT).unwrap());
        next(&mut guest, row, row + 1, &AccountView::FLAT, Muted::ALL);
        explained
    };
    (0..rows as u32).map(row).collect()
}
