//! Components as a server would render them: structure, names, roles.

use crate::stage::{shown, tag};
use craftstrat_api::studio::operator::{AuditEntry, SystemState, UserSummary};
use craftstrat_api::studio::people::{PlanOffer, PlanUse, Role, SessionSummary, Usage};
use craftstrat_i18n::Lang;
use craftstrat_ui_account::*;
use craftstrat_ui_kit::Limited;
use craftstrat_ui_kit::limit_note::LimitLine;
use yew::prelude::*;

const NOW_MS: i64 = 1_790_812_800_000;

#[tokio::test]
async fn forms_are_labelled_and_known_to_password_managers() {
    for lang in Lang::ALL {
        let html = shown(lang, html! { <LoginPage /> }).await;
        assert!(tag(&html, "login-email").contains("autocomplete=\"username\""));
        let password = tag(&html, "login-password");
        assert!(
            password.contains("autocomplete=\"current-password\"") && password.contains("type=\"password\"")
        );
        assert!(html.contains("for=\"login-email\"") && html.contains("for=\"login-password\""));
        assert!(html.contains("href=\"/forgot\"") && html.contains("href=\"/signup\""));
        // The place of an error is there before there is one.
        assert!(tag(&html, "login-email-error").contains("min-h-5"));
        let html = shown(lang, html! { <SignUpPage /> }).await;
        let password = tag(&html, "signup-password");
        assert!(password.contains("autocomplete=\"new-password\"") && password.contains("signup-rules"));
        assert_eq!(
            html.matches("data-state=\"unknown\"").count(),
            3,
            "rules are shown before they are broken"
        );
        let html = shown(lang, html! { <ForgotPage /> }).await;
        assert!(tag(&html, "forgot-email").contains("inputmode=\"email\""));
    }
}

#[tokio::test]
async fn pages_of_mail_say_what_to_do_without_a_code() {
    for lang in Lang::ALL {
        let html = shown(lang, html! { <VerifyPage /> }).await;
        assert!(
            tag(&html, "verify").contains("data-state=\"no-code\"")
                && html.contains("data-testid=\"verify-email\"")
        );
        let html = shown(lang, html! { <ResetPage /> }).await;
        assert!(html.contains("data-testid=\"reset-no-code\"") && html.contains("href=\"/forgot\""));
    }
}

#[tokio::test]
async fn a_wrong_field_says_so() {
    let html = shown(
        Lang::En,
        html! { <Field form="f" name="email" label="E-mail" autocomplete="username" hint="Hint" error={AttrValue::from("Wrong.")} /> },
    )
    .await;
    let field = tag(&html, "f-email");
    assert!(
        field.contains("aria-invalid=\"true\"")
            && field.contains("aria-describedby=\"f-email-hint f-email-error\"")
    );
    assert!(html.contains("Wrong."));
}

#[tokio::test]
async fn rules_say_whether_they_are_kept_in_words_too() {
    let rules = html! { <PasswordRules form="f" password="short" email="ada@example.org" /> };
    let html = shown(Lang::En, rules).await;
    assert!(html.contains("data-rule=\"length\" data-state=\"broken\"") && html.contains("(not yet)"));
    assert!(html.contains("data-rule=\"not-email\" data-state=\"kept\"") && html.contains("(yes)"));
}

#[tokio::test]
async fn recovery_codes_can_be_kept() {
    let codes = vec!["aaaa-bbbb".to_owned(), "cccc-dddd".to_owned()];
    for lang in Lang::ALL {
        let html = shown(lang, html! { <CodesView codes={codes.clone()} onkept={Callback::noop()} /> }).await;
        for part in [
            "aaaa-bbbb",
            "cccc-dddd",
            "recovery-copy",
            "recovery-download",
            "recovery-print",
            "recovery-kept",
        ] {
            assert!(html.contains(part), "{part}");
        }
    }
}

fn session(id: &str, current: bool) -> SessionSummary {
    SessionSummary {
        id: id.to_owned(),
        current,
        agent: "Firefox on Linux".to_owned(),
        address: "192.0.2.7".to_owned(),
        created_at_ms: NOW_MS - 86_400_000,
        used_at_ms: NOW_MS,
        ends_at_ms: NOW_MS + 86_400_000,
    }
}

#[tokio::test]
async fn the_session_that_looks_cannot_end_itself() {
    for lang in Lang::ALL {
        let sessions = vec![session("a", true), session("b", false)];
        let html = shown(lang, html! { <SessionsList {sessions} onend={Callback::noop()} /> }).await;
        assert_eq!(html.matches("data-testid=\"session-end\"").count(), 1);
        assert!(html.contains("data-current=\"true\"") && html.contains("192.0.2.7"));
    }
}

#[tokio::test]
async fn a_token_begins_with_reading() {
    for lang in Lang::ALL {
        let html = shown(lang, html! { <TokenForm busy=false onmake={Callback::noop()} /> }).await;
        assert!(tag(&html, "token-scope-read").contains("checked"));
        assert!(!tag(&html, "token-scope-live").contains("checked"));
        assert!(tag(&html, "token-days-30").contains("checked"));
    }
}

