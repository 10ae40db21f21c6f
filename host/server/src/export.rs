//! Everything of one person's, to be taken along.

use crate::app::App;
use crate::clock::now_ms;
use crate::problem::{Answer, Refusal};
use crate::{assignments, live, people};
use craftstrat_storage::Owner;
use craftstrat_storage::assignments::Filter;
use craftstrat_storage::{
    Asked, Key, audit, backtests, sessions, strategies, sweeps, tokens, versions, wallets,
};
use serde_json::{Value, json};

/// Items that are asked for at once.
const PAGE: u32 = 200;

/// Everything of a person's but secrets, which nobody can read: strategies with their versions, results in short, what
/// runs, sessions, tokens, what was done with the account.
///
/// # Errors
/// When the database fails.
pub(crate) async fn everything(app: &App, owner: &Owner) -> Answer<Value> {
    let db = &app.db;
    let person = craftstrat_storage::people::find(db, owner).await?.ok_or_else(Refusal::sign_in)?.person;
    let mut kept = Vec::new();
    let mut asked = Asked::first(PAGE);
    loop {
        let page = strategies::page(db, owner, &asked).await?;
        for summary in page.items {
            let Some(found) = strategies::find(db, owner, &summary.id).await? else { continue };
            let mut named = Vec::new();
            for version in versions::list(db, owner, &summary.id).await? {
                let number = i64::try_from(version.number).unwrap_or(i64::MAX);
                named.extend(versions::find(db, owner, &summary.id, number).await?);
            }
            kept.push(json!({
                "strategy": summary, "document": found.document, "component": found.component, "versions": named,
            }));
        }
        match page.next.as_deref().and_then(Key::parse) {
            Some(next) => asked = Asked::new(next, Some(PAGE)),
            None => break,
        }
    }
    let shown = people::person(&app.people, &person, None);
    let tokens = tokens::all(db, owner).await?;
    let tokens: Vec<Value> = tokens
        .iter()
        .map(|t| json!({ "name": t.name, "scopes": t.scopes, "created_at_ms": t.created_at, "expires_at_ms": t.expires_at }))
        .collect();
    let sessions = sessions::all(db, owner).await?;
    let sessions: Vec<Value> = sessions
        .iter()
        .map(|s| json!({ "agent": s.agent, "address": s.address, "created_at_ms": s.created_at, "used_at_ms": s.used_at }))
        .collect();
    Ok(json!({
        "exported_at_ms": now_ms(),
        "person": shown,
        "strategies": kept,
        "backtests": backtests::page(db, owner, &Asked::first(PAGE)).await?.items,
        "sweeps": sweeps::page(db, owner, &Asked::first(PAGE)).await?.items,
        "assignments": assignments::list(app, owner, &Asked::first(PAGE), &Filter::default()).await?.items,
        "runs": live::overview(app, owner).await?.runs,
        "wallets": wallets::page(db, owner, &Asked::first(PAGE)).await?.items.iter().map(crate::wallets::shown).collect::<Vec<_>>(),
        "sessions": sessions,
        "tokens": tokens,
        "audit": audit::page(db, owner, &Asked::first(PAGE)).await?.items,
    }))
}
