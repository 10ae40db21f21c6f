//! What differs between two documents, in words.

use craftstrat_compiler::document::model::Document;
use craftstrat_studio::diff::{self, Happened};
use craftstrat_ui_kit::{Icon, IconName, use_i18n};
use yew::prelude::*;

/// Properties of [`DocumentChanges`].
#[derive(Clone, PartialEq, Properties)]
pub struct DocumentChangesProps {
    /// The one before.
    pub before: Document,
    /// The one after.
    pub after: Document,
}

/// The differences as a list.
#[component]
pub fn DocumentChanges(props: &DocumentChangesProps) -> Html {
    let i18n = use_i18n();
    let changes = diff::diff(&props.before, &props.after, i18n.catalogue());
    if changes.is_empty() {
        return html! { <p class="text-sm text-muted">{ i18n.t("editor-diff-none") }</p> };
    }
    html! {
        <ul class="flex flex-col gap-1 text-sm">
            for (index, change) in changes.iter().enumerate() {
                <li key={index} class="flex items-start gap-2" data-happened={code(change.happened)}>
                    <span class={classes!("mt-0.5", class(change.happened))} title={i18n.t(&format!("editor-diff-{}", code(change.happened)))}>
                        <Icon name={icon(change.happened)} />
                    </span>
                    <span class="min-w-0 break-words">
                        <span class="sr-only">{ i18n.t(&format!("editor-diff-{}", code(change.happened))) }{ ": " }</span>
                        { &change.text }
                    </span>
                </li>
            }
        </ul>
    }
}

const fn code(happened: Happened) -> &'static str {
    match happened {
        Happened::Added => "added",
        Happened::Removed => "removed",
        Happened::Changed => "changed",
    }
}

const fn icon(happened: Happened) -> IconName {
    match happened {
        Happened::Added => IconName::Plus,
        Happened::Removed => IconName::Minus,
        Happened::Changed => IconName::Pencil,
    }
}

const fn class(happened: Happened) -> &'static str {
    match happened {
        Happened::Added => "text-success",
        Happened::Removed => "text-error",
        Happened::Changed => "text-warning",
    }
}
