//! The pages as they are rendered: structure, names, and what stands where.

mod common;

use common::stage::{What, assert_has, count, live, shown, shown_at};
use common::{MARKET, NOW, overview, reasons, source, summary};
use craftstrat_api::studio::live::{LiveOverview, RunState, SourceKind, SourceStatus, Venue, Waiting};
use craftstrat_i18n::Lang;
use craftstrat_ui_live::Link;

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
            &["Its indicators are warming up: 12 of 60 rows.", "25 dollars, 3 are free", "lang=\"en\""],
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
}
