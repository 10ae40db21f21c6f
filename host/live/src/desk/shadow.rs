//! A version that runs beside the one that trades: shown the same, asked the same, and compared.

use super::run::Run;
use super::{Desk, reject};
use crate::input::Version;
use crate::market::Markets;
use crate::said::{Said, What};
use crate::seats::{Answer, Code, Seats};
use craftstrat_engine::session::{Ask, Event, Question, Terms};
use craftstrat_model::{AccountReads, Decision, Fault};
use std::collections::BTreeMap;

/// Differences that are said one by one; further ones are counted.
const DIFFERENCES_SAID: u64 = 100;

/// The version beside.
pub(super) struct Shadow {
    pub version: Version,
    pub code: Code,
    /// Instances by the session's seats.
    pub seats: BTreeMap<u32, u32>,
    /// It knows what the trading version knew.
    pub warm: bool,
    /// Rows compared, and on how many it decided otherwise.
    pub rows: u64,
    pub differed: u64,
}

/// Whether everything `inner` reads is also read by `outer`.
fn covers(outer: AccountReads, inner: AccountReads) -> bool {
    let reads = |r: AccountReads| [r.position, r.orders, r.trades, r.cash, r.equity];
    reads(outer).into_iter().zip(reads(inner)).all(|(outer, inner)| outer || !inner)
}

impl Desk {
    /// Sets a version beside run `number`, going on from its state where that fits. `strict`: it must be able to judge from
    /// what the trading version is shown. The one that was beside it goes once the new one stands, and stays where that fails.
    pub(super) fn set_beside(
        &mut self,
        number: u32,
        version: &Version,
        strict: bool,
        said: &mut Vec<Said>,
    ) -> bool {
        let code = match self.code(version) {
            Ok(code) => code,
            Err(error) => {
                reject(said, number, error.to_string());
                return false;
            }
        };
        let description = code.description().clone();
        if let Err(error) = Terms::of(&description, &version.parameters) {
            reject(said, number, error.to_string());
            return false;
        }
        let Some(run) = self.runs.get_mut(number) else { return false };
        if strict && !covers(run.session.terms().reads, description.account) {
            let reason = "the version reads account values that the running one does not, so nothing can be \
                          compared: change to it directly";
            reject(said, number, reason.to_owned());
            return false;
        }
        self.seats.make_room(code.places().saturating_mul(run.seats.len() as u32), &self.executor);
        match migrate(run, &mut self.seats, &self.markets, &code) {
            Ok((seats, cold)) => {
                drop_shadow(run, &mut self.seats);
                let warm = cold.is_none();
                let component = version.component.clone();
                run.shadow =
                    Some(Shadow { version: version.clone(), code, seats, warm, rows: 0, differed: 0 });
                said.push(Said { run: number, what: What::Shadowing { component, cold } });
                true
            }
            Err(fault) => {
                reject(said, number, format!("the version cannot be set beside: {fault}"));
                false
            }
        }
    }

    /// The version beside takes over; the one that traded stays beside, where it can be shown what it reads.
    pub(super) fn swap(&mut self, number: u32, said: &mut Vec<Said>) -> Result<(), super::DeskError> {
        let passed = self.passed();
        let Some(run) = self.runs.touch(number) else { return Ok(()) };
        let Some(mut shadow) = run.shadow.take() else {
            reject(said, number, "no version runs beside it".to_owned());
            return Ok(());
        };
        let description = shadow.code.description();
        let terms = match Terms::of(description, &shadow.version.parameters) {
            Ok(terms) => terms,
            Err(error) => {
                run.shadow = Some(shadow);
                reject(said, number, error.to_string());
                return Ok(());
            }
        };
        let warm = shadow.warm || shadow.rows >= u64::from(terms.warm_up_rows);
        let old_reads = run.session.terms().reads;
        std::mem::swap(&mut run.code, &mut shadow.code);
        std::mem::swap(&mut run.seats, &mut shadow.seats);
        std::mem::swap(&mut run.spec.version, &mut shadow.version);
        (shadow.warm, shadow.rows, shadow.differed) = (true, 0, 0);
        run.tell(number, passed, Event::Replace { terms, warm })?;
        let component = run.version().component.clone();
        said.push(Said { run: number, what: What::Swapped { component, warm } });
        run.shadow = Some(shadow);
        if !covers(terms.reads, old_reads) {
            drop_shadow(run, &mut self.seats);
            said.push(Said { run: number, what: What::Discarded });
        }
        Ok(())
    }
}

