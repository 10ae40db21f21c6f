//! Mail as files, for laptops and tests.

use craftstrat_model::TimeMs;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Messages this process has written: with its id it makes names unique.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

/// Writes one message, blocking. It appears under its name when it is whole.
pub(super) fn write(folder: &Path, message: &[u8], now: TimeMs) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        builder.mode(0o700);
        options.mode(0o600);
    }
    builder.create(folder)?;
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let name = format!("{:014}-{}-{number:06}", now.0.max(0), std::process::id());
    let unfinished = folder.join(format!(".{name}.part"));
    let mut file = options.open(&unfinished)?;
    file.write_all(message)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, folder.join(format!("{name}.eml")))
}
