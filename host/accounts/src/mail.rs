//! Mail to people: by SMTP, or into a folder on a laptop and in tests.
//!
//! Whoever answers a request hands mail to a task of its own: how long sending takes would tell whether there is an
//! account to write to.

mod link;
mod outbox;
mod smtp;
mod text;

pub use link::{Links, LinksError};
pub use smtp::{SmtpUrl, SmtpUrlError};
pub use text::{Language, Letter};

use crate::email::Email;
use crate::entropy::{Entropy, NoEntropy, Os};
use craftstrat_model::TimeMs;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, SinglePart};
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

/// The name mail comes from.
const SENDER: &str = "CraftStrat";

/// Where mail goes.
#[derive(Debug)]
pub enum Mailer {
    /// A file a message in this folder, which is made when needed: `<ms>-<process>-<number>.eml`, readable by its owner
    /// alone. Names sort by time.
    Outbox(PathBuf),
    /// A server.
    Smtp(Box<smtp::Smtp>),
}

/// A message to one person. It holds links that are secret, so `Debug` shows its subject only.
#[derive(Clone)]
pub struct Mail {
    /// To whom.
    pub to: Email,
    /// One line.
    pub subject: String,
    /// Plain text, lines ended by `\n`.
    pub body: String,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("to", &self.to).field("subject", &self.subject).finish_non_exhaustive()
    }
}

/// Why mail was not sent. Says nothing of the message, nor of the server's password.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It could not be written as a message.
    #[error("the message could not be composed")]
    Compose,
    /// The outbox could not be written.
    #[error("the outbox cannot be written")]
    Outbox(#[source] std::io::Error),
    /// The server said no for good.
    #[error("the mail server refused the message with {0}")]
    Refused(u16),
    /// The server said to try later.
    #[error("the mail server wants to be asked later: {0}")]
    Later(u16),
    /// The server was not reached, or the conversation broke off.
    #[error("the mail server cannot be reached")]
    Unreachable,
    /// The server's certificate is not right, or it speaks no TLS.
    #[error("no secure connection to the mail server")]
    Insecure,
    /// No random bytes for the message's id.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

impl MailError {
    /// Whether it may work when tried again.
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Later(_) | Self::Unreachable)
    }
}

impl Mailer {
    /// Sends by a server, from `sender`.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn smtp(url: &SmtpUrl, sender: Email) -> Result<Self, MailError> {
        smtp::Smtp::new(url, sender).map(|smtp| Self::Smtp(Box::new(smtp)))
    }

    /// Sends one message and waits until the server has taken it, at most a minute, or the file is written.
    ///
    /// # Errors
    /// When it was not sent. Nothing is tried again here.
    pub async fn send(&self, mail: &Mail, now: TimeMs) -> Result<(), MailError> {
        match self {
            Self::Outbox(folder) => {
                let message = compose(mail, None, now)?;
                let folder = folder.clone();
                let write = move || outbox::write(&folder, &message.formatted(), now);
                let written = tokio::task::spawn_blocking(write).await;
                written.unwrap_or_else(|e| Err(e.into())).map_err(MailError::Outbox)
            }
            Self::Smtp(smtp) => smtp.send(compose(mail, Some(&smtp.sender), now)?).await,
        }
    }
}

/// The message as it goes over the wire.
fn compose(mail: &Mail, sender: Option<&Email>, now: TimeMs) -> Result<Message, MailError> {
    let from = sender.map_or("noreply@craftstrat.localhost", Email::as_str);
    let domain = from.rsplit('@').next().unwrap_or_default();
    let mut id = [0; 16];
    Os.fill(&mut id)?;
    let id = u128::from_be_bytes(id);
    let mailbox = |name: Option<String>, address: &str| {
        address.parse().map(|address| Mailbox::new(name, address)).map_err(|_| MailError::Compose)
    };
    // Answers of machines (absences, mailing lists) are not wanted. Source: RFC 3834.
    let automatic =
        HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
    let text = mail.body.replace('\n', "\r\n");
    let body = match sender {
        // Goes through servers that take seven bits and short lines only.
        Some(_) => Body::new(text),
        // Is read as it is, so a link stays whole. No line of ours comes near the limit of 998 bytes.
        None => Body::dangerous_pre_encoded(text.into_bytes(), ContentTransferEncoding::EightBit),
    };
    Message::builder()
        .from(mailbox(Some(SENDER.to_owned()), from)?)
        .to(mailbox(None, mail.to.as_str())?)
        .subject(mail.subject.as_str())
        .date(UNIX_EPOCH + Duration::from_millis(now.0.max(0).unsigned_abs()))
        .message_id(Some(format!("<{id:032x}@{domain}>")))
        .raw_header(automatic)
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(body))
        .map_err(|_| MailError::Compose)
}
