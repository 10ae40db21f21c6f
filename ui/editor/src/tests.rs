//! The editor's components rendered without a browser.

use crate::builder::{Builder, BuilderProps};
use crate::context::AtCursor;
use crate::form::FormView;
use crate::history::Opened;
use crate::panels::problems::ProblemsList;
use crate::session::Session;
use craftstrat_api::studio::Strategy;
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::palette;
use craftstrat_ui_kit::I18nProvider;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;

const FORM: &str = r#"{"mode":"form","name":"Late favourite","parameters":[{"name":"edge","default":0.6,"min":0.5,"max":1,"step":0.01}],
    "conditions":[{"type":"AND","rules":[
        {"indicator":"mid_up","operator":">","value":{"parameter":"edge"}},
        {"type":"OR","rules":[{"indicator":"spread_up","operator":"<","value":0.05},
                              {"indicator":"EMA","field":"mid_up","period":20,"operator":"between","value":[0.4,0.6]}]}]}],
    "action":{"signal":"buy","outcome":"UP","size_usdc":50},"risk":{"stoploss_pct":30}}"#;

const GRAPH: &str = r#"{"mode":"node","nodes":[
    {"id":"up","type":"input","data":{"field":"mid_up"}},{"id":"down","type":"input","data":{"field":"mid_down"}},
    {"id":"sum","type":"math","data":{"operator":"add"}},
    {"id":"low","type":"comparator","data":{"operator":"<","value":0.98}},
    {"id":"buy","type":"action","data":{"signal":"buy","outcome":"UP","size_usdc":10}}],
    "edges":[{"source":"up","target":"sum"},{"source":"down","target":"sum"},{"source":"sum","target":"low"},
             {"source":"low","target":"buy"}]}"#;

fn session(text: &str) -> Session {
    Session::new(Editor::from_text(text).unwrap(), Callback::noop(), Callback::noop())
}

#[derive(Clone, PartialEq, Properties)]
struct FrameProps {
    lang: Lang,
    session: Session,
    #[prop_or_default]
    cursor: AtCursor,
    children: Html,
}

#[component]
fn Frame(props: &FrameProps) -> Html {
    html! {
        <I18nProvider lang={props.lang}>
            <ContextProvider<Session> context={props.session.clone()}>
                <ContextProvider<AtCursor> context={props.cursor.clone()}>{ props.children.clone() }</ContextProvider<AtCursor>>
            </ContextProvider<Session>>
        </I18nProvider>
    }
}

async fn form(text: &str, cursor: AtCursor, lang: Lang) -> String {
    let props = FrameProps { lang, session: session(text), cursor, children: html! { <FormView /> } };
    LocalServerRenderer::<Frame>::with_props(props).render().await
}

fn strategy(text: &str) -> Strategy {
    serde_json::from_value(serde_json::json!({
        "id": "s1", "name": "Listed name", "kind": "form", "revision": 1, "versions": 0, "errors": 0, "created_at_ms": 0,
        "updated_at_ms": 0, "document": text, "component": null, "inspection": null,
    }))
    .unwrap()
}

async fn builder(text: &str, lang: Lang) -> String {
    #[derive(Clone, PartialEq, Properties)]
    struct InProps {
        lang: Lang,
        builder: BuilderProps,
    }
    #[component]
    fn In(props: &InProps) -> Html {
        html! { <I18nProvider lang={props.lang}><Builder ..props.builder.clone() /></I18nProvider> }
    }
    let editor = Editor::from_text(text).unwrap();
    let opened = Rc::new(Opened { editor, restored: false, conflict: false });
    let builder = BuilderProps { strategy: Rc::new(strategy(text)), opened };
    LocalServerRenderer::<In>::with_props(InProps { lang, builder }).render().await
}

#[tokio::test]
async fn the_form_has_every_rule_where_it_is() {
    let html = form(FORM, AtCursor::default(), Lang::En).await;
    for id in [
        "rule-0-0-field",
        "rule-0-1-0-operator",
        "rule-0-1-1-value",
        "rule-0-1-1-value-1",
        "rule-0-1-1-field-of",
    ] {
        assert!(html.contains(&format!("data-testid=\"{id}\"")), "{id}");
    }
    for id in ["add-rule", "add-group", "action-0", "risk", "parameter-0-name"] {
        assert!(html.contains(&format!("data-testid=\"{id}\"")), "{id}");
    }
    assert!(!html.contains("data-truth"), "no truth without a row");
}

#[tokio::test]
async fn a_row_shows_which_rules_hold() {
    let nodes = BTreeMap::from([
        ("group/0".to_owned(), Some(0.0)),
        ("group/0/rule/0".to_owned(), Some(1.0)),
        ("group/0/rule/0/left".to_owned(), Some(0.71)),
        ("group/0/rule/1/rule/0".to_owned(), None),
    ]);
    let cursor = AtCursor { at_ms: Some(1), nodes: Rc::new(nodes), fields: Rc::default() };
    let html = form(FORM, cursor, Lang::En).await;
    assert_eq!(html.matches("data-truth=\"true\"").count(), 1);
    assert_eq!(html.matches("data-truth=\"false\"").count(), 1);
    assert_eq!(html.matches("data-truth=\"missing\"").count(), 1);
    assert!(html.contains("now 0.71"), "the left side's value");
}

