//! One reader's queue: first in, first out, with the oldest of each key at hand.

use std::collections::{BTreeMap, VecDeque};

#[derive(Debug)]
pub(super) struct Queue<T> {
    capacity: usize,
    next: u64,
    /// Waiting messages of each key, oldest first, with their place in the whole.
    keys: BTreeMap<String, VecDeque<(u64, T)>>,
    /// Key of each waiting message, by place.
    order: BTreeMap<u64, String>,
    shed: u64,
}

impl<T> Queue<T> {
    pub(super) fn new(capacity: usize) -> Self {
        Self { capacity: capacity.max(1), next: 0, keys: BTreeMap::new(), order: BTreeMap::new(), shed: 0 }
    }

    pub(super) fn waiting(&self) -> usize {
        self.order.len()
    }

    pub(super) fn shed(&self) -> u64 {
        self.shed
    }

    pub(super) fn is_full(&self) -> bool {
        self.order.len() >= self.capacity
    }

    /// Appends; when full, the oldest message of `key` makes room, or of the key with the most waiting.
    pub(super) fn push(&mut self, key: &str, message: T) {
        if self.is_full() {
            let busiest = || self.keys.iter().max_by_key(|(_, q)| q.len()).map(|(k, _)| k.clone());
            let victim = if self.keys.contains_key(key) { Some(key.to_owned()) } else { busiest() };
            if let Some(victim) = victim
                && let Some((place, _)) = self.pop_of(&victim)
            {
                self.order.remove(&place);
                self.shed += 1;
            }
        }
        self.order.insert(self.next, key.to_owned());
        match self.keys.get_mut(key) {
            Some(queue) => queue.push_back((self.next, message)),
            None => {
                self.keys.insert(key.to_owned(), VecDeque::from([(self.next, message)]));
            }
        }
        self.next += 1;
    }

    /// The oldest message.
    pub(super) fn pop(&mut self) -> Option<T> {
        let (_, key) = self.order.pop_first()?;
        self.pop_of(&key).map(|(_, message)| message)
    }

    fn pop_of(&mut self, key: &str) -> Option<(u64, T)> {
        let queue = self.keys.get_mut(key)?;
        let popped = queue.pop_front();
        if queue.is_empty() {
            self.keys.remove(key);
        }
        popped
    }
}
