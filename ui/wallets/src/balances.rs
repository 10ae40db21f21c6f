//! What a wallet holds on the chain: asked of it now, with the time of the answer.

use crate::calls;
use crate::frame::{Fact, Note};
use crate::words;
use craftstrat_api::studio::wallets::Balances;
use craftstrat_ui_account::Table;
use craftstrat_ui_kit::{Button, Card, IconName, Skeleton, Time, use_client, use_i18n, use_resource};
use yew::prelude::*;

/// Properties of [`BalancesCard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct BalancesCardProps {
    pub(crate) id: AttrValue,
}

/// The card.
#[component]
pub(crate) fn BalancesCard(props: &BalancesCardProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let fetched = use_resource(props.id.clone(), move |id: AttrValue| {
        let client = client.clone();
        async move { calls::balances(&client, &id).await }
    });
    let again = fetched.reload.reform(|_: MouseEvent| ());
    let actions = html! {
        <Button label={i18n.t("account-refresh")} icon={IconName::Refresh} small=true busy={fetched.loading} onclick={again} testid="balances-refresh" />
    };
    let code =
        fetched.error.as_ref().and_then(|error| error.code()).map(|code| AttrValue::from(code.to_owned()));
    html! {
        <Card title={AttrValue::from(i18n.t("wallets-balances"))} {actions}>
            <div class="flex flex-col gap-3">
                if let Some(error) = &fetched.error {
                    <Note warn=true testid="balances-none" {code}>{ words::refusal(&i18n, error) }</Note>
                }
                if let Some(balances) = fetched.data.clone() {
                    <BalancesView {balances} />
                } else if fetched.error.is_none() {
                    <Skeleton lines={4} />
                }
            </div>
        </Card>
    }
}

/// Properties of [`BalancesView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BalancesViewProps {
    /// What it holds.
    pub balances: Balances,
}

/// Dollars, what contracts may take, and shares.
#[component]
pub fn BalancesView(props: &BalancesViewProps) -> Html {
    let i18n = use_i18n();
    let balances = &props.balances;
    let has_other = balances.bridged_usdc.is_positive();
    html! {
        <div class="flex flex-col gap-3" data-testid="balances">
            <dl class="flex flex-col gap-1 text-sm">
                <Fact label={i18n.t("wallets-cash")} testid="balances-cash">{ i18n.usdc(balances.cash_usdc.to_f64()) }</Fact>
                <Fact label={i18n.t("wallets-as-of")}><Time ms={balances.at_ms} /></Fact>
            </dl>
            if has_other {
                <Note warn=true testid="balances-bridged">
                    { i18n.tf("wallets-bridged", &[("amount", i18n.usdc(balances.bridged_usdc.to_f64()).into())]) }
                </Note>
            }
            if !balances.positions.is_empty() {
                <Table label={i18n.t("wallets-shares")} heads={vec![i18n.t("wallets-head-token"), i18n.t("wallets-head-shares")]} testid="balances-shares">
                    for position in balances.positions.iter() {
                        <tr key={position.token.clone()}>
                            <td class="max-w-64 truncate font-mono text-xs" title={position.token.clone()}>{ &position.token }</td>
                            <td class="tabular-nums">{ i18n.number(position.shares.to_f64(), 2) }</td>
                        </tr>
                    }
                </Table>
            }
            if !balances.allowances.is_empty() {
                <Table label={i18n.t("wallets-allowances")} heads={vec![i18n.t("wallets-head-contract"), i18n.t("wallets-head-may-take")]} testid="balances-allowances">
                    for allowance in balances.allowances.iter() {
                        <tr key={allowance.name.clone()}>
                            <td class="font-mono text-xs">{ &allowance.name }</td>
                            <td class="tabular-nums whitespace-nowrap">{ words::allowed(&i18n, allowance) }</td>
                        </tr>
                    }
                </Table>
            }
        </div>
    }
}
