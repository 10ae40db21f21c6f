//! What shows a receiver that a delivery is ours, whole, and new: HMAC-SHA256 (RFC 2104) over time and body, under a secret
//! that only the two of us have.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt::Write;

/// When it was sent: milliseconds since the Unix epoch.
pub(super) const TIMESTAMP: &str = "x-craftstrat-timestamp";

/// `sha256=` and 64 hexadecimal digits: HMAC-SHA256 over the text of the time, a full stop, and the body.
pub(super) const SIGNATURE: &str = "x-craftstrat-signature";

/// The value of [`SIGNATURE`]. The key is the secret's text as its owner was shown it.
pub(super) fn signature(secret: &[u8], timestamp: &str, body: &[u8]) -> String {
    let mut text = "sha256=".to_owned();
    // A key of any length is taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return text };
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    for byte in mac.finalize().into_bytes() {
        // A string takes everything.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::signature;

    #[test]
    fn a_signature_is_what_other_programs_make_of_the_same() {
        // printf '1790812800000.{"id":"1"}' | openssl dgst -sha256 -hmac csw_secret
        let known = "sha256=5720958280b2f7980fd47ac19df2a730d7287082f6c30e184bb7e1bd97326630";
        assert_eq!(signature(b"csw_secret", "1790812800000", br#"{"id":"1"}"#), known);
        for (secret, timestamp, body) in [
            ("csw_secreT", "1790812800000", "{\"id\":\"1\"}"),
            ("csw_secret", "1790812800001", "{\"id\":\"1\"}"),
            ("csw_secret", "1790812800000", "{\"id\":\"2\"}"),
        ] {
            assert_ne!(signature(secret.as_bytes(), timestamp, body.as_bytes()), known);
        }
    }
}
