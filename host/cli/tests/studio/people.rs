//! People: signing up, in and out, second factors, tokens, plans, and the end of an account.

use crate::http::send;
use crate::installation::{Installation, OPERATOR, PASSWORD};
use crate::server::Studio;
use serde_json::{Value, json};

const ANN: &str = "ann@example.org";
const BEN: &str = "ben@example.org";

fn form(name: &str) -> Value {
    json!({"name": name, "document": "{}"})
}

#[test]
fn a_local_server_is_its_owners_and_says_so() {
    let studio = Studio::with_slots(0);
    assert_eq!(studio.get("/session").expect(200), json!({"mode": "local", "person": null}));
    studio.post("/login", &json!({"email": ANN, "password": PASSWORD})).refused(409, "no_accounts");
    studio.post("/strategies", &form("mine")).expect(201);
    let plan = studio.get("/plan").expect(200);
    assert_eq!((&plan["plan"], &plan["strategies"]["limit"]), (&Value::Null, &Value::Null));
}

#[test]
fn one_signs_up_shows_that_mail_arrives_signs_in_and_out() {
    let at = Installation::start();
    let mut ann = at.visitor();
    ann.get("/strategies").refused(401, "sign_in");
    assert_eq!(ann.get("/session").expect(200), json!({"mode": "accounts", "person": null}));
    ann.post("/signup", &json!({"email": "  Ann@Example.org ", "password": PASSWORD, "name": "Ann"}))
        .expect(202);
    let session = ann.sign_in(ANN, PASSWORD);
    assert_eq!((&session["outcome"], &session["person"]["verified"]), (&json!("signed_in"), &json!(false)));
    // Whoever has not shown that mail arrives looks, and changes nothing.
    assert_eq!(ann.get("/strategies").expect(200)["items"], json!([]));
    ann.post("/strategies", &form("a")).refused(403, "unverified");
    let code = at.code(ANN, 1);
    ann.post("/signup/verify", &json!({"code": code})).expect(204);
    ann.post("/signup/verify", &json!({"code": code})).refused(422, "expired_code");
    ann.post("/strategies", &form("a")).expect(201);
    let person = &ann.get("/session").expect(200)["person"];
    assert_eq!(
        (&person["name"], &person["plan"], &person["role"]),
        (&json!("Ann"), &json!("free"), &json!("user"))
    );
    let cookie = ann.cookie.clone();
    ann.post("/logout", &json!({})).expect(204);
    ann.cookie = cookie;
    ann.get("/strategies").refused(401, "sign_in");
}

#[test]
fn nobody_learns_who_has_an_account() {
    let at = Installation::start();
    drop(at.person(ANN));
    let stranger = at.visitor();
    let asked = |email: &str| json!({"email": email, "password": "another long secret"});
    let known = stranger.post("/signup", &asked(ANN));
    let unknown = stranger.post("/signup", &asked(BEN));
    assert_eq!((known.status, &known.body), (202, &unknown.body));
    let (known, unknown) =
        (stranger.post("/login", &asked(ANN)), stranger.post("/login", &asked("carl@example.org")));
    assert_eq!(known.refused(401, "bad_credentials"), unknown.refused(401, "bad_credentials"));
    let forgot = |email: &str| at.visitor().post("/password/forgot", &json!({"email": email}));
    let (known, unknown) = (forgot(ANN), forgot("carl@example.org"));
    assert_eq!((known.status, &known.body), (202, &unknown.body));
    // The owner of the address is told.
    let mail = at.mail(ANN, 3);
    assert!(mail[1].contains("account") && !mail[1].contains("csv_"), "{}", mail[1]);
}

#[test]
fn a_forgotten_password_is_replaced_once_and_every_session_ends() {
    let at = Installation::start();
    let mut ann = at.person(ANN);
    at.visitor().post("/password/forgot", &json!({"email": ANN})).expect(202);
    let code = at.code(ANN, 2);
    let reset =
        |password: &str| at.visitor().post("/password/reset", &json!({"code": code, "password": password}));
    reset("short").refused(422, "bad_password");
    reset(ANN).refused(422, "password_like_email");
    reset("a quite different one").expect(204);
    reset("a quite different one").refused(422, "expired_code");
    ann.get("/strategies").refused(401, "sign_in");
    ann.post("/login", &json!({"email": ANN, "password": PASSWORD})).refused(401, "bad_credentials");
    ann.sign_in(ANN, "a quite different one");
    ann.get("/strategies").expect(200);
    assert!(at.mail(ANN, 3)[2].contains("password"));
}

#[test]
fn one_confirms_that_it_is_oneself() {
    let at = Installation::start();
    let ann = at.person(ANN);
    // Signing in is not enough: somebody may have gone away since.
    let token = json!({"name": "laptop", "scopes": ["read"], "days": 30});
    ann.post("/tokens", &token).refused(403, "confirm_needed");
    ann.get("/account/export").refused(403, "confirm_needed");
    ann.confirm();
    ann.post("/tokens", &json!({"name": "laptop", "scopes": ["read"], "days": 30})).expect(201);
    assert!(ann.confirm()["person"]["confirmed_until_ms"].as_i64().unwrap() > 0);
    ann.post("/account/confirm", &json!({"password": "not the password"})).refused(422, "wrong_password");
}

