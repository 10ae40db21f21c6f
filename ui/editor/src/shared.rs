//! A strategy somebody shared: the document is in the address, nothing is stored. It can be read, previewed and copied.

use crate::context::AtCursor;
use crate::preview::{PreviewPanel, use_preview_model};
use crate::session::Checked;
use crate::split::Split;
use craftstrat_api::studio::{NewStrategy, Strategy};
use craftstrat_compiler::document::model::Document;
use craftstrat_preview::Source;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::sentence::sentence;
use craftstrat_studio::share;
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, Empty, IconName, Page, Route, ToastKind, use_client, use_i18n, use_toasts,
};
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// The document in a fragment: `#d=...`.
fn encoded(fragment: &str) -> Option<&str> {
    fragment.trim_start_matches('#').split('&').find_map(|pair| pair.strip_prefix("d="))
}

/// The page of a shared strategy.
#[component]
pub fn SharedView() -> Html {
    let i18n = use_i18n();
    let fragment = use_memo((), |()| {
        if cfg!(target_arch = "wasm32") {
            gloo::utils::window().location().hash().unwrap_or_default()
        } else {
            String::new()
        }
    });
    let decoded = use_memo(fragment, |fragment| match encoded(fragment) {
        Some(text) => share::decode(text).map(Rc::new).map_err(Some),
        None => Err(None),
    });
    match &*decoded {
        Ok(document) => html! { <Shared document={document.clone()} /> },
        Err(refusal) => {
            let body = match refusal {
                Some(refusal) => refusal.text(i18n.catalogue()),
                None => i18n.t("editor-shared-empty"),
            };
            html! {
                <Page title={i18n.t("editor-shared-title")}>
                    <Empty title={i18n.t("editor-shared-unreadable")} {body} icon={IconName::Link} />
                </Page>
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct SharedProps {
    document: Rc<Document>,
}

#[component]
fn Shared(props: &SharedProps) -> Html {
    let i18n = use_i18n();
    let client = use_client();
    let toasts = use_toasts();
    let navigator = use_navigator();
    let busy = use_state(|| false);
    let text = use_memo(props.document.clone(), |document| Editor::new((**document).clone()).text());
    let checked = use_memo(text.clone(), |text| Checked::of(text, &[]));
    let columns = use_memo(checked.columns.clone(), Clone::clone);
    let source = (checked.errors() == 0).then(|| Source::Document((*text).clone()));
    let model = use_preview_model(source, columns, false);
    let header = match &*props.document {
        Document::Form(form) => &form.header,
        Document::Node(graph) => &graph.header,
    };
    let name = header.name.clone().unwrap_or_else(|| i18n.t("editor-untitled"));
    let copy = {
        let (busy, name, text) = (busy.clone(), name.clone(), text.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (client, toasts, navigator, busy) =
                (client.clone(), toasts.clone(), navigator.clone(), busy.clone());
            let name: String = name.chars().take(100).collect();
            let new = NewStrategy { name, document: Some((*text).clone()), component: None };
            spawn_local(async move {
                match client.post::<_, Strategy>("/strategies", &new).await {
                    Ok(strategy) => {
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::Editor { id: strategy.summary.id });
                        }
                    }
                    Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                }
                busy.set(false);
            });
        })
    };
    let actions = html! {
        <Button label={i18n.t("editor-shared-copy")} icon={IconName::Copy} kind={ButtonKind::Primary} onclick={copy} busy={*busy}
            testid="open-copy" />
    };
    let left = html! {
        <Card title={i18n.t("editor-shared-what")}>
            <p class="text-sm" data-testid="sentence">{ sentence(&props.document, i18n.catalogue()) }</p>
            if let Some(description) = &header.description {
                <p class="mt-3 text-sm text-muted">{ description }</p>
            }
            if checked.errors() > 0 {
                <ul class="mt-3 flex flex-col gap-1 text-sm text-error">
                    for problem in checked.problems.iter().filter(|p| p.is_error()) {
                        <li>{ crate::say::problem(problem, &i18n) }</li>
                    }
                </ul>
            }
        </Card>
    };
    let right = html! { <PreviewPanel model={model.clone()} /> };
    html! {
        <ContextProvider<AtCursor> context={model.at_cursor.clone()}>
            <Page title={name} intro={i18n.t("editor-shared-intro")} {actions}><Split {left} {right} /></Page>
        </ContextProvider<AtCursor>>
    }
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn the_document_is_found_in_the_fragment() {
        assert_eq!(encoded("#d=abc"), Some("abc"));
        assert_eq!(encoded("#x=1&d=abc"), Some("abc"));
        assert_eq!(encoded("#"), None);
    }
}
