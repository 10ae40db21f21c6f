//! The ticks this worker holds: slots by slug, the least recently used let go beyond a bound.

use craftstrat_preview::bundle::{Block, BundleError};
use craftstrat_preview::{BundleSource, PreviewError, Resident};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bytes of blocks that are kept beside those of the present run.
const SPARE_BYTES_MAX: usize = 64 << 20;

/// Bytes a usual slot takes: its block, and a thousand rows of every column.
const SLOT_BYTES: usize = 260_000;
/// Bytes reserved at once, at most.
const RESERVED_BYTES_MAX: usize = 512 << 20;

/// Slots in memory.
#[derive(Default)]
pub struct Slots {
    held: BTreeMap<String, Held>,
    clock: u64,
}

struct Held {
    slot: Arc<Resident>,
    used: u64,
}

impl Slots {
    /// Lets memory grow once for so many slots. Page by page, as the allocator asks for it, it takes a browser longer than
    /// the decoding: seconds for a week of slots.
    pub fn reserve(slots: usize) {
        let mut room = Vec::<u8>::new();
        // Without the room it goes on slowly.
        let _ = room.try_reserve_exact(slots.saturating_mul(SLOT_BYTES).min(RESERVED_BYTES_MAX));
        std::hint::black_box(&mut room);
    }

    /// Takes in a block and decodes it whole, so that no run has to; its slug.
    ///
    /// # Errors
    /// When the bytes are not one sound block.
    pub fn insert(&mut self, block: Vec<u8>) -> Result<String, BundleError> {
        let slot = Arc::new(Resident::new(Block::read(block)?));
        slot.decode()?;
        let slug = slot.market().slug.clone();
        self.held.insert(slug.clone(), Held { slot, used: self.clock });
        Ok(slug)
    }

    /// Whether a slot is here.
    pub fn has(&self, slug: &str) -> bool {
        self.held.contains_key(slug)
    }

    /// Forgets everything: the server's ticks are others now.
    pub fn clear(&mut self) {
        self.held.clear();
    }

    /// These slots, and no others, as a source. Lets go of what has not been used for longest.
    ///
    /// # Errors
    /// When one is not here.
    pub fn source(&mut self, slugs: &[String]) -> Result<BundleSource, PreviewError> {
        self.clock += 1;
        let mut slots = Vec::with_capacity(slugs.len());
        for slug in slugs {
            let Some(held) = self.held.get_mut(slug) else {
                return Err(PreviewError::UnknownMarket(slug.clone()));
            };
            held.used = self.clock;
            slots.push(Arc::clone(&held.slot));
        }
        self.let_go();
        Ok(BundleSource::new(slots))
    }

    fn let_go(&mut self) {
        let spare = |h: &&Held| h.used < self.clock;
        let mut bytes: usize = self.held.values().filter(spare).map(|h| h.slot.block().len()).sum();
        while bytes > SPARE_BYTES_MAX {
            let oldest = self.held.iter().filter(|(_, h)| spare(h)).min_by_key(|(_, h)| h.used);
            let Some(slug) = oldest.map(|(slug, _)| slug.clone()) else { return };
            bytes -= self.held.remove(&slug).map_or(0, |h| h.slot.block().len());
        }
    }
}
