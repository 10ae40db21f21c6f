//! A map that forgets: at most so many keys, the one that was used longest ago goes first.

use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// At most `MAX` keys with their values, the one used last at the end. Keys are few: looking for one walks over them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Recent<K, V, const MAX: usize>(VecDeque<(K, V)>);

impl<K, V, const MAX: usize> Default for Recent<K, V, MAX> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<K: PartialEq, V, const MAX: usize> Recent<K, V, MAX> {
    /// The value of a key, made when there is none, which then counts as used; and what had to go for it.
    pub fn entry(&mut self, key: K, made: impl FnOnce() -> V) -> (&mut V, Option<(K, V)>) {
        let found = self.remove(&key);
        let gone = if found.is_none() && self.0.len() >= MAX { self.0.pop_front() } else { None };
        self.0.push_back((key, found.unwrap_or_else(made)));
        let last = self.0.len() - 1;
        (&mut self.0[last].1, gone)
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Takes a key away.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let at = self.0.iter().position(|(known, _)| known == key)?;
        self.0.remove(at).map(|(_, value)| value)
    }

    /// Takes away every key of which this does not hold.
    pub fn retain(&mut self, keep: impl Fn(&K) -> bool) {
        self.0.retain(|(key, _)| keep(key));
    }

    /// How many there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_used_longest_ago_goes() {
        let mut map: Recent<u8, &str, 2> = Recent::default();
        assert_eq!(map.entry(1, || "a").1, None);
        assert_eq!(map.entry(2, || "b").1, None);
        assert_eq!(map.entry(1, || "other").0, &"a", "a known key keeps its value");
        assert_eq!(map.entry(3, || "c").1, Some((2, "b")));
        assert_eq!((map.get(&1), map.get(&2), map.len()), (Some(&"a"), None, 2));
    }
}
