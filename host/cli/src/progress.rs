//! Progress bars on standard error, and Ctrl-C: work is told to stop, finishes its step and leaves nothing half-written.

use craftstrat_data::{Progress, Unit};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Draws one bar at a time.
pub struct Bars {
    quiet: bool,
    stop: Arc<AtomicBool>,
    bar: Mutex<ProgressBar>,
}

impl Bars {
    /// Bars on standard error, unless `quiet` or it is no terminal. Installs the Ctrl-C handler: the first one asks the
    /// work to stop, the second ends the process.
    ///
    /// # Errors
    /// When the handler cannot be installed.
    pub fn new(quiet: bool) -> anyhow::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        ctrlc::set_handler(move || {
            if seen.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
            eprintln!("\nstopping (press Ctrl-C again to end at once)");
        })?;
        Ok(Self { quiet, stop, bar: Mutex::new(ProgressBar::hidden()) })
    }

    /// Set once Ctrl-C was pressed.
    pub fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    fn bar(&self) -> ProgressBar {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Progress for Bars {
    fn start(&self, stage: &str, unit: Unit, total: Option<u64>) {
        let position = match (unit, total) {
            (Unit::Bytes, Some(_)) => "{bytes}/{total_bytes} {bytes_per_sec}",
            (Unit::Bytes, None) => "{bytes} {bytes_per_sec}",
            (_, Some(_)) => "{pos}/{len}",
            (_, None) => "{pos}",
        };
        let template = match total {
            Some(_) => format!("{{prefix:<22}} {{bar:30}} {position} {{eta}} {{wide_msg}}"),
            None => format!("{{prefix:<22}} {{spinner}} {position} {{wide_msg}}"),
        };
        let bar = match total {
            Some(total) => ProgressBar::new(total),
            None => ProgressBar::new_spinner(),
        };
        if self.quiet {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        bar.set_prefix(stage.to_owned());
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = bar;
    }

    fn advance(&self, units: u64) {
        self.bar().inc(units);
    }

    fn message(&self, text: &str) {
        self.bar().set_message(text.to_owned());
    }

    fn finish(&self) {
        self.bar().finish_and_clear();
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