#[tokio::test]
async fn a_problem_stands_at_its_field_and_in_the_list() {
    let broken = FORM.replace("\"size_usdc\":50", "\"size_usdc\":-1").replace("spread_up", "sprad_up");
    let html = form(&broken, AtCursor::default(), Lang::En).await;
    assert!(html.matches("aria-invalid=\"true\"").count() >= 2, "{html}");
    assert!(html.contains("sprad_up"));
    let children = html! { <ProblemsList onjump={Callback::noop()} /> };
    let props =
        FrameProps { lang: Lang::Fr, session: session(&broken), cursor: AtCursor::default(), children };
    let list = LocalServerRenderer::<Frame>::with_props(props).render().await;
    assert!(list.contains("data-testid=\"problem-0\"") && list.contains("data-testid=\"problem-1\""));
    assert!(list.contains("`sprad_up` n’est pas un champ ou un indicateur connu."), "{list}");
    assert!(list.contains("→ vouliez-vous dire « spread_up » ?"), "{list}");
}

#[tokio::test]
async fn what_a_problem_is_about_has_a_field_that_says_so() {
    let broken = r#"{"mode":"form","parameters":[{"name":"edge","default":9,"min":0,"max":1,"step":-1}],
        "conditions":[{"type":"AND","rules":[
            {"indicator":"mid_pu","operator":"=>","value":{"parameter":"none"}},
            {"indicator":"MACD","field":"mdi_up","output":"x","fast_period":0,"operator":"<",
             "value":{"indicator":"EMA","field":"wombat","period":-2}},
            {"indicator":"mid_up","operator":"between","value":[0.6,0.4]}]}],
        "actions":[{"signal":"buy","outcome":"UP","size_usdc":-1,"price":7},
                   {"signal":"by","outcome":"UPP","size":50,"order_type":"lmit","cool_down_s":-1}],
        "risk":{"stop_loss_pct":300,"max_trades_per_slot":0}}"#;
    let html = form(broken, AtCursor::default(), Lang::En).await;
    let fields: Vec<&str> = html
        .split("data-at=\"")
        .skip(1)
        .flat_map(|rest| rest.split('"').next().unwrap_or_default().split(' '))
        .collect();
    let session = session(broken);
    let problems = &session.checked.problems;
    assert!(problems.len() >= 15, "{problems:#?}");
    for problem in problems.iter().filter(|p| craftstrat_studio::problems::field(p).is_some()) {
        let path = problem.path.strip_suffix("/parameter").unwrap_or(&problem.path);
        assert_eq!(fields.iter().filter(|f| **f == path).count(), 1, "{path} among {fields:#?}");
    }
}

#[tokio::test]
async fn the_builder_shows_form_or_graph_with_its_sentence_and_bar() {
    for lang in Lang::ALL {
        let html = builder(FORM, lang).await;
        for id in [
            "sentence",
            "undo",
            "redo",
            "save-state",
            "problems",
            "versions",
            "share",
            "export",
            "backtest",
            "paper-run",
            "preview",
            "form",
        ] {
            assert!(html.contains(&format!("data-testid=\"{id}\"")), "{id}");
        }
        assert!(html.contains("Late favourite"));
        assert!(!html.contains(">editor-") && !html.contains("\"editor-"), "a message without text");
        let graph = builder(GRAPH, lang).await;
        assert!(!graph.contains("data-testid=\"form\""));
        assert!(graph.contains("Listed name"), "the list's name stands in for one the document lacks");
    }
}

#[tokio::test]
async fn what_a_form_cannot_say_is_said_in_its_place() {
    let children = html! { <crate::losses::Losses onstay={Callback::noop()} onjump={Callback::noop()} /> };
    let props = FrameProps { lang: Lang::En, session: session(GRAPH), cursor: AtCursor::default(), children };
    let html = LocalServerRenderer::<Frame>::with_props(props).render().await;
    assert!(html.contains("data-testid=\"stay-graph\""));
    assert!(!html.contains("data-testid=\"convert-form\""), "it would mean something else");
}

#[test]
fn edits_of_a_session_are_one_history() {
    let session = session(FORM);
    assert!(session.apply(Edit::AddRule { group: vec![0], at: 9, rule: Box::new(palette::first_rule()) }));
    let fresh = session.fresh();
    assert_ne!(fresh.text, session.text);
    assert!(fresh.together(vec![Edit::SetName("a".to_owned()), Edit::SetDescription("b".to_owned())]));
    let fresh = fresh.fresh();
    assert_eq!(fresh.header().description.as_deref(), Some("b"));
    fresh.undo();
    let fresh = fresh.fresh();
    assert_eq!(fresh.header().description, None, "both were one step");
    assert_eq!(fresh.form().unwrap().conditions[0].rules.len(), 3);
    fresh.undo();
    assert_eq!(fresh.fresh().text, session.text);
    fresh.redo();
    assert_ne!(fresh.fresh().text, session.text);
}

#[test]
fn the_columns_a_document_reads_are_known() {
    let text = FORM.replace("\"mid_up\",\"operator\"", "\"dir_move_pct\",\"operator\"");
    let read = session(&text).checked.columns.clone();
    assert_eq!(read, ["bid_up", "ask_up", "settlement_price"]);
}

/// Every message the sources name is there in both languages.
#[test]
fn every_message_has_a_text() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root];
    let mut named = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                let keys = text
                    .split('"')
                    .filter(|s| s.starts_with("editor-") && !s.contains(['{', ' ', '>', '\\']));
                named.extend(keys.filter(|k| !k.ends_with('-')).map(str::to_owned));
            }
        }
    }
    assert!(named.len() > 100);
    for lang in Lang::ALL {
        let catalogue = Catalogue::new(lang);
        for key in &named {
            assert!(catalogue.has(key), "{key} in {}", lang.code());
        }
    }
}
