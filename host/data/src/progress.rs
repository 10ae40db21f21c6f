//! How long work tells its caller where it is, without knowing about terminals.

/// What [`Progress::start`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of input.
    Bytes,
    /// Slots.
    Slots,
    /// Files.
    Files,
}

/// Receives progress. Shared between threads.
pub trait Progress: Sync {
    /// A stage of `total` units begins (`None`: not known); it replaces the stage before.
    fn start(&self, stage: &str, unit: Unit, total: Option<u64>);

    /// `units` more are done.
    fn advance(&self, units: u64);

    /// Something worth showing beside the bar, for example the current file.
    fn message(&self, text: &str);

    /// The current stage is done.
    fn finish(&self);

    /// Whether to stop: work then ends with [`crate::ImportError::Cancelled`] and leaves nothing half-written.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Shows nothing and never cancels.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _stage: &str, _unit: Unit, _total: Option<u64>) {}
    fn advance(&self, _units: u64) {}
    fn message(&self, _text: &str) {}
    fn finish(&self) {}
}
