//! Every code is a sentence in both languages.
#![allow(clippy::unwrap_used)]

use super::*;
use craftstrat_api::studio::live::AlertKind;
use craftstrat_i18n::Lang;

fn alert(told: Option<Told>) -> Alert {
    Alert {
        id: "1".to_owned(),
        at_ms: 0,
        kind: AlertKind::Fault,
        run_id: None,
        run_name: None,
        subject: String::new(),
        text: "As it was said then.".to_owned(),
        told,
        seen: false,
    }
}

fn all() -> Vec<Told> {
    let text = |text: &str| text.to_owned();
    let (payout_usdc, cost_usdc) = (Usdc::from_micros(20_000_000), Usdc::from_micros(12_500_000));
    let net_usdc = Usdc::from_micros(7_020_000);
    vec![
        Told::Faulted { market: None, reason: text("out of fuel.") },
        Told::Faulted { market: Some(text("btc-updown-5m-1")), reason: text("out of fuel.") },
        Told::ShadowFaulted { market: None, reason: text("out of fuel.") },
        Told::ShadowFaulted { market: Some(text("btc-updown-5m-1")), reason: text("out of fuel.") },
        Told::LimitReached { denial: text("daily_loss"), detail: text("20 of 20 USDC.") },
        Told::ManyDenied { count: 20, denial: text("spread") },
        Told::ConnectionLost { connection: text("market") },
        Told::ConnectionBack { connection: text("prices"), seconds: 3 },
        Told::Paid { market: text("btc-updown-5m-1"), payout_usdc, cost_usdc, net_usdc },
        Told::NoWinner {
            market: text("btc-updown-5m-1"),
            cost_usdc,
            net_usdc: Usdc::from_micros(-12_500_000),
        },
        Told::DeskFailed { reason: text("The log is damaged.") },
        Told::DiskFull,
        Told::DiskFree,
        Told::Test,
    ]
}

#[test]
fn every_code_is_a_sentence_of_its_own_in_both_languages() {
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        let mut said: Vec<String> = all().into_iter().map(|told| of(&i18n, &told).text).collect();
        for text in &said {
            assert!(!text.is_empty() && !text.contains("paper-") && !text.contains("{$"), "{text}");
        }
        let count = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), count, "two alerts read the same: {said:?}");
    }
}

#[test]
fn french_has_no_english_but_what_the_strategy_or_the_system_said() {
    let french = I18n::new(Lang::Fr);
    let paid = text(&french, &alert(Some(all().swap_remove(8))));
    assert!(paid.contains("a payé") && paid.contains("+7,02"), "{paid}");
    let limit = sentence(&french, &alert(Some(all().swap_remove(4))));
    assert_eq!(limit.detail.as_deref(), Some("20 of 20 USDC."));
    assert!(!limit.text.contains("limit "), "{}", limit.text);
}

#[test]
fn an_alert_from_before_there_were_codes_says_what_it_said() {
    let i18n = I18n::new(Lang::Fr);
    assert_eq!(text(&i18n, &alert(None)), "As it was said then.");
    assert_eq!(sentence(&i18n, &alert(None)).detail.as_deref(), Some("As it was said then."));
}
