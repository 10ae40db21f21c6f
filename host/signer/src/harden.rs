//! What keeps a process to itself: no core dumps, no debugger of the same user, memory that is not swapped, files for
//! nobody else.

use rustix::fs::Mode;
use rustix::mm::{MlockAllFlags, mlockall, munlockall};
use rustix::process::{
    DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit, umask,
};

/// What an export takes at most at once; it must fit into what may be locked.
const HEADROOM: usize = 192 << 20;

/// Why a process cannot keep to itself.
#[derive(Debug, thiserror::Error)]
pub enum HardenError {
    /// The system refused.
    #[error("the system refused to {what}")]
    Refused {
        /// To do what.
        what: &'static str,
        /// What it said.
        source: rustix::io::Errno,
    },
    /// Memory may not be locked, or not enough of it.
    #[error(
        "memory cannot be locked, so keys could be written to swap: raise the limit (`ulimit -l unlimited`, or \
         LimitMEMLOCK=infinity in a unit), or start with `--memory-lock prefer`"
    )]
    NotLocked,
}

/// No core file, no reading of this process by others of the same user, and new files for this user alone.
///
/// # Errors
/// When the system refuses.
pub fn isolate() -> Result<(), HardenError> {
    let refused = |what| move |source| HardenError::Refused { what, source };
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(refused("forbid dumps"))?;
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    setrlimit(Resource::Core, none).map_err(refused("forbid core files"))?;
    umask(Mode::RWXG | Mode::RWXO);
    Ok(())
}

/// Keeps all memory, present and future, out of swap.
///
/// # Errors
/// When that is not allowed, or not for as much as an export takes; nothing is locked then.
pub fn lock_memory() -> Result<(), HardenError> {
    let limit = getrlimit(Resource::Memlock);
    // Up to what the system lets this user have.
    let _ = setrlimit(Resource::Memlock, Rlimit { current: limit.maximum, maximum: limit.maximum });
    // Pages when they are first used: a thread's stack is mostly never touched.
    let flags = MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
    mlockall(flags).map_err(|_| HardenError::NotLocked)?;
    // Under a small limit the lock is granted and a later allocation fails, which would end the process.
    if Vec::<u8>::new().try_reserve_exact(HEADROOM).is_err() {
        let _ = munlockall();
        return Err(HardenError::NotLocked);
    }
    Ok(())
}
