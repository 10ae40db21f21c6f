//! Who a request comes from, as handlers are told.

use crate::problem::Refusal;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use craftstrat_accounts::access::Actor;
use craftstrat_accounts::plan::Plan;
use craftstrat_storage::Owner;
use std::net::IpAddr;

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Requester {
    /// What they may is decided by this.
    pub actor: Actor,
    /// Whose rows are theirs; nobody's for whoever is not signed in.
    pub owner: Option<Owner>,
    /// Their address, where they have an account.
    pub email: Option<String>,
    /// The session that speaks, when it is one.
    pub session: Option<String>,
    /// When password and second factor were last shown in it.
    pub confirmed_at: Option<i64>,
    /// The address the request comes from.
    pub address: IpAddr,
    /// The browser, as it calls itself.
    pub agent: String,
}

impl Requester {
    /// What they are on; the owner of a local server has no limits.
    pub fn plan(&self) -> Plan {
        match &self.actor {
            Actor::Person(person) => person.plan,
            Actor::Anonymous | Actor::Service(_) => Plan::Free,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Requester {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        // Without one the request did not pass the gate.
        let requester = parts.extensions.get::<Self>().cloned();
        requester.ok_or_else(|| Refusal::internal("a route is not behind the gate"))
    }
}
