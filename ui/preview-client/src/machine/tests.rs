//! The protocol, wish by wish.

use super::*;
use craftstrat_preview::Source;

fn request(text: &str) -> PreviewRequest {
    PreviewRequest {
        source: Source::Document(text.to_owned()),
        parameters: Default::default(),
        settings: Default::default(),
        markets: vec!["m".to_owned()],
    }
}

fn sent(machine: &mut Machine) -> Vec<u64> {
    let acts = machine.take_acts();
    acts.iter().filter_map(|a| if let Act::Run { seq, .. } = a { Some(*seq) } else { None }).collect()
}

fn loading(machine: &mut Machine, seq: u64) {
    machine.hear(Heard::Loading { seq, loading: Loading { done: 1, total: 2 } });
}

fn failed(machine: &mut Machine, seq: u64, code: &str) {
    let failure = Failure { code: code.to_owned(), message: String::new() };
    machine.hear(Heard::Ran { seq, ran: Ran::Failure(failure), component: vec![1] });
}

#[test]
fn only_the_latest_wish_waits_for_a_worker_that_computes() {
    let mut machine = Machine::default();
    machine.run(request("a"));
    assert_eq!(sent(&mut machine), [1]);
    machine.hear(Heard::Started);
    machine.run(request("b"));
    machine.run(request("c"));
    assert!(sent(&mut machine).is_empty());
    failed(&mut machine, 1, "old");
    assert_eq!((sent(&mut machine), machine.state.failure.clone()), (vec![3], None));
    assert!(machine.state.running);
    machine.hear(Heard::Started);
    failed(&mut machine, 3, "new");
    assert_eq!(machine.state.failure.as_ref().map(|f| f.code.as_str()), Some("new"));
    assert!(!machine.state.running);
    assert_eq!(machine.state.component.as_deref(), Some(&vec![1]));
}

#[test]
fn a_wish_during_loading_is_sent_at_once() {
    let mut machine = Machine::default();
    machine.run(request("a"));
    machine.hear(Heard::Started);
    loading(&mut machine, 1);
    assert_eq!(machine.state.loading, Some(Loading { done: 1, total: 2 }));
    sent(&mut machine);
    machine.run(request("b"));
    assert_eq!(sent(&mut machine), [2]);
    // What is still said of the first changes nothing.
    loading(&mut machine, 1);
    failed(&mut machine, 1, "old");
    assert_eq!((machine.state.running, machine.state.failure.clone()), (true, None));
}

#[test]
fn the_same_wish_twice_is_one() {
    let mut machine = Machine::default();
    machine.run(request("a"));
    machine.run(request("a"));
    assert_eq!((machine.state.seq, sent(&mut machine)), (1, vec![1]));
}

#[test]
fn time_is_counted_while_it_computes_only() {
    let mut machine = Machine::default();
    machine.run(request("a"));
    machine.hear(Heard::Started);
    loading(&mut machine, 1);
    machine.hear(Heard::Started);
    let acts = machine.take_acts();
    assert!(matches!(acts[..], [Act::Run { .. }, Act::Arm, Act::Disarm, Act::Arm]), "{acts:?}");
}

#[test]
fn a_worker_that_does_not_end_is_replaced_and_what_was_wished_meanwhile_goes_on() {
    let mut machine = Machine::default();
    machine.run(request("endless"));
    machine.hear(Heard::Started);
    machine.take_acts();
    machine.overdue();
    assert_eq!(machine.take_acts(), [Act::Disarm, Act::Replace]);
    assert_eq!(machine.state.stopped, Some(StopReason::TooLong));
    assert!(!machine.state.running);
    machine.run(request("endless"));
    machine.hear(Heard::Started);
    machine.run(request("good"));
    machine.take_acts();
    machine.overdue();
    let acts = machine.take_acts();
    assert!(matches!(acts[..], [Act::Disarm, Act::Replace, Act::Run { seq: 3, .. }]), "{acts:?}");
    assert!(machine.state.running);
}

#[test]
fn a_late_clock_of_an_idle_worker_kills_nothing() {
    let mut machine = Machine::default();
    machine.overdue();
    machine.run(request("a"));
    loading(&mut machine, 1);
    machine.take_acts();
    machine.overdue();
    assert!(machine.take_acts().is_empty());
}

#[test]
fn problems_end_a_run_and_keep_the_result_before() {
    let mut machine = Machine::default();
    machine.run(request("a"));
    machine.hear(Heard::Started);
    let problem = craftstrat_api::Problem {
        severity: craftstrat_api::Severity::Error,
        code: "json".to_owned(),
        path: String::new(),
        message: String::new(),
        fix: None,
    };
    let compiled = Compiled { problems: vec![problem], ..Compiled::default() };
    machine.hear(Heard::Compiled { seq: 1, compiled });
    assert_eq!((machine.state.problems.len(), machine.state.running), (1, false));
}

fn seen(market: &str, bid: f64) -> Heard {
    let series = craftstrat_preview::MarketSeries { bid_up: vec![bid, f64::NAN], ..Default::default() };
    Heard::Series(Some(MarketView {
        market: market.to_owned(),
        series: Rc::new(series),
        records: Rc::default(),
    }))
}

#[test]
fn prices_that_are_the_same_stay_where_they_are() {
    let mut machine = Machine::default();
    let mut look = |heard: Heard| {
        machine.hear(heard);
        machine.state.series.clone().expect("there is one")
    };
    let first = look(seen("m", 0.5));
    let again = look(seen("m", 0.5));
    assert!(Rc::ptr_eq(&first.series, &again.series) && !Rc::ptr_eq(&first, &again));
    assert!(!Rc::ptr_eq(&again.series, &look(seen("m", 0.6)).series), "other prices");
    assert!(!Rc::ptr_eq(&again.series, &look(seen("n", 0.5)).series), "another market");
}
