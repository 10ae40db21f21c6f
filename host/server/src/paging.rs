//! Pages of lists: a cursor is the sort key of the last item, opaque to clients.

use crate::problem::{Answer, Refusal};
use craftstrat_api::studio::Page;
use serde::Deserialize;

/// Items of a page when nothing is asked for.
const LIMIT: u32 = 50;

/// Items of a page, at most.
const LIMIT_MAX: u32 = 200;

/// Which page is asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Where the page before ended: its `next`.
    pub cursor: Option<String>,
    /// Items of the page, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
    /// Only items whose name contains this.
    pub q: Option<String>,
    /// Only results of this strategy.
    pub strategy: Option<String>,
}

/// A sort key: a time, then an id. Lists begin with the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// The time.
    pub at: i64,
    /// The id.
    pub id: String,
}

impl PageQuery {
    /// Everything before this key; the largest one for the first page.
    pub fn before(&self) -> Answer<Key> {
        let Some(cursor) = &self.cursor else {
            return Ok(Key { at: i64::MAX, id: "~".to_owned() });
        };
        let parsed =
            cursor.split_once('-').and_then(|(at, id)| Some((i64::from_str_radix(at, 36).ok()?, id)));
        let sound = |id: &str| id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        match parsed {
            Some((at, id)) if sound(id) => Ok(Key { at, id: id.to_owned() }),
            _ => Err(Refusal::bad_request("`cursor` is not one that this server gave out.")),
        }
    }

    /// Rows to fetch: one more than the page shows, to know whether there are more.
    pub fn rows(&self) -> i64 {
        i64::from(self.size()) + 1
    }

    fn size(&self) -> u32 {
        self.limit.unwrap_or(LIMIT).clamp(1, LIMIT_MAX)
    }

    /// The page out of the rows fetched.
    pub fn page<T>(&self, mut items: Vec<T>, key: impl Fn(&T) -> Key) -> Page<T> {
        let size = self.size() as usize;
        let more = items.len() > size;
        items.truncate(size);
        let next = items.last().filter(|_| more).map(|last| {
            let Key { at, id } = key(last);
            format!("{}-{id}", base36(at))
        });
        Page { items, next }
    }

    /// The pattern for `LIKE ... ESCAPE '\'` on names in lower case.
    pub fn pattern(&self) -> String {
        let text = self.q.as_deref().unwrap_or_default().trim().to_lowercase();
        let escaped: String = text
            .chars()
            .flat_map(|c| {
                let special = matches!(c, '%' | '_' | '\\');
                special.then_some('\\').into_iter().chain(std::iter::once(c))
            })
            .collect();
        format!("%{escaped}%")
    }
}

fn base36(value: i64) -> String {
    let (mut left, mut digits) = (value.max(0), Vec::new());
    while left > 0 || digits.is_empty() {
        digits.extend(char::from_digit((left % 36) as u32, 36));
        left /= 36;
    }
    digits.iter().rev().collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn query(cursor: Option<String>) -> PageQuery {
        PageQuery { cursor, limit: Some(2), ..PageQuery::default() }
    }

    #[test]
    fn a_cursor_leads_back_to_its_key() {
        let key = |n: &i64| Key { at: *n, id: format!("id{n}") };
        let page = query(None).page(vec![1_790_586_000_000, 36, 0], key);
        assert_eq!(page.items.len(), 2);
        assert_eq!(query(page.next).before().unwrap(), Key { at: 36, id: "id36".to_owned() });
        assert_eq!(query(None).page(vec![5, 4], key).next, None, "no further page");
    }

    #[test]
    fn foreign_cursors_are_refused_and_patterns_escaped() {
        for cursor in ["", "x", "-", "zz-'; DROP TABLE", "99999999999999999999-a"] {
            assert!(query(Some(cursor.to_owned())).before().is_err(), "{cursor}");
        }
        let q = PageQuery { q: Some("50%_É\\".to_owned()), ..PageQuery::default() };
        assert_eq!(q.pattern(), r"%50\%\_é\\%");
    }
}
