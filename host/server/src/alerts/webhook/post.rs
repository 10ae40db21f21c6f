//! One `POST` of an alert: a limit on its time, no redirects, and in the clear to this machine only.
//!
//! Whether an address is this machine's is asked of the address that is connected to, after its name was resolved: a name
//! that leads elsewhere at the second look gets nothing. `https://` goes anywhere, private addresses included: an operator's
//! chat server may live there, and only the operator sets the address.

use bytes::Bytes;
use craftstrat_api::studio::live::Alert;
use http_body_util::Full;
use hyper::{Method, Request, StatusCode, Uri, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::TokioExecutor;
use std::error::Error as _;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};
use std::time::Duration;
use tower::Service;

/// Bytes of an address, at most.
const URL_MAX: usize = 2_048;

/// Longest wait for the head of an answer, connecting included.
const LIMIT: Duration = Duration::from_secs(10);

/// Why an alert was not delivered. Display is a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WebhookError {
    /// The address cannot be used.
    #[error("The address is not one that can be used: {0}.")]
    Address(&'static str),
    /// In the clear, and not to this machine.
    #[error("`http://` is for addresses of this machine only: use `https://`.")]
    InTheClear,
    /// TLS cannot be set up here.
    #[error("This machine's certificates cannot be read: {0}.")]
    Certificates(String),
    /// No answer came, and why.
    #[error("It could not be reached: {0}.")]
    Unreachable(String),
    /// No answer came in time.
    #[error("It did not answer within {} s.", .0.as_secs())]
    TooLate(Duration),
    /// It answered otherwise than with success.
    #[error("It answered {0} instead of accepting the alert.")]
    Refused(StatusCode),
}

impl WebhookError {
    /// Whether trying again may help.
    pub const fn is_worth_another(&self) -> bool {
        !matches!(self, Self::Address(_) | Self::InTheClear)
    }
}

/// An address alerts may be sent to, as far as that can be told without resolving its name.
///
/// # Errors
/// When they may not.
pub(crate) fn checked(url: &str) -> Result<Uri, WebhookError> {
    if url.len() > URL_MAX {
        return Err(WebhookError::Address("it is too long"));
    }
    let uri: Uri = url.parse().map_err(|_| WebhookError::Address("it is no URL"))?;
    let host = uri.host().filter(|host| !host.is_empty());
    let host = host.ok_or(WebhookError::Address("it names no host"))?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(WebhookError::Address("it has a user name in it"));
    }
    match uri.scheme_str() {
        Some("https") => {}
        // A number is connected to as it is, without being looked up.
        Some("http") => match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(address) if !is_here(address) => return Err(WebhookError::InTheClear),
            _ => {}
        },
        _ => return Err(WebhookError::Address("it begins neither with `https://` nor with `http://`")),
    }
    Ok(uri)
}

fn is_here(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// Resolves names to this machine's own addresses, and refuses others.
#[derive(Clone, Debug)]
struct OnlyHere;

/// Why [`OnlyHere`] refuses.
#[derive(Debug, thiserror::Error)]
#[error("not an address of this machine")]
struct Elsewhere;

fn only_here(found: impl IntoIterator<Item = SocketAddr>) -> io::Result<std::vec::IntoIter<SocketAddr>> {
    let here: Vec<SocketAddr> = found.into_iter().filter(|a| is_here(a.ip())).collect();
    if here.is_empty() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, Elsewhere));
    }
    Ok(here.into_iter())
}

impl Service<Name> for OnlyHere {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        // The port is the connector's to set.
        Box::pin(async move { only_here(tokio::net::lookup_host((name.as_str(), 0)).await?) })
    }
}

type Tls = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// Sends alerts. Each on a connection of its own, so that each name is looked up and checked again.
#[derive(Debug)]
pub(crate) struct Poster {
    plain: Client<HttpConnector<OnlyHere>, Full<Bytes>>,
    /// Made when it is first needed: it reads this machine's certificates.
    tls: OnceLock<Tls>,
    limit: Duration,
}

