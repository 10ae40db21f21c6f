//! A journal on a thread of its own: ticks and commands come through a bounded channel, what happened goes to a listener.
//!
//! The caller of [`Service::send`] waits while the channel is full; shedding old ticks is the bus's affair, before this.
//! While there is no room on the disk nothing is taken but questions: the record that found none waits, and is written as
//! soon as there is. Commands are refused meanwhile.

use crate::input::{Command, Input};
use crate::journal::{Journal, JournalError};
use crate::said::{Said, What};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Inputs that are taken as one record, at most.
const BATCH_MAX: usize = 4_096;

/// Time between two looks at whether there is room on the disk again.
const RETRY_EVERY: Duration = Duration::from_millis(500);

/// What came of a command.
pub type Answered = Result<Vec<Said>, ServiceError>;

/// What a service is told.
pub enum Told {
    /// Inputs of the feed; a batch ends where an instant is complete.
    Inputs(Vec<Input>),
    /// A command, and where to say what came of it.
    Command(Box<Command>, SyncSender<Answered>),
    /// A question to the desk, answered between two records: it sees what is on the disk, not what waits.
    Ask(Box<dyn FnOnce(&Journal) + Send>),
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inputs(inputs) => f.debug_tuple("Inputs").field(&inputs.len()).finish(),
            Self::Command(command, _) => f.debug_tuple("Command").field(command).finish(),
            Self::Ask(_) => f.write_str("Ask"),
        }
    }
}

/// Why a service does not answer.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// It ended.
    #[error("the paper trading service has ended")]
    Ended,
    /// There is no room on the disk: the command was not carried out.
    #[error(
        "there is no room on the disk for the event log: nothing trades and nothing can be changed until there is"
    )]
    Full,
    /// A command was refused.
    #[error("{0}")]
    Refused(String),
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// A journal at work.
#[derive(Debug)]
pub struct Service {
    sender: SyncSender<Told>,
    full: Arc<AtomicBool>,
    thread: JoinHandle<Result<Journal, JournalError>>,
}

impl Service {
    /// Starts a thread that owns the journal. `announce` hears what happened after it is on the disk, on that thread, with
    /// the record's number; the last complete instant is [`crate::Desk::now`] of its desk. `queue` is how many messages may
    /// wait.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        journal: Journal,
        queue: usize,
        announce: impl FnMut(&Journal, u64, &[Said]) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (sender, receiver) = sync_channel(queue);
        let full = Arc::new(AtomicBool::new(false));
        let worker = Worker { journal, receiver, announce, full: Arc::clone(&full), batch: Vec::new() };
        let name = std::thread::Builder::new().name("paper".to_owned());
        let thread = name.spawn(move || worker.work())?;
        Ok(Self { sender, full, thread })
    }

    /// Whether it waits for room on the disk; the flag changes with that.
    pub fn full(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.full)
    }

    /// Hands inputs over; waits while the queue is full.
    ///
    /// # Errors
    /// When the service has ended.
    pub fn send(&self, inputs: Vec<Input>) -> Result<(), ServiceError> {
        self.sender.send(Told::Inputs(inputs)).map_err(|_| ServiceError::Ended)
    }

    /// Carries a command out and says what came of it, once that is on the disk.
    ///
    /// # Errors
    /// When the command is refused, there is no room on the disk, or the service has ended.
    pub fn command(&self, command: Command) -> Result<Vec<Said>, ServiceError> {
        let (reply, answer) = sync_channel(1);
        let told = Told::Command(Box::new(command), reply);
        self.sender.send(told).map_err(|_| ServiceError::Ended)?;
        let said = answer.recv().map_err(|_| ServiceError::Ended)??;
        let refused = said.iter().find_map(|said| match &said.what {
            What::Rejected { reason } => Some(reason.clone()),
            _ => None,
        });
        refused.map_or(Ok(said), |reason| Err(ServiceError::Refused(reason)))
    }

    /// Puts a question to the desk and waits for the answer. It is asked between two records.
    ///
    /// # Errors
    /// When the service has ended.
    pub fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Journal) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let (reply, answer) = sync_channel(1);
        let ask = move |journal: &Journal| {
            // Nobody may wait any more.
            let _ = reply.send(question(journal));
        };
        self.sender.send(Told::Ask(Box::new(ask))).map_err(|_| ServiceError::Ended)?;
        answer.recv().map_err(|_| ServiceError::Ended)
    }

    /// A sender for others that feed it.
    pub fn sender(&self) -> SyncSender<Told> {
        self.sender.clone()
    }

    /// Waits until everything that was sent is done, and gives the journal back. Every other sender has to be gone.
    ///
    /// # Errors
    /// When the journal failed, what was sent found no room on the disk, or the thread panicked.
    pub fn stop(self) -> Result<Journal, ServiceError> {
        drop(self.sender);
        match self.thread.join() {
            Ok(journal) => Ok(journal?),
            Err(_) => Err(ServiceError::Ended),
        }
    }
}

