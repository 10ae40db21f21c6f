//! Whose rows a request may see: the seam for accounts.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;

/// The one person who uses a local server.
const LOCAL: &str = "local";

/// The owner a request acts for. Handlers get one as an argument; queries take nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Owner(String);

impl Owner {
    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The one person who uses a local server: also whom alerts and figures are for, which no request asks for.
    pub fn local() -> Self {
        Self(LOCAL.to_owned())
    }

    /// As it was stored.
    pub fn stored(text: String) -> Self {
        Self(text)
    }
}

impl<S: Sync> FromRequestParts<S> for Owner {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::local())
    }
}
