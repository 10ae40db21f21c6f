//! Importing files: each is sent, worked on as a job that is found again after a reload, and reported on.

use super::report::Report;
use crate::drop::DropZone;
use crate::pack::{belong_together, zip};
use craftstrat_api::studio::{ImportFormat, Job};
use craftstrat_ui_kit::{
    ApiError, Card, Client, ErrorBox, JobBar, ToastKind, use_client, use_i18n, use_job, use_toasts,
};
use gloo::storage::{SessionStorage, Storage};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use web_sys::{File, HtmlSelectElement};
use yew::platform::spawn_local;
use yew::prelude::*;

/// Where imports on their way are remembered.
const REMEMBERED: &str = "craftstrat-imports";

const FORMATS: [(ImportFormat, &str, &str); 5] = [
    (ImportFormat::Auto, "auto", "intake-import-format-auto"),
    (ImportFormat::Resolvedkit, "resolvedkit", "intake-import-format-resolvedkit"),
    (ImportFormat::PolymarketWs, "polymarket-ws", "intake-import-format-polymarket-ws"),
    (ImportFormat::BookCsv, "book-csv", "intake-import-format-book-csv"),
    (ImportFormat::Ticks, "ticks", "intake-import-format-ticks"),
];

/// An import that the server has taken on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Begun {
    file: String,
    job: String,
}

/// The imports that are shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct Imports {
    begun: Vec<Begun>,
    sending: usize,
    refused: Option<ApiError>,
}

/// What happens to them.
enum Step {
    /// These were under way before a reload.
    Found(Vec<Begun>),
    /// So many files are being sent.
    Sending(usize),
    /// The next of them was taken or refused.
    Sent(Result<Begun, ApiError>),
}

impl Reducible for Imports {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let mut next = (*self).clone();
        match step {
            Step::Found(begun) => next.begun = begun,
            Step::Sending(count) => next = Self { sending: count, ..Self::default() },
            Step::Sent(answer) => {
                next.sending = next.sending.saturating_sub(1);
                match answer {
                    Ok(begun) => next.begun.push(begun),
                    Err(error) => next.refused = Some(error),
                }
                // Without storage a reload forgets them; they go on all the same.
                let _ = SessionStorage::set(REMEMBERED, &next.begun);
            }
        }
        next.into()
    }
}

/// Properties of [`Import`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ImportProps {
    /// Hears that an import has ended.
    pub onimported: Callback<()>,
}

/// Import by file drop.
#[component]
pub fn Import(props: &ImportProps) -> Html {
    let i18n = use_i18n();
    let client = use_client();
    let format = use_state_eq(ImportFormat::default);
    let imports = use_reducer(Imports::default);
    {
        let dispatcher = imports.dispatcher();
        use_effect_with((), move |()| {
            if let Ok(begun) = SessionStorage::get::<Vec<Begun>>(REMEMBERED) {
                dispatcher.dispatch(Step::Found(begun));
            }
        });
    }
    let onfiles = {
        let (dispatcher, format) = (imports.dispatcher(), *format);
        Callback::from(move |files: Vec<File>| {
            let (client, dispatcher) = (client.clone(), dispatcher.clone());
            let together = belong_together(&files.iter().map(File::name).collect::<Vec<_>>());
            dispatcher.dispatch(Step::Sending(if together { 1 } else { files.len() }));
            spawn_local(async move {
                if together {
                    dispatcher.dispatch(Step::Sent(send_together(&client, format, files).await));
                    return;
                }
                for file in files {
                    dispatcher.dispatch(Step::Sent(send_file(&client, format, file).await));
                }
            });
        })
    };
    let onformat = {
        let format = format.clone();
        Callback::from(move |event: Event| {
            let value = event.target_dyn_into::<HtmlSelectElement>().map(|s| s.value()).unwrap_or_default();
            let found = FORMATS.iter().find(|(_, code, _)| *code == value);
            format.set(found.map(|(format, ..)| *format).unwrap_or_default());
        })
    };
    let sending = imports.sending;
    html! {
        <Card title={Some(AttrValue::from(i18n.t("intake-import-title")))}>
            <div class="flex flex-col gap-4">
                <label class="flex flex-wrap items-center gap-2 text-sm">
                    <span>{ i18n.t("intake-import-format") }</span>
                    <select class="select select-sm w-auto max-w-full" onchange={onformat} data-testid="import-format">
                        for (choice, code, key) in FORMATS {
                            <option value={code} selected={choice == *format}>{ i18n.t(key) }</option>
                        }
                    </select>
                </label>
                <DropZone
                    label={i18n.t("intake-import-drop")}
                    hint={i18n.t("intake-import-hint")}
                    several=true
                    disabled={sending > 0}
                    {onfiles}
                />
                <div aria-live="polite" class="flex flex-col gap-4">
                    if sending > 0 {
                        <p class="flex items-center gap-2 text-sm">
                            <span class="loading loading-spinner loading-xs" aria-hidden="true" />
                            { i18n.tf("intake-import-busy", &[("count", (sending as f64).into())]) }
                        </p>
                    }
                    if let Some(error) = imports.refused.clone() {
                        <ErrorBox {error} />
                    }
                    for begun in &imports.begun {
                        <One
                            key={begun.job.clone()}
                            file={begun.file.clone()}
                            job={begun.job.clone()}
                            onimported={props.onimported.clone()}
                        />
                    }
                </div>
            </div>
        </Card>
    }
}

