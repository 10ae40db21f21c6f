//! What the preview runs over what, what came of it, and what is looked at: one value that its components share.

use super::choice::{use_choice, use_coverage};
use super::{Runs, Same};
use crate::context::AtCursor;
use crate::logic::slots::{self, Choice};
use crate::logic::view::{self, Put};
use crate::logic::{live, place};
use craftstrat_api::{Coverage, ExplainResult, MarketCoverage};
use craftstrat_preview::{NearMiss, PreviewOutcome, PreviewSettings, Source};
use craftstrat_ui_kit::Resource;
use craftstrat_ui_preview_client::{ExplainAt, Failure, Loading, MarketView, StopReason, use_preview};
use craftstrat_ui_results::model::run_form::{RunForm, per_cent};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// The preview of a page.
#[derive(Clone)]
pub struct PreviewModel {
    /// What there is to run over.
    pub coverage: Resource<Rc<Coverage>>,
    /// What was chosen of it.
    pub choice: Option<Rc<Choice>>,
    /// Chooses.
    pub choose: Callback<Choice>,
    /// The recorded columns the strategy reads.
    pub columns: Rc<Vec<&'static str>>,
    /// Slots and settings of the run.
    pub runs: Runs,
    /// Changes cash, latency, fees.
    pub set_settings: Callback<PreviewSettings>,
    /// Changes parameter values.
    pub set_parameters: Callback<BTreeMap<String, f64>>,
    /// There is nothing that can be run: the document has errors.
    pub source_missing: bool,
    /// Counts runs.
    pub seq: u64,
    /// A run is on its way.
    pub running: bool,
    /// Ticks are being loaded for it.
    pub loading: Option<Loading>,
    /// The last run was ended before its time.
    pub stopped: Option<StopReason>,
    /// Why the last run has no result.
    pub failure: Option<Failure>,
    /// The last result.
    pub outcome: Option<Rc<PreviewOutcome>>,
    /// The component that was run.
    pub component: Option<Rc<Vec<u8>>>,
    /// Runs again.
    pub again: Callback<()>,
    /// The slot in the chart.
    pub slot: Option<AttrValue>,
    /// Shows another.
    pub show_slot: Callback<String>,
    /// Its prices, and what happened in it.
    pub shown: Option<Rc<MarketView>>,
    /// The row under the cursor.
    pub row: usize,
    /// Moves the cursor to a row.
    pub set_row: Callback<usize>,
    /// Moves the cursor to a time, ms.
    pub set_cursor: Callback<f64>,
    /// The trade that is marked.
    pub trade: Option<usize>,
    /// Marks a trade and shows it.
    pub pick_trade: Callback<usize>,
    /// Every value on the row.
    pub explained: Option<Rc<ExplainResult>>,
    /// What was closest to firing, of a slot without a trade.
    pub near: Option<Rc<NearMiss>>,
    /// The row's values, for the builder.
    pub at_cursor: AtCursor,
}

