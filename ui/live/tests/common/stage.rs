//! Renders the pages as a server would, at an address and in a language.

use super::{overview, run, summary};
use craftstrat_api::studio::live::{LiveOverview, RunState};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::I18nProvider;
use craftstrat_ui_live::model::log::{Filter, Log};
use craftstrat_ui_live::{EventsPage, EventsView, Link, LivePage, LiveView, RunPage, RunView};
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;
use yew_router::Router;
use yew_router::history::{AnyHistory, History, MemoryHistory};

/// What is rendered.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
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

pub async fn shown_at(what: What, path: &'static str, lang: Lang) -> String {
    let html = LocalServerRenderer::<Shown>::with_props(ShownProps { what, path, lang }).hydratable(false);
    let html = html.render().await;
    assert!(!html.contains(">live-") && !html.contains(">results-"), "a message is missing: {html}");
    html
}

pub async fn shown(what: What) -> String {
    shown_at(what, "/live", Lang::En).await
}

pub fn live(overview: LiveOverview, wide: bool) -> What {
    What::Live { overview, link: Link::Open, wide }
}

pub fn assert_has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "`{part}` is not in {html}");
    }
}

pub fn count(html: &str, text: &str) -> usize {
    html.matches(text).count()
}
