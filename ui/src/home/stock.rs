//! What market data there is, in a few figures.

use craftstrat_api::studio::SeriesDay;
use craftstrat_ui_kit::{
    Card, Empty, ErrorBox, I18n, Icon, IconName, Route, Skeleton, use_client, use_i18n, use_resource,
};
use std::collections::BTreeSet;
use yew::prelude::*;
use yew_router::prelude::*;

/// The store in a few figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Series, in order.
    pub series: Vec<String>,
    /// Different UTC days.
    pub days: usize,
    /// The first of them begins.
    pub from_ms: i64,
    /// The last of them begins.
    pub to_ms: i64,
    /// Slots.
    pub slots: u64,
    /// Rows.
    pub rows: u64,
    /// All of it was made by the generator.
    pub all_generated: bool,
    /// Some of it was.
    pub some_generated: bool,
    /// The underlying is recorded somewhere.
    pub underlying: bool,
}

/// Adds up the days; none when there are none.
pub fn stock(days: &[SeriesDay]) -> Option<Stock> {
    let first = days.iter().map(|day| day.start_ms).min()?;
    let last = days.iter().map(|day| day.start_ms).max()?;
    let series: BTreeSet<&str> = days.iter().map(|day| day.series.as_str()).collect();
    let different: BTreeSet<&str> = days.iter().map(|day| day.day.as_str()).collect();
    Some(Stock {
        series: series.into_iter().map(str::to_owned).collect(),
        days: different.len(),
        from_ms: first,
        to_ms: last,
        slots: days.iter().map(|day| day.slots).sum(),
        rows: days.iter().map(|day| day.rows).sum(),
        all_generated: days.iter().all(|day| day.generated),
        some_generated: days.iter().any(|day| day.generated),
        underlying: days.iter().any(|day| day.underlying),
    })
}

/// What data there is, and the way to more.
#[component]
pub fn StockCard() -> Html {
    let i18n = use_i18n();
    let client = use_client();
    let days = use_resource((), move |()| {
        let client = client.clone();
        async move { client.get::<Vec<SeriesDay>>("/series").await }
    });
    let body = match (&days.data, &days.error) {
        (Some(days), _) => match stock(days) {
            Some(stock) => figures(&i18n, &stock),
            None => html! {
                <Empty title={i18n.t("pages-stock-none")} body={i18n.t("pages-stock-none-body")} icon={IconName::Database}
                    action={html! { <Link<Route> to={Route::Data} classes="btn btn-primary">{ i18n.t("pages-stock-import") }</Link<Route>> }} />
            },
        },
        (None, Some(error)) => html! { <ErrorBox error={error.clone()} retry={days.reload.clone()} /> },
        (None, None) => html! { <Skeleton lines=2 /> },
    };
    let actions = html! {
        <Link<Route> to={Route::Data} classes="btn btn-ghost btn-sm font-medium">{ i18n.t("pages-stock-open") }</Link<Route>>
    };
    html! {
        <Card title={AttrValue::from(i18n.t("pages-stock-title"))} {actions}>{ body }</Card>
    }
}

fn figures(i18n: &I18n, stock: &Stock) -> Html {
    let count = |n: u64| i18n.number(n as f64, 0);
    let period = if stock.from_ms == stock.to_ms {
        i18n.date(stock.from_ms)
    } else {
        format!("{} – {}", i18n.date(stock.from_ms), i18n.date(stock.to_ms))
    };
    let shown = [
        ("pages-stock-series", stock.series.join(", ")),
        ("pages-stock-period", period),
        ("pages-stock-slots", count(stock.slots)),
        ("pages-stock-rows", count(stock.rows)),
    ];
    let origin = match (stock.all_generated, stock.some_generated) {
        (true, _) => Some("pages-stock-all-generated"),
        (false, true) => Some("pages-stock-some-generated"),
        (false, false) => None,
    };
    html! {
        <div class="flex flex-col gap-3" data-testid="stock">
            <dl class="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-[2fr_2fr_1fr_1fr]">
                for (key, value) in shown {
                    <div {key} class="min-w-0">
                        <dt class="text-xs text-muted">{ i18n.t(key) }</dt>
                        <dd class="truncate text-sm font-medium tabular-nums" title={value.clone()}>{ value.clone() }</dd>
                    </div>
                }
            </dl>
            if let Some(key) = origin {
                <p class="flex items-start gap-2 text-sm text-muted">
                    <span class="mt-0.5 text-warning"><Icon name={IconName::AlertTriangle} /></span>
                    { i18n.t(key) }
                </p>
            }
            if !stock.underlying {
                <p class="flex items-start gap-2 text-sm text-muted">
                    <span class="mt-0.5"><Icon name={IconName::Info} /></span>
                    { i18n.t("pages-stock-no-underlying") }
                </p>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::stock;
    use craftstrat_api::studio::SeriesDay;

    fn day(series: &str, day: &str, start_ms: i64, generated: bool) -> SeriesDay {
        SeriesDay {
            series: series.to_owned(),
            day: day.to_owned(),
            start_ms,
            slots: 10,
            slots_possible: 96,
            rows: 100,
            coverage: 1.0,
            gaps: 0,
            resolved: 10,
            generated,
            underlying: generated,
        }
    }

    #[test]
    fn days_are_added_up() {
        assert_eq!(stock(&[]), None);
        let days = [
            day("b", "2026-02-03", 20, false),
            day("a", "2026-02-03", 20, true),
            day("b", "2026-02-02", 10, false),
        ];
        let stock = stock(&days).expect("there are days");
        assert_eq!(stock.series, ["a", "b"]);
        assert_eq!((stock.days, stock.from_ms, stock.to_ms), (2, 10, 20));
        assert_eq!((stock.slots, stock.rows), (30, 300));
        assert!(stock.some_generated && !stock.all_generated && stock.underlying);
    }
}
