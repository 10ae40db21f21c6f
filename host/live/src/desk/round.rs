//! Questions and answers: every instance that is asked is asked once, all at the same time, then sessions go on in turn.

use super::run::Run;
use super::shadow::compare;
use super::{Desk, DeskError};
use crate::market::Markets;
use crate::said::{Said, What};
use crate::seats::{Answer, Answers, Seats};
use craftstrat_engine::session::{Ask, Event, Output, Question};
use craftstrat_model::{Market, Muted};
use std::collections::BTreeMap;
use std::sync::Arc;

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
            self.answer(&waiting, said)?;
        }
    }

    /// Says what happened, and hands the questions to the instances. Returns the runs that asked.
    fn listen(&mut self, said: &mut Vec<Said>) -> Vec<u32> {
        let (mut waiting, mut over) = (Vec::new(), Vec::new());
        let mut markets: BTreeMap<u32, Arc<Market>> = BTreeMap::new();
        for number in self.runs.take_touched() {
            let Some(run) = self.runs.get_mut(number) else { continue };
            for output in std::mem::take(&mut run.out) {
                if let Some(overheard) = &mut self.overheard {
                    overheard.push((number, output.clone()));
                }
                match output {
                    Output::Ask(question) => {
                        if let Some(followed) = self.markets.get(question.id) {
                            let of = markets
                                .entry(question.id)
                                .or_insert_with(|| Arc::new(followed.market.clone()));
                            put(run, &mut self.seats, &question, of);
                        }
                        run.questions.push(question);
                    }
                    Output::Retire(seat) => {
                        self.seats.leave(run.seats.remove(&seat));
                        if let Some(shadow) = &mut run.shadow {
                            self.seats.leave(shadow.seats.remove(&seat));
                        }
                    }
                    other => tell(number, run, other, said),
                }
            }
            if !run.questions.is_empty() {
                waiting.push(number);
            }
            if run.session.is_over() && !run.over {
                run.over = true;
                over.push(number);
                said.push(Said { run: number, what: What::Over });
            }
        }
        for number in over {
            self.let_go(number);
            self.runs.ends(number);
        }
        waiting
    }

    /// Lets every waiting session go on. With limits over all runs they go one after the other, each seeing what the ones
    /// before it did.
    fn answer(&mut self, waiting: &[u32], said: &mut Vec<Said>) -> Result<(), DeskError> {
        for number in waiting {
            let Some(run) = self.runs.touch(*number) else { continue };
            if run.shadow.is_some() {
                let questions = std::mem::take(&mut run.questions);
                let answers = answers(run, self.seats.answers(), &questions);
                compare(*number, run, &mut self.seats, &self.markets, &questions, &answers, said);
                run.questions = questions;
            }
        }
        let passed = self.passed();
        if self.guard.is_off() {
            let (seats, markets) = (self.seats.answers(), &self.markets);
            return self.runs.each(waiting, &self.executor, |number, run| {
                let answers = decided(run, seats, markets);
                run.tell(number, passed, Event::Answers(answers))
            });
        }
        self.visited += self.runs.working() as u64;
        let mut others = self.together();
        for number in waiting {
            let Some(run) = self.runs.get_mut(*number) else { continue };
            others.without(run, self.peak);
            let answers = decided(run, self.seats.answers(), &self.markets);
            let told = run.session.step(Event::Answers(answers), Some(&others), &mut run.out);
            told.map_err(|error| DeskError::Session { run: *number, error })?;
            others.with(run);
        }
        Ok(())
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

/// The answers to what a run asked. The start of a slot has no decisions.
fn answers(run: &Run, seats: &Answers, questions: &[Question]) -> Vec<Answer> {
    let answer = |question: &Question| {
        let seat = run.seats.get(&question.seat).copied();
        let muted = match &question.ask {
            Ask::Begin(_) => Muted::ALL,
            Ask::Row { muted, .. } => *muted,
        };
        seats.of(seat, muted)
    };
    questions.iter().map(answer).collect()
}

/// The answers to what a run asked, which it takes note of.
fn decided(run: &mut Run, seats: &Answers, markets: &Markets) -> Vec<Answer> {
    let questions = std::mem::take(&mut run.questions);
    let answers = answers(run, seats, &questions);
    for (question, answer) in questions.iter().zip(&answers) {
        if let (Ask::Row { row, .. }, Ok(decisions)) = (&question.ask, answer)
            && !decisions.is_empty()
        {
            let symbol = markets.get(question.id).map_or("", |followed| &followed.market.slug);
            run.signals(row.at(), symbol, decisions);
        }
    }
    answers
}

/// Says what happened in a session.
fn tell(number: u32, run: &mut Run, output: Output, said: &mut Vec<Said>) {
    let what = match output {
        Output::Booked { market, effect } => {
            run.last_denial.remove(&market);
            What::Booked { market, effect }
        }
        Output::Refused { at, market, decision, denial } => {
            let times = run.refused(at, market, &denial);
            if times == 0 {
                return;
            }
            let (code, detail) = (denial.code().to_owned(), denial.to_string());
            What::Denied { at, market, decision, code, detail, times }
        }
        Output::Done { market, of, run: record } => {
            run.last_denial.remove(&market);
            What::Settled { market, of, run: record }
        }
        Output::Ask(_) | Output::Retire(_) | Output::Dropped { .. } => return,
    };
    said.push(Said { run: number, what });
}
