//! Limits over all runs together: what one run's gate sees of the others.

use super::Desk;
use super::retired::Retired;
use super::run::Run;
use craftstrat_engine::effect::Portfolio;
use craftstrat_engine::risk::Guard;
use craftstrat_engine::standing::Standing;
use craftstrat_model::Usdc;
use std::collections::BTreeMap;

/// Some runs together. To have all but one, that one is taken out.
pub(super) struct Together {
    guard: Guard,
    standing: Standing,
    /// Micros of a dollar.
    cash: i64,
    /// Micros of a dollar tied up, by market.
    held: BTreeMap<String, i64>,
}

impl Together {
    /// Takes a run out; the portfolio's highest equity is then what comes out right with that one's.
    pub fn without(&mut self, run: &Run, peak: i64) {
        self.standing = self.standing.without(&run.session.standing());
        self.cash -= run.session.available().micros();
        for (symbol, exposure) in run.session.exposures() {
            if let Some(held) = self.held.get_mut(symbol) {
                *held -= exposure.micros();
            }
        }
        let own = run.session.standing().peak.micros();
        self.standing.peak = Usdc::from_micros(peak.saturating_sub(own));
    }

    /// Takes the runs that are over in: they have cash alone.
    fn with_retired(&mut self, retired: &Retired) {
        self.standing = self.standing.with(retired.standing());
        self.cash += retired.cash();
    }

    /// Takes a run in.
    pub fn with(&mut self, run: &Run) {
        self.standing = self.standing.with(&run.session.standing());
        self.cash += run.session.available().micros();
        for (symbol, exposure) in run.session.exposures() {
            match self.held.get_mut(symbol) {
                Some(held) => *held += exposure.micros(),
                None => {
                    self.held.insert(symbol.to_owned(), exposure.micros());
                }
            }
        }
    }
}

impl Portfolio for Together {
    fn guard(&self) -> &Guard {
        &self.guard
    }

    fn others(&self) -> Standing {
        self.standing
    }

    fn others_cash(&self) -> Usdc {
        Usdc::from_micros(self.cash)
    }

    fn others_in(&self, slug: &str) -> Usdc {
        Usdc::from_micros(self.held.get(slug).copied().unwrap_or(0))
    }
}

impl Desk {
    /// All runs.
    pub(super) fn together(&self) -> Together {
        let (guard, standing) = (self.guard, Standing::default());
        let mut together = Together { guard, standing, cash: 0, held: BTreeMap::new() };
        self.runs.at_work().for_each(|(_, run)| together.with(run));
        together.with_retired(self.runs.retired());
        together
    }

    /// Equity of all runs together, in micros of a dollar.
    pub(super) fn equity(&self) -> i64 {
        let at_work = self.runs.at_work().map(|(_, run)| run.session.standing().equity.micros());
        at_work.sum::<i64>() + self.runs.retired().standing().equity.micros()
    }

    pub(super) fn mark_peak(&mut self) {
        if !self.guard.is_off() {
            self.visited += self.runs.working() as u64;
            self.peak = self.peak.max(self.equity());
        }
    }
}
