//! What was done by whom, for as long as the installation lives. It is only ever added to.

use crate::database::Database;
use crate::error::Result;
use crate::id::new_id;
use crate::owner::Owner;
use crate::paging::{Asked, Key};
use crate::text::{containing, plain};
use craftstrat_api::studio::Page;
use craftstrat_api::studio::operator::AuditEntry;
use sqlx::FromRow;

/// Something to be written down.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// Who did it, where somebody was signed in or signed in with it.
    pub owner: Option<&'a Owner>,
    /// Their address.
    pub email: Option<&'a str>,
    /// The address it came from.
    pub address: &'a str,
    /// What.
    pub action: &'a str,
    /// What it was done to.
    pub subject: Option<&'a str>,
    /// Whether it was done; refused otherwise.
    pub done: bool,
    /// A sentence, or nothing.
    pub detail: &'a str,
}

#[derive(FromRow)]
struct Row {
    id: String,
    at: i64,
    owner: Option<String>,
    email: Option<String>,
    address: String,
    action: String,
    subject: Option<String>,
    done: i64,
    detail: String,
}

impl From<Row> for AuditEntry {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            at_ms: row.at,
            person: row.owner,
            email: row.email,
            address: row.address,
            action: row.action,
            subject: row.subject,
            done: row.done == 1,
            detail: row.detail,
        }
    }
}

/// Writes it down.
///
/// # Errors
/// When a text holds U+0000, or the database fails.
pub async fn write(db: &Database, new: New<'_>, now_ms: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO audit (id, at, owner, email, address, action, subject, done, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(new_id())
    .bind(now_ms)
    .bind(new.owner.map(Owner::as_str))
    .bind(new.email.map(plain).transpose()?)
    .bind(plain(new.address)?)
    .bind(new.action)
    .bind(new.subject.map(plain).transpose()?)
    .bind(i64::from(new.done))
    .bind(plain(new.detail)?)
    .execute(db.pool())
    .await?;
    Ok(())
}

/// A page of what somebody did, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Database, owner: &Owner, asked: &Asked) -> Result<Page<AuditEntry>> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, at, owner, email, address, action, subject, done, detail FROM audit
         WHERE owner = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT $4",
    )
    .bind(owner.as_str())
    .bind(asked.before.at)
    .bind(&asked.before.id)
    .bind(asked.rows())
    .fetch_all(db.pool())
    .await?;
    Ok(paged(asked, rows))
}

/// What of everybody's is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of people whose address contains this; of all when empty.
    pub email: String,
    /// Of this kind.
    pub action: Option<String>,
    /// Done, or refused.
    pub done: Option<bool>,
}

/// A page of what everybody did, the newest first. For the operator.
///
/// # Errors
/// When the database fails.
pub async fn of_all(db: &Database, asked: &Asked, wanted: &Wanted) -> Result<Page<AuditEntry>> {
    let email = wanted.email.trim().to_lowercase();
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, at, owner, email, address, action, subject, done, detail FROM audit
         WHERE (at, id) < ($1, $2) AND ($3 = '' OR LOWER(email) LIKE $4 ESCAPE '\\')
               AND ($5 IS NULL OR action = $5) AND ($6 IS NULL OR done = $6)
         ORDER BY at DESC, id DESC LIMIT $7",
    )
    .bind(asked.before.at)
    .bind(&asked.before.id)
    .bind(&email)
    .bind(containing(&email))
    .bind(&wanted.action)
    .bind(wanted.done.map(i64::from))
    .bind(asked.rows())
    .fetch_all(db.pool())
    .await?;
    Ok(paged(asked, rows))
}

fn paged(asked: &Asked, rows: Vec<Row>) -> Page<AuditEntry> {
    let rows = rows.into_iter().map(AuditEntry::from).collect();
    asked.page(rows, |entry: &AuditEntry| Key { at: entry.at_ms, id: entry.id.clone() })
}
