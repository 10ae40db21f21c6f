//! Many instances on many rows at once. A faulting instance is parked with its reason; the rest never notice.

use crate::executor::RayonExecutor;
use craftstrat_model::{AccountView, Decision, Fault, Muted, Strategy};

/// An instance, or why it no longer runs.
pub struct Seat<'a> {
    state: Result<Box<dyn Strategy + Send + 'a>, Fault>,
}

impl std::fmt::Debug for Seat<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seat").field("fault", &self.fault()).finish_non_exhaustive()
    }
}

impl<'a> Seat<'a> {
    /// A seat for an instance that is ready for `load`.
    pub fn new(instance: Box<dyn Strategy + Send + 'a>) -> Self {
        Self { state: Ok(instance) }
    }

    /// Why it was parked; `None` while it runs.
    pub fn fault(&self) -> Option<&Fault> {
        self.state.as_ref().err()
    }

    /// The instance, while it runs.
    pub fn instance(&mut self) -> Option<&mut (dyn Strategy + Send + 'a)> {
        self.state.as_mut().ok().map(|instance| &mut **instance)
    }

    /// Runs `f` on the instance. A fault drops the instance and stays.
    ///
    /// # Errors
    /// The fault it was parked for, now or before.
    pub fn run<R>(
        &mut self,
        f: impl FnOnce(&mut (dyn Strategy + Send + 'a)) -> Result<R, Fault>,
    ) -> Result<R, Fault> {
        let result = match &mut self.state {
            Ok(instance) => f(&mut **instance),
            Err(fault) => return Err(fault.clone()),
        };
        if let Err(fault) = &result {
            self.state = Err(fault.clone());
        }
        result
    }
}

/// Rows for one instance, with the account they are judged from.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// Number of rows, at most [`craftstrat_model::strategy::ROWS_PER_LOAD_MAX`].
    pub rows: u32,
    /// The declared columns one after the other.
    pub columns: &'a [f64],
    /// The account, the same for all rows.
    pub account: AccountView,
    /// Actions the engine would refuse.
    pub muted: Muted,
}

/// A row that fired, and its decisions.
#[derive(Clone, Debug, PartialEq)]
pub struct Fired {
    /// Index of the row.
    pub row: u32,
    /// 1 to 8 decisions.
    pub decisions: Vec<Decision>,
}

/// Evaluates each seat on its rows; seat i on `work[i]`. Results are in the order of the seats.
///
/// # Panics
/// When there are not as many rows as seats.
pub fn evaluate(
    executor: &RayonExecutor,
    seats: &mut [Seat<'_>],
    work: &[Rows<'_>],
) -> Vec<Result<Vec<Fired>, Fault>> {
    assert_eq!(seats.len(), work.len(), "each seat needs its rows");
    let pairs: Vec<_> = seats.iter_mut().zip(work).collect();
    executor.apply(pairs, &|(seat, rows)| seat.run(|instance| scan(instance, rows)))
}

/// All rows that fire, from the first to the last.
fn scan(instance: &mut (dyn Strategy + Send + '_), rows: &Rows<'_>) -> Result<Vec<Fired>, Fault> {
    instance.load(rows.rows, rows.columns)?;
    let mut fired = Vec::new();
    let mut decisions = Vec::new();
    let mut from = 0;
    while from < rows.rows {
        let Some(row) = instance.next(from, rows.rows, &rows.account, rows.muted, &mut decisions)? else {
            break;
        };
        fired.push(Fired { row, decisions: decisions.clone() });
        from = row + 1;
    }
    Ok(fired)
}
