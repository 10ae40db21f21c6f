//! Kinds of alerts, and what a webhook may be.

use craftstrat_api::studio::live::{AlertKind, WebhookSettings};
use std::net::IpAddr;

/// All kinds, in the order of the page.
pub const KINDS: [AlertKind; 6] = [
    AlertKind::Fault,
    AlertKind::DenialBurst,
    AlertKind::LossLimit,
    AlertKind::Disconnect,
    AlertKind::Resolution,
    AlertKind::DeskFailed,
];

/// Names the message `paper-alert-<code>`.
pub const fn code(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::Fault => "fault",
        AlertKind::DenialBurst => "denial-burst",
        AlertKind::Disconnect => "disconnect",
        AlertKind::LossLimit => "loss-limit",
        AlertKind::Resolution => "resolution",
        AlertKind::DeskFailed => "desk-failed",
    }
}

/// A webhook while it is being set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookDraft {
    /// The address; nowhere when empty.
    pub url: String,
    /// The kinds that are sent; all when empty.
    pub kinds: Vec<AlertKind>,
}

/// What is wrong with an address. The message is `paper-webhook-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlError {
    /// Neither `https://` nor `http://`, or no host.
    NotAnAddress,
    /// `http://` to another machine.
    Plain,
}

impl UrlError {
    /// In message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAnAddress => "not-an-address",
            Self::Plain => "plain",
        }
    }
}

impl WebhookDraft {
    /// The draft of what is set.
    pub fn of(settings: &WebhookSettings) -> Self {
        Self { url: settings.url.clone().unwrap_or_default(), kinds: settings.kinds.clone() }
    }

    /// With a kind more or less. Without any, all are sent.
    #[must_use]
    pub fn toggled(mut self, kind: AlertKind) -> Self {
        match self.kinds.iter().position(|k| *k == kind) {
            Some(at) => drop(self.kinds.remove(at)),
            None => self.kinds.push(kind),
        }
        self.kinds.sort_unstable();
        self
    }

    /// What it stands for. The server looks at the address more closely.
    ///
    /// # Errors
    /// When the address can be none.
    pub fn settings(&self) -> Result<WebhookSettings, UrlError> {
        let url = self.url.trim();
        if !url.is_empty() {
            check(url)?;
        }
        Ok(WebhookSettings { url: (!url.is_empty()).then(|| url.to_owned()), kinds: self.kinds.clone() })
    }
}

/// `https://` anywhere, `http://` on this machine only.
fn check(url: &str) -> Result<(), UrlError> {
    let (scheme, rest) = url.split_once("://").ok_or(UrlError::NotAnAddress)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let is_here = name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    match scheme.to_ascii_lowercase().as_str() {
        _ if name.is_empty() || url.contains(char::is_whitespace) => Err(UrlError::NotAnAddress),
        "https" => Ok(()),
        "http" if is_here => Ok(()),
        "http" => Err(UrlError::Plain),
        _ => Err(UrlError::NotAnAddress),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{KINDS, UrlError, WebhookDraft, code};
    use craftstrat_api::studio::live::AlertKind;
    use std::collections::BTreeSet;

    fn draft(url: &str) -> WebhookDraft {
        WebhookDraft { url: url.to_owned(), kinds: Vec::new() }
    }

    #[test]
    fn every_kind_is_there_once_and_has_its_own_name() {
        // A kind that is added must be added here too: the match in `code` does not compile without it.
        let codes: BTreeSet<_> = KINDS.iter().map(|kind| code(*kind)).collect();
        assert_eq!(codes.len(), KINDS.len());
        let wire: BTreeSet<_> = KINDS.iter().map(|kind| serde_json::to_string(kind).unwrap()).collect();
        let named: BTreeSet<_> = codes.iter().map(|code| format!("\"{}\"", code.replace('-', "_"))).collect();
        assert_eq!(wire, named);
    }

    #[test]
    fn addresses_are_safe_or_on_this_machine() {
        for good in [
            "https://hooks.example/a?b",
            "http://127.0.0.1:8080/x",
            "http://localhost/",
            "http://[::1]:9/",
            "",
        ] {
            assert!(draft(good).settings().is_ok(), "{good}");
        }
        assert_eq!(
            draft("  https://a.example ").settings().unwrap().url.as_deref(),
            Some("https://a.example")
        );
        assert_eq!(draft("").settings().unwrap().url, None);
        for (bad, why) in [
            ("http://hooks.example/", UrlError::Plain),
            ("http://localhost.example/", UrlError::Plain),
            ("http://127.hooks.example/", UrlError::Plain),
            ("http://127.0.0.1@hooks.example/", UrlError::Plain),
            ("hooks.example", UrlError::NotAnAddress),
            ("ftp://hooks.example", UrlError::NotAnAddress),
            ("https://", UrlError::NotAnAddress),
            ("https://hooks example/", UrlError::NotAnAddress),
        ] {
            assert_eq!(draft(bad).settings(), Err(why), "{bad}");
        }
    }

    #[test]
    fn kinds_come_and_go() {
        let one = draft("").toggled(AlertKind::LossLimit).toggled(AlertKind::Fault);
        assert_eq!(one.kinds, [AlertKind::Fault, AlertKind::LossLimit]);
        assert_eq!(one.toggled(AlertKind::Fault).kinds, [AlertKind::LossLimit]);
    }
}
