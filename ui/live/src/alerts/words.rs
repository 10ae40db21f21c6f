//! What alerts say, in the reader's language. What comes out of a strategy or the system stays in English beside it.

use crate::words::{Sentence, denial};
use craftstrat_api::studio::live::{Alert, AlertTold as Told};
use craftstrat_model::Usdc;
use craftstrat_ui_kit::I18n;

/// What an alert says. One from before there were codes says it in English.
pub fn sentence(i18n: &I18n, alert: &Alert) -> Sentence {
    match &alert.told {
        Some(told) => of(i18n, told),
        None => Sentence::with(String::new(), &alert.text),
    }
}

/// The same where only text can be shown.
pub fn text(i18n: &I18n, alert: &Alert) -> String {
    let Sentence { text, detail } = sentence(i18n, alert);
    [Some(text), detail].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn of(i18n: &I18n, told: &Told) -> Sentence {
    let plain = |key: &str| Sentence::of(i18n.t(key));
    match told {
        Told::Faulted { market: None, reason } => Sentence::with(i18n.t("paper-told-faulted"), reason),
        Told::Faulted { market: Some(market), reason } => {
            Sentence::with(i18n.tf("paper-told-faulted-in", &[("market", market.as_str().into())]), reason)
        }
        Told::ShadowFaulted { market: None, reason } => {
            Sentence::with(i18n.t("paper-told-shadow-faulted"), reason)
        }
        Told::ShadowFaulted { market: Some(market), reason } => {
            let market = ("market", market.as_str().into());
            Sentence::with(i18n.tf("paper-told-shadow-faulted-in", &[market]), reason)
        }
        Told::LimitReached { denial, detail } => {
            let meaning = denial::meaning(i18n, denial);
            Sentence::with(i18n.tf("paper-told-limit", &[("meaning", meaning.into())]), detail)
        }
        Told::ManyDenied { count, denial } => {
            let variables = [("count", (*count).into()), ("meaning", denial::meaning(i18n, denial).into())];
            Sentence::of(i18n.tf("paper-told-many-denied", &variables))
        }
        Told::ConnectionLost { connection } => {
            let name = ("connection", link(i18n, connection).into());
            Sentence::of(i18n.tf("paper-told-connection-lost", &[name]))
        }
        Told::ConnectionBack { connection, seconds } => {
            let variables = [("connection", link(i18n, connection).into()), ("seconds", (*seconds).into())];
            Sentence::of(i18n.tf("paper-told-connection-back", &variables))
        }
        Told::Paid { market, payout_usdc, cost_usdc, net_usdc } => {
            let variables = [
                ("market", market.as_str().into()),
                ("payout", i18n.usdc(payout_usdc.to_f64()).into()),
                ("cost", i18n.usdc(cost_usdc.to_f64()).into()),
                ("net", signed(i18n, *net_usdc).into()),
            ];
            Sentence::of(i18n.tf("paper-told-paid", &variables))
        }
        Told::NoWinner { market, cost_usdc, net_usdc } => {
            let variables = [
                ("market", market.as_str().into()),
                ("cost", i18n.usdc(cost_usdc.to_f64()).into()),
                ("net", signed(i18n, *net_usdc).into()),
            ];
            Sentence::of(i18n.tf("paper-told-no-winner", &variables))
        }
        Told::DeskFailed { reason } => Sentence::with(i18n.t("paper-told-desk-failed"), reason),
        Told::DiskFull => plain("paper-told-disk-full"),
        Told::DiskFree => plain("paper-told-disk-free"),
        Told::Test => plain("paper-told-test"),
    }
}

fn signed(i18n: &I18n, usdc: Usdc) -> String {
    format!("{}\u{a0}USDC", i18n.signed(usdc.to_f64(), 2))
}

/// What a connection is called; one this page does not know by its own name.
fn link(i18n: &I18n, connection: &str) -> String {
    match connection {
        "market" => i18n.t("paper-told-connection-market"),
        "prices" => i18n.t("paper-told-connection-prices"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
