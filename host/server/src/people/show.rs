//! People as they see themselves.

use super::{Mode, People};
use crate::access::Requester;
use crate::app::App;
use crate::problem::Answer;
use craftstrat_accounts::access::Role as Held;
use craftstrat_accounts::secret::SECOND_FACTOR_FRESH_MS;
use craftstrat_api::studio::people::{AccessMode, Person, Role, Session};
use craftstrat_storage::people as rows;

/// A person as they see themselves, in a session that was last confirmed then.
pub(crate) fn person(people: &People, stored: &rows::Stored, confirmed_at: Option<i64>) -> Person {
    Person {
        id: stored.owner().as_str().to_owned(),
        email: stored.email.clone(),
        verified: stored.verified_at.is_some(),
        name: stored.name.clone(),
        language: stored.language.clone(),
        role: match people.role(stored) {
            Held::User => Role::User,
            Held::Operator => Role::Operator,
        },
        plan: stored.plan.clone(),
        second_factor: stored.totp_at.is_some(),
        confirmed_until_ms: confirmed_at.map(|at| at + SECOND_FACTOR_FRESH_MS),
        created_at_ms: stored.created_at,
    }
}

/// What `GET /session` says to whoever asks.
pub(crate) async fn session_of(app: &App, requester: &Requester) -> Answer<Session> {
    let mode = match app.people.mode {
        Mode::Local => return Ok(Session { mode: AccessMode::Local, person: None }),
        Mode::Accounts => AccessMode::Accounts,
    };
    let stored = match &requester.owner {
        Some(owner) => rows::find(&app.db, owner).await?,
        None => None,
    };
    let person = stored.map(|stored| person(&app.people, &stored.person, requester.confirmed_at));
    Ok(Session { mode, person })
}
