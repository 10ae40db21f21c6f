//! A run as whoever writes down what it says has to know it.

use super::equity::Equity;
use super::say::About;
use crate::problem::Answer;
use craftstrat_api::studio::live::LiveStart;
use craftstrat_engine::effect::Effect;
use craftstrat_model::{TimeMs, Usdc};
use craftstrat_storage::Owner;
use craftstrat_storage::Transaction;
use craftstrat_storage::system::projection as rows;
use std::collections::BTreeMap;

/// Points of a run's equity that are kept before every second one is dropped.
const POINTS_MAX: i64 = 2_000;

/// A run that speaks.
#[derive(Debug)]
pub(super) struct Speaker {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub owner: Owner,
    /// Its name, for people.
    pub name: String,
    /// Ids of the nodes of the version that trades.
    pub nodes: Vec<String>,
    /// Its open markets by their index.
    pub markets: BTreeMap<u32, String>,
    equity: Equity,
    points: i64,
}

impl About for Speaker {
    fn market(&self, index: u32) -> String {
        self.markets.get(&index).cloned().unwrap_or_default()
    }

    fn nodes(&self) -> &[String] {
        &self.nodes
    }
}

/// A run as the tables know it.
pub(super) async fn speaker(db: &mut Transaction, row: rows::Row) -> Answer<Speaker> {
    let markets = rows::markets(db, &row.id).await?;
    let number = |(place, symbol): (i64, String)| Some((u32::try_from(place).ok()?, symbol));
    let opening = opening(&serde_json::from_str(&row.request)?);
    let (equity, points) = match rows::last_equity(db, &row.id).await? {
        None => (Equity::opening(opening), 0),
        Some((equity, exposure, points)) => {
            let (equity, exposure) = (Usdc::from_micros(equity), Usdc::from_micros(exposure));
            (Equity { equity, exposure }, points)
        }
    };
    Ok(Speaker {
        nodes: rows::nodes(db, &row.id, &row.component).await?,
        markets: markets.into_iter().filter_map(number).collect(),
        owner: Owner::stored(row.owner),
        id: row.id,
        name: row.name,
        equity,
        points,
    })
}

/// The cash a run was asked for with.
pub(super) fn opening(request: &LiveStart) -> Usdc {
    let asked = request.cash_usdc.as_deref().and_then(|text| text.parse().ok());
    asked.unwrap_or(craftstrat_runs::Wanted::default().cash)
}

/// Keeps a run's equity after an effect, where that changed it. It counts from `now`, when it was booked: a winner may be
/// known long after the slot's end, and by then other things have happened. The first point is what it began with.
pub(super) async fn book(
    db: &mut Transaction,
    speaker: &mut Speaker,
    now: TimeMs,
    effect: &Effect,
) -> Answer<()> {
    let before = speaker.equity;
    speaker.equity = before.after(&effect.kind);
    if speaker.equity == before {
        return Ok(());
    }
    if speaker.points == 0 {
        point(db, &speaker.id, now.plus_ms(-1), before).await?;
        speaker.points += 1;
    }
    point(db, &speaker.id, now, speaker.equity).await?;
    speaker.points += 1;
    if speaker.points > POINTS_MAX {
        rows::thin(db, &speaker.id).await?;
        speaker.points /= 2;
    }
    Ok(())
}

async fn point(db: &mut Transaction, run: &str, at: TimeMs, of: Equity) -> Answer<()> {
    Ok(rows::equity(db, run, at.0, of.equity.micros(), of.exposure.micros()).await?)
}
