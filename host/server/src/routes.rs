//! Handlers, one file per thing.

pub(crate) mod account;
pub(crate) mod alerts;
pub(crate) mod assignments;
pub(crate) mod backtests;
pub(crate) mod components;
pub(crate) mod data;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod jobs;
pub(crate) mod live;
pub(crate) mod metrics;
pub(crate) mod operator;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod ready;
pub(crate) mod second_factor;
pub(crate) mod sessions;
pub(crate) mod strategies;
pub(crate) mod sweeps;
pub(crate) mod trash;
pub(crate) mod versions;
pub(crate) mod wallets;

use crate::app::App;
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use craftstrat_api::studio::Deleted;
use craftstrat_storage as storage;
use craftstrat_storage::Owner;

/// Characters of a name, at most.
const NAME_MAX: usize = 100;

/// A name as it is kept: trimmed, 1 to 100 characters, none of them a control character.
pub(crate) fn name(text: &str) -> Answer<&str> {
    let name = text.trim();
    let count = name.chars().count();
    if (1..=NAME_MAX).contains(&count) && !name.chars().any(char::is_control) {
        return Ok(name);
    }
    Err(Refusal::unprocessable("bad_name", format!("A name has 1 to {NAME_MAX} characters.")))
}

/// Puts a row that is there into the trash: the answer says how it is brought back.
async fn discard(
    app: &App,
    owner: &Owner,
    kind: storage::trash::Kind,
    id: &str,
    name: &str,
) -> Answer<axum::Json<Deleted>> {
    let deleted = storage::trash::put(&app.db, owner, kind, id, name, now_ms()).await?;
    deleted.map(axum::Json).ok_or_else(|| Refusal::not_found(kind.code()))
}

/// Bytes to be saved under a name.
fn attachment(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    // Only what every system takes in a file's name; it also keeps the header one line.
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let name: String = name.chars().map(plain).collect();
    let disposition = format!("attachment; filename=\"{}\"", name.trim_matches(['-', '.']));
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}
