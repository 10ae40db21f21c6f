//! New strategies: from nothing, from a template, from a text, as a copy. Each opens in the editor once the server has it.

use craftstrat_api::studio::{NewStrategy, Strategy};
use craftstrat_studio::editor::Editor;
use craftstrat_studio::model::Document;
use craftstrat_studio::templates::{self, Template};
use craftstrat_ui_kit::{Client, I18n, Route, ToastKind, Toasts, use_client, use_i18n, use_toasts};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// Ways to begin.
#[derive(Clone, PartialEq)]
pub struct Create {
    /// An empty form.
    pub form: Callback<()>,
    /// An empty graph.
    pub graph: Callback<()>,
    /// A copy of a template.
    pub template: Callback<&'static Template>,
}

/// The longest name the server takes.
const NAME_MAX: usize = 100;

/// A name the server takes, as near to `name` as possible.
pub fn fitting_name(name: &str, otherwise: &str) -> String {
    let name = name.trim();
    let name = if name.is_empty() { otherwise } else { name };
    name.chars().take(NAME_MAX).collect()
}

/// The request for a strategy of that document.
pub fn request(name: &str, document: Document) -> NewStrategy {
    NewStrategy { name: name.to_owned(), document: Some(Editor::new(document).text()), component: None }
}

/// Ways to begin a strategy. While one is under way another click begins no second one.
#[hook]
pub fn use_create() -> Create {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let navigator = use_navigator();
    let busy = use_mut_ref(|| false);
    let strategy = {
        let (i18n, toasts) = (i18n.clone(), toasts.clone());
        Callback::from(move |new: NewStrategy| {
            if busy.replace(true) {
                return;
            }
            let (client, i18n, toasts) = (client.clone(), i18n.clone(), toasts.clone());
            let (navigator, busy) = (navigator.clone(), busy.clone());
            spawn_local(async move {
                let made = make(&client, &i18n, &toasts, &new).await;
                busy.replace(false);
                if let (Some(made), Some(navigator)) = (made, navigator) {
                    navigator.push(&Route::Editor { id: made.summary.id });
                }
            });
        })
    };
    let blank = |key: &'static str, document: fn() -> Document| {
        let i18n = i18n.clone();
        strategy.reform(move |()| request(&i18n.t(key), document()))
    };
    let template = {
        let i18n = i18n.clone();
        strategy.reform(move |template: &'static Template| {
            let catalogue = i18n.catalogue();
            request(&template.name(catalogue), template.localised(catalogue))
        })
    };
    Create {
        form: blank("pages-new-form-name", templates::blank_form),
        graph: blank("pages-new-graph-name", templates::blank_graph),
        template,
    }
}

/// Asks the server for a strategy, and says so when it does not make it.
pub async fn make(client: &Client, i18n: &I18n, toasts: &Toasts, new: &NewStrategy) -> Option<Strategy> {
    match client.post::<_, Strategy>("/strategies", new).await {
        Ok(made) => Some(made),
        Err(error) => {
            let why = error.in_words(i18n);
            toasts.show(ToastKind::Error, i18n.tf("pages-create-failed", &[("why", why.into())]));
            None
        }
    }
}
