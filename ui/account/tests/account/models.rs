//! What is computed of people.

use craftstrat_api::studio::ApiProblem;
use craftstrat_api::studio::people::{Scope, Usage};
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_ui_account::calls::with_query;
use craftstrat_ui_account::model::address::{code_of, digits, is_email};
use craftstrat_ui_account::model::errors::{Errors, SAID, fields_of};
use craftstrat_ui_account::model::password::{Rule, broken};
use craftstrat_ui_account::model::plan::{Fill, PLANS, fill, is_smaller};
use craftstrat_ui_account::model::token::{SCOPES, TokenDraft, TokenError, scope_code};
use craftstrat_ui_account::words::{self, ACTIONS};
use craftstrat_ui_kit::{ApiError, I18n};
use std::collections::BTreeSet;

#[test]
fn a_code_is_found_wherever_the_mail_put_it() {
    for (query, hash, code) in [
        ("?code=aB-_9", "", Some("aB-_9")),
        ("", "#code=aB-_9", Some("aB-_9")),
        ("", "#aB-_9", Some("aB-_9")),
        ("?utm=x&code=abc", "#top=1", Some("abc")),
        ("?code=", "", None),
        ("", "", None),
        ("?other=1", "#other=1", None),
        ("?encode=abc", "", None),
    ] {
        assert_eq!(code_of(query, hash).as_deref(), code, "{query}{hash}");
    }
}

#[test]
fn an_address_has_two_sides() {
    for good in ["ada@example.org", " Ada.L+x@mail.example.org ", "o'brien@example.ie", "me@localhost"] {
        assert!(is_email(good), "{good}");
    }
    for bad in
        ["", "ada", "@example.org", "ada@", "ada@example", "ada@.org", "ada@example.", "a b@example.org"]
    {
        assert!(!is_email(bad), "{bad}");
    }
    assert_eq!(digits(" 123 456\n"), "123456");
    assert_eq!(digits("abcd-efgh"), "abcdefgh");
}

#[test]
fn rules_are_kept_broken_or_not_known() {
    let kept = |rule: Rule, password: &str| rule.is_kept(password, "Ada.Lovelace@example.org");
    assert_eq!(kept(Rule::Length, ""), None);
    assert_eq!(kept(Rule::Length, "elevenchars"), Some(false));
    assert_eq!(kept(Rule::Length, "twelve chars"), Some(true));
    // Characters are counted, not bytes.
    assert_eq!(kept(Rule::Length, &"é".repeat(128)), Some(true));
    assert_eq!(kept(Rule::Length, &"é".repeat(129)), Some(false));
    assert_eq!(kept(Rule::NotEmail, "ada.lovelace@EXAMPLE.org"), Some(false));
    assert_eq!(kept(Rule::NotEmail, "another password"), Some(true));
    assert_eq!(Rule::NotEmail.is_kept("another password", ""), None);
    assert_eq!(kept(Rule::NotCommon, "password1234"), None, "only the server knows");
    assert_eq!(broken("", ""), Some(Rule::Length));
    assert_eq!(broken("ada@example.org", "ada@example.org"), Some(Rule::NotEmail));
    assert_eq!(broken("another password", "ada@example.org"), None);
}

#[test]
fn the_first_error_of_a_field_is_its_own() {
    let errors = Errors::default().at("email", "a").at_if(false, "password", || "b".to_owned());
    assert_eq!((errors.of("email"), errors.of("password"), errors.whole()), (Some("a"), None, None));
    assert!(!errors.is_empty() && Errors::default().is_empty());
    assert_eq!(Errors::default().of_all("c").whole(), Some("c"));
}

fn refused(code: &str) -> ApiError {
    let detail = "The server's own sentence.".to_owned();
    ApiError::Refused(Box::new(ApiProblem { code: code.to_owned(), detail, ..ApiProblem::default() }))
}

