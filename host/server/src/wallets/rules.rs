//! The way out of a wallet: where money may go, withdrawals that wait, and the key itself. Each of them was confirmed with a
//! second factor: the table of who may do what sees to that.

use super::{Keyed, keeper, keyed, on_chain, parsed, present};
use crate::access::Requester;
use crate::app::App;
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal};
use axum::http::StatusCode;
use craftstrat_api::studio::wallets::{
    AllowedAddress, Keystore, KeystoreRequest, NewAllowedAddress, NewWithdrawal, Withdrawal,
};
use craftstrat_model::Usdc;
use craftstrat_signer::request::{ChangePolicy, ExportKeystore};
use craftstrat_signer::{Password, PolicyChange};
use craftstrat_signing::{Address, hex};
use craftstrat_storage::Owner;
use craftstrat_storage::wallets::addresses::{self, Change};
use craftstrat_storage::wallets::{keys, withdrawals};
use std::str::FromStr;

/// The gate lets nobody in here who has not just shown a second factor.
const SECOND_FACTOR: bool = true;

/// Characters of what an address is called, at most.
const LABEL_MAX: usize = 100;

/// Puts an address on the list of those to withdraw to. From when on it holds, the signer says.
///
/// # Errors
/// When it is no address, on the list already, or the signer would not.
pub(crate) async fn allow(
    app: &App,
    owner: &Owner,
    requester: &Requester,
    id: &str,
    asked: &NewAllowedAddress,
) -> Answer<AllowedAddress> {
    let to = address(&asked.address)?;
    let label = asked.label.trim();
    if label.chars().count() > LABEL_MAX || label.chars().any(char::is_control) {
        return Err(Refusal::unprocessable("bad_label", "A label has up to 100 characters."));
    }
    let key = keyed(app, owner, id).await?;
    let holds_from = change(app, owner, requester, id, key, PolicyChange::Allow { to }, |holds_from| {
        let address = to.to_string();
        (address, Some((label.to_owned(), holds_from)))
    })
    .await?;
    Ok(AllowedAddress {
        address: to.to_string(),
        label: label.to_owned(),
        created_at_ms: now_ms(),
        holds_from_ms: holds_from,
    })
}

/// Takes an address off the list, at once.
///
/// # Errors
/// When it is not on it, or the signer would not.
pub(crate) async fn forbid(
    app: &App,
    owner: &Owner,
    requester: &Requester,
    id: &str,
    text: &str,
) -> Answer<()> {
    let to = address(text)?;
    let key = keyed(app, owner, id).await?;
    let listed = addresses::all(&app.db, owner, id).await?;
    if !listed.iter().any(|allowed| allowed.address == to.to_string()) {
        return Err(Refusal::not_found("address on this list"));
    }
    change(app, owner, requester, id, key, PolicyChange::Forbid { to }, |_| (to.to_string(), None)).await?;
    Ok(())
}

/// Has the signer seal a key with other rules and keeps it in place of the one before. `told` makes of the time from which on
/// an address holds what people see of it. Returns that time.
async fn change(
    app: &App,
    owner: &Owner,
    requester: &Requester,
    id: &str,
    key: Keyed,
    change: PolicyChange,
    told: impl FnOnce(i64) -> (String, Option<(String, i64)>) + Send,
) -> Answer<i64> {
    let request = ChangePolicy { key: key.sealed, change, second_factor: SECOND_FACTOR };
    let signer = app.wallets.signer(requester).await?;
    let made = signer.change_policy(request).await.map_err(keeper::refused)?;
    let holds_from = match change {
        PolicyChange::Allow { to } => made.policy.withdrawal(to).unwrap_or(i64::MAX),
        PolicyChange::Forbid { .. } | PolicyChange::Notional { .. } => 0,
    };
    let (address, allowed) = told(holds_from);
    let change = match &allowed {
        Some((label, holds_from)) => Change::Allowed { address: &address, label, holds_from: *holds_from },
        None => Change::Forbidden { address: &address },
    };
    let new = String::from(made.envelope);
    if keys::reseal(&app.db, owner, id, &key.kept.envelope, &new, change, now_ms()).await? {
        return Ok(holds_from);
    }
    Err(Refusal::conflict("changed_meanwhile", "Another window changed this wallet's rules: try again."))
}

