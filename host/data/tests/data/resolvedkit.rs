//! The resolvedkit importer on the recorded sample.

use craftstrat_data::import::{Options, resolvedkit};
use craftstrat_data::{ImportReport, Selection, Silent, SlotRows, TickStore};
use craftstrat_model::ticks::{Level, Side};
use craftstrat_model::{Column, Outcome, TickSource};
use expect_test::expect;
use std::fs;
use std::path::PathBuf;

const SAMPLE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/orderbooks/resolvedkit_btc15m_2026-09-28");

fn sample() -> Option<PathBuf> {
    let path = PathBuf::from(SAMPLE);
    if !path.exists() {
        eprintln!("SKIPPED: {SAMPLE} is not here");
    }
    path.exists().then_some(path)
}

fn import(path: PathBuf) -> (Vec<SlotRows>, ImportReport) {
    let mut slots = Vec::new();
    let report = resolvedkit::import(&[path], &Options::default(), &mut slots, &Silent).unwrap();
    (slots, report)
}

#[test]
fn the_sample_imports_whole() {
    let Some(path) = sample() else { return };
    let dir = tempfile::tempdir().unwrap();
    let store = TickStore::open(dir.path()).unwrap();
    let mut writer = store.writer().unwrap();
    let mut report = resolvedkit::import(&[path], &Options::default(), &mut writer, &Silent).unwrap();
    report.absorb(writer.commit(&Silent).unwrap());
    let mut text = format!("{report:#?}\n");
    for c in store.coverage(&Selection::default()).unwrap() {
        let quality = c.quality;
        text += &format!(
            "{} {:?} {:?} rows {} grid {} gaps {} longest {} inconsistent {}\n",
            c.market.slug,
            c.market.winner.unwrap(),
            c.market.winner_source,
            c.rows,
            quality.grid_rows,
            quality.gaps,
            quality.longest_gap_ms,
            quality.inconsistent
        );
    }
    expect![[r#"
        ImportReport {
            files: 2,
            records: 38333,
            duplicates: 0,
            rejects: {},
            notes: {},
            written: WriteSummary {
                slots: 18,
                rows: 21600,
                grid_rows: 16132,
                gaps: 5,
                inconsistent: 94,
                duplicates: 0,
                conflicts: 0,
                outside_slot: 0,
                inferred: 0,
                unresolved: 0,
                files: 1,
            },
        }
        btc-updown-15m-1790586000 Down Metadata rows 1123 grid 893 gaps 0 longest 5000 inconsistent 0
        btc-updown-15m-1790586900 Down Metadata rows 1307 grid 900 gaps 0 longest 1000 inconsistent 8
        btc-updown-15m-1790587800 Down Metadata rows 1103 grid 885 gaps 1 longest 13000 inconsistent 1
        btc-updown-15m-1790588700 Up Metadata rows 1269 grid 900 gaps 0 longest 1000 inconsistent 6
        btc-updown-15m-1790589600 Up Metadata rows 1135 grid 900 gaps 0 longest 1000 inconsistent 0
        btc-updown-15m-1790590500 Up Metadata rows 1129 grid 899 gaps 0 longest 2000 inconsistent 3
        btc-updown-15m-1790591400 Up Metadata rows 1058 grid 881 gaps 2 longest 7000 inconsistent 1
        btc-updown-15m-1790592300 Up Metadata rows 1261 grid 900 gaps 0 longest 1000 inconsistent 8
        btc-updown-15m-1790593200 Up Metadata rows 1343 grid 894 gaps 1 longest 6984 inconsistent 7
        btc-updown-15m-1790594100 Up Metadata rows 1354 grid 900 gaps 0 longest 1000 inconsistent 13
        btc-updown-15m-1790595000 Up Metadata rows 1175 grid 900 gaps 0 longest 1000 inconsistent 6
        btc-updown-15m-1790596800 Up Metadata rows 1123 grid 887 gaps 1 longest 6000 inconsistent 5
        btc-updown-15m-1790597700 Up Metadata rows 1344 grid 900 gaps 0 longest 1000 inconsistent 16
        btc-updown-15m-1790598600 Down Metadata rows 1221 grid 900 gaps 0 longest 1000 inconsistent 3
        btc-updown-15m-1790599500 Up Metadata rows 1084 grid 897 gaps 0 longest 3000 inconsistent 1
        btc-updown-15m-1790600400 Down Metadata rows 1025 grid 896 gaps 0 longest 3000 inconsistent 2
        btc-updown-15m-1790601300 Up Metadata rows 1196 grid 900 gaps 0 longest 1000 inconsistent 7
        btc-updown-15m-1790602200 Up Metadata rows 1350 grid 900 gaps 0 longest 1000 inconsistent 7
    "#]]
    .assert_eq(&text);
}

/// A row shows the last book received at or before it, never a later one: compared with the file read by pyarrow once
/// and written down here.
#[test]
fn rows_carry_the_recorded_levels() {
    let Some(path) = sample() else { return };
    let dir = tempfile::tempdir().unwrap();
    let store = TickStore::open(dir.path()).unwrap();
    let mut writer = store.writer().unwrap();
    resolvedkit::import(&[path], &Options::default(), &mut writer, &Silent).unwrap();
    writer.commit(&Silent).unwrap();
    let source = store.select(&Selection::default()).unwrap();
    let ticks = source.load(0, Column::ALL.iter().copied().collect()).unwrap();
    let row = ticks.times().iter().position(|t| *t >= 1_790_586_300_000).unwrap();
    let mut text = format!("{}\n", ticks.times()[row]);
    for outcome in Outcome::BOTH {
        for side in [Side::Bid, Side::Ask] {
            for level in 0..3 {
                text += &match ticks.level(row, outcome, side, level) {
                    Level::Known(price, shares) => {
                        format!("{outcome} {side:?} {level}: {shares} at {price}\n")
                    }
                    other => format!("{outcome} {side:?} {level}: {other:?}\n"),
                };
            }
        }
    }
    expect![[r#"
        1790586300000
        UP Bid 0: 94.69 at 0.08
        UP Bid 1: 544.29 at 0.07
        UP Bid 2: 3459.67 at 0.06
        UP Ask 0: 94.17 at 0.09
        UP Ask 1: 193 at 0.1
        UP Ask 2: 928 at 0.11
        DOWN Bid 0: 94.17 at 0.91
        DOWN Bid 1: 193 at 0.9
        DOWN Bid 2: 928 at 0.89
        DOWN Ask 0: 94.69 at 0.92
        DOWN Ask 1: 544.29 at 0.93
        DOWN Ask 2: 3459.67 at 0.94
    "#]]
    .assert_eq(&text);
}

/// Python cuts the recording at a moment; every row up to that moment is the same as from the whole recording.
#[test]
fn nothing_later_changes_an_earlier_row() {
    let Some(path) = sample() else { return };
    let dir = tempfile::tempdir().unwrap();
    fs::copy(path.join("markets.parquet"), dir.path().join("markets.parquet")).unwrap();
    let cut = 1_790_586_450_123_i64;
    let script = format!(
        "import pyarrow.parquet as pq, pyarrow as pa, pyarrow.compute as pc\n\
         t = pq.read_table(r'{}')\n\
         late = pc.greater(t['ts'], {cut})\n\
         keep = t.filter(pc.invert(late)); bad = t.filter(late)\n\
         px = pa.array([[0.01, 0.02]] * bad.num_rows, type=bad['bid_px'].type)\n\
         for name in ['bid_px', 'bid_sz', 'ask_px', 'ask_sz']:\n\
         \x20   bad = bad.set_column(bad.schema.get_field_index(name), name, px)\n\
         pq.write_table(pa.concat_tables([keep, bad]), r'{}')\n",
        path.join("books.parquet").display(),
        dir.path().join("books.parquet").display()
    );
    let python = crate::support::python().args(["-c", &script]).output();
    if !python.is_ok_and(|o| o.status.success()) {
        eprintln!("SKIPPED: python3 with pyarrow is not here");
        return;
    }
    let up_to = |slots: &[SlotRows]| -> Vec<(String, i64, craftstrat_data::Row)> {
        let mut rows: Vec<_> = slots
            .iter()
            .flat_map(|s| (0..s.len()).map(|i| (s.market.slug.clone(), s.times()[i], s.row(i))))
            .filter(|(_, at, _)| *at <= cut)
            .collect();
        rows.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        rows
    };
    let (whole, garbled) = (import(path).0, import(dir.path().to_owned()).0);
    let (whole, garbled) = (up_to(&whole), up_to(&garbled));
    assert!(whole.len() > 400, "{}", whole.len());
    assert!(whole == garbled, "rows up to the cut differ");
}

/// Rows that cannot be are counted by reason; the good ones around them stay.
#[test]
fn impossible_rows_are_counted() {
    let dir = tempfile::tempdir().unwrap();
    let script = r#"
import sys, pyarrow as pa, pyarrow.parquet as pq
pq.write_table(pa.table({"market_id": ["a", "b", None], "slug": ["btc-updown-15m-1790586000", "will-it-rain", "x"],
    "payout_up": [0.5, 1.0, 1.0], "payout_down": [0.5, 0.0, 0.0]}), sys.argv[1] + "/markets.parquet")
good, one = [0.4, 0.41], [1.0, 2.0]
rows = [  # market, seconds, side, bid prices, bid sizes, ask prices, ask sizes
    ("a", 0, "UP", good, one, [0.6, 0.61, 0.59], [1.0, 2.0, 0.0]), ("a", 0, "DOWN", [], [], None, None),
    ("a", 1, "UP", [1.5], [1.0], [], []), ("a", 1, "UP", [0.0], [1.0], [], []), ("a", 1, "UP", [float("nan")], [1.0], [], []),
    ("a", 1, "UP", good, [1.0], [], []), ("a", 1, "UP", [0.5], [-1.0], [], []), ("a", 1, "SIDEWAYS", good, one, [], []),
    ("a", None, "UP", good, one, [], []), (None, 1, "UP", good, one, [], []), ("b", 1, "UP", good, one, [], []),
    ("a", 2, "UP", good, one, [0.6], [3.0]), ("a", 1, "DOWN", good, one, [0.7], [3.0]), ("a", 7, "UP", good, one, [0.6], [4.0])]
names = ["market_id", "ts", "side", "bid_px", "bid_sz", "ask_px", "ask_sz"]
columns = {n: [r[i] for r in rows] for i, n in enumerate(names)}
columns["ts"] = [None if t is None else 1790586000000 + 1000 * t for t in columns["ts"]]
floats = pa.list_(pa.float64())
pq.write_table(pa.table({n: pa.array(v, floats) if n[3:] in ("_px", "_sz") or n.startswith(("bid", "ask")) else pa.array(v) for n, v in columns.items()}),
    sys.argv[1] + "/books.parquet")
"#;
    let python = crate::support::python().args(["-c", script]).arg(dir.path()).output();
    if !python.is_ok_and(|o| o.status.success()) {
        eprintln!("SKIPPED: python3 with pyarrow is not here");
        return;
    }
    let (slots, report) = import(dir.path().to_owned());
    let mut text = format!("{:#?}\n{:?}\n", report.rejects, slots[0].market.winner);
    let ticks = slots[0].clone().into_ticks();
    for row in 0..ticks.rows() {
        let best = |outcome, side| ticks.level(row, outcome, side, 0);
        text += &format!(
            "{} {:?} {:?} {:?}\n",
            ticks.times()[row] - 1_790_586_000_000,
            best(Outcome::Up, Side::Bid),
            best(Outcome::Up, Side::Ask),
            best(Outcome::Down, Side::Bid)
        );
    }
    expect![[r#"
        {
            "a side has more prices than sizes, or fewer": 1,
            "impossible price": 3,
            "impossible size": 1,
            "market without an id or a slug": 1,
            "not an Up/Down slot": 2,
            "row without a market or a time": 2,
            "side is neither UP nor DOWN": 1,
            "time runs backwards": 1,
        }
        Some(Split)
        0 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(1000000)) Empty
        1000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(1000000)) Empty
        2000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(3000000)) Empty
        3000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(3000000)) Empty
        4000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(3000000)) Empty
        5000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(3000000)) Empty
        6000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(3000000)) Empty
        7000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(4000000)) NotRecorded
        8000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(4000000)) NotRecorded
        9000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(4000000)) NotRecorded
        10000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(4000000)) NotRecorded
        11000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(4000000)) NotRecorded
        12000 Known(Price(410000), Shares(2000000)) Known(Price(600000), Shares(4000000)) NotRecorded
    "#]]
    .assert_eq(&text);
}
