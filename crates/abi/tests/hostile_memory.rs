//! A guest may answer anything: whatever its memory holds and wherever its pointers go, the driver gives an answer or a
//! fault and never panics.
#![allow(clippy::unwrap_used)]

use craftstrat_abi::{CoreInstance, Driver, Function, Value, extract};
use craftstrat_model::{
    AccountReads, AccountView, Description, Fault, Market, Muted, Risk, Series, Strategy, TimeMs,
};
use proptest::prelude::*;
use proptest::strategy::Strategy as Values;
use std::sync::Arc;

/// Memory and answers chosen by chance.
#[derive(Clone, Debug)]
struct Random {
    memory: Vec<u8>,
    answers: Vec<u32>,
    calls: usize,
}

impl Random {
    fn answer(&mut self) -> u32 {
        self.calls += 1;
        self.answers[self.calls % self.answers.len()]
    }
}

impl CoreInstance for Random {
    fn call(&mut self, _: Function, _: &[Value], _: u32) -> Result<u32, Fault> {
        Ok(self.answer())
    }

    fn allocate(&mut self, _: Function, _: u32, _: u32) -> Result<u32, Fault> {
        Ok(self.answer())
    }

    fn post_return(&mut self, _: Function, _: u32) -> Result<(), Fault> {
        Ok(())
    }

    fn memory_bytes(&self) -> usize {
        self.memory.len()
    }

    fn read(&self, at: u32, bytes: &mut [u8]) -> bool {
        let block = self.memory.get(at as usize..).and_then(|rest| rest.get(..bytes.len()));
        block.map(|block| bytes.copy_from_slice(block)).is_some()
    }

    fn write(&mut self, at: u32, bytes: &[u8]) -> bool {
        let block = self.memory.get_mut(at as usize..).and_then(|rest| rest.get_mut(..bytes.len()));
        block.map(|block| block.copy_from_slice(bytes)).is_some()
    }
}

/// Mostly small numbers, so that pointers often hit, discriminants are often valid and lists often short.
fn byte() -> impl Values<Value = u8> {
    prop_oneof![4 => Just(0_u8), 3 => Just(1_u8), 2 => 0..8_u8, 1 => any::<u8>()]
}

fn random() -> impl Values<Value = Random> {
    let pointer = prop_oneof![6 => (0..32_u32).prop_map(|n| n * 8), 1 => 0..300_u32, 1 => any::<u32>()];
    (prop::collection::vec(byte(), 0..600), prop::collection::vec(pointer, 1..6))
        .prop_map(|(memory, answers)| Random { memory, answers, calls: 0 })
}

fn description() -> Arc<Description> {
    Arc::new(Description {
        name: "random".to_owned(),
        version: String::new(),
        columns: Vec::new(),
        account: AccountReads::default(),
        parameters: Vec::new(),
        warm_up_rows: 0,
        nodes: vec!["n".to_owned()],
        carries_state: false,
        risk: Risk::default(),
    })
}

/// Whether a `next` that succeeded gave what the contract promises.
fn check_fired(row: Option<u32>, decisions: &[craftstrat_model::Decision]) {
    match row {
        Some(row) => assert!(row < 100 && (1..=8).contains(&decisions.len())),
        None => assert!(decisions.is_empty()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_a_guest_answers_panics(guest in random()) {
        let _ = Driver::new(guest.clone());
        let mut driver = Driver::with_description(guest, description());
        let market =
            Market::new("btc-updown-15m-1770138000".to_owned(), "btc-updown-15m".parse::<Series>().unwrap(), TimeMs(0));
        let _ = driver.configure(&[1.0, 2.0]);
        let _ = driver.begin_slot(&market, true);
        let _ = driver.load(0, &[]);
        let mut decisions = Vec::new();
        if let Ok(row) = driver.next(0, 100, &AccountView::FLAT, Muted::NONE, &mut decisions) {
            check_fired(row, &decisions);
        }
        if let Ok(values) = driver.explain(0, &AccountView::FLAT) {
            prop_assert_eq!(values.len(), 1);
        }
        let _ = driver.save();
        let _ = driver.restore(&[1, 2, 3]);
    }

    #[test]
    fn random_bytes_are_no_component(bytes in prop::collection::vec(any::<u8>(), 0..500), good_header in any::<bool>()) {
        let header: &[u8] = if good_header { b"\0asm\x0d\0\x01\0" } else { b"" };
        prop_assert!(extract(&[header, &bytes].concat()).is_err());
    }
}
