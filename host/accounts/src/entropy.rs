//! Where chance comes from: the operating system, or a test.

/// The operating system gave no random bytes; nothing secret can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random bytes")]
pub struct NoEntropy;

/// A source of random bytes. Secrets are made from [`Os`] alone; tests bring their own to be exact.
pub trait Entropy {
    /// Fills `bytes`.
    ///
    /// # Errors
    /// When there are none; `bytes` must then not be used.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy>;
}

/// The operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct Os;

impl Entropy for Os {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        getrandom::fill(bytes).map_err(|_| NoEntropy)
    }
}
