//! What a visitor loads: each file, and the sum of those that the first page needs, against its limit.

use crate::node;
use crate::place::Place;
use crate::process::{output, say};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Compressed bytes that the first load may take at most: of the page one starts on, and of an editor opened by its address.
const START_MAX: u64 = 700_000;
const EDITOR_MAX: u64 = 1_200_000;

/// What only later pages load.
const LATER: &[&str] = &["assets/preview/", "assets/preview-worker.js", "fonts/LICENSE", "vendor/"];

/// What the parts load when they are first shown: in `code-<hash>/`.
const PARTS: &[&str] = &["split_", "chunk_"];

/// Prints the sizes and holds the first load to its limit.
///
/// # Errors
/// When it is above the limit or the files cannot be measured.
pub fn check(place: &Place, dist: &Path) -> Result<()> {
    let mut script = node::command(place);
    script.arg("e2e/weight.mjs").arg(dist);
    let table = output(&mut script).context("e2e/weight.mjs failed")?;
    let (mut start, mut editor) = ((0, 0), 0);
    for line in table.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let &[raw, gzip, brotli, name] = words.as_slice() else { continue };
        let (gzip, brotli) = (gzip.parse::<u64>()?, brotli.parse::<u64>()?);
        let file = name.rsplit('/').next().unwrap_or(name);
        let is_part = PARTS.iter().any(|p| file.starts_with(p));
        let is_later = is_part || LATER.iter().any(|l| name.starts_with(l));
        if !is_later {
            start = (start.0 + gzip, start.1 + brotli);
        }
        // Chunks belong to several parts; counting all of them to the editor errs on the safe side.
        if !is_later || file.starts_with("chunk_") || file.starts_with("split_editor") {
            editor += brotli;
        }
        if gzip > 10_000 {
            let when = if is_later { "later" } else { "first load" };
            println!("{raw:>10} {gzip:>9} gzip {brotli:>9} brotli  {when:10}  {name}");
        }
    }
    say(&format!(
        "page: the first load takes {} bytes with gzip, {} with brotli; of an editor by its address {editor}",
        start.0, start.1
    ));
    // Browsers of today take brotli, and that is what the server sends them.
    for (what, bytes, max) in [("the first load", start.1, START_MAX), ("the editor", editor, EDITOR_MAX)] {
        if bytes > max {
            bail!("{what} takes {bytes} bytes with brotli, more than {max}");
        }
    }
    Ok(())
}