/// The service's thread.
struct Worker<F> {
    journal: Journal,
    receiver: Receiver<Told>,
    announce: F,
    full: Arc<AtomicBool>,
    /// Inputs that are to be taken together.
    batch: Vec<Input>,
}

impl<F: FnMut(&Journal, u64, &[Said])> Worker<F> {
    fn work(mut self) -> Result<Journal, JournalError> {
        loop {
            // What has come by now is taken together: one write to the disk for all of it.
            let told = match self.receiver.try_recv() {
                Ok(told) => told,
                Err(TryRecvError::Empty | TryRecvError::Disconnected) if !self.batch.is_empty() => {
                    self.flush()?;
                    continue;
                }
                Err(_) => match self.receiver.recv() {
                    Ok(told) => told,
                    Err(_) => return Ok(self.journal),
                },
            };
            match told {
                Told::Inputs(inputs) => {
                    self.batch.extend(inputs);
                    let complete = matches!(self.batch.last(), Some(Input::Until { .. }));
                    if complete || self.batch.len() >= BATCH_MAX {
                        self.flush()?;
                    }
                }
                Told::Command(command, reply) => self.command(*command, &reply)?,
                Told::Ask(question) => question(&self.journal),
            }
        }
    }

    /// Takes what has come as one record, however long that has to wait for room.
    fn flush(&mut self) -> Result<(), JournalError> {
        let inputs = std::mem::take(&mut self.batch);
        if inputs.is_empty() || self.commit(inputs)?.is_some() { Ok(()) } else { self.wait_for_room() }
    }

    /// What follows from inputs; `None` when there is no room for it: then nothing has happened, and the inputs are held.
    fn commit(&mut self, inputs: Vec<Input>) -> Result<Option<Vec<Said>>, JournalError> {
        match self.journal.commit(inputs) {
            Ok(said) => {
                (self.announce)(&self.journal, self.journal.records(), &said);
                Ok(Some(said))
            }
            Err(error) if error.is_full() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whoever asked may not wait any more: what happened has happened.
    fn command(&mut self, command: Command, reply: &SyncSender<Answered>) -> Result<(), JournalError> {
        let inputs = std::mem::take(&mut self.batch);
        if !inputs.is_empty() && self.commit(inputs)?.is_none() {
            let _ = reply.send(Err(ServiceError::Full));
            return self.wait_for_room();
        }
        match self.commit(vec![Input::Command(command)])? {
            Some(said) => drop(reply.send(Ok(said))),
            None => {
                // Later it might not be wanted any more: it is for whoever asked to ask again.
                self.journal.give_up();
                let _ = reply.send(Err(ServiceError::Full));
            }
        }
        Ok(())
    }

    /// Writes the record that is held as soon as there is room. Until then questions are answered, commands are refused, and
    /// inputs wait: a few here, the others where they come from.
    fn wait_for_room(&mut self) -> Result<(), JournalError> {
        tracing::error!("there is no room on the disk for the event log: nothing trades until there is");
        self.full.store(true, Ordering::Release);
        let mut tried = Instant::now();
        let mut is_over = false;
        loop {
            let left = RETRY_EVERY.saturating_sub(tried.elapsed());
            if self.batch.len() >= BATCH_MAX {
                std::thread::sleep(left);
            } else {
                match self.receiver.recv_timeout(left) {
                    Ok(Told::Inputs(inputs)) => self.batch.extend(inputs),
                    Ok(Told::Command(_, reply)) => drop(reply.send(Err(ServiceError::Full))),
                    Ok(Told::Ask(question)) => question(&self.journal),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => is_over = true,
                }
            }
            if !is_over && tried.elapsed() < RETRY_EVERY {
                continue;
            }
            tried = Instant::now();
            match self.journal.retry() {
                Ok(said) => {
                    self.full.store(false, Ordering::Release);
                    tracing::warn!("there is room on the disk again: the desk goes on");
                    (self.announce)(&self.journal, self.journal.records(), &said);
                    return Ok(());
                }
                Err(error) if error.is_full() && !is_over => {}
                Err(error) => return Err(error),
            }
        }
    }
}
