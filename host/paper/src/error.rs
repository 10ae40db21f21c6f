//! How paper trading ends, well or badly.

use craftstrat_feed::record::Recorded;
use craftstrat_feed::session::SessionError;
use craftstrat_feed::shell::{Report, ShellError};
use craftstrat_live::{JournalError, LibraryError, ServiceError};
use craftstrat_model::TimeMs;
use craftstrat_runtime::ExecutorError;

/// Why paper trading cannot begin, or did not end well.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The folder of components cannot be used.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The log cannot be used, or does not replay.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The feed could not begin, or had to end.
    #[error(transparent)]
    Feed(#[from] ShellError),
    /// Rows could not be kept.
    #[error(transparent)]
    Recorder(#[from] SessionError),
    /// The desk ended before it was told to.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// No threads for strategies.
    #[error(transparent)]
    Executor(#[from] ExecutorError),
    /// The log goes further than the venue's clock.
    #[error(
        "the log goes to {log}, but it is {venue} at the venue: start the simulated venue at a later time, or use another \
         data folder"
    )]
    ClockBehind {
        /// The last instant of the log.
        log: TimeMs,
        /// The venue's time.
        venue: TimeMs,
    },
    /// The system gives no thread, or one of them ended in the middle.
    #[error("cannot run the thread `{name}`: {source}")]
    Thread {
        /// The thread's name.
        name: &'static str,
        /// Why.
        source: std::io::Error,
    },
    /// Something failed while it ran; see [`crate::Paper::failure`].
    #[error("{0}")]
    Failed(String),
}

/// What there was when everything had ended.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// Records on the disk.
    pub records: u64,
    /// What the feed counted; nothing without a venue.
    pub report: Report,
    /// What was recorded; nothing without a venue.
    pub recorded: Recorded,
}
