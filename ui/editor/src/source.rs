//! The document as JSON: to read, to copy, and to replace by another that was checked first.

use crate::session::use_session;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_ui_kit::{Button, ButtonKind, IconName, copy_with_toast, use_i18n, use_toasts};
use gloo::file::callbacks::FileReader;
use gloo::file::{File, FileList};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The text of a file: a document's, or that of the document inside a component compiled from one.
///
/// # Errors
/// The message that says why there is none.
pub fn document_of(name: &str, bytes: &[u8]) -> Result<String, &'static str> {
    if name.to_lowercase().ends_with(".wasm") || bytes.starts_with(b"\0asm") {
        let found = craftstrat_compiler::inspect::embedded(bytes).ok_or("editor-source-no-document")?;
        return Ok(found.document);
    }
    String::from_utf8(bytes.to_vec()).map_err(|_| "editor-source-no-text")
}

/// The JSON view.
#[component]
pub fn SourceView() -> Html {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let draft = use_state(|| None::<String>);
    let failure = use_state(|| None::<&'static str>);
    let reader = use_mut_ref(|| None::<FileReader>);
    let Some(session) = use_session() else { return Html::default() };
    let text = draft.as_ref().cloned().unwrap_or_else(|| session.text.to_string());
    let edited = draft.is_some();
    let problems = use_memo(text.clone(), |text| craftstrat_compiler::check(text));
    let readable =
        use_memo((text.clone(), edited), |(text, edited)| !edited || Editor::from_text(text).is_ok());
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            draft.set(Some(event.target_unchecked_into::<HtmlTextAreaElement>().value()));
        })
    };
    let apply = {
        let (session, draft, text) = (session.clone(), draft.clone(), text.clone());
        Callback::from(move |_: MouseEvent| {
            if let Ok(editor) = Editor::from_text(&text)
                && session.apply(Edit::ReplaceDocument(Box::new(editor.document().clone())))
            {
                draft.set(None);
            }
        })
    };
    let discard = {
        let draft = draft.clone();
        Callback::from(move |_: MouseEvent| draft.set(None))
    };
    let copy = {
        let (i18n, toasts, text) = (i18n.clone(), toasts.clone(), text.clone());
        Callback::from(move |_: MouseEvent| {
            copy_with_toast(&text, &toasts, i18n.t("editor-copied"), i18n.t("editor-copy-failed"));
        })
    };
    let onfile = {
        let (draft, failure) = (draft.clone(), failure.clone());
        Callback::from(move |event: Event| {
            let files = event.target_unchecked_into::<HtmlInputElement>().files();
            let Some(file) = files.map(FileList::from).and_then(|list| list.first().cloned()) else { return };
            let (draft, failure, name) = (draft.clone(), failure.clone(), file.name());
            *reader.borrow_mut() = Some(read(&file, move |bytes| match document_of(&name, &bytes) {
                Ok(text) => {
                    failure.set(None);
                    draft.set(Some(text));
                }
                Err(key) => failure.set(Some(key)),
            }));
        })
    };
    html! {
        <div class="flex flex-col gap-3" data-testid="source">
            <div class="flex flex-wrap items-center gap-2">
                <Button label={i18n.t("editor-source-copy")} icon={IconName::Copy} small=true onclick={copy} />
                <label class="btn btn-sm btn-outline border-base-300 bg-base-100 font-medium">
                    { i18n.t("editor-source-import") }
                    <input type="file" class="sr-only" accept=".json,.wasm,application/json,application/wasm" onchange={onfile}
                        data-testid="import-file" />
                </label>
                if edited {
                    <Button label={i18n.t("editor-source-apply")} icon={IconName::Check} small=true kind={ButtonKind::Primary}
                        onclick={apply} disabled={!*readable} testid="source-apply" />
                    <Button label={i18n.t("editor-source-discard")} small=true kind={ButtonKind::Ghost} onclick={discard} />
                }
            </div>
            if let Some(key) = *failure {
                <p class="text-sm text-error" role="alert">{ i18n.t(key) }</p>
            }
            <textarea class="textarea min-h-96 w-full font-mono text-xs" spellcheck="false" value={text} {oninput}
                aria-label={i18n.t("editor-source-label")} data-testid="source-text" />
            if edited && !problems.is_empty() {
                <ul class="flex flex-col gap-1 text-sm" aria-live="polite" data-testid="source-problems">
                    for problem in problems.iter().take(20) {
                        <li class={if problem.is_error() { "text-error" } else { "text-warning" }}>
                            <code class="text-xs">{ &problem.path }</code>{ " " }{ crate::say::problem(problem, &i18n) }
                        </li>
                    }
                </ul>
            }
        </div>
    }
}

/// Reads a file; what cannot be read is empty.
fn read(file: &File, done: impl Fn(Vec<u8>) + 'static) -> FileReader {
    gloo::file::callbacks::read_as_bytes(file, move |bytes| done(bytes.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::document_of;

    #[test]
    fn a_component_compiled_here_opens_as_its_document() {
        let text = r#"{"mode":"form","conditions":[{"rules":[{"indicator":"mid_up","operator":">","value":0.5}]}],
            "action":{"signal":"buy","outcome":"UP","size_usdc":10}}"#;
        let compiled = craftstrat_compiler::compile(text).unwrap();
        assert_eq!(document_of("a.wasm", &compiled.component).unwrap(), text);
        assert_eq!(document_of("a.json", text.as_bytes()).unwrap(), text);
        assert_eq!(document_of("a.wasm", b"\0asm\x01\0\0\0"), Err("editor-source-no-document"));
        assert_eq!(document_of("a.json", &[0xff, 0xfe]), Err("editor-source-no-text"));
    }
}
