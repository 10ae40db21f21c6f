//! Why ticks could not be imported, stored or read. Every message names the file and, where there is one, the remedy.

use std::io;
use std::path::{Path, PathBuf};

/// Why the tick store could not be opened, read or changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The operating system refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was being done: `read`, `create`...
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file in the store is damaged or not ours.
    #[error("{}: {detail}. {remedy}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
        /// What to do.
        remedy: String,
    },
    /// Another process is writing.
    #[error("another import is writing to {}: wait until it is done", .0.display())]
    Locked(PathBuf),
    /// A market that was asked for is not in the store.
    #[error("no ticks of {symbol} in {}: `craftstrat data ls` lists what there is", dir.display())]
    NoSuchMarket {
        /// The slug asked for.
        symbol: String,
        /// The store.
        dir: PathBuf,
    },
    /// Recorded and generated rows, or rows of two generator settings, meet in one slot.
    #[error(
        "{symbol} would mix {existing} rows in {} with {incoming} ones: use another --data-dir or other dates",
        path.display()
    )]
    Mixed {
        /// The slot.
        symbol: String,
        /// The file it is kept in.
        path: PathBuf,
        /// What the store holds.
        existing: &'static str,
        /// What was to be added.
        incoming: &'static str,
    },
}

/// Why an import failed. The store is then as it was before.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The operating system refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was being done: `read`, `create`...
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file as a whole cannot be used.
    #[error("{}: {detail}. {remedy}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
        /// What to do.
        remedy: String,
    },
    /// One record makes the file unusable.
    #[error("{}, row {row}: {detail}. {remedy}", path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// Row or line, counted from 1, as the format counts them.
        row: u64,
        /// What is wrong with it.
        detail: String,
        /// What to do.
        remedy: String,
    },
    /// A tool that was needed failed.
    #[error("{detail}. {remedy}")]
    Tool {
        /// What failed.
        detail: String,
        /// What to run or install.
        remedy: String,
    },
    /// The caller asked to stop.
    #[error("stopped: nothing was imported")]
    Cancelled,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ImportError {
    /// An operating-system error: `cannot <action> <path>`.
    pub fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }

    /// A file that cannot be used as a whole; both sentences without the final full stop of the first.
    pub fn file(path: &Path, detail: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::File { path: path.to_owned(), detail: detail.into(), remedy: remedy.into() }
    }

    /// A record that makes its file unusable.
    pub fn row(path: &Path, row: u64, detail: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Row { path: path.to_owned(), row, detail: detail.into(), remedy: remedy.into() }
    }
}

impl StoreError {
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }

    pub(crate) fn file(path: &Path, detail: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::File { path: path.to_owned(), detail: detail.into(), remedy: remedy.into() }
    }
}
