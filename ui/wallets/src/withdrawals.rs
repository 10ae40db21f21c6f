//! The way out of a wallet: asked for, waited for, taken back while it waits.

use crate::calls;
use crate::frame::{FactorNote, Note, now_ms};
use crate::model::address::{holds, short};
use crate::model::amount::amount;
use crate::words;
use craftstrat_api::studio::wallets::{AllowedAddress, NewWithdrawal, Withdrawal, WithdrawalState};
use craftstrat_ui_account::model::errors::Errors;
use craftstrat_ui_account::{Field, Form, use_confirmer, use_form};
use craftstrat_ui_kit::{
    Button, Card, ErrorBox, I18n, IconName, Skeleton, Time, ToastKind, use_client, use_every, use_i18n,
    use_resource, use_toasts,
};
use web_sys::HtmlSelectElement;
use yew::platform::spawn_local;
use yew::prelude::*;

/// How often one that has not ended is asked for, ms.
const EVERY_MS: u32 = 10_000;

/// Properties of [`WithdrawalsCard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct WithdrawalsCardProps {
    pub(crate) id: AttrValue,
    /// Where to; none while the list is on its way.
    pub(crate) allowed: Option<Vec<AllowedAddress>>,
}

/// The card: the form and the list.
#[component]
pub(crate) fn WithdrawalsCard(props: &WithdrawalsCardProps) -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let fetched = {
        let client = client.clone();
        use_resource(props.id.clone(), move |id: AttrValue| {
            let client = client.clone();
            async move { calls::withdrawals(&client, &id).await.map(|page| page.items) }
        })
    };
    let is_open = |list: &Vec<Withdrawal>| list.iter().any(|withdrawal| withdrawal.ended_at_ms.is_none());
    use_every(fetched.data.as_ref().is_some_and(is_open).then_some(EVERY_MS), fetched.reload.clone());
    let oncancel = {
        let (i18n, id, reload) = (i18n.clone(), props.id.clone(), fetched.reload.clone());
        Callback::from(move |withdrawal: String| {
            let (client, i18n, toasts, id, reload) =
                (client.clone(), i18n.clone(), toasts.clone(), id.clone(), reload.clone());
            spawn_local(async move {
                match calls::cancel(&client, &id, &withdrawal).await {
                    Ok(_) => toasts.show(ToastKind::Success, i18n.t("wallets-withdrawal-taken-back")),
                    Err(error) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                }
                reload.emit(());
            });
        })
    };
    let form = match &props.allowed {
        Some(allowed) if allowed.is_empty() => {
            html! { <Note testid="withdraw-no-address">{ i18n.t("wallets-withdraw-no-address") }</Note> }
        }
        Some(allowed) => html! {
            <>
                <div class="contents"><FactorNote /></div>
                <WithdrawForm id={props.id.clone()} allowed={allowed.clone()} ondone={fetched.reload.clone()} />
            </>
        },
        None => html! { <Skeleton lines={2} /> },
    };
    html! {
        <Card title={AttrValue::from(i18n.t("wallets-withdrawals"))}>
            <div class="flex flex-col gap-4">
                <div class="flex flex-col gap-4">{ form }</div>
                if let Some(withdrawals) = fetched.data {
                    <WithdrawalsList {withdrawals} {oncancel} />
                } else if let Some(error) = fetched.error {
                    <ErrorBox {error} retry={fetched.reload} />
                } else {
                    <Skeleton lines={2} />
                }
            </div>
        </Card>
    }
}

/// Properties of [`WithdrawalsList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct WithdrawalsListProps {
    /// The withdrawals, the newest first.
    pub withdrawals: Vec<Withdrawal>,
    /// Takes one back.
    #[prop_or_default]
    pub oncancel: Callback<String>,
}

/// The list.
#[component]
pub fn WithdrawalsList(props: &WithdrawalsListProps) -> Html {
    let i18n = use_i18n();
    if props.withdrawals.is_empty() {
        return html! {
            <p class="text-sm text-muted" data-testid="withdrawals-none">{ i18n.t("wallets-withdrawals-none") }</p>
        };
    }
    html! {
        <ul class="divide-y divide-base-300" aria-label={i18n.t("wallets-withdrawals")} data-testid="withdrawals">
            { for props.withdrawals.iter().map(|withdrawal| line(&i18n, withdrawal, &props.oncancel)) }
        </ul>
    }
}

