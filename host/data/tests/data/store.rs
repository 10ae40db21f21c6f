//! The tick store: what is written is what is read, importing again changes nothing, and nothing is ever half-written.

use crate::support::{Rows, SLUG, START, files, slot, stored, tick_file, told, write};
use craftstrat_data::generate::{self, GeneratorSettings};
use craftstrat_data::{Row, Selection, Silent, SlotRows, StoreError, TickStore};
use craftstrat_model::column::Storage;
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Column, Price, TickSource, TimeMs, Winner, WinnerSource};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::fs;

const NEXT_SLUG: &str = "btc-updown-15m-1790586900";

/// Rows of a slot with any mixture of values and missing ones.
fn any_rows() -> impl Strategy<Value = Vec<(i64, bool, Vec<Option<u32>>)>> {
    let values = prop::collection::vec(prop::option::weighted(0.7, 0..=1_000_000_u32), Column::ALL.len());
    prop::collection::vec((-2_000..902_000_i64, any::<bool>(), values), 0..40)
}

fn to_slot(slug: &str, rows: &[(i64, bool, Vec<Option<u32>>)]) -> SlotRows {
    let mut slot = SlotRows::new(market_of_slug(slug).unwrap());
    for (offset, sample, values) in rows {
        let mut row = Row::EMPTY;
        for (column, value) in Column::ALL.iter().zip(values) {
            let Some(value) = value else { continue };
            match column.spec().storage {
                // The widest size there is, prices to the micro, and a double with every bit used.
                Storage::Micros if column.spec().range.1 > 1.0 => {
                    row.set(*column, i64::from(*value) * 999_999_000).unwrap();
                }
                Storage::Micros if *column == Column::TickSize => row.set(*column, 10_000).unwrap(),
                Storage::Micros => row.set(*column, i64::from(*value)).unwrap(),
                Storage::Double => row.set_f64(*column, f64::from(*value) / 7.0).unwrap(),
                Storage::Flag | Storage::Derived => {}
            }
        }
        slot.push(TimeMs(slot.market.start.0 + offset), *sample, &row);
    }
    slot
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Every value comes back, widened by one division, and what is missing stays missing.
    #[test]
    fn what_is_written_is_read(rows in any_rows()) {
        let dir = tempfile::tempdir().unwrap();
        let made = to_slot(SLUG, &rows);
        let mut times: Vec<i64> = made.times().iter().copied().filter(|t| (START..START + 900_000).contains(t)).collect();
        times.sort_unstable();
        times.dedup();
        write(dir.path(), [made.clone()]).unwrap();
        let source = TickStore::open(dir.path()).unwrap().select(&Selection::default()).unwrap();
        prop_assert_eq!(source.markets().len(), usize::from(!times.is_empty()));
        if times.is_empty() {
            return Ok(());
        }
        let read = source.load(0, stored()).unwrap();
        prop_assert_eq!(read.times(), &times[..]);
        for (at, index) in made.times().iter().zip(0..) {
            // Rows at one time are merged; what merging does has its own test.
            if made.times().iter().filter(|t| *t == at).count() > 1 || !times.contains(at) {
                continue;
            }
            let here = read.times().binary_search(at).unwrap();
            let row = made.row(index);
            for column in stored().iter() {
                let expected = match column.spec().storage {
                    Storage::Flag => Some(f64::from(u8::from(made.is_sample(index)))),
                    Storage::Double => row.double(column),
                    _ => row.micros(column).map(|m| m as f64 / 1e6),
                };
                let value = read.column(column)[here];
                prop_assert!(expected.unwrap_or(f64::NAN).to_bits() == value.to_bits() || (expected.is_none() && value.is_nan()));
            }
        }
    }

    /// Importing parts in any order, in one import or several, with or without spilling, any of them twice, gives the
    /// same bytes.
    #[test]
    fn merging_depends_on_nothing_but_the_rows(
        parts in prop::collection::vec((any::<bool>(), any_rows()), 1..5),
        again in any::<prop::sample::Index>(),
        order in any::<u64>(),
        spill in any::<bool>(),
    ) {
        let slots: Vec<_> = parts.iter().map(|(next, rows)| to_slot(if *next { NEXT_SLUG } else { SLUG }, rows)).collect();
        let one = tempfile::tempdir().unwrap();
        write(one.path(), slots.clone()).unwrap();
        let two = tempfile::tempdir().unwrap();
        let mut shuffled = slots.clone();
        shuffled.sort_by_key(|s| (order.wrapping_mul(s.len() as u64 + 1)).rotate_left(7));
        shuffled.push(slots[again.index(slots.len())].clone());
        for slot in shuffled {
            let mut writer = TickStore::open(two.path()).unwrap().writer().unwrap();
            if spill {
                writer = writer.with_budget(0);
            }
            writer.add(slot).unwrap();
            writer.commit(&Silent).unwrap();
        }
        let bytes = |dir: &std::path::Path| files(dir).into_iter().map(|f| f.1).collect::<Vec<_>>();
        prop_assert!(bytes(one.path()) == bytes(two.path()));
    }
}

