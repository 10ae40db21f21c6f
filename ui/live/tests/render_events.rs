//! The log as it is rendered, and its filters.

mod common;

use common::stage::{What, assert_has, count, shown, shown_at};
use common::{MARKET, event};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{EventDetail, EventKind};
use craftstrat_i18n::Lang;
use craftstrat_ui_live::model::log::{Filter, Log, Step};
use std::rc::Rc;

fn log(ids: &[u32], next: Option<&str>) -> Log {
    let details = [EventDetail::Started, EventDetail::Dropped];
    let items = ids.iter().map(|id| event(*id, EventKind::Run, details[*id as usize % 2].clone())).collect();
    Log::default().after(Step::Newest(Page { items, next: next.map(str::to_owned) }))
}

#[tokio::test]
async fn events_are_listed_with_their_run_and_market() {
    let html = shown(What::Events { log: log(&[3, 2, 1], Some("1")), filter: Filter::default() }).await;
    assert_eq!(count(&html, "data-testid=\"live-event\""), 3);
    assert_has(
        &html,
        &["href=\"/live/r1\"", MARKET, "A row came too late", "12:00:03", "data-testid=\"live-more\""],
    );
    let held =
        log(&[1], None).after(Step::Happened(Rc::new(event(2, EventKind::Run, EventDetail::Over)), true));
    let html = shown(What::Events { log: held, filter: Filter::default() }).await;
    assert_has(&html, &["Show 1 new event"]);
    assert!(!html.contains("live-more") && !html.contains("It is over"));
}

#[tokio::test]
async fn an_empty_log_says_whether_that_is_the_filters_doing() {
    let html = shown(What::Events { log: log(&[], None), filter: Filter::default() }).await;
    assert_has(&html, &["Nothing has happened yet"]);
    let filter = Filter { market: Some("x".to_owned()), ..Filter::default() };
    let html = shown(What::Events { log: log(&[], None), filter: filter.clone() }).await;
    assert_has(&html, &["No such event"]);
    let html = shown(What::Events { log: Log::default(), filter }).await;
    assert_has(&html, &["aria-label=\"Loading\""]);
}

#[tokio::test]
async fn filters_are_what_the_address_says() {
    let html =
        shown_at(What::EventsPage, "/live/events?run=r9&kind=fill&market=abc&follow=off", Lang::En).await;
    assert_has(&html, &["value=\"abc\"", "data-testid=\"live-filter-clear\"", "aria-pressed=\"false\""]);
    let chosen = html.split("<option").filter(|option| option.contains("selected")).collect::<Vec<_>>();
    assert_eq!(chosen.len(), 2, "{chosen:?}");
    assert!(chosen[0].contains("r9") && chosen[1].contains("value=\"fill\""), "{chosen:?}");
}

#[tokio::test]
async fn french_readers_get_french() {
    let what = What::Events { log: log(&[1], None), filter: Filter::default() };
    let html = shown_at(what, "/live/events", Lang::Fr).await;
    assert_has(&html, &["Exécution", "Une ligne est arrivée trop tard"]);
}
