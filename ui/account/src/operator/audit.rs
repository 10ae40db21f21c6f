//! The audit log: who did what, and what was refused.

use crate::calls::{self, AuditFilter};
use crate::paged::use_paged;
use crate::rows::AuditRows;
use crate::words::{self, ACTIONS};
use craftstrat_ui_kit::{Button, ButtonKind, Client, IconName, use_i18n, use_query_state};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The section. What is searched for is in the address.
#[component]
pub(super) fn AuditSection() -> Html {
    let i18n = use_i18n();
    let (who, action, done) = (use_query_state("who"), use_query_state("action"), use_query_state("done"));
    let filter = AuditFilter {
        who: who.value.clone(),
        action: action.value.clone(),
        done: done.value.as_deref().map(|done| done == "true"),
    };
    let entries =
        use_paged(filter.clone(), |client: Client, filter: AuditFilter, cursor: Option<String>| async move {
            calls::audit(&client, &filter, cursor.as_deref()).await
        });
    let (action_field, done_field) = (use_node_ref(), use_node_ref());
    {
        let fields = [(action_field.clone(), action.value.clone()), (done_field.clone(), done.value.clone())];
        use_effect_with(fields, |fields| {
            // Once somebody has chosen, a list no longer heeds what its options say of themselves.
            for (field, value) in fields {
                if let Some(field) = field.cast::<HtmlSelectElement>() {
                    field.set_value(value.as_deref().unwrap_or_default());
                }
            }
        });
    }
    let given = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let chosen = move |event: Event| given(event.target_unchecked_into::<HtmlSelectElement>().value());
    let typed = move |event: Event| given(event.target_unchecked_into::<HtmlInputElement>().value());
    let clear = {
        let sets = [who.set.clone(), action.set.clone(), done.set.clone()];
        Callback::from(move |_: MouseEvent| sets.iter().for_each(|set| set.emit(None)))
    };
    let label = |key: &str| html! { <span class="text-xs font-medium text-muted">{ i18n.t(key) }</span> };
    let list = html! { <AuditRows entries={entries.rows.clone()} with_person=true /> };
    html! {
        <section class="flex flex-col gap-3" aria-label={i18n.t("account-operator-audit")}>
            <div class="flex flex-wrap items-end gap-3" role="search" aria-label={i18n.t("account-audit-filters")}>
                <label class="flex min-w-40 flex-col gap-1">
                    { label("account-audit-what") }
                    <select ref={action_field} class="select select-sm" onchange={action.set.reform(chosen)} data-testid="audit-action">
                        <option value="" selected={filter.action.is_none()}>{ i18n.t("account-audit-all") }</option>
                        for code in ACTIONS {
                            <option key={code} value={code} selected={filter.action.as_deref() == Some(code)}>{ words::action(&i18n, code) }</option>
                        }
                    </select>
                </label>
                <label class="flex min-w-32 flex-col gap-1">
                    { label("account-audit-outcome") }
                    <select ref={done_field} class="select select-sm" onchange={done.set.reform(chosen)} data-testid="audit-done">
                        <option value="" selected={filter.done.is_none()}>{ i18n.t("account-audit-all") }</option>
                        <option value="true" selected={filter.done == Some(true)}>{ i18n.t("account-audit-done") }</option>
                        <option value="false" selected={filter.done == Some(false)}>{ i18n.t("account-audit-refused") }</option>
                    </select>
                </label>
                <label class="flex min-w-56 grow flex-col gap-1 sm:grow-0">
                    { label("account-audit-who") }
                    <input type="text" class="input input-sm" value={filter.who.clone().unwrap_or_default()} autocomplete="off"
                        spellcheck="false" placeholder="name@example.org" onchange={who.set.reform(typed)} data-testid="audit-who" />
                </label>
                if filter != AuditFilter::default() {
                    <Button label={i18n.t("account-audit-clear")} icon={IconName::X} small=true kind={ButtonKind::Ghost} onclick={clear}
                        testid="audit-clear" />
                }
            </div>
            { entries.around(&i18n.t("account-audit-none"), list) }
        </section>
    }
}
