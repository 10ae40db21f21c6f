//! What somebody shows with a request: the cookie of a session, or a token.

use super::{Requester, Shown};
use crate::app::App;
use crate::clock::now_ms;
use crate::people::Mode;
use crate::problem::{Answer, Refusal};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use craftstrat_accounts::access::{Actor, Person, Role, Scopes, SecondFactor};
use craftstrat_accounts::plan::Plan;
use craftstrat_accounts::secret::{Kind, SESSION_MS, Secret, second_factor_is_fresh, session_ends};
use craftstrat_model::TimeMs;
use craftstrat_storage::Owner;
use craftstrat_storage::{people, sessions, tokens};
use std::net::{IpAddr, Ipv4Addr};

/// The cookie where the page comes over TLS: browsers take it from this host alone and send it nowhere else.
const SECURE: &str = "__Host-craftstrat";

/// The cookie on the loopback, where there is no TLS.
const PLAIN: &str = "craftstrat";

/// How much later a session or token must be used again to be written down as used (ms).
const USED_EVERY_MS: i64 = 60_000;

/// The owner of a local server.
pub(super) fn local(address: IpAddr, agent: String) -> Requester {
    let person = Person {
        role: Role::Operator,
        verified: true,
        second_factor: SecondFactor::Fresh,
        plan: Plan::Enterprise,
        token: None,
    };
    let (actor, owner) = (Actor::Person(person), Some(Owner::local()));
    Requester { actor, owner, email: None, session: None, confirmed_at: Some(now_ms()), address, agent }
}

/// Somebody another process of this installation acts for, by the id of their account: with their plan, and without anything they
/// would have to show themselves. `None` when there is nobody of that id.
///
/// # Errors
/// When they may not sign in, or the database fails.
pub(crate) async fn acting_for(app: &App, id: &str) -> Answer<Option<Requester>> {
    let (address, agent) = (IpAddr::V4(Ipv4Addr::LOCALHOST), "service".to_owned());
    let owner = Owner::stored(id.to_owned());
    if app.people.mode == Mode::Local {
        return Ok((owner == Owner::local()).then(|| local(address, agent)));
    }
    let Some(found) = people::find(&app.db, &owner).await? else { return Ok(None) };
    if found.person.locked_at.is_some() {
        let detail = "This account is locked: nothing is done for it before the operator unlocks it.";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "locked", detail));
    }
    let factor = if found.person.totp_at.is_some() { SecondFactor::Stale } else { SecondFactor::NotEnrolled };
    let actor = Actor::Person(person(app, &found.person, factor, None));
    let email = Some(found.person.email);
    Ok(Some(Requester {
        actor,
        owner: Some(owner),
        email,
        session: None,
        confirmed_at: None,
        address,
        agent,
    }))
}

/// Who a request comes from, by what it shows. What is over or was never handed out is nothing.
pub(super) async fn requester(app: &App, shown: &Shown, address: IpAddr, agent: String) -> Answer<Requester> {
    let anonymous = Requester {
        actor: Actor::Anonymous,
        owner: None,
        email: None,
        session: None,
        confirmed_at: None,
        address,
        agent,
    };
    let headers = &shown.headers;
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let shown = value.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
        let token = shown.and_then(|text| Secret::parse(Kind::Token, text.trim()).ok());
        let token = token.ok_or_else(bad_token)?;
        return by_token(app, &token, anonymous).await;
    }
    let Some(text) = cookie(headers, app.people.is_secure()) else { return Ok(anonymous) };
    let Ok(secret) = Secret::parse(Kind::Session, text) else { return Ok(anonymous) };
    // A browser sends the cookie whoever made the request: what changes something has to come from our own page.
    if !shown.is_safe && !is_our_page(headers) {
        return Err(cross_site());
    }
    by_session(app, &secret, anonymous).await
}

async fn by_session(app: &App, secret: &Secret, anonymous: Requester) -> Answer<Requester> {
    let now = TimeMs(now_ms());
    let Some(session) = sessions::by_hash(&app.db, secret.hashed().as_bytes()).await? else {
        return Ok(anonymous);
    };
    if now >= session_ends(TimeMs(session.created_at), TimeMs(session.used_at)) {
        return Ok(anonymous);
    }
    let owner = session.owner();
    let Some(known) = known(app, &owner).await? else { return Ok(anonymous) };
    if now.0 - session.used_at >= USED_EVERY_MS {
        sessions::used(&app.db, &owner, &session.id, now.0).await?;
    }
    let fresh = second_factor_is_fresh(session.confirmed_at.map(TimeMs), now);
    let second_factor = match (known.totp_at.is_some(), fresh) {
        (false, _) => SecondFactor::NotEnrolled,
        (true, false) => SecondFactor::Stale,
        (true, true) => SecondFactor::Fresh,
    };
    let person = person(app, &known, second_factor, None);
    Ok(Requester {
        actor: Actor::Person(person),
        owner: Some(owner),
        email: Some(known.email),
        session: Some(session.id),
        confirmed_at: session.confirmed_at,
        ..anonymous
    })
}

