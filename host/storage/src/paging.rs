//! Pages of lists: a cursor is the sort key of the last item, opaque to clients.

use craftstrat_api::studio::Page;

/// Items of a page when nothing is asked for.
const SIZE: u32 = 50;

/// Items of a page, at most.
const SIZE_MAX: u32 = 200;

/// A sort key: a time, then an id. Lists begin with the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The time.
    pub at: i64,
    /// The id.
    pub id: String,
}

impl Key {
    /// Behind which every key lies: for the first page.
    #[must_use]
    pub fn newest() -> Self {
        Self { at: i64::MAX, id: "~".to_owned() }
    }

    /// The key of a cursor; `None` when it is none of ours.
    #[must_use]
    pub fn parse(cursor: &str) -> Option<Self> {
        let (at, id) = cursor.split_once('-')?;
        let at = i64::from_str_radix(at, 36).ok()?;
        let sound = id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        sound.then(|| Self { at, id: id.to_owned() })
    }

    /// The cursor of this key.
    #[must_use]
    pub fn cursor(&self) -> String {
        format!("{}-{}", base36(self.at), self.id)
    }
}

/// Which page of a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Everything before this key.
    pub before: Key,
    /// Items of the page, 1 to 200.
    size: u32,
    /// Only items whose name contains this; all when empty. Lists without names to search in do not look at it.
    pub name: String,
    /// Only results of this strategy. Lists of other things do not look at it.
    pub strategy: Option<String>,
}

impl Asked {
    /// The page of `size` items before a key: 50 when absent, otherwise held between 1 and 200.
    #[must_use]
    pub fn new(before: Key, size: Option<u32>) -> Self {
        let size = size.unwrap_or(SIZE).clamp(1, SIZE_MAX);
        Self { before, size, name: String::new(), strategy: None }
    }

    /// The first page.
    #[must_use]
    pub fn first(size: u32) -> Self {
        Self::new(Key::newest(), Some(size))
    }

    /// Rows to fetch: one more than the page shows, to know whether there are more.
    pub(crate) fn rows(&self) -> i64 {
        i64::from(self.size) + 1
    }

    /// The page out of the rows fetched.
    pub(crate) fn page<T>(&self, items: Vec<T>, key: impl Fn(&T) -> Key) -> Page<T> {
        self.page_by(items, |item| key(item).cursor())
    }

    /// As [`Asked::page`], for lists with cursors of their own.
    pub(crate) fn page_by<T>(&self, mut items: Vec<T>, cursor: impl Fn(&T) -> String) -> Page<T> {
        let size = self.size as usize;
        let more = items.len() > size;
        items.truncate(size);
        let next = items.last().filter(|_| more).map(cursor);
        Page { items, next }
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

    #[test]
    fn a_cursor_leads_back_to_its_key() {
        let key = |n: &i64| Key { at: *n, id: format!("id{n}") };
        let page = Asked::first(2).page(vec![1_790_586_000_000, 36, 0], key);
        assert_eq!(page.items.len(), 2);
        assert_eq!(Key::parse(&page.next.unwrap()).unwrap(), Key { at: 36, id: "id36".to_owned() });
        assert_eq!(Asked::first(2).page(vec![5, 4], key).next, None, "no further page");
    }

    #[test]
    fn foreign_cursors_are_refused() {
        for cursor in ["", "x", "-", "zz-'; DROP TABLE", "99999999999999999999-a"] {
            assert_eq!(Key::parse(cursor), None, "{cursor}");
        }
    }
}
