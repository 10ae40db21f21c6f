//! The dialogs rendered without a browser.

use super::lacks::Draft;
use super::running::tests::run;
use super::{ChangeDialog, ChangeDialogProps, StartDialog, StartDialogProps};
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::StrategyRef;
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::I18nProvider;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;
use yew_router::Router;
use yew_router::history::{AnyHistory, MemoryHistory};

#[derive(Clone, PartialEq, Properties)]
struct FrameProps {
    lang: Lang,
    children: Html,
}

#[component]
fn Frame(props: &FrameProps) -> Html {
    let history = AnyHistory::from(MemoryHistory::new());
    html! { <Router {history}><I18nProvider lang={props.lang}>{ props.children.clone() }</I18nProvider></Router> }
}

/// What a component looks like; no message may be missing in it.
pub(crate) async fn shown(lang: Lang, children: Html) -> String {
    let props = FrameProps { lang, children };
    let html = LocalServerRenderer::<Frame>::with_props(props).hydratable(false).render().await;
    let missing = html.split(['>', '"']).find(|text| text.starts_with("paper-") && text.ends_with("-help"));
    assert!(!html.contains(">paper-"), "a message is missing:\n{html}");
    assert_eq!(missing, None);
    html
}

fn stored() -> StrategyRef {
    StrategyRef::Strategy { id: "s1".to_owned(), version: None }
}

fn edge() -> Option<Rc<Vec<ParameterInfo>>> {
    let edge = ParameterInfo { name: "edge".to_owned(), default: 0.6, min: 0.5, max: 1.0, step: 0.01 };
    Some(Rc::new(vec![edge]))
}

fn start(change: impl FnOnce(&mut StartDialogProps)) -> Html {
    let mut props = StartDialogProps {
        strategy: stored(),
        strategy_id: None,
        name: "Late favourite".into(),
        open: true,
        onclose: Callback::noop(),
        parameters: edge(),
        values: BTreeMap::new(),
        series: vec!["btc-updown-5m".to_owned()],
        component: None,
        draft: Draft::Saved,
        onproblems: Some(Callback::noop()),
    };
    change(&mut props);
    html! { <StartDialog ..props /> }
}

/// The element with this test id, from its tag on to the end of the tag.
pub(crate) fn tag<'a>(html: &'a str, testid: &str) -> &'a str {
    let at =
        html.find(&format!("data-testid=\"{testid}\"")).unwrap_or_else(|| panic!("no {testid} in\n{html}"));
    let from = html[..at].rfind('<').unwrap();
    &html[from..from + html[from..].find('>').unwrap()]
}

#[tokio::test]
async fn a_saved_strategy_with_a_series_can_be_started() {
    for lang in Lang::ALL {
        let html = shown(lang, start(|_| ())).await;
        assert!(!tag(&html, "paper-start").contains("disabled"));
        assert!(tag(&html, "paper-series-btc-updown-5m").contains("checked"));
        assert!(tag(&html, "paper-parameter-edge").contains(if lang == Lang::En { "0.6" } else { "0,6" }));
        assert!(!html.contains("data-testid=\"paper-lack"));
    }
}

#[tokio::test]
async fn every_limit_is_off_and_has_its_sentence() {
    let html = shown(Lang::En, start(|_| ())).await;
    for limit in crate::limits::model::LIMITS {
        assert!(!tag(&html, &format!("limit-{}", limit.name)).contains("checked"), "{}", limit.name);
        assert!(html.contains(&format!("id=\"limit-{}-help\"", limit.name)));
    }
    assert!(html.contains("Limits: none"));
}

#[tokio::test]
async fn without_a_series_it_says_so() {
    let html = shown(Lang::En, start(|p| p.series.clear())).await;
    assert!(tag(&html, "paper-start").contains("disabled"));
    assert!(html.contains("Choose at least one series."));
}

#[tokio::test]
async fn errors_lead_to_the_problems_and_drafts_are_waited_for() {
    let html = shown(Lang::En, start(|p| p.draft = Draft::Errors(2))).await;
    assert!(tag(&html, "paper-start").contains("disabled"));
    assert!(html.contains("The strategy has 2 errors") && html.contains("data-testid=\"paper-problems\""));
    let html = shown(Lang::En, start(|p| p.draft = Draft::Saving)).await;
    assert!(tag(&html, "paper-start").contains("disabled"));
    assert!(!html.contains("data-testid=\"paper-problems\""));
}

#[tokio::test]
async fn what_was_backtested_is_taken_over_before_its_parameters_are_known() {
    let values = BTreeMap::from([("edge".to_owned(), 0.75)]);
    let change = |p: &mut StartDialogProps| (p.values, p.parameters) = (values, None);
    let html = shown(Lang::En, start(change)).await;
    assert!(!tag(&html, "paper-start").contains("disabled"));
    assert!(!html.contains("data-testid=\"paper-parameter-edge\""));
}

#[tokio::test]
async fn what_a_preview_was_run_with_is_taken_over_where_it_fits() {
    let values = BTreeMap::from([("edge".to_owned(), 0.75), ("gone".to_owned(), 1.0)]);
    let html = shown(Lang::En, start(|p| p.values = values)).await;
    assert!(tag(&html, "paper-parameter-edge").contains("0.75"));
}

fn change(runs: Vec<craftstrat_api::studio::live::LiveRunSummary>) -> Html {
    let props = ChangeDialogProps {
        strategy: stored(),
        runs: Rc::new(runs),
        open: true,
        onclose: Callback::noop(),
        parameters: edge(),
        values: BTreeMap::new(),
        draft: Draft::Saved,
        onproblems: None,
    };
    html! { <ChangeDialog ..props /> }
}

#[tokio::test]
async fn another_version_comes_beside_unless_it_shall_take_over() {
    for lang in Lang::ALL {
        let html = shown(lang, change(vec![run("a", |_| ())])).await;
        assert!(tag(&html, "change-shadow").contains("checked"));
        assert!(!tag(&html, "change-change").contains("checked"));
        assert!(!tag(&html, "change-apply").contains("disabled"));
        assert!(html.contains("Run a") && !html.contains("data-testid=\"change-run\""));
    }
}

#[tokio::test]
async fn of_several_runs_one_is_chosen_and_a_version_that_is_replaced_is_said() {
    let html =
        shown(Lang::En, change(vec![run("a", |r| r["has_shadow"] = true.into()), run("b", |_| ())])).await;
    assert!(html.contains("data-testid=\"change-run\"") && html.contains("Run b"));
    assert!(html.contains("It is replaced."));
}
