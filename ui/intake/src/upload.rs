//! The upload page: a component is checked in front of its author, then saved, or the reasons why not are listed.

pub(crate) mod checks;
pub(crate) mod declares;
mod save;
pub(crate) mod starter;

use crate::drop::DropZone;
use crate::logic::is_wasm;
use checks::{Checks, Fuel};
use craftstrat_api::studio::UploadAnswer;
use craftstrat_ui_kit::{
    ApiError, Card, ErrorBox, Icon, IconName, Page, ToastKind, use_client, use_i18n, use_toasts,
};
use declares::Declares;
use save::Save;
use starter::Starter;
use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Where an upload stands.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// Nothing was dropped yet.
    Waiting,
    /// The named file is being checked.
    Checking(String),
    /// The file could not be checked.
    Failed(ApiError),
    /// The named file was checked.
    Checked(String, Box<UploadAnswer>),
}

/// Upload a component.
#[component]
pub fn UploadPage() -> Html {
    let i18n = use_i18n();
    let (client, toasts) = (use_client(), use_toasts());
    let stage = use_state_eq(|| Stage::Waiting);
    let onfiles = {
        let (stage, i18n) = (stage.clone(), i18n.clone());
        Callback::from(move |files: Vec<File>| {
            let Some(file) = files.into_iter().next() else { return };
            let (stage, client, toasts, i18n) = (stage.clone(), client.clone(), toasts.clone(), i18n.clone());
            let name = file.name();
            stage.set(Stage::Checking(name.clone()));
            spawn_local(async move {
                let bytes = gloo::file::futures::read_as_bytes(&gloo::file::File::from(file)).await;
                let bytes = bytes.unwrap_or_default();
                if !is_wasm(&bytes) {
                    stage.set(Stage::Waiting);
                    let said = i18n.tf("intake-upload-not-wasm", &[("name", name.into())]);
                    return toasts.show(ToastKind::Error, said);
                }
                stage.set(match client.post_bytes::<UploadAnswer>("/components", &bytes).await {
                    Ok(answer) => Stage::Checked(name, Box::new(answer)),
                    Err(error) => Stage::Failed(error),
                });
            });
        })
    };
    let result = match &*stage {
        Stage::Waiting => Html::default(),
        Stage::Checking(name) => html! {
            <p role="status" class="flex items-center gap-2">
                <span class="loading loading-spinner loading-sm" aria-hidden="true" />
                { i18n.tf("intake-upload-busy", &[("name", name.clone().into())]) }
            </p>
        },
        Stage::Failed(error) => html! { <ErrorBox error={error.clone()} /> },
        Stage::Checked(name, answer) => html! { <Checked name={name.clone()} answer={(**answer).clone()} /> },
    };
    html! {
        <Page title={i18n.t("intake-upload-title")} intro={i18n.t("intake-upload-lead")}>
            <DropZone
                label={i18n.t("intake-upload-drop")}
                hint={i18n.t("intake-upload-hint")}
                accept=".wasm,application/wasm"
                disabled={matches!(*stage, Stage::Checking(_))}
                {onfiles}
            />
            <div aria-live="polite" class="flex flex-col gap-4">{ result }</div>
            <Starter />
        </Page>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct CheckedProps {
    name: String,
    answer: UploadAnswer,
}

/// What came out of the checks.
#[component]
fn Checked(props: &CheckedProps) -> Html {
    let i18n = use_i18n();
    let answer = &props.answer;
    let (class, icon, key) = if answer.accepted {
        ("alert alert-success", IconName::Check, "intake-upload-accepted")
    } else {
        ("alert alert-error", IconName::AlertTriangle, "intake-upload-refused")
    };
    let reasons = answer.checks.iter().filter(|c| c.passed == Some(false));
    html! {
        <>
            <div {class} role="status" data-testid={if answer.accepted { "upload-accepted" } else { "upload-refused" }}>
                <Icon name={icon} />
                <div>
                    <p class="font-medium">{ i18n.t(key) }</p>
                    if !answer.accepted {
                        <ul class="list-inside list-disc text-sm">
                            for check in reasons {
                                <li>{ &check.detail }</li>
                            }
                        </ul>
                    }
                </div>
            </div>
            <div class="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
                <Card title={Some(AttrValue::from(i18n.t("intake-upload-checks")))}>
                    <Checks checks={answer.checks.clone()} />
                </Card>
                <div class="flex flex-col gap-4">
                    if answer.accepted {
                        <Save
                            key={answer.hash.clone()}
                            hash={answer.hash.clone()}
                            first_name={crate::logic::first_name(answer.inspection.as_ref(), &props.name)}
                        />
                    }
                    if let Some(fuel) = answer.fuel.clone() {
                        <Fuel {fuel} />
                    }
                    if let Some(inspection) = answer.inspection.clone() {
                        <Declares {inspection} />
                    }
                </div>
            </div>
        </>
    }
}
