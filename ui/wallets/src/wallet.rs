//! A wallet: what it is, the ways into and out of it, and the strategies on it.

use crate::allowed::AllowedCard;
use crate::assignments::AssignmentRows;
use crate::balances::BalancesCard;
use crate::calls;
use crate::delete::DeleteCard;
use crate::deposit::DepositCard;
use crate::frame::{Frame, Here};
use crate::head::WalletHead;
use crate::keystore::KeystoreCard;
use crate::withdrawals::WithdrawalsCard;
use craftstrat_api::studio::wallets::{Wallet, WalletKind};
use craftstrat_ui_kit::{
    Card, ErrorBox, Icon, IconName, Route, Skeleton, nothing, use_client, use_i18n, use_resource,
};
use serde::Serialize;
use yew::prelude::*;
use yew_router::prelude::Link;

/// Properties of [`WalletPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct WalletPageProps {
    /// Its id.
    pub id: AttrValue,
}

/// The page.
#[component]
pub fn WalletPage(props: &WalletPageProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let fetched = use_resource(props.id.clone(), move |id: AttrValue| {
        let client = client.clone();
        async move { calls::wallet(&client, &id).await }
    });
    // What a change was answered with holds until it is fetched again.
    let changed = use_state(|| Option::<Wallet>::None);
    {
        let changed = changed.setter();
        use_effect_with(fetched.data.clone(), move |_| changed.set(None));
    }
    let wallet = (*changed).clone().or(fetched.data.clone());
    let onchange = {
        let changed = changed.setter();
        Callback::from(move |wallet: Wallet| changed.set(Some(wallet)))
    };
    let title = wallet.as_ref().map_or_else(|| i18n.t("wallets-wallet"), |wallet| wallet.label.clone());
    let body = match (wallet, fetched.error.clone()) {
        (Some(wallet), _) => html! { <Cards {wallet} {onchange} reload={fetched.reload.clone()} /> },
        (None, Some(error)) => html! { <ErrorBox {error} retry={Some(fetched.reload.clone())} /> },
        (None, None) => html! { <Skeleton lines={10} /> },
    };
    html! { <Frame {title} here={Here::Wallets}><div class="contents">{ body }</div></Frame> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct CardsProps {
    wallet: Wallet,
    onchange: Callback<Wallet>,
    reload: Callback<()>,
}

#[component]
fn Cards(props: &CardsProps) -> Html {
    let wallet = &props.wallet;
    let id = AttrValue::from(wallet.id.clone());
    let on_chain = wallet.kind != WalletKind::Paper;
    html! {
        <div class="grid items-start gap-4 lg:grid-cols-2">
            <div class="flex min-w-0 flex-col gap-4">
                <WalletHead wallet={wallet.clone()} onchange={props.onchange.clone()} />
                <Strategies id={id.clone()} />
                if on_chain {
                    <DepositCard id={id.clone()} onknown={props.reload.clone()} />
                    <BalancesCard id={id.clone()} />
                }
            </div>
            <div class="flex min-w-0 flex-col gap-4">
                if on_chain {
                    <WaysOut id={id.clone()} />
                    <KeystoreCard {id} ondone={props.reload.clone()} />
                }
                <DeleteCard wallet={wallet.clone()} />
            </div>
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct IdProps {
    id: AttrValue,
}

/// Addresses to withdraw to, and withdrawals to them.
#[component]
fn WaysOut(props: &IdProps) -> Html {
    let client = use_client();
    let allowed = use_resource(props.id.clone(), move |id: AttrValue| {
        let client = client.clone();
        async move { calls::allowed(&client, &id).await }
    });
    html! {
        <>
            <AllowedCard id={props.id.clone()} allowed={allowed.clone()} />
            if allowed.data.is_some() || allowed.error.is_none() {
                <WithdrawalsCard id={props.id.clone()} allowed={allowed.data} />
            } else {
                { nothing() }
            }
        </>
    }
}

/// The query of the form for an assignment.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct On {
    wallet: String,
}

/// The strategies on a wallet, and the way to one more.
#[component]
fn Strategies(props: &IdProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let fetched = use_resource(props.id.clone(), move |id: AttrValue| {
        let client = client.clone();
        async move { calls::assignments(&client, Some(&id), None).await }
    });
    let actions = html! {
        <Link<Route, On> to={Route::NewAssignment} query={On { wallet: props.id.to_string() }} classes="btn btn-sm btn-outline border-base-300 bg-base-100 font-medium">
            <Icon name={IconName::Plus} />{ i18n.t("wallets-assign-one") }
        </Link<Route, On>>
    };
    html! {
        <Card title={AttrValue::from(i18n.t("wallets-assigned-here"))} {actions}>
            if let Some(assignments) = fetched.data {
                if assignments.is_empty() {
                    <p class="text-sm text-muted" data-testid="assignments-none">{ i18n.t("wallets-assigned-none-here") }</p>
                } else {
                    <AssignmentRows {assignments} hide_wallet=true />
                }
            } else if let Some(error) = fetched.error {
                <ErrorBox {error} retry={fetched.reload} />
            } else {
                <Skeleton lines={2} />
            }
        </Card>
    }
}
