//! What these pages ask of the server: wallets and assignments.

use craftstrat_api::studio::assignments::{Assignment, AssignmentChange, NewAssignment, Preflight};
use craftstrat_api::studio::live::LiveOverview;
use craftstrat_api::studio::wallets::{
    AllowedAddress, Balances, DepositAddress, Keystore, KeystoreRequest, NewAllowedAddress, NewWallet,
    NewWithdrawal, Wallet, WalletChange, Wallets, Withdrawal,
};
use craftstrat_api::studio::{Page, SeriesDay, StrategySummary};
use craftstrat_ui_account::calls::{Answer, with_query};
use craftstrat_ui_kit::{Client, encoded};
use serde::de::IgnoredAny;

/// A request without a body.
const NOTHING: () = ();

/// Items of a page of a list.
const LIMIT: &str = "100";

/// More than a person looks through.
const MOST: usize = 2_000;

fn wallet_path(id: &str, rest: &str) -> String {
    format!("/wallets/{}{rest}", encoded(id))
}

fn assignment_path(id: &str, rest: &str) -> String {
    format!("/assignments/{}{rest}", encoded(id))
}

/// Every wallet, with how many there may be.
///
/// # Errors
/// When there is no answer or it is a refusal; so with every call here.
pub async fn wallets(c: &Client) -> Answer<Wallets> {
    let mut all: Wallets = c.get(&with_query("/wallets", &[("limit", Some(LIMIT))])).await?;
    while let Some(next) = all.next.take().filter(|_| all.items.len() < MOST) {
        let pairs = [("limit", Some(LIMIT)), ("cursor", Some(next.as_str()))];
        let page: Wallets = c.get(&with_query("/wallets", &pairs)).await?;
        all.items.extend(page.items);
        all.next = page.next;
    }
    Ok(all)
}

/// Makes a wallet.
///
/// # Errors
/// As [`wallets`].
pub async fn create(c: &Client, new: &NewWallet) -> Answer<Wallet> {
    c.post("/wallets", new).await
}

/// A wallet.
///
/// # Errors
/// As [`wallets`].
pub async fn wallet(c: &Client, id: &str) -> Answer<Wallet> {
    c.get(&wallet_path(id, "")).await
}

/// Changes a wallet's label, pauses it or lets it go on.
///
/// # Errors
/// As [`wallets`].
pub async fn change(c: &Client, id: &str, change: &WalletChange) -> Answer<Wallet> {
    c.patch(&wallet_path(id, ""), change).await
}

/// Deletes an empty wallet; `confirm` is its label, typed again.
///
/// # Errors
/// As [`wallets`].
pub async fn delete(c: &Client, id: &str, confirm: &str) -> Answer<()> {
    let path = with_query(&wallet_path(id, ""), &[("confirm", Some(confirm))]);
    c.delete::<IgnoredAny>(&path).await.map(drop)
}

/// What a wallet holds on the chain, asked now.
///
/// # Errors
/// As [`wallets`].
pub async fn balances(c: &Client, id: &str) -> Answer<Balances> {
    c.get(&wallet_path(id, "/balances")).await
}

/// Where to pay in.
///
/// # Errors
/// As [`wallets`]; `address_mismatch`, `no_chain` and others say why there is no such address.
pub async fn deposit(c: &Client, id: &str) -> Answer<DepositAddress> {
    c.get(&wallet_path(id, "/deposit")).await
}

/// Addresses that may be withdrawn to.
///
/// # Errors
/// As [`wallets`].
pub async fn allowed(c: &Client, id: &str) -> Answer<Vec<AllowedAddress>> {
    c.get(&wallet_path(id, "/allowed")).await
}

/// Puts an address on the list; it holds a day later.
///
/// # Errors
/// As [`wallets`]; `confirm_needed` until that was confirmed.
pub async fn allow(c: &Client, id: &str, new: &NewAllowedAddress) -> Answer<AllowedAddress> {
    c.post(&wallet_path(id, "/allowed"), new).await
}

/// Takes an address off the list.
///
/// # Errors
/// As [`allow`].
pub async fn disallow(c: &Client, id: &str, address: &str) -> Answer<()> {
    let path = wallet_path(id, &format!("/allowed/{}", encoded(address)));
    c.delete::<IgnoredAny>(&path).await.map(drop)
}

