//! The pages rendered from real reports.

use craftstrat_api::report::{Denial, Fault, Unresolved};
use craftstrat_api::studio::StrategyRef;
use craftstrat_i18n::Lang;
use craftstrat_model::Usdc;
use craftstrat_ui_kit::I18nProvider;
use craftstrat_ui_results::model::parameters::of_document;
use craftstrat_ui_results::{
    BacktestsPage, ComparePage, Comparison, Held, NewSweepPage, ResultView, RunDialog, SweepView, SweepsPage,
};
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;
use yew_router::Router;
use yew_router::history::{AnyHistory, History, MemoryHistory};

#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    Backtest,
    Troubled,
    Comparison,
    Sweep,
    Backtests,
    NewSweep,
    Sweeps,
    NothingToCompare,
    Run,
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ShownProps {
    what: What,
    path: AttrValue,
    lang: Lang,
}

/// A run with everything that can go wrong.
fn troubled() -> craftstrat_api::studio::BacktestDetail {
    let mut detail = crate::common::backtest();
    let report = &mut detail.report;
    let market = report.markets[0].symbol.clone();
    report.metrics.unresolved_trades = 2;
    report.metrics.pnl_net_best_usdc = Usdc::from_micros(77_000_000);
    report.unresolved.push(Unresolved {
        market: market.clone(),
        trades: 2,
        pnl_if_lost_usdc: Usdc::from_micros(-20_000_000),
        pnl_if_won_usdc: Usdc::from_micros(20_000_000),
    });
    report.faults.push(Fault {
        at_ms: 1_790_812_800_000,
        market: market.clone(),
        code: "out_of_fuel".to_owned(),
        message: "used more than 50000 fuel in one row".to_owned(),
    });
    report.denials.push(Denial {
        code: "max_position".to_owned(),
        count: 3,
        first_at_ms: Some(1_790_812_800_000),
        first_market: Some(market),
        first_detail: Some("100 USDC asked, 50 USDC allowed".to_owned()),
    });
    detail
}

fn document() -> String {
    match crate::common::backtest().request.strategy {
        StrategyRef::Document(text) => text,
        _ => String::new(),
    }
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let (path, query) = props.path.split_once('?').unwrap_or((&props.path, ""));
    let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let history = MemoryHistory::new();
    history.push_with_query(path.to_owned(), pairs).expect("pairs of texts");
    let history = AnyHistory::from(history);
    let page = match props.what {
        What::Backtest => html! { <ResultView detail={Held::new(crate::common::backtest())} /> },
        What::Troubled => html! { <ResultView detail={Held::new(troubled())} /> },
        What::Comparison => {
            let details = [crate::common::backtest(), crate::common::other_backtest()].map(Held::new);
            html! { <Comparison details={Rc::new(details.to_vec())} /> }
        }
        What::Sweep => html! { <SweepView detail={Held::new(crate::common::sweep())} /> },
        What::Backtests => html! { <BacktestsPage /> },
        What::NewSweep => html! { <NewSweepPage /> },
        What::Sweeps => html! { <SweepsPage /> },
        What::NothingToCompare => html! { <ComparePage /> },
        What::Run => html! {
            <RunDialog strategy={crate::common::backtest().request.strategy} open=true onclose={Callback::noop()}
                parameters={Some(Rc::new(of_document(&document())))} />
        },
    };
    html! { <Router {history}><I18nProvider lang={props.lang}>{ page }</I18nProvider></Router> }
}

async fn shown(what: What, path: &'static str, lang: Lang) -> String {
    let props = ShownProps { what, path: path.into(), lang };
    let html = LocalServerRenderer::<Shown>::with_props(props).hydratable(false).render().await;
    assert!(!html.contains("results-metric-") && !html.contains(">results-"), "a message is missing");
    html
}

fn count(html: &str, text: &str) -> usize {
    html.matches(text).count()
}

#[tokio::test]
async fn the_first_tab_has_digest_warnings_and_robustness() {
    let report = crate::common::backtest().report;
    let html = shown(What::Backtest, "/backtests/b1", Lang::En).await;
    assert!(html.contains("data-testid=\"digest\"") && html.contains(&report.digest));
    assert_eq!(count(&html, "data-testid=\"warning\""), report.warnings.len());
    for warning in &report.warnings {
        assert!(html.contains(&format!("data-code=\"{}\"", warning.code)));
    }
    let caution = html.find("data-code=\"few_trades\"").expect("a caution");
    let note = html.find("data-code=\"generated_data\"").expect("a note");
    assert!(caution < note, "cautions first");
    for testid in [
        "scenario-one_tick_worse",
        "scenario-double_latency",
        "win-test-entries",
        "baseline",
        "rerun",
        "export-png",
    ] {
        assert!(html.contains(&format!("data-testid=\"{testid}\"")), "{testid}");
    }
    assert!(!html.contains("unresolved-range"));
}

#[tokio::test]
async fn every_metric_has_its_value_and_its_formula() {
    let html = shown(What::Backtest, "/backtests/b1?tab=metrics", Lang::En).await;
    assert!(count(&html, "data-testid=\"metric-") > 80);
    assert!(html.contains("Wins / resolved trades"));
    assert!(html.contains("data-testid=\"metric-sharpe-per-slot\""));
}

