//! The list of alerts and the webhook rendered without a browser.

use super::model::{KINDS, code};
use super::{AlertsView, WebhookForm};
use crate::start::rendered::{shown, tag};
use craftstrat_api::studio::live::{Alert, AlertKind, WebhookSettings, WebhookState};
use craftstrat_i18n::Lang;
use std::rc::Rc;
use yew::prelude::*;

fn alert(id: u32, kind: AlertKind, run: Option<&str>, seen: bool) -> Alert {
    Alert {
        id: id.to_string(),
        at_ms: 1_790_812_800_000,
        kind,
        run_id: run.map(str::to_owned),
        run_name: run.map(|run| format!("Run {run}")),
        subject: "s".to_owned(),
        text: format!("Sentence {id}."),
        told: None,
        seen,
    }
}

async fn list(lang: Lang, alerts: Vec<Alert>) -> String {
    shown(lang, html! { <AlertsView alerts={Rc::new(alerts)} onseen={Callback::noop()} /> }).await
}

#[tokio::test]
async fn every_kind_is_named_and_leads_to_its_run() {
    for lang in Lang::ALL {
        let html =
            list(lang, KINDS.iter().zip(0..).map(|(kind, id)| alert(id, *kind, Some("r1"), true)).collect())
                .await;
        for kind in KINDS {
            assert!(html.contains(&format!("data-kind=\"{}\"", code(kind))));
        }
        assert_eq!(html.matches("href=\"/live/r1\"").count(), KINDS.len());
        assert!(!html.contains("data-testid=\"alerts-seen\""), "all were seen");
    }
}

#[tokio::test]
async fn new_ones_are_marked_and_can_be_marked_as_seen() {
    let alerts = vec![alert(2, AlertKind::Fault, None, false), alert(1, AlertKind::Fault, None, true)];
    let html = list(Lang::En, alerts).await;
    assert_eq!((html.matches("data-seen=\"false\"").count(), html.matches(">New<").count()), (1, 1));
    assert!(html.contains("data-testid=\"alerts-seen\""));
    assert!(list(Lang::En, Vec::new()).await.contains("data-testid=\"no-alerts\""));
}

async fn webhook(lang: Lang, url: Option<&str>) -> String {
    let state = WebhookState {
        settings: WebhookSettings { url: url.map(str::to_owned), kinds: vec![AlertKind::Fault] },
        delivered: 4,
        failed: 1,
        last_error: Some("connection refused".to_owned()),
    };
    shown(lang, html! { <WebhookForm {state} onchange={Callback::noop()} /> }).await
}

#[tokio::test]
async fn a_webhook_says_how_it_goes_and_can_be_tested() {
    for lang in Lang::ALL {
        let html = webhook(lang, Some("https://hooks.example/")).await;
        assert!(html.contains("connection refused") && html.contains("data-delivered=\"4\""));
        assert!(!tag(&html, "webhook-test").contains("disabled"));
        assert!(tag(&html, "webhook-save").contains("disabled"), "nothing was changed");
        assert!(tag(&html, "webhook-kind-fault").contains("checked"));
        assert!(!tag(&html, "webhook-kind-resolution").contains("checked"));
    }
}

#[tokio::test]
async fn without_an_address_there_is_nothing_to_test() {
    let html = webhook(Lang::En, None).await;
    assert!(
        tag(&html, "webhook-test").contains("disabled") && !html.contains("data-testid=\"webhook-state\"")
    );
}
