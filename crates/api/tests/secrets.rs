//! What somebody proves who they are with shows in no `{:?}`.
#![allow(clippy::unwrap_used)]

use craftstrat_api::studio::live::{WebhookSet, WebhookSettings};
use craftstrat_api::studio::people::{
    Confirm, Login, LoginAnswer, MadeToken, PasswordChange, RecoveryCodes, ResetPassword, SecondFactorCode,
    SecondFactorOffer, SignUp, Verify,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;

/// In every secret of the cases, and nowhere else.
const SECRET: &str = "hunter2";

/// Reads one, and shows that it reads its secrets and does not tell them, plainly or at length.
fn check<T: DeserializeOwned + serde::Serialize + Debug>(case: &Value) {
    let read: T = serde_json::from_value(case.clone()).unwrap();
    assert!(serde_json::to_string(&read).unwrap().contains(SECRET), "{case} has no secret");
    for shown in [format!("{read:?}"), format!("{read:#?}"), format!("{:?}", Some(&read))] {
        assert!(!shown.contains(SECRET), "{shown}");
        assert!(shown.contains("redacted"), "{shown}");
    }
}

#[test]
fn nothing_secret_shows() {
    let (email, name) = ("ann@example.org", "Ann");
    check::<SignUp>(&json!({"email": email, "password": SECRET, "name": name}));
    check::<Verify>(&json!({"code": SECRET}));
    check::<ResetPassword>(&json!({"code": SECRET, "password": SECRET}));
    check::<Login>(&json!({"email": email, "password": SECRET, "code": SECRET}));
    check::<PasswordChange>(&json!({"current": SECRET, "password": SECRET}));
    check::<Confirm>(&json!({"password": SECRET, "code": SECRET}));
    let summary = json!({"id": "1", "name": name, "scopes": ["read"], "created_at_ms": 1, "used_at_ms": null,
        "expires_at_ms": 2, "token": SECRET});
    check::<MadeToken>(&summary);
    check::<SecondFactorOffer>(&json!({"secret": SECRET, "uri": SECRET, "qr": SECRET}));
    check::<SecondFactorCode>(&json!({"code": SECRET}));
    check::<RecoveryCodes>(&json!({"codes": [SECRET, SECRET]}));
    check::<WebhookSettings>(&json!({"url": SECRET, "kinds": ["fault"]}));
    let state = json!({"url": SECRET, "kinds": [], "delivered": 0, "failed": 0, "last_error": null, "secret": SECRET});
    check::<WebhookSet>(&state);
}

#[test]
fn what_is_no_secret_shows() {
    let login: Login =
        serde_json::from_value(json!({"email": "ann@example.org", "password": SECRET})).unwrap();
    assert_eq!(
        format!("{login:?}"),
        "Login { email: \"ann@example.org\", password: redacted, code: redacted }"
    );
    assert_eq!(format!("{:?}", LoginAnswer::SecondFactor), "SecondFactor");
}

/// Names of fields that hold what nobody else should see.
const SECRETS: [&str; 7] = ["password", "code", "codes", "token", "secret", "uri", "qr"];

/// A shape with such a field derives no `Debug`: what does not derive it has its own in `redacted.rs`.
#[test]
fn no_shape_with_a_secret_derives_debug() {
    let mut found = 0;
    for file in [include_str!("../src/studio/people.rs"), include_str!("../src/studio/live/event.rs")] {
        for block in file.split("#[derive(").skip(1) {
            let (derived, rest) = block.split_once(")]").unwrap();
            let body = rest.split("\n}").next().unwrap();
            let fields = body.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(": "));
            let secret = fields.map(|(field, _)| field).find(|field| SECRETS.contains(field));
            if let Some(field) = secret {
                found += 1;
                assert!(!derived.contains("Debug"), "`{field}` would show: {body}");
            }
        }
    }
    assert_eq!(found, 11, "shapes with a secret");
}
