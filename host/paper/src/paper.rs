//! Everything together: started, asked, stopped.

use crate::error::{Ended, PaperError};
use crate::figures::Figures;
use crate::settings::PaperSettings;
use craftstrat_feed::core::Health;
use craftstrat_live::{Command, Desk, Library, Recovered, Said, ServiceError};
use craftstrat_model::{Series, TimeMs};
use craftstrat_runtime::Runtime;
use std::sync::Arc;

/// A record that is on the disk.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Its number; the first is 1.
    pub record: u64,
    /// The last complete instant at the venue; before everything when there was none.
    pub at: TimeMs,
    /// What was said.
    pub said: &'a [Said],
}

/// Paper trading at work.
#[derive(Debug)]
pub struct Paper {
    recovered: Recovered,
    records: u64,
    library: Arc<Library>,
}

impl Paper {
    /// Opens the log, recovering what ran, and starts desk, feed, recorder and pump. Call it inside a tokio runtime.
    /// `heard` is called on the desk's thread for each record, after it is on the disk; it may block, which slows the desk,
    /// and must not panic.
    ///
    /// # Errors
    /// When the log, a component or the recorder's folder cannot be used, or no simulated venue answers.
    pub async fn start(
        settings: PaperSettings,
        runtime: Arc<Runtime>,
        heard: impl FnMut(&Heard<'_>) + Send + 'static,
    ) -> Result<Self, PaperError> {
        let _ = (settings, runtime, heard);
        unimplemented!()
    }

    /// How the log was found.
    pub fn recovered(&self) -> &Recovered {
        &self.recovered
    }

    /// Records on the disk when the log was opened.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// The components that may run. [`Library::add`] comes before a command that names one; it blocks.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// Carries a command out and says what came of it. Blocks until that is on the disk.
    ///
    /// # Errors
    /// When it is refused, or the desk has ended.
    pub fn command(&self, command: Command) -> Result<Vec<Said>, ServiceError> {
        let _ = command;
        unimplemented!()
    }

    /// Asks the desk something, between two records. Blocks until it is answered.
    ///
    /// # Errors
    /// When the desk has ended.
    pub fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let _ = question;
        unimplemented!()
    }

    /// Every source of the feed and how it is; none without a venue.
    pub fn sources(&self) -> Vec<Health> {
        unimplemented!()
    }

    /// The series that are followed now, in order.
    pub fn following(&self) -> Vec<Series> {
        unimplemented!()
    }

    /// What was counted.
    pub fn figures(&self) -> Figures {
        unimplemented!()
    }

    /// Why desk, feed or recorder ended before they were told to, where one did: a sentence.
    pub fn failure(&self) -> Option<String> {
        unimplemented!()
    }

    /// Ends feed, recorder and desk in this order. Everything that was given out is on the disk and recorded then.
    ///
    /// # Errors
    /// When one of them had failed.
    pub async fn stop(self) -> Result<Ended, PaperError> {
        unimplemented!()
    }
}
