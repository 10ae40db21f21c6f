//! `GET` requests: a few at once, each with a limit on time and size, redirects not followed.

use super::{Arrival, Endpoints, ShellError};
use crate::core::{Host, Request, RequestId};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::Uri;
use hyper::body::{Bytes, Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};

/// Requests under way at once.
const AT_ONCE: usize = 8;
/// Longest wait for an answer.
const LIMIT: Duration = Duration::from_secs(10);
/// Largest answer that is read.
const BYTES_MAX: usize = 8 << 20;

#[derive(Clone)]
pub(super) enum AnyClient {
    /// No address asks for TLS, so none of its set-up may fail.
    Plain(Client<HttpConnector, Empty<Bytes>>),
    Tls(Client<HttpsConnector<HttpConnector>, Empty<Bytes>>),
}

pub(super) struct Http {
    client: AnyClient,
    gamma: String,
    clob: String,
    free: Arc<Semaphore>,
    arrivals: mpsc::Sender<Arrival>,
}

impl Http {
    pub(super) fn new(endpoints: &Endpoints, arrivals: mpsc::Sender<Arrival>) -> Result<Self, ShellError> {
        for address in [&endpoints.gamma, &endpoints.clob, &endpoints.market, &endpoints.prices] {
            let uri: Option<Uri> = address.parse().ok();
            if !uri.is_some_and(|u| u.scheme().is_some() && u.host().is_some()) {
                return Err(ShellError::Address(address.clone()));
            }
        }
        let plain = [&endpoints.gamma, &endpoints.clob].iter().all(|a| a.starts_with("http:"));
        let client = if plain {
            Self::plain()
        } else {
            let tls = HttpsConnectorBuilder::new().with_native_roots().map_err(ShellError::Certificates)?;
            AnyClient::Tls(
                Client::builder(TokioExecutor::new()).build(tls.https_or_http().enable_http1().build()),
            )
        };
        let base = |address: &str| address.trim_end_matches('/').to_owned();
        let (gamma, clob) = (base(&endpoints.gamma), base(&endpoints.clob));
        Ok(Self { client, gamma, clob, free: Arc::new(Semaphore::new(AT_ONCE)), arrivals })
    }

    /// A client without TLS.
    pub(super) fn plain() -> AnyClient {
        AnyClient::Plain(Client::builder(TokioExecutor::new()).build_http())
    }

    /// Sends a request; its answer arrives.
    pub(super) fn get(&self, id: RequestId, request: &Request) {
        let (host, path) = request.target();
        let base = match host {
            Host::Gamma => &self.gamma,
            Host::Clob => &self.clob,
        };
        let address = format!("{base}{path}");
        let (client, free, arrivals) = (self.client.clone(), Arc::clone(&self.free), self.arrivals.clone());
        tokio::spawn(async move {
            let answer = async {
                let _permit = free.acquire().await.ok()?;
                tokio::time::timeout(LIMIT, fetch(&client, &address)).await.ok()?
            };
            let answer = answer.await;
            // Nobody listens any more once the feed has stopped.
            let _ = arrivals.send(Arrival::Answer(id, answer)).await;
        });
    }
}

/// The body of a successful answer.
pub(super) async fn get_once(client: &AnyClient, address: &str) -> Option<Vec<u8>> {
    let answer = tokio::time::timeout(LIMIT, fetch(client, address)).await.ok()?;
    answer.filter(|(status, _)| *status == 200).map(|(_, body)| body)
}

async fn fetch(client: &AnyClient, address: &str) -> Option<(u16, Vec<u8>)> {
    let uri: Uri = address.parse().ok()?;
    let response: hyper::Response<Incoming> = match client {
        AnyClient::Plain(client) => client.get(uri).await.ok()?,
        AnyClient::Tls(client) => client.get(uri).await.ok()?,
    };
    let status = response.status().as_u16();
    let body = Limited::new(response.into_body(), BYTES_MAX).collect().await.ok()?;
    Some((status, body.to_bytes().to_vec()))
}
