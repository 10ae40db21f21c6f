//! One `POST` of an alert: signed, with a limit on its time, no redirects, and to where it may go alone.
//!
//! Whether an address may be used is asked of the address that is connected to, after its name was looked up ([`lookup`]). In
//! the clear it goes to this machine only; for whoever does not run it, over TLS to the public internet only ([`Reach`]).
//!
//! [`lookup`]: super::lookup

use super::lookup::{Checked, Lookup, NotAllowed, Only};
use super::reach::{Reach, is_here, is_public, is_usual};
use super::sign::{SIGNATURE, TIMESTAMP, signature};
use super::target::Target;
use bytes::Bytes;
use craftstrat_api::studio::live::Alert;
use http_body_util::Full;
use hyper::{Method, Request, StatusCode, Uri, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::TokioExecutor;
use std::error::Error as _;
use std::io;
use std::net::IpAddr;
use std::sync::OnceLock;
use std::time::Duration;

/// Bytes of an address, at most.
const URL_MAX: usize = 2_048;

/// Longest wait for the head of an answer, connecting included.
const LIMIT: Duration = Duration::from_secs(10);

/// Why an alert was not delivered. Display is a sentence with the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WebhookError {
    /// The address cannot be used.
    #[error("The address is not one that can be used: {0}.")]
    Address(&'static str),
    /// In the clear, and not to this machine.
    #[error("`http://` is for addresses of this machine only: use `https://`.")]
    InTheClear,
    /// Not over TLS to the public internet, for somebody who may reach nothing else.
    #[error(
        "Alerts go to `https://` addresses of the public internet, on port 443 or from 1024 on, and this is none, or is not \
         there: use one that anybody could reach, or ask the operator, who may have theirs sent into private networks."
    )]
    NotPublic,
    /// What it is signed with does not open.
    #[error("It cannot be signed any more: save the webhook again, which makes a new secret.")]
    Unsigned,
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
    /// Whether trying again may help. A name that is told to lead nowhere may only not have been looked up.
    pub const fn is_worth_another(&self) -> bool {
        !matches!(self, Self::Address(_) | Self::InTheClear | Self::Unsigned)
    }

    /// The stable code when it is refused while it is being set.
    pub const fn code(&self) -> &'static str {
        if matches!(self, Self::NotPublic) { "private_webhook" } else { "bad_webhook" }
    }
}

/// An address alerts may be sent to, as far as that can be told without looking its name up.
///
/// # Errors
/// When they may not.
pub(crate) fn checked(url: &str, reach: Reach) -> Result<Uri, WebhookError> {
    if url.len() > URL_MAX {
        return Err(WebhookError::Address("it is too long"));
    }
    let uri: Uri = url.parse().map_err(|_| WebhookError::Address("it is no URL"))?;
    let host = uri.host().filter(|host| !host.is_empty());
    let host = host.ok_or(WebhookError::Address("it names no host"))?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(WebhookError::Address("it has a user name in it"));
    }
    // A number is connected to as it is, without being looked up.
    let number = host.trim_matches(['[', ']']).parse::<IpAddr>().ok();
    let port = uri.port_u16();
    match (uri.scheme_str(), reach) {
        (Some("https"), Reach::Anywhere) => {}
        (Some("https"), Reach::Public) => {
            if number.is_some_and(|number| !is_public(number)) || !is_usual(port.unwrap_or(443)) {
                return Err(WebhookError::NotPublic);
            }
        }
        (Some("http"), Reach::Anywhere) => {
            if number.is_some_and(|number| !is_here(number)) {
                return Err(WebhookError::InTheClear);
            }
        }
        (Some("http"), Reach::Public) => return Err(WebhookError::NotPublic),
        _ => return Err(WebhookError::Address("it begins neither with `https://` nor with `http://`")),
    }
    Ok(uri)
}

type Tls = Client<HttpsConnector<HttpConnector<Checked>>, Full<Bytes>>;

/// Sends alerts. Each on a connection of its own, so that each name is looked up and checked again.
#[derive(Debug)]
pub(crate) struct Poster {
    lookup: Lookup,
    plain: Client<HttpConnector<Checked>, Full<Bytes>>,
    /// Anywhere, and to the public internet. Made when they are first needed: they read this machine's certificates.
    tls: [OnceLock<Tls>; 2],
    limit: Duration,
}

impl Default for Poster {
    fn default() -> Self {
        Self::asking(Lookup::system())
    }
}

