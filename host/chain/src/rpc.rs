//! JSON-RPC 2.0 in batches. An answer counts when each question has exactly one with its id.
//!
//! Ids go on from batch to batch, so that no answer can be taken for one to another question.

use crate::error::{ChainError, WireError, shown};
use crate::post::{Limits, Post};
use alloy_primitives::Bytes;
use hyper::StatusCode;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};

/// The code of nodes for a call that a contract refused.
const REVERTED: i64 = 3;

/// A question.
#[derive(Debug)]
pub(crate) struct Ask {
    /// Its method.
    pub method: &'static str,
    /// Its parameters.
    pub params: Value,
}

/// What a node said instead of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NodeError {
    /// What was asked.
    pub method: &'static str,
    /// The node's own code.
    pub code: i64,
    /// The node's own words, as they came.
    pub message: String,
    /// What a contract returned when it refused.
    pub data: Bytes,
}

impl NodeError {
    /// Whether a contract refused, and not the node.
    pub fn is_of_contract(&self) -> bool {
        self.code == REVERTED || self.message.contains("execution reverted")
    }
}

impl From<NodeError> for ChainError {
    fn from(error: NodeError) -> Self {
        Self::Refused { method: error.method, code: error.code, message: shown(&error.message) }
    }
}

/// The result of one question.
pub(crate) type Said = Result<Value, NodeError>;

/// A node.
#[derive(Debug)]
pub(crate) struct Rpc {
    post: Post,
    next: AtomicU64,
}

impl Rpc {
    /// # Errors
    /// When `url` cannot be used.
    pub fn new(url: &str, limits: Limits) -> Result<Self, WireError> {
        Ok(Self { post: Post::new(url, limits)?, next: AtomicU64::new(1) })
    }

    /// What the node says to each of these, asked at once.
    ///
    /// # Errors
    /// When there is no answer to all of them.
    pub async fn ask<const N: usize>(&self, asks: [Ask; N]) -> Result<[Said; N], ChainError> {
        let said = self.ask_all(&asks).await?;
        said.try_into().map_err(|_| WireError::Malformed("not as many answers as questions").into())
    }

    /// The same for any number of questions.
    ///
    /// # Errors
    /// As [`Rpc::ask`].
    pub async fn ask_all(&self, asks: &[Ask]) -> Result<Vec<Said>, ChainError> {
        let Some(first) = asks.first() else { return Ok(Vec::new()) };
        let base = self.next.fetch_add(asks.len() as u64, Ordering::Relaxed);
        let batch: Vec<Value> = (base..)
            .zip(asks)
            .map(
                |(id, ask)| json!({ "jsonrpc": "2.0", "id": id, "method": ask.method, "params": ask.params }),
            )
            .collect();
        let (status, body) = self.post.exchange("", &[], Some(Value::from(batch).to_string().into())).await?;
        if status != StatusCode::OK {
            return Err(WireError::Status(status.as_u16()).into());
        }
        let body: Value = serde_json::from_slice(&body).map_err(|_| WireError::Malformed("no JSON"))?;
        let Value::Array(answers) = body else {
            // A node that refuses a batch as a whole says so once.
            return match outcome(first.method, body) {
                Ok(Err(error)) => Err(error.into()),
                _ => Err(WireError::Malformed("not a list of answers").into()),
            };
        };
        Ok(sorted(base, asks, answers)?)
    }
}

/// The answers in the questions' order.
fn sorted(base: u64, asks: &[Ask], answers: Vec<Value>) -> Result<Vec<Said>, WireError> {
    let mut said: Vec<Option<Said>> = asks.iter().map(|_| None).collect();
    for answer in answers {
        let id = answer.get("id").and_then(Value::as_u64);
        let index = id.and_then(|id| id.checked_sub(base)).and_then(|index| usize::try_from(index).ok());
        let (Some(ask), Some(place)) = (index.and_then(|i| asks.get(i)), index.and_then(|i| said.get_mut(i)))
        else {
            return Err(WireError::Malformed("an answer to a question that was not asked"));
        };
        if place.is_some() {
            return Err(WireError::Malformed("two answers to one question"));
        }
        *place = Some(outcome(ask.method, answer)?);
    }
    let all: Option<Vec<Said>> = said.into_iter().collect();
    all.ok_or(WireError::Malformed("no answer to one of the questions"))
}

/// Result or error of one answer.
fn outcome(method: &'static str, mut answer: Value) -> Result<Said, WireError> {
    match answer.get_mut("error").map(Value::take) {
        None | Some(Value::Null) => {}
        Some(error) => {
            let code = error.get("code").and_then(Value::as_i64);
            let message = error.get("message").and_then(Value::as_str);
            let (Some(code), Some(message)) = (code, message) else {
                return Err(WireError::Malformed("an error without code and message"));
            };
            let data = error.get("data").and_then(Value::as_str).and_then(|data| data.parse().ok());
            let data = data.unwrap_or_default();
            return Ok(Err(NodeError { method, code, message: message.to_owned(), data }));
        }
    }
    match answer.get_mut("result") {
        Some(result) => Ok(Ok(result.take())),
        None => Err(WireError::Malformed("neither result nor error")),
    }
}
