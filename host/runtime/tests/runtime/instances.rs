//! Many instances: capacity, batches, faults that stay inside, fuel.

use crate::common::{Guest, config, market, runtime};
use craftstrat_model::{
    AccountView, Column, ColumnSet, Fault, Market, Muted, SlotTicks, SourceError, Strategy, StrategyFactory,
    TickSource,
};
use craftstrat_runtime::{
    FuelError, FuelLimits, Loaded, Origin, RayonExecutor, Rows, Runtime, RuntimeConfig, Seat, evaluate,
    measure_fuel,
};

fn ready(loaded: &Loaded) -> Box<dyn Strategy + Send + '_> {
    let mut strategy = loaded.instantiate().unwrap();
    strategy.configure(&[0.5]).unwrap();
    strategy.reset().unwrap();
    strategy.begin_slot(&market(), false).unwrap();
    strategy
}

#[test]
fn beyond_capacity_is_a_host_fault_and_parking_makes_room() {
    let runtime = Runtime::new(RuntimeConfig { instances_max: Some(3), ..config() }).unwrap();
    let loaded = runtime.load(&Guest::base().component(), Origin::Compiled).unwrap();
    let mut instances: Vec<_> = (0..3).map(|_| ready(&loaded)).collect();
    assert_eq!(runtime.free_places(), 0);
    let full = loaded.instantiate().err().unwrap();
    assert!(matches!(full, Fault::Host(_)), "{full}");
    let parked = loaded.park(instances.pop().unwrap(), &[0.5]).unwrap();
    assert_eq!(runtime.free_places(), 1);
    let woken = loaded.wake(&parked).unwrap();
    assert_eq!(runtime.free_places(), 0);
    drop((woken, instances));
    assert_eq!(runtime.free_places(), 3);
}

#[test]
fn both_origins_share_one_capacity() {
    let runtime = Runtime::new(RuntimeConfig { instances_max: Some(2), ..config() }).unwrap();
    let component = Guest::base().component();
    let ours = runtime.load(&component, Origin::Compiled).unwrap();
    let foreign = runtime.load(&component, Origin::Foreign).unwrap();
    let held = (ours.instantiate().unwrap(), foreign.instantiate().unwrap());
    assert!(matches!(foreign.instantiate().err().unwrap(), Fault::Host(_)));
    drop(held);
}

#[test]
fn faults_stay_inside_their_seat() {
    let runtime = runtime();
    let load = |guest: Guest| runtime.load(&guest.component(), Origin::Compiled).unwrap();
    let (good, trap, wild) =
        (load(Guest::base()), load(Guest::named("trap_on_row")), load(Guest::named("no_such_row")));
    let kinds = [&good, &trap, &good, &wild, &good];
    let mut seats: Vec<Seat> = kinds.iter().cycle().take(40).map(|l| Seat::new(ready(l))).collect();
    let columns: Vec<f64> = (0..20).map(|i| if i % 4 == 3 { 0.1 } else { 0.9 }).collect();
    let rows = Rows { rows: 20, columns: &columns, account: AccountView::FLAT, muted: Muted::NONE };
    let work = vec![rows; seats.len()];
    let executor = RayonExecutor::new(2).unwrap();
    for round in 0..2 {
        let results = evaluate(&executor, &mut seats, &work);
        for (i, result) in results.iter().enumerate() {
            match i % 5 {
                1 => {
                    assert!(matches!(result, Err(Fault::Trap { call: "next", .. })), "{round} {i} {result:?}")
                }
                3 => assert!(matches!(result, Err(Fault::InvalidDecision { .. })), "{round} {i} {result:?}"),
                _ => {
                    let fired: Vec<u32> = result.as_ref().unwrap().iter().map(|f| f.row).collect();
                    assert_eq!(fired, [3, 7, 11, 15, 19]);
                }
            }
        }
    }
    assert_eq!(seats.iter().filter(|s| s.fault().is_some()).count(), 16);
    assert_eq!(runtime.capacity().instances - runtime.free_places(), 24, "parked instances hold no place");
}

/// Rows that each use most of their allowance do not starve a full load.
#[test]
fn costly_rows_are_within_a_foreign_strategys_fuel() {
    let runtime = runtime();
    let loaded = runtime.load(&Guest::named("costly_rows").component(), Origin::Foreign).unwrap();
    let mut strategy = ready(&loaded);
    strategy.load(4_096, &[0.9; 4_096]).unwrap();
    let fired = strategy.next(0, 4_096, &AccountView::FLAT, Muted::NONE, &mut Vec::new()).unwrap();
    assert_eq!(fired, None);
    let per_row = strategy.fuel_used() / 4_096;
    assert!((30_000..FuelLimits::FOREIGN.per_row).contains(&per_row), "{per_row}");
}

#[test]
fn results_are_in_the_order_of_the_work() {
    let executor = RayonExecutor::new(4).unwrap();
    let squares = craftstrat_engine::Executor::map(&executor, (0..1_000_u64).collect(), &|n| n * n);
    assert_eq!(squares, (0..1_000).map(|n| n * n).collect::<Vec<u64>>());
}

/// Two markets of the values 0.9, with one 0.1 on row 5 of the second.
struct Ticks(Vec<Market>);

impl TickSource for Ticks {
    fn markets(&self) -> &[Market] {
        &self.0
    }

    fn recorded(&self, _: usize) -> ColumnSet {
        ColumnSet::EMPTY.with(Column::AskUp)
    }

    fn load(&self, market: usize, wanted: ColumnSet) -> Result<SlotTicks, SourceError> {
        let own = self.0[market].clone();
        let times = (0..10).map(|i| own.start.0 + i * 1_000).collect();
        let mut ticks = SlotTicks::new(own, times);
        let mut values = vec![0.9; 10];
        if market == 1 {
            values[5] = 0.1;
        }
        ticks.set(Column::AskUp, values);
        ticks.prepare(wanted);
        Ok(ticks)
    }
}

#[test]
fn the_worst_row_is_found() {
    let runtime = runtime();
    let loaded = runtime.load(&Guest::base().component(), Origin::Compiled).unwrap();
    let report = measure_fuel(&loaded, &[0.5], &Ticks(vec![market(), market()])).unwrap();
    assert_eq!(report.rows, 20);
    assert_eq!(report.worst_at, market().start.plus_ms(5_000), "the row that decides costs most");
    assert!(report.worst > report.total / report.rows && report.worst < report.total);
}

#[test]
fn measuring_reports_a_fault_with_its_market() {
    let runtime = runtime();
    let loaded = runtime.load(&Guest::named("no_such_row").component(), Origin::Compiled).unwrap();
    let error = measure_fuel(&loaded, &[0.5], &Ticks(vec![market(), market()])).unwrap_err();
    assert!(matches!(error, FuelError::Fault { fault: Fault::InvalidDecision { .. }, .. }), "{error}");
}
