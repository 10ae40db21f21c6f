//! Sending one withdrawal: for the first time, and again while nobody knows whether it was sent.

use super::super::{Keyed, parsed};
use super::{Way, follow, key_of, told};
use crate::app::App;
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal};
use craftstrat_chain::{Called, RelayerError, Signed, Submission};
use craftstrat_signer::answer::SignedTransaction;
use craftstrat_signer::request::SignWithdrawal;
use craftstrat_signer::{Client, ClientError, RefusalCode};
use craftstrat_signing::relay::Ticket;
use craftstrat_signing::wallet::AccountKind;
use craftstrat_storage::system::withdrawals::{self as rows, Open};

/// Seconds behind a deadline after which no block can hold the transaction any more, reorganisations included.
const SETTLED_S: u64 = 300;

/// Takes the first step: everything that can be refused before anything leaves.
pub(super) async fn begin(app: &App, way: &Way<'_>, open: &Open) -> Answer<()> {
    let key = key_of(app, open).await?;
    let (wallet, owner) = (parsed(&key.kept.address)?, parsed(&key.kept.key_address)?);
    let has = way.chain.balances(wallet).await.map_err(|e| told(&e))?.value;
    if has.collateral < open.amount() {
        let problem = format!("There are {} USDC in the wallet, less than was asked for.", has.collateral);
        return Ok(rows::ended(&app.db, &open.id, Some(&problem), now_ms()).await?);
    }
    let is_there = way.relayer.is_deployed(wallet, key.account).await.map_err(|e| told(&e))?;
    if !is_there && key.account == AccountKind::Deposit {
        let made = way.relayer.create(way.chain.network(), owner).await;
        made.map_err(|e| told(&e))?;
        let detail =
            "The wallet's contract is being made on the chain, which comes before its first withdrawal.";
        return Err(Refusal::conflict("waiting", detail));
    }
    let ticket = way.relayer.ticket(owner, key.account, now_s()).await.map_err(|e| told(&e))?;
    let signed = match sign(client(app).await?, open, key, ticket).await {
        Ok(signed) => signed,
        Err(Unsigned::Never(problem)) => {
            return Ok(rows::ended(&app.db, &open.id, Some(&problem), now_ms()).await?);
        }
        Err(Unsigned::Later(refusal)) => return Err(refusal),
    };
    let kept = serde_json::to_string(&ticket)?;
    // From here on it may be on its way. What was canceled meanwhile is not.
    if !rows::sending(&app.db, &open.id, &kept, now_ms()).await? {
        return Ok(());
    }
    match submit(app, way, open, &ticket, signed).await {
        Ok(()) => Ok(()),
        Err(Unsent::Unknown(refusal) | Unsent::Ours(refusal)) => Err(refusal),
        // It was not taken, which is certain.
        Err(Unsent::Later(problem)) => Ok(rows::again(&app.db, &open.id, &problem).await?),
        Err(Unsent::Never(problem)) => Ok(rows::ended(&app.db, &open.id, Some(&problem), now_ms()).await?),
    }
}

/// Nobody knows whether it was sent: the same transaction again, which the chain carries out once; or, when that is over for
/// good, another one.
pub(super) async fn again(app: &App, way: &Way<'_>, open: &Open, ticket: &Ticket) -> Answer<()> {
    let key = key_of(app, open).await?;
    let owner = parsed(&key.kept.key_address)?;
    let next = way.relayer.ticket(owner, key.account, now_s()).await.map_err(|e| told(&e))?;
    if nonce(&next) > nonce(ticket) {
        let problem = "It was sent and the wallet's next number shows that a transaction was carried out, but the relayer \
                       never named it: look at the wallet on the chain.";
        return Ok(rows::ended(&app.db, &open.id, Some(problem), now_ms()).await?);
    }
    if let Ticket::Deposit { deadline, .. } = ticket
        && now_s() > *deadline
    {
        if now_s() > deadline.saturating_add(SETTLED_S) {
            let problem = "It was not carried out in time and is sent again.";
            return Ok(rows::again(&app.db, &open.id, problem).await?);
        }
        return Err(Refusal::conflict("waiting", "It is not known yet whether it was carried out."));
    }
    match sign(client(app).await?, open, key, *ticket).await {
        Ok(signed) => match submit(app, way, open, ticket, signed).await {
            Ok(()) => Ok(()),
            Err(Unsent::Unknown(refusal) | Unsent::Ours(refusal)) => Err(refusal),
            // That may be because it was taken the first time.
            Err(Unsent::Later(problem) | Unsent::Never(problem)) => {
                Err(Refusal::conflict("waiting", problem))
            }
        },
        Err(Unsigned::Never(problem)) => Err(Refusal::conflict("waiting", problem)),
        Err(Unsigned::Later(refusal)) => Err(refusal),
    }
}

