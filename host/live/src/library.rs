//! Components by their hash: kept on the disk beside the log, compiled before anything needs them.

use craftstrat_runtime::{LoadError, Loaded, Origin, Runtime};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// One place in so many is left to others.
const PLACES_LEFT: u32 = 16;

/// Why a component is not there.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// Its file cannot be read or written.
    #[error("the component {path} cannot be used: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It was never added, or its file is gone.
    #[error("the component {0} is not in the library")]
    Missing(String),
    /// Its bytes are not the ones its name says.
    #[error("the file of component {0} holds other bytes than its name says")]
    Damaged(String),
    /// It cannot be loaded.
    #[error("{0}")]
    Load(#[from] LoadError),
}

/// Loaded components. Loading takes time and happens in [`Library::add`] and at recovery, never while ticks are handled.
pub struct Library {
    runtime: Arc<Runtime>,
    folder: PathBuf,
    loaded: Mutex<BTreeMap<String, Arc<Loaded>>>,
    /// Held while a component is written.
    writing: Mutex<()>,
    /// Tells components of our own compiler from others.
    origin: fn(&[u8]) -> Origin,
}

impl std::fmt::Debug for Library {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Library").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Library {
    /// A library in `folder`, which is made when it is not there. `origin` says which components are trusted.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(
        folder: &Path,
        runtime: Arc<Runtime>,
        origin: fn(&[u8]) -> Origin,
    ) -> Result<Self, LibraryError> {
        fs::create_dir_all(folder)
            .map_err(|source| LibraryError::File { path: folder.to_owned(), source })?;
        let (loaded, writing) = (Mutex::default(), Mutex::default());
        Ok(Self { runtime, folder: folder.to_owned(), loaded, writing, origin })
    }

    /// Checks, compiles and keeps a component; returns its hash.
    ///
    /// # Errors
    /// When it is no strategy this build runs, or cannot be written.
    pub fn add(&self, component: &[u8]) -> Result<String, LibraryError> {
        let loaded = self.runtime.load(component, (self.origin)(component))?;
        let hash = loaded.hash().to_owned();
        let path = self.path(&hash);
        {
            // Two that add the same at once would take the unfinished file away from each other.
            let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
            if !path.exists() {
                write_whole(&path, component)
                    .map_err(|source| LibraryError::File { path: path.clone(), source })?;
            }
        }
        self.put(&hash, Arc::new(loaded));
        Ok(hash)
    }

    /// A component that was added in this process or, from its file, in an earlier one.
    ///
    /// # Errors
    /// When it is not there or cannot be loaded any more.
    pub fn get(&self, hash: &str) -> Result<Arc<Loaded>, LibraryError> {
        if let Some(loaded) = self.ready(hash) {
            return Ok(loaded);
        }
        let path = self.path(hash);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(LibraryError::Missing(hash.to_owned()));
            }
            Err(source) => return Err(LibraryError::File { path, source }),
        };
        let loaded = Arc::new(self.runtime.load(&bytes, (self.origin)(&bytes))?);
        if loaded.hash() != hash {
            return Err(LibraryError::Damaged(hash.to_owned()));
        }
        self.put(hash, Arc::clone(&loaded));
        Ok(loaded)
    }

    /// Places of the runtime that instances of running strategies may take: all but a few, which are left for those that are
    /// loaded or tried meanwhile.
    pub(crate) fn places(&self) -> u32 {
        let all = self.runtime.capacity().instances;
        all.saturating_sub((all / PLACES_LEFT).max(1)).max(1)
    }

    /// A component that is loaded already.
    pub(crate) fn ready(&self, hash: &str) -> Option<Arc<Loaded>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    fn put(&self, hash: &str, loaded: Arc<Loaded>) {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).insert(hash.to_owned(), loaded);
    }

    /// Hashes come from log files: only what looks like one names a file.
    fn path(&self, hash: &str) -> PathBuf {
        let name: String = hash.chars().filter(char::is_ascii_hexdigit).take(64).collect();
        self.folder.join(format!("{name}.wasm"))
    }
}

/// Writes a file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let partial = path.with_extension("partial");
    let write = || {
        let mut file = fs::File::create(&partial)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    if let Err(error) = write() {
        // On a full disk it would keep room from what matters. What cannot be removed is written over next time.
        let _ = fs::remove_file(&partial);
        return Err(error);
    }
    fs::rename(&partial, path)?;
    match path.parent() {
        Some(folder) => fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
