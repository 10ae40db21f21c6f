//! Threads that hash passwords and do nothing else.
//!
//! Each hash takes 19 MiB. Where any thread might do it, the allocator keeps as much for each of them, for ever: some hundreds of
//! megabytes on a server many sign in to. Threads of their own use the same memory again and again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};
use tokio::sync::oneshot;

type Work = Box<dyn FnOnce() + Send>;

/// So many threads. They end once this is gone and what they were given is done.
#[derive(Debug)]
pub(super) struct Hashers(Mutex<Sender<Work>>);

impl Hashers {
    /// Starts them.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub fn start(count: usize) -> io::Result<Self> {
        let (sender, receiver) = channel::<Work>();
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..count {
            let receiver = Arc::clone(&receiver);
            thread::Builder::new().name("hasher".to_owned()).spawn(move || serve(&receiver))?;
        }
        Ok(Self(Mutex::new(sender)))
    }

    /// Has one of them do something; `None` when that ended in a panic.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        // Whoever asked may have gone away.
        let work: Work = Box::new(move || drop(answer.send(work())));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).send(work).ok()?;
        answered.await.ok()
    }
}

fn serve(receiver: &Mutex<Receiver<Work>>) {
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = next else { return };
        // The thread outlives what it does.
        let _ = catch_unwind(AssertUnwindSafe(work));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Hashers;

    #[tokio::test]
    async fn they_answer_and_go_on_after_a_panic() {
        let hashers = Hashers::start(1).unwrap();
        assert_eq!(hashers.run(|| 1 + 1).await, Some(2));
        let broken = hashers.run(|| assert!(hidden(), "broken")).await;
        assert_eq!(broken, None);
        assert_eq!(hashers.run(|| 3).await, Some(3));
    }

    fn hidden() -> bool {
        std::env::args().count() == 0
    }

    #[tokio::test]
    async fn only_their_threads_do_it() {
        let hashers = Hashers::start(2).unwrap();
        for _ in 0..20 {
            let name = hashers.run(|| std::thread::current().name().map(str::to_owned)).await.unwrap();
            assert_eq!(name.as_deref(), Some("hasher"));
        }
    }
}
