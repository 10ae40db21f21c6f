//! Dollars: what there is, what was made, what is at stake.

use craftstrat_api::studio::live::LiveMoney;
use craftstrat_model::Usdc;
use craftstrat_ui_kit::{Pnl, use_i18n};
use yew::prelude::*;

/// Properties of [`Figures`].
#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub(crate) struct FiguresProps {
    pub(crate) money: LiveMoney,
}

/// The figures a page begins with.
#[component]
pub(crate) fn Figures(props: &FiguresProps) -> Html {
    let i18n = use_i18n();
    let money = &props.money;
    let amount = |value: Usdc| -> Html { i18n.usdc(value.to_f64()).into() };
    let gain = |value: Usdc| html! { <><Pnl value={value.to_f64()} />{ "\u{a0}USDC" }</> };
    let figures = [
        ("equity", i18n.t("live-money-equity"), amount(money.equity_usdc)),
        ("realised", i18n.t("live-money-realised"), gain(money.realised_usdc)),
        ("unrealised", i18n.t("live-money-unrealised"), gain(money.unrealised_usdc)),
        ("fees", i18n.t("live-money-fees"), amount(money.fees_usdc)),
        ("exposure", i18n.t("live-money-exposure"), amount(money.exposure_usdc)),
    ];
    html! {
        <dl class="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
            for (name, label, value) in figures {
                <div key={name} class="rounded-box border border-base-300 bg-base-100 px-4 py-2">
                    <dt class="text-xs text-muted">{ label }</dt>
                    <dd class="text-lg font-semibold tabular-nums" data-testid={format!("live-money-{name}")}>{ value }</dd>
                </div>
            }
        </dl>
    }
}

/// Properties of [`Pair`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct PairProps {
    pub(crate) label: AttrValue,
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
    pub(crate) children: Html,
}

/// A name and its value, in a list of such.
#[component]
pub(crate) fn Pair(props: &PairProps) -> Html {
    html! {
        <div class="flex flex-wrap items-baseline justify-between gap-x-4">
            <dt class="text-muted">{ &props.label }</dt>
            <dd class="min-w-0 text-right tabular-nums break-words" data-testid={props.testid.clone()}>{ props.children.clone() }</dd>
        </div>
    }
}
