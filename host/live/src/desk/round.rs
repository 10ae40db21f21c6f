//! Questions and answers: every instance that is asked is asked once, all at the same time, then sessions go on in turn.

use super::run::Run;
use super::{Desk, DeskError};
use crate::market::Markets;
use crate::said::{Said, What};
use crate::seats::{Answer, Seats};
use craftstrat_engine::effect::Portfolio;
use craftstrat_engine::risk::Guard;
use craftstrat_engine::session::{Ask, Event, Output, Question};
use craftstrat_engine::standing::Standing;
use craftstrat_model::{Market, Muted, Usdc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fewer runs are told one after the other: waking threads takes longer.
const RUNS_WORTH_THREADS: usize = 32;

/// What one session asked, while it waits.
struct Waiting {
    run: u32,
    questions: Vec<Question>,
}

impl Desk {
    /// Handles what sessions said, and answers what they ask until nothing is asked any more.
    pub(super) fn rounds(&mut self, said: &mut Vec<Said>) -> Result<(), DeskError> {
        loop {
            let waiting = self.listen(said);
            if waiting.is_empty() {
                self.mark_peak();
                return Ok(());
            }
            self.seats.work(&self.executor);
            self.answer(waiting, said)?;
        }
    }

    /// Says what happened, and hands the questions to the instances.
    fn listen(&mut self, said: &mut Vec<Said>) -> Vec<Waiting> {
        let mut waiting = Vec::new();
        let mut markets: BTreeMap<u32, Arc<Market>> = BTreeMap::new();
        for (number, run) in &mut self.runs {
            let mut questions = Vec::new();
            for output in std::mem::take(&mut run.out) {
                if let Some(overheard) = &mut self.overheard {
                    overheard.push((*number, output.clone()));
                }
                match output {
                    Output::Ask(question) => {
                        if let Some(followed) = self.markets.get(question.id) {
                            let of = markets
                                .entry(question.id)
                                .or_insert_with(|| Arc::new(followed.market.clone()));
                            put(run, &mut self.seats, &question, of);
                        }
                        questions.push(question);
                    }
                    Output::Retire(seat) => {
                        self.seats.leave(run.seats.remove(&seat));
                        if let Some(shadow) = &mut run.shadow {
                            self.seats.leave(shadow.seats.remove(&seat));
                        }
                    }
                    other => tell(*number, run, other, said),
                }
            }
            if !questions.is_empty() {
                waiting.push(Waiting { run: *number, questions });
            }
            if run.session.is_over() && !run.over {
                run.over = true;
                said.push(Said { run: *number, what: What::Over });
            }
        }
        waiting
    }

    /// Lets every waiting session go on. With limits over all runs they go one after the other, each seeing what the ones
    /// before it did.
    fn answer(&mut self, waiting: Vec<Waiting>, said: &mut Vec<Said>) -> Result<(), DeskError> {
        let mut ready: BTreeMap<u32, Vec<Answer>> = BTreeMap::new();
        for Waiting { run: number, questions } in waiting {
            let Some(run) = self.runs.get_mut(&number) else { continue };
            let answers: Vec<Answer> =
                questions.iter().map(|q| answer_of(run, &self.seats, &self.markets, q)).collect();
            super::shadow::compare(number, run, &mut self.seats, &self.markets, &questions, &answers, said);
            ready.insert(number, answers);
        }
        if self.guard.is_off() {
            return self.each_run(|number, run| match ready.get(&number) {
                Some(answers) => run.tell(number, Event::Answers(answers.clone())),
                None => Ok(()),
            });
        }
        for (number, answers) in ready {
            let others = self.others(number);
            let Some(run) = self.runs.get_mut(&number) else { continue };
            let told = run.session.step(Event::Answers(answers), Some(&others), &mut run.out);
            told.map_err(|error| DeskError::Session { run: number, error })?;
        }
        Ok(())
    }

    /// Does something with every run, on many threads where that pays. Runs do not see each other, so the order is no matter.
    pub(super) fn each_run(
        &mut self,
        act: impl Fn(u32, &mut Run) -> Result<(), DeskError> + Sync,
    ) -> Result<(), DeskError> {
        if self.runs.len() < RUNS_WORTH_THREADS {
            return self.runs.iter_mut().try_for_each(|(number, run)| act(*number, run));
        }
        let runs: Vec<(&u32, &mut Run)> = self.runs.iter_mut().collect();
        self.executor.apply(runs, &|(number, run)| act(*number, run)).into_iter().collect()
    }

    /// All runs but one, for its gate.
    fn others(&self, but: u32) -> Others {
        let mut standing = Standing::default();
        let (mut cash, mut held) = (0_i64, BTreeMap::<String, i64>::new());
        for (_, run) in self.runs.iter().filter(|(number, _)| **number != but) {
            standing = standing.with(&run.session.standing());
            cash += run.session.available().micros();
            for id in run.session.open_markets() {
                if let Some(followed) = self.markets.get(id) {
                    let exposure = run.session.exposure_in(id).micros();
                    *held.entry(followed.market.slug.clone()).or_default() += exposure;
                }
            }
        }
        let own = self.runs.get(&but).map_or(0, |run| run.session.standing().peak.micros());
        standing.peak = Usdc::from_micros(self.peak - own);
        Others { guard: self.guard, standing, cash: Usdc::from_micros(cash), held }
    }

    /// Equity of all runs together, in micros of a dollar.
    pub(super) fn equity(&self) -> i64 {
        self.runs.values().map(|run| run.session.standing().equity.micros()).sum()
    }

    fn mark_peak(&mut self) {
        if !self.guard.is_off() {
            self.peak = self.peak.max(self.equity());
        }
    }
}

/// The rest of the portfolio as one run's gate sees it.
struct Others {
    guard: Guard,
    standing: Standing,
    cash: Usdc,
    held: BTreeMap<String, i64>,
}

impl Portfolio for Others {
    fn guard(&self) -> &Guard {
        &self.guard
    }

    fn others(&self) -> Standing {
        self.standing
    }

    fn others_cash(&self) -> Usdc {
        self.cash
    }

    fn others_in(&self, slug: &str) -> Usdc {
        Usdc::from_micros(self.held.get(slug).copied().unwrap_or(0))
    }
}

/// Hands a question to the instance it is for, and to the version beside it.
fn put(run: &mut Run, seats: &mut Seats, question: &Question, of: &Arc<Market>) {
    match &question.ask {
        Ask::Begin(begin) => {
            let seat = run.seats.get(&question.seat).copied();
            let seat = seats.begin(&run.code, seat, question.id, of, *begin);
            run.seats.insert(question.seat, seat);
            if let Some(shadow) = &mut run.shadow {
                let seat = shadow.seats.get(&question.seat).copied();
                let seat = seats.begin(&shadow.code, seat, question.id, of, *begin);
                shadow.seats.insert(question.seat, seat);
            }
        }
        Ask::Row { row, view, muted } => {
            run.asked += 1;
            if let Some(seat) = run.seats.get(&question.seat) {
                seats.look(*seat, question.id, row, *view, *muted);
            }
            if let Some(seat) = run.shadow.as_ref().and_then(|s| s.seats.get(&question.seat)) {
                seats.look(*seat, question.id, row, *view, *muted);
            }
        }
    }
}

/// The answer to a question. The start of a slot has no decisions.
fn answer_of(run: &mut Run, seats: &Seats, markets: &Markets, question: &Question) -> Answer {
    let seat = run.seats.get(&question.seat).copied();
    match &question.ask {
        Ask::Begin(_) => seats.answer(seat, Muted::ALL),
        Ask::Row { row, muted, .. } => {
            let answer = seats.answer(seat, *muted);
            if let Ok(decisions) = &answer
                && !decisions.is_empty()
            {
                let symbol = markets.get(question.id).map_or("", |followed| &followed.market.slug);
                run.signals(row.at(), symbol, decisions);
            }
            answer
        }
    }
}

/// Says what happened in a session.
fn tell(number: u32, run: &mut Run, output: Output, said: &mut Vec<Said>) {
    let what = match output {
        Output::Booked { market, effect } => {
            run.last_denial.remove(&market);
            What::Booked { market, effect }
        }
        Output::Refused { at, market, decision, denial } => {
            if !run.is_refused(at, market, &denial) {
                return;
            }
            let (code, detail) = (denial.code().to_owned(), denial.to_string());
            What::Denied { at, market, decision, code, detail }
        }
        Output::Done { market, of, run: record } => {
            run.last_denial.remove(&market);
            What::Settled { market, of, run: record }
        }
        Output::Ask(_) | Output::Retire(_) | Output::Dropped { .. } => return,
    };
    said.push(Said { run: number, what });
}
