//! How far the result can be trusted: worse conditions, break-even, chance.

use super::metrics;
use crate::model::facts::sections;
use crate::{Held, write};
use craftstrat_api::report::{Baseline, WinTest};
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_kit::{Card, I18n, Pnl, use_i18n};
use yew::prelude::*;

/// Properties of [`Trust`] and [`Robustness`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct TrustProps {
    pub(super) detail: Held<BacktestDetail>,
}

/// Everything about trust, with the figures behind it.
#[component]
pub(super) fn Trust(props: &TrustProps) -> Html {
    let i18n = use_i18n();
    let sections = sections(&props.detail.report);
    html! {
        <div class="flex flex-col gap-3">
            <Robustness detail={props.detail.clone()} />
            <div class="grid gap-3 lg:grid-cols-2 items-start">
                for section in sections.iter().filter(|s| matches!(s.name, "break-even" | "chance")) {
                    <Card key={section.name} title={AttrValue::from(i18n.t(&format!("results-section-{}", section.name)))}>
                        { metrics::list(&i18n, &section.facts) }
                    </Card>
                }
            </div>
        </div>
    }
}

/// The scenarios side by side, the win rate against break-even, and what a coin would have made.
#[component]
pub(super) fn Robustness(props: &TrustProps) -> Html {
    let i18n = use_i18n();
    let report = &props.detail.report;
    if report.metrics.trades == 0 {
        return html! { <p class="text-sm text-muted">{ i18n.t("results-no-trades") }</p> };
    }
    html! {
        <div class="grid gap-3 lg:grid-cols-2 items-start">
            <Card title={AttrValue::from(i18n.t("results-robust"))}>{ scenarios(&i18n, &props.detail) }</Card>
            <Card title={AttrValue::from(i18n.t("results-win-rate-against"))}>
                { win_test(&i18n, "held", ["results-held-none", "results-held-sentence"], &report.analysis.break_even_held) }
                { win_test(&i18n, "entries", ["results-entries-none", "results-entries-sentence"], &report.analysis.break_even_entries) }
            </Card>
            <Card title={AttrValue::from(i18n.t("results-coin"))} class="lg:col-span-2">
                { coin(&i18n, &report.analysis.baseline) }
            </Card>
        </div>
    }
}

fn scenarios(i18n: &I18n, detail: &Held<BacktestDetail>) -> Html {
    let report = &detail.report;
    let m = &report.metrics;
    let net = m.pnl_net_usdc;
    let row = |testid: &str,
               title: String,
               pnl: f64,
               change: Option<f64>,
               trades: Option<u64>,
               rate: Option<f64>| {
        html! {
            <tr data-testid={testid.to_owned()}>
                <th scope="row" class="font-medium">{ title }</th>
                <td class="text-right"><Pnl value={pnl} /></td>
                <td class="text-right tabular-nums">{ change.map(|c| i18n.signed(c, 2)).unwrap_or_default() }</td>
                <td class="text-right tabular-nums">{ trades.map(|t| i18n.number(t as f64, 0)).unwrap_or_default() }</td>
                <td class="text-right tabular-nums">{ rate.map(|r| i18n.percent(r, 1)).unwrap_or_default() }</td>
            </tr>
        }
    };
    let heading = |key: &str| html! { <th scope="col" class="text-right">{ i18n.t(key) }</th> };
    html! {
        <div class="overflow-x-auto">
            <table class="table table-sm">
                <thead>
                    <tr>
                        <th scope="col">{ i18n.t("results-scenario") }</th>
                        { heading("results-metric-pnl-net-usdc") }{ heading("results-change") }
                        { heading("results-metric-trades") }{ heading("results-metric-win-rate") }
                    </tr>
                </thead>
                <tbody>
                    { row("scenario-base", i18n.t("results-this-run"), net.to_f64(), None, Some(m.trades), m.win_rate) }
                    for v in &report.variants {
                        { row(
                            &format!("scenario-{}", v.name),
                            i18n.t(&format!("results-variant-{}", write::hyphened(&v.name))),
                            v.pnl_net_usdc.to_f64(),
                            Some(v.change_usdc.to_f64()),
                            Some(v.trades),
                            v.win_rate,
                        ) }
                    }
                    if let Some(best) = &report.analysis.concentration {
                        { row(
                            "scenario-without-best",
                            i18n.t("results-without-best"),
                            best.pnl_net_without_usdc.to_f64(),
                            Some(best.pnl_net_without_usdc.to_f64() - net.to_f64()),
                            None,
                            None,
                        ) }
                    }
                </tbody>
            </table>
            if report.variants.is_empty() {
                <p class="text-sm text-muted">{ i18n.t("results-no-variants") }</p>
            }
        </div>
    }
}

