//! The tick store: what there is, ticks for the page, deletion with undo.

use crate::app::{App, Studio};
use crate::caller::Caller;
use crate::clock::now_ms;
use crate::extract::{Json, Path, Query};
use crate::openapi::Binary;
use crate::problem::{Answer, Refusal};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use craftstrat_api::Coverage;
use craftstrat_api::studio::{ApiProblem, Deleted, SeriesDay, TicksRequest};
use craftstrat_data::{Selection, Silent};
use craftstrat_model::{Column, ColumnSet, Series, TickSource, TimeMs};
use craftstrat_preview::bundle::encode_market;
use craftstrat_runs::coverage;
use craftstrat_storage::Owner;
use craftstrat_storage::{new_id, trash};
use serde::Deserialize;

/// Markets of one request for ticks, at most.
const MARKETS_MAX: usize = 2_000;

/// Bytes of one answer with ticks, at most.
const TICKS_BYTES_MAX: usize = 512 << 20;

const DAY_MS: i64 = 86_400_000;

/// Which markets are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MarketsQuery {
    /// Only this series.
    series: Option<String>,
    /// Only slots that start at or after this.
    from_ms: Option<i64>,
    /// Only slots that start before this.
    to_ms: Option<i64>,
}

fn series_of(text: &str) -> Answer<Series> {
    text.parse().map_err(|e| Refusal::bad_request(format!("{e}.")))
}

/// Markets of the store with their quality.
#[utoipa::path(get, path = "/markets", tag = "data", params(MarketsQuery), responses(
    (status = 200, body = Coverage),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn markets(
    State(app): State<App>,
    Query(query): Query<MarketsQuery>,
) -> Answer<axum::Json<Coverage>> {
    let series = query.series.as_deref().map(series_of).transpose()?;
    let (from, to) = (query.from_ms.map(TimeMs), query.to_ms.map(TimeMs));
    let selection = Selection { series, from, to, ..Selection::default() };
    let found = app.heavy(move |studio: &Studio| coverage::coverage(&studio.store, &selection));
    Ok(axum::Json(found.await?))
}

/// What there is of every series and UTC day.
#[utoipa::path(get, path = "/series", tag = "data", responses(
    (status = 200, body = Vec<SeriesDay>),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn series(State(app): State<App>) -> Answer<axum::Json<Vec<SeriesDay>>> {
    Ok(axum::Json(app.heavy(|studio: &Studio| coverage::days(&studio.store)).await?))
}

/// Ticks as compact columns: the blocks of the markets in the order they were asked for. The `ETag` names the state of
/// the whole tick store; no markets ask for it alone.
#[utoipa::path(post, path = "/ticks", tag = "data", request_body = TicksRequest, responses(
    (status = 200, body = Binary, content_type = "application/octet-stream"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn ticks(State(app): State<App>, Json(asked): Json<TicksRequest>) -> Answer<Response> {
    if asked.markets.len() > MARKETS_MAX {
        return Err(Refusal::bad_request(format!("`markets` names at most {MARKETS_MAX} slots.")));
    }
    let column = |name: &String| {
        let column = name.parse::<Column>().ok();
        let shown: String = name.chars().take(60).collect();
        column
            .ok_or_else(|| Refusal::unprocessable("unknown_column", format!("There is no column `{shown}`.")))
    };
    let extra = asked.columns.iter().map(column).collect::<Answer<ColumnSet>>()?;
    // The state first: ticks that are replaced meanwhile are then taken for older than they are, not for newer.
    let read = move |studio: &Studio| {
        let state = studio.store.state()?;
        Ok::<_, Refusal>((state, bundle(studio, asked.markets, extra)?))
    };
    let (state, bundle) = app.heavy(read).await?;
    let kind = "application/octet-stream".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::ETAG, format!("\"{state}\""))], bundle).into_response())
}

fn bundle(studio: &Studio, markets: Vec<String>, extra: ColumnSet) -> Answer<Vec<u8>> {
    if markets.is_empty() {
        return Ok(Vec::new());
    }
    let selection = Selection { markets: markets.clone(), ..Selection::default() };
    let source = studio.store.select(&selection)?;
    let mut all = Vec::new();
    for slug in &markets {
        let Some(market) = source.markets().iter().position(|m| m.slug == *slug) else { continue };
        let block = encode_market(&source, market, extra).map_err(Refusal::internal)?;
        if all.len() + block.len() > TICKS_BYTES_MAX {
            return Err(Refusal::too_large(
                "So many ticks do not fit one answer: ask for fewer slots at once.",
            ));
        }
        all.extend(block);
    }
    Ok(all)
}

/// Deletes the ticks of one slot; they can be brought back for a day.
#[utoipa::path(delete, path = "/markets/{slug}", tag = "data", params(("slug" = String, Path)), responses(
    (status = 200, body = Deleted),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn delete_market(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(slug): Path<String>,
) -> Answer<axum::Json<Deleted>> {
    let selection = Selection { markets: vec![slug.clone()], ..Selection::default() };
    remove(&app, &owner, selection, slug).await
}

/// Deletes the ticks of a series' UTC day (`YYYY-MM-DD`); they can be brought back for a day.
#[utoipa::path(delete, path = "/series/{series}/{day}", tag = "data",
    params(("series" = String, Path), ("day" = String, Path)), responses(
    (status = 200, body = Deleted),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn delete_day(
    State(app): State<App>,
    Caller(owner): Caller,
    Path((series, day)): Path<(String, String)>,
) -> Answer<axum::Json<Deleted>> {
    let from = day.parse::<TimeMs>().ok().filter(|t| day.len() == 10 && t.0.rem_euclid(DAY_MS) == 0);
    let from = from.ok_or_else(|| Refusal::bad_request("The day is written YYYY-MM-DD."))?;
    let selection = Selection {
        series: Some(series_of(&series)?),
        from: Some(from),
        to: Some(from.plus_ms(DAY_MS)),
        ..Selection::default()
    };
    remove(&app, &owner, selection, format!("{series} {day}")).await
}

async fn remove(app: &App, owner: &Owner, selection: Selection, what: String) -> Answer<axum::Json<Deleted>> {
    let token = new_id();
    let name = token.clone();
    let removed = app.heavy(move |studio: &Studio| studio.store.remove(&selection, &name)).await?;
    if removed == 0 {
        return Err(Refusal::not_found("market"));
    }
    match trash::put_ticks(&app.db, owner, &token, &what, now_ms()).await {
        Ok(deleted) => Ok(axum::Json(deleted)),
        Err(error) => {
            // Nobody would have the token: rather not deleted than lost.
            app.heavy(move |studio: &Studio| studio.store.restore(&token, &Silent)).await?;
            Err(error.into())
        }
    }
}
