//! Any bytes are messages to the signer or none, any message is answered or refused, and nothing is signed for whoever
//! has no sealed key.
#![no_main]

use craftstrat_signer::{Answer, Envelope, MasterKeys, Request, Rules, Signer, frame};

const MASTER: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const NOW_MS: i64 = 1_763_700_000_000;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(envelope) = Envelope::from_bytes(bytes) {
        assert_eq!(envelope.to_bytes(), bytes);
    }
    let signer = Signer::new(MasterKeys::parse(MASTER).expect("a key"), Rules::default());
    let mut rest = bytes;
    while let Ok(Some((message, used))) = frame::split(rest) {
        rest = &rest[used..];
        answered(&signer, message);
    }
    // Without a length too, so that the parser need not be found through four bytes.
    answered(&signer, bytes);
});

fn answered(signer: &Signer, message: &[u8]) {
    let Ok(request) = frame::decode::<Request>(message) else { return };
    match signer.answer(&request, NOW_MS) {
        Answer::Status(_) | Answer::Key(_) | Answer::Refused(_) => {}
        signed => panic!("signed without a sealed key: {signed:?}"),
    }
}
