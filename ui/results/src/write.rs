//! Figures in the reader's language.

use crate::model::figure::Figure;
use craftstrat_ui_kit::{I18n, Pnl, Time};
use yew::prelude::*;

/// What stands where nothing is defined.
pub(crate) const MISSING: &str = "–";

/// A figure as text.
pub(crate) fn text(i18n: &I18n, figure: &Figure) -> String {
    match figure {
        Figure::Pnl(v) => format!("{} USDC", i18n.signed(v.to_f64(), 2)),
        Figure::Amount(v) => i18n.usdc(v.to_f64()),
        Figure::Gain(v) => i18n.percent(*v, 2),
        Figure::Part(v) => i18n.percent(*v, 1),
        Figure::Ratio(v) => i18n.number(*v, 3),
        Figure::Value(v) => i18n.short(*v, 6),
        Figure::Count(n) => i18n.number(*n as f64, 0),
        Figure::Duration(0) => i18n.duration_ms(0),
        Figure::Duration(ms) if *ms < 0 => format!("−{}", i18n.duration_ms(-ms)),
        Figure::Duration(ms) => i18n.duration_ms(*ms),
        Figure::Moment(ms) => i18n.datetime(*ms),
        Figure::Price(p) => i18n.cents(*p),
        Figure::Shares(n) => i18n.number(*n, 2),
        Figure::Counts(list) if list.is_empty() => MISSING.to_owned(),
        Figure::Counts(list) => {
            let one = |(key, n): &(String, u64)| format!("{} {}", i18n.t(key), i18n.number(*n as f64, 0));
            list.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        Figure::Trade(pnl, outcome, price, at) => format!(
            "{} USDC, {} {}, {}",
            i18n.signed(pnl.to_f64(), 2),
            outcome_word(i18n, outcome),
            i18n.cents(*price),
            i18n.datetime(*at)
        ),
        Figure::Word(key) => i18n.t(key),
        Figure::Text(text) => text.clone(),
        Figure::Missing => MISSING.to_owned(),
    }
}

/// A figure as a part of the page: gains with sign, arrow and colour, moments with both zones.
pub(crate) fn html(i18n: &I18n, figure: &Figure) -> Html {
    match figure {
        Figure::Pnl(v) => html! { <><Pnl value={v.to_f64()} />{ " USDC" }</> },
        Figure::Gain(v) => html! { <Pnl value={*v} percent=true /> },
        Figure::Moment(ms) => html! { <Time ms={*ms} /> },
        other => text(i18n, other).into(),
    }
}

/// A moment to the second; the tooltip has UTC and local time.
pub(crate) fn moment(i18n: &I18n, ms: i64) -> Html {
    html! {
        <time class="tabular-nums whitespace-nowrap" title={i18n.both_zones(ms)}>
            { i18n.date(ms) }{ " " }{ i18n.time(ms) }
        </time>
    }
}

/// A code of the report as message keys spell it: `stop-loss`.
pub(crate) fn hyphened(code: &str) -> String {
    code.replace('_', "-")
}

/// Up or Down as the reader calls them.
pub(crate) fn outcome_word(i18n: &I18n, code: &str) -> String {
    i18n.t(if code == "UP" { "results-word-up" } else { "results-word-down" })
}

/// A difference: with its sign, nothing where there is none.
pub(crate) fn difference(i18n: &I18n, figure: &Option<Figure>) -> Html {
    match figure {
        None => Html::default(),
        Some(figure) if figure.number() == Some(0.0) => "=".into(),
        Some(Figure::Ratio(v)) => i18n.signed(*v, 3).into(),
        Some(Figure::Gain(v)) => format!("{} {}", i18n.signed(v * 100.0, 2), i18n.t("results-points")).into(),
        Some(figure) => html(i18n, figure),
    }
}