#[test]
fn importing_again_changes_no_byte_and_counts_duplicates() {
    let dir = tempfile::tempdir().unwrap();
    let rows: &Rows = &[(0, true, &[(Column::BidUp, 500_000)]), (1_000, true, &[(Column::BidUp, 510_000)])];
    write(dir.path(), [slot(SLUG, rows)]).unwrap();
    let before = files(dir.path());
    let summary = write(dir.path(), [slot(SLUG, rows)]).unwrap();
    assert_eq!((summary.rows, summary.duplicates, summary.conflicts), (2, 2, 0));
    assert!(before == files(dir.path()));
}

#[test]
fn overlaps_merge_and_conflicts_are_counted() {
    use Column::*;
    let check = |a: &[(Column, i64)], b: &[(Column, i64)], expected: Expect| {
        let mut results = Vec::new();
        for (first, second) in [(a, b), (b, a)] {
            let dir = tempfile::tempdir().unwrap();
            write(dir.path(), [slot(SLUG, &[(0, true, first)])]).unwrap();
            let summary = write(dir.path(), [slot(SLUG, &[(0, false, second)])]).unwrap();
            let source = TickStore::open(dir.path()).unwrap().select(&Selection::default()).unwrap();
            let read = source.load(0, stored()).unwrap();
            let mut text = format!("duplicates {}, conflicts {}:", summary.duplicates, summary.conflicts);
            for column in source.recorded(0).iter() {
                text += &format!(" {column} {}", read.column(column)[0]);
            }
            results.push(text);
        }
        assert_eq!(results[0], results[1], "the order of imports shows");
        expected.assert_eq(&results[0]);
    };
    // The same row; one side joins the underlying; two books at one time, of which one is taken whole.
    check(&[(BidUp, 5)], &[(BidUp, 5)], expect!["duplicates 1, conflicts 0: sample 1 bid_up 0.000005"]);
    check(
        &[(BidUp, 5)],
        &[(BidUp, 5), (ChainlinkPrice, 60_000)],
        expect!["duplicates 1, conflicts 0: sample 1 bid_up 0.000005 chainlink_price 60000"],
    );
    check(
        &[(BidUp, 5), (AskUp, 9)],
        &[(BidUp, 7)],
        expect!["duplicates 0, conflicts 1: sample 1 bid_up 0.000005 ask_up 0.000009"],
    );
    check(
        &[(BidUp, 5), (AskUp, 9)],
        &[(BidUp, 7), (AskUp, 8)],
        expect!["duplicates 0, conflicts 1: sample 1 bid_up 0.000007 ask_up 0.000008"],
    );
    check(
        &[(SettlementPrice, 5)],
        &[(SettlementPrice, 6)],
        expect!["duplicates 0, conflicts 1: sample 1 settlement_price 6"],
    );
}

