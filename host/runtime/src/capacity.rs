//! How many instances fit at once, and who has taken a place.

use crate::config::{MEMORY_BYTES_MAX, RuntimeConfig};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Mappings of one instance: the used part of its memory and the rest of its reservation.
const MAPPINGS_PER_INSTANCE: u64 = 2;
/// Mappings left for everything else in the process: code of components, threads, files.
const MAPPINGS_RESERVED: u64 = 4_096;
/// Memory an idle instance keeps resident, by measurement with room to spare.
const RESIDENT_BYTES: u64 = 64 << 10;
/// Share of the machine's memory that idle instances may take, as a divisor.
const MEMORY_SHARE: u64 = 2;
/// Never more than this, whatever the kernel allows: the pool reserves address space for all.
const INSTANCES_CEILING: u64 = 100_000;
/// When the kernel does not say: Linux's default.
const MAX_MAP_COUNT_DEFAULT: u64 = 65_530;

/// How many instances fit at once, and why. Display is a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Instances at once.
    pub instances: u32,
    /// `vm.max_map_count` of this machine.
    pub max_map_count: u64,
    /// Physical memory of this machine in bytes, 0 when not known.
    pub memory_bytes: u64,
}

impl Capacity {
    /// From the kernel's limits.
    pub(crate) fn of_this_machine(config: &RuntimeConfig) -> Self {
        let maps = std::fs::read_to_string("/proc/sys/vm/max_map_count").ok();
        let max_map_count = maps.and_then(|t| t.trim().parse().ok()).unwrap_or(MAX_MAP_COUNT_DEFAULT);
        Self::derive(max_map_count, physical_memory_bytes(), config.instances_max)
    }

    fn derive(max_map_count: u64, memory_bytes: u64, wanted: Option<u32>) -> Self {
        let by_maps = max_map_count.saturating_sub(MAPPINGS_RESERVED) / MAPPINGS_PER_INSTANCE;
        let by_memory =
            if memory_bytes == 0 { u64::MAX } else { memory_bytes / MEMORY_SHARE / RESIDENT_BYTES };
        let wanted = wanted.map_or(u64::MAX, u64::from);
        let instances = by_maps.min(by_memory).min(wanted).clamp(1, INSTANCES_CEILING);
        Self { instances: instances as u32, max_map_count, memory_bytes }
    }
}

impl fmt::Display for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { instances, max_map_count, memory_bytes } = self;
        write!(
            f,
            "room for {instances} strategy instances at once (vm.max_map_count {max_map_count}, {} GiB of memory, \
             {} MiB address space each)",
            memory_bytes >> 30,
            MEMORY_BYTES_MAX >> 20
        )
    }
}

fn physical_memory_bytes() -> u64 {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = text.lines().find_map(|l| l.strip_prefix("MemTotal:"));
    let kib = total.and_then(|t| t.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kib.unwrap_or(0) << 10
}

/// Counts places taken over all engines of a runtime: the kernel's limit is one for the process.
#[derive(Debug)]
pub(crate) struct Places {
    free: AtomicU32,
}

impl Places {
    pub fn new(capacity: Capacity) -> Arc<Self> {
        Arc::new(Self { free: AtomicU32::new(capacity.instances) })
    }

    pub fn free(&self) -> u32 {
        self.free.load(Ordering::Relaxed)
    }

    /// Takes `places`, all or nothing.
    pub fn take(self: &Arc<Self>, places: u32) -> Option<Place> {
        let less = |free: u32| free.checked_sub(places);
        self.free.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).ok()?;
        Some(Place { places, of: Arc::clone(self) })
    }
}

/// Places taken; given back on drop.
#[derive(Debug)]
pub(crate) struct Place {
    places: u32,
    of: Arc<Places>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.of.free.fetch_add(self.places, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_kernel_limit_gives_room_for_30_000() {
        let capacity = Capacity::derive(65_530, 16 << 30, None);
        assert!(capacity.instances >= 30_000, "{capacity}");
        assert!(u64::from(capacity.instances) * MAPPINGS_PER_INSTANCE < 65_530);
    }

    #[test]
    fn the_tightest_limit_counts() {
        assert_eq!(Capacity::derive(1_000_000, 1 << 30, None).instances, 8_192);
        assert_eq!(Capacity::derive(1_000_000, 1 << 40, Some(7)).instances, 7);
        assert_eq!(Capacity::derive(0, 0, None).instances, 1);
        assert_eq!(Capacity::derive(u64::MAX, 0, None).instances, 100_000);
    }

    #[test]
    fn places_come_back() {
        let places = Places::new(Capacity::derive(u64::MAX, 0, Some(3)));
        let two = places.take(2);
        assert!(two.is_some());
        assert!(places.take(2).is_none());
        assert_eq!(places.free(), 1);
        drop(two);
        assert!(places.take(3).is_some());
    }
}
