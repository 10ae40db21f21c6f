//! Wallets as a server would render them: structure, names, roles.

use crate::stage::{of, shown, tag};
use craftstrat_api::studio::ApiProblem;
use craftstrat_api::studio::people::Usage;
use craftstrat_api::studio::wallets::{
    AllowedAddress, Balances, DepositAddress, Wallet, Wallets, Withdrawal,
};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::ApiError;
use craftstrat_ui_wallets::*;
use serde_json::json;
use yew::prelude::*;

const NOW: i64 = 1_795_262_400_000;
const ADDRESS: &str = "0x52908400098527886E0F7030069857D2E4169EE7";

fn wallet(kind: &str, state: &str) -> Wallet {
    let on_chain = kind != "paper";
    of(json!({
        "id": format!("w-{kind}-{state}"), "label": format!("My {kind}"), "kind": kind, "state": state,
        "address": on_chain.then_some(ADDRESS), "key_address": on_chain.then_some(ADDRESS),
        "chain": on_chain.then_some(137), "starting_cash_usdc": (!on_chain).then_some("1000"),
        "cash_usdc": on_chain.then_some("12.5"), "cash_at_ms": on_chain.then_some(NOW), "exported_at_ms": null,
        "created_at_ms": NOW,
    }))
}

#[tokio::test]
async fn how_many_wallets_there_may_be_is_said_before_one_is_made() {
    for lang in Lang::ALL {
        let form = |used, limit, keys| {
            html! { <NewWalletForm usage={Some(Usage { used, limit })} chain=true {keys} onmade={Callback::noop()} /> }
        };
        let html = shown(lang, form(1, Some(1), true)).await;
        assert!(tag(&html, "wallets-room").contains("data-full=\"true\"") && html.contains("href=\"/plan\""));
        let at = html.find("wallets-room").expect("the note");
        assert!(at < html.find("wallet-submit").expect("the button"), "the note stands above the button");
        assert!(tag(&html, "wallet-kind-paper").contains("checked"));
        assert_eq!(html.matches("type=\"radio\"").count(), 4);
        let html = shown(lang, form(3, None, false)).await;
        assert!(
            html.contains("data-testid=\"wallet-no-keys\"") && html.matches("type=\"radio\"").count() == 1
        );
        assert!(
            tag(&html, "wallets-room").contains("data-full=\"false\"") && !html.contains("href=\"/plan\"")
        );
    }
}

#[tokio::test]
async fn wallets_are_listed_with_kind_state_and_cash_in_words() {
    let all = |chain: Option<u64>| -> Wallets {
        Wallets {
            items: vec![
                wallet("paper", "active"),
                wallet("deposit", "paused"),
                wallet("safe", "plan_paused"),
            ],
            next: None,
            usage: Usage { used: 3, limit: Some(5) },
            chain,
            keys: true,
        }
    };
    for lang in Lang::ALL {
        let html = shown(lang, html! { <WalletRows wallets={all(Some(137))} /> }).await;
        for (kind, state) in [("paper", "active"), ("deposit", "paused"), ("safe", "plan_paused")] {
            let id = format!("w-{kind}-{state}");
            assert!(
                html.contains(&format!("data-id=\"{id}\" data-kind=\"{kind}\" data-state=\"{state}\"")),
                "{html}"
            );
            assert!(html.contains(&format!("href=\"/wallets/{id}\"")));
        }
        assert!(html.contains("0x5290…9EE7") && !html.contains("wallets-no-chain"));
        assert_eq!(html.matches("data-testid=\"wallet-pause\"").count(), 3);
        let html = shown(lang, html! { <WalletRows wallets={all(None)} /> }).await;
        assert!(html.contains("data-testid=\"wallets-no-chain\""));
    }
}

#[tokio::test]
async fn a_wallet_paused_by_the_plan_says_so_and_leads_to_the_plans() {
    for lang in Lang::ALL {
        let html = shown(lang, html! { <WalletHead wallet={wallet("deposit", "plan_paused")} /> }).await;
        assert!(html.contains("data-testid=\"wallet-plan-paused\"") && html.contains("href=\"/plan\""));
        let html = shown(lang, html! { <WalletHead wallet={wallet("paper", "active")} /> }).await;
        assert!(
            !html.contains("wallet-plan-paused")
                && tag(&html, "wallet-head").contains("data-state=\"active\"")
        );
        assert_eq!(html.matches("<dt").count(), html.matches("<dd").count());
    }
}