#[test]
fn a_refusal_stands_at_its_field_in_the_language_of_the_reader() {
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        for code in SAID {
            let sentence = words::refusal(&i18n, &refused(code));
            assert!(
                !sentence.starts_with("account-") && !sentence.contains("server's own"),
                "{code}: {sentence}"
            );
        }
        let errors = words::placed(&i18n, &refused("wrong_password"), &["password", "code"]);
        assert!(errors.of("password").is_some() && errors.whole().is_none());
        let errors = words::placed(&i18n, &refused("wrong_password"), &["current", "password"]);
        assert!(errors.of("current").is_some() && errors.of("password").is_none());
        let errors = words::placed(&i18n, &refused("bad_code"), &["password"]);
        assert!(errors.whole().is_some(), "a form without the field says it as a whole");
        let errors = words::placed(&i18n, &refused("something_new"), &["email"]);
        assert_eq!(errors.whole(), Some("The server's own sentence."));
        assert!(words::placed(&i18n, &ApiError::Offline, &["email"]).whole().is_some());
    }
    assert!(fields_of("something_new").is_empty());
}

#[test]
fn how_full_a_plan_is() {
    let of = |used, limit| fill(Usage { used, limit });
    assert_eq!(of(9, None), Fill::Unlimited);
    assert_eq!((of(0, Some(1)), of(1, Some(1)), of(2, Some(1))), (Fill::Room, Fill::Full, Fill::Full));
    assert_eq!((of(3, Some(5)), of(4, Some(5))), (Fill::Room, Fill::Nearly));
    assert_eq!(of(0, Some(0)), Fill::Full);
}

#[test]
fn plans_have_an_order() {
    assert!(is_smaller("free", "pro") && !is_smaller("pro", "free") && !is_smaller("pro", "pro"));
    assert!(is_smaller("new", "pro"), "of a plan nobody knows the worst is assumed");
    let i18n = I18n::new(Lang::Fr);
    assert_eq!(words::plan(&i18n, "free"), "Gratuite");
    assert_eq!(words::plan(&i18n, "new"), "new");
}

#[test]
fn every_plan_action_and_scope_has_its_words() {
    for lang in Lang::ALL {
        let catalogue = Catalogue::new(lang);
        let keys = PLANS
            .iter()
            .map(|plan| format!("account-plan-{plan}"))
            .chain(ACTIONS.iter().map(|action| format!("account-action-{}", action.replace(['_', '.'], "-"))))
            .chain(SCOPES.iter().map(|scope| format!("account-scope-{}", scope_code(*scope))))
            .chain(SCOPES.iter().map(|scope| format!("account-scope-short-{}", scope_code(*scope))))
            .chain(Rule::ALL.iter().map(|rule| format!("account-rule-{}", rule.code())));
        let missing: Vec<String> = keys.filter(|key| !catalogue.has(key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}

#[test]
fn scopes_are_called_as_on_the_wire() {
    let named: BTreeSet<String> = SCOPES.iter().map(|scope| format!("\"{}\"", scope_code(*scope))).collect();
    let wire: BTreeSet<String> =
        SCOPES.iter().map(|scope| serde_json::to_string(scope).expect("a scope")).collect();
    assert_eq!((&named, named.len()), (&wire, 5));
}

#[test]
fn a_token_has_a_name_and_a_use() {
    let draft = TokenDraft::default();
    assert_eq!(draft.request(), Err(TokenError::Name));
    let named = TokenDraft { name: " Bot ".to_owned(), ..draft };
    let request = named.request().expect("complete");
    assert_eq!(
        (request.name.as_str(), request.scopes.as_slice(), request.days),
        ("Bot", &[Scope::Read][..], 30)
    );
    assert_eq!(named.clone().toggled(Scope::Read).request(), Err(TokenError::Scopes));
    let more = named.clone().toggled(Scope::Live).toggled(Scope::Strategies);
    assert_eq!(more.scopes, [Scope::Read, Scope::Strategies, Scope::Live]);
    let long = TokenDraft { name: "x".repeat(101), ..named };
    assert_eq!(long.request(), Err(TokenError::Name));
}

#[test]
fn what_is_asked_for_is_in_the_address() {
    assert_eq!(with_query("/a", &[("q", None)]), "/a");
    assert_eq!(with_query("/a", &[("q", Some("a&b")), ("cursor", Some("1"))]), "/a?q=a%26b&cursor=1");
}