#[tokio::test]
async fn trades_are_listed_filtered_and_summed() {
    let html = shown(What::Backtest, "/backtests/b1?tab=trades&sort=-pnl", Lang::En).await;
    assert!(html.contains("data-testid=\"trades\"") && html.contains("11 of 11"));
    assert!(html.contains("aria-sort=\"descending\""));
    assert!(html.contains("11 trades: 6 won, 5 lost, 0 unresolved"), "the totals");
    let lost = shown(What::Backtest, "/backtests/b1?tab=trades&result=loss", Lang::En).await;
    assert!(lost.contains("5 of 11"));
    let text = shown(What::Backtest, "/backtests/b1?tab=trades&q=nothing", Lang::En).await;
    assert!(text.contains("0 of 11"));
}

#[tokio::test]
async fn a_trade_in_the_address_opens_its_reasons() {
    let html = shown(What::Backtest, "/backtests/b1?tab=trades&trade=2", Lang::En).await;
    assert!(html.contains("data-testid=\"why\"") && html.contains("Decided by the strategy"));
    let none = shown(What::Backtest, "/backtests/b1?tab=trades&trade=999", Lang::En).await;
    assert!(!none.contains("Decided by the strategy"));
}

#[tokio::test]
async fn what_went_wrong_is_said() {
    let html = shown(What::Troubled, "/backtests/b1?tab=incidents", Lang::En).await;
    assert!(html.contains("data-testid=\"unresolved-range\"") && html.contains("+77.00 USDC"));
    for text in ["Out of fuel", "used more than 50000 fuel", "max_position", "100 USDC asked"] {
        assert!(html.contains(text), "{text}");
    }
    let clean = shown(What::Backtest, "/backtests/b1?tab=incidents", Lang::En).await;
    assert!(clean.contains("The strategy failed in no market."));
}

#[tokio::test]
async fn breakdowns_and_settings_are_there() {
    let html = shown(What::Backtest, "/backtests/b1?tab=breakdown", Lang::En).await;
    for text in ["By hour of entry, UTC", "Quarter 3", "Take profit", "sim-updown-15m", "By slot"] {
        assert!(html.contains(text), "{text}");
    }
    let html = shown(What::Backtest, "/backtests/b1?tab=settings", Lang::En).await;
    let report = crate::common::backtest().report;
    assert!(html.contains(&report.strategy.hash));
    for market in &report.markets {
        assert!(html.contains(&market.symbol));
    }
}

#[tokio::test]
async fn french_readers_get_french() {
    for tab in ["overview", "metrics", "breakdown", "trades", "trust", "incidents", "settings"] {
        let path: &'static str = Box::leak(format!("/backtests/b1?tab={tab}").into_boxed_str());
        let html = shown(What::Backtest, path, Lang::Fr).await;
        assert!(html.contains("Résultat net"), "{tab}");
        assert!(html.contains("Moins de 30 trades résolus"), "{tab}");
    }
    let html = shown(What::Sweep, "/sweeps/s1", Lang::Fr).await;
    assert!(html.contains("Hors échantillon"));
}

#[tokio::test]
async fn a_comparison_marks_what_differs() {
    let html = shown(What::Comparison, "/compare?ids=b1,b2", Lang::En).await;
    assert_eq!(count(&html, "data-differs=\"true\""), 2, "latency and one parameter");
    assert!(html.contains("data-testid=\"compare-pnl-net-usdc\""));
    assert!(html.contains("1. Late favourite") && html.contains("2. Late favourite"));
}

#[tokio::test]
async fn a_sweep_shows_both_halves_and_the_variant_in_the_address() {
    let html = shown(What::Sweep, "/sweeps/s1?row=4", Lang::En).await;
    assert_eq!(count(&html, "data-testid=\"sweep-cell-"), 9);
    assert_eq!(count(&html, "data-testid=\"sweep-out-cell-"), 9);
    assert!(html.contains("data-testid=\"searched\"") && html.contains("Best of 9 combinations"));
    assert!(html.contains("data-testid=\"agreement\""));
    assert!(html.contains("Variant: fast 10, slow 40"));
    assert!(
        html.contains("data-testid=\"variant-strategy\"")
            && html.contains("data-testid=\"variant-backtest\"")
    );
    let table = shown(What::Sweep, "/sweeps/s1?tab=table", Lang::En).await;
    assert!(table.contains("data-testid=\"sweep-table\"") && table.contains("aria-sort=\"descending\""));
    assert!(!table.contains("data-testid=\"variant\""));
}

#[tokio::test]
async fn pages_stand_before_the_server_answers() {
    for (what, heading) in [
        (What::Backtests, "Backtests"),
        (What::Sweeps, "Sweeps"),
        (What::NewSweep, "New sweep"),
        (What::NothingToCompare, "Nothing to compare yet"),
    ] {
        let html = shown(what, "/", Lang::En).await;
        assert!(html.contains(heading), "{heading}");
    }
}

#[tokio::test]
async fn the_dialog_offers_period_cash_latency_and_parameters() {
    let html = shown(What::Run, "/", Lang::En).await;
    for testid in [
        "run-series",
        "run-from",
        "run-to",
        "run-cash",
        "run-latency",
        "run-parameter-favourite",
        "run-start",
    ] {
        assert!(html.contains(&format!("data-testid=\"{testid}\"")), "{testid}");
    }
}
