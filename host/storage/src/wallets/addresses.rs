//! Addresses that may be withdrawn to, as people see them. What counts is sealed with the wallet's key.

use crate::database::{Database, Transaction};
use crate::error::Result;
use crate::owner::Owner;
use crate::text::plain;
use craftstrat_api::studio::wallets::AllowedAddress;
use sqlx::FromRow;

/// What changed with a wallet's rules.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// An address was put on the list.
    Allowed {
        /// The address, EIP-55.
        address: &'a str,
        /// What its owner calls it.
        label: &'a str,
        /// From when on money may go there (ms).
        holds_from: i64,
    },
    /// An address was taken off.
    Forbidden {
        /// The address, EIP-55.
        address: &'a str,
    },
}

#[derive(FromRow)]
struct Row {
    address: String,
    label: String,
    created_at: i64,
    holds_from: i64,
}

impl From<Row> for AllowedAddress {
    fn from(row: Row) -> Self {
        Self {
            address: row.address,
            label: row.label,
            created_at_ms: row.created_at,
            holds_from_ms: row.holds_from,
        }
    }
}

/// All of a wallet, the first that was put there first.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &Database, owner: &Owner, wallet: &str) -> Result<Vec<AllowedAddress>> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT address, label, created_at, holds_from FROM wallet_addresses
         WHERE owner = $1 AND wallet = $2 ORDER BY created_at, address",
    )
    .bind(owner.as_str())
    .bind(wallet)
    .fetch_all(db.pool())
    .await?;
    Ok(rows.into_iter().map(AllowedAddress::from).collect())
}

/// Writes down what changed, in the transaction that keeps the key with its new rules.
pub(super) async fn apply(
    both: &mut Transaction,
    owner: &Owner,
    wallet: &str,
    change: Change<'_>,
    now_ms: i64,
) -> Result<()> {
    match change {
        Change::Allowed { address, label, holds_from } => {
            sqlx::query(
                "INSERT INTO wallet_addresses (wallet, address, owner, label, created_at, holds_from)
                 VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(wallet)
            .bind(address)
            .bind(owner.as_str())
            .bind(plain(label)?)
            .bind(now_ms)
            .bind(holds_from)
            .execute(both.connection())
            .await?;
        }
        Change::Forbidden { address } => {
            sqlx::query("DELETE FROM wallet_addresses WHERE owner = $1 AND wallet = $2 AND address = $3")
                .bind(owner.as_str())
                .bind(wallet)
                .bind(address)
                .execute(both.connection())
                .await?;
        }
    }
    Ok(())
}
