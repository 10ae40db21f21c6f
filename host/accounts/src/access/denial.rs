//! Why somebody may not, and what they can do about it.

use super::{Scope, ServiceScope};

/// Why somebody may not do what they asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Denial {
    /// Nobody is logged in, and somebody would have to be.
    #[error("sign in first")]
    LogIn,
    /// The address is not verified.
    #[error("verify your e-mail address first: open the link we sent there, or have another one sent")]
    VerifyAddress,
    /// It needs a second factor, and there is none.
    #[error("this needs two-factor authentication: turn it on under Settings, Security, then try again")]
    EnrolSecondFactor,
    /// It needs a second factor that was shown just now.
    #[error(
        "this needs to be confirmed: show your password, and a code of your authenticator app where you have one, then try again"
    )]
    ShowSecondFactor,
    /// The token has not the scope.
    #[error("this token may not do that: make one with the scope `{0}`")]
    Scope(Scope),
    /// No token may do this.
    #[error("no API token may do this: log in on the page")]
    NotByToken,
    /// Operators may.
    #[error("only the operator of this installation may do this: ask them")]
    OperatorOnly,
    /// Other processes of this installation may.
    #[error("this is for other parts of this installation: use the public API")]
    ServicesOnly,
    /// The service token has not the scope.
    #[error("this service token is not for that: write `{0}` among its scopes in the file of service tokens")]
    ServiceScope(ServiceScope),
    /// Services may not.
    #[error("a service token may not do what people do: use a token of the person it is done for")]
    PeopleOnly,
}

impl Denial {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LogIn => "sign_in",
            Self::VerifyAddress => "unverified",
            Self::EnrolSecondFactor => "enrol_second_factor",
            Self::ShowSecondFactor => "confirm_needed",
            Self::Scope(_) => "scope_missing",
            Self::NotByToken => "not_by_token",
            Self::OperatorOnly => "operator_only",
            Self::ServicesOnly => "services_only",
            Self::ServiceScope(_) => "service_scope_missing",
            Self::PeopleOnly => "people_only",
        }
    }

    /// The status of HTTP that says the same: 401 when it would help to say who one is, else 403.
    pub const fn status(self) -> u16 {
        if matches!(self, Self::LogIn) { 401 } else { 403 }
    }
}