impl Default for Poster {
    fn default() -> Self {
        let connector = HttpConnector::new_with_resolver(OnlyHere);
        let mut client = Client::builder(TokioExecutor::new());
        let plain = client.pool_max_idle_per_host(0).build(connector);
        Self { plain, tls: OnceLock::new(), limit: LIMIT }
    }
}

impl Poster {
    /// With another limit on the time of an answer.
    #[cfg(test)]
    pub fn with_limit(limit: Duration) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Sends an alert to an address, once.
    ///
    /// # Errors
    /// When the address may not be used, or does not answer with success in time.
    pub async fn send(&self, url: &str, alert: &Alert) -> Result<(), WebhookError> {
        let uri = checked(url)?;
        let body = serde_json::to_vec(alert).map_err(|e| WebhookError::Unreachable(e.to_string()))?;
        let request = Request::builder()
            .method(Method::POST)
            .uri(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, concat!("craftstrat/", env!("CARGO_PKG_VERSION")))
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| WebhookError::Address("it is no URL"))?;
        let answer = tokio::time::timeout(self.limit, self.start(request)?).await;
        let answer = answer.map_err(|_| WebhookError::TooLate(self.limit))?;
        let status = answer.map_err(|error| unreachable(&error))?.status();
        if status.is_success() { Ok(()) } else { Err(WebhookError::Refused(status)) }
    }

    fn start(&self, request: Request<Full<Bytes>>) -> Result<ResponseFuture, WebhookError> {
        if request.uri().scheme_str() == Some("http") {
            return Ok(self.plain.request(request));
        }
        if let Some(tls) = self.tls.get() {
            return Ok(tls.request(request));
        }
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map_err(|e| WebhookError::Certificates(e.to_string()))?
            .https_only()
            .enable_http1()
            .build();
        let mut client = Client::builder(TokioExecutor::new());
        let tls = client.pool_max_idle_per_host(0).build(connector);
        Ok(self.tls.get_or_init(|| tls).request(request))
    }
}

/// The innermost reason: the outer ones say that a client failed to connect.
fn unreachable(error: &hyper_util::client::legacy::Error) -> WebhookError {
    let mut reason = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let io = source.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if source.is::<Elsewhere>() || io.is_some_and(|inner| inner.is::<Elsewhere>()) {
            return WebhookError::InTheClear;
        }
        reason = source.to_string();
        next = source.source();
    }
    WebhookError::Unreachable(reason.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_clear_goes_to_this_machine_only() {
        for (url, allowed) in [
            ("https://chat.example/hook", true),
            ("https://10.0.0.7/hook", true),
            ("http://localhost:9/hook", true),
            ("http://127.0.0.1:9/", true),
            ("http://127.9.9.9/", true),
            ("http://[::1]:9/", true),
            ("http://[::ffff:127.0.0.1]/", true),
            ("http://10.0.0.7/hook", false),
            ("http://[::ffff:10.0.0.7]/", false),
            ("http://0.0.0.0/", false),
            ("http://169.254.169.254/latest", false),
            ("ftp://127.0.0.1/", false),
            ("file:///etc/passwd", false),
            ("https://user:secret@chat.example/", false),
            ("/hook", false),
            ("127.0.0.1:80", false),
            ("", false),
            ("https://", false),
        ] {
            assert_eq!(checked(url).is_ok(), allowed, "{url}");
        }
        assert!(checked(&format!("https://a.example/{}", "x".repeat(URL_MAX))).is_err());
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_refused_after_it_was_looked_up() {
        let address = |text: &str| text.parse::<SocketAddr>().ok();
        let found = ["10.0.0.7:0", "127.0.0.1:0", "[::1]:0"].map(address).into_iter().flatten();
        let here: Vec<String> = only_here(found).into_iter().flatten().map(|a| a.to_string()).collect();
        assert_eq!(here, ["127.0.0.1:0", "[::1]:0"]);
        assert!(only_here(["10.0.0.7:0"].map(address).into_iter().flatten()).is_err());
    }
}
