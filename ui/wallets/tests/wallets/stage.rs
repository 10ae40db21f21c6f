//! Where components are rendered.

use craftstrat_i18n::Lang;
use craftstrat_ui_kit::I18nProvider;
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

/// What a component looks like; no message may be missing in it.
pub async fn shown(lang: Lang, children: Html) -> String {
    let props = StageProps { lang, children };
    let html = LocalServerRenderer::<Stage>::with_props(props).hydratable(false).render().await;
    assert!(!html.contains(">wallets-"), "a message is missing:\n{html}");
    html
}

/// The tag with a test id.
pub fn tag<'a>(html: &'a str, testid: &str) -> &'a str {
    let at =
        html.find(&format!("data-testid=\"{testid}\"")).unwrap_or_else(|| panic!("no {testid} in {html}"));
    let start = html[..at].rfind('<').unwrap_or(0);
    let end = html[at..].find('>').map_or(html.len(), |end| at + end);
    &html[start..end]
}

/// A value as the server would send it.
pub fn of<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).expect("as the server sends it")
}
