//! One exchange over HTTP: bounded in time and size, no redirects, and in the clear with this machine only.
//!
//! Whether an address is this machine's is asked of the address that is connected to, after its name was resolved.

use crate::error::WireError;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{self, HeaderValue};
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use std::error::Error as _;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{fmt, io};
use tower::Service;

/// Bytes of a configured address at most.
const URL_MAX: usize = 2_048;

/// What an answer may take and hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the question to the last byte of the answer, connecting included.
    pub time: Duration,
    /// Bytes of an answer's body at most.
    pub bytes: usize,
}

impl Default for Limits {
    /// 10 s and 1 MiB: the longest honest answer, 500 balances, has 32 kB.
    fn default() -> Self {
        Self { time: Duration::from_secs(10), bytes: 1 << 20 }
    }
}

/// A server that is asked again and again. Its address is never shown: it may hold a key.
pub(crate) struct Post {
    base: String,
    plain: Client<HttpConnector<OnlyHere>, Full<Bytes>>,
    /// Made when it is first needed: it reads this machine's certificates.
    tls: OnceLock<Client<HttpsConnector<HttpConnector>, Full<Bytes>>>,
    limits: Limits,
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Post {
    /// # Errors
    /// When `base` is no address that can be used.
    pub fn new(base: &str, limits: Limits) -> Result<Self, WireError> {
        check(base)?;
        let plain = Client::builder(TokioExecutor::new()).build(HttpConnector::new_with_resolver(OnlyHere));
        Ok(Self { base: base.to_owned(), plain, tls: OnceLock::new(), limits })
    }

    /// Sends `body` (nothing: `GET`, otherwise `POST` of JSON) to the server's address with `path` behind it; the answer's
    /// status and body.
    ///
    /// # Errors
    /// When there is no whole answer within the limits.
    pub async fn exchange(
        &self,
        path: &str,
        headers: &[(&'static str, HeaderValue)],
        body: Option<Vec<u8>>,
    ) -> Result<(StatusCode, Bytes), WireError> {
        let uri: Uri = format!("{}{path}", self.base)
            .parse()
            .map_err(|_| WireError::Address("it is no URL with this path behind it"))?;
        let method = if body.is_some() { Method::POST } else { Method::GET };
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::ACCEPT, "application/json")
            .header(header::USER_AGENT, concat!("craftstrat/", env!("CARGO_PKG_VERSION")));
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request
            .body(Full::new(Bytes::from(body.unwrap_or_default())))
            .map_err(|_| WireError::Address("it is no URL"))?;
        let whole = async { self.read(self.start(request).await?).await };
        let answer = tokio::time::timeout(self.limits.time, whole).await;
        answer.unwrap_or(Err(WireError::TimedOut(self.limits.time)))
    }

    async fn start(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, WireError> {
        let answer = if request.uri().scheme_str() == Some("http") {
            self.plain.request(request).await
        } else {
            self.tls()?.request(request).await
        };
        answer.map_err(|error| unreachable(&error))
    }

    fn tls(&self) -> Result<&Client<HttpsConnector<HttpConnector>, Full<Bytes>>, WireError> {
        if let Some(tls) = self.tls.get() {
            return Ok(tls);
        }
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map_err(|e| WireError::Certificates(e.to_string()))?
            .https_only()
            .enable_http1()
            .build();
        Ok(self.tls.get_or_init(|| Client::builder(TokioExecutor::new()).build(connector)))
    }

    async fn read(&self, answer: Response<Incoming>) -> Result<(StatusCode, Bytes), WireError> {
        let status = answer.status();
        let body = Limited::new(answer.into_body(), self.limits.bytes).collect().await;
        match body {
            Ok(body) => Ok((status, body.to_bytes())),
            Err(error) if error.is::<LengthLimitError>() => Err(WireError::TooLarge(self.limits.bytes)),
            Err(_) => Err(WireError::Unreachable("the connection broke within its answer".to_owned())),
        }
    }
}

/// Whether an address may be asked, as far as that can be told without resolving its name.
fn check(base: &str) -> Result<(), WireError> {
    if base.len() > URL_MAX {
        return Err(WireError::Address("it is too long"));
    }
    let uri: Uri = base.parse().map_err(|_| WireError::Address("it is no URL"))?;
    let host = uri.host().filter(|host| !host.is_empty()).ok_or(WireError::Address("it names no host"))?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(WireError::Address("it has a user name in it"));
    }
    match uri.scheme_str() {
        Some("https") => Ok(()),
        // A number is connected to as it is, without being looked up.
        Some("http") => match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(address) if !is_here(address) => Err(WireError::InTheClear),
            _ => Ok(()),
        },
        _ => Err(WireError::Address("it begins neither with `https://` nor with `http://`")),
    }
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

impl Service<Name> for OnlyHere {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        Box::pin(async move {
            // The port is the connector's to set.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let here: Vec<SocketAddr> = found.filter(|a| is_here(a.ip())).collect();
            if here.is_empty() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, Elsewhere));
            }
            Ok(here.into_iter())
        })
    }
}

/// The innermost reason: the outer ones say that a client failed to connect.
fn unreachable(error: &Error) -> WireError {
    let mut reason = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let io = source.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if source.is::<Elsewhere>() || io.is_some_and(|inner| inner.is::<Elsewhere>()) {
            return WireError::InTheClear;
        }
        reason = source.to_string();
        next = source.source();
    }
    WireError::Unreachable(reason.trim_end_matches('.').to_owned())
}
