//! Letters to people.

use super::People;
use crate::clock::now_ms;
use craftstrat_accounts::email::Email;
use craftstrat_accounts::mail::{Language, Letter as Text};
use craftstrat_accounts::secret::Secret;
use craftstrat_model::TimeMs;
use std::net::IpAddr;
use std::sync::Arc;

/// What people are written.
#[derive(Debug)]
pub(crate) enum Letter {
    /// Shows that mail arrives.
    Verify(Secret),
    /// Somebody wanted to make an account that is there already.
    HasAccount,
    /// Lets them choose a new password.
    Reset(Secret),
    /// Their password was changed, from this address.
    PasswordChanged(IpAddr),
    /// Somebody signed in with a browser, by what it calls itself, that they had not signed in with.
    NewDevice(String, IpAddr),
    /// The second factor was turned off.
    SecondFactorDisabled(IpAddr),
}

impl People {
    /// Sends a letter, later: how long that takes must not tell whether there is an account.
    pub fn post(&self, to: &Email, language: &str, letter: &Letter) {
        let Some(mailer) = &self.mailer else { return };
        let (mailer, now) = (Arc::clone(mailer), TimeMs(now_ms()));
        let text = match letter {
            Letter::Verify(code) => Text::VerifyAddress { code },
            Letter::HasAccount => Text::AlreadyRegistered,
            Letter::Reset(code) => Text::ResetPassword { code },
            Letter::PasswordChanged(from) => Text::PasswordChanged { at: now, address: *from },
            Letter::SecondFactorDisabled(from) => Text::SecondFactorDisabled { at: now, address: *from },
            Letter::NewDevice(device, from) => Text::NewDevice { at: now, address: *from, device },
        };
        let mail = text.to(to.clone(), Language::of_tag(language), &self.links);
        tokio::spawn(async move {
            if let Err(error) = mailer.send(&mail, now).await {
                tracing::error!(%error, subject = mail.subject, "mail was not sent");
            }
        });
    }
}
