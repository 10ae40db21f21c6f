//! The pages as they are rendered: structure, names, and what stands where.

mod common;

use common::{MARKET, NOW, event, overview, reasons, run, source, summary};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{
    EventDetail, EventKind, LiveOverview, RunState, SourceKind, SourceStatus, Venue, Waiting,
};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::I18nProvider;
use craftstrat_ui_live::model::log::{Filter, Log, Step};
use craftstrat_ui_live::{EventsPage, EventsView, Link, LivePage, LiveView, RunPage, RunView};
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;
use yew_router::Router;
use yew_router::history::{AnyHistory, History, MemoryHistory};

#[derive(Clone, Debug, PartialEq)]
enum What {
    Live { overview: LiveOverview, link: Link, wide: bool },
    Run(Link),
    Plain,
    Events { log: Log, filter: Filter },
    LivePage,
    RunPage,
    EventsPage,
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ShownProps {
    what: What,
    path: &'static str,
    lang: Lang,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let (path, query) = props.path.split_once('?').unwrap_or((props.path, ""));
    let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let history = MemoryHistory::new();
    history.push_with_query(path.to_owned(), pairs).expect("pairs of texts");
    let history = AnyHistory::from(history);
    let page = match props.what.clone() {
        What::Live { overview, link, wide } => {
            html! { <LiveView overview={Rc::new(overview)} {link} {wide} /> }
        }
        What::Run(link) => html! {
            <RunView run={Rc::new(run())} overview={Some(Rc::new(overview(Vec::new())))} {link} />
        },
        What::Plain => {
            let mut run = run();
            run.summary = summary("r1", "Plain", RunState::Stopped, None);
            (run.held, run.orders, run.recent_fills, run.markets) = Default::default();
            (run.denials_by_code, run.parameters, run.shadow) = Default::default();
            run.limits = Default::default();
            html! { <RunView run={Rc::new(run)} overview={None::<Rc<LiveOverview>>} link={Link::Open} /> }
        }
        What::Events { log, filter } => html! {
            <EventsView log={Rc::new(log)} {filter} overview={Some(Rc::new(overview(Vec::new())))} link={Link::Open} />
        },
        What::LivePage => html! { <LivePage /> },
        What::RunPage => html! { <RunPage id="r1" /> },
        What::EventsPage => html! { <EventsPage /> },
    };
    html! { <Router {history}><I18nProvider lang={props.lang}>{ page }</I18nProvider></Router> }
}

async fn shown_at(what: What, path: &'static str, lang: Lang) -> String {
    let html = LocalServerRenderer::<Shown>::with_props(ShownProps { what, path, lang }).hydratable(false);
    let html = html.render().await;
    assert!(!html.contains(">live-") && !html.contains(">results-"), "a message is missing: {html}");
    html
}

async fn shown(what: What) -> String {
    shown_at(what, "/live", Lang::En).await
}

fn live(overview: LiveOverview, wide: bool) -> What {
    What::Live { overview, link: Link::Open, wide }
}

fn assert_has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "`{part}` is not in {html}");
    }
}

fn count(html: &str, text: &str) -> usize {
    html.matches(text).count()
}

#[tokio::test]
async fn without_runs_there_is_one_next_action() {
    let html = shown(live(overview(Vec::new()), true)).await;
    assert_has(
        &html,
        &["Nothing runs on paper", "href=\"/strategies\"", "data-feed=\"calm\"", "All 2 sources are fresh."],
    );
    assert_has(&html, &["a simulated venue", "12:00:00", "btc-updown-5m", "aria-live=\"polite\""]);
    assert!(!html.contains("live-trouble") && !html.contains("data-testid=\"live-runs\""));
}

#[tokio::test]
async fn a_run_says_why_it_has_not_traded_in_a_table_and_in_a_card() {
    let runs: Vec<_> = reasons()
        .into_iter()
        .enumerate()
        .map(|(at, reason)| summary(&format!("r{at}"), &format!("Run {at}"), RunState::Halted, Some(reason)))
        .collect();
    for wide in [true, false] {
        let html = shown(live(overview(runs.clone()), wide)).await;
        assert_eq!(count(&html, "data-testid=\"live-why-"), runs.len());
        assert_has(
            &html,
            &["Its indicators are warming up: 12 of 60 rows.", "lang=\"en\">25 dollars, 3 are free"],
        );
        assert_has(&html, &["href=\"/live/r3\"", "Halted", "2\u{a0}s ago", "+1.50", "text-gain", "1,001.50"]);
        assert_eq!(html.contains("<table"), wide);
    }
}

#[tokio::test]
async fn buttons_name_the_run_and_do_what_its_state_allows() {
    let of = |id, state| summary(id, id, state, None);
    let runs = vec![of("a", RunState::Running), of("b", RunState::Paused), of("c", RunState::Failed)];
    let html = shown(live(overview(runs.clone()), true)).await;
    assert_has(
        &html,
        &[
            "aria-label=\"Pause a\"",
            "aria-label=\"Stop a\"",
            "aria-label=\"Resume b\"",
            "aria-label=\"Remove c\"",
        ],
    );
    assert!(!html.contains("data-testid=\"resume-a\"") && !html.contains("data-testid=\"stop-c\""));
    let killed = LiveOverview { killed: true, ..overview(runs) };
    let html = shown(live(killed, true)).await;
    assert!(!html.contains("data-testid=\"resume-b\"") && html.contains("data-testid=\"stop-b\""));
}

