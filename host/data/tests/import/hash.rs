//! The venue's hashes of recorded books, recomputed from the rebuilt ones.

use crate::support::shared;
use craftstrat_model::Shares;
use craftstrat_venue::book::TokenBook;
use craftstrat_venue::hash::{HashInputs, book_hash};
use craftstrat_venue::rest;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;

/// Recorded messages that state the price step and the last trade hash to what they say. (What is not stated in them,
/// smallest size 5 and no negative risk, holds for every Up/Down slot.)
#[test]
fn recorded_books_hash_to_what_the_venue_says() {
    let Some(folder) = shared("orderbooks/cronos_btc5m_2026-04-16/market_data") else { return };
    let (mut books, mut checked) = (0_u64, 0_u64);
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = std::fs::File::open(entry.unwrap().path()).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let column = reader
            .metadata()
            .file_metadata()
            .schema_descr()
            .columns()
            .iter()
            .position(|c| c.name() == "raw_data");
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            let Ok(text) = row.get_string(column.unwrap()) else { continue };
            books += 1;
            let message = rest::book(text.as_bytes()).unwrap();
            let mut book = TokenBook::default();
            book.apply(&message.body, message.venue_ms);
            let (Some(last_trade), Some(tick_size)) = (message.stated.last_trade, book.tick_size()) else {
                continue;
            };
            let inputs = HashInputs {
                condition: &message.condition,
                token: &message.token,
                venue_ms: message.venue_ms.unwrap(),
                min_order_size: Shares::from_micros(5_000_000),
                tick_size,
                neg_risk: false,
                last_trade,
            };
            checked += 1;
            assert_eq!(book_hash(&book, &inputs).as_deref(), message.stated.hash.as_deref(), "{text}");
        }
    }
    eprintln!("{books} recorded books, {checked} state enough to be hashed, all equal");
    assert!(checked > 10, "{checked} of {books}");
}
