//! The gate of the internal listener: every request is one action, shows a service token that is for it, and is not one too many.

use super::BASE;
use super::tokens::{Token, Tokens};
use crate::app::App;
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal};
use crate::router::not_allowed;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use craftstrat_accounts::access::{Action, Actor, allowed};
use craftstrat_accounts::rate::Class;
use craftstrat_model::TimeMs;
use craftstrat_storage::audit;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// The action a route is; nothing for what is no route here. What has none is denied.
pub(super) fn action_of(method: &Method, route: &str) -> Option<Action> {
    let method = if *method == Method::HEAD { "GET" } else { method.as_str() };
    Some(match (method, route.strip_prefix(BASE)?) {
        ("GET", "/openapi.json") => Action::Public,
        ("POST", "/strategy/activate" | "/strategy/deactivate") => Action::InternalStrategy,
        ("GET", "/wallet/{id}/state") => Action::InternalWallet,
        ("POST", "/backtest/run") => Action::InternalBacktest,
        ("GET", "/engine/status") => Action::InternalEngine,
        _ => return None,
    })
}

/// Admits a request or refuses it.
pub(super) async fn gate(
    State((app, tokens)): State<(App, Arc<Tokens>)>,
    request: Request,
    next: Next,
) -> Response {
    let Some(route) = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()) else {
        // There is nothing.
        return next.run(request).await;
    };
    let Some(action) = action_of(request.method(), &route) else {
        return not_allowed(request.method().clone(), request.uri().clone()).await.into_response();
    };
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let token = shown(&request).and_then(|shown| tokens.find(shown));
    let admitted = admit(&app, action, request.method(), address, token);
    let mut response = match admitted {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    if action.rule().audited {
        note(&app, action, &route, address, token, response.status()).await;
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn shown(request: &Request) -> Option<&str> {
    request.headers().get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

fn admit(app: &App, action: Action, method: &Method, address: IpAddr, token: Option<&Token>) -> Answer<()> {
    if action == Action::Public {
        return Ok(());
    }
    let class = match (token, method.is_safe()) {
        (None, _) => Class::Anonymous,
        (Some(_), true) => Class::Read,
        (Some(_), false) => Class::Write,
    };
    // No id of a person begins like that.
    let account = token.map(|token| format!("service {}", token.name));
    let now = TimeMs(now_ms());
    app.people.rates.check(class, address, account.as_deref(), now).map_err(Refusal::too_many)?;
    let token = token.ok_or_else(bad_token)?;
    allowed(&Actor::Service(token.scopes), action).map_err(Refusal::denied)
}

fn bad_token() -> Refusal {
    let detail = "Other processes of this installation ask here, each with its service token: `Authorization: Bearer ...`. \
                  What was shown is none of the file's.";
    Refusal::new(StatusCode::UNAUTHORIZED, "bad_service_token", detail)
}

/// Writes down what a service did, or was refused.
async fn note(
    app: &App,
    action: Action,
    route: &str,
    address: IpAddr,
    token: Option<&Token>,
    status: StatusCode,
) {
    let (address, detail) = (address.to_string(), format!("{route}: {}", status.as_u16()));
    let entry = audit::New {
        owner: None,
        email: None,
        address: &address,
        action: action.rule().name,
        subject: token.map(|token| token.name.as_str()),
        done: status.is_success(),
        detail: &detail,
    };
    if let Err(error) = audit::write(&app.db, entry, now_ms()).await {
        tracing::error!(%error, action = action.rule().name, "the audit log could not be written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access;

    #[test]
    fn every_route_is_a_services_and_none_is_known_outside() {
        let document = super::super::routes::described(super::super::routes::api().into_openapi());
        let mut routes = 0;
        for (path, item) in &document.paths.paths {
            for (method, there) in [(Method::GET, item.get.is_some()), (Method::POST, item.post.is_some())] {
                assert_eq!(action_of(&method, path).is_some(), there, "{method} {path}");
                assert_eq!(access::action_of(&method, path), None, "{method} {path}");
                let action = action_of(&method, path);
                assert!(action.is_none_or(|action| action.service_scope().is_some()), "{method} {path}");
                routes += usize::from(there);
            }
        }
        assert_eq!(routes, 5);
    }
}