/// Gives up the version beside a run.
pub(super) fn drop_shadow(run: &mut Run, seats: &mut Seats) -> bool {
    let Some(shadow) = run.shadow.take() else { return false };
    for seat in shadow.seats.into_values() {
        seats.leave(Some(seat));
    }
    true
}

/// Instances of new code for every seat of a run, and why they had to start afresh, if they had to.
fn migrate(
    run: &Run,
    seats: &mut Seats,
    markets: &Markets,
    code: &Code,
) -> Result<(BTreeMap<u32, u32>, Option<String>), Fault> {
    let mut states = Vec::new();
    for (place, seat) in &run.seats {
        if let Some(state) = seats.state(*seat) {
            states.push((*place, state?));
        }
    }
    let mut made = BTreeMap::new();
    let mut cold = None;
    for (place, state) in &states {
        match code.restored(state)? {
            Ok(instance) => {
                made.insert(*place, instance);
            }
            Err(reason) => cold = Some(reason),
        }
    }
    if cold.is_some() {
        // All start afresh: a strategy that remembers one series and not another is neither the old nor the new one.
        made.clear();
        for (id, place) in run.session.seated() {
            if let Some(followed) = markets.get(id) {
                let mut fresh = code.fresh()?;
                fresh.begin_slot(&followed.market, false)?;
                made.insert(place, fresh);
            }
        }
    }
    let sit = |(place, instance)| (place, seats.seat(code, instance));
    Ok((made.into_iter().map(sit).collect(), cold))
}

/// Compares what was decided with what the version beside would have decided.
pub(super) fn compare(
    number: u32,
    run: &mut Run,
    seats: &mut Seats,
    markets: &Markets,
    questions: &[Question],
    answers: &[Answer],
    said: &mut Vec<Said>,
) {
    let Some(shadow) = &mut run.shadow else { return };
    let mut fault = None;
    for (question, live) in questions.iter().zip(answers) {
        let Ok(live) = live else { continue };
        let (at, muted) = match &question.ask {
            Ask::Row { row, muted, .. } => (row.at(), *muted),
            Ask::Begin(_) => continue,
        };
        let Some(seat) = shadow.seats.get(&question.seat) else { continue };
        match seats.answers().of(Some(*seat), muted) {
            Ok(other) => {
                shadow.rows += 1;
                if same(live, &other) {
                    continue;
                }
                shadow.differed += 1;
                if shadow.differed <= DIFFERENCES_SAID {
                    let symbol = markets.get(question.id).map(|f| f.market.slug.clone()).unwrap_or_default();
                    let what = What::Differed { at, symbol, live: live.clone(), shadow: other };
                    said.push(Said { run: number, what });
                }
            }
            Err(other) => fault = Some(other),
        }
    }
    if let Some(fault) = fault {
        drop_shadow(run, seats);
        said.push(Said { run: number, what: What::ShadowFaulted(fault) });
    }
}

/// Whether two versions decided the same; nodes are numbered by each version for itself.
fn same(a: &[Decision], b: &[Decision]) -> bool {
    let bits = |d: &Decision| {
        let price = d.price.map(f64::to_bits);
        (d.signal, d.outcome, d.size_mode, d.size.to_bits(), d.kelly_fraction.to_bits(), d.order_type, price)
    };
    a.iter().map(bits).eq(b.iter().map(bits))
}
