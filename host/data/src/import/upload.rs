//! One file of a kind that may not be known, as people drop it: what it holds is told by its content.

use super::lines::Source;
use super::table::Table;
use super::{Importer, Options, SlotSink, book_csv, polymarket_ws, resolvedkit, ticks};
use crate::{ImportError, ImportReport, Progress, Silent};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What an uploaded file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Books and markets of the `resolvedkit` set: a ZIP archive of the two files.
    Resolvedkit,
    /// Raw market-channel messages.
    PolymarketWs,
    /// A CSV of books.
    BookCsv,
    /// Our own rows.
    Ticks,
}

/// Bytes one file unpacks to, at most.
const UNPACKED_MAX: u64 = 2 << 30;

impl Format {
    const fn importer(self) -> Importer {
        match self {
            Self::Resolvedkit => resolvedkit::import,
            Self::PolymarketWs => polymarket_ws::import,
            Self::BookCsv => book_csv::import,
            Self::Ticks => ticks::import,
        }
    }
}

/// Imports an uploaded file that lies in a folder of its own. Archives are unpacked beside it.
///
/// # Errors
/// When what it holds cannot be told, and as the format's importer.
pub fn upload(
    path: &Path,
    format: Option<Format>,
    sink: &mut dyn SlotSink,
    progress: &dyn Progress,
) -> Result<ImportReport, ImportError> {
    let head = head(path)?;
    if head.starts_with(b"PK\x03\x04") {
        let folder = unpack(path, progress)?;
        return resolvedkit::import(&[folder], &Options::default(), sink, progress);
    }
    let format = match format {
        Some(format) => format,
        None => detect(path, &head)?,
    };
    let path = named(path, &head)?;
    (format.importer())(&[path], &Options::default(), sink, progress)
}

fn head(path: &Path) -> Result<Vec<u8>, ImportError> {
    let file = File::open(path).map_err(|e| ImportError::io("open", path, e))?;
    let mut head = Vec::new();
    file.take(4).read_to_end(&mut head).map_err(|e| ImportError::io("read", path, e))?;
    Ok(head)
}

/// Importers tell Parquet by the file's name: here it is told by its content.
fn named(path: &Path, head: &[u8]) -> Result<PathBuf, ImportError> {
    let is_named = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("parquet"));
    let is_parquet = head == b"PAR1";
    if is_named == is_parquet {
        return Ok(path.to_owned());
    }
    let named = path.with_extension(if is_parquet { "parquet" } else { "txt" });
    std::fs::rename(path, &named).map_err(|e| ImportError::io("rename", path, e))?;
    Ok(named)
}

/// What a file holds, by its columns or its first line.
///
/// # Errors
/// When it is of no kind that is known.
fn detect(path: &Path, head: &[u8]) -> Result<Format, ImportError> {
    if head == b"PAR1" {
        return of_columns(path, &Table::open(path)?.names());
    }
    let mut source = Source::open(path, &Silent)?;
    let Some((_, line)) = source.next_line()? else {
        return Err(ImportError::file(path, "it is empty", "Choose a file with recorded ticks"));
    };
    if line.starts_with(b"{") || line.starts_with(b"[") {
        return Ok(Format::PolymarketWs);
    }
    let Ok(line) = std::str::from_utf8(line) else {
        return Err(unknown(path, "it is neither text nor Parquet"));
    };
    let names: Vec<String> =
        line.split([',', ';', '\t']).map(|n| n.trim().trim_matches('"').to_owned()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if names.len() < 2 {
        return Err(unknown(path, "its first line is no CSV header"));
    }
    Ok(if has("symbol") && has("captured_at") { Format::Ticks } else { Format::BookCsv })
}

fn of_columns(path: &Path, names: &[String]) -> Result<Format, ImportError> {
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("symbol") && has("captured_at") {
        return Ok(Format::Ticks);
    }
    if has("timestamp") && (has("raw_data") || has("bids") && has("asset_id")) {
        return Ok(Format::PolymarketWs);
    }
    if has("market_id") {
        let detail = "it is one of the two files of a resolvedkit recording";
        let remedy = "Put books.parquet and markets.parquet into one ZIP archive and upload that";
        return Err(ImportError::file(path, detail, remedy));
    }
    let shown = names.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
    Err(unknown(path, &format!("its columns ({shown}) are of no recording that is known")))
}

fn unknown(path: &Path, detail: &str) -> ImportError {
    let remedy = "Choose what it holds, or convert it to CSV or Parquet with the columns symbol, captured_at, bid_up, \
                  ask_up and so on";
    ImportError::file(path, detail, remedy)
}

/// Takes the two files of a resolvedkit recording out of an archive, into the folder it lies in.
fn unpack(path: &Path, progress: &dyn Progress) -> Result<PathBuf, ImportError> {
    let damaged = |e: zip::result::ZipError| {
        ImportError::file(path, format!("the archive cannot be unpacked: {e}"), "Make it again")
    };
    let folder = path.parent().unwrap_or(Path::new(".")).join("unpacked");
    std::fs::create_dir_all(&folder).map_err(|e| ImportError::io("create", &folder, e))?;
    let file = File::open(path).map_err(|e| ImportError::io("open", path, e))?;
    let mut archive = zip::ZipArchive::new(file).map_err(damaged)?;
    for wanted in ["books.parquet", "markets.parquet"] {
        let inside = |name: &String| name.rsplit('/').next() == Some(wanted);
        let named = archive.file_names().filter_map(|n| Some(n.ok()?.into_owned())).find(inside);
        let Some(name) = named else {
            let remedy = "An archive holds books.parquet and markets.parquet; upload other files as they are";
            return Err(ImportError::file(path, format!("there is no {wanted} in it"), remedy));
        };
        let entry = archive.by_name(&name).map_err(damaged)?;
        let to = folder.join(wanted);
        let mut out = File::create(&to).map_err(|e| ImportError::io("create", &to, e))?;
        let copied = std::io::copy(&mut entry.take(UNPACKED_MAX + 1), &mut out);
        let copied = copied.map_err(|e| {
            ImportError::file(path, format!("{wanted} cannot be unpacked: {e}"), "Make the archive again")
        })?;
        if copied > UNPACKED_MAX {
            let detail = format!("{wanted} unpacks to more than {} GiB", UNPACKED_MAX >> 30);
            return Err(ImportError::file(path, detail, "Import it with the command line"));
        }
        if progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
    }
    Ok(folder)
}
