//! Who asks: where accounts come in.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use craftstrat_storage::Owner;
use std::convert::Infallible;

/// The owner a request acts for. Handlers get one as an argument; queries take nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Caller(pub Owner);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self(Owner::local()))
    }
}
