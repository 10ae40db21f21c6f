//! Files of unknown kind: told by their content, whatever they are called.

use crate::support::{SLUG, shorten, slot, tick_file, write};
use craftstrat_data::import::upload::upload;
use craftstrat_data::{ImportError, Silent, SlotRows};
use std::io::Write;
use std::path::Path;

fn read(dir: &Path, name: &str, bytes: &[u8]) -> Result<Vec<SlotRows>, ImportError> {
    let path = dir.join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut slots = Vec::new();
    upload(&path, None, &mut slots, &Silent)?;
    Ok(slots)
}

#[test]
fn content_tells_what_a_file_is() {
    let dir = tempfile::tempdir().unwrap();
    let ticks = format!("symbol,captured_at,bid_up,ask_up\n{SLUG},1790586001000,0.5,0.51\n");
    let books = format!(
        "recorded_at_ts,market_slug,up_bid,up_bid_size,up_ask,up_ask_size,down_bid,down_bid_size,down_ask,down_ask_size\n\
         1790586001,{SLUG},0.5,10,0.51,10,0.48,10,0.5,10\n"
    );
    let other = tempfile::tempdir().unwrap();
    write(other.path(), [slot(SLUG, &[(1_000, true, &[])])]).unwrap();
    let parquet = std::fs::read(tick_file(other.path())).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(ticks.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    for (name, bytes) in [
        ("a.csv", ticks.as_bytes()),
        ("b.parquet", ticks.as_bytes()),
        ("c", books.as_bytes()),
        ("d.csv", &parquet),
        ("e.parquet", &parquet),
        ("f.csv.gz", &gzip),
    ] {
        let slots = read(dir.path(), name, bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(slots.iter().any(|s| s.market.slug == SLUG), "{name}");
    }
}

#[test]
fn what_is_no_recording_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("notes.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"nothing").unwrap();
    let zip = zip.finish().unwrap().into_inner();
    for (name, bytes, said) in [
        ("empty", b"".as_slice(), "it is empty"),
        ("words", b"hello\n", "no CSV header"),
        ("bytes", b"\xff\xfe\x00\x01\n", "neither text nor Parquet"),
        ("table", b"a,b,c\n1,2,3\n", "columns are a, b, c"),
        ("zip", &zip, "there is no books.parquet in it"),
        ("damaged", b"PK\x03\x04damaged", "cannot be unpacked"),
        ("short", b"PAR1PAR1", "not readable as Parquet"),
    ] {
        let error = read(dir.path(), name, bytes).unwrap_err();
        let text = shorten(&error.to_string());
        assert!(text.contains(said), "{name}: {text}");
    }
}
