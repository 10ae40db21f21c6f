//! Addresses that may be withdrawn to, and from when on each holds.

use crate::calls;
use crate::frame::{FactorNote, now_ms};
use crate::model::address::{holds, is_address, short};
use crate::words;
use craftstrat_api::studio::wallets::{AllowedAddress, NewAllowedAddress};
use craftstrat_ui_account::model::errors::Errors;
use craftstrat_ui_account::{Field, Form, Sure, use_confirmer, use_form};
use craftstrat_ui_kit::{
    Button, Card, ErrorBox, Icon, IconName, Resource, Skeleton, Time, ToastKind, use_client, use_i18n,
    use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;

/// Properties of [`AllowedCard`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct AllowedCardProps {
    pub(crate) id: AttrValue,
    pub(crate) allowed: Resource<Vec<AllowedAddress>>,
}

/// The card: the list, and the form for one more.
#[component]
pub(crate) fn AllowedCard(props: &AllowedCardProps) -> Html {
    let (client, i18n, toasts, confirmer) = (use_client(), use_i18n(), use_toasts(), use_confirmer());
    let doomed = use_state(|| Option::<String>::None);
    let allowed = &props.allowed;
    let remove = {
        let (doomed, i18n, id, reload) =
            (doomed.clone(), i18n.clone(), props.id.clone(), allowed.reload.clone());
        Callback::from(move |()| {
            let Some(address) = (*doomed).clone() else { return };
            let (client, i18n, toasts, id) = (client.clone(), i18n.clone(), toasts.clone(), id.clone());
            let (confirmer, reload) = (confirmer.clone(), reload.clone());
            spawn_local(async move {
                match confirmer.guarded(async || calls::disallow(&client, &id, &address).await).await {
                    Some(Ok(())) => toasts.show(ToastKind::Success, i18n.t("wallets-allowed-removed")),
                    Some(Err(error)) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                    None => {}
                }
                reload.emit(());
            });
        })
    };
    let ask = {
        let doomed = doomed.setter();
        Callback::from(move |address: Option<String>| doomed.set(address))
    };
    let address = (*doomed).clone().unwrap_or_default();
    html! {
        <Card title={AttrValue::from(i18n.t("wallets-allowed"))}>
            <div class="flex flex-col gap-4">
                <p class="text-sm text-muted">{ i18n.t("wallets-allowed-body") }</p>
                if let Some(list) = allowed.data.clone() {
                    <AllowedList allowed={list} now={now_ms()} onremove={ask.reform(Some)} />
                } else if let Some(error) = allowed.error.clone() {
                    <ErrorBox {error} retry={allowed.reload.clone()} />
                } else {
                    <Skeleton lines={2} />
                }
                <div class="contents"><FactorNote /></div>
                <AllowForm id={props.id.clone()} ondone={allowed.reload.clone()} />
            </div>
            <Sure open={doomed.is_some()} title={i18n.tf("wallets-allowed-remove-title", &[("address", short(&address).into())])}
                body={i18n.t("wallets-allowed-remove-body")} action={i18n.t("wallets-allowed-remove")} onyes={remove}
                onclose={ask.reform(|()| None)} />
        </Card>
    }
}

/// Properties of [`AllowedList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AllowedListProps {
    /// The addresses.
    pub allowed: Vec<AllowedAddress>,
    /// The present, ms.
    pub now: i64,
    /// Takes one off the list.
    #[prop_or_default]
    pub onremove: Callback<String>,
}

/// The list.
#[component]
pub fn AllowedList(props: &AllowedListProps) -> Html {
    let i18n = use_i18n();
    if props.allowed.is_empty() {
        return html! { <p class="text-sm text-muted" data-testid="allowed-none">{ i18n.t("wallets-allowed-none") }</p> };
    }
    let line = |entry: &AllowedAddress| {
        let is_held = holds(entry.holds_from_ms, props.now);
        let (icon, class, key) = if is_held {
            (IconName::CircleCheck, "text-success", "wallets-allowed-holds")
        } else {
            (IconName::Clock, "text-warning", "wallets-allowed-holds-from")
        };
        let address = entry.address.clone();
        html! {
            <li key={entry.address.clone()} class="flex flex-wrap items-center gap-3 py-2" data-testid="allowed"
                data-address={entry.address.clone()} data-holds={is_held.to_string()}>
                <div class="min-w-0 grow">
                    if !entry.label.is_empty() {
                        <p class="text-sm font-medium break-words">{ &entry.label }</p>
                    }
                    <p class="font-mono text-xs break-all">{ &entry.address }</p>
                    <p class={classes!("flex", "items-center", "gap-1", "text-xs", class)}>
                        <Icon name={icon} class="size-3.5" />{ i18n.t(key) }
                        if !is_held {
                            { " " }<Time ms={entry.holds_from_ms} />
                        }
                    </p>
                </div>
                <Button label={i18n.t("wallets-allowed-remove")} icon={IconName::Trash} small=true testid="allowed-remove"
                    onclick={props.onremove.reform(move |_: MouseEvent| address.clone())} />
            </li>
        }
    };
    html! {
        <ul class="divide-y divide-base-300" aria-label={i18n.t("wallets-allowed")} data-testid="allowed-list">
            { for props.allowed.iter().map(line) }
        </ul>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct AllowFormProps {
    id: AttrValue,
    ondone: Callback<()>,
}

/// One address more.
#[component]
fn AllowForm(props: &AllowFormProps) -> Html {
    let (client, i18n, form, toasts, confirmer) =
        (use_client(), use_i18n(), use_form(), use_toasts(), use_confirmer());
    let onsubmit = {
        let (form, i18n, id, ondone) = (form.clone(), i18n.clone(), props.id.clone(), props.ondone.clone());
        Callback::from(move |()| {
            let (address, label) =
                (form.value("address").trim().to_owned(), form.value("label").trim().to_owned());
            let wrong = Errors::default()
                .at_if(!is_address(&address), "address", || i18n.t("wallets-error-bad-address"));
            let (client, id, confirmer) = (client.clone(), id.clone(), confirmer.clone());
            let request = async move {
                let new = NewAllowedAddress { address, label };
                confirmer.guarded(async || calls::allow(&client, &id, &new).await).await.transpose()
            };
            let (toasts, ondone, fields) = (toasts.clone(), ondone.clone(), form.clone());
            let said = i18n.t("wallets-allowed-added");
            form.send_placed(&i18n, wrong, &["address", "label"], words::placed, request, move |done| {
                // Who would rather not confirm has changed nothing.
                if done.is_some() {
                    toasts.show(ToastKind::Success, said);
                    fields.clear("address");
                    fields.clear("label");
                    ondone.emit(());
                }
            });
        })
    };
    html! {
        <Form name="allow" form={form.clone()} submit={i18n.t("wallets-allowed-add")} {onsubmit}>
            <Field form="allow" name="address" label={i18n.t("wallets-address")} hint={i18n.t("wallets-address-hint")} autocomplete="off"
                maxlength={42} error={form.error("address")} />
            <Field form="allow" name="label" label={i18n.t("wallets-allowed-label")} autocomplete="off" maxlength={100}
                error={form.error("label")} />
        </Form>
    }
}
