//! Wallets: on paper, with keys that the signer keeps, held to a plan, paid into only where the chain agrees.

mod keys;
mod node;
mod out;
mod paid;

use crate::installation::{Installation, OPERATOR, PASSWORD, Person};
use crate::people::totp;
use crate::server::Studio;
use node::Node;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

const ANN: &str = "ann@example.org";
const BEN: &str = "ben@example.org";

/// Where a withdrawal goes.
const SOMEWHERE: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

/// An installation whose signer starts on any machine.
fn installation(options: &[&str]) -> Installation {
    let options: Vec<String> = options.iter().map(|option| (*option).to_owned()).collect();
    Installation::with(tempfile::tempdir().unwrap(), |command| {
        command.args(["--memory-lock", "prefer"]).args(options);
    })
}

fn new(label: &str, kind: &str) -> Value {
    json!({"label": label, "kind": kind})
}

/// Makes a wallet and returns its path.
fn made(person: &Person<'_>, label: &str, kind: &str) -> String {
    let wallet = person.post("/wallets", &new(label, kind)).expect(201);
    format!("/wallets/{}", wallet["id"].as_str().unwrap())
}

/// Turns on a second factor and shows it: for ten minutes they may do everything.
fn with_second_factor(person: &Person<'_>) {
    person.confirm();
    let offer = person.post("/second-factor", &json!({})).expect(200);
    let code = totp(offer["secret"].as_str().unwrap());
    let codes = person.post("/second-factor/enable", &json!({"code": code})).expect(200);
    let shown = json!({"password": PASSWORD, "code": codes["codes"][0]});
    person.post("/account/confirm", &shown).expect(200);
}

/// Puts somebody on a plan.
fn on_plan(operator: &Person<'_>, email: &str, plan: &str) {
    let users = operator.get(&format!("/operator/users?q={email}")).expect(200);
    let path = format!("/operator/users/{}", users["items"][0]["id"].as_str().unwrap());
    operator.json("PATCH", &path, &json!({"plan": plan})).expect(204);
}

#[test]
fn a_paper_wallet_needs_no_account_no_chain_and_no_signer() {
    let studio = Studio::with_slots(0);
    let list = studio.get("/wallets").expect(200);
    assert_eq!(list["usage"], json!({"used": 0, "limit": null}));
    assert_eq!((&list["chain"], &list["keys"]), (&Value::Null, &json!(false)));
    for (asked, code) in [
        (json!({"label": " ", "kind": "paper"}), "bad_label"),
        (json!({"label": "a", "kind": "paper", "starting_cash_usdc": "0"}), "bad_amount"),
        (json!({"label": "a", "kind": "paper", "starting_cash_usdc": "1e3"}), "bad_amount"),
        (json!({"label": "a", "kind": "paper", "starting_cash_usdc": "1000000.000001"}), "bad_amount"),
    ] {
        studio.post("/wallets", &asked).refused(422, code);
    }
    // Nobody signs in here, so nothing could keep others on this machine from a key.
    studio.post("/wallets", &new("a", "deposit")).refused(409, "needs_accounts");
    let asked = json!({"label": " Été ", "kind": "paper", "starting_cash_usdc": "250.5"});
    let wallet = studio.post("/wallets", &asked).expect(201);
    assert_eq!((&wallet["label"], &wallet["state"]), (&json!("Été"), &json!("active")));
    assert_eq!((&wallet["starting_cash_usdc"], &wallet["address"]), (&json!("250.5"), &Value::Null));
    let path = format!("/wallets/{}", wallet["id"].as_str().unwrap());
    let paused = studio.json("PATCH", &path, &json!({"paused": true, "label": "b"})).expect(200);
    assert_eq!((&paused["label"], &paused["state"]), (&json!("b"), &json!("paused")));
    let resumed = studio.json("PATCH", &path, &json!({"paused": false})).expect(200);
    assert_eq!((&resumed["label"], &resumed["state"]), (&json!("b"), &json!("active")));
    for at in ["deposit", "balances"] {
        studio.get(&format!("{path}/{at}")).refused(409, "paper_wallet");
    }
    let to = json!({"address": SOMEWHERE});
    studio.post(&format!("{path}/allowed"), &to).refused(409, "paper_wallet");
    let password = json!({"password": "a long enough password"});
    studio.post(&format!("{path}/keystore"), &password).refused(409, "paper_wallet");
    assert_eq!(studio.get("/plan").expect(200)["wallets"], json!({"used": 1, "limit": null}));
    studio.delete(&path).refused(422, "wrong_label");
    studio.delete(&format!("{path}?confirm=%C3%89t%C3%A9")).refused(422, "wrong_label");
    studio.delete(&format!("{path}?confirm=b")).expect(204);
    studio.get(&path).refused(404, "not_found");
    assert!(!studio.data().join("master.key").exists(), "nobody asked for a key");
}

