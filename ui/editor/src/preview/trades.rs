//! The trades of a run; choosing one moves the chart to it.

use super::Same;
use craftstrat_api::report::Trade;
use craftstrat_api::wire::Outcome;
use craftstrat_preview::PreviewOutcome;
use craftstrat_ui_kit::{Column, I18n, Pnl, Time, VirtualTable, use_i18n};
use yew::prelude::*;

/// Properties of [`TradesTable`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TradesTableProps {
    /// The run.
    pub outcome: Same<PreviewOutcome>,
    /// The trade that is marked, by index.
    pub selected: Option<usize>,
    /// A trade was chosen.
    pub onselect: Callback<usize>,
}

fn columns(i18n: &I18n) -> Vec<Column> {
    let text = |key: &str| Column::text(i18n.t(key)).unsortable();
    let number = |key: &str| Column::number(i18n.t(key)).unsortable();
    vec![
        text("editor-trade-opened"),
        text("editor-trade-outcome"),
        number("editor-trade-entry"),
        number("editor-trade-exit"),
        number("editor-trade-shares"),
        text("editor-trade-reason"),
        number("editor-pnl"),
    ]
}

fn cell(trade: &Trade, column: usize, i18n: &I18n) -> Html {
    let price = |p: craftstrat_model::Price| i18n.cents(p.micros() as f64 / 1e6);
    match column {
        0 => html! { <Time ms={trade.opened_at_ms} /> },
        1 => html! { { i18n.t(if trade.outcome == Outcome::Up { "editor-up" } else { "editor-down" }) } },
        2 => html! { { price(trade.entry_price) } },
        3 => html! { { price(trade.exit_price) } },
        4 => html! { { i18n.short(trade.shares.micros() as f64 / 1e6, 2) } },
        5 => html! { { i18n.t(&format!("editor-exit-{}", trade.exit_reason.code().replace('_', "-"))) } },
        _ => html! { <Pnl value={trade.pnl_usdc.micros() as f64 / 1e6} /> },
    }
}

/// The table.
#[component]
pub fn TradesTable(props: &TradesTableProps) -> Html {
    let i18n = use_i18n();
    let columns = use_memo(i18n.lang().code(), |_| columns(&i18n));
    let trades = &props.outcome.report.trades;
    if trades.is_empty() {
        return html! { <p class="text-sm text-muted" data-testid="preview-trades">{ i18n.t("editor-trades-none") }</p> };
    }
    let cells = {
        let (outcome, i18n) = (props.outcome.clone(), i18n.clone());
        Callback::from(move |(row, column): (usize, usize)| {
            outcome.report.trades.get(row).map_or_else(Html::default, |trade| cell(trade, column, &i18n))
        })
    };
    let more = props.outcome.totals.trades.saturating_sub(trades.len() as u64);
    html! {
        <div data-testid="preview-trades" data-trades={props.outcome.totals.trades.to_string()}>
            <VirtualTable {columns} rows={trades.len()} cell={cells} onrow={props.onselect.clone()} selected={props.selected}
                height={260} label={i18n.t("editor-trades")} />
            if more > 0 {
                <p class="text-xs text-muted">{ i18n.tf("editor-trades-more", &[("count", more.into())]) }</p>
            }
        </div>
    }
}
