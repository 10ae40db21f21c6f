//! The pump: a thread that turns what the feed gives out into what the desk is told.

use crate::desk::DeskThread;
use crate::figures::Gathered;
use crate::following::{Chosen, Following};
use crate::translate::Translator;
use craftstrat_feed::instants::{InstantReader, Instants};
use craftstrat_feed::shell::Clock;
use craftstrat_live::{Input, Told};
use craftstrat_model::TimeMs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Longest wait before it looks whether it should end.
const LOOK: Duration = Duration::from_millis(100);

/// Inputs sent at once: a record stays small even after a long wait.
const TOGETHER_MAX: usize = 2_048;

const RUN: u8 = 0;
const DRAIN: u8 = 1;
const END: u8 = 2;

/// What became of inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sent {
    /// The desk has them.
    Taken,
    /// The desk has ended.
    Ended,
    /// There was no room on the disk until the pump was told to end.
    Stopped,
}

/// What the pump works with.
pub(crate) struct Pump {
    pub reader: InstantReader,
    pub translator: Translator,
    pub clock: Clock,
    pub following: Arc<Following>,
    pub gathered: Arc<Gathered>,
    pub desk: Arc<DeskThread>,
    pub sender: SyncSender<Told>,
}

/// The pump's thread.
#[derive(Debug)]
pub(crate) struct PumpThread {
    thread: JoinHandle<()>,
    stop: Arc<AtomicU8>,
}

impl PumpThread {
    pub fn start(pump: Pump) -> std::io::Result<Self> {
        let stop = Arc::new(AtomicU8::new(RUN));
        let told = Arc::clone(&stop);
        let thread = std::thread::Builder::new().name("pump".to_owned()).spawn(move || pump.run(&told))?;
        Ok(Self { thread, stop })
    }

    /// Lets it hand over what was given out until now, or with `drain` off nothing more. Blocks until it has ended.
    pub fn finish(self, drain: bool) {
        self.stop.store(if drain { DRAIN } else { END }, Ordering::Release);
        if self.thread.join().is_err() {
            tracing::error!("the pump's thread is gone");
        }
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        // Nobody waits for the thread before the end, and the desk cannot tell a pump that is gone from a quiet market.
        if std::thread::panicking() {
            self.desk.unfed("the pump stopped: its thread panicked".to_owned());
        }
    }
}

impl Pump {
    fn run(mut self, stop: &AtomicU8) {
        loop {
            // Read before the mark is, so that everything published before it changed is taken.
            let told = stop.load(Ordering::Acquire);
            if told == END {
                return;
            }
            if self.desk.is_full() {
                // What the feed gives out waits where it sheds the oldest, as for a desk that is slow.
                if told == DRAIN {
                    return;
                }
                std::thread::sleep(LOOK);
                continue;
            }
            let limit = if told == DRAIN { Duration::ZERO } else { LOOK };
            let taken = self.reader.next(limit);
            match taken.map_or(Sent::Taken, |instants| self.hand_over(&instants, stop)) {
                Sent::Taken => {}
                Sent::Ended => {
                    self.desk.ended();
                    return;
                }
                Sent::Stopped => return,
            }
            self.gathered.shed.store(self.reader.shed(), Ordering::Relaxed);
            if told == DRAIN {
                return;
            }
        }
    }

    /// Hands instants to the desk. Waits while the desk is busy; what piles up meanwhile is taken together.
    fn hand_over(&mut self, instants: &Instants, stop: &AtomicU8) -> Sent {
        let clock = TimeMs(self.clock.now_us().div_euclid(1_000));
        let following = Arc::clone(&self.following);
        let mut chosen = following.choosing();
        let traded = following.traded();
        let translated = self.translator.translate(instants, clock, |series| traded.contains(series));
        *chosen = Some(Chosen { to: instants.to, clock });
        if translated.inputs.is_empty() {
            return Sent::Taken;
        }
        let (to, rows) = (instants.to, translated.rows);
        tracing::debug!(to_ms = to.0, rows, inputs = translated.inputs.len(), "instants go to the desk");
        self.gathered.handed(to, instants.given, translated.received_us);
        self.gathered.rows.fetch_add(rows, Ordering::Relaxed);
        for inputs in pieces(translated.inputs) {
            match self.send(inputs, stop) {
                Sent::Taken => {}
                other => return other,
            }
        }
        Sent::Taken
    }

    /// Sends inputs, and waits until the desk can take them; while there is no room on the disk no longer than it may.
    fn send(&self, inputs: Vec<Input>, stop: &AtomicU8) -> Sent {
        let mut told = Told::Inputs(inputs);
        loop {
            told = match self.sender.try_send(told) {
                Ok(()) => return Sent::Taken,
                Err(TrySendError::Disconnected(_)) => return Sent::Ended,
                Err(TrySendError::Full(told)) => told,
            };
            if !self.desk.is_full() {
                let sent = self.sender.send(told);
                return if sent.is_ok() { Sent::Taken } else { Sent::Ended };
            }
            if stop.load(Ordering::Acquire) != RUN {
                return Sent::Stopped;
            }
            std::thread::sleep(LOOK);
        }
    }
}

/// The same in pieces of at most [`TOGETHER_MAX`].
fn pieces(mut inputs: Vec<Input>) -> Vec<Vec<Input>> {
    let mut pieces = Vec::new();
    while inputs.len() > TOGETHER_MAX {
        let rest = inputs.split_off(TOGETHER_MAX);
        pieces.push(std::mem::replace(&mut inputs, rest));
    }
    pieces.push(inputs);
    pieces
}
