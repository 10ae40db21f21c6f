//! The form that puts a strategy on a wallet.

use crate::calls;
use crate::frame::{Frame, Here};
use crate::model::amount::{amount, amount_if_given};
use crate::model::markets::{MarketsError, markets, names, toggled};
use crate::words;
use craftstrat_api::studio::StrategySummary;
use craftstrat_api::studio::assignments::NewAssignment;
use craftstrat_api::studio::wallets::Wallet;
use craftstrat_ui_account::model::errors::Errors;
use craftstrat_ui_account::{Field, Form, FormHandle, use_form};
use craftstrat_ui_kit::{
    Card, Empty, ErrorBox, I18n, IconName, LimitNote, Limited, Route, Skeleton, ToastKind, use_client,
    use_i18n, use_query_state, use_resource, use_toasts,
};
use std::collections::BTreeMap;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;
use yew_router::prelude::*;

/// What the page chooses from.
type Choices = (Vec<StrategySummary>, Vec<Wallet>);

/// The page: `?strategy=` and `?wallet=` choose both beforehand.
#[component]
pub fn NewAssignmentPage() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let fetched = use_resource((), move |()| {
        let client = client.clone();
        async move {
            let strategies = calls::strategies(&client).await?;
            Ok((strategies, calls::wallets(&client).await?.items))
        }
    });
    let body = match (fetched.data, fetched.error) {
        (Some((strategies, _)), _) if strategies.is_empty() => html! {
            <Empty title={i18n.t("wallets-assign-no-strategy")} icon={IconName::Layers} action={html! {
                <Link<Route> to={Route::Templates} classes="btn btn-primary">{ i18n.t("pages-start-template") }</Link<Route>>
            }} />
        },
        (Some(choices), _) => html! { <AssignForm {choices} /> },
        (None, Some(error)) => html! { <ErrorBox {error} retry={Some(fetched.reload)} /> },
        (None, None) => html! { <Skeleton lines={8} /> },
    };
    html! {
        <Frame title={i18n.t("wallets-assign")} intro={i18n.t("wallets-assign-intro")} here={Here::Assignments}>
            <div class="contents">{ body }</div>
        </Frame>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct AssignFormProps {
    choices: Choices,
}

/// The form. What it makes does not run yet: its page says first what it needs.
#[component]
fn AssignForm(props: &AssignFormProps) -> Html {
    let (client, i18n, form, toasts, navigator) =
        (use_client(), use_i18n(), use_form(), use_toasts(), use_navigator());
    let (asked_strategy, asked_wallet) = (use_query_state("strategy"), use_query_state("wallet"));
    let typed = use_state_eq(String::new);
    let (strategies, wallets) = &props.choices;
    let strategy = asked_strategy.value.clone().filter(|id| strategies.iter().any(|s| s.id == *id));
    let strategy = strategy.or_else(|| strategies.first().map(|s| s.id.clone())).unwrap_or_default();
    let wallet = asked_wallet.value.clone().filter(|id| wallets.iter().any(|w| w.id == *id));
    let wallet = wallet.or_else(|| wallets.first().map(|w| w.id.clone())).unwrap_or_default();
    let onsubmit = {
        let (form, i18n, strategy, wallet) = (form.clone(), i18n.clone(), strategy.clone(), wallet.clone());
        let typed = (*typed).clone();
        Callback::from(move |()| {
            let mut wrong = Errors::default();
            let markets = markets(&typed);
            if let Err(error) = &markets {
                wrong = wrong.at("markets", markets_wrong(&i18n, error));
            }
            let (max, cash, wrong) = amounts(&i18n, &form, wrong);
            let new = NewAssignment {
                wallet: Some(wallet.clone()).filter(|id| !id.is_empty()),
                strategy: strategy.clone(),
                markets: markets.unwrap_or_default(),
                max_position_usdc: max,
                cash_usdc: cash,
                parameters: BTreeMap::new(),
            };
            let (client, toasts, navigator) = (client.clone(), toasts.clone(), navigator.clone());
            let said = i18n.t("wallets-assigned-now");
            let request = async move { calls::assign(&client, &new).await };
            form.send_placed(&i18n, wrong, &FIELDS, words::placed, request, move |assignment| {
                toasts.show(ToastKind::Success, said);
                if let Some(navigator) = navigator {
                    navigator.push(&Route::Assignment { id: assignment.id });
                }
            });
        })
    };
    let chosen = |set: &Callback<Option<String>>| {
        set.reform(|event: Event| Some(event.target_unchecked_into::<HtmlSelectElement>().value()))
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |text: String| typed.set(text))
    };
    let strategy_option = |s: &StrategySummary| {
        let text = if s.errors > 0 {
            i18n.tf(
                "wallets-assign-with-errors",
                &[("name", s.name.as_str().into()), ("count", s.errors.into())],
            )
        } else {
            s.name.clone()
        };
        html! { <option key={s.id.clone()} value={s.id.clone()} selected={s.id == strategy}>{ text }</option> }
    };
    let wallet_option = |w: &Wallet| {
        let text = format!("{} · {}", w.label, words::kind(&i18n, w.kind));
        html! { <option key={w.id.clone()} value={w.id.clone()} selected={w.id == wallet}>{ text }</option> }
    };
    html! {
        <Card class="max-w-2xl">
            <Form name="assign" form={form.clone()} submit={i18n.t("wallets-assign-do")} {onsubmit}>
                <div class="contents"><LimitNote of={Limited::Strategies} /></div>
                <div class="flex flex-col gap-1 pb-5">
                    <label for="assign-strategy" class="text-sm font-medium">{ i18n.t("wallets-strategy") }</label>
                    <select id="assign-strategy" class="select w-full" onchange={chosen(&asked_strategy.set)} data-testid="assign-strategy">
                        { for strategies.iter().map(strategy_option) }
                    </select>
                </div>
                <div class="flex flex-col gap-1 pb-5">
                    <label for="assign-wallet" class="text-sm font-medium">{ i18n.t("wallets-wallet") }</label>
                    if wallets.is_empty() {
                        <p id="assign-wallet" class="text-sm text-muted" data-testid="assign-wallet-made">{ i18n.t("wallets-assign-made") }</p>
                    } else {
                        <select id="assign-wallet" class="select w-full" onchange={chosen(&asked_wallet.set)} data-testid="assign-wallet">
                            { for wallets.iter().map(wallet_option) }
                        </select>
                    }
                </div>
                <MarketsField form="assign" value={(*typed).clone()} {oninput} error={form.error("markets")} />
                <AmountFields form="assign" handle={form.clone()} max="100" cash="" />
            </Form>
        </Card>
    }
}

