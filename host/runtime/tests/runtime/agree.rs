//! The two ways into a strategy give the same answers, and putting an instance away changes none of them.

use crate::common::{Guest, market, runtime};
use craftstrat_model::{AccountView, Decision, Muted, Strategy, StrategyFactory};
use craftstrat_runtime::{Loaded, Origin, Route, Runtime};
use proptest::prelude::*;
use proptest::strategy::Strategy as Values;

/// One call of the engine.
#[derive(Clone, Debug)]
enum Call {
    Begin {
        continues: bool,
    },
    /// Loads rows and scans them, from the first to the last, under an account.
    Rows {
        values: Vec<f64>,
        muted: u32,
        shares: f64,
        explain: bool,
    },
    Save,
}

fn values() -> impl Values<Value = f64> {
    prop_oneof![
        8 => (0..=100_u8).prop_map(|cents| f64::from(cents) / 100.0),
        1 => Just(f64::NAN),
        1 => prop_oneof![Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(-0.0), Just(f64::MIN_POSITIVE)],
    ]
}

fn calls() -> impl Values<Value = Vec<Call>> {
    let rows = (prop::collection::vec(values(), 1..40), 0..256_u32, 0.0..100.0, any::<bool>());
    let call = prop_oneof![
        1 => any::<bool>().prop_map(|continues| Call::Begin { continues }),
        6 => rows.prop_map(|(values, muted, shares, explain)| Call::Rows { values, muted, shares, explain }),
        1 => Just(Call::Save),
    ];
    prop::collection::vec(call, 1..20)
}

/// What a strategy answered, with numbers as bits.
#[derive(Debug, PartialEq)]
enum Answer {
    Fired(u32, Vec<Decision>),
    Explained(Vec<u64>),
    Saved(Vec<u8>),
}

fn play(strategy: &mut (dyn Strategy + Send + '_), calls: &[Call], answers: &mut Vec<Answer>) {
    for call in calls {
        match call {
            Call::Begin { continues } => strategy.begin_slot(&market(), *continues).unwrap(),
            Call::Save => answers.push(Answer::Saved(strategy.save().unwrap())),
            Call::Rows { values, muted, shares, explain } => {
                let rows = values.len() as u32;
                let account = AccountView { shares: [*shares, 0.0], ..AccountView::FLAT };
                strategy.load(rows, values).unwrap();
                if *explain {
                    let bits = strategy.explain(0, &account).unwrap().iter().map(|v| v.to_bits()).collect();
                    answers.push(Answer::Explained(bits));
                }
                let mut from = 0;
                let mut decisions = Vec::new();
                while from < rows {
                    let muted = Muted::from_bits(*muted);
                    match strategy.next(from, rows, &account, muted, &mut decisions).unwrap() {
                        Some(row) => {
                            answers.push(Answer::Fired(row, decisions.clone()));
                            from = row + 1;
                        }
                        None => from = rows,
                    }
                }
            }
        }
    }
}

fn started(loaded: &Loaded, limit: f64) -> Box<dyn Strategy + Send + '_> {
    let mut strategy = loaded.instantiate().unwrap();
    strategy.configure(&[limit]).unwrap();
    strategy.reset().unwrap();
    strategy.begin_slot(&market(), false).unwrap();
    strategy
}

struct Both {
    core: Loaded,
    component: Loaded,
}

impl Both {
    fn of(runtime: &Runtime, origin: Origin) -> Self {
        let bytes = Guest::base().component();
        let by = |route| runtime.load_by(&bytes, origin, route).unwrap();
        Self { core: by(Route::Core), component: by(Route::Component) }
    }
}

thread_local! {
    static RUNTIME: &'static Runtime = Box::leak(Box::new(runtime()));
    static BOTH: [Both; 2] = crate::common::ORIGINS.map(|origin| Both::of(RUNTIME.with(|r| *r), origin));
}

/// Foreign scans are split into calls of 512 rows; a full load with decisions around every seam shows no difference.
#[test]
fn split_scans_agree_with_whole_ones() {
    let seams = |row: usize| row % 512 <= 1 || row % 512 == 511;
    let values: Vec<f64> = (0..4_096).map(|row| if seams(row) { 0.1 } else { 0.9 }).collect();
    let call = |muted| Call::Rows { values: values.clone(), muted, shares: 0.0, explain: false };
    let calls = [call(0), call(1), Call::Save];
    BOTH.with(|both| {
        let answers = both.each_ref().map(|both| {
            let mut answers = Vec::new();
            play(&mut *started(&both.core, 0.5), &calls, &mut answers);
            answers
        });
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0].len(), 8 * 3 + 1);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn core_and_component_routes_agree(calls in calls(), limit in 0.0..1.0) {
        BOTH.with(|both| {
            for Both { core, component } in both {
                let (mut by_core, mut by_component) = (Vec::new(), Vec::new());
                let mut one = started(core, limit);
                let mut other = started(component, limit);
                play(&mut *one, &calls, &mut by_core);
                play(&mut *other, &calls, &mut by_component);
                assert_eq!(by_core, by_component);
                assert!(one.fuel_used() > 0 && other.fuel_used() > 0);
            }
        });
    }

    #[test]
    fn parking_changes_nothing(calls in calls(), limit in 0.0..1.0, at in any::<prop::sample::Index>()) {
        BOTH.with(|both| {
            let at = at.index(calls.len());
            let loaded = &both[0].core;
            let (mut straight, mut parked) = (Vec::new(), Vec::new());
            play(&mut *started(loaded, limit), &calls, &mut straight);
            let mut first = started(loaded, limit);
            play(&mut *first, &calls[..at], &mut parked);
            let state = loaded.park(first, &[limit]).unwrap();
            let mut second = loaded.wake(&state).unwrap();
            play(&mut *second, &calls[at..], &mut parked);
            assert_eq!(straight, parked);
        });
    }

    /// A batch of rows equals the rows one by one.
    #[test]
    fn batches_equal_single_rows(values in prop::collection::vec(values(), 1..60), limit in 0.0..1.0) {
        BOTH.with(|both| {
            let loaded = &both[0].core;
            let batch = [Call::Rows { values: values.clone(), muted: 0, shares: 0.0, explain: false }, Call::Save];
            let single = |v: &f64| Call::Rows { values: vec![*v], muted: 0, shares: 0.0, explain: false };
            let mut singles: Vec<Call> = values.iter().map(single).collect();
            singles.push(Call::Save);
            let (mut by_batch, mut by_row) = (Vec::new(), Vec::new());
            play(&mut *started(loaded, limit), &batch, &mut by_batch);
            play(&mut *started(loaded, limit), &singles, &mut by_row);
            let decisions = |answers: &[Answer]| {
                let fired = |a: &Answer| match a { Answer::Fired(_, d) => Some(d.clone()), _ => None };
                answers.iter().filter_map(fired).collect::<Vec<_>>()
            };
            assert_eq!(decisions(&by_batch), decisions(&by_row));
            assert_eq!(by_batch.last(), by_row.last());
        });
    }
}
