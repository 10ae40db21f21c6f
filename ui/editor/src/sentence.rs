//! The strategy in plain words, above the builder. Of a large document it takes a few lines until one asks for all of it.

use crate::session::use_session;
use craftstrat_studio::sentence::sentence;
use craftstrat_ui_kit::use_i18n;
use yew::prelude::*;

/// Letters that about fill the lines shown at first; more are folded away.
const LETTERS: usize = 330;

/// The sentence of the document.
#[component]
pub fn SentenceView() -> Html {
    let i18n = use_i18n();
    let session = use_session();
    let open = use_state(|| false);
    let text = use_memo((session, i18n.clone()), |(session, i18n)| {
        session.as_ref().map(|s| sentence(&s.document, i18n.catalogue())).unwrap_or_default()
    });
    let is_long = text.chars().nth(LETTERS).is_some();
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let (fold, key) = match (is_long, *open) {
        (true, true) => ("max-h-[40vh] overflow-y-auto", "editor-sentence-less"),
        _ => ("line-clamp-3", "editor-sentence-all"),
    };
    // What scrolls must be reached by keys.
    let tabindex = (is_long && *open).then_some("0");
    html! {
        <div class="flex max-w-[110ch] flex-col items-start">
            <p id="sentence" class={classes!("text-sm", "text-base-content/80", fold)} {tabindex} data-testid="sentence">
                { &*text }
            </p>
            if is_long {
                <button type="button" class="link link-primary min-h-6 text-xs" aria-expanded={open.to_string()}
                    aria-controls="sentence" {onclick} data-testid="sentence-all">{ i18n.t(key) }</button>
            }
        </div>
    }
}
