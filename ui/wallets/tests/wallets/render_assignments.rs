//! Strategies on wallets as a server would render them.

use crate::stage::{of, shown, tag};
use craftstrat_api::studio::ApiProblem;
use craftstrat_api::studio::assignments::{Assignment, Check, Preflight};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::ApiError;
use craftstrat_ui_wallets::words::{CHECKS, check_code};
use craftstrat_ui_wallets::*;
use serde_json::{Value, json};
use yew::prelude::*;

const NOW: i64 = 1_795_262_400_000;

fn assignment(state: &str, change: impl FnOnce(&mut Value)) -> Assignment {
    let mut value = json!({
        "id": "a1", "wallet": "w1", "wallet_label": "Paper", "strategy": "s1", "strategy_name": "Momentum",
        "markets": ["btc-*"], "series": ["btc-updown-15m"], "max_position_usdc": "100", "cash_usdc": null,
        "parameters": { "edge": 0.6 }, "state": state, "reason": null, "run_id": null, "run": null,
        "started_at_ms": null, "created_at_ms": NOW, "updated_at_ms": NOW,
    });
    change(&mut value);
    of(value)
}

fn with_run(value: &mut Value) {
    value["run_id"] = "r1".into();
    value["run"] = json!({
        "id": "r1", "name": "Momentum", "strategy_id": "s1", "component": "c".repeat(64), "series": ["btc-updown-15m"],
        "state": "running", "waiting": null, "started_at_ms": NOW, "last_tick_ms": null, "last_signal": null,
        "money": { "opening_usdc": "1000", "cash_usdc": "1000", "equity_usdc": "1000", "realised_usdc": "3",
            "unrealised_usdc": "-1", "fees_usdc": "0", "exposure_usdc": "0" },
        "positions": 0, "open_orders": 0, "fills": 0, "denials": 0, "has_shadow": false,
    });
}

fn checks(failing: &[&str]) -> Preflight {
    let check = |code| {
        let name = check_code(code);
        let ok = !failing.contains(&name);
        Check {
            code,
            ok,
            blocks: !matches!(name, "kill-switch" | "feed-down" | "live-trading"),
            detail: format!("Found for {name}."),
            remedy: (!ok).then(|| "Do this.".to_owned()),
        }
    };
    let checks: Vec<Check> = CHECKS.into_iter().map(check).collect();
    Preflight { ready: checks.iter().all(|check| check.ok || !check.blocks), checks }
}

#[tokio::test]
async fn what_stands_in_the_way_comes_first_with_what_to_do() {
    for lang in Lang::ALL {
        let preflight = checks(&["plan-limit", "wallet-cash", "live-trading"]);
        let html =
            shown(lang, html! { <PreflightView {preflight} assignment={assignment("stopped", |_| ())} /> })
                .await;
        assert!(tag(&html, "preflight").contains("data-ready=\"false\""));
        let at =
            |code: &str| html.find(&format!("data-testid=\"check-{code}\"")).expect("each check is there");
        assert!(at("plan-limit") < at("live-trading") && at("live-trading") < at("wallet-paused"));
        assert_eq!(html.matches("data-testid=\"check-mend\"").count(), 3);
        assert!(html.contains("href=\"/plan\"") && html.contains("href=\"/wallets/w1\""));
        for check in CHECKS {
            at(check_code(check));
        }
        let every: Vec<&str> = CHECKS.into_iter().map(check_code).collect();
        let html = shown(
            lang,
            html! { <PreflightView preflight={checks(&every)} assignment={assignment("stopped", |_| ())} /> },
        )
        .await;
        assert!(!html.contains("preflight-passed") && html.contains("href=\"/strategies/s1\""));
    }
}

#[tokio::test]
async fn it_is_activated_when_nothing_stands_in_the_way() {
    for lang in Lang::ALL {
        let view = |assignment, preflight| html! { <AssignmentView {assignment} {preflight} /> };
        let stopped = || assignment("stopped", |_| ());
        let html = shown(lang, view(stopped(), Some(checks(&["live-trading"])))).await;
        assert!(
            tag(&html, "preflight").contains("data-ready=\"true\"")
                && !tag(&html, "activate").contains("disabled")
        );
        let html = shown(lang, view(stopped(), Some(checks(&["wallet-paused"])))).await;
        assert!(tag(&html, "activate").contains("disabled") && tag(&html, "activate").contains("title="));
        let html = shown(lang, view(stopped(), None)).await;
        assert!(tag(&html, "activate").contains("disabled"), "what is not known is not activated");
        assert!(html.contains("href=\"/strategies/s1\"") && html.contains("href=\"/wallets/w1\""));
    }
}

#[tokio::test]
async fn what_runs_leads_to_its_run_and_is_not_changed() {
    for lang in Lang::ALL {
        let running = assignment("running", with_run);
        let html =
            shown(lang, html! { <AssignmentView assignment={running} preflight={Some(checks(&[]))} /> })
                .await;
        assert!(html.contains("href=\"/live/r1\"") && html.contains("text-gain"));
        assert!(html.contains("data-testid=\"deactivate\"") && !html.contains("data-testid=\"activate\""));
        assert!(
            tag(&html, "assignment-change").contains("disabled")
                && tag(&html, "assignment-delete").contains("disabled")
        );
        let failed = assignment("failed", |value| {
            value["reason"] = json!({ "code": "run_failed", "detail": "A sentence.", "at_ms": NOW });
        });
        let html =
            shown(lang, html! { <AssignmentView assignment={failed} preflight={Some(checks(&[]))} /> }).await;
        assert!(tag(&html, "assignment-reason").contains("data-code=\"run-failed\""));
        assert!(html.contains("data-testid=\"activate\"") && html.contains("data-testid=\"deactivate\""));
    }
}

#[tokio::test]
async fn a_refusal_stands_at_the_button() {
    let problem = ApiProblem {
        code: "wallet_cash".to_owned(),
        detail: "12 of 50.".to_owned(),
        ..ApiProblem::default()
    };
    let refused = Some(ApiError::Refused(Box::new(problem)));
    let stopped = assignment("stopped", |_| ());
    let html =
        shown(Lang::En, html! { <AssignmentView assignment={stopped} preflight={None} {refused} /> }).await;
    let at = html.find("data-testid=\"assignment-refused\"").expect("its place is there");
    assert!(html[at..].contains("Set less cash apart") && html[at..].contains("12 of 50."));
}

#[tokio::test]
async fn assignments_are_listed_with_their_wallet_unless_it_is_known() {
    let rows = |hide_wallet| html! { <AssignmentRows assignments={vec![assignment("running", with_run)]} {hide_wallet} /> };
    for lang in Lang::ALL {
        let html = shown(lang, rows(false)).await;
        assert!(
            html.contains("data-id=\"a1\" data-state=\"running\"")
                && html.contains("href=\"/assignments/a1\"")
        );
        assert!(html.contains("Paper") && html.contains("href=\"/live/r1\""));
        assert!(!shown(lang, rows(true)).await.contains("Paper"));
    }
}

#[tokio::test]
async fn markets_can_be_typed_and_say_what_is_wrong() {
    for lang in Lang::ALL {
        let field = html! { <MarketsField form="assign" value="btc-*" oninput={Callback::noop()} error={AttrValue::from("Wrong.")} /> };
        let html = shown(lang, field).await;
        let input = tag(&html, "assign-markets");
        assert!(input.contains("aria-invalid=\"true\"") && input.contains("assign-markets-error"));
        assert!(html.contains("for=\"assign-markets\""));
    }
}
