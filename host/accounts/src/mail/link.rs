//! Where links in mail lead.

use crate::secret::{Kind, Secret};
use url::Url;
use zeroize::Zeroizing;

/// The address people reach this installation under, such as `https://trade.example.org`. It is configured: what a request
/// says its host is, anybody can write.
#[derive(Clone, Debug)]
pub struct Links(Url);

/// Why a text is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write the public address as https://host or http://host:port, without anything behind it")]
pub struct LinksError;

impl Links {
    /// Reads it.
    ///
    /// # Errors
    /// When it is no `http` or `https` address, or has a path, a query, a fragment, a user or a password.
    pub fn parse(text: &str) -> Result<Self, LinksError> {
        let url = Url::parse(text).map_err(|_| LinksError)?;
        let is_plain = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let is_web = matches!(url.scheme(), "http" | "https");
        if is_plain && is_web { Ok(Self(url)) } else { Err(LinksError) }
    }

    /// The page that takes `code`. The code stands in the fragment, which a browser sends to no server: it comes into no
    /// log and no `Referer`; the page posts it.
    pub(super) fn with_code(&self, code: &Secret) -> Zeroizing<String> {
        let page = if code.kind() == Kind::Reset { "reset" } else { "verify" };
        Zeroizing::new(format!("{}{page}#{}", self.0, code.expose()))
    }

    /// The page to log in on.
    pub(super) fn log_in(&self) -> String {
        format!("{}login", self.0)
    }

    /// The page to ask for a new password on.
    pub(super) fn forgotten(&self) -> String {
        format!("{}forgot", self.0)
    }

    /// The page with sessions and passwords.
    pub(super) fn security(&self) -> String {
        format!("{}settings", self.0)
    }

    /// The address without what is in front of it.
    pub(super) fn host(&self) -> &str {
        self.0.as_str().trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')
    }
}