#[test]
fn metadata_is_kept_and_completed() {
    let dir = tempfile::tempdir().unwrap();
    let mut known = slot(SLUG, &[(0, true, &[(Column::BidUp, 500_000)])]);
    known.market.price_to_beat = 65_000.123_456_789;
    known.market.price_to_beat_at = TimeMs(START + 700);
    known.market.end_price = 0.1 + 0.2;
    known.market.one_token = true;
    write(dir.path(), [known.clone()]).unwrap();
    // A later import of other rows says who won, and one without rows changes nothing.
    let mut resolved = slot(SLUG, &[(1_000, true, &[(Column::BidUp, 510_000)])]);
    resolved.market.winner = Some(Winner::Split);
    resolved.market.winner_source = WinnerSource::Metadata;
    resolved.market.one_token = true;
    write(dir.path(), [resolved]).unwrap();
    let store = TickStore::open(dir.path()).unwrap();
    let coverage = store.coverage(&Selection::default()).unwrap();
    known.market.winner = Some(Winner::Split);
    known.market.winner_source = WinnerSource::Metadata;
    assert_eq!(coverage[0].market, known.market);
    assert_eq!((coverage[0].rows, coverage[0].from.0, coverage[0].to.0), (2, START, START + 1_000));
    // Metadata alone can also be added.
    let mut alone = slot(SLUG, &[]);
    alone.market.winner = Some(Winner::Up);
    assert_eq!(write(dir.path(), [alone]).unwrap().rows, 2);
}

#[test]
fn winners_are_inferred_from_the_last_five_seconds() {
    use Column::{BidDown, BidUp};
    let check = |rows: &Rows, expected: Option<Winner>| {
        let dir = tempfile::tempdir().unwrap();
        let summary = write(dir.path(), [slot(SLUG, rows)]).unwrap();
        let store = TickStore::open(dir.path()).unwrap();
        let market = &store.coverage(&Selection::default()).unwrap()[0].market;
        assert_eq!(market.winner, expected, "{rows:?}");
        let source = if expected.is_some() { WinnerSource::Inferred } else { WinnerSource::Unresolved };
        assert_eq!(market.winner_source, source);
        assert_eq!(
            (summary.inferred, summary.unresolved),
            (u64::from(expected.is_some()), u64::from(expected.is_none()))
        );
    };
    check(&[(899_000, true, &[(BidUp, 970_000)])], Some(Winner::Up));
    check(&[(895_000, true, &[(BidDown, 999_000), (BidUp, 1_000)])], Some(Winner::Down));
    check(&[(899_000, true, &[(BidUp, 969_999)])], None);
    // Too early; not at the very end; contradicted; empty side of the loser.
    check(&[(894_999, true, &[(BidUp, 990_000)])], None);
    check(&[(896_000, true, &[(BidUp, 990_000)]), (899_000, true, &[(BidUp, 500_000)])], None);
    check(&[(896_000, true, &[(BidDown, 990_000)]), (899_000, true, &[(BidUp, 990_000)])], None);
    check(&[(899_500, false, &[(BidUp, 980_000), (Column::BidSizeDown, 0)])], Some(Winner::Up));
    check(&[(0, true, &[(BidUp, 990_000)])], None);
    // An inference is made again when rows are added.
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), [slot(SLUG, &[(896_000, true, &[(BidUp, 990_000)])])]).unwrap();
    write(dir.path(), [slot(SLUG, &[(899_000, true, &[(BidUp, 100_000)])])]).unwrap();
    let coverage = TickStore::open(dir.path()).unwrap().coverage(&Selection::default()).unwrap();
    assert_eq!(
        (coverage[0].market.winner, coverage[0].market.winner_source),
        (None, WinnerSource::Unresolved)
    );
}

