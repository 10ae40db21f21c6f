//! The data page: what there is day by day, its quality, import and deletion.

pub(crate) mod calendar;
mod import;
pub(crate) mod markets;
pub(crate) mod report;

use crate::logic::by_series;
use calendar::SeriesCalendar;
use craftstrat_api::Coverage;
use craftstrat_api::studio::{Deleted, SeriesDay};
use craftstrat_ui_kit::{
    ApiError, Card, Client, Empty, ErrorBox, I18n, IconName, Page, Skeleton, ToastKind, Toasts, use_client,
    use_i18n, use_resource, use_toasts,
};
use import::Import;
use markets::Markets;
use yew::platform::spawn_local;
use yew::prelude::*;

/// A day of a series, chosen in a calendar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chosen {
    /// The series.
    pub series: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Its first instant.
    pub start_ms: i64,
}

/// The length of a UTC day.
pub(crate) const DAY_MS: i64 = 86_400_000;

/// Deletes through `path`, says what went with a way back, and calls `changed` after either.
pub(crate) fn delete(client: Client, toasts: Toasts, i18n: I18n, path: String, changed: Callback<()>) {
    spawn_local(async move {
        let deleted = match client.delete::<Deleted>(&path).await {
            Ok(deleted) => deleted,
            Err(error) => return toasts.show(ToastKind::Error, error.to_string()),
        };
        changed.emit(());
        let said = i18n.tf("intake-deleted", &[("what", deleted.what.clone().into())]);
        let undo = {
            let (client, toasts, i18n) = (client.clone(), toasts.clone(), i18n.clone());
            Callback::from(move |()| {
                let (client, toasts, i18n) = (client.clone(), toasts.clone(), i18n.clone());
                let (changed, deleted) = (changed.clone(), deleted.clone());
                spawn_local(async move {
                    let path = format!("/trash/{}/restore", deleted.token);
                    match client.post::<(), serde_json::Value>(&path, &()).await {
                        Ok(_) => {
                            let what = [("what", deleted.what.into())];
                            toasts.show(ToastKind::Success, i18n.tf("intake-restored", &what));
                            changed.emit(());
                        }
                        Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                    }
                });
            })
        };
        toasts.with_action(ToastKind::Info, said, i18n.t("intake-delete-undo"), undo);
    });
}

/// The tick store.
#[component]
pub fn DataPage() -> Html {
    let i18n = use_i18n();
    let (client, toasts) = (use_client(), use_toasts());
    let days = {
        let client = client.clone();
        use_resource((), move |()| {
            let client = client.clone();
            async move { client.get::<Vec<SeriesDay>>("/series").await }
        })
    };
    let chosen = use_state_eq(|| None::<Chosen>);
    // What is shown until a day is chosen: the first day of the first series.
    let shown = (*chosen).clone().or_else(|| {
        let first = by_series(days.data.as_deref()?).into_iter().next()?.days.into_iter().next()?;
        Some(Chosen { series: first.series, day: first.day, start_ms: first.start_ms })
    });
    let markets = {
        let (client, shown) = (client.clone(), shown.clone());
        use_resource(shown, move |shown: Option<Chosen>| {
            let client = client.clone();
            async move {
                let Some(chosen) = shown else { return Ok::<_, ApiError>(None) };
                let (from, to) = (chosen.start_ms, chosen.start_ms + DAY_MS);
                let path = format!("/markets?series={}&from_ms={from}&to_ms={to}", chosen.series);
                client.get::<Coverage>(&path).await.map(Some)
            }
        })
    };
    let changed = {
        let (days, markets) = (days.reload.clone(), markets.reload.clone());
        Callback::from(move |()| {
            days.emit(());
            markets.emit(());
        })
    };
    let ondelete = {
        let (client, toasts, i18n, changed) = (client, toasts, i18n.clone(), changed.clone());
        Callback::from(move |path: String| {
            delete(client.clone(), toasts.clone(), i18n.clone(), path, changed.clone());
        })
    };
    let onday = {
        let chosen = chosen.clone();
        Callback::from(move |day: Chosen| chosen.set(Some(day)))
    };
    let groups = by_series(days.data.as_deref().unwrap_or_default());
    let is_empty = days.data.as_ref().is_some_and(Vec::is_empty);
    let attribution = markets.data.clone().flatten().map(|c| c.attribution).unwrap_or_default();
    html! {
        <Page title={i18n.t("intake-data-title")} intro={i18n.t("intake-data-lead")}>
            if let Some(error) = days.error.clone() {
                <ErrorBox {error} retry={days.reload.clone()} />
            }
            if days.data.is_none() && days.loading {
                <Skeleton lines={8} />
            }
            if is_empty {
                <Empty
                    title={i18n.t("intake-data-empty-title")}
                    body={i18n.t("intake-data-empty-body")}
                    icon={IconName::Database}
                />
            }
            if !groups.is_empty() {
                <div class="grid grid-cols-1 gap-4 lg:grid-cols-2">
                    for group in &groups {
                        <SeriesCalendar
                            key={group.series.clone()}
                            chosen={shown.clone().filter(|c| c.series == group.series)}
                            group={group.clone()}
                            onday={onday.clone()}
                        />
                    }
                </div>
            }
            if let Some(chosen) = shown.filter(|_| !is_empty) {
                if let Some(error) = markets.error.clone() {
                    <ErrorBox {error} retry={markets.reload.clone()} />
                }
                if let Some(coverage) = markets.data.clone().flatten() {
                    <Markets {chosen} markets={coverage.markets} {ondelete} />
                } else if markets.loading {
                    <Skeleton lines={6} />
                }
            }
            <Import onimported={changed} />
            if !attribution.is_empty() {
                <Card title={Some(AttrValue::from(i18n.t("intake-attribution")))}>
                    <ul class="list-inside list-disc text-sm text-muted" data-testid="attribution">
                        for line in attribution {
                            <li>{ line }</li>
                        }
                    </ul>
                </Card>
            }
        </Page>
    }
}