async fn read(file: File) -> Result<Vec<u8>, ApiError> {
    let bytes = gloo::file::futures::read_as_bytes(&gloo::file::File::from(file)).await;
    bytes.map_err(|e| ApiError::Unreadable(e.to_string()))
}

async fn send_file(client: &Client, format: ImportFormat, file: File) -> Result<Begun, ApiError> {
    let name = file.name();
    send(client, format, name, &read(file).await?).await
}

async fn send_together(client: &Client, format: ImportFormat, files: Vec<File>) -> Result<Begun, ApiError> {
    let mut read_files = Vec::new();
    for file in files {
        read_files.push((file.name(), read(file).await?));
    }
    let name = read_files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" + ");
    let archive = zip(&read_files).ok_or_else(|| ApiError::Unreadable(name.clone()))?;
    send(client, format, format!("{name}.zip"), &archive).await
}

/// Sends a file's bytes and says which job reads them.
async fn send(client: &Client, format: ImportFormat, name: String, bytes: &[u8]) -> Result<Begun, ApiError> {
    let code = FORMATS.iter().find(|(known, ..)| *known == format).map_or("auto", |(_, code, _)| code);
    let query = String::from(js_sys::encode_uri_component(&name));
    let job: Job = client.post_bytes(&format!("/imports?name={query}&format={code}"), bytes).await?;
    Ok(Begun { file: name, job: job.id })
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct OneProps {
    file: String,
    job: String,
    onimported: Callback<()>,
}

/// One import: how far it is, then what it brought.
#[component]
fn One(props: &OneProps) -> Html {
    let (client, toasts) = (use_client(), use_toasts());
    let job = use_job(Some(props.job.clone()));
    let ended = job.as_ref().is_some_and(|job| job.state.is_final());
    {
        let (onimported, id) = (props.onimported.clone(), props.job.clone());
        use_effect_with(ended, move |ended| {
            if *ended {
                forget(&id);
                onimported.emit(());
            }
        });
    }
    let oncancel = {
        let id = props.job.clone();
        Callback::from(move |()| {
            let (client, toasts, id) = (client.clone(), toasts.clone(), id.clone());
            spawn_local(async move {
                if let Err(error) = client.delete::<Job>(&format!("/jobs/{id}")).await {
                    toasts.show(ToastKind::Error, error.to_string());
                }
            });
        })
    };
    match job {
        None => Html::default(),
        Some(job) if ended => html! { <Report {job} file={props.file.clone()} /> },
        Some(job) => html! {
            <div>
                <p class="mb-1 text-sm font-medium break-all">{ &props.file }</p>
                <JobBar {job} {oncancel} />
            </div>
        },
    }
}

/// A report is shown once; a reload need not bring it back.
fn forget(job: &str) {
    let Ok(mut begun) = SessionStorage::get::<Vec<Begun>>(REMEMBERED) else { return };
    begun.retain(|b| b.job != job);
    let _ = SessionStorage::set(REMEMBERED, &begun);
}
