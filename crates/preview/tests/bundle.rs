//! Ticks survive the trip through a bundle bit for bit, and no bytes whatever make reading one panic.
#![allow(clippy::unwrap_used)]

use craftstrat_model::column::Storage;
use craftstrat_model::{Column, ColumnSet, FeeSchedule, Market, SlotTicks, TickSource, TimeMs, Winner};
use craftstrat_preview::BundleSource;
use craftstrat_preview::bundle::{Block, BundleError, blocks, encode};
use proptest::prelude::*;

fn market(slot: i64) -> Market {
    let start = 1_770_138_000 + slot * 900;
    craftstrat_model::slug::market_of_slug(&format!("btc-updown-15m-{start}")).unwrap()
}

fn stored() -> ColumnSet {
    Column::ALL.iter().copied().filter(|c| c.is_stored()).collect()
}

/// Values a column may have: missing, amounts, doubles that are and are not decimal, runs of the same.
fn values(column: Column, rows: usize) -> BoxedStrategy<Vec<f64>> {
    let (min, max) = column.spec().range;
    let one = match column.spec().storage {
        Storage::Flag => prop_oneof![Just(0.0), Just(1.0)].boxed(),
        Storage::Double => prop_oneof![(0..9_000_000_i64).prop_map(|n| n as f64 / 100.0), min..max].boxed(),
        _ => {
            let most = (max * 1e6) as i64;
            prop_oneof![0..=most, (0..=most / 10_000).prop_map(|n| n * 10_000)]
                .prop_map(|micros| micros as f64 / 1e6)
                .boxed()
        }
    };
    let run = (prop_oneof![4 => one, 1 => Just(f64::NAN)], 1..20_usize);
    proptest::collection::vec(run, 1..=rows.max(1))
        .prop_map(move |runs| {
            let spread = runs.iter().flat_map(|(value, n)| std::iter::repeat_n(*value, *n));
            spread.chain(std::iter::repeat(f64::NAN)).take(rows).collect()
        })
        .boxed()
}

fn slot() -> impl Strategy<Value = SlotTicks> {
    let times = proptest::collection::btree_set(0..900_000_i64, 0..60);
    (0..5_i64, times, any::<[bool; 4]>()).prop_flat_map(|(at, steps, flags)| {
        let rows = steps.len();
        let columns: Vec<_> = stored().iter().map(|c| values(c, rows).prop_map(move |v| (c, v))).collect();
        let chosen = proptest::sample::subsequence(columns, 0..=stored().iter().count());
        chosen.prop_flat_map(|columns| columns).prop_map(move |columns| {
            let mut market = market(at);
            market.winner = flags[0].then_some(Winner::Split);
            market.one_token = flags[1];
            market.generated = flags[2];
            if flags[3] {
                market.price_to_beat = 63_123.456_789_012_3;
                market.fees = Some(FeeSchedule { rate_micros: 70_000, exponent: 2 });
            }
            let start = market.start.0;
            let mut ticks = SlotTicks::new(market, steps.iter().map(|s| start + s).collect());
            columns.into_iter().for_each(|(column, values)| ticks.set(column, values));
            ticks
        })
    })
}

fn present(ticks: &SlotTicks) -> ColumnSet {
    stored().iter().filter(|c| ticks.get(*c).is_some()).collect()
}

fn block(ticks: &SlotTicks) -> Vec<u8> {
    encode(ticks, present(ticks), stored())
}

/// Missing is one NaN; everything else is compared by its bits.
fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|v| if v.is_nan() { f64::NAN } else { *v }.to_bits()).collect()
}

