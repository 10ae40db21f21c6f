//! E-mail addresses of people.

use email_address::{EmailAddress, Options};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// Longest address in bytes. Source: RFC 5321 4.5.3.1.3, a path of 256 with its brackets.
const LENGTH_MAX: usize = 254;

/// What may stand before the `@` beside letters and digits: RFC 5322 `atext` and the dot. Quoted parts are left out:
/// nobody has one, and every quote is a chance to smuggle something into a header.
const PUNCTUATION: &[u8] = b".!#$%&'*+-/=?^_`{|}~";

/// An address mail can be sent to, safe in a header: printable ASCII, no spaces, no quotes, at least two labels after
/// the `@`. The domain is in lower case and in its ASCII form; the part before it is as its owner writes it.
///
/// Two addresses are equal when they differ in case only ([`Email::key`]): servers that tell `Ann@` from `ann@` are not
/// found any more, and two accounts that look alike would be a trap.
#[derive(Clone, Debug)]
pub struct Email {
    key: String,
    text: String,
}

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// More than 254 bytes.
    #[error("an e-mail address has at most {LENGTH_MAX} characters")]
    TooLong,
    /// Not of the form `name@example.org`.
    #[error("this is no e-mail address: write it like name@example.org")]
    Malformed,
}

impl Email {
    /// Reads what somebody typed; spaces around it do not count.
    ///
    /// # Errors
    /// When it is no address, or one of the kinds that are not taken: quoted, with a comment, at an IP address, at a
    /// domain of one label, or with letters beyond ASCII before the `@`.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        // Longer text is not even looked at.
        if text.len() > LENGTH_MAX {
            return Err(EmailError::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError::Malformed)?;
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || PUNCTUATION.contains(&b);
        if !local.bytes().all(is_plain) {
            return Err(EmailError::Malformed);
        }
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| EmailError::Malformed)?;
        let text = format!("{local}@{domain}");
        if text.len() > LENGTH_MAX {
            return Err(EmailError::TooLong);
        }
        let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
        EmailAddress::parse_with_options(&text, options).map_err(|_| EmailError::Malformed)?;
        Ok(Self { key: text.to_ascii_lowercase(), text })
    }

    /// The address as mail is sent to it and as its owner is shown it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What is unique among accounts and looked up at login: the whole address in lower case.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Email {}

impl Hash for Email {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        Self::parse(text)
    }
}

impl Serialize for Email {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
