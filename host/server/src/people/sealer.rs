//! Secrets that have to be read again are sealed before they are stored: whoever copies the database has nothing.

use crate::config::StartError;
use crate::problem::{Answer, Refusal};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use craftstrat_accounts::entropy::{Entropy, Os};
use craftstrat_storage::Owner;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use zeroize::Zeroizing;

/// The key's file in the data folder. It belongs into a backup, but not beside the database.
const FILE: &str = "server.key";

/// Bytes of AES-256-GCM's key and nonce.
const KEY: usize = 32;
const NONCE: usize = 12;

/// Seals and opens. What was sealed for one person opens for nobody else.
pub(crate) struct Sealer(Aes256Gcm);

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer(redacted)")
    }
}

impl Sealer {
    /// With the key of a data folder, made when missing.
    ///
    /// # Errors
    /// When it cannot be read or written, others can read it, or it is no key.
    pub fn open(data_dir: &Path) -> Result<Self, StartError> {
        let path = data_dir.join(FILE);
        let failed = |source| StartError::Folder { path: path.clone(), source };
        let bad = |why: &str| failed(std::io::Error::other(why.to_owned()));
        let mut bytes = Zeroizing::new(Vec::with_capacity(KEY + 1));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                bytes.resize(KEY, 0);
                Os.fill(&mut bytes).map_err(|e| failed(std::io::Error::other(e)))?;
                file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)?;
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let file = std::fs::File::open(&path).map_err(failed)?;
                let mode = file.metadata().map_err(failed)?.permissions().mode();
                if mode & 0o077 != 0 {
                    return Err(bad("others may read this key: `chmod 600` it"));
                }
                file.take(KEY as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
            }
            Err(error) => return Err(failed(error)),
        }
        let key: &[u8; KEY] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| bad("this is no key of 32 bytes: bring it back from a backup"))?;
        Ok(Self(Aes256Gcm::new(key.into())))
    }

    /// Seals for somebody.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn seal(&self, owner: &Owner, secret: &[u8]) -> Answer<Vec<u8>> {
        let mut nonce = [0; NONCE];
        Os.fill(&mut nonce).map_err(Refusal::internal)?;
        let payload = Payload { msg: secret, aad: owner.as_str().as_bytes() };
        let sealed = self.0.encrypt(&nonce.into(), payload).map_err(Refusal::internal)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for somebody.
    ///
    /// # Errors
    /// When it was sealed for somebody else, under another key, or was changed.
    pub fn open_for(&self, owner: &Owner, sealed: &[u8]) -> Answer<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed
            .split_first_chunk::<NONCE>()
            .ok_or_else(|| Refusal::internal("what is sealed is too short"))?;
        let payload = Payload { msg: sealed, aad: owner.as_str().as_bytes() };
        let opened = self.0.decrypt(nonce.into(), payload);
        opened
            .map(Zeroizing::new)
            .map_err(|_| Refusal::internal("a sealed secret does not open: is server.key another one?"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_for_one_opens_for_nobody_else_and_not_when_changed() {
        let folder = tempfile::tempdir().unwrap();
        let sealer = Sealer::open(folder.path()).unwrap();
        let (ann, ben) = (Owner::stored("ann".to_owned()), Owner::stored("ben".to_owned()));
        let sealed = sealer.seal(&ann, b"secret").unwrap();
        assert!(!sealed.windows(6).any(|w| w == b"secret"));
        assert_ne!(sealed, sealer.seal(&ann, b"secret").unwrap(), "never the same twice");
        let again = Sealer::open(folder.path()).unwrap();
        assert_eq!(again.open_for(&ann, &sealed).unwrap().as_slice(), b"secret");
        assert!(again.open_for(&ben, &sealed).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(again.open_for(&ann, &changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_key_that_others_may_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        Sealer::open(folder.path()).unwrap();
        let path = folder.path().join(FILE);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Sealer::open(folder.path()).unwrap_err().to_string().contains("chmod 600"));
    }
}
