//! The page's module, cut into the part that every visitor loads and those that are fetched when they are first shown.
//!
//! Trunk knows no parts: it leaves one module, glue and a document that refers to both. The module as the linker left it
//! is cut along its marked functions (`ui/src/parts.rs`), glued and minimised again, and takes the place of trunk's.

use super::{FEATURES, folder, names, optimise};
use crate::place::Place;
use crate::process::{run, say};
use crate::tools::{WASM_BINDGEN, WASM_SPLIT};
use crate::wasm::TARGET;
use anyhow::{Context, Result, bail};
use std::path::Path;

/// The page's crate, and the beginning of the names trunk gives.
const PAGE: &str = "craftstrat-ui";

/// What the parts are called in the page: `code-<hash>/main.js`, and so on.
const STEM: &str = "main";

/// Puts the parts of the page into `dist` in place of its one module, and returns their folder's name.
///
/// # Errors
/// When a tool fails, or the document does not refer to what trunk made.
pub fn split(place: &Place, dist: &Path) -> Result<String> {
    say("page: cutting it into parts");
    let module = place.target.join(TARGET).join("web").join(PAGE).with_extension("wasm");
    let mut inputs = std::fs::read(&module).with_context(|| format!("no {}", module.display()))?;
    inputs.extend(std::fs::read(dist.join(names::CHARTS)).context("the chart library is missing")?);
    inputs.extend(FEATURES.concat().into_bytes());
    let folder = format!("code-{}", folder::hash_bytes(&inputs));
    let code = dist.join(&folder);
    std::fs::create_dir_all(&code).with_context(|| format!("cannot make {}", code.display()))?;
    run(WASM_SPLIT.command(place).args(["--target", "web", "--out-name", STEM]).arg(&module).arg(&code))?;
    let whole = code.join(format!("{STEM}.wasm"));
    let mut bindgen = WASM_BINDGEN.command(place);
    // The parts share the linker's function table.
    bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", STEM]);
    bindgen.arg("--out-dir").arg(&code);
    run(bindgen.arg(&whole))?;
    std::fs::remove_file(&whole).with_context(|| format!("cannot remove {}", whole.display()))?;
    let files = folder::files(&code, &[])?;
    for (_, wasm) in files.iter().filter(|(name, _)| name.ends_with(".wasm")) {
        optimise(place, "-Oz", wasm)?;
    }
    replace(dist, &folder)?;
    Ok(folder)
}

/// Makes the document refer to `folder` and removes what trunk made instead.
fn replace(dist: &Path, folder: &str) -> Result<()> {
    let document = dist.join("index.html");
    let mut html = names::read(&document)?;
    for (ending, name) in [("_bg.wasm", format!("{STEM}_bg.wasm")), (".js", format!("{STEM}.js"))] {
        let made = trunks(dist, ending)?;
        if !html.contains(&made) {
            bail!("the document does not refer to {made}");
        }
        html = html.replace(&format!("/{made}"), &format!("/{folder}/{name}"));
        std::fs::remove_file(dist.join(&made)).with_context(|| format!("cannot remove {made}"))?;
    }
    let html = html.replace("\"/snippets/", &format!("\"/{folder}/snippets/"));
    std::fs::remove_dir_all(dist.join("snippets")).context("trunk left no snippets")?;
    names::write(&document, &html)
}

/// The one file of trunk's that ends so.
fn trunks(dist: &Path, ending: &str) -> Result<String> {
    let files = folder::files(dist, &["assets", "fonts", "vendor", "snippets"])?;
    let mut found = files.into_keys().filter(|name| name.starts_with(PAGE) && name.ends_with(ending));
    match (found.next(), found.next()) {
        (Some(name), None) => Ok(name),
        (None, _) => bail!("trunk left no {PAGE}-...{ending}"),
        (Some(a), Some(b)) => bail!("trunk left both {a} and {b}"),
    }
}
