//! What a visitor loads: each file, and the sum of those that the first page needs, against its limit.

use crate::node;
use crate::place::Place;
use crate::process::{output, say};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Compressed bytes that the first page may take at most. The aim is 900,000; this holds what was reached.
const FIRST_LOAD_MAX: u64 = 1_180_000;

/// What only later pages load.
const LATER: &[&str] = &["assets/preview", "vendor/licences"];

/// Prints the sizes and holds the first load to its limit.
///
/// # Errors
/// When it is above the limit or the files cannot be measured.
pub fn check(place: &Place, dist: &Path) -> Result<()> {
    let mut script = node::command(place);
    script.arg("e2e/weight.mjs").arg(dist);
    let table = output(&mut script).context("e2e/weight.mjs failed")?;
    let mut first = 0;
    for line in table.lines() {
        let mut words = line.split_whitespace();
        let (Some(raw), Some(packed), Some(name)) =
            (words.next(), words.next().and_then(|w| w.parse::<u64>().ok()), words.next())
        else {
            continue;
        };
        let is_later = LATER.iter().any(|l| name.starts_with(l));
        if !is_later {
            first += packed;
        }
        if packed > 10_000 {
            let when = if is_later { "later" } else { "first load" };
            println!("{raw:>10} {packed:>9} packed  {when:10}  {name}");
        }
    }
    say(&format!("page: the first load takes at most {first} bytes with brotli (limit {FIRST_LOAD_MAX})"));
    if first > FIRST_LOAD_MAX {
        bail!("the first load takes {first} bytes compressed, more than {FIRST_LOAD_MAX}");
    }
    Ok(())
}
