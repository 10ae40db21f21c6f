//! Named versions: save one, list them, compare two of them, restore one.

use super::changes::DocumentChanges;
use super::decided::DecisionChanges;
use crate::autosave::Autosave;
use crate::form::Choice;
use crate::logic::saving::SaveState;
use crate::preview::Runs;
use crate::session::use_session;
use craftstrat_api::studio::{NewVersion, Version, VersionSummary};
use craftstrat_compiler::document::model::Document;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Client, Dialog, Empty, ErrorBox, IconName, Time, ToastKind, use_client,
    use_i18n, use_resource, use_toasts,
};
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Properties of [`VersionsDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct VersionsDialogProps {
    /// The strategy.
    pub strategy: AttrValue,
    /// Saving: a version freezes what is saved.
    pub autosave: Autosave,
    /// What the preview runs over, for differences in decisions.
    pub runs: Runs,
    /// Asks to be closed.
    pub onclose: Callback<()>,
}

/// What stands for the document as it is now.
const NOW: &str = "now";

/// Every version, the newest first.
async fn list(client: Client, strategy: String) -> Result<Vec<VersionSummary>, ApiError> {
    client.get(&format!("/strategies/{strategy}/versions")).await
}

/// The document of a version, or the one being edited.
async fn document(client: &Client, strategy: &str, which: &str, now: &Document) -> Option<Document> {
    if which == NOW {
        return Some(now.clone());
    }
    let version: Version = client.get(&format!("/strategies/{strategy}/versions/{which}")).await.ok()?;
    Editor::from_text(&version.document).ok().map(|editor| editor.document().clone())
}

/// The dialog.
#[component]
pub fn VersionsDialog(props: &VersionsDialogProps) -> Html {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let client = use_client();
    let name = use_state(String::new);
    // A name that waits until everything is saved.
    let naming = use_state(|| None::<String>);
    let pair = use_state(|| None::<(String, String)>);
    let compared = use_state(|| None::<(Document, Document)>);
    let strategy = props.strategy.to_string();
    let versions = {
        let client = client.clone();
        use_resource(strategy.clone(), move |strategy| list(client.clone(), strategy))
    };
    let session = use_session();
    {
        let (client, strategy, toasts, i18n) =
            (client.clone(), strategy.clone(), toasts.clone(), i18n.clone());
        let (naming, reload) = (naming.clone(), versions.reload.clone());
        use_effect_with(((*naming).clone(), props.autosave.state.clone()), move |(wanted, state)| {
            let (Some(name), SaveState::Saved) = (wanted.clone(), state) else { return };
            naming.set(None);
            spawn_local(async move {
                let path = format!("/strategies/{strategy}/versions");
                match client.post::<_, VersionSummary>(&path, &NewVersion { name }).await {
                    Ok(version) => {
                        let text = i18n.tf("editor-version-saved", &[("name", version.name.into())]);
                        toasts.show(ToastKind::Success, text);
                        reload.emit(());
                    }
                    Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                }
            });
        });
    }
    {
        let (client, strategy, compared) = (client.clone(), strategy.clone(), compared.clone());
        let now = session.as_ref().map(|s| s.document.clone());
        let deps = ((*pair).clone(), session.as_ref().map(|s| s.revision()));
        use_effect_with(deps, move |(pair, _)| {
            compared.set(None);
            let (Some((before, after)), Some(now)) = (pair.clone(), now) else { return };
            spawn_local(async move {
                let before = document(&client, &strategy, &before, &now).await;
                let after = document(&client, &strategy, &after, &now).await;
                if let (Some(before), Some(after)) = (before, after) {
                    compared.set(Some((before, after)));
                }
            });
        });
    }
    let Some(session) = session else { return Html::default() };
    let save = {
        let (name, naming, save_now) = (name.clone(), naming.clone(), props.autosave.save_now.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wanted = name.trim().to_owned();
            if !wanted.is_empty() {
                name.set(String::new());
                naming.set(Some(wanted));
                save_now.emit(());
            }
        })
    };
    let typed = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| {
            name.set(event.target_unchecked_into::<HtmlInputElement>().value())
        })
    };
    let restore = {
        let (client, strategy, session, toasts, i18n, onclose) =
            (client, strategy.clone(), session.clone(), toasts, i18n.clone(), props.onclose.clone());
        Callback::from(move |(number, name): (u64, String)| {
            let (client, strategy, session) = (client.clone(), strategy.clone(), session.clone());
            let (toasts, i18n, onclose) = (toasts.clone(), i18n.clone(), onclose.clone());
            spawn_local(async move {
                match document(&client, &strategy, &number.to_string(), &session.document).await {
                    Some(found) => {
                        session.apply(Edit::ReplaceDocument(Box::new(found)));
                        let text = i18n.tf("editor-version-restored", &[("name", name.into())]);
                        let undo = Callback::from(move |()| session.undo());
                        toasts.with_action(ToastKind::Success, text, i18n.t("editor-undo"), undo);
                        onclose.emit(());
                    }
                    None => toasts.show(ToastKind::Error, i18n.t("editor-version-unreadable")),
                }
            });
        })
    };
    let all = versions.data.clone().unwrap_or_default();
    let compare_with_now = {
        let pair = pair.clone();
        Callback::from(move |number: u64| pair.set(Some((number.to_string(), NOW.to_owned()))))
    };
    html! {
        <Dialog open=true title={i18n.t("editor-versions")} onclose={props.onclose.clone()} wide=true testid="versions-dialog">
            <form class="mb-4 flex flex-wrap items-end gap-2" onsubmit={save}>
                <label class="flex grow flex-col gap-1 text-sm">
                    <span class="text-xs font-medium text-muted">{ i18n.t("editor-version-name") }</span>
                    <input class="input input-sm w-full" maxlength="100" value={(*name).clone()} oninput={typed} data-testid="version-name" />
                </label>
                <button type="submit" class="btn btn-sm btn-primary" disabled={name.trim().is_empty() || naming.is_some()}
                    data-testid="version-save">{ i18n.t("editor-version-save") }</button>
            </form>
            if let Some(error) = versions.error.clone() {
                <ErrorBox {error} retry={versions.reload.clone()} />
            }
            if all.is_empty() && !versions.loading && versions.error.is_none() {
                <Empty title={i18n.t("editor-versions-none")} body={i18n.t("editor-versions-none-body")} icon={IconName::History} />
            }
            <ul class="flex flex-col divide-y divide-base-300" data-testid="version-list">
                for version in all.iter() {
                    <li key={version.number} class="flex flex-wrap items-center gap-2 py-2 text-sm">
                        <span class="badge badge-sm badge-ghost tabular-nums">{ version.number }</span>
                        <span class="min-w-0 grow truncate font-medium">{ &version.name }</span>
                        <Time ms={version.created_at_ms} />
                        <Button label={i18n.t("editor-version-compare")} icon={IconName::Compare} small=true kind={ButtonKind::Ghost}
                            onclick={let number = version.number; compare_with_now.reform(move |_: MouseEvent| number)}
                            testid={format!("version-compare-{}", version.number)} />
                        <Button label={i18n.t("editor-version-restore")} icon={IconName::Undo} small=true kind={ButtonKind::Ghost}
                            onclick={let (number, name) = (version.number, version.name.clone()); restore.reform(move |_: MouseEvent| (number, name.clone()))}
                            testid={format!("version-restore-{}", version.number)} />
                    </li>
                }
            </ul>
            if let Some((before, after)) = &*pair {
                <section class="mt-4 flex flex-col gap-3" data-testid="diff">
                    <div class="flex flex-wrap items-end gap-2">
                        { side(&i18n, &all, "editor-diff-before", before, { let (pair, after) = (pair.clone(), after.clone()); Callback::from(move |v| pair.set(Some((v, after.clone())))) }) }
                        { side(&i18n, &all, "editor-diff-after", after, { let (pair, before) = (pair.clone(), before.clone()); Callback::from(move |v| pair.set(Some((before.clone(), v)))) }) }
                    </div>
                    if let Some((before, after)) = &*compared {
                        <h3 class="text-sm font-semibold">{ i18n.t("editor-diff-document") }</h3>
                        <DocumentChanges before={before.clone()} after={after.clone()} />
                        <h3 class="text-sm font-semibold">{ i18n.t("editor-diff-decisions") }</h3>
                        <DecisionChanges before={before.clone()} after={after.clone()} runs={props.runs.clone()} />
                    }
                </section>
            }
        </Dialog>
    }
}

/// The list one side of the comparison is chosen from.
fn side(
    i18n: &craftstrat_ui_kit::I18n,
    all: &[VersionSummary],
    key: &str,
    value: &str,
    onchange: Callback<String>,
) -> Html {
    let mut options = vec![(AttrValue::from(NOW), AttrValue::from(i18n.t("editor-diff-now")))];
    options.extend(
        all.iter().map(|v| (v.number.to_string().into(), format!("{} · {}", v.number, v.name).into())),
    );
    html! { <Choice class="min-w-48 grow" label={i18n.t(key)} {options} value={value.to_owned()} {onchange} /> }
}
