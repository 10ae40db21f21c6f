//! What a visitor loads: each file, and the sums of those that pages need, against their limits.

use crate::node;
use crate::place::Place;
use crate::process::{output, say};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Compressed bytes that the page one starts on may load at most.
const START_MAX: u64 = 700_000;
/// The same for an editor opened by its address, with the form of its document. Started from another page it takes less.
const EDITOR_MAX: u64 = 1_070_000;
/// The same for one whose document is a graph on a canvas.
const CANVAS_MAX: u64 = 1_140_000;

/// The parts of both editors.
const EDITOR: &[&str] = &["editor", "piece_form"];
const CANVAS: &[&str] = &["editor", "piece_canvas"];

/// What only later pages load.
const LATER: &[&str] = &["assets/preview/", "assets/preview-worker.js", "fonts/LICENSE", "vendor/"];

/// What the parts load when they are first shown: in `code-<hash>/`.
const PARTS: &[&str] = &["split_", "chunk_"];

/// What fetches the parts, and what its functions for that are called.
const LOADER: &str = "__wasm_split.js";
const LOAD: &str = "export const __wasm_split_load_";

/// Prints the sizes and holds the first loads to their limits.
///
/// # Errors
/// When one is above its limit or the files cannot be measured.
pub fn check(place: &Place, dist: &Path) -> Result<()> {
    let mut script = node::command(place);
    script.arg("e2e/weight.mjs").arg(dist);
    let table = output(&mut script).context("e2e/weight.mjs failed")?;
    let mut start = (0, 0);
    let mut parts = BTreeMap::new();
    let mut loader = None;
    for line in table.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let &[raw, gzip, brotli, name] = words.as_slice() else { continue };
        let (gzip, brotli) = (gzip.parse::<u64>()?, brotli.parse::<u64>()?);
        let file = name.rsplit('/').next().unwrap_or(name);
        let is_part = PARTS.iter().any(|p| file.starts_with(p));
        let is_later = is_part || LATER.iter().any(|l| name.starts_with(l));
        if is_part {
            parts.insert(file.to_owned(), brotli);
        }
        if file == LOADER {
            loader = Some(dist.join(name));
        }
        if !is_later {
            start = (start.0 + gzip, start.1 + brotli);
        }
        if gzip > 10_000 {
            let when = if is_later { "later" } else { "first load" };
            println!("{raw:>10} {gzip:>9} gzip {brotli:>9} brotli  {when:10}  {name}");
        }
    }
    let loader = loader.with_context(|| format!("the page has no {LOADER}"))?;
    let loader =
        std::fs::read_to_string(&loader).with_context(|| format!("cannot read {}", loader.display()))?;
    let with = |wanted: &[&str]| -> Result<u64> {
        let files = files(&loader, wanted)?;
        let size = |file: &String| parts.get(file).with_context(|| format!("the page has no {file}"));
        files.iter().map(size).try_fold(start.1, |sum, size| Ok(sum + size?))
    };
    let (editor, canvas) = (with(EDITOR)?, with(CANVAS)?);
    say(&format!(
        "page: the first load takes {} bytes with gzip, {} with brotli; of an editor by its address {editor} with a form, \
         {canvas} with a canvas",
        start.0, start.1
    ));
    // Browsers of today take brotli, and that is what the server sends them.
    for (what, bytes, max) in [
        ("the first load", start.1, START_MAX),
        ("the editor with a form", editor, EDITOR_MAX),
        ("the editor with a canvas", canvas, CANVAS_MAX),
    ] {
        if bytes > max {
            bail!("{what} takes {bytes} bytes with brotli, more than {max}");
        }
    }
    Ok(())
}

/// The files that parts are made of: their own, and those they share with others, as the loader lists them.
fn files(loader: &str, parts: &[&str]) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for part in parts {
        let load = loader.split(LOAD).skip(1).find(|l| l.split([' ', '=']).next() == Some(part));
        let load = load.with_context(|| format!("{LOADER} loads no part {part}"))?;
        // The call ends with the list of what is shared.
        let call = load.split_once("\n}\n, [").and_then(|(_, list)| list.split_once(']'));
        let (shared, _) = call.with_context(|| format!("{LOADER} does not say what {part} shares"))?;
        files.insert(format!("split_{part}.wasm"));
        let names =
            shared.split(',').map(|name| name.trim().trim_start_matches('_')).filter(|n| !n.is_empty());
        files.extend(names.map(|name| format!("{name}.wasm")));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::files;

    /// As the tool that cuts the module writes it.
    const LOADER: &str = r#"const __chunk_4 = makeLoad(() => {
    return 1;
}
, []);
export const __wasm_split_load_editor = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_editor.wasm", import.meta.url));
}
, [__chunk_4, __chunk_6]));
export const __wasm_split_load_piece_form = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_piece_form.wasm", import.meta.url));
}
, [__chunk_6, __chunk_7]));
export const __wasm_split_load_data = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_data.wasm", import.meta.url));
}
, []));
"#;

    #[test]
    fn a_part_needs_its_own_file_and_what_it_shares() {
        let both: Vec<String> =
            files(LOADER, &["editor", "piece_form"]).expect("found").into_iter().collect();
        let wanted =
            ["chunk_4.wasm", "chunk_6.wasm", "chunk_7.wasm", "split_editor.wasm", "split_piece_form.wasm"];
        assert_eq!(both, wanted);
        let alone: Vec<String> = files(LOADER, &["data"]).expect("found").into_iter().collect();
        assert_eq!(alone, ["split_data.wasm"]);
        assert!(files(LOADER, &["piece"]).is_err());
    }
}
