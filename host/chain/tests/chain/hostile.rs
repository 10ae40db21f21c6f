//! Nodes that answer nonsense: each nonsense is an error of its own, in time and within its size.

use crate::support::{Reaction, Server, run};
use craftstrat_chain::{Chain, ChainError, Limits};
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::wallet::AccountKind;
use craftstrat_signing::{Address, B256, U256};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::time::Duration;

/// Patient, so that a busy machine changes nothing.
const LIMITS: Limits = Limits { time: Duration::from_secs(30), bytes: 20_000 };
const OWNER: Address = Address::repeat_byte(1);

fn chain(server: &Server) -> Chain {
    Chain::with_limits(&server.url, POLYGON, LIMITS).unwrap()
}

/// Answers to a batch, each made of its question; `None` answers as a node of Polygon does at block 16.
fn answers(batch: &Value, result: impl Fn(&str) -> Option<Value>) -> Reaction {
    let said = |asked: &Value| {
        let method = asked["method"].as_str().unwrap();
        let mut answer = result(method).unwrap_or_else(|| match method {
            "eth_chainId" => json!({ "result": "0x89" }),
            "eth_blockNumber" => json!({ "result": "0x10" }),
            _ => json!({ "result": "0x" }),
        });
        answer["id"] = asked["id"].clone();
        answer
    };
    let said: Vec<Value> = batch.as_array().unwrap().iter().map(said).collect();
    Reaction::Says(200, Value::from(said).to_string())
}

/// What comes of asking for the newest block.
fn check(name: &str, expected: &str, react: impl Fn(&Value) -> Reaction + Send + Sync + 'static) {
    let server = Server::new(react);
    let refused = run(chain(&server).check()).unwrap_err();
    assert_eq!(refused.code(), expected, "{name}: {refused}");
    assert_eq!(server.seen().len(), 1, "{name}: asked once");
}

