//! The end of a wallet: only of one that is empty, and only when its label was typed.

use crate::calls;
use crate::words;
use craftstrat_api::studio::wallets::{Wallet, WalletKind};
use craftstrat_ui_account::model::errors::Errors;
use craftstrat_ui_account::{Field, Form, use_confirmer, use_form};
use craftstrat_ui_kit::{Card, Route, ToastKind, use_client, use_i18n, use_toasts};
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// Properties of [`DeleteCard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct DeleteCardProps {
    pub(crate) wallet: Wallet,
}

/// The card.
#[component]
pub(crate) fn DeleteCard(props: &DeleteCardProps) -> Html {
    let (client, i18n, form, toasts) = (use_client(), use_i18n(), use_form(), use_toasts());
    let (navigator, confirmer) = (use_navigator(), use_confirmer());
    let wallet = &props.wallet;
    let onsubmit = {
        let (form, i18n, wallet) = (form.clone(), i18n.clone(), wallet.clone());
        Callback::from(move |()| {
            let typed = form.value("confirm").trim().to_owned();
            let wrong = Errors::default()
                .at_if(typed != wallet.label, "confirm", || i18n.t("wallets-error-wrong-label"));
            let (client, id, confirmer) = (client.clone(), wallet.id.clone(), confirmer.clone());
            let request = async move {
                let asked = confirmer.guarded(async || calls::delete(&client, &id, &typed).await).await;
                // Who would rather not confirm has changed their mind.
                asked.map_or(Ok(false), |answer| answer.map(|()| true))
            };
            let (toasts, navigator) = (toasts.clone(), navigator.clone());
            let said = i18n.tf("wallets-deleted", &[("label", wallet.label.as_str().into())]);
            form.send_placed(&i18n, wrong, &["confirm"], words::placed, request, move |is_gone| {
                if !is_gone {
                    return;
                }
                toasts.show(ToastKind::Success, said);
                if let Some(navigator) = navigator {
                    navigator.push(&Route::Wallets);
                }
            });
        })
    };
    let body = if wallet.kind == WalletKind::Paper { "wallets-delete-paper" } else { "wallets-delete-chain" };
    html! {
        <Card title={AttrValue::from(i18n.t("wallets-delete"))}>
            <Form name="delete" form={form.clone()} submit={i18n.t("wallets-delete-do")} danger=true {onsubmit}>
                <p class="text-sm">{ i18n.t(body) }</p>
                <Field form="delete" name="confirm" label={i18n.t("wallets-delete-confirm")} hint={wallet.label.clone()} autocomplete="off"
                    maxlength={100} error={form.error("confirm")} />
            </Form>
        </Card>
    }
}