#[tokio::test]
async fn an_address_is_shown_with_its_code_and_never_beside_a_refusal() {
    let deposit = || DepositAddress {
        address: ADDRESS.to_owned(),
        qr: "<svg xmlns='http://www.w3.org/2000/svg'></svg>".to_owned(),
        chain: 137,
        token: "0xtoken".to_owned(),
        checked_at_ms: NOW,
    };
    for lang in Lang::ALL {
        let html = shown(lang, html! { <DepositView deposit={Some(deposit())} /> }).await;
        assert!(tag(&html, "deposit-qr").contains("data:image/svg+xml,%3Csvg"));
        assert!(html.contains(ADDRESS) && html.contains("137") && !html.contains("<svg xmlns='http"));
        for code in ["no_chain", "address_mismatch", "signer_unavailable"] {
            let problem =
                ApiProblem { code: code.to_owned(), detail: "Why.".to_owned(), ..ApiProblem::default() };
            let error = ApiError::Refused(Box::new(problem));
            let html =
                shown(lang, html! { <DepositView deposit={Some(deposit())} error={Some(error)} /> }).await;
            assert!(tag(&html, "deposit-none").contains(&format!("data-code=\"{code}\"")));
            assert!(!html.contains(ADDRESS) && !html.contains("deposit-qr"), "no address beside a refusal");
        }
    }
}

#[tokio::test]
async fn balances_are_tables_with_names() {
    let balances: Balances = of(json!({
        "cash_usdc": "1234.5", "at_ms": NOW,
        "allowances": [
            { "name": "cash_exchange", "allowed": "all", "up_to_usdc": null },
            { "name": "cash_adapter", "allowed": "up_to", "up_to_usdc": "5" },
            { "name": "shares_adapter", "allowed": "nothing", "up_to_usdc": null },
        ],
        "bridged_usdc": "0",
        "positions": [{ "token": "1234567890", "shares": "40" }],
    }));
    for lang in Lang::ALL {
        let html = shown(lang, html! { <BalancesView balances={balances.clone()} /> }).await;
        for part in ["balances-cash", "balances-shares", "balances-allowances", "cash_exchange", "1234567890"]
        {
            assert!(html.contains(part), "{part}");
        }
        assert_eq!(html.matches("<caption").count(), 2);
    }
    let other = Balances { positions: Vec::new(), bridged_usdc: balances.cash_usdc, ..balances };
    let html = shown(Lang::En, html! { <BalancesView balances={other} /> }).await;
    assert!(html.contains("data-testid=\"balances-bridged\"") && !html.contains("balances-shares"));
}

#[tokio::test]
async fn an_address_says_from_when_on_it_holds() {
    let entry = |address: &str, holds_from_ms| AllowedAddress {
        address: address.to_owned(),
        label: "Cold".to_owned(),
        created_at_ms: NOW - 1,
        holds_from_ms,
    };
    let allowed = vec![entry("0x1", NOW), entry("0x2", NOW + 1)];
    for lang in Lang::ALL {
        let html = shown(lang, html! { <AllowedList allowed={allowed.clone()} now={NOW} /> }).await;
        assert!(html.contains("data-address=\"0x1\" data-holds=\"true\""));
        assert!(html.contains("data-address=\"0x2\" data-holds=\"false\""));
        assert_eq!(html.matches("<time").count(), 1, "only what does not hold yet has a time");
        let html = shown(lang, html! { <AllowedList allowed={Vec::new()} now={NOW} /> }).await;
        assert!(html.contains("data-testid=\"allowed-none\""));
    }
}

#[tokio::test]
async fn only_a_withdrawal_that_waits_can_be_taken_back() {
    let states = ["waiting", "sent", "confirmed", "canceled", "failed"];
    let withdrawals: Vec<Withdrawal> = states
        .iter()
        .map(|state| {
            let problem = (*state == "failed").then_some("The chain refused.");
            of(json!({
                "id": state, "to": ADDRESS, "amount_usdc": "12.5", "state": state, "created_at_ms": NOW,
                "due_at_ms": NOW + 1, "sent_at_ms": null, "ended_at_ms": null, "transaction": null, "problem": problem,
            }))
        })
        .collect();
    for lang in Lang::ALL {
        let html = shown(lang, html! { <WithdrawalsList withdrawals={withdrawals.clone()} /> }).await;
        for state in states {
            assert!(html.contains(&format!("data-testid=\"withdrawal\" data-state=\"{state}\"")), "{state}");
        }
        assert_eq!(html.matches("data-testid=\"withdrawal-cancel\"").count(), 1);
        assert!(tag(&html, "withdrawal-problem").contains("lang=\"en\""));
    }
}