#[tokio::test]
async fn trouble_comes_first() {
    let mut troubled = overview(Vec::new());
    troubled.trouble = Some("the paper desk stopped".to_owned());
    troubled.sources.push(source(SourceKind::Book, MARKET, SourceStatus::Stale, NOW - 8_000));
    troubled.sources.push(source(SourceKind::Connection, "prices", SourceStatus::Down, NOW - 65_000));
    let html = shown(live(troubled, true)).await;
    assert_has(
        &html,
        &["role=\"alert\"", "the paper desk stopped", "data-feed=\"troubled\"", "1\u{a0}min 5\u{a0}s ago"],
    );
    assert_has(&html, &["Not reachable: 1, out of date: 1", "text-error", "not reachable"]);
    let (down, fresh) = (html.find("Connection prices"), html.find("Connection market"));
    assert!(down.is_some() && down < fresh, "the worst first");
    let no_venue =
        LiveOverview { venue: Venue::None, trouble: Some("no venue".to_owned()), ..overview(Vec::new()) };
    let html = shown(live(no_venue, true)).await;
    assert_has(&html, &["--venue simulated", "data-testid=\"live-trouble\""]);
    assert!(!html.contains(">no venue<"), "said once, in the reader's language");
}

#[tokio::test]
async fn while_the_stream_is_lost_everything_is_marked_as_old() {
    let fresh = shown(live(overview(Vec::new()), true)).await;
    assert!(!fresh.contains("data-old") && !fresh.contains("live-lost"));
    assert_has(&fresh, &["data-link=\"open\""]);
    for what in
        [What::Live { overview: overview(Vec::new()), link: Link::Lost, wide: true }, What::Run(Link::Lost)]
    {
        let html = shown(what).await;
        assert_has(
            &html,
            &[
                "role=\"status\"",
                "data-testid=\"live-lost\"",
                "Not up to date",
                "12:00:00",
                "data-old=\"true\"",
            ],
        );
    }
}

#[tokio::test]
async fn a_run_shows_everything_it_has() {
    let html = shown_at(What::Run(Link::Open), "/live/r1", Lang::En).await;
    assert_has(
        &html,
        &["<h1", "Late favourite", "Nothing keeps it from trading.", "role=\"timer\"", ">4:07<", ">over<"],
    );
    assert_has(
        &html,
        &["href=\"/strategies/s1\"", "href=\"/live/r1/comparison\"", "href=\"/live/events?run=r1\""],
    );
    // What it holds: 40 shares for 24.80, 62 cents each, 80 cents down at the bid.
    assert_has(&html, &["24.80\u{a0}USDC", "62¢", "60¢", "−0.80", "text-loss"]);
    assert_eq!(count(&html, "data-testid=\"live-order\""), 2);
    assert_eq!(count(&html, "data-testid=\"live-fill\""), 1);
    assert_has(
        &html,
        &["buy Up, 25.00\u{a0}USDC, at most 62¢", "filled, 40.00 shares", "Decided by the strategy"],
    );
    assert_has(&html, &["it faulted here", "Opening cash", "250\u{a0}ms", "threshold"]);
    assert_has(&html, &["Loss of a day", "50.00\u{a0}USDC", "Oldest prices to decide on", "3\u{a0}s"]);
    let (often, once) = (html.find("portfolio_daily_loss"), html.find("insufficient_cash"));
    assert!(often.is_some() && often < once, "the most frequent refusal first");
    assert_has(&html, &["This limit counts all strategies together."]);
}

#[tokio::test]
async fn the_version_beside_says_how_it_differs() {
    let html = shown_at(What::Run(Link::Open), "/live/r1", Lang::En).await;
    assert_has(
        &html,
        &["data-beside=\"true\"", ">fedcba98<", ">01234567<", "3 (1.5%)", "0.8 → 0.7", "It went on from"],
    );
    assert_has(&html, &["data-testid=\"live-swap\"", "data-testid=\"live-discard\""]);
    assert!(!html.contains("25 → 25"), "only what differs");
}

#[tokio::test]
async fn a_run_without_anything_says_so() {
    let html = shown_at(What::Plain, "/live/r1", Lang::En).await;
    for name in ["positions", "markets", "open-orders", "ended-orders", "fills", "denials"] {
        assert_has(&html, &[&format!("data-testid=\"live-{name}-empty\"")]);
    }
    assert_has(&html, &["It is over.", "data-testid=\"remove-r1\"", "data-beside=\"false\""]);
    assert!(!html.contains("live-beside\""), "a run that is over takes no other version");
}

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
async fn pages_stand_before_the_server_answers() {
    for (what, heading) in [(What::LivePage, "Live"), (What::RunPage, "Run"), (What::EventsPage, "Event log")]
    {
        let html = shown(what).await;
        assert_has(&html, &[heading, "aria-label=\"Loading\""]);
    }
}

#[tokio::test]
async fn french_readers_get_french() {
    let waiting = Waiting::NoDecision { rows: 3 };
    let runs = vec![summary("r1", "Favori", RunState::Running, Some(waiting))];
    let html = shown_at(live(overview(runs), true), "/live", Lang::Fr).await;
    assert_has(
        &html,
        &[
            "En cours",
            "Ses conditions n’étaient pas remplies dans les 3 lignes",
            "Capital",
            "il y a 2\u{a0}s",
        ],
    );
    let html = shown_at(What::Run(Link::Lost), "/live/r1", Lang::Fr).await;
    assert_has(&html, &["Pas à jour", "Prix moyen", "Version à côté", "Limites de cette exécution"]);
    let html =
        shown_at(What::Events { log: log(&[1], None), filter: Filter::default() }, "/live/events", Lang::Fr)
            .await;
    assert_has(&html, &["Journal des événements", "Une ligne est arrivée trop tard"]);
}