/// Withdrawals, the newest first.
///
/// # Errors
/// As [`wallets`].
pub async fn withdrawals(c: &Client, id: &str) -> Answer<Page<Withdrawal>> {
    c.get(&wallet_path(id, "/withdrawals")).await
}

/// Asks for a withdrawal.
///
/// # Errors
/// As [`allow`].
pub async fn withdraw(c: &Client, id: &str, new: &NewWithdrawal) -> Answer<Withdrawal> {
    c.post(&wallet_path(id, "/withdrawals"), new).await
}

/// Takes a withdrawal back that waits.
///
/// # Errors
/// As [`wallets`].
pub async fn cancel(c: &Client, id: &str, withdrawal: &str) -> Answer<Withdrawal> {
    c.delete(&wallet_path(id, &format!("/withdrawals/{}", encoded(withdrawal)))).await
}

/// A wallet's key as an encrypted file.
///
/// # Errors
/// As [`allow`].
pub async fn keystore(c: &Client, id: &str, password: String) -> Answer<Keystore> {
    c.post(&wallet_path(id, "/keystore"), &KeystoreRequest { password }).await
}

/// Strategies on wallets, the newest first: of one wallet, of one strategy, or all.
///
/// # Errors
/// As [`wallets`].
pub async fn assignments(
    c: &Client,
    wallet: Option<&str>,
    strategy: Option<&str>,
) -> Answer<Vec<Assignment>> {
    let (mut all, mut next) = (Vec::new(), None::<String>);
    loop {
        let pairs =
            [("wallet", wallet), ("strategy", strategy), ("limit", Some(LIMIT)), ("cursor", next.as_deref())];
        let page: Page<Assignment> = c.get(&with_query("/assignments", &pairs)).await?;
        all.extend(page.items);
        next = page.next;
        if next.is_none() || all.len() >= MOST {
            return Ok(all);
        }
    }
}

/// Puts a strategy on a wallet.
///
/// # Errors
/// As [`wallets`].
pub async fn assign(c: &Client, new: &NewAssignment) -> Answer<Assignment> {
    c.post("/assignments", new).await
}

/// A strategy on a wallet.
///
/// # Errors
/// As [`wallets`].
pub async fn assignment(c: &Client, id: &str) -> Answer<Assignment> {
    c.get(&assignment_path(id, "")).await
}

/// Changes an assignment that is stopped.
///
/// # Errors
/// As [`wallets`].
pub async fn change_assignment(c: &Client, id: &str, change: &AssignmentChange) -> Answer<Assignment> {
    c.patch(&assignment_path(id, ""), change).await
}

/// Takes a strategy off a wallet.
///
/// # Errors
/// As [`wallets`].
pub async fn unassign(c: &Client, id: &str) -> Answer<()> {
    c.delete::<IgnoredAny>(&assignment_path(id, "")).await.map(drop)
}

/// What an assignment needs to run, and what of it is missing.
///
/// # Errors
/// As [`wallets`].
pub async fn preflight(c: &Client, id: &str) -> Answer<Preflight> {
    c.get(&assignment_path(id, "/preflight")).await
}

/// Lets an assignment run, or ends it.
///
/// # Errors
/// As [`wallets`]; a check that was not passed by its code.
pub async fn set_active(c: &Client, id: &str, active: bool) -> Answer<Assignment> {
    let rest = if active { "/activate" } else { "/deactivate" };
    c.post(&assignment_path(id, rest), &NOTHING).await
}

/// Every strategy.
///
/// # Errors
/// As [`wallets`].
pub async fn strategies(c: &Client) -> Answer<Vec<StrategySummary>> {
    c.get_all("/strategies", MOST).await
}

/// Series there are to choose: those the feed follows first, then those with recorded ticks.
///
/// # Errors
/// As [`wallets`].
pub async fn series(c: &Client) -> Answer<Vec<String>> {
    let overview: LiveOverview = c.get("/live").await?;
    let days: Vec<SeriesDay> = c.get("/series").await?;
    let mut all = overview.following;
    for day in days {
        if !all.contains(&day.series) {
            all.push(day.series);
        }
    }
    Ok(all)
}
