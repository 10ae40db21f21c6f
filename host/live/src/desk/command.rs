//! What people ask of a desk.

use super::run::{Passed, Run};
use super::shadow::drop_shadow;
use super::{Desk, DeskError, reject};
use crate::input::{Command, Spec};
use crate::said::{Said, What};
use craftstrat_engine::session::{Event, Session, Terms};

impl Desk {
    /// Carries a command out, or says why not.
    pub(super) fn command(&mut self, command: &Command, said: &mut Vec<Said>) -> Result<(), DeskError> {
        match command {
            Command::Start { run, spec } => return self.start(run, spec, said),
            Command::Kill { run: None, on } => {
                self.killed = *on;
                for number in self.runs.numbers() {
                    self.runs.tell(number, self.passed(), Event::Kill { all: true, on: *on })?;
                }
                said.push(Said { run: 0, what: What::Kill { on: *on } });
                return self.rounds(said);
            }
            Command::Limit(guard) => {
                self.guard = *guard;
                self.peak = self.equity();
                return Ok(());
            }
            Command::Stop { run }
            | Command::Shadow { run, .. }
            | Command::Swap { run }
            | Command::Discard { run }
            | Command::Change { run, .. }
            | Command::Kill { run: Some(run), .. } => {
                let Some(number) = self.number(run) else {
                    reject(said, 0, format!("no strategy runs as {run}"));
                    return Ok(());
                };
                self.command_to(number, command, said)?;
            }
        }
        self.rounds(said)
    }

    fn command_to(&mut self, number: u32, command: &Command, said: &mut Vec<Said>) -> Result<(), DeskError> {
        let passed = self.passed();
        let Some(run) = self.runs.touch(number) else { return Ok(()) };
        match command {
            Command::Stop { .. } => {
                drop_shadow(run, &mut self.seats);
                run.tell(number, passed, Event::Stop)?;
                said.push(Said { run: number, what: What::Stopped });
            }
            Command::Kill { on, .. } => {
                run.tell(number, passed, Event::Kill { all: false, on: *on })?;
                said.push(Said { run: number, what: What::Kill { on: *on } });
            }
            Command::Discard { .. } => {
                if drop_shadow(run, &mut self.seats) {
                    said.push(Said { run: number, what: What::Discarded });
                } else {
                    reject(said, number, "no version runs beside it".to_owned());
                }
            }
            Command::Swap { .. } => self.swap(number, said)?,
            Command::Shadow { version, .. } => {
                self.set_beside(number, version, true, said);
            }
            Command::Change { version, .. } => {
                if self.set_beside(number, version, false, said) {
                    self.swap(number, said)?;
                }
            }
            Command::Start { .. } | Command::Limit(_) => {}
        }
        Ok(())
    }

    /// The run of that name that is not over.
    fn number(&self, name: &str) -> Option<u32> {
        self.runs.number(name).filter(|number| self.runs.get(*number).is_some_and(|run| !run.over))
    }

    fn start(&mut self, name: &str, spec: &Spec, said: &mut Vec<Said>) -> Result<(), DeskError> {
        if self.number(name).is_some() {
            reject(said, 0, format!("a strategy runs as {name} already"));
            return Ok(());
        }
        let code = match self.code(&spec.version) {
            Ok(code) => code,
            Err(error) => {
                reject(said, 0, error.to_string());
                return Ok(());
            }
        };
        let session = Terms::of(code.description(), &spec.version.parameters)
            .and_then(|terms| Session::new(spec.settings.clone(), terms));
        let session = match session {
            Ok(session) => session,
            Err(error) => {
                reject(said, 0, error.to_string());
                return Ok(());
            }
        };
        let mut run = Run::new(name.to_owned(), spec.clone(), code, session);
        // What happened before it was there is not its concern.
        let passed = Passed { to: self.now, clock: self.now };
        let number = self.runs.len() as u32 + 1;
        run.catch_up(number, passed)?;
        let number = self.take_on(run);
        said.push(Said { run: number, what: What::Started { name: name.to_owned() } });
        if self.killed {
            self.runs.tell(number, passed, Event::Kill { all: true, on: true })?;
        }
        let follows = |series| spec.series.contains(series);
        let open: Vec<u32> = self
            .markets
            .iter()
            .filter(|(_, f)| f.market.end > self.now && follows(&f.market.series))
            .map(|(id, _)| id)
            .collect();
        for id in open {
            self.tell_open(number, id, said)?;
            let resolved = self.markets.get(id).and_then(|followed| followed.resolved);
            if let Some((winner, source)) = resolved {
                self.runs.tell(number, passed, Event::Resolved { id, winner, source })?;
            }
        }
        self.rounds(said)
    }
}
