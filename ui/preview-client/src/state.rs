//! What a preview shows.

use craftstrat_api::{ExplainResult, Problem};
use craftstrat_preview::wire::Failure;
use craftstrat_preview::{MarketSeries, NearMiss, PreviewOutcome, Records};
use std::rc::Rc;

/// What a preview shows now. Cheap to clone and to compare: what is large is compared by where it is.
#[derive(Clone, Debug, Default)]
pub struct PreviewState {
    /// Number of the last run asked for.
    pub seq: u64,
    /// Its answer is not here yet; what is shown is older.
    pub running: bool,
    /// Ticks are being loaded for it.
    pub loading: Option<Loading>,
    /// What is wrong with the document, and what its author should look at.
    pub problems: Vec<Problem>,
    /// The last result.
    pub outcome: Option<Rc<PreviewOutcome>>,
    /// Every node's value on the row last asked for, in the last result.
    pub explained: Option<Rc<ExplainResult>>,
    /// Why the market last asked for did not trade in the last result; `None` where it did, or nothing is known.
    pub near: Option<Rc<NearMiss>>,
    /// Prices of the market last asked for, and what the last result did there.
    pub series: Option<Rc<MarketView>>,
    /// The last run was ended before its time.
    pub stopped: Option<StopReason>,
    /// Why the last run has no result.
    pub failure: Option<Failure>,
    /// The component that was compiled last: the bytes the server would run.
    pub component: Option<Rc<Vec<u8>>>,
}

impl PartialEq for PreviewState {
    fn eq(&self, other: &Self) -> bool {
        let small = |s: &Self| (s.seq, s.running, s.loading);
        small(self) == small(other)
            && self.stopped == other.stopped
            && self.failure == other.failure
            && self.problems == other.problems
            && same(&self.outcome, &other.outcome)
            && same(&self.explained, &other.explained)
            && same(&self.near, &other.near)
            && same(&self.series, &other.series)
            && same(&self.component, &other.component)
    }
}

fn same<T>(a: &Option<Rc<T>>, b: &Option<Rc<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Rc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// How far loading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loading {
    /// Slots that came.
    pub done: u32,
    /// Slots that were missing.
    pub total: u32,
}

/// Why a run was ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// It took longer than [`crate::BUDGET_MS`].
    TooLong,
    /// The worker broke down; what it said.
    Crashed(String),
}

/// A market as the chart shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct MarketView {
    /// Its slug.
    pub market: String,
    /// Prices.
    pub series: Rc<MarketSeries>,
    /// Fills, trades and orders of the last result there, whole.
    pub records: Rc<Records>,
}

impl MarketView {
    /// With the prices of the view `before` where they are the same: they do not change with the strategy, and what stays
    /// where it is nobody draws again.
    #[must_use]
    pub(crate) fn sharing(mut self, before: Option<&Self>) -> Rc<Self> {
        let same = |before: &&Self| before.market == self.market && before.series.is_same(&self.series);
        if let Some(before) = before.filter(same) {
            self.series = Rc::clone(&before.series);
        }
        Rc::new(self)
    }
}

/// A row to explain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainAt {
    /// The market's slug.
    pub market: String,
    /// The first row at or after this time.
    pub at_ms: i64,
}