/// The fields a refusal may be about.
pub(crate) const FIELDS: [&str; 3] = ["markets", "max", "cash"];

/// What is wrong with markets, as a sentence.
pub(crate) fn markets_wrong(i18n: &I18n, error: &MarketsError) -> String {
    let key = format!("wallets-markets-{}", error.code());
    match error {
        MarketsError::Wrong(name) => i18n.tf(&key, &[("name", name.as_str().into())]),
        _ => i18n.t(&key),
    }
}

/// The amounts of the form, and what is wrong with them besides.
pub(crate) fn amounts(
    i18n: &I18n,
    form: &FormHandle,
    mut wrong: Errors,
) -> (Option<craftstrat_model::Usdc>, Option<craftstrat_model::Usdc>, Errors) {
    let (max, cash) = (amount(&form.value("max")), amount_if_given(&form.value("cash")));
    for (field, error) in [("max", max.err()), ("cash", cash.err())] {
        if let Some(error) = error {
            wrong = wrong.at(field, i18n.t(&format!("wallets-amount-{}", error.code())));
        }
    }
    (max.ok(), cash.ok().flatten(), wrong)
}

/// Properties of [`AmountFields`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct AmountFieldsProps {
    pub(crate) form: AttrValue,
    pub(crate) handle: FormHandle,
    pub(crate) max: AttrValue,
    pub(crate) cash: AttrValue,
}

/// The maximum position, and the cash set apart.
#[component]
pub(crate) fn AmountFields(props: &AmountFieldsProps) -> Html {
    let i18n = use_i18n();
    html! {
        <div class="grid gap-x-4 sm:grid-cols-2">
            <Field form={props.form.clone()} name="max" label={i18n.t("wallets-max")} hint={i18n.t("wallets-max-hint")} autocomplete="off"
                inputmode="decimal" maxlength={20} value={props.max.clone()} error={props.handle.error("max")} />
            <Field form={props.form.clone()} name="cash" label={i18n.t("wallets-cash-apart")} hint={i18n.t("wallets-cash-apart-hint")}
                autocomplete="off" inputmode="decimal" maxlength={20} value={props.cash.clone()} error={props.handle.error("cash")} />
        </div>
    }
}

/// Properties of [`MarketsField`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MarketsFieldProps {
    /// The form it is in.
    pub form: AttrValue,
    /// What is typed.
    pub value: AttrValue,
    /// Hears what is typed or chosen.
    pub oninput: Callback<String>,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// Series and patterns, typed or chosen among those that are followed or recorded here.
#[component]
pub fn MarketsField(props: &MarketsFieldProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    // Without an answer there are no suggestions: series can be typed.
    let series = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::series(&client).await }
    });
    let series = series.data.unwrap_or_default();
    let chosen = names(&props.value);
    let id = format!("{}-markets", props.form);
    let (hint, wrong) = (format!("{id}-hint"), format!("{id}-error"));
    let oninput =
        props.oninput.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let suggestion = |name: &String| {
        let on = chosen.contains(name);
        let onclick = {
            let (next, oninput) = (toggled(&props.value, name), props.oninput.clone());
            Callback::from(move |_: MouseEvent| oninput.emit(next.clone()))
        };
        html! {
            <button key={name.clone()} type="button" {onclick} aria-pressed={if on { "true" } else { "false" }} data-testid={format!("market-{name}")}
                class={classes!("btn", "btn-xs", "h-7", "font-mono", if on { "btn-primary" } else { "btn-outline border-base-300 bg-base-100" })}>
                { name }
            </button>
        }
    };
    html! {
        <div class="flex flex-col gap-1">
            <label for={id.clone()} class="text-sm font-medium">{ i18n.t("wallets-markets") }</label>
            <p id={hint.clone()} class="text-xs text-muted">{ i18n.t("wallets-markets-hint") }</p>
            <input id={id.clone()} name="markets" type="text" class={classes!("input", "w-full", props.error.is_some().then_some("input-error"))}
                autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="2000" value={props.value.clone()} {oninput}
                data-testid={id} aria-invalid={props.error.is_some().then_some("true")} aria-describedby={format!("{hint} {wrong}")} />
            if !series.is_empty() {
                <div class="flex flex-wrap gap-1.5 py-1" role="group" aria-label={i18n.t("wallets-markets-known")}>
                    { for series.iter().take(24).map(suggestion) }
                </div>
            }
            <p id={wrong.clone()} class="min-h-5 text-sm text-error" data-testid={wrong}>{ props.error.clone().unwrap_or_default() }</p>
        </div>
    }
}
