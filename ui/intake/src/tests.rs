//! What the pages show, rendered as a server would.

use crate::data::calendar::{SeriesCalendar, SeriesCalendarProps};
use crate::data::markets::{Markets, MarketsProps};
use crate::data::report::{Outcome, OutcomeProps};
use crate::data::{Chosen, DataPage};
use crate::logic::by_series;
use crate::upload::checks::{Checks, ChecksProps, Fuel, FuelProps};
use crate::upload::declares::{Declares, DeclaresProps};
use crate::upload::starter::Starter;
use crate::{DropZone, DropZoneProps};
use craftstrat_api::inspect::{ParameterInfo, RiskInfo};
use craftstrat_api::studio::{FuelUse, ImportOutcome, SeriesDay, UploadCheck};
use craftstrat_api::wire::{Winner, WinnerSource};
use craftstrat_api::{Inspection, MarketCoverage};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::I18nProvider;
use yew::prelude::*;
use yew::{BaseComponent, LocalServerRenderer};

async fn render<C: BaseComponent>(props: C::Properties) -> String {
    LocalServerRenderer::<C>::with_props(props).hydratable(false).render().await
}

fn day(series: &str, generated: bool) -> SeriesDay {
    SeriesDay {
        series: series.to_owned(),
        day: "2026-10-01".to_owned(),
        start_ms: 1_790_812_800_000,
        slots: 18,
        slots_possible: 96,
        rows: 21_600,
        coverage: 0.998,
        gaps: 5,
        resolved: 18,
        generated,
        underlying: generated,
    }
}

fn market(symbol: &str, winner: Option<Winner>) -> MarketCoverage {
    MarketCoverage {
        symbol: symbol.to_owned(),
        series: "btc-updown-15m".to_owned(),
        start_ms: 1_790_812_800_000,
        end_ms: 1_790_813_700_000,
        rows: 1_200,
        grid_rows: 899,
        from_ms: None,
        to_ms: None,
        gaps: 1,
        longest_gap_ms: 6_500,
        inconsistent: 3,
        columns: vec!["bid_up".to_owned(), "ask_up".to_owned()],
        winner,
        winner_source: WinnerSource::Inferred,
        price_definition: String::new(),
        one_token: true,
        generated: false,
    }
}

fn calendar(generated: bool) -> SeriesCalendarProps {
    let group = by_series(&[day("btc-updown-15m", generated)]).remove(0);
    SeriesCalendarProps { group, chosen: None, onday: Callback::noop() }
}

#[tokio::test(flavor = "current_thread")]
async fn a_calendar_says_how_much_there_is_and_whether_it_was_generated() {
    let recorded = render::<SeriesCalendar>(calendar(false)).await;
    assert!(recorded.contains("data-testid=\"calendar\""), "{recorded}");
    assert!(recorded.contains("18 of 96 slots, 99.8% of their seconds, gaps: 5"), "{recorded}");
    assert!(recorded.contains("21,600 rows") && recorded.contains("Recorded"), "{recorded}");
    let generated = render::<SeriesCalendar>(calendar(true)).await;
    assert!(generated.contains("Generated") && generated.contains("not recorded"), "{generated}");
}

#[tokio::test(flavor = "current_thread")]
async fn markets_show_their_quality_and_an_unknown_winner_says_so() {
    let chosen =
        Chosen { series: "btc-updown-15m".into(), day: "2026-10-01".into(), start_ms: 1_790_812_800_000 };
    let markets = vec![market("a", Some(Winner::Up)), market("b", None)];
    let shown = render::<Markets>(MarketsProps { chosen, markets, ondelete: Callback::noop() }).await;
    for text in
        ["market-row-a", "market-row-b", "99.9%", "6.5\u{a0}s", "inferred", "unknown", "2,400", "Delete b"]
    {
        assert!(shown.contains(text), "{text} is not in {shown}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_check_says_whether_it_passed_failed_or_was_not_made() {
    let check =
        |code: &str, passed| UploadCheck { code: code.into(), passed, detail: format!("about {code}") };
    let checks = vec![
        check("size", Some(true)),
        check("imports", Some(false)),
        check("fuel", None),
        check("new", Some(true)),
    ];
    let shown = render::<Checks>(ChecksProps { checks }).await;
    for text in [
        "check-size",
        "Passed",
        "check-imports",
        "Failed",
        "about imports",
        "check-fuel",
        "Not made",
        ">new<",
    ] {
        assert!(shown.contains(text), "{text} is not in {shown}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn fuel_is_shown_against_its_limit() {
    let fuel = FuelUse { rows: 900, mean: 120.25, worst: 5_000, limit: 20_000, market: "btc-1".into() };
    let shown = render::<Fuel>(FuelProps { fuel }).await;
    assert!(shown.contains("25.0% of the limit") && shown.contains("900 rows of btc-1"), "{shown}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_component_declares_its_parameters_and_limits() {
    let parameter = ParameterInfo { name: "dip".into(), default: 0.1, min: 0.01, max: 0.5, step: 0.01 };
    let risk = RiskInfo {
        stoploss_pct: Some(30.0),
        take_profit_pct: None,
        max_position_usdc: None,
        max_trades_per_slot: Some(1),
        cool_down_s: None,
        max_open_entries: None,
    };
    let inspection = Inspection {
        hash: "ab".repeat(32),
        bytes: 12_345,
        name: "dip".into(),
        version: String::new(),
        columns: vec!["ask_up".into()],
        account: Vec::new(),
        parameters: vec![parameter],
        risk,
        warm_up_rows: 0,
        carries_state: false,
        nodes: Vec::new(),
        source: None,
    };
    let shown = render::<Declares>(DeclaresProps { inspection }).await;
    for text in ["dip: 0.1 (0.01 to 0.5)", "Stop loss 30 %", "ask_up", "none", "An author’s toolchain"] {
        assert!(shown.contains(text), "{text} is not in {shown}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn an_import_reports_what_it_left_out_and_why() {
    let mut outcome = ImportOutcome { records: 901, rows: 900, slots: 1, ..ImportOutcome::default() };
    let clean = render::<Outcome>(OutcomeProps { file: "a.csv".into(), outcome: outcome.clone() }).await;
    assert!(clean.contains("a.csv") && clean.contains("Nothing was left out"), "{clean}");
    outcome.rejects.push(("unknown slot".into(), 1));
    let shown = render::<Outcome>(OutcomeProps { file: "a.csv".into(), outcome }).await;
    assert!(shown.contains("import-rejects") && shown.contains("unknown slot"), "{shown}");
}

#[component]
fn FrenchData() -> Html {
    html! { <I18nProvider lang={Lang::Fr}><DataPage /></I18nProvider> }
}

#[tokio::test(flavor = "current_thread")]
async fn pages_begin_with_their_heading_and_a_place_to_drop_files() {
    let shown = render::<FrenchData>(()).await;
    assert!(shown.contains("Données de marché") && shown.contains("data-testid=\"drop\""), "{shown}");
    assert!(shown.contains("type=\"file\"") && shown.contains("multiple"), "{shown}");
    let zone = DropZoneProps {
        label: "Drop".into(),
        hint: "Hint".into(),
        accept: ".wasm".into(),
        several: false,
        disabled: true,
        onfiles: Callback::noop(),
        testid: "drop".into(),
    };
    let zone = render::<DropZone>(zone).await;
    assert!(
        zone.contains("disabled") && zone.contains("accept=\".wasm\"") && !zone.contains("multiple"),
        "{zone}"
    );
    let starter = render::<Starter>(()).await;
    assert!(starter.contains("href=\"/api/v1/starter.zip\""), "{starter}");
}
