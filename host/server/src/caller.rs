//! Whose rows a handler may see.

use crate::access::Requester;
use crate::problem::Refusal;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use craftstrat_storage::Owner;

/// The owner a request acts for. Handlers get one as an argument; queries take nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Caller(pub Owner);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let requester = Requester::from_request_parts(parts, state).await?;
        requester.owner.map(Self).ok_or_else(Refusal::sign_in)
    }
}
