//! Who may do what: one table (`table`), asked in one place ([`allowed`]), denied by default.
//!
//! It knows kinds of people and kinds of things. *Whose* a thing is, it does not know: storage takes the owner with every
//! query, so what is another's is simply not there. *How many* somebody may have is [`crate::plan`]'s.

mod denial;
mod scope;
mod service;
mod table;

pub use denial::Denial;
pub use scope::{NoSuchScope, Scope, Scopes};
pub use service::{NoSuchServiceScope, ServiceScope, ServiceScopes};
pub use table::{Action, Rule, SecondFactorRule, Who};

use crate::plan::Plan;
use serde::{Deserialize, Serialize};

/// What somebody is on this installation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everybody.
    #[default]
    User,
    /// Who runs it: the owner of `ADMIN_EMAIL`, or whoever sits before it when it has no accounts.
    Operator,
}

/// How it stands with somebody's second factor. Whoever has one is nobody before showing it at login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecondFactor {
    /// There is none.
    NotEnrolled,
    /// Shown too long ago ([`crate::secret::second_factor_is_fresh`]).
    Stale,
    /// Just shown.
    Fresh,
}

/// Somebody who proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// What they are here.
    pub role: Role,
    /// Whether mail to their address is known to arrive.
    pub verified: bool,
    /// Their second factor, in this session. A token has none to show.
    pub second_factor: SecondFactor,
    /// Their plan: nothing in the table asks for it, whoever makes something asks [`crate::plan::check`] with it.
    pub plan: Plan,
    /// What their token may, when it is a token that speaks and not a session.
    pub token: Option<Scopes>,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody we know.
    Anonymous,
    /// Somebody we know.
    Person(Person),
    /// Another process of this installation, on the internal listener, with a service token for these.
    Service(ServiceScopes),
}

/// Whether `actor` may do `action`.
///
/// # Errors
/// When not, with the reason and the remedy; the first that applies of: who it is, what the token may, whether the
/// address is verified, the second factor.
pub fn allowed(actor: &Actor, action: Action) -> Result<(), Denial> {
    let rule = action.rule();
    let person = match (rule.who, actor) {
        (Who::Anyone, _) => return Ok(()),
        (Who::Service, Actor::Service(scopes)) => {
            return match action.service_scope() {
                Some(scope) if scopes.contains(scope) => Ok(()),
                Some(scope) => Err(Denial::ServiceScope(scope)),
                None => Err(Denial::ServicesOnly),
            };
        }
        (Who::Service, _) => return Err(Denial::ServicesOnly),
        (Who::Person | Who::Operator, Actor::Anonymous) => return Err(Denial::LogIn),
        (Who::Person | Who::Operator, Actor::Service(_)) => return Err(Denial::PeopleOnly),
        (Who::Person | Who::Operator, Actor::Person(person)) => person,
    };
    if rule.who == Who::Operator && person.role != Role::Operator {
        return Err(Denial::OperatorOnly);
    }
    if let Some(scopes) = person.token {
        let Some(first) = rule.scopes.first() else { return Err(Denial::NotByToken) };
        if !rule.scopes.iter().any(|scope| scopes.contains(*scope)) {
            return Err(Denial::Scope(*first));
        }
    }
    if rule.verified && !person.verified {
        return Err(Denial::VerifyAddress);
    }
    match (rule.second_factor, person.second_factor) {
        (SecondFactorRule::Always, SecondFactor::NotEnrolled) => Err(Denial::EnrolSecondFactor),
        (SecondFactorRule::Always | SecondFactorRule::IfEnrolled, SecondFactor::Stale) => {
            Err(Denial::ShowSecondFactor)
        }
        _ => Ok(()),
    }
}
