//! Any bytes are a frame of the market channel, an unknown event, or a reject with a reason.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = craftstrat_venue::message::decode(bytes);
});
