//! Runs that are over, together: what limits over all runs, and figures, still count of them.
//!
//! A run that is over has cash and nothing else. Of how it stands only one thing changes: what a day and a week began with,
//! which from the next day or week on is what it has. So one sum stands for all of them, however many there are.

use super::run::Run;
use craftstrat_engine::standing::{Standing, week};
use craftstrat_model::TimeMs;

/// The sum. See the module.
pub(super) struct Retired {
    standing: Standing,
    /// Micros of a dollar.
    cash: i64,
    asked: u64,
    /// The day and the week whose beginnings `standing` has.
    day: i64,
    week: i64,
}

impl Default for Retired {
    fn default() -> Self {
        Self { standing: Standing::default(), cash: 0, asked: 0, day: i64::MIN, week: i64::MIN }
    }
}

impl Retired {
    /// Whether nothing of how a run stands changes any more but with the day: it is over, and no entry of it counts in a rate.
    pub fn may_take(run: &Run) -> bool {
        run.over && run.session.standing().recent_entries == 0
    }

    /// Takes in a run that has caught up with everything until `now`.
    pub fn take(&mut self, run: &Run, now: TimeMs) {
        self.advance(now);
        self.standing = self.standing.with(&run.session.standing());
        self.cash += run.session.available().micros();
        self.asked += run.asked;
    }

    /// Time goes on to `now`.
    pub fn advance(&mut self, now: TimeMs) {
        if now.day() > self.day {
            (self.day, self.standing.day_open) = (now.day(), self.standing.equity);
        }
        if week(now) > self.week {
            (self.week, self.standing.week_open) = (week(now), self.standing.equity);
        }
    }

    /// How they stand.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Their cash, in micros of a dollar.
    pub fn cash(&self) -> i64 {
        self.cash
    }

    /// Rows on which their strategies were asked.
    pub fn asked(&self) -> u64 {
        self.asked
    }
}
