//! A journal on a thread of its own: ticks and commands come through a bounded channel, what happened goes to a listener.
//!
//! The caller of [`Service::send`] waits while the channel is full; shedding old ticks is the bus's affair, before this.

use crate::input::{Command, Input};
use crate::journal::{Journal, JournalError};
use crate::said::{Said, What};
use std::fmt;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Inputs that are taken as one record, at most.
const BATCH_MAX: usize = 4_096;

/// What a service is told.
pub enum Told {
    /// Inputs of the feed; a batch ends where an instant is complete.
    Inputs(Vec<Input>),
    /// A command, and where to say what came of it.
    Command(Box<Command>, SyncSender<Vec<Said>>),
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
        let name = std::thread::Builder::new().name("paper".to_owned());
        let thread = name.spawn(move || work(journal, &receiver, announce))?;
        Ok(Self { sender, thread })
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
    /// When the command is refused or the service has ended.
    pub fn command(&self, command: Command) -> Result<Vec<Said>, ServiceError> {
        let (reply, answer) = sync_channel(1);
        let told = Told::Command(Box::new(command), reply);
        self.sender.send(told).map_err(|_| ServiceError::Ended)?;
        let said = answer.recv().map_err(|_| ServiceError::Ended)?;
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
    /// When the journal failed, or the thread panicked.
    pub fn stop(self) -> Result<Journal, ServiceError> {
        drop(self.sender);
        match self.thread.join() {
            Ok(journal) => Ok(journal?),
            Err(_) => Err(ServiceError::Ended),
        }
    }
}

fn work(
    mut journal: Journal,
    receiver: &Receiver<Told>,
    mut announce: impl FnMut(&Journal, u64, &[Said]),
) -> Result<Journal, JournalError> {
    let mut commit = |journal: &mut Journal, inputs: Vec<Input>| {
        let said = journal.commit(inputs)?;
        announce(journal, journal.records(), &said);
        Ok::<_, JournalError>(said)
    };
    let mut batch = Vec::new();
    loop {
        // What has come by now is taken together: one write to the disk for all of it.
        let told = match receiver.try_recv() {
            Ok(told) => told,
            Err(_) if !batch.is_empty() => {
                commit(&mut journal, std::mem::take(&mut batch))?;
                continue;
            }
            Err(_) => match receiver.recv() {
                Ok(told) => told,
                Err(_) => return Ok(journal),
            },
        };
        match told {
            Told::Inputs(inputs) => {
                batch.extend(inputs);
                let complete = matches!(batch.last(), Some(Input::Until { .. }));
                if complete || batch.len() >= BATCH_MAX {
                    commit(&mut journal, std::mem::take(&mut batch))?;
                }
            }
            Told::Command(command, reply) => {
                if !batch.is_empty() {
                    commit(&mut journal, std::mem::take(&mut batch))?;
                }
                let said = commit(&mut journal, vec![Input::Command(*command)])?;
                // Nobody may wait any more: what happened has happened.
                let _ = reply.send(said);
            }
            Told::Ask(question) => question(&journal),
        }
    }
}
