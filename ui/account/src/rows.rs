//! Tables of these pages, and the rows of the audit log.

use crate::words;
use craftstrat_api::studio::operator::AuditEntry;
use craftstrat_ui_kit::{Icon, IconName, Time, use_i18n};
use yew::prelude::*;

/// Properties of [`Table`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TableProps {
    /// What it is, read out.
    pub label: AttrValue,
    /// Its headings.
    pub heads: Vec<String>,
    /// For browser tests.
    pub testid: AttrValue,
    /// Its rows.
    pub children: Html,
}

/// A table that is scrolled sideways where it has no room.
#[component]
pub fn Table(props: &TableProps) -> Html {
    html! {
        <div class="overflow-x-auto rounded-box border border-base-300 bg-base-100 focus-visible:outline-2" tabindex="0"
            role="region" aria-label={props.label.clone()}>
            <table class="table table-sm" data-testid={props.testid.clone()}>
                <caption class="sr-only">{ &props.label }</caption>
                <thead>
                    <tr>
                        for head in props.heads.iter() {
                            <th key={head.clone()} scope="col" class="font-medium whitespace-nowrap">{ head }</th>
                        }
                    </tr>
                </thead>
                <tbody>{ props.children.clone() }</tbody>
            </table>
        </div>
    }
}

/// Properties of [`AuditRows`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AuditRowsProps {
    /// What happened.
    pub entries: Vec<AuditEntry>,
    /// With who it was.
    #[prop_or_default]
    pub with_person: bool,
}

/// Sensitive actions, done or refused.
#[component]
pub fn AuditRows(props: &AuditRowsProps) -> Html {
    let i18n = use_i18n();
    let mut heads = vec![i18n.t("account-audit-when"), i18n.t("account-audit-what")];
    if props.with_person {
        heads.push(i18n.t("account-audit-who"));
    }
    heads.extend([i18n.t("account-audit-address"), i18n.t("account-audit-detail")]);
    let row = |entry: &AuditEntry| {
        let (icon, class, said) = if entry.done {
            (IconName::CircleCheck, "text-success", "account-audit-done")
        } else {
            (IconName::CircleX, "text-error", "account-audit-refused")
        };
        html! {
            <tr key={entry.id.clone()} data-testid="audit-entry" data-action={entry.action.clone()} data-done={entry.done.to_string()}>
                <td><Time ms={entry.at_ms} /></td>
                <td class="whitespace-nowrap">
                    <span class="inline-flex items-center gap-2">
                        <span {class} title={i18n.t(said)}><Icon name={icon} /><span class="sr-only">{ i18n.t(said) }</span></span>
                        { words::action(&i18n, &entry.action) }
                    </span>
                </td>
                if props.with_person {
                    <td>{ entry.email.clone().unwrap_or_else(|| i18n.t("account-audit-nobody")) }</td>
                }
                <td class="tabular-nums">{ &entry.address }</td>
                <td class="min-w-48" lang="en">
                    { &entry.detail }
                    if let Some(subject) = &entry.subject {
                        <span class="block text-xs text-muted">{ subject }</span>
                    }
                </td>
            </tr>
        }
    };
    html! {
        <Table label={i18n.t("account-audit")} {heads} testid="audit">{ for props.entries.iter().map(row) }</Table>
    }
}
