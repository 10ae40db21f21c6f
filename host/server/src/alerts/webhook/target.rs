//! Where somebody's alerts go, how far that may be, and what they are signed with.

use super::WebhookError;
use super::reach::Reach;
use crate::app::App;
use crate::people::Mode;
use crate::problem::Answer;
use craftstrat_accounts::access::Role;
use craftstrat_api::studio::live::AlertKind;
use craftstrat_storage::{self as storage, Owner};
use std::fmt;
use zeroize::Zeroizing;

/// Where somebody's alerts go.
pub(crate) struct Target {
    /// The address.
    pub url: String,
    /// How far it may be.
    pub reach: Reach,
    /// What deliveries are signed with; nothing when it was set before there were signatures, and not again since.
    pub secret: Option<Zeroizing<Vec<u8>>>,
    /// Kinds that are sent; all when empty.
    pub kinds: Vec<AlertKind>,
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address may hold a secret too.
        f.debug_struct("Target").field("reach", &self.reach).finish_non_exhaustive()
    }
}

impl Target {
    /// Of somebody; `None` where they have no webhook. Inside: why it cannot be used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(app: &App, owner: &Owner) -> Answer<Option<Result<Self, WebhookError>>> {
        let settings = storage::alerts::webhook::state(&app.db, owner).await?.settings;
        let Some(url) = settings.url else { return Ok(None) };
        let sealed = storage::alerts::webhook::secret(&app.db, owner).await?;
        // Why it does not open is in the log. Unsigned, a receiver could not tell it from somebody else's.
        let opened = sealed.map(|sealed| app.people.sealer.open_for(owner, &sealed)).transpose();
        let Ok(secret) = opened else { return Ok(Some(Err(WebhookError::Unsigned))) };
        let reach = reach(app, owner).await?;
        Ok(Some(Ok(Self { url, reach, secret, kinds: settings.kinds })))
    }
}

/// How far somebody's webhook may reach now: operators come and go.
///
/// # Errors
/// When the database fails.
pub(crate) async fn reach(app: &App, owner: &Owner) -> Answer<Reach> {
    if app.people.mode == Mode::Local {
        return Ok(Reach::Anywhere);
    }
    let person = storage::people::find(&app.db, owner).await?.map(|found| found.person);
    let is_operator = person.is_some_and(|person| app.people.role(&person) == Role::Operator);
    Ok(if is_operator { Reach::Anywhere } else { Reach::Public })
}
