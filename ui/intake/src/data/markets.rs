//! The markets of a day: how good each recording is.

use super::Chosen;
use craftstrat_api::MarketCoverage;
use craftstrat_api::wire::{Winner, WinnerSource};
use craftstrat_ui_kit::{Button, ButtonKind, Card, I18n, IconName, use_i18n};
use yew::prelude::*;

/// Properties of [`Markets`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MarketsProps {
    /// Which day.
    pub chosen: Chosen,
    /// Its markets in time order.
    pub markets: Vec<MarketCoverage>,
    /// Hears the API path of what is to be deleted.
    pub ondelete: Callback<String>,
}

/// The markets of a day, with their quality.
#[component]
pub fn Markets(props: &MarketsProps) -> Html {
    let i18n = use_i18n();
    let Chosen { series, day, start_ms } = props.chosen.clone();
    let date = craftstrat_i18n::calendar::date(i18n.lang(), start_ms, 0);
    let title = i18n.tf("intake-markets-title", &[("series", series.clone().into()), ("day", date.into())]);
    let delete_day = {
        let ondelete = props.ondelete.clone();
        Callback::from(move |_: MouseEvent| ondelete.emit(format!("/series/{series}/{day}")))
    };
    let actions = html! {
        <Button
            label={i18n.t("intake-delete-day")}
            icon={IconName::Trash}
            kind={ButtonKind::Danger}
            small=true
            onclick={delete_day}
            testid="delete-day"
        />
    };
    let heading = |key: &str, numeric: bool| {
        let help_key = format!("{key}-help");
        let help = i18n.catalogue().has(&help_key).then(|| i18n.t(&help_key));
        html! {
            <th scope="col" class={numeric.then_some("text-right")} title={help}>{ i18n.t(key) }</th>
        }
    };
    let rows: u64 = props.markets.iter().map(|m| m.rows).sum();
    let gaps: u64 = props.markets.iter().map(|m| m.gaps).sum();
    html! {
        <Card title={Some(AttrValue::from(title.clone()))} {actions}>
            <div class="max-h-[28rem] overflow-auto rounded-box focus-visible:outline-2" tabindex="0" role="region"
                aria-label={title}>
                <table class="table table-sm table-pin-rows tabular-nums" data-testid="markets">
                    <thead>
                        <tr>
                            { heading("intake-markets-start", false) }
                            { heading("intake-markets-market", false) }
                            { heading("intake-markets-rows", true) }
                            { heading("intake-markets-coverage", true) }
                            { heading("intake-markets-gaps", true) }
                            { heading("intake-markets-longest", true) }
                            { heading("intake-markets-inconsistent", true) }
                            { heading("intake-markets-winner", false) }
                            { heading("intake-markets-columns", true) }
                            <th scope="col"><span class="sr-only">{ i18n.t("intake-markets-actions") }</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        for market in &props.markets {
                            { row(&i18n, market, &props.ondelete) }
                        }
                    </tbody>
                    <tfoot>
                        <tr>
                            <th scope="row" colspan="2">{ i18n.t("intake-markets-total") }</th>
                            <td class="text-right">{ i18n.number(rows as f64, 0) }</td>
                            <td></td>
                            <td class="text-right">{ i18n.number(gaps as f64, 0) }</td>
                            <td colspan="5"></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </Card>
    }
}

fn row(i18n: &I18n, market: &MarketCoverage, ondelete: &Callback<String>) -> Html {
    let delete = {
        let (ondelete, symbol) = (ondelete.clone(), market.symbol.clone());
        Callback::from(move |_: MouseEvent| ondelete.emit(format!("/markets/{symbol}")))
    };
    let coverage = market.coverage();
    let label = i18n.tf("intake-delete-market", &[("market", market.symbol.clone().into())]);
    html! {
        <tr key={market.symbol.clone()} data-testid={format!("market-row-{}", market.symbol)}>
            <td class="whitespace-nowrap">{ craftstrat_i18n::calendar::time(market.start_ms, 0) }</td>
            <td class="whitespace-nowrap">
                { &market.symbol }
                if market.generated {
                    <span class="badge badge-warning badge-sm ml-2">{ i18n.t("intake-generated") }</span>
                }
                if market.one_token {
                    <span class="badge badge-outline badge-sm ml-2" title={i18n.t("intake-one-token")}>{ "1/2" }</span>
                }
            </td>
            <td class="text-right">{ i18n.number(market.rows as f64, 0) }</td>
            <td class="text-right">{ i18n.percent(coverage, 1) }</td>
            <td class="text-right">{ i18n.number(market.gaps as f64, 0) }</td>
            <td class="text-right whitespace-nowrap">{ i18n.duration_ms(market.longest_gap_ms) }</td>
            <td class="text-right">{ i18n.number(market.inconsistent as f64, 0) }</td>
            <td class="whitespace-nowrap" title={source(i18n, market.winner_source)}>{ winner(i18n, market.winner) }</td>
            <td class="text-right" title={market.columns.join(", ")}>
                { i18n.number(market.columns.len() as f64, 0) }
            </td>
            <td class="text-right">
                <Button {label} icon={IconName::Trash} icon_only=true small=true kind={ButtonKind::Ghost}
                    onclick={delete} testid={format!("delete-{}", market.symbol)} />
            </td>
        </tr>
    }
}

fn winner(i18n: &I18n, winner: Option<Winner>) -> String {
    i18n.t(match winner {
        Some(Winner::Up) => "intake-winner-up",
        Some(Winner::Down) => "intake-winner-down",
        Some(Winner::Split) => "intake-winner-tie",
        None => "intake-winner-unknown",
    })
}

fn source(i18n: &I18n, source: WinnerSource) -> String {
    i18n.t(match source {
        WinnerSource::Metadata => "intake-winner-recorded",
        WinnerSource::Inferred => "intake-winner-inferred",
        WinnerSource::Generated => "intake-winner-generated",
        WinnerSource::Unresolved => "intake-winner-unknown",
    })
}
