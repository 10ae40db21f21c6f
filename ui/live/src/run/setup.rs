//! How a run was set up: parameters, latency, limits.

use super::PartProps;
use crate::live::Pair;
use craftstrat_api::studio::live::LiveLimits;
use craftstrat_ui_kit::{Card, I18n, use_i18n};
use yew::prelude::*;

/// How it was set up.
#[component]
pub(super) fn Setup(props: &PartProps) -> Html {
    let i18n = use_i18n();
    let run = &props.run;
    let limits = set(&i18n, &run.limits);
    html! {
        <Card title={AttrValue::from(i18n.t("live-setup"))}>
            <dl class="flex flex-col gap-1 text-sm" data-testid="live-setup">
                <Pair label={i18n.t("live-money-opening")}>{ i18n.usdc(run.summary.money.opening_usdc.to_f64()) }</Pair>
                <Pair label={i18n.t("live-latency")}>{ i18n.duration_ms(i64::from(run.latency_ms)) }</Pair>
                for (name, value) in &run.parameters {
                    <Pair key={name.clone()} label={name.clone()}>{ i18n.short(*value, 6) }</Pair>
                }
            </dl>
            <h3 class="mt-4 mb-1 text-sm font-semibold">{ i18n.t("live-limits") }</h3>
            if limits.is_empty() {
                <p class="text-sm text-muted">{ i18n.t("live-limits-none") }</p>
            } else {
                <dl class="flex flex-col gap-1 text-sm" data-testid="live-limits">
                    for (label, value) in limits {
                        <Pair key={label.clone()} label={label.clone()}>{ value }</Pair>
                    }
                </dl>
            }
        </Card>
    }
}

/// The limits that are set, in words.
fn set(i18n: &I18n, limits: &LiveLimits) -> Vec<(String, String)> {
    let usdc = |value: Option<craftstrat_model::Usdc>| value.map(|v| i18n.usdc(v.to_f64()));
    let price = |value: Option<craftstrat_model::Price>| value.map(|v| i18n.cents(v.to_f64()));
    let time = |value: Option<u32>| value.map(|ms| i18n.duration_ms(i64::from(ms)));
    let count = |value: Option<u32>| value.map(|n| i18n.number(f64::from(n), 0));
    let all = [
        ("live-limit-order-shares", limits.max_order_shares.map(|n| i18n.number(n.to_f64(), 2))),
        ("live-limit-order-usdc", usdc(limits.max_order_usdc)),
        ("live-limit-price-collar", price(limits.price_collar)),
        ("live-limit-spread", price(limits.max_spread)),
        ("live-limit-depth", usdc(limits.min_depth_usdc)),
        ("live-limit-age", time(limits.max_age_ms)),
        ("live-limit-left", time(limits.min_left_ms)),
        ("live-limit-market", usdc(limits.max_market_usdc)),
        ("live-limit-exposure", usdc(limits.max_exposure_usdc)),
        ("live-limit-open-orders", count(limits.max_open_orders)),
        ("live-limit-entries", count(limits.max_entries_per_minute)),
        ("live-limit-trades", count(limits.max_trades_per_slot)),
        ("live-limit-daily-loss", usdc(limits.max_daily_loss_usdc)),
        ("live-limit-weekly-loss", usdc(limits.max_weekly_loss_usdc)),
        ("live-limit-drawdown", usdc(limits.max_drawdown_usdc)),
        ("live-limit-cash", usdc(limits.min_cash_usdc)),
    ];
    all.into_iter().filter_map(|(key, value)| Some((i18n.t(key), value?))).collect()
}
