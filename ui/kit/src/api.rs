//! The API client: JSON in and out, problems as errors.

use crate::i18n::I18n;
use craftstrat_api::studio::{ApiProblem, BASE, Page};
use gloo::net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use yew::prelude::*;

/// Why a request has no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// The server was not reached: it stopped, or the network did.
    Offline,
    /// The server refused.
    Refused(Box<ApiProblem>),
    /// The answer could not be read.
    Unreadable(String),
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Offline => f.write_str("the server does not answer"),
            Self::Refused(problem) => f.write_str(&problem.detail),
            Self::Unreadable(why) => write!(f, "the answer cannot be read: {why}"),
        }
    }
}

impl ApiError {
    /// The code of a refusal.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) => Some(&problem.code),
            Self::Offline | Self::Unreadable(_) => None,
        }
    }

    /// Why, as a sentence.
    pub fn in_words(&self, i18n: &I18n) -> String {
        match self {
            Self::Offline => i18n.t("common-error-offline"),
            Self::Refused(problem) => problem.detail.clone(),
            Self::Unreadable(why) => format!("{}: {why}", i18n.t("common-error-unreadable")),
        }
    }
}

/// Requests to the server this page came from. Paths are below [`BASE`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Client;

impl Client {
    /// `GET path`.
    ///
    /// # Errors
    /// When there is no answer or it is a refusal.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        read(Request::get(&url(path)).send().await).await
    }

    /// Every item of a list, page after page, `most` at most.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn get_all<T: DeserializeOwned>(&self, path: &str, most: usize) -> Result<Vec<T>, ApiError> {
        let mut items = Vec::new();
        let mut next = None::<String>;
        loop {
            let mut page = format!("{path}?limit=200");
            if let Some(cursor) = &next {
                page.push_str(&format!("&cursor={}", crate::query::encoded(cursor)));
            }
            let page: Page<T> = self.get(&page).await?;
            items.extend(page.items);
            next = page.next;
            if next.is_none() || items.len() >= most {
                items.truncate(most);
                return Ok(items);
            }
        }
    }

    /// `POST path` with a JSON body.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn post<B: Serialize, T: DeserializeOwned>(&self, path: &str, body: &B) -> Result<T, ApiError> {
        send(Request::post(&url(path)), body).await
    }

    /// `PATCH path` with a JSON body.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn patch<B: Serialize, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<T, ApiError> {
        send(Request::patch(&url(path)), body).await
    }

    /// `PUT path` with a JSON body.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn put<B: Serialize, T: DeserializeOwned>(&self, path: &str, body: &B) -> Result<T, ApiError> {
        send(Request::put(&url(path)), body).await
    }

    /// `PUT path` with a JSON body, only if `revision` is still the present one.
    ///
    /// # Errors
    /// As [`Client::get`]; `Refused` with status 412 when somebody else saved meanwhile.
    pub async fn put_revision<B: Serialize, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
        revision: u64,
    ) -> Result<T, ApiError> {
        send(Request::put(&url(path)).header("If-Match", &format!("\"{revision}\"")), body).await
    }

    /// `DELETE path`.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn delete<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        read(Request::delete(&url(path)).send().await).await
    }

    /// `POST path` with bytes.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn post_bytes<T: DeserializeOwned>(&self, path: &str, bytes: &[u8]) -> Result<T, ApiError> {
        let body = js_sys::Uint8Array::from(bytes);
        let request = Request::post(&url(path)).header("Content-Type", "application/octet-stream").body(body);
        let request = request.map_err(|e| ApiError::Unreadable(e.to_string()))?;
        read(request.send().await).await
    }
}

/// The whole address of an API path.
pub fn url(path: &str) -> String {
    format!("{BASE}{path}")
}

async fn send<B: Serialize, T: DeserializeOwned>(request: RequestBuilder, body: &B) -> Result<T, ApiError> {
    let request = request.json(body).map_err(|e| ApiError::Unreadable(e.to_string()))?;
    read(request.send().await).await
}

/// What the page hears when a request finds no server, so that it looks at once instead of at the next beat.
pub(crate) const LOST: &str = "craftstrat:lost";

/// What the page hears when a request was refused because nobody is signed in any more.
pub(crate) const SIGN_IN: &str = "craftstrat:sign-in";

/// The code of such a refusal.
const SIGN_IN_CODE: &str = "sign_in";

fn tell(name: &str) {
    if let Ok(event) = web_sys::Event::new(name) {
        // Nobody can cancel it, so there is nothing to learn from the answer.
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}

fn lost(_: gloo::net::Error) -> ApiError {
    tell(LOST);
    ApiError::Offline
}

async fn read<T: DeserializeOwned>(answer: Result<Response, gloo::net::Error>) -> Result<T, ApiError> {
    let answer = answer.map_err(lost)?;
    let text = answer.text().await.map_err(lost)?;
    if answer.ok() {
        // An empty answer stands for `null`, so that callers can ask for `()`.
        let text = if text.is_empty() { "null" } else { &text };
        return serde_json::from_str(text).map_err(|e| ApiError::Unreadable(e.to_string()));
    }
    let problem = serde_json::from_str(&text).unwrap_or_else(|_| ApiProblem {
        title: answer.status_text(),
        status: answer.status(),
        detail: format!("the server answered {} {}", answer.status(), answer.status_text()),
        ..ApiProblem::default()
    });
    if problem.status == 401 && problem.code == SIGN_IN_CODE {
        tell(SIGN_IN);
    }
    Err(ApiError::Refused(Box::new(problem)))
}

/// The client of this page.
#[hook]
pub fn use_client() -> Client {
    use_context::<Client>().unwrap_or_default()
}
