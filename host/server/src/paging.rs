//! Which page of a list a request asks for.

use crate::problem::{Answer, Refusal};
use craftstrat_api::studio::live::EventKind;
use craftstrat_storage::live::events::{Filter, number_of};
use craftstrat_storage::{Asked, Key};
use serde::Deserialize;

/// Items of a page, at most.
const ITEMS_MAX: u32 = 200;

/// Which page is asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Where the page before ended: its `next`.
    pub cursor: Option<String>,
    /// Items of the page, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// Only items whose name contains this.
    pub q: Option<String>,
    /// Only results of this strategy.
    pub strategy: Option<String>,
}

impl PageQuery {
    /// As the database is asked.
    ///
    /// # Errors
    /// When the cursor is none of ours, or the page would be empty or too long.
    pub fn asked(self) -> Answer<Asked> {
        held(self.limit)?;
        let before = match &self.cursor {
            None => Key::newest(),
            Some(cursor) => Key::parse(cursor).ok_or_else(foreign)?,
        };
        let mut asked = Asked::new(before, self.limit);
        asked.name = self.q.unwrap_or_default();
        asked.strategy = self.strategy;
        Ok(asked)
    }
}

/// Which events are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventQuery {
    /// Only of this run.
    pub run: Option<String>,
    /// Only of this kind.
    pub kind: Option<EventKind>,
    /// Only of this market.
    pub market: Option<String>,
    /// Where the page before ended: its `next`.
    pub cursor: Option<String>,
    /// Events of the page, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
}

impl EventQuery {
    /// As the database is asked.
    ///
    /// # Errors
    /// When the cursor is none of ours, or the page would be empty or too long.
    pub fn filter(self) -> Answer<Filter> {
        held(self.limit)?;
        let Self { run, kind, market, cursor, limit } = self;
        let number = |cursor: String| number_of(&cursor).ok_or_else(foreign);
        Ok(Filter { run, kind, market, before: cursor.map(number).transpose()?, limit })
    }
}

fn held(limit: Option<u32>) -> Answer<()> {
    match limit {
        Some(limit) if !(1..=ITEMS_MAX).contains(&limit) => {
            Err(Refusal::bad_request(format!("`limit` is 1 to {ITEMS_MAX}.")))
        }
        _ => Ok(()),
    }
}

fn foreign() -> Refusal {
    Refusal::bad_request("`cursor` is not one that this server gave out.")
}

#[cfg(test)]
mod tests {
    use super::{EventQuery, PageQuery};

    #[test]
    fn foreign_cursors_are_refused() {
        for cursor in ["", "x", "-", "zz-'; DROP TABLE", "99999999999999999999-a", "0000000000000001"] {
            let query = PageQuery { cursor: Some(cursor.to_owned()), ..PageQuery::default() };
            assert!(query.asked().is_err(), "{cursor}");
        }
        for cursor in ["", "x", "1", "+000000000000001", "00000000000000001"] {
            let query = EventQuery { cursor: Some(cursor.to_owned()), ..EventQuery::default() };
            assert!(query.filter().is_err(), "{cursor}");
        }
    }

    #[test]
    fn pages_have_1_to_200_items() {
        for (limit, fits) in [(0, false), (1, true), (200, true), (201, false), (u32::MAX, false)] {
            let limit = Some(limit);
            assert_eq!(PageQuery { limit, ..PageQuery::default() }.asked().is_ok(), fits, "{limit:?}");
            assert_eq!(EventQuery { limit, ..EventQuery::default() }.filter().is_ok(), fits, "{limit:?}");
        }
    }
}
