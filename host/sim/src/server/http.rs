//! HTTP in and out.

use super::hub::{Hub, Outcome};
use crate::{Host, Reply, Request};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How long a request whose answer is lost is kept open, of the machine's time.
const SILENCE: Duration = Duration::from_secs(120);

pub(super) async fn request(
    State(hub): State<Arc<Hub>>,
    host: Host,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let pair = |p: &str| {
        let (key, value) = p.split_once('=').unwrap_or((p, ""));
        (decoded(key), decoded(value))
    };
    let text = |v: &header::HeaderValue| String::from_utf8_lossy(v.as_bytes()).into_owned();
    let request = Request {
        method: method.as_str().to_owned(),
        path: decoded(uri.path()),
        query: uri.query().unwrap_or_default().split('&').filter(|p| !p.is_empty()).map(pair).collect(),
        headers: headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    match hub.request(host, &request) {
        Outcome::Now(reply) => response(reply),
        Outcome::Later(reply) => match reply.await {
            Ok(reply) => response(reply),
            Err(_) => silence().await,
        },
        Outcome::Lost => silence().await,
    }
}

/// What a client sees whose answer is lost: nothing, until its patience or ours ends.
async fn silence() -> Response {
    tokio::time::sleep(SILENCE).await;
    StatusCode::GATEWAY_TIMEOUT.into_response()
}

fn response(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], reply.body).into_response();
    for (name, value) in reply.headers {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Percent-decoded; what is not UTF-8 then is replaced.
fn decoded(text: &str) -> String {
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (byte, code.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(code)) => {
                out.push(code);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (other, _) => out.push(*other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Virtual time and its speed.
pub(super) async fn clock(State(hub): State<Arc<Hub>>) -> Json<Value> {
    let (now, speed) = hub.clock();
    Json(json!({ "now": now, "speed": speed }))
}

#[derive(Deserialize)]
pub(super) struct Speed {
    speed: f64,
}

/// Sets the speed: virtual seconds a second, 0 to 1,000.
pub(super) async fn set_clock(State(hub): State<Arc<Hub>>, Json(wanted): Json<Speed>) -> Json<Value> {
    hub.set_speed(wanted.speed);
    clock(State(hub)).await
}

#[derive(Deserialize)]
pub(super) struct Step {
    ms: i64,
}

/// Lets virtual time pass at once.
pub(super) async fn step(State(hub): State<Arc<Hub>>, Json(step): Json<Step>) -> Json<Value> {
    Json(json!({ "now": hub.step(step.ms) }))
}

/// Where everything is.
pub(super) async fn endpoints(State(hub): State<Arc<Hub>>) -> Json<Value> {
    Json(json!(hub.endpoints))
}
