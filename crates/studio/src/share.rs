//! A document inside a link: canonical JSON, deflated, in base64url. The first character is the version of the format.

use crate::editor;
use crate::model::Document;
use crate::refusal::Refusal;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// Largest document a link may hold, in bytes of JSON.
pub const INFLATED_MAX: usize = 1 << 20;

/// Largest text read, in characters.
pub const ENCODED_MAX: usize = 1 << 20;

/// The version of the format.
const VERSION: char = '1';

/// Effort of the compression: the most that still takes no noticeable time.
const LEVEL: u8 = 9;

/// The document as a text for the fragment of a link.
pub fn encode(document: &Document) -> String {
    let text = editor::compact(document);
    let mut out = String::from(VERSION);
    URL_SAFE_NO_PAD.encode_string(compress_to_vec(text.as_bytes(), LEVEL), &mut out);
    out
}

/// The document of such a text.
///
/// # Errors
/// Why it cannot be read.
pub fn decode(text: &str) -> Result<Document, Refusal> {
    let text = text.trim();
    if text.len() > ENCODED_MAX {
        return Err(Refusal::new("studio-refusal-link-too-large"));
    }
    let body = text.strip_prefix(VERSION).ok_or_else(broken)?;
    let bytes = URL_SAFE_NO_PAD.decode(body).map_err(|_| broken())?;
    let inflated =
        decompress_to_vec_with_limit(&bytes, INFLATED_MAX).map_err(|error| match error.status {
            TINFLStatus::HasMoreOutput => Refusal::new("studio-refusal-link-too-large"),
            _ => broken(),
        })?;
    let json = String::from_utf8(inflated).map_err(|_| broken())?;
    editor::read(&json).map_err(|_| broken())
}

fn broken() -> Refusal {
    Refusal::new("studio-refusal-link-broken")
}
