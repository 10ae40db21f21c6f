//! What every request passes: only this machine's own page gets in, nothing runs for ever, nothing leaves without the
//! headers that keep it harmless.

use crate::problem::Refusal;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

/// Time a request may take until it is answered; streams go on after that.
pub(crate) const ANSWER_WITHIN: Duration = Duration::from_secs(120);

/// What the page may load and do.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
                      style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; \
                      font-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; \
                      form-action 'self'";

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What the guard lets in and how long it waits.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// Time a request may take until it is answered.
    pub within: Duration,
    /// Names this server is reached by, `studio.example` or `studio.example:8443`, besides those of this machine.
    pub names: Arc<[Name]>,
}

/// A name the server is reached by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// `http` or `https`.
    pub scheme: String,
    /// The host, with the port where it is not the scheme's own.
    pub host: String,
}

impl Guard {
    /// For a server that is reached from this machine alone.
    #[cfg(test)]
    pub fn local(within: Duration) -> Self {
        Self { within, names: Arc::new([]) }
    }
}

/// Refuses foreign hosts and origins, bounds the time until the answer, sets the headers. An upload takes its time.
pub(crate) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let within = guard.within;
    let is_api = request.uri().path().starts_with(craftstrat_api::studio::BASE);
    let takes_its_time = request.uri().path().ends_with("/imports");
    let mut response = match admit(request.method(), request.headers(), &guard.names) {
        Err(refusal) => refusal.into_response(),
        Ok(()) if takes_its_time => next.run(request).await,
        Ok(()) => match tokio::time::timeout(within, next.run(request)).await {
            Ok(response) => response,
            Err(_) => late(within).into_response(),
        },
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_api {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

fn late(within: Duration) -> Refusal {
    let detail = format!("This took longer than {} s and was given up.", within.as_secs());
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "timeout", detail)
}

/// A page of another site can reach this server by a name it had resolved to 127.0.0.1, or by a form it sends here.
/// Neither has our name in `Host` and `Origin`.
fn admit(method: &Method, headers: &HeaderMap, names: &[Name]) -> Result<(), Refusal> {
    let text = |name: HeaderName| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    let host = text(header::HOST).unwrap_or_default();
    let named = names.iter().find(|name| name.host.eq_ignore_ascii_case(host));
    if named.is_none() && !is_local(host) {
        let detail = "This server does not answer to this name: use the address it was set up with.";
        return Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, "host_refused", detail));
    }
    if method.is_safe() {
        return Ok(());
    }
    let scheme = named.map_or("http", |name| name.scheme.as_str());
    let same = text(header::ORIGIN).is_none_or(|origin| origin.split_once("://") == Some((scheme, host)));
    let site = text(HeaderName::from_static("sec-fetch-site"));
    if same && site.is_none_or(|s| s == "same-origin" || s == "none") {
        return Ok(());
    }
    let detail = "Only this server's own page may change anything here.";
    Err(Refusal::new(StatusCode::FORBIDDEN, "origin_refused", detail))
}

fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) => return false,
        None => host,
    };
    name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")
}

/// The answer when a handler panicked: the reason stays in the log.
pub(crate) fn panicked(_reason: Box<dyn Any + Send + 'static>) -> Response {
    Refusal::internal("a handler panicked").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(method: Method, pairs: &[(&'static str, &'static str)]) -> bool {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let name = Name { scheme: "https".to_owned(), host: "studio.example".to_owned() };
        admit(&method, &pairs.iter().map(pair).collect(), &[name]).is_ok()
    }

    #[test]
    fn a_name_it_is_reached_by_gets_in_under_its_own_scheme() {
        let ours = ("host", "Studio.example");
        assert!(admitted(Method::GET, &[ours]));
        assert!(admitted(Method::POST, &[ours, ("origin", "https://Studio.example")]));
        assert!(!admitted(Method::POST, &[ours, ("origin", "http://Studio.example")]));
        assert!(!admitted(Method::POST, &[ours, ("origin", "http://127.0.0.1")]));
        assert!(!admitted(Method::GET, &[("host", "studio.example:8443")]));
    }

    #[test]
    fn only_our_own_names_get_in() {
        for host in ["127.0.0.1", "127.0.0.1:7878", "localhost:1", "LOCALHOST"] {
            assert!(admitted(Method::GET, &[("host", host)]), "{host}");
        }
        for host in
            ["", "evil.example", "127.0.0.1.evil.example", "evil.example:7878", "127.0.0.1:78x", "0.0.0.0"]
        {
            assert!(!admitted(Method::GET, &[("host", host)]), "{host}");
        }
        assert!(!admitted(Method::GET, &[]), "no host");
    }

    #[test]
    fn only_our_own_page_changes_anything() {
        let ours = ("host", "localhost:7878");
        assert!(admitted(Method::POST, &[ours]), "programs send no origin");
        assert!(admitted(Method::POST, &[ours, ("origin", "http://localhost:7878")]));
        for origin in ["https://evil.example", "http://localhost:3000", "http://127.0.0.1:7878", "null"] {
            assert!(!admitted(Method::DELETE, &[ours, ("origin", origin)]), "{origin}");
            assert!(admitted(Method::GET, &[ours, ("origin", origin)]), "reading is no change");
        }
        assert!(!admitted(Method::POST, &[ours, ("sec-fetch-site", "cross-site")]));
        assert!(admitted(Method::PUT, &[ours, ("sec-fetch-site", "same-origin")]));
    }
}