fn offer(name: &str, limit: Option<u64>, days: Option<u32>) -> PlanOffer {
    PlanOffer {
        name: name.to_owned(),
        wallets: limit,
        strategies: limit,
        leaders: limit,
        history_days: days,
        public_leader: limit.is_none(),
    }
}

fn plan(used: u64) -> PlanUse {
    let usage = |used| Usage { used, limit: Some(2) };
    PlanUse {
        plan: Some("free".to_owned()),
        strategies: usage(used),
        wallets: usage(0),
        leaders: Usage { used: 3, limit: None },
        history_days: Some(30),
        plans: vec![offer("free", Some(2), Some(30)), offer("enterprise", None, None)],
    }
}

#[tokio::test]
async fn bars_say_in_words_what_they_show() {
    for lang in Lang::ALL {
        let html = shown(lang, html! { <PlanView plan={plan(2)} /> }).await;
        assert!(tag(&html, "usage-strategies").contains("data-fill=\"full\""));
        assert!(tag(&html, "usage-wallets").contains("data-fill=\"room\""));
        assert!(tag(&html, "usage-leaders").contains("data-fill=\"unlimited\""));
        assert_eq!(html.matches("<progress").count(), 2, "what has no limit has no bar");
        assert!(html.contains("data-plan=\"enterprise\"") && html.contains("aria-current=\"true\""));
    }
    let html = shown(Lang::En, html! { <PlanView plan={plan(1)} /> }).await;
    assert!(html.contains("1 of 2") && html.contains("30 days") && html.contains("Unlimited"));
}

#[tokio::test]
async fn limits_are_told_before_they_are_reached() {
    let note =
        async |of: Limited, used| shown(Lang::En, html! { <LimitLine {of} plan={plan(used)} /> }).await;
    let html = note(Limited::Strategies, 1).await;
    assert!(
        html.contains("1 of 2 strategies")
            && html.contains("data-full=\"false\"")
            && html.contains("href=\"/plan\"")
    );
    let html = note(Limited::Strategies, 2).await;
    assert!(html.contains("data-full=\"true\"") && html.contains("stop one first"));
    assert!(note(Limited::History, 0).await.contains("30 days"));
    assert!(!note(Limited::Leaders, 0).await.contains("limit-leaders"), "without a limit there is no note");
    for of in [Limited::Strategies, Limited::Wallets, Limited::History] {
        assert!(
            shown(Lang::Fr, html! { <LimitLine {of} plan={plan(2)} /> }).await.contains("href=\"/plan\"")
        );
    }
}

#[tokio::test]
async fn people_are_listed_with_what_can_be_done() {
    let user = |email: &str, locked: bool| UserSummary {
        id: email.to_owned(),
        email: email.to_owned(),
        verified: !locked,
        name: "Name".to_owned(),
        role: if locked { Role::User } else { Role::Operator },
        plan: "pro".to_owned(),
        second_factor: true,
        strategies: 3,
        wallets: 1,
        locked,
        created_at_ms: NOW_MS,
    };
    for lang in Lang::ALL {
        let users = vec![user("ada@example.org", false), user("bob@example.org", true)];
        let html = shown(lang, html! { <UsersTable {users} /> }).await;
        assert_eq!(html.matches("data-testid=\"user-plan\"").count(), 2);
        assert!(html.contains("data-email=\"bob@example.org\" data-locked=\"true\""));
    }
}

#[tokio::test]
async fn the_audit_log_says_done_or_refused() {
    let entry = |action: &str, done: bool| AuditEntry {
        id: action.to_owned(),
        at_ms: NOW_MS,
        person: Some("p1".to_owned()),
        email: done.then(|| "ada@example.org".to_owned()),
        address: "192.0.2.7".to_owned(),
        action: action.to_owned(),
        subject: None,
        done,
        detail: "A sentence.".to_owned(),
    };
    for lang in Lang::ALL {
        let entries = vec![entry("login", true), entry("never_heard_of", false)];
        let html = shown(lang, html! { <AuditRows {entries} with_person=true /> }).await;
        assert!(
            html.contains("data-action=\"login\" data-done=\"true\"") && html.contains("ada@example.org")
        );
        assert!(html.contains("never_heard_of"), "what has no name here is called by its code");
    }
}

#[tokio::test]
async fn the_state_of_the_system_is_a_list_of_facts() {
    let state = SystemState {
        version: "0.1.0".to_owned(),
        database: "sqlite".to_owned(),
        up_s: 3_700,
        users: 1_234,
        sessions: 2,
        jobs_open: 0,
        runs: 7,
        mail: "outbox".to_owned(),
        killed: false,
    };
    let html = shown(Lang::En, html! { <SystemView state={state.clone()} /> }).await;
    assert!(html.contains("1,234") && html.contains("sqlite"));
    assert_eq!(html.matches("<dt").count(), html.matches("<dd").count());
    shown(Lang::Fr, html! { <SystemView {state} /> }).await;
}