#[test]
fn what_is_no_answer_is_none() {
    let says = |status: u16, text: &str| {
        let text = text.to_owned();
        move |_: &Value| Reaction::Says(status, text.clone())
    };
    check("a page", "malformed", says(200, "<html>hello</html>"));
    check("nothing", "malformed", says(200, ""));
    check("half of it", "malformed", says(200, r#"[{"id":1,"result":"0x"#));
    check("bytes that are no text", "malformed", says(200, "\u{0}\u{1}"));
    check("nested without end", "malformed", says(200, &"[".repeat(10_000)));
    check("an object", "malformed", says(200, "{}"));
    check("a number", "malformed", says(200, "7"));
    check("no answers", "malformed", says(200, "[]"));
    check("an answer that is no object", "malformed", says(200, "[1,2]"));
    check("more than is read", "too_large", says(200, &" ".repeat(20_001)));
    check("unavailable", "status", says(503, "{}"));
    check("too often", "status", says(429, "{}"));
    check("moved", "status", says(302, ""));
    check("the whole batch refused", "refused", says(200, r#"{"error":{"code":-32005,"message":"limit"}}"#));
    check("endless", "too_large", |_| Reaction::Endless(b"[[[[[[[["));
    check("breaking off", "unreachable", |_| Reaction::BreaksOff);
    let silent = Server::new(|_| Reaction::Silence);
    let impatient = Limits { time: Duration::from_millis(50), ..LIMITS };
    let refused = run(Chain::with_limits(&silent.url, POLYGON, impatient).unwrap().check()).unwrap_err();
    assert_eq!((refused.code(), refused.is_passing()), ("timed_out", true));
}

#[test]
fn answers_belong_to_their_questions() {
    let reordered = |change: fn(&mut Vec<Value>)| {
        move |batch: &Value| {
            let Reaction::Says(status, text) = answers(batch, |_| None) else { return Reaction::Silence };
            let mut list: Vec<Value> = serde_json::from_str(&text).unwrap();
            change(&mut list);
            Reaction::Says(status, Value::from(list).to_string())
        }
    };
    check("another's id", "malformed", reordered(|list| list[0]["id"] = json!(900)));
    check("an id as text", "malformed", reordered(|list| list[0]["id"] = json!("1")));
    check("no id", "malformed", reordered(|list| list[0]["id"] = Value::Null));
    check("an id below all", "malformed", reordered(|list| list[0]["id"] = json!(0)));
    check("one twice", "malformed", reordered(|list| list[1] = list[0].clone()));
    check("one more", "malformed", reordered(|list| list.push(list[0].clone())));
    check("one missing", "malformed", reordered(|list| drop(list.pop())));
    let turned = Server::new(reordered(|list| list.reverse()));
    assert_eq!(run(chain(&turned).check()), Ok(16), "any order is right");
}

#[test]
fn results_are_of_their_kinds() {
    let result = |method: &'static str, answer: Value| {
        move |batch: &Value| answers(batch, |asked| (asked == method).then(|| answer.clone()))
    };
    for wrong in
        [json!(137), json!("137"), json!("0x"), json!("0x+89"), json!("0x10000000000000089"), Value::Null]
    {
        check(&wrong.to_string(), "malformed", result("eth_chainId", json!({ "result": wrong })));
        check(&wrong.to_string(), "malformed", result("eth_blockNumber", json!({ "result": wrong })));
    }
    check("neither", "malformed", result("eth_chainId", json!({})));
    check("an error without words", "malformed", result("eth_chainId", json!({ "error": { "code": 1 } })));
    check("an error that is none", "malformed", result("eth_chainId", json!({ "error": "no" })));
    check("an error", "refused", result("eth_chainId", json!({ "error": { "code": 1, "message": "no" } })));
    check("another chain", "wrong_chain", result("eth_chainId", json!({ "result": "0x13882" })));
}

/// The errors of everything that asks contracts or for transactions, where those answer `answer`.
fn refusals(answer: Value) -> Vec<ChainError> {
    let server = Server::new(move |batch| {
        answers(batch, |method| {
            (!matches!(method, "eth_chainId" | "eth_blockNumber")).then(|| answer.clone())
        })
    });
    let chain = chain(&server);
    run(async {
        vec![
            chain.deposit_address(OWNER, AccountKind::Deposit).await.unwrap_err(),
            chain.balances(OWNER).await.unwrap_err(),
            chain.permits(OWNER).await.unwrap_err(),
            chain.positions(OWNER, &[U256::from(1)]).await.unwrap_err(),
            chain.send(&vec![1].into()).await.unwrap_err(),
            chain.fate(B256::repeat_byte(1)).await.unwrap_err(),
        ]
    })
}

#[test]
fn contracts_and_transactions_that_make_no_sense() {
    for result in [
        json!(7),
        json!("0xzz"),
        json!("00"),
        json!("0x01"),
        json!({ "transactionHash": B256::ZERO, "status": "0x1", "blockNumber": "0x1" }),
        json!({ "transactionHash": B256::repeat_byte(1), "status": "0x2", "blockNumber": "0x1",
                "blockHash": B256::ZERO, "gasUsed": "0x1" }),
    ] {
        for refused in refusals(json!({ "result": result })) {
            assert_eq!(refused.code(), "malformed", "{result}: {refused}");
        }
    }
    let words = format!("bad\n\u{1b}[31mnews{}", "!".repeat(900));
    for refused in refusals(json!({ "error": { "code": -32000, "message": words } })) {
        let ChainError::Refused { message, .. } = &refused else { panic!("{refused}") };
        assert!(message.len() <= 200 && !message.contains(char::is_control), "{message:?}");
    }
    let long = format!("0x{}", "f".repeat(600));
    for refused in refusals(json!({ "error": { "code": 3, "message": "execution reverted", "data": long } }))
    {
        assert!(["reverted", "refused"].contains(&refused.code()), "{refused}");
        assert!(refused.to_string().len() < 200, "{refused}");
    }
}

#[test]
fn fewer_balances_than_tokens_are_no_balances() {
    // An array of one number where two were asked for.
    let one = format!("0x{:064x}{:064x}{:064x}", 32, 1, 5);
    let server = Server::new(move |batch| {
        answers(batch, |method| (method == "eth_call").then(|| json!({ "result": one.clone() })))
    });
    let (a, b) = (U256::from_be_bytes([5; 32]), U256::from_be_bytes([6; 32]));
    let chain = chain(&server);
    assert_eq!(run(chain.positions(OWNER, &[a])).unwrap().value[0].micros(), 5);
    assert_eq!(run(chain.positions(OWNER, &[a, b])).unwrap_err().code(), "malformed");
}

#[test]
fn nobody_there_is_said_without_the_address() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let chain = Chain::with_limits(&format!("http://127.0.0.1:{port}/v2/SECRET"), POLYGON, LIMITS).unwrap();
    let refused = run(chain.check()).unwrap_err();
    assert_eq!(refused.code(), "unreachable");
    assert!(refused.is_passing());
    assert!(!format!("{refused} {refused:?} {chain:?}").contains("SECRET"));
}

#[test]
fn in_the_clear_goes_to_this_machine_only() {
    for (url, expected) in [
        ("https://rpc.example/v2/key", None),
        ("http://127.0.0.1:8545", None),
        ("http://localhost:8545/", None),
        ("http://[::1]:8545", None),
        ("http://10.0.0.7:8545", Some("`http://` is for addresses of this machine only")),
        ("http://[::ffff:10.0.0.7]/", Some("`http://` is for addresses of this machine only")),
        ("ws://127.0.0.1:8545", Some("it begins neither")),
        ("https://user:secret@rpc.example", Some("it has a user name in it")),
        ("127.0.0.1:8545", Some("cannot be used")),
        ("", Some("cannot be used")),
    ] {
        let made = Chain::new(url, POLYGON).map_err(|error| error.to_string());
        match (made, expected) {
            (Ok(_), None) => {}
            (Err(sentence), Some(part)) => {
                assert!(sentence.contains(part) && !sentence.contains("secret"), "{url}: {sentence}");
            }
            (made, _) => panic!("{url}: {made:?}"),
        }
    }
}
