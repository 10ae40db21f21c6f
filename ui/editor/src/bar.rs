//! The bar over the builder: name, saving, undo, versions, share, export, backtest, paper, problems.

use crate::autosave::Autosave;
use crate::logic::saving::SaveState;
use crate::session::use_session;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::share;
use craftstrat_ui_kit::{
    Button, ButtonKind, Icon, IconName, Menu, MenuItem, copy_with_toast, download, file_name, url, use_i18n,
    use_toasts,
};
use craftstrat_ui_live::{Draft, PaperButtons};
use craftstrat_ui_results::model::parameters::of_document;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Bar`].
#[derive(Clone, PartialEq, Properties)]
pub struct BarProps {
    /// The strategy.
    pub strategy: AttrValue,
    /// The strategy's name in the list, while its document has none.
    pub fallback: AttrValue,
    /// Saving.
    pub autosave: Autosave,
    /// The component of the document as it is, once it was compiled.
    pub component: Option<Rc<Vec<u8>>>,
    /// Shows the versions.
    pub onversions: Callback<MouseEvent>,
    /// Whether the problems are listed.
    pub listed: UseStateHandle<bool>,
    /// Parameter values of the preview, where they differ from the defaults.
    pub values: Rc<BTreeMap<String, f64>>,
    /// Runs a backtest.
    pub onbacktest: Callback<MouseEvent>,
}

/// The bar.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let Some(session) = use_session() else { return Html::default() };
    let name = session.header().name.clone().unwrap_or_else(|| props.fallback.to_string());
    let rename = {
        let session = session.clone();
        Callback::from(move |event: InputEvent| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            session.typed(Edit::SetName(name), "name");
        })
    };
    let settle = {
        let session = session.clone();
        Callback::from(move |_: FocusEvent| session.settle())
    };
    let (undo_label, redo_label) =
        session.read(|e| (e.undo_label(i18n.catalogue()), e.redo_label(i18n.catalogue())));
    let undo_title = title(&i18n.t("editor-undo"), undo_label, "Ctrl+Z");
    let redo_title = title(&i18n.t("editor-redo"), redo_label, "Ctrl+Shift+Z");
    let (can_undo, can_redo) = session.read(|e| (e.can_undo(), e.can_redo()));
    let undo = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| session.undo())
    };
    let redo = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| session.redo())
    };
    let onshare = {
        let (session, i18n, toasts) = (session.clone(), i18n.clone(), toasts.clone());
        Callback::from(move |_: MouseEvent| {
            let origin = gloo::utils::window().location().origin().unwrap_or_default();
            let link = format!("{origin}/shared#d={}", share::encode(&session.document));
            copy_with_toast(&link, &toasts, i18n.t("editor-shared"), i18n.t("editor-copy-failed"));
        })
    };
    let export_json = {
        let (session, name) = (session.clone(), name.clone());
        Callback::from(move |()| {
            download(&file_name(&name, "json"), "application/json", session.text.as_bytes())
        })
    };
    let export_wasm = {
        let (component, name) = (props.component.clone(), name.clone());
        let saved = url(&format!("/strategies/{}/component", props.strategy));
        Callback::from(move |()| match &component {
            Some(bytes) => download(&file_name(&name, "wasm"), "application/wasm", bytes),
            // Without slots nothing was compiled here; the server compiles what is saved, to the same bytes.
            None => {
                let _ = gloo::utils::window().location().set_href(&saved);
            }
        })
    };
    let parameters = use_memo(session.text.clone(), |text| of_document(text));
    let (toggle, list) = (props.listed.clone(), props.listed.setter());
    let onproblems = Callback::from(move |_: MouseEvent| toggle.set(!*toggle));
    let show_problems = Callback::from(move |()| list.set(true));
    let (errors, all) = (session.checked.errors(), session.checked.problems.len());
    let problems = i18n.tf("editor-problems-count", &[("count", (all as u64).into())]);
    html! {
        <div class="flex flex-wrap items-center gap-x-2 gap-y-1.5" role="toolbar" aria-label={i18n.t("editor-bar")}>
            <h1 class="sr-only">{ &name }</h1>
            <input class="input input-ghost input-sm min-w-40 grow text-lg font-semibold sm:max-w-md" value={name.clone()}
                oninput={rename} onblur={settle} aria-label={i18n.t("editor-name")} data-testid="strategy-name" maxlength="100" />
            <Saving autosave={props.autosave.clone()} />
            <div class="join">
                <Button label={i18n.t("editor-undo")} icon={IconName::Undo} icon_only=true small=true kind={ButtonKind::Ghost}
                    disabled={!can_undo} onclick={undo} testid="undo" title={undo_title} />
                <Button label={i18n.t("editor-redo")} icon={IconName::Redo} icon_only=true small=true kind={ButtonKind::Ghost}
                    disabled={!can_redo} onclick={redo} testid="redo" title={redo_title} />
            </div>
            <Button label={problems} icon={if errors > 0 { IconName::AlertTriangle } else { IconName::Check }} small=true
                kind={if errors > 0 { ButtonKind::Danger } else { ButtonKind::Ghost }} onclick={onproblems}
                testid="problems" />
            <Button label={i18n.t("editor-versions")} icon={IconName::History} small=true kind={ButtonKind::Ghost}
                onclick={props.onversions.clone()} testid="versions" />
            <Button label={i18n.t("editor-share")} icon={IconName::Share} small=true kind={ButtonKind::Ghost} onclick={onshare}
                testid="share" />
            <Menu label={i18n.t("editor-export")} icon={IconName::Download} small=true testid="export">
                <MenuItem label={i18n.t("editor-export-json")} icon={IconName::FileCode} onclick={export_json} testid="export-json" />
                <MenuItem label={i18n.t("editor-export-wasm")} icon={IconName::Package} onclick={export_wasm}
                    disabled={errors > 0} testid="export-wasm" />
            </Menu>
            <Button label={i18n.t("editor-backtest")} icon={IconName::Play} small=true kind={ButtonKind::Primary}
                onclick={props.onbacktest.clone()} disabled={errors > 0} testid="backtest"
                title={if errors > 0 { i18n.t("editor-backtest-errors") } else { String::new() }} />
            <PaperButtons id={props.strategy.clone()} {name} draft={draft(&props.autosave.state, errors)} {parameters}
                values={(*props.values).clone()} onsave={props.autosave.save_now.clone()} onproblems={show_problems} />
        </div>
    }
}

/// Where the document stands for a run on paper: what runs is what the server has.
fn draft(saving: &SaveState, errors: usize) -> Draft {
    match saving {
        _ if errors > 0 => Draft::Errors(errors),
        SaveState::Saved => Draft::Saved,
        SaveState::Unsaved | SaveState::Saving => Draft::Saving,
        SaveState::Offline | SaveState::Conflict | SaveState::Refused(_) => Draft::Stuck,
    }
}

/// A tooltip: what is done, to what, by which keys.
fn title(verb: &str, what: Option<String>, keys: &str) -> String {
    match what {
        Some(what) => format!("{verb}: {what} ({keys})"),
        None => format!("{verb} ({keys})"),
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SavingProps {
    autosave: Autosave,
}

/// Where saving stands, in words.
#[component]
fn Saving(props: &SavingProps) -> Html {
    let i18n = use_i18n();
    let (code, key, icon, class) = match &props.autosave.state {
        SaveState::Saved => ("saved", "editor-save-saved", IconName::Check, "text-muted"),
        SaveState::Unsaved => ("unsaved", "editor-save-unsaved", IconName::Pencil, "text-muted"),
        SaveState::Saving => ("saving", "editor-save-saving", IconName::Refresh, "text-muted"),
        SaveState::Offline => ("offline", "editor-save-offline", IconName::Offline, "text-warning"),
        SaveState::Conflict => ("conflict", "editor-save-conflict", IconName::AlertTriangle, "text-error"),
        SaveState::Refused(_) => ("refused", "editor-save-refused", IconName::AlertTriangle, "text-error"),
    };
    let why = match &props.autosave.state {
        SaveState::Refused(why) => Some(why.clone()),
        _ => None,
    };
    let retry = props.autosave.save_now.reform(|_: MouseEvent| ());
    html! {
        <span class={classes!("inline-flex", "items-center", "gap-1", "text-xs", "whitespace-nowrap", class)} role="status"
            data-testid="save-state" data-state={code} title={why}>
            <Icon name={icon} class="size-3.5" />{ i18n.t(key) }
            if matches!(props.autosave.state, SaveState::Offline | SaveState::Refused(_)) {
                <button type="button" class="link" onclick={retry}>{ i18n.t("editor-save-again") }</button>
            }
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::draft;
    use crate::logic::saving::SaveState;
    use craftstrat_ui_live::Draft;

    #[test]
    fn a_run_waits_for_what_is_being_saved_and_for_a_document_without_errors() {
        assert_eq!(draft(&SaveState::Saved, 0), Draft::Saved);
        assert_eq!(draft(&SaveState::Saved, 2), Draft::Errors(2));
        for state in [SaveState::Unsaved, SaveState::Saving] {
            assert_eq!(draft(&state, 0), Draft::Saving);
        }
        for state in [SaveState::Offline, SaveState::Conflict, SaveState::Refused("full".to_owned())] {
            assert_eq!(draft(&state, 0), Draft::Stuck);
        }
    }
}
