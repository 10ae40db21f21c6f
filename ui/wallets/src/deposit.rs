//! Where to pay in: an address and its code, only when the chain's own factory said the same; else the reason.

use crate::calls;
use crate::frame::Note;
use crate::words;
use craftstrat_api::studio::wallets::DepositAddress;
use craftstrat_ui_kit::{
    ApiError, Button, Card, IconName, Skeleton, Time, copy_with_toast, encoded, use_client, use_i18n,
    use_resource, use_toasts,
};
use yew::prelude::*;

/// Properties of [`DepositCard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct DepositCardProps {
    pub(crate) id: AttrValue,
    /// An address was shown: the wallet knows it now.
    pub(crate) onknown: Callback<()>,
}

/// The card.
#[component]
pub(crate) fn DepositCard(props: &DepositCardProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let fetched = use_resource(props.id.clone(), move |id: AttrValue| {
        let client = client.clone();
        async move { calls::deposit(&client, &id).await }
    });
    {
        let onknown = props.onknown.clone();
        use_effect_with(fetched.data.is_some(), move |known| {
            if *known {
                onknown.emit(());
            }
        });
    }
    html! {
        <Card title={AttrValue::from(i18n.t("wallets-deposit"))}>
            if fetched.data.is_none() && fetched.error.is_none() {
                <Skeleton lines={4} />
            } else {
                <DepositView deposit={fetched.data} error={fetched.error} onretry={fetched.reload} />
            }
        </Card>
    }
}

/// Properties of [`DepositView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DepositViewProps {
    /// Where to pay in.
    pub deposit: Option<DepositAddress>,
    /// Why that is not said.
    #[prop_or_default]
    pub error: Option<ApiError>,
    /// Asks again.
    #[prop_or_default]
    pub onretry: Callback<()>,
}

/// The address, or the reason why there is none. An address is never shown beside a refusal.
#[component]
pub fn DepositView(props: &DepositViewProps) -> Html {
    let (i18n, toasts) = (use_i18n(), use_toasts());
    if let Some(error) = &props.error {
        return html! {
            <div class="flex flex-col items-start gap-3">
                <Note warn=true testid="deposit-none" code={error.code().map(|code| AttrValue::from(code.to_owned()))}>
                    <p class="font-medium">{ i18n.t("wallets-deposit-none") }</p>
                    <p>{ words::refusal(&i18n, error) }</p>
                </Note>
                <Button label={i18n.t("common-retry")} icon={IconName::Refresh} small=true testid="deposit-retry"
                    onclick={props.onretry.reform(|_: MouseEvent| ())} />
            </div>
        };
    }
    let Some(deposit) = &props.deposit else { return craftstrat_ui_kit::nothing() };
    // As a picture the drawing can do nothing but be seen.
    let picture = format!("data:image/svg+xml,{}", encoded(&deposit.qr));
    let copy = {
        let (address, i18n) = (deposit.address.clone(), i18n.clone());
        Callback::from(move |_: MouseEvent| {
            copy_with_toast(&address, &toasts, i18n.t("account-copied"), i18n.t("account-not-copied"));
        })
    };
    html! {
        <div class="flex flex-col items-start gap-3" data-testid="deposit">
            <p class="text-sm">
                { i18n.tf("wallets-deposit-body", &[("chain", deposit.chain.to_string().into())]) }
            </p>
            // Apps want dark squares on light ones, whatever the theme.
            <img src={picture} alt={i18n.t("wallets-deposit-qr")} width="192" height="192" class="rounded-box bg-white p-2"
                data-testid="deposit-qr" />
            <div class="flex flex-wrap items-center gap-2">
                <code class="font-mono text-sm break-all" data-testid="deposit-address">{ &deposit.address }</code>
                <Button label={i18n.t("account-copy")} icon={IconName::Copy} small=true onclick={copy} testid="deposit-copy" />
            </div>
            <p class="text-xs text-muted">
                { i18n.t("wallets-deposit-token") }{ " " }<code class="font-mono break-all">{ &deposit.token }</code>
            </p>
            <p class="text-xs text-muted">{ i18n.t("wallets-deposit-checked") }{ " " }<Time ms={deposit.checked_at_ms} /></p>
        </div>
    }
}
