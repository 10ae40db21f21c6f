//! Strategies from files: a document, or a component. What was compiled here comes back as the document it was.

use crate::create::{fitting_name, make};
use craftstrat_api::studio::{NewStrategy, UploadAnswer};
use craftstrat_i18n::Catalogue;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::model::Document;
use craftstrat_studio::problems;
use craftstrat_ui_kit::{Client, I18n, Route, ToastKind, use_client, use_i18n, use_toasts};
use gloo::file::futures::read_as_bytes;
use web_sys::{DragEvent, FileList};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// The largest file that is read.
const BYTES_MAX: u64 = 16_000_000;

/// How every WebAssembly file begins.
const WASM_MAGIC: &[u8] = b"\0asm";

/// The request for a strategy of a document's text, named as it names itself or else as its file.
///
/// # Errors
/// Why the text is no document.
pub fn from_text(text: &str, file: &str, i18n: &Catalogue) -> Result<NewStrategy, String> {
    let first = |problems: Vec<_>| problems.first().map(|p| problems::text(p, i18n)).unwrap_or_default();
    let editor = Editor::from_text(text).map_err(first)?;
    let header = match editor.document() {
        Document::Form(form) => &form.header,
        Document::Node(graph) => &graph.header,
    };
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name = fitting_name(header.name.as_deref().unwrap_or_default(), stem);
    Ok(NewStrategy { name, document: Some(editor.text()), component: None })
}

/// The request for a strategy of a component that the server has looked at.
///
/// # Errors
/// Why it cannot be saved.
pub fn from_answer(answer: UploadAnswer, file: &str) -> Result<NewStrategy, String> {
    if !answer.accepted {
        let failed = answer.checks.into_iter().find(|check| check.passed == Some(false));
        return Err(failed.map(|check| check.detail).unwrap_or_default());
    }
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let declared = answer.inspection.as_ref().map(|i| i.name.clone()).unwrap_or_default();
    let name = fitting_name(&declared, stem);
    // Only a document that compiles to these very bytes stands for them.
    let source = answer.inspection.and_then(|i| i.source).filter(|source| source.authentic);
    Ok(match source {
        Some(source) => NewStrategy { name, document: Some(source.document), component: None },
        None => NewStrategy { name, document: None, component: Some(answer.hash) },
    })
}

async fn read(client: &Client, i18n: &I18n, file: &gloo::file::File) -> Result<NewStrategy, String> {
    if file.size() > BYTES_MAX {
        return Err(i18n.tf("pages-import-large", &[("most", i18n.bytes(BYTES_MAX).into())]));
    }
    let bytes = read_as_bytes(file).await.map_err(|error| error.to_string())?;
    if bytes.starts_with(WASM_MAGIC) {
        let answer = client.post_bytes::<UploadAnswer>("/components", &bytes).await;
        return from_answer(answer.map_err(|error| error.in_words(i18n))?, &file.name());
    }
    let text = String::from_utf8(bytes).map_err(|_| i18n.t("pages-import-not-text"))?;
    from_text(&text, &file.name(), i18n.catalogue())
}

/// Makes a strategy of each file, one after the other; the last one opens in the editor.
#[hook]
pub fn use_import() -> Callback<FileList> {
    let (client, i18n, toasts, navigator) = (use_client(), use_i18n(), use_toasts(), use_navigator());
    Callback::from(move |files: FileList| {
        let files: Vec<gloo::file::File> = gloo::file::FileList::from(files).to_vec();
        let (client, i18n, toasts, navigator) =
            (client.clone(), i18n.clone(), toasts.clone(), navigator.clone());
        spawn_local(async move {
            let mut last = None;
            for file in files {
                match read(&client, &i18n, &file).await {
                    Ok(new) => last = make(&client, &i18n, &toasts, &new).await.or(last),
                    Err(why) => {
                        let said = [("file", file.name().into()), ("why", why.into())];
                        toasts.show(ToastKind::Error, i18n.tf("pages-import-failed", &said));
                    }
                }
            }
            if let (Some(made), Some(navigator)) = (last, navigator) {
                navigator.push(&Route::Editor { id: made.summary.id });
            }
        });
    })
}

/// The files of a drop.
pub fn dropped(event: &DragEvent) -> Option<FileList> {
    event.data_transfer()?.files().filter(|files| files.length() > 0)
}

#[cfg(test)]
mod tests {
    use super::{from_answer, from_text};
    use craftstrat_api::studio::{UploadAnswer, UploadCheck};
    use craftstrat_i18n::{Catalogue, Lang};

    const FORM: &str = r#"{"mode":"form","name":"Late","conditions":[{"type":"AND","rules":[
        {"indicator":"pct_into_slot","operator":">","value":0.8}]}],
        "action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":50,"order_type":"market"}}"#;

    fn answer(accepted: bool) -> UploadAnswer {
        let check = |code: &str, passed| UploadCheck {
            code: code.to_owned(),
            passed,
            detail: format!("{code} said"),
        };
        UploadAnswer {
            hash: "ab".to_owned(),
            checks: vec![check("size", Some(true)), check("world", Some(accepted)), check("runs", None)],
            accepted,
            inspection: None,
            fuel: None,
        }
    }

    #[test]
    fn a_document_keeps_its_name_and_a_nameless_one_takes_the_files() {
        let english = Catalogue::new(Lang::En);
        assert_eq!(from_text(FORM, "a.json", &english).expect("a document").name, "Late");
        let nameless = FORM.replace(r#""name":"Late","#, "");
        assert_eq!(from_text(&nameless, "my rule.json", &english).expect("a document").name, "my rule");
    }

    #[test]
    fn what_is_no_document_says_why_in_the_readers_language() {
        let say =
            |text: &str, lang| from_text(text, "a.json", &Catalogue::new(lang)).expect_err("no document");
        for text in ["", "{", "[1]", r#"{"mode":"poem"}"#] {
            assert!(!say(text, Lang::En).is_empty(), "{text}");
            assert_ne!(say(text, Lang::En), say(text, Lang::Fr), "{text}");
        }
    }

    #[test]
    fn a_refused_component_says_which_check_failed() {
        assert_eq!(from_answer(answer(false), "a.wasm").expect_err("refused"), "world said");
        let new = from_answer(answer(true), "mine.wasm").expect("accepted");
        assert_eq!((new.name.as_str(), new.component.as_deref()), ("mine", Some("ab")));
    }
}
