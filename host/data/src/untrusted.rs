//! Decoding files from outside: the Parquet decoder may panic on hostile bytes, and here that is an ordinary error.

use crate::ImportError;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `decode` on bytes of `path` that nobody vouches for: an error or a panic inside becomes an [`ImportError::File`].
///
/// What `decode` was changing when it panicked must not be used afterwards.
///
/// # Errors
/// When `decode` fails or panics.
pub fn untrusted<T>(
    path: &Path,
    decode: impl FnOnce() -> parquet::errors::Result<T>,
) -> Result<T, ImportError> {
    decode_quietly(decode).map_err(|detail| {
        ImportError::file(
            path,
            format!("not readable as Parquet: {detail}"),
            "Download or record the file again",
        )
    })
}

/// As [`untrusted`], with the failure as a sentence.
pub(crate) fn decode_quietly<T>(decode: impl FnOnce() -> parquet::errors::Result<T>) -> Result<T, String> {
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.with(Cell::get) {
                before(info);
            }
        }));
    });
    let outer = QUIET.with(|q| q.replace(true));
    let result = panic::catch_unwind(AssertUnwindSafe(decode));
    QUIET.with(|q| q.set(outer));
    match result {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the bytes are damaged".to_owned()),
    }
}
