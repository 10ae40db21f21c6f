//! Which action each route of the API is: the one place where a path meets the table of who may do what.

use axum::http::Method;
use craftstrat_accounts::access::Action;
use craftstrat_api::studio::BASE;

/// The action a route is; nothing for what is no route of the API. What has none is denied.
pub(crate) fn action_of(method: &Method, route: &str) -> Option<Action> {
    use Action as A;
    // A route that is read is read without a body too.
    let method = if *method == Method::HEAD { "GET" } else { method.as_str() };
    let path = match route {
        "/health" | "/ready" => return Some(A::Public),
        "/metrics" => return Some(A::OperatorReadSystem),
        _ => route.strip_prefix(BASE)?,
    };
    Some(match (method, path) {
        ("GET", "/health" | "/schema" | "/openapi.json" | "/session") => A::Public,
        ("POST", "/signup") => A::SignUp,
        ("POST", "/signup/verify" | "/signup/again") => A::VerifyEmail,
        ("POST", "/login") => A::Login,
        ("POST", "/logout") => A::Logout,
        ("POST", "/password/forgot" | "/password/reset") => A::ResetPassword,
        ("GET", "/account/audit") => A::AccountRead,
        ("POST", "/account/confirm") => A::Confirm,
        ("PATCH", "/account") => A::AccountChange,
        ("POST", "/account/password") => A::PasswordChange,
        ("GET", "/account/export") => A::AccountExport,
        ("POST", "/account/delete") => A::AccountDelete,
        ("GET", "/sessions") => A::SessionsRead,
        ("DELETE", "/sessions" | "/sessions/{id}") => A::SessionsEnd,
        ("GET", "/tokens") => A::TokensRead,
        ("POST", "/tokens") => A::TokensCreate,
        ("DELETE", "/tokens/{id}") => A::TokensRevoke,
        ("POST", "/second-factor" | "/second-factor/enable") => A::SecondFactorEnrol,
        ("DELETE", "/second-factor") => A::SecondFactorDisable,
        ("GET", "/plan") => A::PlanRead,
        ("GET", "/operator/users") => A::OperatorReadUsers,
        ("PATCH", "/operator/users/{id}") => A::OperatorChangePlan,
        ("GET", "/operator/audit") => A::OperatorReadAudit,
        ("GET", "/operator/system") => A::OperatorReadSystem,
        ("GET", "/operator/jobs") => A::OperatorReadJobs,
        ("GET", "/operator/parked") => A::OperatorReadParked,
        ("GET", "/starter.zip" | "/strategies" | "/strategies/{id}" | "/strategies/{id}/component")
        | (
            "GET",
            "/strategies/{id}/versions" | "/strategies/{id}/versions/{number}" | "/components/{hash}",
        ) => A::StrategiesRead,
        ("POST", "/strategies" | "/components" | "/strategies/{id}/versions" | "/trash/{token}/restore")
        | ("PATCH" | "DELETE", "/strategies/{id}")
        | ("PUT", "/strategies/{id}/document") => A::StrategiesWrite,
        ("GET", "/backtests" | "/backtests/{id}") => A::BacktestsRead,
        ("POST", "/backtests" | "/backtests/{id}/explain") | ("DELETE", "/backtests/{id}") => A::BacktestsRun,
        ("GET", "/sweeps" | "/sweeps/{id}") => A::SweepsRead,
        ("POST", "/sweeps") | ("DELETE", "/sweeps/{id}") => A::SweepsRun,
        ("GET", "/jobs" | "/jobs/{id}" | "/jobs/{id}/events" | "/imports/{id}") => A::JobsRead,
        ("DELETE", "/jobs/{id}") => A::JobsCancel,
        // Ticks are asked for by a body: nothing changes.
        ("GET", "/markets" | "/series") | ("POST", "/ticks") => A::TicksRead,
        ("POST", "/imports") => A::TicksImport,
        ("DELETE", "/markets/{slug}" | "/series/{series}/{day}") => A::TicksDelete,
        ("GET", "/live" | "/live/runs/{id}" | "/live/runs/{id}/comparison" | "/live/stream")
        | ("GET", "/live/events" | "/live/limits") => A::LiveRead,
        ("POST", "/live/runs") => A::LiveStart,
        ("POST", "/live/runs/{id}/shadow" | "/live/runs/{id}/change" | "/live/runs/{id}/swap")
        | ("POST", "/live/runs/{id}/discard")
        | ("DELETE", "/live/runs/{id}") => A::LiveChange,
        ("POST", "/live/runs/{id}/stop") => A::LiveStop,
        ("PUT", "/live/runs/{id}/kill") => A::LiveKill,
        ("GET", "/assignments" | "/assignments/{id}" | "/assignments/{id}/preflight") => A::AssignmentsRead,
        ("POST", "/assignments") | ("PATCH" | "DELETE", "/assignments/{id}") => A::AssignmentsWrite,
        ("POST", "/assignments/{id}/activate" | "/strategies/{id}/activate") => A::AssignmentsRun,
        ("POST", "/assignments/{id}/deactivate" | "/strategies/{id}/deactivate") => A::AssignmentsStop,
        // The desk is one for all.
        ("PUT", "/live/kill" | "/live/limits") => A::KillAll,
        (
            "GET",
            "/wallets"
            | "/wallets/{id}"
            | "/wallets/{id}/balances"
            | "/wallets/{id}/deposit"
            | "/wallets/{id}/allowed"
            | "/wallets/{id}/withdrawals",
        ) => A::WalletsRead,
        ("POST", "/wallets") => A::WalletsCreate,
        ("PATCH", "/wallets/{id}") => A::WalletsChange,
        ("DELETE", "/wallets/{id}") => A::WalletsDelete,
        ("POST", "/wallets/{id}/keystore") => A::WalletsExport,
        ("POST", "/wallets/{id}/allowed" | "/wallets/{id}/withdrawals")
        | ("DELETE", "/wallets/{id}/allowed/{address}") => A::WalletsWithdraw,
        ("DELETE", "/wallets/{id}/withdrawals/{withdrawal}") => A::WalletsCancel,
        ("GET", "/live/alerts") => A::AlertsRead,
        ("POST", "/live/alerts/seen") => A::AlertsWrite,
        ("GET", "/live/webhook") => A::WebhookRead,
        ("PUT", "/live/webhook") | ("POST", "/live/webhook/test") => A::WebhookWrite,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_of_the_api_is_an_action() {
        let document = crate::openapi();
        let mut routes = 0;
        for (path, item) in &document.paths.paths {
            let operations = [
                (Method::GET, item.get.is_some()),
                (Method::PUT, item.put.is_some()),
                (Method::POST, item.post.is_some()),
                (Method::PATCH, item.patch.is_some()),
                (Method::DELETE, item.delete.is_some()),
            ];
            for (method, _) in operations.into_iter().filter(|(_, there)| *there) {
                assert!(action_of(&method, path).is_some(), "{method} {path} has no action");
                routes += 1;
            }
        }
        assert!(routes > 60, "{routes} routes");
    }

    #[test]
    fn what_is_no_route_has_no_action() {
        for route in ["/", "/api/v1", "/api/v1/nothing", "/api/v2/session"] {
            assert_eq!(action_of(&Method::GET, route), None, "{route}");
        }
        assert_eq!(action_of(&Method::DELETE, "/api/v1/session"), None);
    }
}
