//! What the pages compute.

mod common;

use common::{NOW, event, money, overview, run, source, summary};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{
    EventDetail, EventKind, LiveEvent, LiveMoney, LiveRun, RunState, SourceKind, SourceStatus, Waiting,
};
use craftstrat_model::{Price, Shares, Usdc};
use craftstrat_ui_live::calls::with_query;
use craftstrat_ui_live::model::actions::{Action, possible};
use craftstrat_ui_live::model::backoff::wait_ms;
use craftstrat_ui_live::model::clock::{age_ms, countdown, left_ms};
use craftstrat_ui_live::model::health::{Feed, feed, worst_first};
use craftstrat_ui_live::model::log::{Filter, KEPT_MAX, KINDS, Log, Step, code};
use craftstrat_ui_live::model::money::{average_price, result};
use craftstrat_ui_live::model::news::{News, news};
use craftstrat_ui_live::model::version::{differed_ratio, differing, is_way_back, short};
use std::rc::Rc;

#[test]
fn the_stream_is_asked_for_later_each_time_but_never_late() {
    let waits: Vec<u32> = (1..=7).map(wait_ms).collect();
    assert_eq!(waits, [500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    assert_eq!(wait_ms(0), 500);
    assert_eq!(wait_ms(u32::MAX), 5_000);
}

#[test]
fn queries_hold_what_is_given_and_nothing_else() {
    assert_eq!(with_query("/live/stream", &[("run", None)]), "/live/stream");
    let given = [("run", Some("a b")), ("kind", None), ("market", Some("x&y"))];
    assert_eq!(with_query("/live/events", &given), "/live/events?run=a%20b&market=x%26y");
}

#[test]
fn countdowns_end_at_the_slots_end() {
    assert_eq!(left_ms(NOW, NOW + 1), Some(1));
    assert_eq!((left_ms(NOW, NOW), left_ms(NOW, NOW - 5)), (None, None));
    assert_eq!(left_ms(i64::MIN, i64::MAX), Some(i64::MAX));
    for (left, text) in [
        (0, "0:00"),
        (1, "0:01"),
        (1_000, "0:01"),
        (59_001, "1:00"),
        (247_000, "4:07"),
        (3_723_000, "1:02:03"),
    ] {
        assert_eq!(countdown(left), text, "{left} ms");
    }
}

#[test]
fn ages_count_whole_seconds_and_never_come_from_the_future() {
    assert_eq!(age_ms(NOW, NOW - 2_999), 2_000);
    assert_eq!(age_ms(NOW, NOW + 400), 0);
}

#[test]
fn what_can_be_done_depends_on_where_a_run_stands() {
    assert_eq!(possible(RunState::Running, false), [Action::Pause, Action::Stop]);
    assert_eq!(possible(RunState::Halted, true), [Action::Pause, Action::Stop]);
    assert_eq!(possible(RunState::Paused, false), [Action::Resume, Action::Stop]);
    // Its own switch would seem to do nothing.
    assert_eq!(possible(RunState::Paused, true), [Action::Stop]);
    assert_eq!(possible(RunState::Stopping, false), []);
    assert_eq!(possible(RunState::Failed, false), [Action::Remove]);
    assert!(Action::Stop.is_confirmed() && Action::Remove.is_confirmed());
    assert!(!Action::Pause.is_confirmed() && !Action::Resume.is_confirmed());
}

#[test]
fn the_feed_is_calm_only_while_all_of_it_is_fresh() {
    assert_eq!(feed(&[]), Feed::Nothing);
    let mut sources = overview(Vec::new()).sources;
    assert_eq!(feed(&sources), Feed::Calm { sources: 2, since_ms: NOW - 5_000 });
    sources.push(source(SourceKind::Book, "a", SourceStatus::Stale, NOW - 1_000));
    sources.push(source(SourceKind::Book, "b", SourceStatus::Stale, NOW - 9_000));
    sources.push(source(SourceKind::Connection, "prices", SourceStatus::Down, NOW));
    assert_eq!(feed(&sources), Feed::Troubled { down: 1, stale: 2 });
    let names: Vec<&str> = worst_first(&sources).iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["prices", "b", "a", "market", "btc chainlink"]);
}

#[test]
fn a_result_is_what_was_realised_and_what_is_not_yet() {
    assert_eq!(result(&money()), Some(Usdc::from_micros(1_500_000)));
    let beyond = LiveMoney {
        realised_usdc: Usdc::from_micros(i64::MAX),
        unrealised_usdc: Usdc::from_micros(1),
        ..money()
    };
    assert_eq!(result(&beyond), None);
    let mut held = run().held.remove(0);
    assert_eq!(average_price(&held), Some(Price::from_micros(620_000)));
    held.shares = Shares::ZERO;
    assert_eq!(average_price(&held), None);
}

#[test]
fn few_things_are_read_out() {
    let of = |state, waiting: Option<Waiting>| summary("r1", "Momentum", state, waiting);
    let before = overview(vec![of(RunState::Running, None)]);
    let mut after = before.clone();
    after.now_ms = Some(NOW + 1_000);
    after.runs[0].last_tick_ms = Some(NOW);
    after.runs[0].waiting = Some(Waiting::NoDecision { rows: 5 });
    assert_eq!(news(&before, &after), [], "ticks are no news");
    after.runs[0].state = RunState::Halted;
    after.runs[0].positions = 2;
    after.runs.push(summary("r2", "New", RunState::Running, None));
    after.sources[0].status = SourceStatus::Down;
    let name = || "Momentum".to_owned();
    let halted = News::State { name: name(), state: RunState::Halted };
    assert_eq!(news(&before, &after), [halted, News::Entered { name: name() }, News::FeedTroubled]);
    let running = News::State { name: name(), state: RunState::Running };
    assert_eq!(news(&after, &before), [running, News::FeedCalm]);
    let mut flat = before.clone();
    flat.runs[0].positions = 0;
    assert_eq!(news(&before, &flat), [News::Left { name: name() }]);
}

#[test]
fn the_way_back_is_known_by_the_last_change_of_versions() {
    let version = |id, detail| event(id, EventKind::Version, detail);
    let swapped = || EventDetail::Swapped { component: String::new(), warm: true };
    let shadowing = || EventDetail::Shadowing { component: String::new(), cold: None };
    let differed = || EventDetail::Differed { live: Vec::new(), shadow: Vec::new() };
    assert!(is_way_back(&[version(3, differed()), version(2, swapped()), version(1, shadowing())]));
    assert!(!is_way_back(&[version(3, shadowing()), version(2, swapped())]));
    assert!(!is_way_back(&[]));
}

#[test]
fn versions_are_compared_by_their_parameters_and_decisions() {
    let LiveRun { parameters, shadow, .. } = run();
    let mut beside = shadow.map(|shadow| shadow.parameters).unwrap_or_default();
    beside.insert("new".to_owned(), 1.0);
    assert_eq!(
        differing(&parameters, &beside),
        [("new", None, Some(1.0)), ("threshold", Some(0.8), Some(0.7))]
    );
    assert_eq!((differed_ratio(0, 0), differed_ratio(200, 3)), (None, Some(0.015)));
    assert_eq!((short("0123456789"), short("ab")), ("01234567".to_owned(), "ab".to_owned()));
}

fn started(id: u32) -> LiveEvent {
    event(id, EventKind::Run, EventDetail::Started)
}

fn page(ids: &[u32], next: Option<&str>) -> Page<LiveEvent> {
    Page { items: ids.iter().map(|id| started(*id)).collect(), next: next.map(str::to_owned) }
}

fn happened(id: u32, hold: bool) -> Step {
    Step::Happened(Rc::new(started(id)), hold)
}

fn ids(events: &[Rc<LiveEvent>]) -> Vec<u32> {
    events.iter().map(|event| event.id.parse().expect("ids of these tests are numbers")).collect()
}

#[test]
fn filters_are_read_from_an_address() {
    let filter = Filter::new(Some("r1".to_owned()), Some("fill"), Some("  ".to_owned()));
    assert_eq!(filter, Filter { run: Some("r1".to_owned()), kind: Some(EventKind::Fill), market: None });
    assert!(!Filter::new(Some(String::new()), Some("nonsense"), None).is_set());
    let one = started(1);
    assert!(Filter::default().matches(&one));
    assert!(!filter.matches(&one));
    assert!(Filter { kind: Some(EventKind::Run), ..filter.clone() }.matches(&one));
    assert!(!Filter { market: Some("other".to_owned()), ..Filter::default() }.matches(&one));
    assert!(!Filter { run: Some("r2".to_owned()), ..Filter::default() }.matches(&one));
    // The API spells kinds as the address does.
    for kind in KINDS {
        assert_eq!(serde_json::to_value(kind).ok(), Some(code(kind).into()));
    }
}

#[test]
fn the_log_has_each_event_once_the_newest_first() {
    let log = Log::default().after(happened(5, false));
    assert!(!log.ready);
    let log = log.after(Step::Newest(page(&[4, 3], Some("3"))));
    assert!(log.ready);
    assert_eq!(ids(&log.shown), [5, 4, 3]);
    let log = log.after(happened(4, false)).after(happened(6, false));
    assert_eq!(ids(&log.shown), [6, 5, 4, 3]);
    let log = log.after(Step::Older(page(&[3, 2, 1], None)));
    assert_eq!((ids(&log.shown), log.next.clone()), (vec![6, 5, 4, 3, 2, 1], None));
    assert_eq!(log.after(Step::Forget), Log::default());
}

#[test]
fn after_a_gap_only_what_is_known_to_be_whole_is_shown() {
    let log = Log::default().after(Step::Newest(page(&[2, 1], None))).after(happened(9, false));
    let log = log.after(Step::Newest(page(&[8, 7], Some("7"))));
    assert_eq!((ids(&log.shown), log.next.as_deref()), (vec![9, 8, 7], Some("7")));
    // The newest page has what was told already.
    let log = log.after(Step::Newest(page(&[9, 8], Some("8"))));
    assert_eq!(ids(&log.shown), [9, 8]);
}

#[test]
fn what_happens_while_the_log_is_held_waits() {
    let log = Log::default().after(Step::Newest(page(&[1], None)));
    let log = log.after(happened(2, true)).after(happened(3, true)).after(happened(3, true));
    assert_eq!((ids(&log.shown), ids(&log.held)), (vec![1], vec![3, 2]));
    let log = log.after(Step::Release);
    assert_eq!((ids(&log.shown), log.held.len()), (vec![3, 2, 1], 0));
}

#[test]
fn a_log_that_is_watched_for_long_does_not_grow() {
    let mut log = Log::default().after(Step::Newest(page(&[2, 1], Some("1"))));
    for id in 0..KEPT_MAX as u32 {
        log = log.after(happened(10 + id, false));
    }
    assert_eq!(log.shown.len(), KEPT_MAX);
    assert_eq!(ids(&log.shown)[..2], [1_009, 1_008]);
    assert!(log.cut && log.next.is_none(), "below lies a gap, which no page fills");
    for id in 0..=KEPT_MAX as u32 {
        log = log.after(happened(5_000 + id, true));
    }
    assert_eq!(log.held.len(), KEPT_MAX);
    let log = log.after(Step::Release);
    assert_eq!((log.shown.len(), ids(&log.shown)[0]), (KEPT_MAX, 6_000));
}

#[test]
fn what_the_stream_tells_is_read_as_it_was_written() {
    fn there_and_back<T: serde::Serialize + serde::de::DeserializeOwned>(told: &T) -> T {
        let text = serde_json::to_string(told).expect("it can be written");
        serde_json::from_str(&text).expect("it can be read")
    }
    assert_eq!(there_and_back(&run()), run());
    let runs = common::reasons().into_iter().map(|reason| summary("r", "R", RunState::Running, Some(reason)));
    let all = overview(runs.collect());
    assert_eq!(there_and_back(&all), all);
    for detail in common::details() {
        let told = event(1, EventKind::Run, detail);
        assert_eq!(there_and_back(&told), told);
    }
}
