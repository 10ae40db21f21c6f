//! Messages are cut out of a stream wherever it breaks; nothing else is a message.

use crate::support::{buy, sealed, signer, wallet};
use craftstrat_signer::frame::{FrameError, LENGTH_MAX, decode, encode, split};
use craftstrat_signer::request::{Inspect, SignVenueAuth};
use craftstrat_signer::{Answer, Request};
use craftstrat_signing::wallet::AccountKind;
use proptest::prelude::*;
use serde_json::json;

#[test]
fn a_request_comes_back_as_it_was_sent() {
    let signer = signer();
    let owner = wallet(&signer, AccountKind::Deposit);
    let key = sealed(&owner);
    let requests = [
        Request::Status,
        Request::SignOrder(buy(&owner)),
        Request::Inspect(Inspect { key: key.clone() }),
        Request::SignVenueAuth(SignVenueAuth { key, chain: 137, timestamp_s: 5, nonce: u64::MAX }),
    ];
    for request in requests {
        let bytes = encode(&request).unwrap();
        let (message, used) = split(&bytes).unwrap().unwrap();
        assert_eq!(used, bytes.len());
        assert_eq!(decode::<Request>(message).unwrap(), request);
    }
}

#[test]
fn there_is_no_request_for_bytes_and_no_place_for_them() {
    let owner = wallet(&signer(), AccountKind::Deposit);
    let order = serde_json::to_value(Request::SignOrder(buy(&owner))).unwrap();
    assert!(decode::<Request>(order.to_string().as_bytes()).is_ok());
    // A field more, at any depth, and it is no request.
    let places: [&[&str]; 4] =
        [&["sign_order"], &["sign_order", "order"], &["sign_order", "key"], &["sign_order", "market"]];
    for place in places {
        let mut more = order.clone();
        let inner = place.iter().fold(&mut more, |value, name| &mut value[*name]);
        inner["digest"] = json!("0x00");
        assert!(decode::<Request>(more.to_string().as_bytes()).is_err(), "{place:?}");
    }
    for name in ["sign", "sign_hash", "sign_bytes", "sign_message", "sign_typed_data", "sign_transaction"] {
        let asked = json!({ name: { "key": order["sign_order"]["key"], "hash": "0x00" } });
        assert_eq!(decode::<Request>(asked.to_string().as_bytes()), Err(FrameError::Malformed));
    }
    for text in ["", "null", "{}", "[]", "\"\"", "1e999", "{\"status\":{\"a\":1}}", "\"status\" \"status\""] {
        assert_eq!(decode::<Request>(text.as_bytes()), Err(FrameError::Malformed), "{text}");
    }
}

#[test]
fn length_is_bounded_before_anything_is_read() {
    let head = |length: usize| u32::try_from(length).unwrap().to_be_bytes();
    assert_eq!(split(&head(LENGTH_MAX)), Ok(None));
    assert_eq!(split(&head(LENGTH_MAX + 1)), Err(FrameError::TooLong));
    assert_eq!(split(&[0xff; 4]), Err(FrameError::TooLong));
    assert_eq!(encode(&"x".repeat(LENGTH_MAX)).map(|_| ()), Err(FrameError::TooLong));
    assert!(encode(&"x".repeat(LENGTH_MAX - 2)).is_ok());
}

proptest! {
    #[test]
    fn any_bytes_are_messages_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), short in any::<bool>()) {
        let mut bytes = bytes;
        if let (true, [a, b, c, ..]) = (short, &mut bytes[..]) {
            (*a, *b, *c) = (0, 0, 0);
        }
        let mut rest = &bytes[..];
        while let Ok(Some((message, used))) = split(rest) {
            prop_assert_eq!(message.len() + 4, used);
            let _ = decode::<Request>(message);
            let _ = decode::<Answer>(message);
            rest = &rest[used..];
        }
    }

    #[test]
    fn a_stream_gives_the_same_messages_wherever_it_breaks(
        messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 0..8),
        cuts in prop::collection::vec(1_usize..20, 1..40),
    ) {
        let mut stream = Vec::new();
        for message in &messages {
            stream.extend_from_slice(&(message.len() as u32).to_be_bytes());
            stream.extend_from_slice(message);
        }
        let (mut got, mut buffer, mut at) = (Vec::new(), Vec::new(), 0);
        for cut in cuts.iter().cycle() {
            if at == stream.len() {
                break;
            }
            let end = (at + cut).min(stream.len());
            buffer.extend_from_slice(&stream[at..end]);
            at = end;
            while let Some((message, used)) = split(&buffer).unwrap() {
                got.push(message.to_vec());
                buffer.drain(..used);
            }
        }
        prop_assert_eq!(got, messages);
    }
}
