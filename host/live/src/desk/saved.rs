//! A desk on the disk, between two batches of inputs.

use super::run::{Refusal, Refused, Run, Signal};
use super::shadow::Shadow;
use super::{Desk, DeskError};
use crate::blob::Blob;
use crate::input::{Spec, Version};
use crate::library::Library;
use crate::market::Markets;
use crate::seats::{Code, SavedSeat};
use craftstrat_engine::risk::Guard;
use craftstrat_engine::session::Session;
use craftstrat_model::TimeMs;
use craftstrat_runtime::RayonExecutor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct SavedDesk<'a> {
    markets: Markets,
    runs: Vec<SavedRun>,
    seats_round: u64,
    seats: Vec<SavedSeat>,
    killed: bool,
    guard: Guard,
    peak: i64,
    now: TimeMs,
    /// Marks the end, so that a snapshot cut short is noticed.
    end: &'a str,
}

#[derive(Serialize, Deserialize)]
struct SavedRun {
    number: u32,
    name: String,
    spec: Spec,
    /// The session, in its own encoding.
    session: Blob,
    seats: BTreeMap<u32, u32>,
    shadow: Option<SavedShadow>,
    denials: BTreeMap<String, u64>,
    last_denial: BTreeMap<u32, Refused>,
    asked: u64,
    decided: u64,
    signal: Option<Signal>,
    refusal: Option<Refusal>,
    over: bool,
}

#[derive(Serialize, Deserialize)]
struct SavedShadow {
    version: Version,
    seats: BTreeMap<u32, u32>,
    warm: bool,
    rows: u64,
    differed: u64,
}

const END: &str = "end";

fn wrong(error: impl std::fmt::Display) -> DeskError {
    DeskError::Snapshot(error.to_string())
}

impl Desk {
    /// Whether no row waits for its instant, so that it can be saved.
    pub fn is_quiet(&self) -> bool {
        self.runs.at_work().all(|(_, run)| run.session.is_quiet())
    }

    /// Everything it knows, as bytes.
    ///
    /// # Errors
    /// When rows wait for their instant, or something cannot be written. After [`DeskError::Unsaved`] it must be rebuilt.
    pub fn save(&mut self) -> Result<Vec<u8>, DeskError> {
        if !self.is_quiet() {
            return Err(wrong("rows wait for their instant"));
        }
        let passed = self.passed();
        for number in self.runs.numbers() {
            if let Some(run) = self.runs.get_mut(number) {
                run.catch_up(number, passed)?;
            }
        }
        let (seats_round, seats) = self.seats.save().map_err(DeskError::Unsaved)?;
        let mut runs = Vec::with_capacity(self.runs.len());
        for (number, run) in self.runs.iter() {
            let shadow = run.shadow.as_ref().map(|shadow| SavedShadow {
                version: shadow.version.clone(),
                seats: shadow.seats.clone(),
                warm: shadow.warm,
                rows: shadow.rows,
                differed: shadow.differed,
            });
            runs.push(SavedRun {
                number,
                name: run.name.clone(),
                spec: run.spec.clone(),
                session: Blob(cbor4ii::serde::to_vec(Vec::new(), &run.session).map_err(wrong)?),
                seats: run.seats.clone(),
                shadow,
                denials: run.denials.clone(),
                last_denial: run.last_denial.clone(),
                asked: run.asked,
                decided: run.decided,
                signal: run.signal.clone(),
                refusal: run.refusal.clone(),
                over: run.over,
            });
        }
        let saved = SavedDesk {
            markets: self.markets.clone(),
            runs,
            seats_round,
            seats,
            killed: self.killed,
            guard: self.guard,
            peak: self.peak,
            now: self.now,
            end: END,
        };
        cbor4ii::serde::to_vec(Vec::new(), &saved).map_err(wrong)
    }

    /// The desk that was saved.
    ///
    /// # Errors
    /// When the bytes are no snapshot, or a component is not there or does not take back its state.
    pub fn restore(
        bytes: &[u8],
        library: Arc<Library>,
        executor: Arc<RayonExecutor>,
    ) -> Result<Self, DeskError> {
        let saved: SavedDesk<'_> = cbor4ii::serde::from_slice(bytes).map_err(wrong)?;
        if saved.end != END {
            return Err(wrong("it was cut short"));
        }
        let mut desk = Self::new(library, executor);
        desk.now = saved.now;
        let mut codes: BTreeMap<u32, Code> = BTreeMap::new();
        for saved in saved.runs {
            let wanted = saved.number;
            let code = desk.code(&saved.spec.version)?;
            let session: Session = cbor4ii::serde::from_slice(&saved.session.0).map_err(wrong)?;
            codes.extend(saved.seats.values().map(|seat| (*seat, code.clone())));
            let mut run = Run::new(saved.name, saved.spec, code, session);
            if let Some(shadow) = saved.shadow {
                let code = desk.code(&shadow.version)?;
                codes.extend(shadow.seats.values().map(|seat| (*seat, code.clone())));
                let SavedShadow { version, seats, warm, rows, differed } = shadow;
                run.shadow = Some(Shadow { version, code, seats, warm, rows, differed });
            }
            (run.seats, run.denials, run.last_denial) = (saved.seats, saved.denials, saved.last_denial);
            (run.asked, run.decided, run.over) = (saved.asked, saved.decided, saved.over);
            (run.signal, run.refusal) = (saved.signal, saved.refusal);
            run.goes_on(desk.now);
            let over = run.over;
            if desk.take_on(run) != wanted {
                return Err(wrong("a run is missing"));
            }
            if !over {
                desk.runs.touch_due(wanted, desk.now);
            }
        }
        // Everything was handled when it was saved, so nobody has to catch up here.
        desk.runs.retire(desk.passed())?;
        for seat in saved.seats {
            let code = codes.get(&seat.number).ok_or_else(|| wrong("an instance belongs to no run"))?;
            desk.seats.put_back(seat, code).map_err(wrong)?;
        }
        desk.seats.go_on_from(saved.seats_round);
        desk.markets = saved.markets;
        (desk.killed, desk.guard, desk.peak) = (saved.killed, saved.guard, saved.peak);
        Ok(desk)
    }
}
