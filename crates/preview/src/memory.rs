//! Blocks of a bundle as the source of a run.

use crate::bundle::{Block, BundleError, blocks};
use craftstrat_model::{Column, ColumnSet, Market, SlotTicks, SourceError, TickSource};
use std::sync::{Arc, OnceLock};

/// Slots as they were sent. Columns, derived ones too, are computed when first asked for and then kept.
#[derive(Debug, Default)]
pub struct BundleSource {
    slots: Vec<Arc<Resident>>,
    markets: Vec<Market>,
}

/// A slot and what was decoded of it so far. Shared between sources.
#[derive(Debug)]
pub struct Resident {
    block: Block,
    columns: Vec<OnceLock<Arc<[f64]>>>,
}

impl Resident {
    /// Takes over a block.
    pub fn new(block: Block) -> Self {
        let columns = Column::ALL.iter().map(|_| OnceLock::new()).collect();
        Self { block, columns }
    }

    /// The market.
    pub fn market(&self) -> &Market {
        self.block.market()
    }

    /// What was read.
    pub fn block(&self) -> &Block {
        &self.block
    }

    /// Decodes every column that was sent, so that a damaged one shows now.
    ///
    /// # Errors
    /// When one is damaged.
    pub fn decode(&self) -> Result<(), BundleError> {
        self.block.sent().iter().try_for_each(|column| self.stored(column).map(|_| ()))
    }

    /// The rows with every column of `wanted` prepared.
    ///
    /// # Errors
    /// When a column is damaged or was not sent.
    pub fn ticks(&self, wanted: ColumnSet) -> Result<SlotTicks, SourceError> {
        let mut ticks = SlotTicks::shared(self.market().clone(), self.block.times().clone());
        for column in wanted.stored_sources().iter() {
            if let Some(values) = self.stored(column).map_err(|e| self.failed(&e))? {
                ticks.set_shared(column, values);
            }
        }
        for column in wanted.iter() {
            if ticks.get(column).is_some() {
                continue;
            }
            let values = self.columns[column as usize].get_or_init(|| {
                ticks.prepare(ColumnSet::EMPTY.with(column));
                ticks.column(column).into()
            });
            ticks.set_shared(column, values.clone());
        }
        Ok(ticks)
    }

    fn stored(&self, column: Column) -> Result<Option<Arc<[f64]>>, BundleError> {
        let kept = &self.columns[column as usize];
        if let Some(values) = kept.get().filter(|_| self.block.recorded().contains(column)) {
            return Ok(Some(values.clone()));
        }
        let values = self.block.column(column)?;
        Ok(values.map(|values| kept.get_or_init(|| values).clone()))
    }

    fn failed(&self, error: &BundleError) -> SourceError {
        SourceError { symbol: self.market().slug.clone(), detail: error.to_string() }
    }
}

impl BundleSource {
    /// The slots, by start and then slug as every source has them.
    pub fn new(mut slots: Vec<Arc<Resident>>) -> Self {
        slots.sort_by(|a, b| {
            let (a, b) = (a.market(), b.market());
            (a.start, &a.slug).cmp(&(b.start, &b.slug))
        });
        slots.dedup_by(|a, b| a.market().slug == b.market().slug);
        let markets = slots.iter().map(|s| s.market().clone()).collect();
        Self { slots, markets }
    }

    /// The slots of a bundle.
    ///
    /// # Errors
    /// When the bytes are not a bundle, or what they say is impossible. Columns are checked when they are read.
    pub fn decode(bundle: &[u8]) -> Result<Self, BundleError> {
        let read = |span| Ok(Arc::new(Resident::new(Block::read(&bundle[span])?)));
        Ok(Self::new(blocks(bundle)?.into_iter().map(read).collect::<Result<_, BundleError>>()?))
    }

    /// The slots, in the order of [`TickSource::markets`].
    pub fn slots(&self) -> &[Arc<Resident>] {
        &self.slots
    }
}

impl TickSource for BundleSource {
    fn markets(&self) -> &[Market] {
        &self.markets
    }

    fn recorded(&self, market: usize) -> ColumnSet {
        self.slots[market].block.recorded()
    }

    fn load(&self, market: usize, wanted: ColumnSet) -> Result<SlotTicks, SourceError> {
        self.slots[market].ticks(wanted)
    }
}
