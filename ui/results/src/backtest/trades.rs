//! The trades: sorted, filtered, summed, each with its reasons a click away.

use crate::model::trades::{Totals, TradeColumn, TradeFilter, TradeResult, shown, totals};
use crate::{Held, write};
use craftstrat_api::report::Trade;
use craftstrat_api::studio::BacktestDetail;
use craftstrat_api::wire::Outcome;
use craftstrat_ui_kit::{Column, I18n, Pnl, VirtualTable, use_i18n, use_query_state};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Properties of [`Trades`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct TradesProps {
    pub(super) detail: Held<BacktestDetail>,
    /// Index of the trade that is shown.
    pub(super) selected: Option<usize>,
    /// Hears the index of a trade that is chosen.
    pub(super) onselect: Callback<usize>,
}

/// The order in the address: the column's code, with a hyphen before it from the largest.
pub(crate) fn order(text: Option<&str>) -> (TradeColumn, bool) {
    let text = text.unwrap_or("opened");
    let (code, down) = text.strip_prefix('-').map_or((text, false), |code| (code, true));
    let column = TradeColumn::ALL.into_iter().find(|c| c.code() == code).unwrap_or(TradeColumn::Opened);
    (column, down)
}

/// The table with its filters.
#[component]
pub(super) fn Trades(props: &TradesProps) -> Html {
    let i18n = use_i18n();
    let (text, outcome, result) =
        (use_query_state("q"), use_query_state("outcome"), use_query_state("result"));
    let sort = use_query_state("sort");
    let filter = TradeFilter {
        text: text.value.clone().unwrap_or_default(),
        outcome: [Outcome::Up, Outcome::Down]
            .into_iter()
            .find(|o| outcome.value.as_deref() == Some(o.code())),
        result: TradeResult::ALL.into_iter().find(|r| result.value.as_deref() == Some(r.code())),
    };
    let (column, down) = order(sort.value.as_deref());
    let detail = props.detail.clone();
    let rows = use_memo((detail.clone(), filter.clone(), column, down), |(detail, filter, column, down)| {
        shown(&detail.report.trades, filter, *column, *down)
    });
    let sums = totals(&detail.report.trades, &rows);
    let columns = use_memo(i18n.clone(), |i18n| {
        let column = |c: TradeColumn| {
            let label = i18n.t(&format!("results-column-{}", c.code()));
            if c.is_text() { Column::text(label) } else { Column::number(label) }
        };
        TradeColumn::ALL.into_iter().map(column).collect::<Vec<_>>()
    });
    let cell =
        use_callback((detail.clone(), rows.clone(), i18n.clone()), |(row, column), (detail, rows, i18n)| {
            let trade = rows.get(row).and_then(|i| detail.report.trades.get(*i));
            trade.zip(TradeColumn::ALL.get(column)).map_or_else(Html::default, |(t, c)| cell(i18n, t, *c))
        });
    let onsort = {
        let set = sort.set.clone();
        Callback::from(move |index: usize| {
            let Some(chosen) = TradeColumn::ALL.get(index).copied() else { return };
            // A number is first wanted from the largest; a text from A.
            let down = if chosen == column { !down } else { !chosen.is_text() };
            set.emit(Some(format!("{}{}", if down { "-" } else { "" }, chosen.code())));
        })
    };
    let onrow = {
        let (rows, onselect) = (rows.clone(), props.onselect.clone());
        Callback::from(move |row: usize| {
            if let Some(index) = rows.get(row) {
                onselect.emit(*index);
            }
        })
    };
    let at = TradeColumn::ALL.iter().position(|c| *c == column);
    let marked = props.selected.and_then(|chosen| rows.iter().position(|i| *i == chosen));
    let filled = |value: String| (!value.is_empty()).then_some(value);
    let ontext =
        text.set.reform(move |e: InputEvent| filled(e.target_unchecked_into::<HtmlInputElement>().value()));
    let chosen = move |e: Event| filled(e.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <div class="flex flex-col gap-2" data-testid="trades">
            <div class="flex flex-wrap gap-2 items-center">
                <input type="search" class="input input-sm w-60" placeholder={i18n.t("results-filter-market")}
                    aria-label={i18n.t("results-filter-market")} value={filter.text.clone()} oninput={ontext}
                    data-testid="trades-filter" />
                <select class="select select-sm w-40" aria-label={i18n.t("results-column-outcome")}
                    onchange={outcome.set.reform(chosen)} data-testid="trades-outcome">
                    <option value="" selected={filter.outcome.is_none()}>{ i18n.t("results-any-outcome") }</option>
                    for o in [Outcome::Up, Outcome::Down] {
                        <option value={o.code()} selected={filter.outcome == Some(o)}>
                            { write::outcome_word(&i18n, o.code()) }
                        </option>
                    }
                </select>
                <select class="select select-sm w-40" aria-label={i18n.t("results-result")}
                    onchange={result.set.reform(chosen)} data-testid="trades-result">
                    <option value="" selected={filter.result.is_none()}>{ i18n.t("results-any-result") }</option>
                    for r in TradeResult::ALL {
                        <option value={r.code()} selected={filter.result == Some(r)}>
                            { i18n.t(&format!("results-result-{}", r.code())) }
                        </option>
                    }
                </select>
                <span class="text-sm text-muted" aria-live="polite" data-testid="trades-count">
                    { i18n.tf("results-shown-of", &[
                        ("shown", rows.len().into()),
                        ("all", detail.report.trades.len().into()),
                    ]) }
                </span>
            </div>
            if detail.report.trades.is_empty() {
                <p class="text-sm text-muted">{ i18n.t("results-no-trades") }</p>
            } else {
                <p class="text-xs text-muted">{ i18n.t("results-trades-hint") }</p>
                <VirtualTable columns={columns} rows={rows.len()} {cell} sort={at.map(|at| (at, down))} {onsort}
                    onrow={Some(onrow)} selected={marked} footer={footer(&i18n, &sums)} height={480}
                    label={i18n.t("results-tab-trades")} testid="trades-table" />
            }
        </div>
    }
}

fn cell(i18n: &I18n, t: &Trade, column: TradeColumn) -> Html {
    match column {
        TradeColumn::Opened => write::moment(i18n, t.opened_at_ms),
        TradeColumn::Market => t.market.clone().into(),
        TradeColumn::Outcome => write::outcome_word(i18n, t.outcome.code()).into(),
        TradeColumn::Entry => i18n.cents(t.entry_price.to_f64()).into(),
        TradeColumn::Exit => i18n.cents(t.exit_price.to_f64()).into(),
        TradeColumn::Shares => i18n.number(t.shares.to_f64(), 2).into(),
        TradeColumn::Cost => i18n.number(t.entry_cost_usdc.to_f64(), 2).into(),
        TradeColumn::Fees => i18n.number(t.fees_usdc.to_f64(), 2).into(),
        TradeColumn::Pnl => html! { <Pnl value={t.pnl_usdc.to_f64()} /> },
        TradeColumn::Held => i18n.duration_ms(t.closed_at_ms.saturating_sub(t.opened_at_ms)).into(),
        TradeColumn::Reason => {
            i18n.t(&format!("results-exit-{}", write::hyphened(t.exit_reason.code()))).into()
        }
    }
}

/// The totals of what is shown, under their columns.
fn footer(i18n: &I18n, t: &Totals) -> Html {
    let number = |v: craftstrat_model::Usdc| i18n.number(v.to_f64(), 2);
    let words = i18n.tf(
        "results-totals",
        &[
            ("trades", t.trades.into()),
            ("wins", t.wins.into()),
            ("losses", t.losses.into()),
            ("unresolved", t.unresolved.into()),
        ],
    );
    html! {
        <tr class="font-medium" data-testid="trades-totals">
            <td colspan="6">{ words }</td>
            <td class="text-right">{ number(t.cost) }</td>
            <td class="text-right">{ number(t.fees) }</td>
            <td class="text-right"><Pnl value={t.pnl.to_f64()} /></td>
            <td colspan="2" />
        </tr>
    }
}
