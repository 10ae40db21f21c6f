//! What is written to people, in both languages.

use super::{Links, Mail};
use crate::email::Email;
use crate::secret::Secret;
use craftstrat_model::TimeMs;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// Characters of a device's name that are shown.
const DEVICE_MAX: usize = 80;

/// A language mail is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// French.
    #[serde(rename = "fr")]
    French,
}

impl Language {
    /// From a tag such as `fr` or `fr-CA`; English for any other.
    pub fn of_tag(tag: &str) -> Self {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        if first.eq_ignore_ascii_case("fr") { Self::French } else { Self::English }
    }

    /// As it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }
}

/// What somebody is written about.
#[derive(Clone, Copy, Debug)]
pub enum Letter<'a> {
    /// Please show that mail arrives.
    VerifyAddress {
        /// Of [`crate::secret::Kind::Verification`].
        code: &'a Secret,
    },
    /// Somebody signed up with an address that has an account. The page says the same in both cases; its owner learns it
    /// here.
    AlreadyRegistered,
    /// Here is the link to choose a new password with.
    ResetPassword {
        /// Of [`crate::secret::Kind::Reset`].
        code: &'a Secret,
    },
    /// Somebody logged in from a device that is new.
    NewDevice {
        /// When.
        at: TimeMs,
        /// From where.
        address: IpAddr,
        /// What the browser calls itself. Anybody can write anything there: of it only plain characters are shown.
        device: &'a str,
    },
    /// The password was changed.
    PasswordChanged {
        /// When.
        at: TimeMs,
        /// From where.
        address: IpAddr,
    },
    /// Two-factor authentication was turned off.
    SecondFactorDisabled {
        /// When.
        at: TimeMs,
        /// From where.
        address: IpAddr,
    },
}

impl Letter<'_> {
    /// The message.
    pub fn to(&self, to: Email, language: Language, links: &Links) -> Mail {
        let (subject, text) = match language {
            Language::English => english(self, links),
            Language::French => french(self, links),
        };
        let host = links.host();
        let foot = match language {
            Language::English => {
                format!("CraftStrat at {host}. This message was sent by a machine; nobody reads answers.")
            }
            Language::French => {
                format!(
                    "CraftStrat sur {host}. Ce message vient d'une machine ; personne ne lit les réponses."
                )
            }
        };
        Mail { to, subject: subject.to_owned(), body: format!("{text}\n\n-- \n{foot}\n") }
    }
}

/// What a browser calls itself, in printable ASCII, cut, without anything a mail program would make a link of.
fn plain(device: &str) -> String {
    let shown = device.chars().map(|c| if c.is_ascii_graphic() { c } else { ' ' }).take(DEVICE_MAX);
    let shown: String = shown.collect();
    shown.replace("://", ": ").replace("www.", "www ").trim().to_owned()
}

fn english(letter: &Letter<'_>, links: &Links) -> (&'static str, String) {
    let security = links.security();
    let was_it_you = format!(
        "If that was you, there is nothing to do. If not, change your password and end the other sessions:\n{security}"
    );
    match letter {
        Letter::VerifyAddress { code } => (
            "Verify your e-mail address",
            format!(
                "Welcome to CraftStrat. Open this link to show that this address is yours; it works for 24 hours:\n{}\n\n\
                 If you did not sign up, do nothing: an account whose address is not verified can run nothing.",
                *links.with_code(code)
            ),
        ),
        Letter::AlreadyRegistered => (
            "You have an account already",
            format!(
                "Somebody signed up with this address, which has an account already. If that was you, log in:\n{}\n\n\
                 If you have forgotten your password, choose a new one:\n{}\n\n\
                 If it was not you, there is nothing to do: nothing was changed.",
                links.log_in(),
                links.forgotten()
            ),
        ),
        Letter::ResetPassword { code } => (
            "Choose a new password",
            format!(
                "Open this link to choose a new password; it works once, within one hour:\n{}\n\n\
                 If you did not ask for it, do nothing: your password stays as it is.",
                *links.with_code(code)
            ),
        ),
        Letter::NewDevice { at, address, device } => (
            "A new device logged in",
            format!(
                "Your account was logged in to from a new device.\n\n{}\n\n{was_it_you}",
                place(*at, *address, device)
            ),
        ),
        Letter::PasswordChanged { at, address } => (
            "Your password was changed",
            format!(
                "The password of your account was changed, and all other sessions were ended.\n\n{}\n\n\
                 If that was you, there is nothing to do. If not, choose a new one at once:\n{}",
                place(*at, *address, ""),
                links.forgotten()
            ),
        ),
        Letter::SecondFactorDisabled { at, address } => (
            "Two-factor authentication was turned off",
            format!(
                "Your account is protected by its password alone now.\n\n{}\n\n{was_it_you}",
                place(*at, *address, "")
            ),
        ),
    }
}