#[test]
fn a_second_factor_is_asked_for_and_each_code_works_once() {
    let at = Installation::start();
    let mut ann = at.person(ANN);
    ann.confirm();
    let offer = ann.post("/second-factor", &json!({})).expect(200);
    assert!(offer["uri"].as_str().unwrap().starts_with("otpauth://totp/"));
    assert!(offer["qr"].as_str().unwrap().contains("<svg"));
    ann.post("/second-factor/enable", &json!({"code": "000000"})).refused(422, "bad_code");
    let secret = offer["secret"].as_str().unwrap();
    let code = totp(secret);
    let codes = ann.post("/second-factor/enable", &json!({"code": code})).expect(200);
    let codes = codes["codes"].as_array().unwrap().clone();
    assert_eq!(codes.len(), 10);
    let login = |code: Option<&Value>| {
        at.visitor().post("/login", &json!({"email": ANN, "password": PASSWORD, "code": code}))
    };
    assert_eq!(login(None).expect(200), json!({"outcome": "second_factor"}));
    login(Some(&json!(code))).refused(422, "bad_code");
    assert_eq!(login(Some(&codes[0])).expect(200)["outcome"], "signed_in");
    login(Some(&codes[0])).refused(422, "bad_code");
    // From one address codes are shown ten times a minute.
    ann.address = at.visitor().address;
    ann.post("/account/confirm", &json!({"password": PASSWORD})).refused(422, "bad_code");
    ann.post("/account/confirm", &json!({"password": PASSWORD, "code": codes[1]})).expect(200);
    ann.delete("/second-factor").expect(204);
    ann.sign_in(ANN, PASSWORD);
}

