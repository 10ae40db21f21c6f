//! Topics inside one process.

use super::queue::Queue;
use super::{Full, Reader, Topic, TopicSpec, WhenFull};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// A topic inside one process: each reader has a queue in memory.
#[derive(Debug)]
pub struct LocalTopic<T> {
    spec: TopicSpec,
    readers: Mutex<Vec<Weak<Inbox<T>>>>,
}

#[derive(Debug)]
struct Inbox<T> {
    queue: Mutex<Queue<T>>,
    arrived: Condvar,
}

/// A queue is whole between any two of its operations, so one that a panicking thread held is still good.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T> LocalTopic<T> {
    /// A topic nobody reads yet.
    pub fn new(spec: TopicSpec) -> Self {
        Self { spec, readers: Mutex::new(Vec::new()) }
    }

    /// What it is.
    pub fn spec(&self) -> TopicSpec {
        self.spec
    }

    /// Messages shed by all present readers together, and the most any of them has waiting.
    pub fn pressure(&self) -> (u64, usize) {
        let readers = lock(&self.readers);
        readers.iter().filter_map(Weak::upgrade).fold((0, 0), |(shed, most), inbox| {
            let queue = lock(&inbox.queue);
            (shed + queue.shed(), most.max(queue.waiting()))
        })
    }
}

impl<T: Clone + Send + 'static> Topic<T> for LocalTopic<T> {
    fn publish(&self, key: &str, message: T) -> Result<(), Full> {
        // Held throughout, so that all readers see one order.
        let mut readers = lock(&self.readers);
        readers.retain(|reader| reader.strong_count() > 0);
        let inboxes: Vec<Arc<Inbox<T>>> = readers.iter().filter_map(Weak::upgrade).collect();
        if self.spec.when_full == WhenFull::Refuse {
            for inbox in &inboxes {
                let queue = lock(&inbox.queue);
                if queue.is_full() {
                    return Err(Full { topic: self.spec.name, waiting: queue.waiting() });
                }
            }
        }
        for inbox in inboxes {
            lock(&inbox.queue).push(key, message.clone());
            inbox.arrived.notify_one();
        }
        Ok(())
    }

    fn subscribe(&self) -> Box<dyn Reader<T>> {
        let queue = Mutex::new(Queue::new(self.spec.capacity));
        let inbox = Arc::new(Inbox { queue, arrived: Condvar::new() });
        lock(&self.readers).push(Arc::downgrade(&inbox));
        Box::new(LocalReader(inbox))
    }
}

struct LocalReader<T>(Arc<Inbox<T>>);

impl<T: Send> Reader<T> for LocalReader<T> {
    fn take(&mut self, max: usize, out: &mut Vec<T>) -> usize {
        let mut queue = lock(&self.0.queue);
        let before = out.len();
        while out.len() - before < max {
            let Some(message) = queue.pop() else { break };
            out.push(message);
        }
        out.len() - before
    }

    fn wait(&mut self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        let mut queue = lock(&self.0.queue);
        while queue.waiting() == 0 {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let woken = self.0.arrived.wait_timeout(queue, left);
            queue = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    fn waiting(&self) -> usize {
        lock(&self.0.queue).waiting()
    }

    fn shed(&self) -> u64 {
        lock(&self.0.queue).shed()
    }
}
