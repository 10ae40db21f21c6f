//! A comparison that has been fetched: the verdict, both curves, and what differs.

use super::model::{Verdict, buys, closing, curve, hows, verdict};
use super::words::why;
use craftstrat_api::report::Fill;
use craftstrat_api::studio::live::{Difference, LiveComparison};
use craftstrat_ui_charts::{Pane, Series, SeriesKind, TimeChart};
use craftstrat_ui_kit::{Card, Empty, I18n, Icon, IconName, Time, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ComparisonView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ComparisonViewProps {
    /// The comparison.
    pub comparison: Rc<LiveComparison>,
}

/// The comparison.
#[component]
pub fn ComparisonView(props: &ComparisonViewProps) -> Html {
    let i18n = use_i18n();
    let comparison = &props.comparison;
    let panes = use_memo((props.comparison.clone(), i18n.lang()), |(comparison, _)| {
        let series = |key: &str, color: &'static str, points| {
            let curve = curve(points);
            Series {
                label: i18n.t(key).into(),
                color: color.into(),
                kind: SeriesKind::Step,
                times_ms: curve.times_ms,
                values: curve.equity,
            }
        };
        let series = vec![
            series("paper-live", "primary", &comparison.live),
            series("paper-backtest", "down", &comparison.backtest),
        ];
        vec![Pane { title: i18n.t("paper-equity").into(), series, ..Pane::default() }]
    });
    let verdict = verdict(comparison);
    if verdict == Verdict::Nothing {
        return html! {
            <div data-testid="comparison" data-verdict="nothing">
                <Empty title={i18n.t("paper-comparison-nothing")} body={i18n.t("paper-comparison-nothing-body")}
                    icon={IconName::Clock} />
            </div>
        };
    }
    let (live, backtest) = closing(comparison).unwrap_or_default();
    let summary = i18n.tf(
        "paper-comparison-summary",
        &[("live", i18n.usdc(live).into()), ("backtest", i18n.usdc(backtest).into())],
    );
    let code = if verdict == Verdict::Equal { "equal" } else { "parted" };
    html! {
        <div class="flex flex-col gap-4" data-testid="comparison" data-verdict={code}>
            { say(&i18n, comparison, verdict) }
            <Card>
                <TimeChart {panes} label={i18n.t("paper-comparison-chart")} {summary} png="comparison" height={320} />
            </Card>
            if verdict != Verdict::Equal {
                <Card title={AttrValue::from(i18n.t("paper-reasons"))}>
                    <ul class="list-disc pl-5 text-sm" data-testid="reasons">
                        for (at, reason) in comparison.reasons.iter().enumerate() {
                            <li key={at}>{ why(&i18n, reason) }</li>
                        }
                        if comparison.reasons.is_empty() {
                            <li>{ i18n.t("paper-reasons-none") }</li>
                        }
                    </ul>
                </Card>
                { differences(&i18n, &comparison.differences) }
            }
        </div>
    }
}

/// Whether both did the same, with a picture and both digests.
fn say(i18n: &I18n, comparison: &LiveComparison, verdict: Verdict) -> Html {
    let markets = ("markets", comparison.markets.into());
    let (icon, colour, class, text) = match verdict {
        Verdict::Parted(count) => (
            IconName::AlertTriangle,
            "text-warning",
            "border-warning/50 bg-warning/10",
            i18n.tf("paper-comparison-parted", &[("count", count.into()), markets]),
        ),
        _ => (
            IconName::CircleCheck,
            "text-success",
            "border-success/50 bg-success/10",
            i18n.tf("paper-comparison-equal", &[markets]),
        ),
    };
    let digest = |key: &str, digest: &str| {
        html! {
            <>
                <dt class="text-muted">{ i18n.t(key) }</dt>
                <dd class="min-w-0"><code class="font-mono break-all">{ digest.to_owned() }</code></dd>
            </>
        }
    };
    html! {
        <div role="status" class={classes!("flex", "flex-col", "gap-2", "rounded-box", "border", "p-4", class)}>
            <p class="flex items-center gap-2 font-semibold">
                <span class={colour}><Icon name={icon} class="size-5" /></span>{ text }
            </p>
            <dl class="grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1 text-xs">
                { digest("paper-live", &comparison.live_digest) }
                { digest("paper-backtest", &comparison.backtest_digest) }
            </dl>
        </div>
    }
}

/// A fill in a cell: what, how much, at what price, and when.
fn fill(i18n: &I18n, fill: Option<&Fill>) -> Html {
    let Some(fill) = fill else { return html! { <span class="text-muted">{ "–" }</span> } };
    let key = if buys(fill) { "paper-fill-buy" } else { "paper-fill-sell" };
    let words = i18n.tf(
        key,
        &[
            (
                "outcome",
                i18n.t(&format!("paper-outcome-{}", fill.outcome.code().to_ascii_lowercase())).into(),
            ),
            ("shares", i18n.short(fill.shares.to_f64(), 4).into()),
            ("price", i18n.cents(fill.price.to_f64()).into()),
            ("fee", i18n.usdc(fill.fee_usdc.to_f64()).into()),
        ],
    );
    html! { <>{ words }<div class="text-xs text-muted"><Time ms={fill.at_ms} time_only=true /></div></> }
}

/// The fills that differ: a row for each, the live one beside the one of the backtest.
fn differences(i18n: &I18n, list: &[Difference]) -> Html {
    let row = |(at, difference): (usize, &Difference)| {
        let hows: Vec<String> = hows(difference)
            .into_iter()
            .map(|how| i18n.t(&format!("paper-differs-{}", how.code())))
            .collect();
        html! {
            <tr key={at} data-testid="difference">
                <td class="whitespace-nowrap"><Time ms={difference.at_ms} /></td>
                <td class="font-mono text-xs break-all">{ &difference.market }</td>
                <td>{ fill(i18n, difference.live.as_ref()) }</td>
                <td>{ fill(i18n, difference.backtest.as_ref()) }</td>
                <td>{ hows.join(", ") }</td>
            </tr>
        }
    };
    html! {
        <Card title={AttrValue::from(i18n.t("paper-differences"))}>
            if list.is_empty() {
                <p class="text-sm text-muted">{ i18n.t("paper-differences-none") }</p>
            } else {
                <div class="overflow-x-auto" tabindex="0" role="region" aria-label={i18n.t("paper-differences")}>
                    <table class="table table-sm" data-testid="differences">
                        <thead>
                            <tr>
                                for key in ["paper-time", "paper-market", "paper-live", "paper-backtest", "paper-differs"] {
                                    <th scope="col" {key}>{ i18n.t(key) }</th>
                                }
                            </tr>
                        </thead>
                        <tbody>{ for list.iter().enumerate().map(row) }</tbody>
                    </table>
                </div>
            }
        </Card>
    }
}
