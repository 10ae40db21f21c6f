//! A data folder that one person used alone and that people sign in to now: what was made there becomes the operator's, as
//! soon as it is known who that is. Runs go on meanwhile; the desk does not know whose they are.

use crate::app::App;
use crate::clock::now_ms;
use crate::people::Mode;
use crate::problem::{Answer, chain};
use craftstrat_accounts::access::Role;
use craftstrat_storage::alerts::webhook;
use craftstrat_storage::system::handover::{Handover, hand_over};
use craftstrat_storage::{Owner, people};
use std::time::Duration;

/// Time between two looks at whether the last job of the local owner is done.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Hands over at the start, and when the operator shows later that the address is theirs, until the server stops.
pub(crate) async fn work(app: App) {
    let mut stopping = app.stopping.clone();
    while !*stopping.borrow() {
        let wait = match attempt(&app).await {
            Ok(true) => None,
            Ok(false) => Some(AGAIN_AFTER),
            Err(refusal) => {
                tracing::error!(
                    "what was the local owner's waits to be the operator's: {}",
                    refusal.detail()
                );
                Some(AGAIN_AFTER)
            }
        };
        let again = async {
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => app.people.verified.notified().await,
            }
        };
        tokio::select! {
            () = again => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

/// Somebody showed that an address is theirs. If it is the operator's, what was the local owner's is theirs when this returns,
/// or as soon as a job of it is done.
pub(crate) async fn verified(app: &App) {
    if !matches!(attempt(app).await, Ok(true)) {
        // Why not is told when it is tried again.
        app.people.verified.notify_one();
    }
}

/// Hands over what there is. Whether nothing is left.
async fn attempt(app: &App) -> Answer<bool> {
    let Some(admin) = app.people.admin().filter(|_| app.people.mode == Mode::Accounts) else {
        return Ok(true);
    };
    let found = people::by_email(&app.db, admin).await?.map(|found| found.person);
    let Some(operator) = found.filter(|found| app.people.role(found) == Role::Operator) else {
        return Ok(true);
    };
    let (local, to) = (Owner::local(), operator.owner());
    let secret = webhook::secret(&app.db, &local).await?;
    // One that does not open, which is in the log, is of no use to the operator either: alerts go unsigned until it is set again.
    let opened = secret.and_then(|sealed| app.people.sealer.open_for(&local, &sealed).ok());
    let sealed = opened.map(|secret| app.people.sealer.seal(&to, &secret)).transpose()?;
    match hand_over(&app.db, (&to, &operator.email), sealed.as_deref(), now_ms()).await {
        Ok(Handover::Nothing) => Ok(true),
        Ok(Handover::Later) => Ok(false),
        Ok(Handover::Done(given)) => {
            app.live.hand_over(&local, &to);
            tracing::info!(?given, "what was the local owner's is the operator's");
            Ok(true)
        }
        Err(error) => {
            tracing::error!("the handover failed: {}", chain(&error));
            Err(error.into())
        }
    }
}
