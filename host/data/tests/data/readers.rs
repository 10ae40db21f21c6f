//! Other programs read the store: pyarrow, pandas and DuckDB see the right values under natural types.

use crate::support::{Rows, SLUG, python as interpreter, slot, write};
use craftstrat_model::Column;
use expect_test::expect;

/// Runs a Python script on the store; `None`, said aloud, when a module it needs is missing.
fn python(modules: &str, script: &str, dir: &std::path::Path) -> Option<String> {
    let probe = interpreter().args(["-c", &format!("import {modules}")]).output();
    if !probe.is_ok_and(|o| o.status.success()) {
        eprintln!("SKIPPED: python3 with {modules} is not here");
        return None;
    }
    let output = interpreter().args(["-c", script]).arg(dir.join("ticks")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

fn store() -> tempfile::TempDir {
    use Column::*;
    let dir = tempfile::tempdir().unwrap();
    let first: &Rows = &[
        (
            0,
            true,
            &[(BidUp, 550_000), (AskUp, 560_000), (BidSizeUp, 12_345_670_000), (ChainlinkPrice, 65_000)],
        ),
        (250, false, &[(BidUp, 551_000), (AskSizeUp, 0)]),
    ];
    let eth: &Rows = &[(1_000, true, &[(BidUp, 1), (TickSize, 1_000)])];
    write(dir.path(), [slot(SLUG, first), slot("eth-updown-5m-1790640000", eth)]).unwrap();
    dir
}

#[test]
fn pandas_and_pyarrow() {
    let dir = store();
    let script = r#"
import sys, pandas as pd, pyarrow.dataset as ds
table = ds.dataset(sys.argv[1], partitioning="hive", exclude_invalid_files=False).to_table()
for name in ["symbol", "slot_ts", "captured_at", "sample", "bid_up", "bid_size_up", "chainlink_price", "tick_size", "series"]:
    print(name, table.schema.field(name).type)
frame = pd.read_parquet(sys.argv[1], filters=[("series", "==", "btc-updown-15m")])
print(frame[["symbol", "captured_at", "sample", "bid_up", "ask_up", "ask_size_up", "bid_size_up", "chainlink_price", "tick_size"]].to_csv(index=False), end="")
wide = frame["bid_up"].astype(float)
print(wide[0] == 0.55, wide[1] == 0.551, (frame["bid_up"] > 0.55).tolist())
"#;
    let Some(said) = python("pandas, pyarrow", script, dir.path()) else { return };
    expect![[r#"
        symbol string
        slot_ts int64
        captured_at timestamp[ms, tz=UTC]
        sample int8
        bid_up decimal128(9, 6)
        bid_size_up decimal128(18, 6)
        chainlink_price double
        tick_size decimal128(9, 6)
        series string
        symbol,captured_at,sample,bid_up,ask_up,ask_size_up,bid_size_up,chainlink_price,tick_size
        btc-updown-15m-1790586000,2026-09-28 09:00:00.000+00:00,1,0.550000,0.560000,,12345.670000,65000.0,
        btc-updown-15m-1790586000,2026-09-28 09:00:00.250+00:00,0,0.551000,,0.000000,,,
        True True [False, True]
    "#]]
    .assert_eq(&said);
}

#[test]
fn duckdb() {
    let dir = store();
    let script = r#"
import sys, duckdb
ticks = f"read_parquet('{sys.argv[1]}/*/*/*.parquet', hive_partitioning=true)"
duckdb.sql("set timezone='UTC'")
for column in duckdb.sql(f"describe select symbol, slot_ts, captured_at, sample, bid_up, bid_size_up, chainlink_price, series, date from {ticks}").fetchall():
    print(column[0], column[1])
for row in duckdb.sql(f"select series, date, symbol, epoch_ms(captured_at), sample, bid_up, ask_up - bid_up, bid_size_up, chainlink_price, tick_size from {ticks} order by captured_at").fetchall():
    print(*row)
print(duckdb.sql(f"select count(*) from {ticks} where bid_up = 0.55 and sample = 1 and slot_ts = 1790586000").fetchall()[0][0])
"#;
    let Some(said) = python("duckdb", script, dir.path()) else { return };
    expect![[r#"
        symbol VARCHAR
        slot_ts BIGINT
        captured_at TIMESTAMP WITH TIME ZONE
        sample TINYINT
        bid_up DECIMAL(9,6)
        bid_size_up DECIMAL(18,6)
        chainlink_price DOUBLE
        series VARCHAR
        date DATE
        btc-updown-15m 2026-09-28 btc-updown-15m-1790586000 1790586000000 1 0.550000 0.010000 12345.670000 65000.0 None
        btc-updown-15m 2026-09-28 btc-updown-15m-1790586000 1790586000250 0 0.551000 None None None None
        eth-updown-5m 2026-09-29 eth-updown-5m-1790640000 1790640001000 1 0.000001 None None None 0.001000
        1
    "#]].assert_eq(&said);
}