/// Why a transaction was not taken.
enum Unsent {
    /// It may have been: it stays sent, and is looked for in the next round.
    Unknown(Refusal),
    /// It was taken, and the failure is our own.
    Ours(Refusal),
    /// Another one may be.
    Later(String),
    /// None will be.
    Never(String),
}

async fn submit(
    app: &App,
    way: &Way<'_>,
    open: &Open,
    ticket: &Ticket,
    signed: SignedTransaction,
) -> Result<(), Unsent> {
    let calls =
        signed.calls.into_iter().map(|call| Called { target: call.target, data: call.data }).collect();
    let signed = Signed {
        from: signed.from,
        wallet: signed.wallet,
        to: signed.to,
        data: signed.data,
        operation: signed.operation,
        calls,
        signature: signed.signature,
    };
    let submission = Submission::signed(way.chain.network(), ticket, &signed);
    let submission = submission.map_err(|error| Unsent::Never(error.to_string()))?;
    match way.relayer.submit(&submission).await {
        Ok(relayed) => follow(app, open, &relayed).await.map_err(Unsent::Ours),
        Err(error @ RelayerError::Wire(_)) => Err(Unsent::Unknown(told(&error))),
        Err(error @ (RelayerError::Busy | RelayerError::Nonce { .. })) => {
            Err(Unsent::Later(error.to_string()))
        }
        Err(error) => Err(Unsent::Never(format!("Nothing left the wallet. {error}"))),
    }
}

/// Why there is no signature.
enum Unsigned {
    /// There will never be one.
    Never(String),
    /// There may be one later.
    Later(Refusal),
}

async fn client(app: &App) -> Answer<&Client> {
    app.wallets.keeper.client().await.map_err(|trouble| super::super::keeper::unavailable(&trouble, false))
}

async fn sign(
    client: &Client,
    open: &Open,
    key: Keyed,
    ticket: Ticket,
) -> Result<SignedTransaction, Unsigned> {
    let to = parsed(&open.address).map_err(Unsigned::Later)?;
    // The gate let nobody ask for this withdrawal without a second factor.
    let request = SignWithdrawal { key: key.sealed, to, amount: open.amount(), second_factor: true, ticket };
    client.sign_withdrawal(request).await.map_err(|error| match error {
        ClientError::Refused(refusal)
            if !matches!(
                refusal.code,
                RefusalCode::TooEarly | RefusalCode::Busy | RefusalCode::UnknownMaster
            ) =>
        {
            let sentence = crate::problem::sentence(&refusal.sentence);
            Unsigned::Never(format!("Nothing left the wallet: the signer would not. {sentence}"))
        }
        error => Unsigned::Later(super::super::keeper::refused(error)),
    })
}

const fn nonce(ticket: &Ticket) -> u64 {
    match ticket {
        Ticket::Deposit { nonce, .. } | Ticket::Safe { nonce } | Ticket::Proxy { nonce, .. } => *nonce,
    }
}

/// Now, seconds since the epoch.
fn now_s() -> u64 {
    u64::try_from(now_ms() / 1_000).unwrap_or(0)
}