fn line(i18n: &I18n, withdrawal: &Withdrawal, oncancel: &Callback<String>) -> Html {
    let state = words::withdrawal_state(withdrawal.state);
    let waits = withdrawal.state == WithdrawalState::Waiting;
    let id = withdrawal.id.clone();
    let (key, at) = match (withdrawal.ended_at_ms, withdrawal.sent_at_ms) {
        (Some(at), _) => ("wallets-withdrawal-ended-at", at),
        (None, Some(at)) => ("wallets-withdrawal-sent-at", at),
        (None, None) => ("wallets-withdrawal-due-at", withdrawal.due_at_ms),
    };
    html! {
        <li key={withdrawal.id.clone()} class="flex flex-wrap items-center gap-3 py-2" data-testid="withdrawal" data-state={state.code}>
            <div class="min-w-0 grow text-sm">
                <p class="flex flex-wrap items-center gap-x-3">
                    <span class="font-medium tabular-nums">{ i18n.usdc(withdrawal.amount_usdc.to_f64()) }</span>
                    { state.html(i18n) }
                </p>
                <p class="text-xs text-muted">
                    { i18n.t("wallets-withdrawal-to") }{ " " }
                    <span class="font-mono" title={withdrawal.to.clone()}>{ short(&withdrawal.to) }</span>
                    { " · " }{ i18n.t(key) }{ " " }<Time ms={at} />
                </p>
                if let Some(transaction) = &withdrawal.transaction {
                    <p class="font-mono text-xs break-all text-muted">{ transaction }</p>
                }
                if let Some(problem) = &withdrawal.problem {
                    <p class="text-xs break-words" lang="en" data-testid="withdrawal-problem">{ problem }</p>
                }
            </div>
            if waits {
                <Button label={i18n.t("wallets-withdrawal-cancel")} icon={IconName::X} small=true testid="withdrawal-cancel"
                    onclick={oncancel.reform(move |_: MouseEvent| id.clone())} />
            }
        </li>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct WithdrawFormProps {
    id: AttrValue,
    allowed: Vec<AllowedAddress>,
    ondone: Callback<()>,
}

/// Asks for a withdrawal to an address of the list. It says when it would leave.
#[component]
fn WithdrawForm(props: &WithdrawFormProps) -> Html {
    let (client, i18n, form, toasts, confirmer) =
        (use_client(), use_i18n(), use_form(), use_toasts(), use_confirmer());
    let chosen = use_state_eq(|| Option::<String>::None);
    // What was chosen may have left the list.
    let known = |address: &String| props.allowed.iter().any(|entry| entry.address == *address);
    let first = props.allowed.first().map(|entry| entry.address.clone());
    let to = (*chosen).clone().filter(known).or(first).unwrap_or_default();
    let later = props.allowed.iter().find(|entry| entry.address == to);
    let later = later.filter(|entry| !holds(entry.holds_from_ms, now_ms()));
    let onsubmit = {
        let (form, i18n, id, to) = (form.clone(), i18n.clone(), props.id.clone(), to.clone());
        let ondone = props.ondone.clone();
        Callback::from(move |()| {
            let wanted = amount(&form.value("amount"));
            let mut wrong = Errors::default();
            if let Err(error) = wanted {
                wrong = wrong.at("amount", i18n.t(&format!("wallets-amount-{}", error.code())));
            }
            let new = NewWithdrawal {
                to: to.clone(),
                amount_usdc: wanted.map(|amount| amount.to_string()).unwrap_or_default(),
            };
            let (client, id, confirmer) = (client.clone(), id.clone(), confirmer.clone());
            let request = async move {
                confirmer.guarded(async || calls::withdraw(&client, &id, &new).await).await.transpose()
            };
            let (toasts, ondone, fields) = (toasts.clone(), ondone.clone(), form.clone());
            let said = i18n.t("wallets-withdraw-asked");
            form.send_placed(&i18n, wrong, &["to", "amount"], words::placed, request, move |done| {
                if done.is_some() {
                    toasts.show(ToastKind::Success, said);
                    fields.clear("amount");
                    ondone.emit(());
                }
            });
        })
    };
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            chosen.set(Some(event.target_unchecked_into::<HtmlSelectElement>().value()));
        })
    };
    let option = |entry: &AllowedAddress| {
        let address = short(&entry.address);
        let text = if entry.label.is_empty() { address } else { format!("{} ({address})", entry.label) };
        html! {
            <option key={entry.address.clone()} value={entry.address.clone()} selected={entry.address == to}>{ text }</option>
        }
    };
    let wrong = form.error("to");
    html! {
        <Form name="withdraw" form={form.clone()} submit={i18n.t("wallets-withdraw")} {onsubmit}>
            <div class="flex flex-col gap-1">
                <label for="withdraw-to" class="text-sm font-medium">{ i18n.t("wallets-withdrawal-to") }</label>
                <select id="withdraw-to" name="to" class="select w-full" {onchange} data-testid="withdraw-to"
                    aria-invalid={wrong.is_some().then_some("true")} aria-describedby="withdraw-to-error">
                    { for props.allowed.iter().map(option) }
                </select>
                <p id="withdraw-to-error" class="min-h-5 text-sm text-error">{ wrong.unwrap_or_default() }</p>
            </div>
            if let Some(entry) = later {
                <Note testid="withdraw-later">{ i18n.t("wallets-withdraw-later") }{ " " }<Time ms={entry.holds_from_ms} /></Note>
            }
            <Field form="withdraw" name="amount" label={i18n.t("wallets-amount")} autocomplete="off" inputmode="decimal" maxlength={20}
                error={form.error("amount")} />
        </Form>
    }
}
