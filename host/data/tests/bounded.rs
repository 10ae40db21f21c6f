//! A 100 MB file is imported in bounded memory. Alone in its process: it looks at the process's peak.
#![allow(clippy::unwrap_used)]

use craftstrat_data::import::{Options, ticks};
use craftstrat_data::{Silent, TickStore};
use std::fs;
use std::io::{BufWriter, Write};

#[test]
fn a_large_file_takes_little_memory() {
    let peak = || -> Option<u64> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.trim().parse().ok()
    };
    let Some(before) = peak() else {
        eprintln!("SKIPPED: no /proc/self/status here");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("large.csv");
    let mut file = BufWriter::new(fs::File::create(&path).unwrap());
    writeln!(
        file,
        "symbol,captured_at,bid_up,ask_up,bid_size_up,ask_size_up,bid_down,ask_down,chainlink_price"
    )
    .unwrap();
    let rows = 1_150_000_i64;
    for second in 0..rows {
        let (at, slot) = (1_790_586_000 + second, (1_790_586_000 + second) / 300 * 300);
        let price = 200 + second % 600;
        writeln!(
            file,
            "btc-updown-5m-{slot},{at}000,0.{price},0.{},{}.25,{}.5,0.{},0.{},{}.125",
            price + 1,
            second % 9_999,
            second % 777,
            999 - price,
            1_000 - price,
            65_000 + second % 5_000
        )
        .unwrap();
    }
    file.into_inner().unwrap().sync_all().unwrap();
    assert!(fs::metadata(&path).unwrap().len() > 90 << 20);
    let store = TickStore::open(dir.path()).unwrap();
    let mut writer = store.writer().unwrap().with_budget(16 << 20);
    ticks::import(&[path], &Options::default(), &mut writer, &Silent).unwrap();
    let summary = writer.commit(&Silent).unwrap();
    assert_eq!(summary.rows, rows as u64);
    let grown = (peak().unwrap() - before) >> 10;
    println!("peak memory grew by {grown} MB");
    assert!(grown < 120, "peak memory grew by {grown} MB");
}
