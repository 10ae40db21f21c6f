//! Any bytes are prices, metadata, a book or the terms of a market, or none of them: never a panic.
#![no_main]

use craftstrat_venue::{gamma, rest, rtds};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = rtds::decode(bytes);
    let _ = gamma::decode(bytes);
    let _ = rest::book(bytes);
    let _ = rest::clob_market(bytes);
});