#[test]
fn a_plan_has_room_for_so_many_and_a_smaller_one_pauses_the_newest() {
    let at = installation(&[]);
    let (ann, operator) = (at.person(ANN), at.person(OPERATOR));
    operator.confirm();
    let first = made(&ann, "first", "paper");
    let told = ann.post("/wallets", &new("second", "deposit")).refused(403, "plan_wallets");
    assert!(told.contains("starter"), "{told}");
    assert!(!at.studio.data().join("master.key").exists(), "no key is made for nothing");
    on_plan(&operator, ANN, "starter");
    let (second, third) = (made(&ann, "second", "paper"), made(&ann, "third", "paper"));
    on_plan(&operator, ANN, "free");
    let states = || {
        let list = ann.get("/wallets").expect(200);
        let states = list["items"].as_array().unwrap().iter();
        let states: Vec<(Value, Value)> =
            states.map(|wallet| (wallet["label"].clone(), wallet["state"].clone())).collect();
        (json!(states), list["usage"].clone())
    };
    // Nothing is deleted; the newest wait.
    let held = json!([["third", "plan_paused"], ["second", "plan_paused"], ["first", "active"]]);
    assert_eq!(states(), (held, json!({"used": 3, "limit": 1})));
    ann.json("PATCH", &third, &json!({"paused": false})).refused(409, "plan_paused");
    ann.post("/wallets", &new("fourth", "paper")).refused(403, "plan_wallets");
    // There is room again for the older one.
    ann.delete(&format!("{first}?confirm=first")).expect(204);
    assert_eq!(states().0, json!([["third", "plan_paused"], ["second", "active"]]));
    ann.json("PATCH", &second, &json!({"paused": true})).expect(200);
    on_plan(&operator, ANN, "starter");
    assert_eq!(states().0, json!([["third", "active"], ["second", "paused"]]));
    let users = operator.get(&format!("/operator/users?q={ANN}")).expect(200);
    assert_eq!(users["items"][0]["wallets"], 2);
    let audit = operator.get("/operator/audit?action=wallets.delete&done=true").expect(200);
    assert_eq!(audit["items"].as_array().unwrap().len(), 1, "{audit}");
}

#[test]
fn what_is_anothers_is_not_there() {
    let at = installation(&[]);
    let (ann, ben) = (at.person(ANN), at.person(BEN));
    with_second_factor(&ben);
    let path = made(&ann, "mine", "deposit");
    for below in ["", "/balances", "/deposit", "/allowed", "/withdrawals"] {
        ben.get(&format!("{path}{below}")).refused(404, "not_found");
    }
    ben.json("PATCH", &path, &json!({"label": "yours"})).refused(404, "not_found");
    ben.delete(&format!("{path}?confirm=mine")).refused(404, "not_found");
    for (below, asked) in [
        ("/allowed", json!({"address": SOMEWHERE})),
        ("/withdrawals", json!({"to": SOMEWHERE, "amount_usdc": "1"})),
        ("/keystore", json!({"password": "a long enough password"})),
    ] {
        ben.post(&format!("{path}{below}"), &asked).refused(404, "not_found");
    }
    ben.delete(&format!("{path}/allowed/{SOMEWHERE}")).refused(404, "not_found");
    let list = ben.get("/wallets").expect(200);
    assert_eq!((&list["items"], &list["usage"]["used"]), (&json!([]), &json!(0)));
    assert_eq!(ann.get(&path).expect(200)["label"], "mine");
}

#[test]
fn an_address_is_shown_only_once_the_chain_says_the_same() {
    let node = Node::start();
    let at = installation(&["--chain-rpc", &node.url()]);
    let ann = at.person(ANN);
    let path = made(&ann, "savings", "deposit");
    assert_eq!(ann.get("/wallets").expect(200)["chain"], 137);
    let hidden = |wallet: &Value| (wallet["address"].is_null(), wallet["key_address"].is_null());
    node.lies.store(true, Ordering::SeqCst);
    ann.get(&format!("{path}/deposit")).refused(409, "address_mismatch");
    assert_eq!(hidden(&ann.get(&path).expect(200)), (true, true));
    node.lies.store(false, Ordering::SeqCst);
    let deposit = ann.get(&format!("{path}/deposit")).expect(200);
    let address = deposit["address"].as_str().unwrap();
    assert!(deposit["qr"].as_str().unwrap().contains("<svg"));
    assert_eq!(deposit["chain"], 137);
    let wallet = ann.get(&path).expect(200);
    assert_eq!((hidden(&wallet), &wallet["address"]), ((false, false), &json!(address)));
    // What is in it is seen, and keeps it from being deleted.
    node.cash.store(2_500_000, Ordering::SeqCst);
    let balances = ann.get(&format!("{path}/balances?tokens=1,2")).expect(200);
    assert_eq!((&balances["cash_usdc"], &balances["positions"][1]["shares"]), (&json!("2.5"), &json!("0")));
    assert_eq!(
        balances["allowances"][0],
        json!({"name": "cash_exchange", "allowed": "nothing", "up_to_usdc": null})
    );
    assert_eq!(ann.get(&path).expect(200)["cash_usdc"], "2.5");
    ann.get(&format!("{path}/balances?tokens=x")).refused(400, "bad_request");
    ann.delete(&format!("{path}?confirm=savings")).refused(409, "not_empty");
    // Its keys would be gone with the account.
    ann.confirm();
    ann.post("/account/delete", &json!({"email": ANN})).refused(409, "wallets_left");
    node.cash.store(0, Ordering::SeqCst);
    ann.delete(&format!("{path}?confirm=savings")).expect(204);
    ann.post("/account/delete", &json!({"email": ANN})).expect(204);
}
