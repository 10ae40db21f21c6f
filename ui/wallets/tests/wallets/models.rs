//! What is computed of wallets and assignments, and what is said of refusals.

use craftstrat_api::studio::ApiProblem;
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_model::Usdc;
use craftstrat_ui_kit::{ApiError, I18n};
use craftstrat_ui_wallets::model::address::{holds, is_address, short};
use craftstrat_ui_wallets::model::amount::{AmountError, amount, amount_if_given};
use craftstrat_ui_wallets::model::errors::{DETAILED, SAID};
use craftstrat_ui_wallets::model::markets::{MARKETS_MAX, MarketsError, markets, toggled};
use craftstrat_ui_wallets::words::{self, CHECKS, KINDS, check_code, kind_code};
use std::collections::BTreeSet;

const ADDRESS: &str = "0x52908400098527886E0F7030069857D2E4169EE7";

#[test]
fn an_address_has_forty_digits_and_is_shown_by_its_ends() {
    assert!(is_address(ADDRESS) && is_address(&format!(" {ADDRESS} ")));
    for wrong in [
        "",
        "0x",
        "52908400098527886E0F7030069857D2E4169EE7",
        &ADDRESS[..41],
        "0xZ2908400098527886E0F7030069857D2E4169EE7",
    ] {
        assert!(!is_address(wrong), "{wrong}");
    }
    assert_eq!(short(ADDRESS), "0x5290…9EE7");
    assert_eq!(short("somebody"), "somebody");
}

#[test]
fn an_address_holds_from_its_moment_on() {
    assert!(!holds(1_000, 999) && holds(1_000, 1_000) && holds(1_000, 1_001));
}

#[test]
fn money_is_not_guessed() {
    let micros = |text: &str| amount(text).map(Usdc::micros);
    assert_eq!(micros("12.5"), Ok(12_500_000));
    assert_eq!(micros("12,5"), Ok(12_500_000));
    assert_eq!(micros(" 1\u{202f}000,50 "), Ok(1_000_500_000));
    assert_eq!(micros("0.000001"), Ok(1));
    assert_eq!(micros("1000"), Ok(1_000_000_000));
    for twofold in ["1,000", "1,000.50", "1.000,50", "1.000.000"] {
        assert_eq!(micros(twofold), Err(AmountError::Ambiguous), "{twofold}");
    }
    for wrong in ["0", "-5", "five", "1e3", "0.0000001", "."] {
        assert_eq!(micros(wrong), Err(AmountError::Wrong), "{wrong}");
    }
    assert_eq!(micros("  "), Err(AmountError::Missing));
    assert_eq!(amount_if_given(""), Ok(None));
    assert_eq!(amount_if_given("x"), Err(AmountError::Wrong));
}

#[test]
fn markets_are_series_or_patterns_each_once() {
    let list = |text: &str| markets(text).map(|list| list.join(" "));
    assert_eq!(
        list("BTC-updown-15m, eth-*;btc-updown-15m  *-updown-5m"),
        Ok("btc-updown-15m eth-* *-updown-5m".to_owned())
    );
    assert_eq!(list(" , "), Err(MarketsError::Missing));
    assert_eq!(list("btc-updown-15m, b/tc"), Err(MarketsError::Wrong("b/tc".to_owned())));
    let many: Vec<String> = (0..=MARKETS_MAX).map(|n| format!("a{n}-updown-5m")).collect();
    assert_eq!(list(&many.join(",")), Err(MarketsError::TooMany));
}

#[test]
fn a_suggestion_is_taken_and_given_back() {
    let one = toggled("btc-*", "eth-updown-5m");
    assert_eq!(one, "btc-*, eth-updown-5m");
    assert_eq!(toggled(&one, "btc-*"), "eth-updown-5m");
    assert_eq!(toggled("", "a-b"), "a-b");
}

fn refused(code: &str) -> ApiError {
    let detail = "The server's own sentence.".to_owned();
    ApiError::Refused(Box::new(ApiProblem { code: code.to_owned(), detail, ..ApiProblem::default() }))
}

#[test]
fn a_refusal_is_said_in_the_language_of_the_reader() {
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        for code in SAID {
            let sentence = words::refusal(&i18n, &refused(code));
            assert!(!sentence.contains("wallets-"), "{code}: {sentence}");
            assert_eq!(sentence.contains("server's own"), DETAILED.contains(&code), "{code}: {sentence}");
        }
        for check in CHECKS {
            let sentence = words::refusal(&i18n, &refused(&check_code(check).replace('-', "_")));
            assert!(!sentence.contains("wallets-") && sentence.contains("server's own"), "{sentence}");
        }
        assert_eq!(words::refusal(&i18n, &refused("something_new")), "The server's own sentence.");
        assert!(
            !words::refusal(&i18n, &refused("wrong_password")).contains("server's own"),
            "said by accounts"
        );
        let errors = words::placed(&i18n, &refused("bad_amount"), &["to", "amount"]);
        assert!(errors.of("amount").is_some() && errors.whole().is_none());
        assert!(words::placed(&i18n, &refused("not_empty"), &["confirm"]).whole().is_some());
        assert!(words::placed(&i18n, &ApiError::Offline, &["confirm"]).whole().is_some());
    }
}

#[test]
fn everything_that_is_named_by_a_code_has_its_words() {
    for lang in Lang::ALL {
        let catalogue = Catalogue::new(lang);
        let kinds = KINDS.map(kind_code);
        let keys = kinds
            .iter()
            .flat_map(|code| [format!("wallets-kind-{code}"), format!("wallets-kind-hint-{code}")])
            .chain(CHECKS.iter().flat_map(|check| {
                let code = check_code(*check);
                [format!("wallets-check-{code}"), format!("wallets-mend-{code}")]
            }))
            .chain(["missing", "wrong", "ambiguous"].map(|code| format!("wallets-amount-{code}")))
            .chain(["missing", "wrong", "too-many"].map(|code| format!("wallets-markets-{code}")))
            .chain(
                [
                    "run-stopped",
                    "run-failed",
                    "wallet-paused",
                    "plan",
                    "strategy-deleted",
                    "killed",
                    "faulted",
                    "limit",
                ]
                .map(|code| format!("wallets-stop-{code}")),
            )
            .chain(SAID.iter().map(|code| format!("wallets-error-{}", code.replace('_', "-"))));
        let missing: Vec<String> = keys.filter(|key| !catalogue.has(key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}

#[test]
fn kinds_and_checks_are_called_as_on_the_wire() {
    let wire = |value: serde_json::Value| value.as_str().map(str::to_owned).expect("a text");
    for kind in KINDS {
        assert_eq!(wire(serde_json::to_value(kind).expect("a kind")), kind_code(kind));
    }
    let named: BTreeSet<String> = CHECKS.iter().map(|check| check_code(*check).replace('-', "_")).collect();
    let sent: BTreeSet<String> =
        CHECKS.iter().map(|check| wire(serde_json::to_value(check).expect("a check"))).collect();
    assert_eq!((&named, named.len()), (&sent, CHECKS.len()));
}