/// Asks for a withdrawal, which waits until its address holds.
///
/// # Errors
/// When the address is not on the list, another withdrawal is open, or there is no way to the chain.
pub(crate) async fn withdraw(
    app: &App,
    owner: &Owner,
    id: &str,
    asked: &NewWithdrawal,
) -> Answer<Withdrawal> {
    let to = address(&asked.to)?.to_string();
    let amount = Usdc::from_str(&asked.amount_usdc).ok().filter(|amount| amount.is_positive());
    let refuse = || Refusal::unprocessable("bad_amount", "A withdrawal is of more than 0 USDC, like `12.5`.");
    let amount = amount.ok_or_else(refuse)?;
    drop(keyed(app, owner, id).await?);
    let listed = addresses::all(&app.db, owner, id).await?;
    let Some(allowed) = listed.into_iter().find(|allowed| allowed.address == to) else {
        let detail = "This address is not on the wallet's list: put it there first; it holds a day later.";
        return Err(Refusal::unprocessable("not_allowed", detail));
    };
    if app.wallets.chain.is_none() {
        return Err(on_chain::no_chain());
    }
    if app.wallets.relayer.is_none() {
        let detail = "This installation has no relayer to send withdrawals with: whoever operates it starts it with \
                      --relayer.";
        return Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "no_relayer", detail));
    }
    let now = now_ms();
    let due_at = allowed.holds_from_ms.max(now);
    let new = withdrawals::New { wallet: id, address: &to, amount, due_at };
    let Some(made) = withdrawals::insert(&app.db, owner, new, now).await? else {
        let detail =
            "Another withdrawal of this wallet is not over: wait for it, or cancel it while it waits.";
        return Err(Refusal::conflict("withdrawal_open", detail));
    };
    withdrawals::find(&app.db, owner, id, &made).await?.ok_or_else(|| Refusal::not_found("withdrawal"))
}

/// Hands the owner their key, encrypted with a password of theirs.
///
/// # Errors
/// When the password is too short or too long, or the signer would not.
pub(crate) async fn export(
    app: &App,
    owner: &Owner,
    requester: &Requester,
    id: &str,
    asked: KeystoreRequest,
) -> Answer<Keystore> {
    let wallet = present(app, owner, id).await?;
    let key = keyed(app, owner, id).await?;
    let key_address = parsed(&key.kept.key_address)?;
    let password = Password::new(asked.password);
    let request = ExportKeystore { key: key.sealed, password, second_factor: SECOND_FACTOR };
    let signer = app.wallets.signer(requester).await?;
    let made = signer.export_keystore(request).await.map_err(keeper::refused)?;
    // Written down before it is handed out: from now on somebody else may have the key.
    if !keys::exported(&app.db, owner, id, now_ms()).await? {
        return Err(Refusal::not_found("wallet"));
    }
    tracing::info!(wallet = wallet.id, "a key was taken along");
    let file_name = format!("craftstrat-{}.json", hex::encode(key_address));
    Ok(Keystore { file_name, keystore: made.json })
}

/// An address as people write it: with both cases of letters these are its checksum.
fn address(text: &str) -> Answer<Address> {
    let refuse = |detail: &str| Refusal::unprocessable("bad_address", detail);
    let text = text.trim();
    let digits = text.strip_prefix("0x").unwrap_or_default();
    let mixed =
        digits.chars().any(|c| c.is_ascii_lowercase()) && digits.chars().any(|c| c.is_ascii_uppercase());
    let parsed = Address::from_str(text).ok().filter(|_| digits.len() == 40);
    let parsed = parsed.ok_or_else(|| refuse("An address is `0x` and 40 hexadecimal digits."))?;
    if mixed && parsed.to_string() != text {
        return Err(refuse(
            "Upper and lower case of this address are not its checksum: there is a mistake in it.",
        ));
    }
    Ok(parsed)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::address;

    #[test]
    fn addresses_with_a_mistake_are_refused() {
        // From EIP-55.
        let sound = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        assert_eq!(address(sound).unwrap().to_string(), sound);
        assert_eq!(address(&sound.to_lowercase()).unwrap().to_string(), sound, "without a checksum");
        for wrong in [
            "",
            "0x",
            "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg",
        ] {
            assert_eq!(address(wrong).unwrap_err().code(), "bad_address", "{wrong}");
        }
    }
}
