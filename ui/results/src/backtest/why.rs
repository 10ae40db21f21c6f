//! Why a trade was made and ended: every node's value on the row it was decided on, from the bytes that ran.

use crate::model::decisions::{Decision, decisions};
use crate::{Held, calls, write};
use craftstrat_api::ExplainResult;
use craftstrat_api::report::Trade;
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_kit::{
    Dialog, ErrorBox, I18n, Pnl, Skeleton, Tabs, nothing, use_client, use_i18n, use_resource,
};
use yew::prelude::*;

/// Properties of [`Why`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct WhyProps {
    pub(super) detail: Held<BacktestDetail>,
    /// Index of the trade; closed without one.
    pub(super) trade: Option<usize>,
    /// Asks to be closed.
    pub(super) onclose: Callback<()>,
}

/// A drawer about one trade.
#[component]
pub(super) fn Why(props: &WhyProps) -> Html {
    let i18n = use_i18n();
    let trade = props.trade.and_then(|i| props.detail.report.trades.get(i));
    let title = i18n.t("results-why");
    html! {
        <Dialog open={trade.is_some()} {title} onclose={props.onclose.clone()} wide=true testid="why">
            if let Some(trade) = trade {
                <WhyTrade key={props.trade.unwrap_or_default()} detail={props.detail.clone()} index={props.trade.unwrap_or_default()} />
                { summary(&i18n, trade) }
            }
        </Dialog>
    }
}

fn summary(i18n: &I18n, t: &Trade) -> Html {
    html! {
        <p class="mt-3 text-sm flex flex-wrap gap-x-3 gap-y-1">
            <span>{ &t.market }</span>
            <span>{ write::outcome_word(i18n, t.outcome.code()) }</span>
            <span>{ i18n.cents(t.entry_price.to_f64()) }{ " → " }{ i18n.cents(t.exit_price.to_f64()) }</span>
            <span>{ i18n.t(&format!("results-exit-{}", write::hyphened(t.exit_reason.code()))) }</span>
            <Pnl value={t.pnl_usdc.to_f64()} />
        </p>
    }
}

/// Properties of [`WhyTrade`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct WhyTradeProps {
    detail: Held<BacktestDetail>,
    index: usize,
}

#[component]
fn WhyTrade(props: &WhyTradeProps) -> Html {
    let i18n = use_i18n();
    let side = use_state(|| AttrValue::Static("entry"));
    let Some(trade) = props.detail.report.trades.get(props.index) else { return nothing() };
    let report = &props.detail.report;
    let found = decisions(&report.fills, &report.orders, trade);
    let tabs = ["entry", "exit"]
        .map(|id| (AttrValue::Static(id), AttrValue::from(i18n.t(&format!("results-why-{id}")))));
    let onselect = {
        let side = side.clone();
        Callback::from(move |id: AttrValue| side.set(id))
    };
    let decision = if *side == "exit" { found.exit } else { found.entry };
    html! {
        <div class="flex flex-col gap-3">
            <Tabs tabs={tabs.to_vec()} active={(*side).clone()} {onselect} label={i18n.t("results-why")} />
            if let Some(decision) = decision {
                <Explained key={decision.order_id.clone()} id={props.detail.summary.id.clone()} market={trade.market.clone()}
                    decision={decision.clone()} />
            } else if *side == "exit" {
                <p class="text-sm">{ i18n.t(&format!("results-no-exit-{}", write::hyphened(trade.exit_reason.code()))) }</p>
            } else {
                <p class="text-sm">{ i18n.t("results-no-decision") }</p>
            }
        </div>
    }
}

/// Properties of [`Explained`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct ExplainedProps {
    id: AttrValue,
    market: AttrValue,
    decision: Decision,
}

#[component]
fn Explained(props: &ExplainedProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let deps = (props.id.clone(), props.market.clone(), props.decision.at_ms);
    let answer = use_resource(deps, move |(id, market, at_ms): (AttrValue, AttrValue, i64)| {
        let client = client.clone();
        async move { calls::explain(client, &id, market.to_string(), at_ms).await }
    });
    let d = &props.decision;
    html! {
        <div class="flex flex-col gap-3 text-sm">
            <p class="flex flex-wrap gap-x-3">
                <span>{ i18n.t(&format!("results-cause-{}", write::hyphened(d.cause.code()))) }</span>
                if let Some(node) = &d.node {
                    <span>{ i18n.tf("results-decided-by", &[("node", node.as_str().into())]) }</span>
                }
                { write::moment(&i18n, d.at_ms) }
                <code class="text-muted">{ &d.order_id }</code>
            </p>
            if let Some(found) = &answer.data {
                { explanation(&i18n, found, d.node.as_deref()) }
            } else if let Some(error) = answer.error {
                <ErrorBox {error} retry={Some(answer.reload)} />
            } else {
                <Skeleton lines={6} />
            }
        </div>
    }
}

/// Nodes, columns and account on one row.
pub(super) fn explanation(i18n: &I18n, found: &ExplainResult, decided: Option<&str>) -> Html {
    let number = |v: Option<f64>| v.map_or(write::MISSING.to_owned(), |v| i18n.short(v, 6));
    let rows = |title: &str, list: Vec<(String, String, bool)>| {
        html! {
            <section class="min-w-0">
                <h3 class="font-semibold mb-1">{ i18n.t(title) }</h3>
                <table class="table table-xs">
                    <tbody>
                        for (name, value, marked) in list {
                            <tr class={classes!(marked.then_some("bg-primary/10 font-medium"))}>
                                <th scope="row" class="font-normal break-all">{ name }</th>
                                <td class="text-right tabular-nums">{ value }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </section>
        }
    };
    let nodes = found.nodes.iter().map(|n| (n.id.clone(), number(n.value), decided == Some(n.id.as_str())));
    let columns = found.columns.iter().map(|c| (c.name.clone(), number(c.value), false));
    html! {
        <>
            <p class="text-muted">
                { write::moment(i18n, found.at_ms) }
                { " · " }
                { i18n.tf("results-row-number", &[("row", found.row.into())]) }
            </p>
            <div class="grid gap-4 sm:grid-cols-3">
                { rows("results-why-nodes", nodes.collect()) }
                { rows("results-why-columns", columns.collect()) }
                { rows("results-why-account", account(i18n, found)) }
            </div>
            <p class="text-xs text-muted">{ i18n.t("results-why-note") }</p>
        </>
    }
}

fn account(i18n: &I18n, found: &ExplainResult) -> Vec<(String, String, bool)> {
    let a = &found.account;
    let number = |v: Option<f64>| v.map_or(write::MISSING.to_owned(), |v| i18n.short(v, 4));
    let moment = |v: Option<f64>| v.map_or(write::MISSING.to_owned(), |ms| i18n.time(ms as i64));
    let row = |key: &str, value: String| (i18n.t(&format!("results-account-{key}")), value, false);
    vec![
        row("shares-up", number(Some(a.shares_up))),
        row("shares-down", number(Some(a.shares_down))),
        row("cost-up", number(a.average_cost_up)),
        row("cost-down", number(a.average_cost_down)),
        row("opened-up", moment(a.opened_at_up_ms)),
        row("opened-down", moment(a.opened_at_down_ms)),
        row("orders", a.open_orders.to_string()),
        row("trades", a.trades.to_string()),
        row("cash", number(a.cash)),
        row("equity", number(a.equity)),
    ]
}
