//! What a wallet is, and its name and state, which can be changed.

use crate::calls;
use crate::frame::{Fact, Note};
use crate::list::{PauseButton, cash};
use crate::words;
use craftstrat_api::studio::wallets::{Wallet, WalletChange, WalletState};
use craftstrat_ui_account::model::errors::Errors;
use craftstrat_ui_account::{Field, Form, use_form};
use craftstrat_ui_kit::{
    Button, Card, Dialog, IconName, Route, Time, ToastKind, use_client, use_i18n, use_toasts,
};
use yew::prelude::*;
use yew_router::prelude::*;

/// Properties of [`WalletHead`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct WalletHeadProps {
    /// The wallet.
    pub wallet: Wallet,
    /// It was changed.
    #[prop_or_default]
    pub onchange: Callback<Wallet>,
}

/// The card.
#[component]
pub fn WalletHead(props: &WalletHeadProps) -> Html {
    let i18n = use_i18n();
    let renaming = use_state_eq(|| false);
    let wallet = &props.wallet;
    let state = words::wallet_state(wallet.state);
    let ask = |open: bool| {
        let renaming = renaming.setter();
        Callback::from(move |()| renaming.set(open))
    };
    let onnamed = {
        let (onchange, close) = (props.onchange.clone(), ask(false));
        Callback::from(move |wallet: Wallet| {
            close.emit(());
            onchange.emit(wallet);
        })
    };
    let actions = html! {
        <>
            <Button label={i18n.t("wallets-rename")} icon={IconName::Pencil} small=true testid="wallet-rename"
                onclick={ask(true).reform(|_: MouseEvent| ())} />
            <PauseButton wallet={wallet.clone()} onchange={props.onchange.clone()} />
        </>
    };
    html! {
        <Card title={AttrValue::from(i18n.t("wallets-about"))} {actions}>
            <div class="flex flex-col gap-3" data-testid="wallet-head" data-state={state.code} data-kind={words::kind_code(wallet.kind)}>
                if wallet.state == WalletState::PlanPaused {
                    <Note warn=true testid="wallet-plan-paused">
                        { i18n.t("wallets-error-plan-paused") }{ " " }
                        <Link<Route> to={Route::Plan} classes="link">{ i18n.t("account-limit-plans") }</Link<Route>>
                    </Note>
                }
                <dl class="flex flex-col gap-1 text-sm">
                    <Fact label={i18n.t("wallets-kind")}>{ words::kind(&i18n, wallet.kind) }</Fact>
                    <Fact label={i18n.t("wallets-state")} testid="wallet-state">{ state.html(&i18n) }</Fact>
                    <Fact label={i18n.t("wallets-cash")} testid="wallet-money">
                        { cash(&i18n, wallet) }
                        if let Some(at) = wallet.cash_at_ms {
                            <span class="block text-xs text-muted">{ i18n.t("wallets-as-of") }{ " " }<Time ms={at} /></span>
                        }
                    </Fact>
                    if let Some(key) = &wallet.key_address {
                        <Fact label={i18n.t("wallets-key-address")}><span class="font-mono text-xs break-all">{ key }</span></Fact>
                    }
                    if let Some(at) = wallet.exported_at_ms {
                        <Fact label={i18n.t("wallets-exported")}><Time ms={at} /></Fact>
                    }
                    <Fact label={i18n.t("wallets-made")}><Time ms={wallet.created_at_ms} /></Fact>
                </dl>
            </div>
            <Dialog open={*renaming} title={i18n.t("wallets-rename")} onclose={ask(false)} testid="rename-dialog">
                <RenameForm wallet={wallet.clone()} {onnamed} />
            </Dialog>
        </Card>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct RenameFormProps {
    wallet: Wallet,
    onnamed: Callback<Wallet>,
}

/// Asks for another name; made anew each time it opens.
#[component]
fn RenameForm(props: &RenameFormProps) -> Html {
    let (client, i18n, form, toasts) = (use_client(), use_i18n(), use_form(), use_toasts());
    let onsubmit = {
        let (form, i18n) = (form.clone(), i18n.clone());
        let (id, onnamed) = (props.wallet.id.clone(), props.onnamed.clone());
        Callback::from(move |()| {
            let label = form.value("label").trim().to_owned();
            let wrong =
                Errors::default().at_if(label.is_empty(), "label", || i18n.t("wallets-error-bad-label"));
            let change = WalletChange { label: Some(label), ..WalletChange::default() };
            let (client, id, toasts, onnamed) = (client.clone(), id.clone(), toasts.clone(), onnamed.clone());
            let said = i18n.t("wallets-saved");
            let request = async move { calls::change(&client, &id, &change).await };
            form.send_placed(&i18n, wrong, &["label"], words::placed, request, move |wallet| {
                toasts.show(ToastKind::Success, said);
                onnamed.emit(wallet);
            });
        })
    };
    html! {
        <Form name="rename" form={form.clone()} submit={i18n.t("wallets-save")} {onsubmit}>
            <Field form="rename" name="label" label={i18n.t("wallets-label")} autocomplete="off" maxlength={100} focus=true
                value={props.wallet.label.clone()} error={form.error("label")} />
        </Form>
    }
}
