//! People: whether they sign in here, and what the rules about them need to run.

pub(crate) mod handover;
mod hashers;
mod mail;
mod sealer;
mod show;

pub(crate) use mail::Letter;
pub(crate) use show::{person, session_of};

use crate::config::{AccountsConfig, MailConfig, StartError};
use crate::guard::Name;
use crate::problem::{Answer, Refusal};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use craftstrat_accounts::access::Role;
use craftstrat_accounts::email::Email;
use craftstrat_accounts::entropy::Os;
use craftstrat_accounts::mail::{Links, Mailer, SmtpUrl};
use craftstrat_accounts::password::{self, Password, StoredPassword};
use craftstrat_accounts::rate::{KEYS_MAX, Rates};
use craftstrat_storage::people;
use hashers::Hashers;
use sealer::Sealer;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::{Notify, Semaphore};

/// Passwords that are hashed at once: each takes 19 MiB and a processor for a moment.
const HASHING: usize = 2;

/// Requests that may wait for a password to be hashed; more are told to come again.
const WAITING: usize = 64;

/// Whether people sign in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// One owner on the loopback.
    Local,
    /// Everybody has an account.
    Accounts,
}

/// What the rules about people need to run.
#[derive(Debug)]
pub(crate) struct People {
    /// Whether they sign in.
    pub mode: Mode,
    /// How often who may ask for what.
    pub rates: Rates,
    /// How mail is sent.
    pub mailer: Option<Arc<Mailer>>,
    /// Where people reach the page.
    links: Links,
    url: String,
    /// The operator's address, as it is compared.
    admin: Option<String>,
    /// Whether a proxy of ours stands before this server and says who asks.
    behind_proxy: bool,
    /// Seals what has to be read again.
    pub sealer: Sealer,
    /// Told when an address was shown to be somebody's and there may be something to hand over.
    pub verified: Notify,
    hashers: Hashers,
    hashing: Semaphore,
    waiting: Semaphore,
}

fn busy() -> Refusal {
    let detail = "Too many people sign in at this moment: try again in a few seconds.";
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
}

fn mailer_of(mail: &MailConfig) -> Result<Mailer, StartError> {
    let failed = |e: &dyn std::fmt::Display| StartError::Accounts(e.to_string());
    match mail {
        MailConfig::Outbox(folder) => Ok(Mailer::Outbox(folder.clone())),
        MailConfig::Smtp { url, sender } => {
            let url = url.parse::<SmtpUrl>().map_err(|e| failed(&e))?;
            let sender = Email::parse(sender).map_err(|e| failed(&e))?;
            Mailer::smtp(&url, sender).map_err(|e| failed(&e))
        }
    }
}

impl People {
    /// For a local server with `None`, for one with accounts otherwise.
    ///
    /// # Errors
    /// When the operator's address is none, mail cannot be set up, or there are no threads.
    pub fn new(accounts: Option<&AccountsConfig>, data_dir: &Path, url: &str) -> Result<Self, StartError> {
        let (mut mailer, mut admin) = (None, None);
        if let Some(accounts) = accounts {
            let parsed = accounts.admin_email.as_deref().map(Email::parse).transpose();
            admin = parsed.map_err(|e| StartError::Accounts(format!("ADMIN_EMAIL: {e}")))?;
            mailer = Some(Arc::new(mailer_of(&accounts.mail)?));
        }
        let url = accounts.and_then(|accounts| accounts.url.as_deref()).unwrap_or(url);
        let links = Links::parse(url).map_err(|e| StartError::Accounts(e.to_string()))?;
        let hashers = Hashers::start(if accounts.is_some() { HASHING } else { 0 });
        let no_threads =
            |e: std::io::Error| StartError::Accounts(format!("no thread for passwords can be started: {e}"));
        Ok(Self {
            mode: if accounts.is_some() { Mode::Accounts } else { Mode::Local },
            rates: Rates::new(KEYS_MAX),
            mailer,
            links,
            url: url.trim_end_matches('/').to_owned(),
            admin: admin.map(|email| email.key().to_owned()),
            behind_proxy: accounts.is_some_and(|accounts| accounts.behind_proxy),
            sealer: Sealer::open(data_dir)?,
            verified: Notify::new(),
            hashers: hashers.map_err(no_threads)?,
            hashing: Semaphore::new(HASHING),
            waiting: Semaphore::new(WAITING),
        })
    }

    /// The operator's address, as it is compared; `None` where nobody operates the installation.
    pub fn admin(&self) -> Option<&str> {
        self.admin.as_deref()
    }

    /// Names people reach the page by, besides those of this machine.
    pub fn names(&self) -> Arc<[Name]> {
        let split = self.url.split_once("://");
        let name = split.map(|(scheme, host)| Name { scheme: scheme.to_owned(), host: host.to_owned() });
        name.into_iter().collect()
    }

    /// Whether the page comes over TLS.
    pub fn is_secure(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// What somebody is: the operator is whoever showed that the operator's address is theirs.
    pub fn role(&self, person: &people::Stored) -> Role {
        let is_admin = self.admin.as_deref() == Some(person.email_key.as_str());
        if is_admin && person.verified_at.is_some() { Role::Operator } else { Role::User }
    }

    /// The address a request comes from: what our own proxy saw, or the other end of the connection.
    pub fn address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.behind_proxy {
            return peer;
        }
        // The last one is what our proxy added; those before are whatever it was sent.
        let said = headers.get_all(HeaderName::from_static("x-forwarded-for")).iter().next_back();
        let last = said.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        last.unwrap_or(peer)
    }

    /// Hashes a password.
    ///
    /// # Errors
    /// When too many wait for theirs, or it cannot be hashed.
    pub async fn hash(&self, password: Password) -> Answer<StoredPassword> {
        self.slowly(move || password::hash(&password, &mut Os)).await
    }

    /// Whether a password is the one that is stored; as slow when none is.
    ///
    /// # Errors
    /// As [`People::hash`].
    pub async fn verify(&self, password: Password, stored: Option<StoredPassword>) -> Answer<bool> {
        self.slowly(move || password::verify(&password, stored.as_ref())).await
    }

    async fn slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, password::PasswordError> + Send + 'static,
    ) -> Answer<T> {
        let _waiting = self.waiting.try_acquire().map_err(|_| busy())?;
        let _turn = self.hashing.acquire().await.map_err(Refusal::internal)?;
        let done =
            self.hashers.run(work).await.ok_or_else(|| Refusal::internal("a hash ended in a panic"))?;
        done.map_err(Refusal::internal)
    }
}
