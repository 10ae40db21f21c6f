//! All wallets.

use crate::calls;
use crate::create::NewWalletForm;
use crate::frame::{Frame, Here, Note, Room};
use crate::model::address::short;
use crate::words;
use craftstrat_api::studio::wallets::{Wallet, WalletChange, WalletKind, WalletState, Wallets};
use craftstrat_ui_kit::{
    Button, ButtonKind, Dialog, Empty, ErrorBox, I18n, Icon, IconName, Route, Skeleton, Time, ToastKind,
    use_client, use_i18n, use_query_state, use_resource, use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// The page. `?new=1` opens the form.
#[component]
pub fn WalletsPage() -> Html {
    let (client, i18n, navigator) = (use_client(), use_i18n(), use_navigator());
    let new = use_query_state("new");
    let fetched = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::wallets(&client).await }
    });
    let ask = |open: bool| new.set.reform(move |()| open.then(|| "1".to_owned()));
    let onmade = {
        let navigator = navigator.clone();
        Callback::from(move |wallet: Wallet| {
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Wallet { id: wallet.id });
            }
        })
    };
    let make = |label: &str, testid: &'static str| {
        html! {
            <Button label={i18n.t(label)} icon={IconName::Plus} kind={ButtonKind::Primary} {testid}
                onclick={ask(true).reform(|_: MouseEvent| ())} />
        }
    };
    let has_some = fetched.data.as_ref().is_some_and(|wallets| !wallets.items.is_empty());
    let actions = if has_some { make("wallets-new", "wallet-new") } else { Html::default() };
    let body = match (fetched.data.clone(), fetched.error.clone()) {
        (Some(wallets), _) if wallets.items.is_empty() => html! {
            <>
                <Room usage={wallets.usage} />
                <Empty title={i18n.t("wallets-none")} body={i18n.t("wallets-none-body")} icon={IconName::Wallet}
                    action={make("wallets-none-do", "wallet-new")} />
            </>
        },
        (Some(wallets), _) => html! {
            <>
                <Room usage={wallets.usage} />
                <WalletRows {wallets} onchange={fetched.reload.clone()} />
            </>
        },
        (None, Some(error)) => html! { <ErrorBox {error} retry={Some(fetched.reload.clone())} /> },
        (None, None) => html! { <Skeleton lines={6} /> },
    };
    let is_open = new.value.is_some();
    html! {
        <Frame title={i18n.t("wallets-title")} intro={i18n.t("wallets-intro")} here={Here::Wallets} is_list=true {actions}>
            <div class="flex flex-col gap-4">{ body }</div>
            <Dialog open={is_open} title={i18n.t("wallets-new")} onclose={ask(false)} testid="wallet-dialog">
                <NewWalletForm usage={fetched.data.as_ref().map(|wallets| wallets.usage)}
                    chain={fetched.data.as_ref().is_some_and(|wallets| wallets.chain.is_some())}
                    keys={fetched.data.as_ref().is_some_and(|wallets| wallets.keys)} {onmade} />
            </Dialog>
        </Frame>
    }
}

/// Properties of [`WalletRows`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct WalletRowsProps {
    /// The wallets.
    pub wallets: Wallets,
    /// One of them changed.
    #[prop_or_default]
    pub onchange: Callback<()>,
}