/// The interval of the win rate as a bar from 0 to 100 %, the break-even rate as a line across it, and the verdict in words.
fn win_test(i18n: &I18n, kind: &str, [none, sentence]: [&str; 2], test: &WinTest) -> Html {
    let (Some(rate), Some(low), Some(high), Some(needed)) =
        (test.win_rate, test.win_rate_low, test.win_rate_high, test.break_even_win_rate)
    else {
        return html! {
            <p class="text-sm text-muted mb-3">{ i18n.t(none) }</p>
        };
    };
    let verdict = if low > needed {
        "results-verdict-better"
    } else if high < needed {
        "results-verdict-worse"
    } else {
        "results-verdict-open"
    };
    let text = i18n.tf(
        sentence,
        &[
            ("trades", test.trades.into()),
            ("rate", i18n.percent(rate, 1).into()),
            ("low", i18n.percent(low, 1).into()),
            ("high", i18n.percent(high, 1).into()),
            ("needed", i18n.percent(needed, 1).into()),
        ],
    );
    let at = |part: f64| format!("left: {:.2}%", part.clamp(0.0, 1.0) * 100.0);
    let span = format!("{}; width: {:.2}%", at(low), (high - low).clamp(0.0, 1.0) * 100.0);
    html! {
        <div class="mb-4 text-sm" data-testid={format!("win-test-{kind}")}>
            <div class="relative h-6 my-1 rounded bg-base-200" aria-hidden="true">
                <div class="absolute inset-y-1.5 rounded bg-primary/40" style={span} />
                <div class="absolute inset-y-1 w-1 -ml-0.5 rounded bg-primary" style={at(rate)} />
                <div class="absolute inset-y-0 w-0.5 bg-base-content" style={at(needed)} />
            </div>
            <p>{ text }{ " " }<strong>{ i18n.t(verdict) }</strong></p>
        </div>
    }
}

fn coin(i18n: &I18n, b: &Baseline) -> Html {
    let Some(part) = b.at_least_as_good else {
        return html! { <p class="text-sm text-muted">{ i18n.t("results-coin-none") }</p> };
    };
    let amount = |v: craftstrat_model::Usdc| i18n.signed(v.to_f64(), 2);
    let text = i18n.tf(
        "results-coin-sentence",
        &[
            ("expected", amount(b.expected_usdc).into()),
            ("low", amount(b.low_usdc).into()),
            ("high", amount(b.high_usdc).into()),
            ("part", i18n.percent(part, 1).into()),
            ("actual", amount(b.actual_usdc).into()),
            ("swapped", amount(b.swapped_usdc).into()),
            ("skipped", b.skipped.into()),
        ],
    );
    let all = [b.low_usdc, b.high_usdc, b.actual_usdc, b.expected_usdc, b.swapped_usdc].map(|v| v.to_f64());
    let (least, most) =
        craftstrat_ui_charts::scale::extent(all.into_iter().chain([0.0])).unwrap_or((0.0, 1.0));
    let at = |v: craftstrat_model::Usdc| (v.to_f64() - least) / (most - least).max(1e-9) * 100.0;
    let span =
        format!("left: {:.2}%; width: {:.2}%", at(b.low_usdc), (at(b.high_usdc) - at(b.low_usdc)).max(0.5));
    html! {
        <div class="text-sm" data-testid="baseline">
            <div class="relative h-6 my-1 rounded bg-base-200" aria-hidden="true">
                <div class="absolute inset-y-1.5 rounded bg-primary/40" style={span} />
                <div class="absolute inset-y-1 w-1 -ml-0.5 rounded bg-primary" style={format!("left: {:.2}%", at(b.expected_usdc))} />
                <div class="absolute inset-y-0 w-0.5 bg-base-content" style={format!("left: {:.2}%", at(b.actual_usdc))} />
            </div>
            <p>{ text }</p>
        </div>
    }
}
