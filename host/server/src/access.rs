//! The gate: every request of the API is somebody's, is one action, and is allowed or refused here, before any handler.

mod actions;
mod credential;
mod requester;

pub(crate) use actions::action_of;
pub(crate) use credential::{acting_for, clearing_cookie, session_cookie};
pub(crate) use requester::Requester;

use crate::app::App;
use crate::clock::now_ms;
use crate::people::Mode;
use crate::problem::{Answer, Refusal};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use craftstrat_accounts::access::{Action, Actor, Denial, SecondFactorRule, allowed};
use craftstrat_accounts::rate::Class;
use craftstrat_accounts::secret::second_factor_is_fresh;
use craftstrat_model::TimeMs;
use craftstrat_storage::audit;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Admits a request or refuses it. What no route matches is the page, which everybody may load.
pub(crate) async fn gate(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Some(route) = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()) else {
        return next.run(request).await;
    };
    let Some(action) = action_of(request.method(), &route) else {
        // What has no action is denied: a path that does not take this method, or a route somebody forgot to say it of.
        let detail = format!("{} does not take {}.", request.uri().path(), request.method());
        return Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail).into_response();
    };
    let shown = Shown::of(&request);
    let requester = match resolve(&app, shown).await {
        Ok(requester) => requester,
        Err(refusal) => return refusal.into_response(),
    };
    let admitted = admit(&app, &request, &requester, action);
    let noted = action.rule().audited && app.people.mode != Mode::Local;
    let response = match admitted {
        Ok(()) => {
            request.extensions_mut().insert(requester.clone());
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    };
    if noted {
        note(&app, &requester, action, &route, response.status()).await;
    }
    response
}

/// Whether the table, the limits and the request itself allow it.
fn admit(app: &App, request: &Request, requester: &Requester, action: Action) -> Answer<()> {
    if app.people.mode == Mode::Local {
        return Ok(());
    }
    let now = TimeMs(now_ms());
    let owner = requester.owner.as_ref();
    let class = match (&requester.actor, request.method().is_safe()) {
        // Cheap, and what tells that the server is there.
        _ if action == Action::Public => None,
        (Actor::Anonymous, _) => Some(Class::Anonymous),
        (_, true) => Some(Class::Read),
        (_, false) => Some(Class::Write),
    };
    if let Some(class) = class {
        let account = owner.map(|owner| owner.as_str());
        app.people.rates.check(class, requester.address, account, now).map_err(Refusal::too_many)?;
    }
    allowed(&requester.actor, action).map_err(Refusal::denied)?;
    // Whoever has no second factor shows the password again; a change of the password brings it along.
    let confirms = action.rule().second_factor != SecondFactorRule::No && action != Action::PasswordChange;
    if confirms && !second_factor_is_fresh(requester.confirmed_at.map(TimeMs), now) {
        return Err(Refusal::denied(Denial::ShowSecondFactor));
    }
    Ok(())
}

/// What of a request says who it comes from.
struct Shown {
    headers: HeaderMap,
    is_safe: bool,
    peer: IpAddr,
}

impl Shown {
    fn of(request: &Request) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Self {
            headers: request.headers().clone(),
            is_safe: request.method().is_safe(),
            peer: peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        }
    }
}

/// Who a request comes from.
async fn resolve(app: &App, shown: Shown) -> Answer<Requester> {
    let address = app.people.address(shown.peer, &shown.headers);
    let agent = shown.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let agent: String = agent.unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    match app.people.mode {
        Mode::Local => Ok(credential::local(address, agent)),
        Mode::Accounts => credential::requester(app, &shown, address, agent).await,
    }
}

/// Writes a sensitive action down, done or refused.
async fn note(app: &App, requester: &Requester, action: Action, route: &str, status: StatusCode) {
    let address = requester.address.to_string();
    let detail = format!("{route}: {}", status.as_u16());
    let entry = audit::New {
        owner: requester.owner.as_ref(),
        email: requester.email.as_deref(),
        address: &address,
        action: action.rule().name,
        subject: None,
        done: status.is_success(),
        detail: &detail,
    };
    if let Err(error) = audit::write(&app.db, entry, now_ms()).await {
        tracing::error!(%error, action = action.rule().name, "the audit log could not be written");
    }
}
