//! The running server, asked over HTTP on the loopback.

use crate::failure::bad_input;
use anyhow::{Result, anyhow};
use craftstrat_api::studio::{ApiProblem, BASE};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request};
use hyper_util::client::legacy::Client as Http;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Longest wait for an answer: a server that recovers a long log answers once it has.
const PATIENCE: Duration = Duration::from_secs(130);

/// Largest answer that is read.
const BYTES_MAX: usize = 64 << 20;

/// A server on this machine.
pub struct Client {
    address: String,
    runtime: Runtime,
    http: Http<HttpConnector, Full<Bytes>>,
}

/// Why an answer did not come.
pub enum NoAnswer {
    /// Nothing listens there.
    NoServer,
    /// Something does, and refused or failed.
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for NoAnswer {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl Client {
    /// A client of the server on this port of 127.0.0.1. Nothing is sent yet.
    ///
    /// # Errors
    /// When the system gives no sockets.
    pub fn new(port: u16) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let http = Http::builder(TokioExecutor::new()).build_http();
        Ok(Self { address: format!("http://127.0.0.1:{port}"), runtime, http })
    }

    /// What it answers to a question.
    ///
    /// # Errors
    /// When nothing listens there, or what does refuses.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, NoAnswer> {
        self.send(Method::GET, path, None::<&()>)
    }

    /// Says something and returns what it answers.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, NoAnswer> {
        self.send(Method::PUT, path, Some(body))
    }

    /// Asks for something to be done and returns what it answers.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn post<T: DeserializeOwned>(&self, path: &str) -> Result<T, NoAnswer> {
        self.send(Method::POST, path, None::<&()>)
    }

    /// That nothing listens there, as a sentence with the remedy.
    pub fn nobody(&self) -> anyhow::Error {
        anyhow!(
            "no craftstrat answers at {}: start it with `craftstrat up`, or say where it is with --port",
            self.address
        )
    }

    /// Where it is.
    pub fn address(&self) -> &str {
        &self.address
    }

    fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<T, NoAnswer> {
        let bytes = body.map(serde_json::to_vec).transpose().map_err(anyhow::Error::from)?;
        let json = bytes.is_some();
        let request = Request::builder().method(method).uri(format!("{}{BASE}{path}", self.address));
        let mut request = request.body(Full::from(bytes.unwrap_or_default())).map_err(anyhow::Error::from)?;
        if json {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let (status, bytes) = self.runtime.block_on(async {
            tokio::time::timeout(PATIENCE, self.exchange(request)).await.unwrap_or_else(|_| {
                let seconds = PATIENCE.as_secs();
                Err(anyhow!("{} did not answer within {seconds} s", self.address).into())
            })
        })?;
        if (200..300).contains(&status) {
            return serde_json::from_slice(&bytes).map_err(|_| self.stranger().into());
        }
        match serde_json::from_slice::<ApiProblem>(&bytes) {
            Ok(problem) if status < 500 => Err(bad_input(problem.detail).into()),
            Ok(problem) => Err(anyhow!(problem.detail).into()),
            Err(_) => Err(self.stranger().into()),
        }
    }

    fn stranger(&self) -> anyhow::Error {
        anyhow!(
            "what answers at {} is no craftstrat of this version: say where it is with --port",
            self.address
        )
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<(u16, Vec<u8>), NoAnswer> {
        let response = self.http.request(request).await.map_err(|error| match error.is_connect() {
            true => NoAnswer::NoServer,
            false => NoAnswer::Failed(anyhow!("{} broke the connection off: {error}", self.address)),
        })?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), BYTES_MAX).collect().await;
        let body = body.map_err(|error| anyhow!("{} broke its answer off: {error}", self.address))?;
        Ok((status, body.to_bytes().to_vec()))
    }
}