/// The list.
#[component]
pub fn WalletRows(props: &WalletRowsProps) -> Html {
    let i18n = use_i18n();
    let on_chain = props.wallets.items.iter().any(|wallet| wallet.kind != WalletKind::Paper);
    html! {
        <>
            if on_chain && props.wallets.chain.is_none() {
                <Note testid="wallets-no-chain">{ i18n.t("wallets-no-chain") }</Note>
            }
            <ul class="divide-y divide-base-300 rounded-box border border-base-300 bg-base-100" aria-label={i18n.t("wallets-title")}
                data-testid="wallets">
                for wallet in props.wallets.items.iter() {
                    <Row key={wallet.id.clone()} wallet={wallet.clone()} onchange={props.onchange.clone()} />
                }
            </ul>
        </>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct RowProps {
    wallet: Wallet,
    onchange: Callback<()>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let i18n = use_i18n();
    let wallet = &props.wallet;
    let state = words::wallet_state(wallet.state);
    let icon = if wallet.kind == WalletKind::Paper { IconName::FileCode } else { IconName::Key };
    html! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-3 sm:px-4" data-testid="wallet" data-id={wallet.id.clone()}
            data-kind={words::kind_code(wallet.kind)} data-state={state.code}>
            <span class="text-muted"><Icon name={icon} class="size-5" /></span>
            <div class="min-w-0 grow basis-48">
                <Link<Route> to={Route::Wallet { id: wallet.id.clone() }} classes="link font-medium break-words">{ &wallet.label }</Link<Route>>
                <p class="flex flex-wrap items-center gap-x-3 text-xs text-muted">
                    <span>{ words::kind(&i18n, wallet.kind) }</span>
                    if let Some(address) = &wallet.address {
                        <span class="font-mono" title={address.clone()}>{ short(address) }</span>
                    }
                    <span>{ i18n.t("wallets-made") }{ " " }<Time ms={wallet.created_at_ms} /></span>
                </p>
            </div>
            <span class="text-sm tabular-nums" data-testid="wallet-money">{ cash(&i18n, wallet) }</span>
            { state.html(&i18n) }
            <PauseButton wallet={wallet.clone()} onchange={props.onchange.reform(|_: Wallet| ())} />
        </li>
    }
}

/// What there is, as far as it is known.
pub(crate) fn cash(i18n: &I18n, wallet: &Wallet) -> Html {
    match (wallet.cash_usdc, wallet.starting_cash_usdc) {
        (Some(cash), _) => i18n.usdc(cash.to_f64()).into(),
        (None, Some(cash)) => {
            html! { <>{ i18n.t("wallets-starts-with") }{ " " }{ i18n.usdc(cash.to_f64()) }</> }
        }
        (None, None) => html! { <span class="text-muted">{ i18n.t("wallets-cash-unknown") }</span> },
    }
}

/// Properties of [`PauseButton`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct PauseButtonProps {
    pub(crate) wallet: Wallet,
    /// It was paused or goes on.
    pub(crate) onchange: Callback<Wallet>,
}

/// Pauses a wallet, or lets it go on. One that the plan paused cannot be let go on here: the page says what to do.
#[component]
pub(crate) fn PauseButton(props: &PauseButtonProps) -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let busy = use_state_eq(|| false);
    let wallet = &props.wallet;
    let pause = wallet.state == WalletState::Active;
    let (key, done, icon) = if pause {
        ("wallets-pause", "wallets-paused", IconName::Pause)
    } else {
        ("wallets-resume", "wallets-resumed", IconName::Play)
    };
    let onclick = {
        let (busy, i18n, id) = (busy.setter(), i18n.clone(), wallet.id.clone());
        let (onchange, label) = (props.onchange.clone(), wallet.label.clone());
        Callback::from(move |_: MouseEvent| {
            let (client, i18n, toasts, id) = (client.clone(), i18n.clone(), toasts.clone(), id.clone());
            let (busy, onchange, label) = (busy.clone(), onchange.clone(), label.clone());
            busy.set(true);
            spawn_local(async move {
                let change = WalletChange { paused: Some(pause), ..WalletChange::default() };
                match calls::change(&client, &id, &change).await {
                    Ok(wallet) => {
                        toasts.show(ToastKind::Success, i18n.tf(done, &[("label", label.into())]));
                        onchange.emit(wallet);
                    }
                    Err(error) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <Button label={i18n.t(key)} {icon} small=true busy={*busy} {onclick} testid="wallet-pause"
            title={i18n.tf("wallets-pause-of", &[("label", wallet.label.as_str().into())])} />
    }
}
