//! Filling the tick store continuously: a slot's rows are safe from the moment they are taken.
//!
//! Rows go into a journal at once and into the store at each commit; the journal forgets what is committed. A crash at any
//! instant leaves both such that opening again completes the store: nothing is lost that was taken, nothing is doubled.

mod raw;
mod task;

pub use raw::RawFiles;
pub use task::{RecordSettings, Recorded, record};

use crate::core::{MarketUpdate, Phase, Tick};
use craftstrat_data::journal::Journal;
use craftstrat_data::{ImportError, Silent, SlotRows, StoreError, TickStore, WriteSummary};
use craftstrat_model::Market;
use std::collections::BTreeMap;
use std::path::Path;

/// The directory of recordings inside the data directory.
pub const FOLDER: &str = "record";

/// Takes rows and fills the store.
#[derive(Debug)]
pub struct Recorder {
    store: TickStore,
    journal: Journal,
    /// Rows not committed yet.
    slots: BTreeMap<String, SlotRows>,
    /// Markets that may still change, and whether the store has what is known of them.
    markets: BTreeMap<String, (Market, bool)>,
    rows: u64,
}

impl Recorder {
    /// Opens the recorder of a data directory and commits what an earlier one left behind; the summary says what.
    ///
    /// # Errors
    /// When another recorder runs there, or files cannot be read or written.
    pub fn open(data_dir: &Path) -> Result<(Self, WriteSummary), ImportError> {
        let store = TickStore::open(data_dir)?;
        let (journal, left) = Journal::open(&data_dir.join(FOLDER).join("journal"))?;
        let slots = left.into_iter().map(|slot| (slot.market.slug.clone(), slot)).collect();
        let mut recorder = Self { store, journal, slots, markets: BTreeMap::new(), rows: 0 };
        let summary = recorder.commit()?;
        Ok((recorder, summary))
    }

    /// Takes what became known of a market.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn market(&mut self, update: &MarketUpdate) -> Result<(), StoreError> {
        let market = &update.market;
        let known = self.markets.get(&market.slug);
        if known.is_some_and(|(known, _)| same(known, market)) {
            return Ok(());
        }
        self.journal.market(market)?;
        self.markets.insert(market.slug.clone(), (market.clone(), false));
        if let Some(slot) = self.slots.get_mut(&market.slug) {
            slot.market = market.clone();
        }
        if matches!(update.phase, Phase::Resolved | Phase::Unresolved) {
            // What changes after that is told again.
            self.slots.entry(market.slug.clone()).or_insert_with(|| SlotRows::new(market.clone()));
        }
        Ok(())
    }

    /// Takes a row.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn tick(&mut self, tick: &Tick) -> Result<(), StoreError> {
        if !self.markets.contains_key(tick.slug()) {
            self.market(&tick.market)?;
        }
        self.journal.row(tick.slug(), tick.at, tick.sample, &tick.row)?;
        let market = &self.markets;
        let slot = self.slots.entry(tick.slug().to_owned()).or_insert_with(|| {
            let known = market.get(tick.slug()).map(|(market, _)| market.clone());
            SlotRows::new(known.unwrap_or_else(|| tick.market.market.clone()))
        });
        slot.push(tick.at, tick.sample, &tick.row);
        self.rows += 1;
        Ok(())
    }

    /// Rows taken since it was opened.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Makes what was taken survive a crash of this process; with `durable`, a power cut too.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn flush(&mut self, durable: bool) -> Result<(), StoreError> {
        self.journal.flush(durable)
    }

    /// Moves everything taken so far into the store. When it fails nothing is lost: the rows stay in the journal and in
    /// memory, and the next commit takes them.
    ///
    /// # Errors
    /// When another import writes to the store, or files cannot be written.
    pub fn commit(&mut self) -> Result<WriteSummary, ImportError> {
        // Slots of which only metadata is new complete rows the store has.
        for (slug, (market, stored)) in &self.markets {
            if !stored && !self.slots.contains_key(slug) {
                self.slots.insert(slug.clone(), SlotRows::new(market.clone()));
            }
        }
        if self.slots.is_empty() {
            // Segments without rows that earlier recorders left.
            self.journal.forget()?;
            return Ok(WriteSummary::default());
        }
        let mut writer = self.store.writer()?;
        self.journal.seal()?;
        for (market, _) in self.markets.values() {
            self.journal.market(market)?;
        }
        self.journal.flush(true)?;
        for slot in self.slots.values() {
            writer.add(slot.clone())?;
        }
        let summary = writer.commit(&Silent)?;
        self.journal.forget()?;
        self.slots.clear();
        self.markets.values_mut().for_each(|(_, stored)| *stored = true);
        Ok(summary)
    }

    /// Forgets markets that ended before `before` (ms since the epoch): nothing more is said of them.
    pub fn forget_before(&mut self, before: i64) {
        self.markets.retain(|_, (market, stored)| !*stored || market.end.0 >= before);
    }
}

/// Whether two states of a market are the same; prices that are not known are equal.
fn same(a: &Market, b: &Market) -> bool {
    let bits = |m: &Market| (m.price_to_beat.to_bits(), m.end_price.to_bits());
    let plain = |m: &Market| Market { price_to_beat: 0.0, end_price: 0.0, ..m.clone() };
    bits(a) == bits(b) && plain(a) == plain(b)
}
