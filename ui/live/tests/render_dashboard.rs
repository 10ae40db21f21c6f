//! The dashboard as a server would render it: nothing yet, and everything.

mod common;

use common::{NOW, overview, run, source, summary};
use craftstrat_api::studio::live::{Alert, AlertKind, RunState, SourceKind, SourceStatus};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::I18nProvider;
use craftstrat_ui_live::DashboardView;
use craftstrat_ui_live::dashboard::model::{HOLDERS_MAX, Held, active, holders, positions};
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;
use yew_router::Router;
use yew_router::history::{AnyHistory, MemoryHistory};

#[derive(Clone, PartialEq, Properties)]
struct StageProps {
    lang: Lang,
    children: Html,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    let history = AnyHistory::from(MemoryHistory::new());
    html! { <Router {history}><I18nProvider lang={props.lang}>{ props.children.clone() }</I18nProvider></Router> }
}

async fn shown(lang: Lang, children: Html) -> String {
    let props = StageProps { lang, children };
    let html = LocalServerRenderer::<Stage>::with_props(props).hydratable(false).render().await;
    assert!(!html.contains(">live-") && !html.contains(">paper-"), "a message is missing:\n{html}");
    html
}

fn alert(seen: bool) -> Alert {
    Alert {
        id: "1".to_owned(),
        at_ms: NOW,
        kind: AlertKind::LossLimit,
        run_id: Some("r1".to_owned()),
        run_name: Some("Momentum".to_owned()),
        subject: "s".to_owned(),
        text: "A sentence.".to_owned(),
        told: None,
        seen,
    }
}

#[tokio::test]
async fn where_there_is_nothing_each_card_says_so_and_leads_on() {
    for lang in Lang::ALL {
        let view = html! {
            <DashboardView overview={Rc::new(overview(Vec::new()))} held={Some(Rc::new(Vec::new()))} alerts={Some(Rc::new(Vec::new()))} />
        };
        let html = shown(lang, view).await;
        for card in ["dash-pnl-none", "dash-active-none", "dash-positions-none", "dash-alerts-none"] {
            assert_eq!(html.matches(&format!("data-testid=\"{card}\"")).count(), 1, "{card}");
        }
        assert_eq!(html.matches("btn-primary").count(), 1, "one next action");
        for to in ["/strategies", "/live", "/live/events", "/settings"] {
            assert!(html.contains(&format!("href=\"{to}\"")), "{to}");
        }
    }
}

#[tokio::test]
async fn what_runs_is_held_and_happened_leads_to_its_run() {
    let held: Vec<Held> = positions(&run());
    assert!(!held.is_empty());
    for lang in Lang::ALL {
        let runs = vec![summary("r1", "Momentum", RunState::Running, None)];
        let view = html! {
            <DashboardView overview={Rc::new(overview(runs))} held={Some(Rc::new(held.clone()))} alerts={Some(Rc::new(vec![alert(false)]))} />
        };
        let html = shown(lang, view).await;
        assert!(html.contains("data-testid=\"dash-run-r1\" data-state=\"running\""));
        assert_eq!(html.matches("data-testid=\"dash-position\"").count(), held.len());
        assert!(html.contains("data-testid=\"live-money-realised\"") && html.contains("text-gain"));
        assert!(html.contains("data-seen=\"false\"") && html.contains("data-testid=\"alerts-seen\""));
        assert!(html.matches("href=\"/live/r1\"").count() >= 2);
        for card in ["dash-pnl-none", "dash-active-none", "dash-positions-none", "dash-alerts-none"] {
            assert!(!html.contains(card), "nothing is said to be missing");
        }
    }
}

#[tokio::test]
async fn what_is_not_known_yet_is_not_said_to_be_nothing() {
    let runs = vec![summary("r1", "Momentum", RunState::Running, None)];
    let html = shown(Lang::En, html! {
        <DashboardView overview={Rc::new(overview(runs))} held={None::<Rc<Vec<Held>>>} alerts={None::<Rc<Vec<Alert>>>} />
    })
    .await;
    assert!(!html.contains("dash-positions-none") && !html.contains("dash-alerts-none"));
    assert_eq!(html.matches("skeleton-late").count(), 2);
}

#[test]
fn runs_that_want_somebody_come_first_and_those_that_are_over_not_at_all() {
    let of = |id: &str, state| summary(id, id, state, None);
    let mut all = overview(vec![
        of("a", RunState::Running),
        of("b", RunState::Stopped),
        of("c", RunState::Halted),
        of("d", RunState::Running),
        of("e", RunState::Failed),
    ]);
    all.sources = vec![source(SourceKind::Connection, "market", SourceStatus::Fresh, NOW)];
    let ids: Vec<&str> = active(&all).iter().map(|run| run.id.as_str()).collect();
    assert_eq!(ids, ["e", "c", "a", "d"]);
    all.runs[2].positions = 0;
    assert_eq!(holders(&all), ["a", "b", "d", "e"]);
    all.runs = (0..HOLDERS_MAX + 3).map(|n| of(&n.to_string(), RunState::Running)).collect();
    assert_eq!(holders(&all).len(), HOLDERS_MAX);
}
