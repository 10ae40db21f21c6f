//! The plan, what is used of it, and all plans.

use crate::calls;
use crate::frame::Members;
use crate::model::plan::fill;
use crate::rows::Table;
use crate::words;
use craftstrat_api::studio::people::{PlanOffer, PlanUse, Usage};
use craftstrat_ui_kit::{Card, ErrorBox, I18n, Page, Skeleton, use_client, use_i18n, use_resource};
use yew::prelude::*;

/// The page.
#[component]
pub fn PlanPage() -> Html {
    let i18n = use_i18n();
    html! {
        <Page title={i18n.t("account-plan-title")} intro={i18n.t("account-plan-intro")}>
            <Members><Fetched /></Members>
        </Page>
    }
}

#[component]
fn Fetched() -> Html {
    let client = use_client();
    let fetched = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::plan(&client).await }
    });
    html! {
        <div class="contents">
            if let Some(plan) = fetched.data {
                <PlanView {plan} />
            } else if let Some(error) = fetched.error {
                <ErrorBox {error} retry={fetched.reload} />
            } else {
                <Skeleton lines={6} />
            }
        </div>
    }
}

/// Properties of [`PlanView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PlanViewProps {
    /// The plan and what is used of it.
    pub plan: PlanUse,
}

/// Bars for what is used, and a table of all plans.
#[component]
pub fn PlanView(props: &PlanViewProps) -> Html {
    let i18n = use_i18n();
    let plan = &props.plan;
    let name =
        plan.plan.as_deref().map_or_else(|| i18n.t("account-unlimited"), |name| words::plan(&i18n, name));
    let heads = ["plan", "strategies", "wallets", "leaders", "history", "public"];
    let heads = heads.map(|code| i18n.t(&format!("account-head-{code}"))).to_vec();
    html! {
        <>
            <Card title={AttrValue::from(i18n.tf("account-plan-yours", &[("plan", name.into())]))} class="max-w-xl">
                <div class="flex flex-col gap-4" data-testid="plan" data-plan={plan.plan.clone()}>
                    { bar(&i18n, "strategies", plan.strategies) }
                    { bar(&i18n, "wallets", plan.wallets) }
                    { bar(&i18n, "leaders", plan.leaders) }
                    <p class="flex justify-between gap-4 text-sm">
                        <span>{ i18n.t("account-head-history") }</span>
                        <span class="text-muted" data-testid="plan-history">{ words::history(&i18n, plan.history_days) }</span>
                    </p>
                </div>
            </Card>
            <h2 class="text-lg font-semibold tracking-tight">{ i18n.t("account-plans") }</h2>
            <Table label={i18n.t("account-plans")} {heads} testid="plans">
                { for plan.plans.iter().map(|offer| row(&i18n, offer, plan.plan.as_deref())) }
            </Table>
            <p class="text-sm text-muted">{ i18n.t("account-plan-change") }</p>
        </>
    }
}

/// How much of something is used.
fn bar(i18n: &I18n, code: &'static str, usage: Usage) -> Html {
    let label = i18n.t(&format!("account-head-{code}"));
    let full = fill(usage);
    let used = i18n.number(usage.used as f64, 0);
    let text = match usage.limit {
        Some(_) => {
            let limit = words::limit(i18n, usage.limit);
            i18n.tf("account-used-of", &[("used", used.into()), ("limit", limit.into())])
        }
        None => i18n.tf("account-used-unlimited", &[("used", used.into())]),
    };
    // A bar of nothing of nothing is full.
    let (value, max) =
        usage.limit.map_or((0, 1), |limit| (usage.used.min(limit).max(u64::from(limit == 0)), limit.max(1)));
    html! {
        <div class="flex flex-col gap-1" data-testid={format!("usage-{code}")} data-fill={full.code()}>
            <p class="flex justify-between gap-4 text-sm"><span>{ label.clone() }</span><span class="text-muted tabular-nums">{ text.clone() }</span></p>
            if usage.limit.is_some() {
                <progress class={classes!("progress", "w-full", full.class())} value={value.to_string()} max={max.to_string()}
                    aria-label={label} aria-valuetext={text} />
            }
        </div>
    }
}

fn row(i18n: &I18n, offer: &PlanOffer, own: Option<&str>) -> Html {
    let is_own = own == Some(offer.name.as_str());
    let number = |limit: Option<u64>| html! { <td class="tabular-nums">{ words::limit(i18n, limit) }</td> };
    html! {
        <tr key={offer.name.clone()} class={classes!(is_own.then_some("bg-primary/10"))} data-plan={offer.name.clone()}
            aria-current={is_own.then_some("true")}>
            <th scope="row" class="font-medium whitespace-nowrap">
                { words::plan(i18n, &offer.name) }
                if is_own {
                    <span class="badge badge-sm badge-primary ml-2">{ i18n.t("account-plan-own") }</span>
                }
            </th>
            { number(offer.strategies) }
            { number(offer.wallets) }
            { number(offer.leaders) }
            <td class="whitespace-nowrap">{ words::history(i18n, offer.history_days) }</td>
            <td>{ i18n.t(if offer.public_leader { "account-yes" } else { "account-no" }) }</td>
        </tr>
    }
}
