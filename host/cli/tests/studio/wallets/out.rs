//! The way out: addresses that hold a day later, withdrawals that wait, and what there is without a chain.

use super::{ANN, SOMEWHERE, installation, made, with_second_factor};
use serde_json::{Value, json};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Nobody listens there.
const NOBODY: &str = "http://127.0.0.1:9";

#[test]
fn without_a_chain_nothing_is_paid_in_or_out_and_the_wallet_is_there() {
    let at = installation(&[]);
    let ann = at.person(ANN);
    let path = made(&ann, "savings", "deposit");
    let wallet = ann.get(&path).expect(200);
    assert_eq!(
        (&wallet["chain"], &wallet["address"], &wallet["cash_usdc"]),
        (&json!(137), &Value::Null, &Value::Null)
    );
    let told = ann.get(&format!("{path}/deposit")).refused(503, "no_chain");
    assert!(told.contains("--chain-rpc"), "{told}");
    ann.get(&format!("{path}/balances")).refused(503, "no_chain");
    // Where money may go is said with a second factor, and no other way.
    let allowed = format!("{path}/allowed");
    ann.post(&allowed, &json!({"address": SOMEWHERE})).refused(403, "enrol_second_factor");
    with_second_factor(&ann);
    for wrong in ["", "0x12", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed"] {
        ann.post(&allowed, &json!({"address": wrong})).refused(422, "bad_address");
    }
    let lower = SOMEWHERE.to_lowercase();
    let put = ann.post(&allowed, &json!({"address": lower, "label": "home"})).expect(201);
    assert_eq!((&put["address"], &put["label"]), (&json!(SOMEWHERE), &json!("home")));
    let wait = put["holds_from_ms"].as_i64().unwrap() - put["created_at_ms"].as_i64().unwrap();
    assert!((DAY_MS - 60_000..=DAY_MS).contains(&wait), "{wait} ms");
    ann.post(&allowed, &json!({"address": SOMEWHERE})).refused(422, "not_allowed");
    assert_eq!(ann.get(&allowed).expect(200).as_array().unwrap().len(), 1);
    let out = format!("{path}/withdrawals");
    let asked = |to: &str, amount: &str| json!({"to": to, "amount_usdc": amount});
    ann.post(&out, &asked(SOMEWHERE, "0")).refused(422, "bad_amount");
    let elsewhere = "0x0000000000000000000000000000000000000001";
    ann.post(&out, &asked(elsewhere, "1")).refused(422, "not_allowed");
    ann.post(&out, &asked(SOMEWHERE, "1")).refused(503, "no_chain");
    ann.delete(&format!("{allowed}/{SOMEWHERE}")).expect(204);
    ann.delete(&format!("{allowed}/{SOMEWHERE}")).refused(404, "not_found");
    assert_eq!(ann.get(&allowed).expect(200), json!([]));
    // Nobody was ever told its address, so nothing can be in it.
    ann.delete(&format!("{path}?confirm=savings")).expect(204);
}

#[test]
fn a_withdrawal_waits_for_its_address_one_at_a_time_and_can_be_canceled() {
    let at = installation(&["--chain-rpc", NOBODY, "--relayer", NOBODY]);
    let ann = at.person(ANN);
    let path = made(&ann, "savings", "safe");
    ann.get(&format!("{path}/deposit")).refused(503, "chain_unreachable");
    assert!(ann.get(&path).expect(200)["address"].is_null(), "what nobody confirmed is not shown");
    with_second_factor(&ann);
    let put = ann.post(&format!("{path}/allowed"), &json!({"address": SOMEWHERE})).expect(201);
    let out = format!("{path}/withdrawals");
    let asked = json!({"to": SOMEWHERE, "amount_usdc": "12.5"});
    let made = ann.post(&out, &asked).expect(201);
    assert_eq!((&made["state"], &made["amount_usdc"]), (&json!("waiting"), &json!("12.5")));
    assert_eq!(made["due_at_ms"], put["holds_from_ms"], "it waits until its address holds");
    ann.post(&out, &asked).refused(409, "withdrawal_open");
    ann.delete(&format!("{path}?confirm=savings")).refused(409, "not_empty");
    let one = format!("{out}/{}", made["id"].as_str().unwrap());
    assert_eq!(ann.delete(&one).expect(200)["state"], "canceled");
    ann.delete(&one).refused(409, "not_waiting");
    ann.post(&out, &asked).expect(201);
    let all = ann.get(&out).expect(200);
    let states: Vec<&Value> = all["items"].as_array().unwrap().iter().map(|one| &one["state"]).collect();
    assert_eq!(states, ["waiting", "canceled"]);
}
