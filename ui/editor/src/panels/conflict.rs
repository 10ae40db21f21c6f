//! Somebody else saved meanwhile: keep what is here, take what they have, or look at the difference first.

use super::changes::DocumentChanges;
use crate::autosave::Autosave;
use crate::session::use_session;
use craftstrat_studio::editor::Editor;
use craftstrat_ui_kit::{Button, ButtonKind, Dialog, nothing, use_i18n};
use yew::prelude::*;

/// Properties of [`ConflictDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct ConflictDialogProps {
    /// Saving.
    pub autosave: Autosave,
}

/// The dialog; it stays until one has decided, or put it off.
#[component]
pub fn ConflictDialog(props: &ConflictDialogProps) -> Html {
    let i18n = use_i18n();
    let diff = use_state(|| false);
    let later = use_state(|| None::<u64>);
    let Some(session) = use_session() else { return Html::default() };
    let Some(theirs) = props.autosave.theirs.clone() else { return nothing() };
    let revision = theirs.summary.revision;
    let close = {
        let later = later.clone();
        Callback::from(move |()| later.set(Some(revision)))
    };
    if *later == Some(revision) {
        let again = {
            let later = later.clone();
            Callback::from(move |_: MouseEvent| later.set(None))
        };
        return html! {
            <div role="alert" class="alert alert-error alert-soft" data-testid="conflict-banner">
                <span class="grow">{ i18n.t("editor-conflict-waiting") }</span>
                <Button label={i18n.t("editor-conflict-decide")} small=true onclick={again} />
            </div>
        };
    }
    let other = theirs.document.as_deref().and_then(|text| Editor::from_text(text).ok());
    let when = i18n.datetime(theirs.summary.updated_at_ms);
    let version = i18n.tf("editor-conflict-version", &[("time", when.clone().into())]);
    let keep = props.autosave.keep_mine.reform(move |_: MouseEvent| version.clone());
    let take = props.autosave.take_theirs.reform(|_: MouseEvent| ());
    let show = {
        let diff = diff.clone();
        Callback::from(move |_: MouseEvent| diff.set(!*diff))
    };
    let footer = html! {
        <>
            <Button label={i18n.t("editor-conflict-diff")} onclick={show} testid="conflict-diff" pressed={*diff} />
            <Button label={i18n.t("editor-conflict-theirs")} onclick={take} testid="conflict-theirs" disabled={other.is_none()} />
            <Button label={i18n.t("editor-conflict-mine")} kind={ButtonKind::Primary} onclick={keep} testid="conflict-mine" />
        </>
    };
    html! {
        <Dialog open=true title={i18n.t("editor-conflict-title")} onclose={close} {footer} wide={*diff} testid="conflict">
            <p class="text-sm">{ i18n.tf("editor-conflict-body", &[("time", when.into())]) }</p>
            if let (true, Some(other)) = (*diff, other) {
                <div class="mt-3">
                    <DocumentChanges before={other.document().clone()} after={(*session.document).clone()} />
                </div>
            }
        </Dialog>
    }
}