/// By allocation: results are large, and a NaN equals nothing.
fn same<T>(a: &Option<Rc<T>>, b: &Option<Rc<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Rc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

impl PartialEq for PreviewModel {
    fn eq(&self, other: &Self) -> bool {
        same(&self.coverage.data, &other.coverage.data)
            && (&self.coverage.error, self.coverage.loading)
                == (&other.coverage.error, other.coverage.loading)
            && self.choice == other.choice
            && self.columns == other.columns
            && self.runs == other.runs
            && (self.source_missing, self.seq, self.running)
                == (other.source_missing, other.seq, other.running)
            && (self.loading, &self.stopped, &self.failure) == (other.loading, &other.stopped, &other.failure)
            && same(&self.outcome, &other.outcome)
            && same(&self.component, &other.component)
            && (&self.slot, self.row, self.trade) == (&other.slot, other.row, other.trade)
            && same(&self.shown, &other.shown)
            && same(&self.explained, &other.explained)
            && same(&self.near, &other.near)
    }
}

impl PreviewModel {
    /// What is known of the slot in the chart.
    pub fn market(&self) -> Option<&MarketCoverage> {
        let slot = self.slot.as_deref()?;
        self.coverage.data.as_ref()?.markets.iter().find(|m| m.symbol == slot)
    }

    /// What a backtest on the server begins with: the same slots and settings.
    pub fn run_form(&self) -> RunForm {
        let settings = &self.runs.settings;
        let form = RunForm {
            cash: Some(settings.cash_usdc.micros() as f64 / 1e6),
            latency: Some(f64::from(settings.latency_ms)),
            fee_rate: settings.fee_rate.map(per_cent),
            parameters: (*self.runs.parameters).clone(),
            ..RunForm::default()
        };
        let (Some(choice), Some(coverage)) = (&self.choice, &self.coverage.data) else { return form };
        let all = slots::choose(&coverage.markets, &choice.series, choice.day_ms, choice.span, &[]);
        // Naming every slot of a period would hide that it is one.
        let markets = if all.slots == choice.slots { Vec::new() } else { choice.slots.clone() };
        let (from, to) = slots::period(choice);
        RunForm { series: choice.series.clone(), from, to, markets, ..form }
    }
}

/// Runs `source` over the chosen slots whenever either changes. `columns` are the recorded ones it reads; `source` is
/// `None` while the document has errors. `linked` keeps the chosen day in the address.
#[hook]
pub fn use_preview_model(
    source: Option<Source>,
    columns: Rc<Vec<&'static str>>,
    linked: bool,
) -> PreviewModel {
    let coverage = use_coverage();
    let (choice, choose) = use_choice(coverage.data.clone(), columns.clone(), linked);
    let settings = use_state(PreviewSettings::default);
    let parameters = use_state(|| Rc::new(BTreeMap::new()));
    let markets =
        use_memo(choice.clone(), |choice| choice.as_ref().map(|c| c.slots.clone()).unwrap_or_default());
    let runs = Runs { markets, settings: (*settings).clone(), parameters: (*parameters).clone() };
    let handle = use_preview();
    let again = use_state(|| 0_u32);
    {
        let handle = handle.clone();
        use_effect_with((source.clone(), runs.clone(), *again), move |(source, runs, _)| {
            if let Some(source) = source.clone().filter(|_| !runs.markets.is_empty()) {
                handle.run(runs.request(source));
            }
        });
    }
    let state = &handle.state;
    let outcome = state.outcome.clone();
    let slot_chosen = use_state(|| None::<String>);
    let kept_slot = use_mut_ref(|| None::<String>);
    let slot = view::slot(outcome.as_deref(), slot_chosen.as_deref(), kept_slot.borrow().as_deref());
    kept_slot.borrow_mut().clone_from(&slot);
    let cursor = use_state(|| None::<(String, Put)>);
    let trade = use_state(|| None::<usize>);
    {
        // The worker looks at it again after each run.
        let handle = handle.clone();
        use_effect_with((slot.clone(), outcome.is_some()), move |(slot, _)| {
            if let Some(slot) = slot {
                handle.series(slot.clone());
            }
        });
    }
    let here = |market: &str| Some(market) == slot.as_deref();
    let shown = state.series.clone().filter(|s| here(&s.market));
    let near = state.near.clone().filter(|n| here(&n.market));
    let explained = state.explained.clone().filter(|e| here(&e.market));
    let records = shown.as_ref().map(|s| &*s.records);
    let at_ms = view::cursor(cursor.as_ref(), slot.as_deref(), outcome.as_deref(), records, near.as_deref());
    let row = shown.as_ref().and_then(|s| view::row(&s.series.times, at_ms)).unwrap_or(0);
    {
        let handle = handle.clone();
        let time = shown.as_ref().and_then(|s| s.series.times.get(row)).map(|t| *t as i64);
        use_effect_with((slot.clone(), time), move |(slot, time)| {
            if let (Some(market), Some(at_ms)) = (slot.clone(), *time) {
                handle.explain(ExplainAt { market, at_ms });
            }
        });
    }
    let market = coverage.data.as_ref().and_then(|c| c.markets.iter().find(|m| here(&m.symbol)));
    let series = shown.as_ref().map(|shown| Same(shown.series.clone()));
    let looked_at = (series.clone(), row, explained.clone().map(Same));
    let at_cursor = use_memo(looked_at, |(series, row, explained)| {
        let explained = explained.as_deref();
        let fields = series.as_ref().map(|s| live::values(s, *row, market, explained));
        AtCursor {
            at_ms: explained.map(|e| e.at_ms),
            nodes: Rc::new(explained.map(place::values).unwrap_or_default()),
            fields: Rc::new(fields.unwrap_or_default()),
        }
    });
    let set_cursor = {
        let cursor = cursor.setter();
        use_callback(slot.clone(), move |at: f64, slot| {
            cursor.set(slot.clone().map(|slot| (slot, Put::At(at))));
        })
    };
    let set_row = use_callback((set_cursor.clone(), series), |row: usize, (set_cursor, series)| {
        if let Some(at) = series.as_ref().and_then(|s| s.times.get(row)) {
            set_cursor.emit(*at);
        }
    });
    let show_slot = {
        let (slot, cursor, trade) = (slot_chosen.setter(), cursor.setter(), trade.setter());
        use_callback((), move |market: String, ()| {
            slot.set(Some(market));
            cursor.set(None);
            trade.set(None);
        })
    };
    let pick_trade = {
        let (slot, cursor, trade) = (slot_chosen.setter(), cursor.setter(), trade.setter());
        use_callback(outcome.clone().map(Same), move |index: usize, outcome| {
            let Some(picked) = outcome.as_ref().and_then(|o| o.report.trades.get(index)) else { return };
            slot.set(Some(picked.market.clone()));
            cursor.set(Some((picked.market.clone(), Put::Trade(index))));
            trade.set(Some(index));
        })
    };
    let set_settings = {
        let settings = settings.setter();
        use_callback((), move |value, ()| settings.set(value))
    };
    let set_parameters = {
        let parameters = parameters.setter();
        use_callback((), move |values, ()| parameters.set(Rc::new(values)))
    };
    let again = use_callback((*again, again.setter()), |(), (count, again)| again.set(count + 1));
    PreviewModel {
        coverage,
        choice,
        choose,
        columns,
        set_settings,
        set_parameters,
        runs,
        source_missing: source.is_none(),
        seq: state.seq,
        running: state.running,
        loading: state.loading,
        stopped: state.stopped.clone(),
        failure: state.failure.clone(),
        outcome,
        component: state.component.clone(),
        again,
        slot: slot.map(AttrValue::from),
        show_slot,
        shown,
        row,
        set_row,
        set_cursor,
        trade: *trade,
        pick_trade,
        explained,
        near,
        at_cursor: (*at_cursor).clone(),
    }
}
