//! The recorded sample: what is there is not fetched again, and a failure says what to run.
use craftstrat_data::{Silent, sample};
use std::fs;

#[test]
fn files_that_are_there_are_not_fetched_again() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["books.parquet", "markets.parquet"] {
        fs::write(dir.path().join(name), name).unwrap();
    }
    assert_eq!(sample::fetch(dir.path(), &Silent).unwrap(), dir.path());
    assert_eq!(fs::read(dir.path().join("books.parquet")).unwrap(), b"books.parquet");
}
