//! What passwords are hashed in.
//!
//! Each thread that hashes keeps its 19 MiB for the next time: given back and asked for again and again, so much at once ends up
//! in pieces that the allocator cannot use for anything else, some hundreds of megabytes of them.

use super::PasswordError;
use argon2::{Argon2, Block};
use std::cell::RefCell;
use zeroize::Zeroize;

thread_local! {
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

/// Fills `out` from a password and its salt. Nothing of it is left in memory.
///
/// # Errors
/// When salt or output have a length that argon2 does not take.
pub(super) fn derive(
    argon: &Argon2<'_>,
    password: &[u8],
    salt: &[u8],
    out: &mut [u8],
) -> Result<(), PasswordError> {
    MEMORY.with_borrow_mut(|memory| {
        memory.resize(argon.params().block_count(), Block::new());
        let done = argon.hash_password_into_with_memory(password, salt, out, memory.as_mut_slice());
        memory.iter_mut().for_each(Zeroize::zeroize);
        done.map_err(|_| PasswordError::Hash("argon2 failed"))
    })
}
