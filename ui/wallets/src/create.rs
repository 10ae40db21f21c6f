//! The form for a wallet.

use crate::calls;
use crate::frame::{Note, Room};
use crate::model::amount::amount_if_given;
use crate::words::{self, KINDS, kind_code};
use craftstrat_api::studio::people::Usage;
use craftstrat_api::studio::wallets::{NewWallet, Wallet, WalletKind};
use craftstrat_ui_account::model::errors::Errors;
use craftstrat_ui_account::{Field, Form, use_form};
use craftstrat_ui_kit::{ToastKind, use_client, use_i18n, use_toasts};
use yew::prelude::*;

/// Properties of [`NewWalletForm`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NewWalletFormProps {
    /// How many there are and may be, once that is known.
    pub usage: Option<Usage>,
    /// The installation is connected to a chain.
    pub chain: bool,
    /// Wallets with a key can be made here.
    pub keys: bool,
    /// It was made.
    pub onmade: Callback<Wallet>,
}

/// What it is to be, its name, and of a paper wallet the cash it begins with. How many there may be stands above it.
#[component]
pub fn NewWalletForm(props: &NewWalletFormProps) -> Html {
    let (client, i18n, form, toasts) = (use_client(), use_i18n(), use_form(), use_toasts());
    let kind = use_state_eq(|| WalletKind::Paper);
    let is_paper = *kind == WalletKind::Paper;
    let onsubmit = {
        let (form, i18n, kind, onmade) = (form.clone(), i18n.clone(), *kind, props.onmade.clone());
        Callback::from(move |()| {
            let label = form.value("label").trim().to_owned();
            let cash = if is_paper { amount_if_given(&form.value("cash")) } else { Ok(None) };
            let mut wrong =
                Errors::default().at_if(label.is_empty(), "label", || i18n.t("wallets-error-bad-label"));
            if let Err(error) = cash {
                wrong = wrong.at("cash", i18n.t(&format!("wallets-amount-{}", error.code())));
            }
            let starting_cash_usdc = cash.ok().flatten().map(|cash| cash.to_string());
            let (client, onmade, toasts) = (client.clone(), onmade.clone(), toasts.clone());
            let said = i18n.tf("wallets-made-now", &[("label", label.as_str().into())]);
            let request =
                async move { calls::create(&client, &NewWallet { label, kind, starting_cash_usdc }).await };
            form.send_placed(&i18n, wrong, &["label", "cash"], words::placed, request, move |wallet| {
                toasts.show(ToastKind::Success, said);
                onmade.emit(wallet);
            });
        })
    };
    let option = |of: WalletKind| {
        let code = kind_code(of);
        let onchange = {
            let kind = kind.setter();
            Callback::from(move |_: Event| kind.set(of))
        };
        html! {
            <label key={code} class="flex cursor-pointer items-start gap-3 rounded-box border border-base-300 p-3 has-checked:border-primary has-checked:bg-primary/5">
                <input type="radio" class="radio radio-sm mt-0.5" name="kind" value={code} checked={*kind == of} {onchange}
                    data-testid={format!("wallet-kind-{code}")} />
                <span class="min-w-0">
                    <span class="block text-sm font-medium">{ words::kind(&i18n, of) }</span>
                    <span class="block text-xs text-muted">{ i18n.t(&format!("wallets-kind-hint-{code}")) }</span>
                </span>
            </label>
        }
    };
    html! {
        <Form name="wallet" form={form.clone()} submit={i18n.t("wallets-make")} {onsubmit}>
            if let Some(usage) = props.usage {
                <Room {usage} />
            }
            <fieldset class="flex min-w-0 flex-col gap-2">
                <legend class="mb-1 text-sm font-medium">{ i18n.t("wallets-kind") }</legend>
                { for KINDS.into_iter().filter(|of| props.keys || *of == WalletKind::Paper).map(option) }
            </fieldset>
            if !props.keys {
                <Note testid="wallet-no-keys">{ i18n.t("wallets-error-needs-accounts") }</Note>
            }
            if !is_paper && !props.chain {
                <Note warn=true testid="wallet-no-chain">{ i18n.t("wallets-no-chain") }</Note>
            }
            <Field form="wallet" name="label" label={i18n.t("wallets-label")} hint={i18n.t("wallets-label-hint")} autocomplete="off"
                maxlength={100} error={form.error("label")} />
            if is_paper {
                <Field form="wallet" name="cash" label={i18n.t("wallets-cash")} hint={i18n.t("wallets-cash-hint")} autocomplete="off"
                    inputmode="decimal" maxlength={20} error={form.error("cash")} />
            }
        </Form>
    }
}
