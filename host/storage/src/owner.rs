//! Whose rows a query may see.

/// The one person who uses a local server.
const LOCAL: &str = "local";

/// The owner rows belong to. Queries take nothing else; a request's is made by the server, once it knows who asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner(String);

impl Owner {
    /// As it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The one person who uses a local server.
    #[must_use]
    pub fn local() -> Self {
        Self(LOCAL.to_owned())
    }

    /// As it was stored: out of a row, or the id of a person who proved who they are.
    #[must_use]
    pub const fn stored(text: String) -> Self {
        Self(text)
    }
}
