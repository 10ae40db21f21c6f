//! Refusals as `application/problem+json`, each with a stable code.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use craftstrat_api::Problem;
use craftstrat_api::studio::ApiProblem;
use craftstrat_data::{ImportError, StoreError};
use craftstrat_runs::RunError;
use craftstrat_storage::StorageError;

/// What handlers answer.
pub(crate) type Answer<T> = Result<T, Refusal>;

/// Why a request was not met. Boxed: most requests are met.
#[derive(Debug)]
pub(crate) struct Refusal(Box<ApiProblem>);

impl Refusal {
    /// A refusal with this status, code and sentence.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Refused").to_owned();
        Self(Box::new(ApiProblem {
            kind: "about:blank".to_owned(),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            code: code.to_owned(),
            problems: Vec::new(),
        }))
    }

    /// Something is not there.
    pub fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("There is no such {what}."))
    }

    /// The request cannot be understood.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    /// The request is understood and cannot be met as it is.
    pub fn unprocessable(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }

    /// More bytes than this place takes.
    pub fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
    }

    /// It does not fit what is stored now.
    pub fn conflict(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// Our own failure: logged in full, told in general.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The server failed; what happened is in its log. Trying again may help.",
        )
    }

    /// With what is wrong with a document or component.
    pub fn with_problems(mut self, problems: Vec<Problem>) -> Self {
        self.0.problems = problems;
        self
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The sentence.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(*self.0)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl From<StorageError> for Refusal {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Text => Self::unprocessable("bad_text", sentence(&error.to_string())),
            error => Self::internal(chain(&error)),
        }
    }
}

/// What an error says, and what those behind it say: for the log.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |told, cause| format!("{told}: {cause}"))
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

/// A sentence begins with a capital letter, unless it begins with a name, and ends with a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let word = text.split(' ').next().unwrap_or_default().trim_end_matches([',', ':', ';', '.', '!', '?']);
    let mut chars = text.chars();
    let first = match chars.next() {
        Some(first) if word.chars().all(char::is_alphabetic) => first.to_uppercase().to_string(),
        Some(first) => first.to_string(),
        None => return String::new(),
    };
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

impl From<RunError> for Refusal {
    fn from(error: RunError) -> Self {
        let told = |code: &str, error: &RunError| Self::unprocessable(code, sentence(&error.to_string()));
        match error {
            RunError::Document(problems) => {
                let errors =
                    problems.iter().filter(|p| p.severity == craftstrat_api::Severity::Error).count();
                let detail = format!("The document has {errors} error(s): repair it first.");
                Self::unprocessable("bad_document", detail).with_problems(problems)
            }
            RunError::Component(_) => told("component_refused", &error),
            RunError::Ticks(_) => told("no_ticks", &error),
            RunError::Input(_) => told("bad_settings", &error),
            RunError::Unreached(_) => told("unreached", &error),
            RunError::Cancelled => Self::conflict("cancelled", "It was stopped before the end."),
            RunError::Store(error) => error.into(),
            RunError::Import(ImportError::Store(error)) => error.into(),
            RunError::Source(_) | RunError::Runtime(_) | RunError::Threads(_) | RunError::Import(_) => {
                Self::internal(error)
            }
        }
    }
}

impl From<ImportError> for Refusal {
    fn from(error: ImportError) -> Self {
        RunError::Import(error).into()
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Locked(_) => {
                Self::conflict("store_busy", "Another import is being written: try again when it is done.")
            }
            StoreError::NoSuchMarket { symbol, .. } => {
                Self::new(StatusCode::NOT_FOUND, "not_found", format!("There are no ticks of {symbol}."))
            }
            error => Self::internal(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn sentences_begin_and_end_like_sentences() {
        for (text, told) in [
            ("a word", "A word."),
            ("done!", "Done!"),
            ("btc-updown-15m-1 has no row", "btc-updown-15m-1 has no row."),
            ("`edge` is set twice", "`edge` is set twice."),
            ("état, inconnu", "État, inconnu."),
            ("", ""),
        ] {
            assert_eq!(sentence(text), told);
        }
    }
}