#[test]
fn quality_counts_gaps_and_contradictions() {
    use Column::*;
    let dir = tempfile::tempdir().unwrap();
    let rows: &Rows = &[
        (5_000, true, &[(BidUp, 400_000), (AskUp, 410_000), (AskDown, 600_000)]),
        (10_001, true, &[(BidUp, 410_000), (AskUp, 410_000)]),
        (10_002, false, &[(AskUp, 410_000), (AskDown, 580_000)]),
        (894_000, true, &[(BidUp, 410_000), (BidDown, 600_000)]),
        (899_999, true, &[(BidSizeUp, 0)]),
    ];
    write(dir.path(), [slot(SLUG, rows)]).unwrap();
    let coverage = &TickStore::open(dir.path()).unwrap().coverage(&Selection::default()).unwrap()[0];
    expect![[r#"Quality { grid_rows: 4, gaps: 3, longest_gap_ms: 883998, inconsistent: 3 } ["sample", "bid_up", "ask_up", "bid_down", "ask_down", "bid_size_up"]"#]].assert_eq(&format!("{:?} {:?}", coverage.quality, coverage.recorded.iter().map(Column::name).collect::<Vec<_>>()));
}

#[test]
fn one_import_at_a_time_and_none_is_half_done() {
    let dir = tempfile::tempdir().unwrap();
    let rows: &Rows = &[(0, true, &[(Column::BidUp, 500_000)])];
    write(dir.path(), [slot(SLUG, rows)]).unwrap();
    let before = files(dir.path());
    let store = TickStore::open(dir.path()).unwrap();
    // A writer that is dropped has done nothing, also when it had spilled rows to disk.
    let mut writer = store.writer().unwrap().with_budget(0);
    writer.add(slot(NEXT_SLUG, rows)).unwrap();
    let second = store.writer().unwrap_err();
    assert!(matches!(&second, StoreError::Locked(_)), "{second}");
    drop(writer);
    assert!(before == files(dir.path()));
    // What a crash leaves behind is ignored by readers and removed by the next import.
    let leftover = dir.path().join("ticks/.import-crash");
    fs::create_dir(&leftover).unwrap();
    fs::write(leftover.join("0.parquet"), b"half").unwrap();
    let file = tick_file_in(dir.path());
    fs::write(file.with_file_name(".ticks.parquet.new"), b"half").unwrap();
    assert_eq!(store.coverage(&Selection::default()).unwrap().len(), 1);
    write(dir.path(), [slot(NEXT_SLUG, rows)]).unwrap();
    assert!(!leftover.exists());
    assert_eq!(store.coverage(&Selection::default()).unwrap().len(), 2);
    assert_eq!(files(dir.path()).len(), 1);
}

fn tick_file_in(dir: &std::path::Path) -> std::path::PathBuf {
    files(dir).into_iter().map(|f| f.0).find(|p| p.ends_with("ticks.parquet")).unwrap()
}

#[test]
fn stopping_leaves_the_store_as_it_was() {
    struct Stop;
    impl craftstrat_data::Progress for Stop {
        fn start(&self, _: &str, _: craftstrat_data::Unit, _: Option<u64>) {}
        fn advance(&self, _: u64) {}
        fn message(&self, _: &str) {}
        fn finish(&self) {}
        fn cancelled(&self) -> bool {
            true
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let rows: &Rows = &[(0, true, &[(Column::BidUp, 500_000)])];
    let mut writer = TickStore::open(dir.path()).unwrap().writer().unwrap();
    writer.add(slot(SLUG, rows)).unwrap();
    expect!["stopped: nothing was imported"].assert_eq(&told(&writer.commit(&Stop).unwrap_err()));
    assert_eq!(files(dir.path()), []);
}

#[test]
fn generated_and_recorded_rows_never_mix() {
    let dir = tempfile::tempdir().unwrap();
    let settings = |seed| GeneratorSettings::new("btc-updown-15m".parse().unwrap(), TimeMs(START), 1, seed);
    write(dir.path(), generate::rows(&settings(1))).unwrap();
    let before = files(dir.path());
    assert_eq!(write(dir.path(), generate::rows(&settings(1))).unwrap().conflicts, 0);
    let recorded = slot(SLUG, &[(0, true, &[(Column::BidUp, 500_000)])]);
    expect!["btc-updown-15m-1790586000 would mix generated rows in ticks.parquet with recorded ones: use another --data-dir or other dates"].assert_eq(&told(&write(dir.path(), [recorded]).unwrap_err()));
    expect!["btc-updown-15m-1790586000 would mix generated rows in ticks.parquet with differently generated ones: use another --data-dir or other dates"].assert_eq(&told(&write(dir.path(), generate::rows(&settings(2))).unwrap_err()));
    assert!(before == files(dir.path()));
}

/// A slot longer than a row group is read back in one piece, and threads with a cache too small for anything get what
/// one thread gets.
#[test]
fn long_slots_and_many_threads() {
    let dir = tempfile::tempdir().unwrap();
    let mut long = SlotRows::new(market_of_slug("eth-updown-1d-1790553600").unwrap());
    for second in 0..40_000_i64 {
        let mut row = Row::EMPTY;
        row.set(Column::BidUp, second % 997 * 1_000).unwrap();
        if second % 3 == 0 {
            row.set(Column::BidSizeUp, second * 10_000).unwrap();
        }
        long.push(TimeMs(1_790_553_600_000 + second * 1_000), true, &row);
    }
    let settings = GeneratorSettings::new("btc-updown-5m".parse().unwrap(), TimeMs(START), 300, 4);
    write(dir.path(), [long.clone()].into_iter().chain(generate::rows(&settings))).unwrap();
    let source = TickStore::open(dir.path()).unwrap().select(&Selection::default()).unwrap();
    let at = source.markets().iter().position(|m| m.slug.starts_with("eth")).unwrap();
    let read = source.load(at, stored()).unwrap();
    assert_eq!(read.rows(), 40_000);
    for second in 0..40_000_i64 {
        let size = read.column(Column::BidSizeUp)[second as usize];
        assert_eq!(
            read.column(Column::BidUp)[second as usize],
            Price::from_micros(second % 997 * 1_000).to_f64()
        );
        assert!(if second % 3 == 0 { size == (second * 10_000) as f64 / 1e6 } else { size.is_nan() });
    }
    let sum = |source: &craftstrat_data::StoreSource, market| {
        let ticks = source.load(market, stored()).unwrap();
        let bits = stored().iter().flat_map(|c| ticks.column(c).to_vec()).map(f64::to_bits);
        bits.fold(ticks.rows() as u64, |a, b| a.rotate_left(5) ^ b)
    };
    let markets = source.markets().len();
    let alone: Vec<u64> = (0..markets).map(|m| sum(&source, m)).collect();
    let tight =
        TickStore::open(dir.path()).unwrap().select(&Selection::default()).unwrap().with_cache_bytes(1);
    let together = std::thread::scope(|scope| {
        let one = |offset: usize| {
            let (tight, sum) = (&tight, &sum);
            scope.spawn(move || (0..markets).map(|m| sum(tight, (m + offset) % markets)).collect::<Vec<_>>())
        };
        let threads: Vec<_> = (0..4).map(|i| one(i * markets / 4)).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect::<Vec<_>>()
    });
    for (i, sums) in together.into_iter().enumerate() {
        let offset = i * markets / 4;
        assert!((0..markets).all(|m| sums[m] == alone[(m + offset) % markets]));
    }
}

#[test]
fn selections_prune_by_series_market_and_time() {
    let dir = tempfile::tempdir().unwrap();
    for series in ["btc-updown-15m", "eth-updown-5m"] {
        let from = TimeMs::from_date(2026, 9, 1).plus_ms(86_400_000 - 1_800_000);
        let settings = GeneratorSettings {
            events: false,
            ..GeneratorSettings::new(series.parse().unwrap(), from, 4, 1)
        };
        write(dir.path(), generate::rows(&settings)).unwrap();
    }
    let store = TickStore::open(dir.path()).unwrap();
    let check = |selection: Selection, expected: Expect| {
        let text = match (store.select(&selection), store.coverage(&selection)) {
            (Ok(source), Ok(coverage)) => {
                let slugs: Vec<_> = source.markets().iter().map(|m| m.slug.as_str()).collect();
                assert_eq!(slugs, coverage.iter().map(|c| c.market.slug.as_str()).collect::<Vec<_>>());
                slugs.join(" ")
            }
            (Err(a), Err(b)) => {
                assert_eq!(a.to_string(), b.to_string());
                told(&a)
            }
            (a, b) => panic!("{a:?} {b:?}"),
        };
        expected.assert_eq(&text);
    };
    let all = Selection::default();
    let midnight = Some(TimeMs::from_date(2026, 9, 2));
    check(
        all.clone(),
        expect![
            "btc-updown-15m-1788305400 eth-updown-5m-1788305400 eth-updown-5m-1788305700 eth-updown-5m-1788306000 btc-updown-15m-1788306300 eth-updown-5m-1788306300 btc-updown-15m-1788307200 btc-updown-15m-1788308100"
        ],
    );
    check(
        Selection { series: Some("eth-updown-5m".parse().unwrap()), ..all.clone() },
        expect![
            "eth-updown-5m-1788305400 eth-updown-5m-1788305700 eth-updown-5m-1788306000 eth-updown-5m-1788306300"
        ],
    );
    check(
        Selection { from: midnight, ..all.clone() },
        expect!["btc-updown-15m-1788307200 btc-updown-15m-1788308100"],
    );
    check(
        Selection { to: midnight, ..all.clone() },
        expect![
            "btc-updown-15m-1788305400 eth-updown-5m-1788305400 eth-updown-5m-1788305700 eth-updown-5m-1788306000 btc-updown-15m-1788306300 eth-updown-5m-1788306300"
        ],
    );
    check(
        Selection { markets: vec!["btc-updown-15m-1788307200".to_owned()], ..all.clone() },
        expect!["btc-updown-15m-1788307200"],
    );
    check(
        Selection { markets: vec!["btc-updown-15m-1".to_owned()], ..all.clone() },
        expect!["no ticks of btc-updown-15m-1 in ticks: `craftstrat data ls` lists what there is"],
    );
    check(Selection { series: Some("sol-updown-5m".parse().unwrap()), ..all }, expect![[""]]);
}

#[test]
fn a_file_replaced_while_it_is_read_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), [slot(SLUG, &[(0, true, &[(Column::BidUp, 500_000)])])]).unwrap();
    let source = TickStore::open(dir.path()).unwrap().select(&Selection::default()).unwrap();
    write(dir.path(), [slot(SLUG, &[(1_000, true, &[(Column::BidUp, 500_000)])])]).unwrap();
    let error = source.load(0, stored()).unwrap_err();
    assert!(error.detail.contains("replaced by an import"), "{error}");
}

/// Who won and where it ended are in no column a strategy, or SQL over the ticks, could read.
#[test]
fn settlement_data_is_no_column() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let dir = tempfile::tempdir().unwrap();
    let settings = GeneratorSettings::new("btc-updown-15m".parse().unwrap(), TimeMs(START), 1, 1);
    write(dir.path(), generate::rows(&settings)).unwrap();
    let reader = SerializedFileReader::new(fs::File::open(tick_file(dir.path())).unwrap()).unwrap();
    let names: Vec<_> = reader
        .metadata()
        .file_metadata()
        .schema_descr()
        .columns()
        .iter()
        .map(|c| c.name().to_owned())
        .collect();
    expect!["symbol slot_ts captured_at sample bid_up ask_up bid_down ask_down bid_size_up ask_size_up bid_size_down ask_size_down bid_up_2 ask_up_2 bid_down_2 ask_down_2 bid_size_up_2 ask_size_up_2 bid_size_down_2 ask_size_down_2 bid_up_3 ask_up_3 bid_down_3 ask_down_3 bid_size_up_3 ask_size_up_3 bid_size_down_3 ask_size_down_3 chainlink_price settlement_price market_volume_usd tick_size"].assert_eq(&names.join(" "));
}
