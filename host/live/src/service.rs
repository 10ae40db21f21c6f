//! A journal on a thread of its own: ticks and commands come through a bounded channel, what happened goes to a listener.
//!
//! The caller of [`Service::send`] waits while the channel is full; shedding old ticks is the bus's affair, before this.

use crate::input::{Command, Input};
use crate::journal::{Journal, JournalError};
use crate::said::{Said, What};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Inputs that are taken as one record, at most.
const BATCH_MAX: usize = 4_096;

/// What a service is told.
#[derive(Debug)]
pub enum Told {
    /// Inputs of the feed; a batch ends where an instant is complete.
    Inputs(Vec<Input>),
    /// A command, and where to say what came of it.
    Command(Box<Command>, SyncSender<Vec<Said>>),
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
    /// Starts a thread that owns the journal. `announce` hears what happened after it is on the disk, on that thread.
    /// `queue` is how many messages may wait.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        journal: Journal,
        queue: usize,
        announce: impl FnMut(&Journal, &[Said]) + Send + 'static,
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
    mut announce: impl FnMut(&Journal, &[Said]),
) -> Result<Journal, JournalError> {
    let mut batch = Vec::new();
    loop {
        // What has come by now is taken together: one write to the disk for all of it.
        let told = match receiver.try_recv() {
            Ok(told) => told,
            Err(_) if !batch.is_empty() => {
                let said = journal.commit(std::mem::take(&mut batch))?;
                announce(&journal, &said);
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
                    let said = journal.commit(std::mem::take(&mut batch))?;
                    announce(&journal, &said);
                }
            }
            Told::Command(command, reply) => {
                if !batch.is_empty() {
                    let said = journal.commit(std::mem::take(&mut batch))?;
                    announce(&journal, &said);
                }
                let said = journal.commit(vec![Input::Command(*command)])?;
                announce(&journal, &said);
                // Nobody may wait any more: what happened has happened.
                let _ = reply.send(said);
            }
        }
    }
}
