//! Whatever people do in whatever order, nobody sees or changes what is another's.
//!
//! Two people and the operator of one installation act in random order, each on what is anybody's. A model says what each of
//! them has; after every step their lists are compared with it, and every answer is searched for what is another's: names,
//! addresses, ids. `CRAFTSTRAT_INTERLEAVINGS_CASES` asks for a longer search, `CRAFTSTRAT_INTERLEAVINGS_SEED` for another one
//! or for the same again.

mod acts;
mod jobs;
mod live;
mod overheard;
mod people;
mod things;
mod wallets;
mod world;

use crate::installation::{Installation, OPERATOR};
use acts::{Act, all};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;
use world::World;

/// Cases unless the environment asks for more.
const CASES: u32 = 6;

/// What the search begins with unless the environment says otherwise.
const SEED: u64 = 5;

/// Cases over one installation: its operator may write so often.
const CASES_OF_ONE: u32 = 20;

/// What one of them does, to the nth of all things of a kind.
#[derive(Clone, Debug)]
struct Step {
    who: usize,
    act: Act,
    nth: usize,
}

fn step() -> impl Strategy<Value = Step> {
    // People do more than operators.
    (select(vec![0, 0, 0, 1, 1, 1, 2]), select(all()), any::<u32>()).prop_map(|(who, act, nth)| Step {
        who,
        act,
        nth: nth as usize,
    })
}

fn asked<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    let Ok(text) = std::env::var(name) else { return otherwise };
    text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text}"))
}

/// An installation with ticks and its operator, who has shown the password.
fn installation() -> (Installation, String) {
    let at = Installation::with_slots(2);
    let operator = at.person(OPERATOR);
    operator.confirm();
    let cookie = operator.cookie.clone().unwrap();
    (at, cookie)
}

#[test]
fn nobody_sees_or_changes_what_is_anothers_in_whatever_order() {
    let cases = asked("CRAFTSTRAT_INTERLEAVINGS_CASES", CASES);
    let seed = asked("CRAFTSTRAT_INTERLEAVINGS_SEED", SEED);
    println!("CRAFTSTRAT_INTERLEAVINGS_SEED={seed} CRAFTSTRAT_INTERLEAVINGS_CASES={cases} does this again");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 64, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let at = RefCell::new(installation());
    let (done, refused, case) = (RefCell::new(0), RefCell::new(0), RefCell::new(0));
    let result = runner.run(&vec(step(), 50..=80), |steps| {
        let number = case.replace_with(|n| *n + 1);
        if number > 0 && number % CASES_OF_ONE == 0 {
            at.replace(installation());
        }
        let at = at.borrow();
        let mut world = World::begin(&at.0, &at.1, number);
        for Step { who, act, nth } in steps {
            world.act(who, act, nth);
            world.hold(0);
            world.hold(1);
        }
        let counts = world.end();
        *done.borrow_mut() += counts.0;
        *refused.borrow_mut() += counts.1;
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("CRAFTSTRAT_INTERLEAVINGS_SEED={seed}: {error}"));
    let (done, refused) = (done.into_inner(), refused.into_inner());
    println!("{cases} cases: {done} acts on what was their own, {refused} refused on what was not");
    assert!(done > 10 * cases && refused > 10 * cases, "hardly anything was tried");
}