async fn by_token(app: &App, secret: &Secret, anonymous: Requester) -> Answer<Requester> {
    let now = now_ms();
    let found = tokens::by_hash(&app.db, secret.hashed().as_bytes()).await?;
    let token = found.filter(|token| now < token.expires_at).ok_or_else(bad_token)?;
    let owner = token.owner();
    let known = known(app, &owner).await?.ok_or_else(bad_token)?;
    let scopes: Scopes = token.scopes.parse().map_err(Refusal::internal)?;
    if token.used_at.is_none_or(|used| now - used >= USED_EVERY_MS) {
        tokens::used(&app.db, &owner, &token.id, now).await?;
    }
    let second_factor = if known.totp_at.is_some() { SecondFactor::Stale } else { SecondFactor::NotEnrolled };
    let person = person(app, &known, second_factor, Some(scopes));
    Ok(Requester { actor: Actor::Person(person), owner: Some(owner), email: Some(known.email), ..anonymous })
}

/// The person, unless they are gone or may not sign in.
async fn known(app: &App, owner: &Owner) -> Answer<Option<people::Stored>> {
    let found = people::find(&app.db, owner).await?;
    Ok(found.map(|found| found.person).filter(|person| person.locked_at.is_none()))
}

fn person(app: &App, known: &people::Stored, second_factor: SecondFactor, token: Option<Scopes>) -> Person {
    let verified = known.verified_at.is_some();
    Person {
        role: app.people.role(known),
        verified,
        second_factor,
        plan: known.plan.parse().unwrap_or_default(),
        token,
    }
}

fn bad_token() -> Refusal {
    let detail = "This token is none of ours, was revoked or has expired: make another one under Settings.";
    Refusal::new(StatusCode::UNAUTHORIZED, "bad_token", detail)
}

fn cross_site() -> Refusal {
    let detail = "Only this server's own page may change anything here; programs use a token.";
    Refusal::new(StatusCode::FORBIDDEN, "origin_refused", detail)
}

/// What a cookie of ours holds.
fn cookie(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let wanted = if secure { SECURE } else { PLAIN };
    let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

/// The cookie that begins a session.
pub(crate) fn session_cookie(secret: &Secret, secure: bool) -> Answer<HeaderValue> {
    let (name, tls) = if secure { (SECURE, "; Secure") } else { (PLAIN, "") };
    let age = SESSION_MS / 1_000;
    let text = format!("{name}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{tls}", secret.expose());
    let mut value = HeaderValue::try_from(text).map_err(Refusal::internal)?;
    value.set_sensitive(true);
    Ok(value)
}

/// The cookie that ends one.
pub(crate) fn clearing_cookie(secure: bool) -> HeaderValue {
    if secure {
        HeaderValue::from_static("__Host-craftstrat=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure")
    } else {
        HeaderValue::from_static("craftstrat=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
    }
}

/// Whether the request was made by our own page, as its browser says. [`crate::guard`] has compared `Origin` with our name
/// already; here one of the two has to be there.
fn is_our_page(headers: &HeaderMap) -> bool {
    let site = headers.get(HeaderName::from_static("sec-fetch-site"));
    headers.contains_key(header::ORIGIN) || site.is_some_and(|site| site == "same-origin")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use craftstrat_accounts::entropy::Os;

    #[test]
    fn a_cookie_comes_back_as_it_was_set_and_each_name_has_its_place() {
        let secret = Secret::generate(Kind::Session, &mut Os).unwrap();
        for secure in [false, true] {
            let set = session_cookie(&secret, secure).unwrap();
            let (pair, attributes) = set.to_str().unwrap().split_once(';').unwrap();
            assert!(attributes.contains("HttpOnly; SameSite=Strict"), "{attributes}");
            assert_eq!(attributes.contains("Secure"), secure);
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, format!("a=b; {pair}; c=d").parse().unwrap());
            assert_eq!(cookie(&headers, secure), Some(secret.expose()));
            assert_eq!(cookie(&headers, !secure), None, "a cookie of plain HTTP is none of TLS");
            assert!(clearing_cookie(secure).to_str().unwrap().contains("Max-Age=0"));
        }
    }
}
