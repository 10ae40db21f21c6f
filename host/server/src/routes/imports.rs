//! Imports by upload: the body goes to a file, a job reads it.

use crate::app::{App, UPLOADS};
use crate::caller::Caller;
use crate::extract::{Path, Query};
use crate::jobs::{self, Request};
use crate::openapi::Binary;
use crate::problem::{Answer, Refusal};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use craftstrat_api::studio::{ApiProblem, ImportFormat, ImportOutcome, Job};
use craftstrat_storage::{imports, new_id};
use futures::StreamExt;
use serde::Deserialize;
use std::path::Path as FilePath;
use std::time::Duration;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;

/// Bytes of an uploaded file, at most.
const UPLOAD_MAX: u64 = 2 << 30;

/// Time without a byte after which an upload is given up.
const SILENCE: Duration = Duration::from_secs(30);

/// What is uploaded.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// The file's name, for people and for its ending.
    name: String,
    /// What it holds; told by its content when absent.
    #[serde(default)]
    format: ImportFormat,
}

/// Takes a file in and queues its import. When the queue is full, it is refused before its bytes are read.
#[utoipa::path(post, path = "/imports", tag = "data", params(ImportQuery),
    request_body(content = Binary, content_type = "application/octet-stream"), responses(
    (status = 202, body = Job),
    (status = 413, body = ApiProblem, content_type = "application/problem+json"),
    (status = 429, body = ApiProblem, content_type = "application/problem+json"),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn create(
    State(app): State<App>,
    Caller(owner): Caller,
    Query(query): Query<ImportQuery>,
    body: Body,
) -> Answer<(StatusCode, Json<Job>)> {
    jobs::room(&app).await?;
    let (folder, name) = (new_id(), safe(&query.name));
    let path = app.data_dir.join(UPLOADS).join(&folder);
    fs::create_dir_all(&path).await.map_err(Refusal::internal)?;
    let queued = match receive(body, &path.join(&name)).await {
        Ok(()) => {
            let request = Request::Import { folder, name, format: query.format };
            jobs::enqueue(&app, &owner, shown(&query.name), &request).await
        }
        Err(refusal) => Err(refusal),
    };
    if queued.is_err() {
        // Best effort: what stays behind is removed at the next start.
        let _ = fs::remove_dir_all(&path).await;
    }
    Ok((StatusCode::ACCEPTED, Json(queued?)))
}

async fn receive(body: Body, path: &FilePath) -> Answer<()> {
    let mut file = File::create(path).await.map_err(Refusal::internal)?;
    let mut stream = body.into_data_stream();
    let mut bytes = 0_u64;
    loop {
        let Ok(next) = tokio::time::timeout(SILENCE, stream.next()).await else {
            let detail = "The upload stopped on its way.";
            return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "timeout", detail));
        };
        let Some(chunk) = next else { break };
        let chunk = chunk.map_err(|_| Refusal::bad_request("The body could not be read to its end."))?;
        bytes += chunk.len() as u64;
        if bytes > UPLOAD_MAX {
            let detail = format!(
                "A file of more than {} GiB is imported on the command line: `craftstrat data import`.",
                UPLOAD_MAX >> 30
            );
            return Err(Refusal::too_large(detail));
        }
        file.write_all(&chunk).await.map_err(Refusal::internal)?;
    }
    if bytes == 0 {
        return Err(Refusal::bad_request("The file is empty."));
    }
    file.flush().await.map_err(Refusal::internal)
}

/// A file's name without anything that means a place.
fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let kept: String = last.chars().map(plain).collect();
    let from = kept.len().saturating_sub(100);
    let kept = kept[from..].trim_start_matches('.');
    if kept.is_empty() { "upload".to_owned() } else { kept.to_owned() }
}

fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// What an import brought in, once its job is done.
#[utoipa::path(get, path = "/imports/{id}", tag = "data", params(("id" = String, Path)), responses(
    (status = 200, body = ImportOutcome),
    (status = "default", body = ApiProblem, content_type = "application/problem+json"),
))]
pub(crate) async fn find(
    State(app): State<App>,
    Caller(owner): Caller,
    Path(id): Path<String>,
) -> Answer<Json<ImportOutcome>> {
    imports::find(&app.db, &owner, &id).await?.map(Json).ok_or_else(|| Refusal::not_found("import"))
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn names_lead_nowhere() {
        for (name, kept) in [
            ("ticks.csv", "ticks.csv"),
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\a b.parquet", "a_b.parquet"),
            ("..", "upload"),
            ("", "upload"),
            (".hidden", "hidden"),
            ("été.csv", "_t_.csv"),
        ] {
            assert_eq!(safe(name), kept, "{name}");
        }
        assert!(safe(&"x".repeat(5_000)).len() <= 100);
    }
}