/// Six digits of a secret now, by the standard's own words (RFC 6238), not by the server's code.
pub fn totp(secret: &str) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let output = std::process::Command::new("python3")
        .args(["-c", TOTP, secret, &(now / 30).to_string()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

const TOTP: &str = "
import base64, hashlib, hmac, struct, sys
secret = sys.argv[1].replace(' ', '')
key = base64.b32decode(secret + '=' * (-len(secret) % 8))
digest = hmac.new(key, struct.pack('>Q', int(sys.argv[2])), hashlib.sha1).digest()
at = digest[-1] & 15
print('%06d' % ((struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000))
";

#[test]
fn a_token_may_what_its_scopes_say_until_it_is_revoked() {
    let at = Installation::start();
    let ann = at.person(ANN);
    ann.confirm();
    let made = ann.post("/tokens", &json!({"name": "read", "scopes": ["read"], "days": 1})).expect(201);
    let mut program = at.visitor();
    program.token = Some(made["token"].as_str().unwrap().to_owned());
    program.get("/strategies").expect(200);
    program.post("/strategies", &form("a")).refused(403, "scope_missing");
    program.get("/tokens").refused(403, "not_by_token");
    program.get("/account/export").refused(403, "not_by_token");
    // The token is shown once; its hash alone is kept.
    let listed = ann.get("/tokens").expect(200);
    assert!(!listed.to_string().contains("cs_"), "{listed}");
    assert!(listed["items"][0]["used_at_ms"].is_i64());
    ann.delete(&format!("/tokens/{}", made["id"].as_str().unwrap())).expect(204);
    program.get("/strategies").refused(401, "bad_token");
    program.token = Some("cs_nonsense".to_owned());
    program.get("/strategies").refused(401, "bad_token");
}

#[test]
fn what_is_anothers_is_not_there() {
    let at = Installation::start();
    let (ann, ben) = (at.person(ANN), at.person(BEN));
    let made = ann.post("/strategies", &form("secret")).expect(201);
    let path = format!("/strategies/{}", made["id"].as_str().unwrap());
    ben.get(&path).refused(404, "not_found");
    ben.delete(&path).refused(404, "not_found");
    ben.json("PATCH", &path, &json!({"name": "mine"})).refused(404, "not_found");
    assert_eq!(ben.get("/strategies").expect(200)["items"], json!([]));
    ann.get(&path).expect(200);
    let sessions = ann.get("/sessions").expect(200);
    let id = sessions["items"][0]["id"].as_str().unwrap();
    ben.delete(&format!("/sessions/{id}")).refused(404, "not_found");
    for path in
        ["/operator/users", "/operator/audit", "/operator/system", "/operator/jobs", "/operator/parked"]
    {
        ben.get(path).refused(403, "operator_only");
    }
}

#[test]
fn another_site_cannot_use_a_session() {
    let at = Installation::start();
    let ann = at.person(ANN);
    let address = &at.studio.address;
    let cookie = ann.cookie.clone().unwrap();
    let body = form("forged").to_string();
    let forged = |headers: &[(&str, &str)]| {
        let mut all = vec![("Cookie", cookie.as_str()), ("Content-Type", "application/json")];
        all.extend_from_slice(headers);
        send(address, "POST", "/api/v1/strategies", &all, body.as_bytes())
    };
    forged(&[]).refused(403, "origin_refused");
    forged(&[("Origin", "https://evil.example")]).refused(403, "origin_refused");
    forged(&[("Sec-Fetch-Site", "cross-site")]).refused(403, "origin_refused");
    forged(&[("Sec-Fetch-Site", "same-origin")]).expect(201);
}

#[test]
fn passwords_are_not_guessed_for_long() {
    let at = Installation::start();
    drop(at.person(ANN));
    let guess = |from: &crate::installation::Person<'_>| {
        from.post("/login", &json!({"email": ANN, "password": "guessed wrong again"}))
    };
    // From one address.
    let one = at.visitor();
    let mut tried = 0;
    let limited = loop {
        let reply = guess(&one);
        if reply.status == 429 {
            break reply;
        }
        tried += 1;
        assert!(tried <= 10, "{tried} guesses from one address");
        reply.refused(401, "bad_credentials");
    };
    assert!(limited.header("retry-after").parse::<u64>().unwrap() >= 1);
    limited.refused(429, "too_many_requests");
    // From many addresses at one account.
    let refused = (0..20).filter(|_| guess(&at.visitor()).status == 429).count();
    assert!(refused >= 10, "{refused} of 20 guesses were refused");
}

#[test]
fn a_plan_holds_and_the_operator_changes_it() {
    let at = Installation::start();
    let (ann, operator) = (at.person(ANN), at.person(OPERATOR));
    operator.confirm();
    assert_eq!(operator.get("/session").expect(200)["person"]["role"], "operator");
    ann.post("/strategies", &form("one")).expect(201);
    ann.post("/strategies", &form("two")).expect(201);
    let plan = ann.get("/plan").expect(200);
    assert_eq!(plan["strategies"], json!({"used": 2, "limit": 2}));
    assert_eq!((&plan["history_days"], plan["plans"].as_array().unwrap().len()), (&json!(30), 4));
    let told = ann.post("/strategies", &form("three"));
    assert_eq!(told.status, 403);
    assert!(
        told.json()["detail"].as_str().unwrap().contains("Starter") || told.text().contains("starter"),
        "{}",
        told.text()
    );
    let users = operator.get("/operator/users?q=ANN").expect(200);
    assert_eq!(users["items"].as_array().unwrap().len(), 1);
    let (id, counted) = (users["items"][0]["id"].as_str().unwrap(), &users["items"][0]["strategies"]);
    assert_eq!(counted, 2);
    let path = format!("/operator/users/{id}");
    operator.json("PATCH", &path, &json!({"plan": "gold"})).refused(422, "bad_plan");
    operator.json("PATCH", &path, &json!({"plan": "starter"})).expect(204);
    ann.post("/strategies", &form("three")).expect(201);
    // Smaller again: nothing is deleted.
    operator.json("PATCH", &path, &json!({"plan": "free"})).expect(204);
    assert_eq!(ann.get("/strategies").expect(200)["items"].as_array().unwrap().len(), 3);
    assert_eq!(ann.post("/strategies", &form("four")).status, 403);
    let audit = operator.get("/operator/audit?action=operator.change_plan&done=true").expect(200);
    assert_eq!(audit["items"].as_array().unwrap().len(), 2, "{audit}");
    let system = operator.get("/operator/system").expect(200);
    assert_eq!((&system["users"], &system["mail"]), (&json!(2), &json!("outbox")));
    // Locked out, at once.
    operator.json("PATCH", &path, &json!({"locked": true})).expect(204);
    ann.get("/strategies").refused(401, "sign_in");
    ann.post("/login", &json!({"email": ANN, "password": PASSWORD})).refused(403, "locked");
}

#[test]
fn an_account_is_taken_along_and_deleted() {
    let at = Installation::start();
    let ann = at.person(ANN);
    ann.confirm();
    ann.post("/strategies", &form("kept")).expect(201);
    let all = ann.get("/account/export").expect(200);
    assert_eq!(all["strategies"][0]["strategy"]["name"], "kept");
    assert_eq!(all["person"]["email"], ANN);
    let text = all.to_string();
    assert!(!text.contains("argon2") && !text.contains("css_"), "{text}");
    ann.post("/account/delete", &json!({"email": BEN})).refused(422, "wrong_email");
    ann.post("/account/delete", &json!({"email": ANN})).expect(204);
    ann.get("/strategies").refused(401, "sign_in");
    ann.post("/login", &json!({"email": ANN, "password": PASSWORD})).refused(401, "bad_credentials");
    // The address is free again, and nothing of what was is there.
    let again = at.unverified(ANN);
    assert_eq!(again.get("/strategies").expect(200)["items"], json!([]));
}