impl Poster {
    /// One that looks names up this way.
    pub(super) fn asking(lookup: Lookup) -> Self {
        let connector = HttpConnector::new_with_resolver(Checked::new(Only::Here, lookup.clone()));
        let mut client = Client::builder(TokioExecutor::new());
        let plain = client.pool_max_idle_per_host(0).build(connector);
        Self { lookup, plain, tls: [OnceLock::new(), OnceLock::new()], limit: LIMIT }
    }

    /// With another limit on the time of an answer.
    #[cfg(test)]
    pub fn with_limit(limit: Duration) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Sends an alert, once.
    ///
    /// # Errors
    /// When the address may not be used, or does not answer with success in time.
    pub async fn send(&self, to: &Target, alert: &Alert, now_ms: i64) -> Result<(), WebhookError> {
        let uri = checked(&to.url, to.reach)?;
        let body = serde_json::to_vec(alert).map_err(|e| WebhookError::Unreachable(e.to_string()))?;
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, concat!("craftstrat/", env!("CARGO_PKG_VERSION")));
        if let Some(secret) = &to.secret {
            let timestamp = now_ms.to_string();
            request = request.header(SIGNATURE, signature(secret, &timestamp, &body));
            request = request.header(TIMESTAMP, timestamp);
        }
        let request =
            request.body(Full::new(Bytes::from(body))).map_err(|_| WebhookError::Address("it is no URL"))?;
        let answer = tokio::time::timeout(self.limit, self.start(request, to.reach)?).await;
        let answer = answer.map_err(|_| WebhookError::TooLate(self.limit))?;
        let status = answer.map_err(|error| unreachable(&error, to.reach))?.status();
        if status.is_success() { Ok(()) } else { Err(WebhookError::Refused(status)) }
    }

    fn start(&self, request: Request<Full<Bytes>>, reach: Reach) -> Result<ResponseFuture, WebhookError> {
        if request.uri().scheme_str() == Some("http") {
            return Ok(self.plain.request(request));
        }
        let (kept, only) = match reach {
            Reach::Anywhere => (&self.tls[0], Only::Any),
            Reach::Public => (&self.tls[1], Only::Public),
        };
        if let Some(tls) = kept.get() {
            return Ok(tls.request(request));
        }
        let mut connector = HttpConnector::new_with_resolver(Checked::new(only, self.lookup.clone()));
        connector.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map_err(|e| WebhookError::Certificates(e.to_string()))?
            .https_only()
            .enable_http1()
            .wrap_connector(connector);
        let mut client = Client::builder(TokioExecutor::new());
        let tls = client.pool_max_idle_per_host(0).build(connector);
        Ok(kept.get_or_init(|| tls).request(request))
    }
}

/// The innermost reason: the outer ones say that a client failed to connect.
fn unreachable(error: &hyper_util::client::legacy::Error, reach: Reach) -> WebhookError {
    let mut reason = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let io = source.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if source.is::<NotAllowed>() || io.is_some_and(|inner| inner.is::<NotAllowed>()) {
            return match reach {
                Reach::Anywhere => WebhookError::InTheClear,
                Reach::Public => WebhookError::NotPublic,
            };
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
            assert_eq!(checked(url, Reach::Anywhere).is_ok(), allowed, "{url}");
        }
        assert!(checked(&format!("https://a.example/{}", "x".repeat(URL_MAX)), Reach::Anywhere).is_err());
    }

    #[test]
    fn who_does_not_run_the_machine_reaches_the_public_internet_over_tls_alone() {
        for url in [
            "https://chat.example/hook",
            "https://chat.example:8443/hook?room=7",
            "https://1.1.1.1/",
            "https://[2606:4700:4700::1111]/",
        ] {
            assert!(checked(url, Reach::Public).is_ok(), "{url}");
        }
        for url in [
            "http://chat.example/hook",
            "http://127.0.0.1:9/",
            "http://localhost:9/hook",
            "https://127.0.0.1/",
            "https://127.1.2.3:8443/",
            "https://10.0.0.7/hook",
            "https://169.254.169.254/latest/meta-data",
            "https://100.100.100.200/",
            "https://168.63.129.16/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.7]/",
            "https://[fd00:ec2::254]/",
            "https://0.0.0.0/",
            "https://chat.example:22/",
            "https://chat.example:0/",
        ] {
            assert_eq!(checked(url, Reach::Public), Err(WebhookError::NotPublic), "{url}");
        }
        // Other spellings of 127.0.0.1 are names here: looked up, and refused for what they lead to.
        for url in ["https://2130706433/", "https://0x7f.1/", "https://127.1/"] {
            assert!(checked(url, Reach::Public).is_ok(), "{url}");
        }
    }
}