fn same_market(a: &Market, b: &Market) {
    let without = |m: &Market| Market { price_to_beat: 0.0, end_price: 0.0, ..m.clone() };
    assert_eq!(without(a), without(b));
    assert_eq!(bits(&[a.price_to_beat, a.end_price]), bits(&[b.price_to_beat, b.end_price]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn slots_come_back_as_they_were(slots in proptest::collection::vec(slot(), 1..3)) {
        let bundle: Vec<u8> = slots.iter().flat_map(block).collect();
        prop_assert_eq!(blocks(&bundle).unwrap().len(), slots.len());
        for (ticks, span) in slots.iter().zip(blocks(&bundle).unwrap()) {
            let source = BundleSource::decode(&bundle[span]).unwrap();
            same_market(&source.markets()[0], ticks.market());
            prop_assert_eq!(source.recorded(0), present(ticks));
            let wanted: ColumnSet = Column::ALL.iter().copied().collect();
            let mut expected = ticks.clone();
            expected.prepare(wanted);
            for _ in 0..2 {
                let loaded = source.load(0, wanted).unwrap();
                prop_assert_eq!(loaded.times(), ticks.times());
                for column in wanted.iter() {
                    prop_assert_eq!(bits(loaded.column(column)), bits(expected.column(column)), "{}", column);
                }
            }
        }
    }

    #[test]
    fn damaged_bytes_are_refused_or_read_never_a_panic(
        ticks in slot(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = block(&ticks);
        let mut hurt = whole.clone();
        for (at, byte) in &damage {
            // The head is its own test: what is behind it is what has to be survived.
            let at = 13 + at.index(hurt.len() - 13);
            hurt[at] = *byte;
        }
        read_everything(&hurt);
        prop_assert!(Block::read(&whole[..cut.index(whole.len())]).is_err());
    }

    #[test]
    fn noise_is_refused(noise in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(BundleSource::decode(&noise).is_err() || noise.is_empty());
        let mut headed = b"CSTK".to_vec();
        headed.extend_from_slice(&noise);
        read_everything(&headed);
    }
}

fn read_everything(bytes: &[u8]) {
    let Ok(source) = BundleSource::decode(bytes) else { return };
    for market in 0..source.markets().len() {
        for column in Column::ALL {
            // Damage may leave a column readable; it must then be a column.
            if let Ok(ticks) = source.load(market, ColumnSet::EMPTY.with(*column)) {
                assert_eq!(ticks.column(*column).len(), ticks.rows());
            }
        }
    }
}

#[test]
fn other_versions_are_told_apart_from_damage() {
    let ticks = SlotTicks::new(market(0), vec![1_770_138_000_000]);
    let good = block(&ticks);
    for at in [0, 4, 5] {
        let mut other = good.clone();
        other[at] ^= 1;
        assert_eq!(Block::read(other).err(), Some(BundleError::Foreign));
    }
    let mut longer = good.clone();
    longer.push(0);
    assert!(matches!(Block::read(longer).err(), Some(BundleError::Damaged(_))));
}

#[test]
fn a_recorded_column_that_was_not_sent_is_an_error_not_missing_data() {
    let mut ticks = SlotTicks::new(market(0), vec![1_770_138_000_000]);
    ticks.set(Column::BidUp, vec![0.5]);
    let bytes = encode(&ticks, stored(), ColumnSet::EMPTY.with(Column::BidUp));
    let source = BundleSource::decode(&bytes).unwrap();
    assert!(source.load(0, ColumnSet::EMPTY.with(Column::BidUp)).is_ok());
    assert!(source.load(0, ColumnSet::EMPTY.with(Column::MidUp)).is_err());
}

#[test]
fn a_grid_of_unchanging_rows_takes_next_to_nothing() {
    let market = market(0);
    let start = market.start.0;
    let mut ticks = SlotTicks::new(market, (0..900).map(|s| start + s * 1_000).collect());
    stored().iter().for_each(|c| ticks.set(c, vec![f64::NAN; 900]));
    assert!(block(&ticks).len() < 400, "{} bytes", block(&ticks).len());
    let end = ticks.market().end;
    assert_eq!(end, TimeMs(start + 900_000));
}
