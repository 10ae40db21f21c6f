//! The comparison rendered without a browser.

use super::ComparisonView;
use super::model::tests::{comparison, fill};
use crate::start::rendered::shown;
use craftstrat_api::studio::live::LiveComparison;
use craftstrat_i18n::Lang;
use serde_json::{Value, json};
use std::rc::Rc;
use yew::prelude::*;

async fn view(lang: Lang, comparison: LiveComparison) -> String {
    shown(lang, html! { <ComparisonView comparison={Rc::new(comparison)} /> }).await
}

#[tokio::test]
async fn equal_digests_are_said_with_a_tick_mark_and_nothing_else() {
    for lang in Lang::ALL {
        let html = view(lang, comparison(|_| ())).await;
        assert!(html.contains("data-verdict=\"equal\"") && html.contains("text-success"));
        assert!(!html.contains("data-testid=\"difference") && !html.contains("data-testid=\"reasons\""));
    }
}

#[tokio::test]
async fn differences_stand_beside_each_other_with_the_reasons() {
    let parted = comparison(|c| {
        c["backtest_digest"] = "bb".into();
        c["reasons"] = json!([{ "code": "rows_late", "rows": 7, "detail": "7 rows came too late." }]);
        c["differences"] = json!([
            { "market": "m1", "at_ms": 1, "live": fill(|_| ()), "backtest": fill(|f| f["price"] = "0.63".into()) },
            { "market": "m2", "at_ms": 2, "live": fill(|f| f["side"] = "sell".into()), "backtest": Value::Null },
        ]);
    });
    let html = view(Lang::En, parted.clone()).await;
    assert!(html.contains("data-verdict=\"parted\""));
    assert_eq!(html.matches("data-testid=\"difference\"").count(), 2);
    assert!(
        html.contains("Buy 10 Up at 62¢") && html.contains("Buy 10 Up at 63¢") && html.contains("Sell 10 Up")
    );
    assert!(html.contains("only live") && html.contains("7 rows came too late for the desk"));
    let html = view(Lang::Fr, parted).await;
    assert!(
        html.contains("seulement en direct") && html.contains("7 lignes sont arrivées trop tard"),
        "{html}"
    );
}

#[tokio::test]
async fn before_anything_is_settled_there_is_nothing_to_compare() {
    let html = view(Lang::En, comparison(|c| c["markets"] = 0.into())).await;
    assert!(html.contains("data-verdict=\"nothing\"") && !html.contains("Equal"));
}
