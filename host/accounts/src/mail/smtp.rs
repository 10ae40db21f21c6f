//! A mail server and how it is named.

use super::MailError;
use crate::email::Email;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;
use url::{Host, Url};
use zeroize::Zeroizing;

/// How long each step of the conversation may take.
const STEP_MAX: Duration = Duration::from_secs(20);

/// How long all of it may take: a server that answers a byte at a time holds nothing up.
const CONVERSATION_MAX: Duration = Duration::from_mins(1);

/// `smtps://user:password@host:port` (TLS from the start, port 465) or `smtp://user:password@host:port?tls=required`
/// (STARTTLS, port 587); without TLS only to this machine itself. Parts of user and password that mean something in an
/// URL are percent-encoded. Never shown by `Debug`.
#[derive(Clone)]
pub struct SmtpUrl(Zeroizing<String>);

/// Why a text names no mail server. Says nothing of the text, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    /// Not of that form.
    #[error("write the mail server as smtps://user:password@host:port")]
    Malformed,
    /// Mail, and the password, would go over the network for all to read.
    #[error("mail goes over TLS only: write smtps://..., or smtp://...?tls=required")]
    Unencrypted,
    /// A name without a password or the other way round.
    #[error("the mail server's user and password are given both or not at all")]
    HalfCredentials,
}

impl FromStr for SmtpUrl {
    type Err = SmtpUrlError;

    fn from_str(text: &str) -> Result<Self, SmtpUrlError> {
        let url = Url::parse(text).map_err(|_| SmtpUrlError::Malformed)?;
        let host = url.host().ok_or(SmtpUrlError::Malformed)?;
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(SmtpUrlError::Malformed);
        }
        match (url.scheme(), url.query()) {
            ("smtps", None) | ("smtp", Some("tls=required")) => {}
            ("smtp", None) if is_this_machine(&host) => {}
            ("smtp", None | Some("tls=opportunistic")) => return Err(SmtpUrlError::Unencrypted),
            _ => return Err(SmtpUrlError::Malformed),
        }
        if url.username().is_empty() != url.password().is_none_or(str::is_empty) {
            return Err(SmtpUrlError::HalfCredentials);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        // Hosts of schemes that a browser does not know are not read as addresses.
        Host::Domain(name) => {
            *name == "localhost" || name.parse().is_ok_and(|v4: std::net::Ipv4Addr| v4.is_loopback())
        }
        Host::Ipv4(v4) => v4.is_loopback(),
        Host::Ipv6(v6) => v6.is_loopback(),
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl(redacted)")
    }
}

/// A mail server, and whose address mail comes from. A connection a message: there are few.
pub struct Smtp {
    pub(super) sender: Email,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("sender", &self.sender).finish_non_exhaustive()
    }
}

impl Smtp {
    pub(super) fn new(url: &SmtpUrl, sender: Email) -> Result<Self, MailError> {
        let domain = sender.as_str().rsplit('@').next().unwrap_or_default().to_owned();
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url.0)
            .map_err(|_| MailError::Insecure)?
            .hello_name(ClientId::Domain(domain))
            .timeout(Some(STEP_MAX))
            .build();
        Ok(Self { sender, transport })
    }

    pub(super) async fn send(&self, message: Message) -> Result<(), MailError> {
        match tokio::time::timeout(CONVERSATION_MAX, self.transport.send(message)).await {
            Ok(sent) => sent.map(|_| ()).map_err(|error| told(&error)),
            Err(_) => Err(MailError::Unreachable),
        }
    }
}

/// The kind of an error without its text: servers repeat what they were told.
fn told(error: &SmtpError) -> MailError {
    match error.status() {
        Some(code) if error.is_permanent() => MailError::Refused(code.into()),
        Some(code) => MailError::Later(code.into()),
        None if error.is_tls() => MailError::Insecure,
        None => MailError::Unreachable,
    }
}