fn french(letter: &Letter<'_>, links: &Links) -> (&'static str, String) {
    let security = links.security();
    let was_it_you = format!(
        "Si c'était vous, il n'y a rien à faire. Sinon, changez votre mot de passe et fermez les autres sessions :\n{security}"
    );
    match letter {
        Letter::VerifyAddress { code } => (
            "Vérifiez votre adresse e-mail",
            format!(
                "Bienvenue sur CraftStrat. Ouvrez ce lien pour montrer que cette adresse est la vôtre ; il fonctionne \
                 pendant 24 heures :\n{}\n\n\
                 Si vous ne vous êtes pas inscrit, ne faites rien : un compte dont l'adresse n'est pas vérifiée ne peut rien lancer.",
                *links.with_code(code)
            ),
        ),
        Letter::AlreadyRegistered => (
            "Vous avez déjà un compte",
            format!(
                "Quelqu'un s'est inscrit avec cette adresse, qui a déjà un compte. Si c'était vous, connectez-vous :\n{}\n\n\
                 Si vous avez oublié votre mot de passe, choisissez-en un nouveau :\n{}\n\n\
                 Si ce n'était pas vous, il n'y a rien à faire : rien n'a été changé.",
                links.log_in(),
                links.forgotten()
            ),
        ),
        Letter::ResetPassword { code } => (
            "Choisissez un nouveau mot de passe",
            format!(
                "Ouvrez ce lien pour choisir un nouveau mot de passe ; il fonctionne une fois, pendant une heure :\n{}\n\n\
                 Si vous n'avez rien demandé, ne faites rien : votre mot de passe reste le même.",
                *links.with_code(code)
            ),
        ),
        Letter::NewDevice { at, address, device } => (
            "Connexion depuis un nouvel appareil",
            format!(
                "Un nouvel appareil s'est connecté à votre compte.\n\n{}\n\n{was_it_you}",
                place(*at, *address, device)
            ),
        ),
        Letter::PasswordChanged { at, address } => (
            "Votre mot de passe a été changé",
            format!(
                "Le mot de passe de votre compte a été changé et toutes les autres sessions ont été fermées.\n\n{}\n\n\
                 Si c'était vous, il n'y a rien à faire. Sinon, choisissez-en un nouveau tout de suite :\n{}",
                place(*at, *address, ""),
                links.forgotten()
            ),
        ),
        Letter::SecondFactorDisabled { at, address } => (
            "La double authentification a été désactivée",
            format!(
                "Votre compte n'est plus protégé que par son mot de passe.\n\n{}\n\n{was_it_you}",
                place(*at, *address, "")
            ),
        ),
    }
}

/// When, from where, with what: the same in every language.
fn place(at: TimeMs, address: IpAddr, device: &str) -> String {
    let second = TimeMs(at.0 - at.0.rem_euclid(1_000));
    let device = plain(device);
    let line = if device.is_empty() { String::new() } else { format!("\n{device}") };
    format!("{second}\n{}{line}", address.to_canonical())
}
