//! The worker that sends withdrawals and follows them to their end.
//!
//! Each step is written down before the next is taken. A transaction of a wallet has a number that the chain carries out once:
//! as long as it is not known what became of one, nothing is signed with another number, so no money leaves twice.

mod send;

use super::{Keyed, keyed};
use crate::app::App;
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal};
use craftstrat_chain::{Chain, Relayed, RelayedState, Relayer};
use craftstrat_signing::relay::Ticket;
use craftstrat_storage::system::withdrawals::{self as rows, Open};
use std::time::Duration;

/// Time between two rounds.
const EVERY: Duration = Duration::from_secs(5);

/// Withdrawals of a round, at most.
const ROUND_MAX: u32 = 50;

/// The way out, where there is one.
struct Way<'a> {
    chain: &'a Chain,
    relayer: &'a Relayer,
}

/// Sends and follows, until the server stops.
pub(crate) async fn work(app: App) {
    let (Some(chain), Some(relayer)) = (&app.wallets.chain, &app.wallets.relayer) else { return };
    let way = Way { chain, relayer };
    let mut stopping = app.stopping.clone();
    loop {
        if let Err(refusal) = round(&app, &way).await {
            tracing::warn!("withdrawals could not be looked at: {}", refusal.detail());
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

async fn round(app: &App, way: &Way<'_>) -> Answer<()> {
    for open in rows::open(&app.db, now_ms(), ROUND_MAX).await? {
        if *app.stopping.borrow() {
            return Ok(());
        }
        let step = step(app, way, &open).await;
        if let Err(refusal) = step {
            tracing::warn!(
                withdrawal = open.id,
                code = refusal.code(),
                "a withdrawal waits: {}",
                refusal.detail()
            );
            rows::delayed(&app.db, &open.id, refusal.detail()).await?;
        }
    }
    Ok(())
}

/// The next step of one. What is refused is told to its owner and tried again.
async fn step(app: &App, way: &Way<'_>, open: &Open) -> Answer<()> {
    match (&open.relayed, &open.ticket) {
        _ if !open.is_sent() => send::begin(app, way, open).await,
        (Some(id), _) => {
            let relayed = way.relayer.relayed(id).await.map_err(|e| told(&e))?;
            follow(app, open, &relayed).await
        }
        // It was to be sent, and nobody knows whether it was.
        (None, Some(ticket)) => {
            let ticket: Ticket = serde_json::from_str(ticket)?;
            send::again(app, way, open, &ticket).await
        }
        (None, None) => Err(Refusal::internal("a withdrawal was sent without a ticket")),
    }
}

/// Writes down what the relayer says of one.
async fn follow(app: &App, open: &Open, relayed: &Relayed) -> Answer<()> {
    let hash = relayed.transaction.map(|hash| hash.to_string());
    rows::relayed(&app.db, &open.id, &relayed.id, hash.as_deref()).await?;
    match relayed.state {
        RelayedState::Confirmed => {
            rows::ended(&app.db, &open.id, None, now_ms()).await?;
            tracing::info!(withdrawal = open.id, "a withdrawal is confirmed");
        }
        RelayedState::Invalid | RelayedState::Failed => {
            let why = relayed.reason.as_deref().unwrap_or("no reason was given");
            let problem = format!("The chain did not carry it out, and nothing left the wallet: {why}.");
            rows::ended(&app.db, &open.id, Some(&problem), now_ms()).await?;
        }
        RelayedState::New | RelayedState::Executed | RelayedState::Mined => {}
    }
    Ok(())
}

/// What the relayer or the chain said, as a reason to wait.
fn told(error: &dyn std::error::Error) -> Refusal {
    Refusal::conflict("waiting", error.to_string())
}

/// The key of a withdrawal's wallet, for the signer.
async fn key_of(app: &App, open: &Open) -> Answer<Keyed> {
    keyed(app, &open.owner(), &open.wallet).await
}
