//! REST without HTTP: requests in, answers out, with the venue's routes, texts and status codes.

mod batch;
mod chain;
mod clob;
mod clob_account;
mod clob_markets;
mod clob_orders;
mod clob_state;
mod control;
mod data;
mod gamma;
mod gamma_query;
mod positions;
mod relayer;

pub(crate) use batch::Batches;

use crate::fault::Kind;
use crate::venue::{Due, Output, Venue};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::str::FromStr;

/// Which of the venue's hosts a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Orders and books.
    Clob,
    /// Events and markets.
    Gamma,
    /// Trades and positions of wallets.
    Data,
    /// Relayed transactions, and the chain's own interface.
    Relayer,
}

/// One HTTP request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// In capitals.
    pub method: String,
    /// Without the query, decoded.
    pub path: String,
    /// Decoded, in order.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// As sent.
    pub body: String,
}

impl Request {
    /// A request without a body; the query may be part of the path, and needs no decoding.
    pub fn get(path_and_query: &str) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let pair = |p: &str| p.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned()));
        Self {
            method: "GET".to_owned(),
            path: path.to_owned(),
            query: query.split('&').filter_map(pair).collect(),
            ..Self::default()
        }
    }

    /// A request with a JSON body.
    pub fn json(method: &str, path: &str, body: &Value) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), body: body.to_string(), ..Self::default() }
    }

    /// The first value of a query parameter that is not empty.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params(name).next()
    }

    /// Every value of a query parameter that is not empty.
    pub fn params<'r>(&'r self, name: &str) -> impl Iterator<Item = &'r str> + use<'r> {
        let wanted = name.to_owned();
        self.query.iter().filter(move |(k, v)| *k == wanted && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    pub(crate) fn value(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }
}

/// One HTTP answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// JSON, save for the HTML of a refusal by the content network.
    pub body: String,
    /// Headers beyond the usual.
    pub headers: Vec<(&'static str, String)>,
}

impl Reply {
    /// 200 with a value.
    pub fn ok(value: &Value) -> Self {
        Self { status: 200, body: value.to_string(), headers: Vec::new() }
    }

    /// `{"error": text}`.
    pub fn error(status: u16, text: &str) -> Self {
        Self { status, body: json!({ "error": text }).to_string(), headers: Vec::new() }
    }

    /// The body as JSON; null when it is none.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// Number of a request that is answered later.
pub type Ticket = u64;

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The answer.
    Now(Reply),
    /// The answer comes as [`Output::Reply`].
    Later(Ticket),
    /// There will be no answer, though the request was carried out.
    Lost,
}

/// Tickets given out.
#[derive(Debug, Default)]
pub(crate) struct Tickets {
    next: Ticket,
    /// Tickets that stand for an earlier one.
    alias: BTreeMap<Ticket, Ticket>,
    /// Tickets that get no answer.
    lost: Vec<Ticket>,
}

impl Tickets {
    pub fn new_ticket(&mut self) -> Ticket {
        self.next += 1;
        self.next
    }
}

impl Venue {
    /// Takes a request.
    pub fn request(&mut self, host: Host, request: &Request) -> Answer {
        if request.path.starts_with("/_sim") {
            return Answer::Now(self.control(request));
        }
        let route = format!("{} {}", request.method, request.path);
        if let Some(Kind::Status { status }) =
            self.faults.strike(self.now, &route, |k| matches!(k, Kind::Status { .. }))
        {
            return Answer::Now(refusal(status));
        }
        if let Some(ms) = self.faults.latency(self.now, &route).filter(|ms| *ms > 0) {
            let ticket = self.tickets.new_ticket();
            let request = Box::new(request.clone());
            self.schedule(self.now.plus_ms(ms), Due::Request { ticket, host, request });
            return Answer::Later(ticket);
        }
        let answer = self.handle(host, request);
        if self.is_lost(&route) {
            if let Answer::Later(ticket) = answer {
                self.tickets.lost.push(ticket);
            }
            return Answer::Lost;
        }
        answer
    }

    fn is_lost(&mut self, route: &str) -> bool {
        self.faults.strike(self.now, route, |k| matches!(k, Kind::LostReply)).is_some()
    }

    /// A request that was on its way arrives.
    pub(crate) fn arrive(&mut self, ticket: Ticket, host: Host, request: &Request) {
        let route = format!("{} {}", request.method, request.path);
        let answer = self.handle(host, request);
        if self.is_lost(&route) {
            self.tickets.lost.push(ticket);
        }
        match answer {
            Answer::Now(reply) => self.answer(ticket, reply),
            Answer::Later(inner) => {
                self.tickets.alias.insert(inner, ticket);
            }
            Answer::Lost => {}
        }
    }

    /// Answers a request that had to wait.
    pub(crate) fn answer(&mut self, ticket: Ticket, reply: Reply) {
        let ticket = self.tickets.alias.remove(&ticket).unwrap_or(ticket);
        match self.tickets.lost.iter().position(|t| *t == ticket) {
            Some(at) => {
                self.tickets.lost.swap_remove(at);
            }
            None => self.say(Output::Reply(ticket, reply)),
        }
    }

    fn handle(&mut self, host: Host, request: &Request) -> Answer {
        match host {
            Host::Clob => self.clob(request),
            Host::Gamma => Answer::Now(self.gamma(request)),
            Host::Data => Answer::Now(self.data(request)),
            Host::Relayer => Answer::Now(self.relayer(request)),
        }
    }
}

/// What a status looks like when the venue itself sends it.
fn refusal(status: u16) -> Reply {
    match status {
        403 => Reply {
            status,
            body: "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head></html>"
                .to_owned(),
            headers: vec![("content-type", "text/html; charset=UTF-8".to_owned())],
        },
        425 => Reply::error(425, "service not ready"),
        429 => {
            Reply { headers: vec![("retry-after", "1".to_owned())], ..Reply::error(429, "Too Many Requests") }
        }
        503 => Reply::error(503, "Trading is currently disabled. Check polymarket.com for updates"),
        _ => Reply::error(status, "could not run the execution"),
    }
}

/// The path's parts.
pub(crate) fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// Reads a value that JSON carries as text.
pub(crate) fn parsed<'de, D: Deserializer<'de>, T: FromStr>(deserializer: D) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| serde::de::Error::custom(format!("`{text}` is not what belongs here")))
}
