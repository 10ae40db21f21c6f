//! What a run comes to, in one line of figures.

use super::Same;
use craftstrat_api::report::{Report, WarningLevel};
use craftstrat_preview::PreviewOutcome;
use craftstrat_ui_charts::Sparkline;
use craftstrat_ui_kit::{Icon, IconName, Pnl, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Headline`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct HeadlineProps {
    /// The run.
    pub outcome: Same<PreviewOutcome>,
}

fn amount(value: craftstrat_model::Usdc) -> f64 {
    value.micros() as f64 / 1e6
}

/// P&L, trades, win rate, drawdown, digest, cautions.
#[component]
pub fn Headline(props: &HeadlineProps) -> Html {
    let i18n = use_i18n();
    let equity = use_memo(props.outcome.clone(), |outcome| {
        Rc::new(outcome.report.equity.iter().map(|p| amount(p.equity_usdc)).collect::<Vec<f64>>())
    });
    let report: &Report = &props.outcome.report;
    let metrics = &report.metrics;
    let cautions: Vec<&str> = report
        .warnings
        .iter()
        .filter(|w| w.level == WarningLevel::Caution)
        .map(|w| w.message.as_str())
        .collect();
    let figure = |key: &str, value: Html| {
        html! {
            <div class="min-w-20">
                <dt class="text-xs text-muted">{ i18n.t(key) }</dt>
                <dd class="font-semibold tabular-nums">{ value }</dd>
            </div>
        }
    };
    let win_rate = metrics.win_rate.map_or_else(|| "–".to_owned(), |r| i18n.percent(r, 1));
    let net = amount(metrics.pnl_net_usdc);
    let best = amount(metrics.pnl_net_best_usdc);
    html! {
        <div class="flex flex-col gap-2">
            <dl class="flex flex-wrap gap-x-6 gap-y-2" aria-live="polite">
                { figure("editor-pnl", html! {
                    <>
                        <Pnl value={net} />
                        if best != net {
                            <span class="ml-1 text-xs text-muted">{ i18n.tf("editor-pnl-best", &[("best", i18n.signed(best, 2).into())]) }</span>
                        }
                    </>
                }) }
                { figure("editor-trades", html! { <span data-testid="preview-trade-count">{ i18n.number(metrics.trades as f64, 0) }</span> }) }
                { figure("editor-win-rate", html! { { win_rate } }) }
                { figure("editor-drawdown", html! { { i18n.usdc(amount(metrics.drawdown.depth_usdc)) } }) }
                { figure("editor-fees", html! { { i18n.usdc(amount(metrics.fees_usdc)) } }) }
            </dl>
            <Sparkline values={(*equity).clone()} label={i18n.t("editor-equity-all")} width={320} height={32} />
            <p class="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
                <span title={i18n.t("editor-digest-help")}>
                    { i18n.t("editor-digest") }{ " " }
                    <code data-testid="preview-digest" data-digest={props.outcome.digest.clone()} title={props.outcome.digest.clone()}>
                        { props.outcome.digest.get(..12).unwrap_or(&props.outcome.digest) }
                    </code>
                </span>
                <span class="tabular-nums" data-testid="preview-millis">{ i18n.tf("editor-millis", &[
                    ("rows", i18n.number(report.timing.rows as f64, 0).into()),
                    ("ms", i18n.number(props.outcome.millis + props.outcome.compile_millis, 0).into())]) }</span>
            </p>
            if !cautions.is_empty() {
                <details class="text-sm">
                    <summary class="flex cursor-pointer items-center gap-1 text-warning">
                        <Icon name={IconName::AlertTriangle} />
                        { i18n.tf("editor-cautions", &[("count", (cautions.len() as u64).into())]) }
                    </summary>
                    <ul class="mt-1 list-disc pl-6 text-muted" lang="en">
                        for (index, text) in cautions.iter().enumerate() {
                            <li key={index}>{ text }</li>
                        }
                    </ul>
                </details>
            }
            for fault in report.faults.iter().take(1) {
                <p class="alert alert-error alert-soft text-sm" role="alert" data-testid="preview-fault">
                    { i18n.tf("editor-fault", &[("market", fault.market.clone().into()), ("why", fault.message.clone().into())]) }
                </p>
            }
        </div>
    }
}
